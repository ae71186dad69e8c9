#!/bin/sh
# Creates a Python virtual environment: venv.sh FOLDER [PACKAGE…]. On Debian python3 has no `ensurepip`, so there are
# several methods.
set -eu
folder=$1
shift
if [ ! -x "$folder/bin/pip" ]; then
    rm -rf "$folder"
    if ! python3 -m venv "$folder" 2>/dev/null; then
        rm -rf "$folder"
        if ! python3 -m virtualenv --quiet "$folder" 2>/dev/null; then
            if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
                apt-get install --quiet --yes python3-venv >/dev/null || { apt-get update --quiet && apt-get install --quiet --yes python3-venv; } >/dev/null
                python3 -m venv "$folder"
            elif python3 -m pip install --quiet --user --break-system-packages virtualenv 2>/dev/null || python3 -m pip install --quiet --user virtualenv; then
                python3 -m virtualenv --quiet "$folder"
            else
                echo "defray's tests need Python virtual environments: install python3-venv, then run make again" >&2
                exit 1
            fi
        fi
    fi
fi
[ $# = 0 ] || "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
