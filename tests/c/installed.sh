#!/bin/sh
# Builds the example outside the repository with the installed library, statically and dynamically, and compares its
# output.
#
#   installed.sh DESTDIR PREFIX WORK
set -eu

destdir=$1 prefix=$2 work=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$work"
mkdir -p "$work"
cp "$root/examples/c/billing_day.c" "$work"
cd "$work"

PKG_CONFIG_PATH=$destdir$prefix/lib/pkgconfig
PKG_CONFIG_SYSROOT_DIR=$destdir
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR

fail() {
    echo "installed: $*" >&2
    exit 1
}

run() {
    rm -f ledger.defray
    "./$1" ledger.defray >"$1.txt" || fail "$1 failed"
    diff "$root/examples/c/billing_day.txt" "$1.txt" >&2 || fail "$1 does not print examples/c/billing_day.txt"
}

flags="-std=c11 -Wall -Wextra -Wpedantic -Werror -Wconversion"
version=$(sed -n 's/^#define DEFRAY_VERSION "\(.*\)"/\1/p' "$destdir$prefix/include/defray.h")
test "$(pkg-config --modversion defray)" = "$version" || fail "defray.pc does not have version $version"
test "$(readlink "$destdir$prefix/lib/libdefray.so")" = "libdefray.so.${version%.*}" || fail "libdefray.so is not a link to its SONAME"
test "$(readlink "$destdir$prefix/lib/libdefray.so.${version%.*}")" = "libdefray.so.$version" || fail "the SONAME is not a link to the library"

gcc $flags billing_day.c $(pkg-config --cflags --libs defray) -o dynamic
readelf -d dynamic | grep -q "NEEDED.*\[libdefray.so.${version%.*}\]" || fail "the program does not need the SONAME"
LD_LIBRARY_PATH=$destdir$prefix/lib
export LD_LIBRARY_PATH
run dynamic
unset LD_LIBRARY_PATH

# As on a machine that has the static library only.
mkdir static-only
cp "$destdir$prefix/lib/libdefray.a" static-only
gcc $flags billing_day.c $(pkg-config --cflags defray) -Lstatic-only $(pkg-config --static --libs-only-l --libs-only-other defray) -o static
readelf -d static | grep -q libdefray && fail "the static program needs the shared library"
run static

echo "installed    billing_day runs from the installed tree, dynamically and statically"
