#!/bin/sh
# The system libraries that a program needs beside libdefray.a, as this machine's rustc tells them: those of Rust's standard library, as
# nothing else in defray links with any.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '' >"$folder/empty.rs"
libraries=$(rustc --crate-type staticlib --print native-static-libs -o "$folder/empty.a" "$folder/empty.rs" 2>&1 |
    sed -n 's/^note: native-static-libs: //p')
test -n "$libraries" || { echo "rustc does not tell its native libraries" >&2; exit 1; }
echo "$libraries"
