#!/bin/sh
# Checks the tools of the C tests. Missing Debian packages are installed if the user is root.
set -eu

missing=
for package in "$@"; do
    case $package in
    lib*-dev) dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package" ;;
    pkg-config) command -v pkg-config >/dev/null || missing="$missing $package" ;;
    *) command -v "$package" >/dev/null || missing="$missing $package" ;;
    esac
done
test -n "$missing" || exit 0
if test "$(id -u)" = 0 && command -v apt-get >/dev/null; then
    echo "installing$missing"
    apt-get install -y -q $missing >/dev/null 2>&1 || { apt-get update -q >/dev/null && apt-get install -y -q $missing >/dev/null; }
    exit 0
fi
echo "the C tests need these Debian packages; install them, then run make again: apt-get install$missing" >&2
exit 1
