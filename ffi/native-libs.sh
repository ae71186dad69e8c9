#!/bin/sh
# Prints the system libraries that a program needs in addition to libdefray.a. These are the libraries of Rust's
# standard library, which rustc prints; nothing else in defray needs a system library.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '' >"$folder/empty.rs"
libraries=$(rustc --crate-type staticlib --print native-static-libs -o "$folder/empty.a" "$folder/empty.rs" 2>&1 |
    sed -n 's/^note: native-static-libs: //p')
test -n "$libraries" || { echo "rustc does not print its native libraries" >&2; exit 1; }
echo "$libraries"
