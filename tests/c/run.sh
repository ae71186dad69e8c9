#!/bin/sh
# Tests of the C interface in C and C++. `make c-test` runs them.
#
#   run.sh TESTING PLAIN WORK STEP...
#
#   TESTING  folder with libdefray.a and libdefray.so, built with the feature `testing`
#   PLAIN    the same without the feature, as it is installed
#   WORK     the folder for the programs of the tests
#   STEP     header layout symbols static shared valgrind sanitizers threads; cost measures the cost of the interface
set -eu

testing=$1 plain=$2 work=$3
shift 3
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
mkdir -p "$work"
work=$(cd "$work" && pwd)

warnings="-Wall -Wextra -Wpedantic -Werror -Wconversion"
system="-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc"
behaviour="tests/c/behaviour.c tests/c/generated/calls.c tests/c/support/ledger.c"
scenario="tests/c/scenario.c tests/c/generated/shapes.c tests/c/support/shape.c tests/c/support/json.c"
threads="tests/c/threads.c tests/c/support/ledger.c"
# The tests cause a panic, and a backtrace takes a long time under valgrind.
RUST_BACKTRACE=0
export RUST_BACKTRACE

say() {
    printf '%-12s %s\n' "$step" "$*"
}

fail() {
    printf '%s: %s\n' "$step" "$*" >&2
    exit 1
}

# c11 NAME FLAGS SOURCES... builds a program as C11, cpp17 the same sources as C++17.
c11() {
    name=$1
    shift
    gcc -std=c11 $warnings -Wstrict-prototypes -g -D_GNU_SOURCE -Iinclude -o "$work/$name" "$@"
}

cpp17() {
    name=$1
    shift
    g++ -std=c++17 $warnings -g -Iinclude -o "$work/$name" -x c++ "$@"
}

# An empty folder for the ledgers of a run.
folder() {
    rm -rf "$work/ledgers"
    mkdir "$work/ledgers"
    echo "$work/ledgers"
}

header() {
    for compiler in gcc clang; do
        for year in c99 c11 c17; do
            $compiler -std=$year $warnings -Wstrict-prototypes -Iinclude -c tests/c/header/alone.c -o "$work/alone.o"
            $compiler -std=$year $warnings -Wstrict-prototypes -Iinclude -c tests/c/header/another.c -o "$work/another.o"
            $compiler "$work/alone.o" "$work/another.o" -o "$work/header"
            "$work/header"
        done
        say "$compiler: C99, C11, C17"
    done
    for compiler in g++ clang++; do
        for year in c++11 c++14 c++17 c++20; do
            $compiler -std=$year $warnings -Iinclude -x c++ -c tests/c/header/alone.c -o "$work/alone.o"
            $compiler -std=$year $warnings -Iinclude -x c++ -c tests/c/header/another.c -o "$work/another.o"
            $compiler "$work/alone.o" "$work/another.o" -o "$work/header"
            "$work/header"
        done
        say "$compiler: C++11, C++14, C++17, C++20"
    done
}

layout() {
    c11 layout -Wno-pedantic tests/c/layout.c "$testing/libdefray.a" $system
    "$work/layout" rust >"$work/layout.rust"
    "$work/layout" >"$work/layout.c"
    test "$(wc -l <"$work/layout.c")" -gt 100 || fail "only $(wc -l <"$work/layout.c") structures were compared"
    cmp "$work/layout.rust" "$work/layout.c" || fail "Rust and C do not see the same structures: diff $work/layout.rust $work/layout.c"
    say "$(wc -l <"$work/layout.c") structures are the same in Rust and C"
}

symbols() {
    nm -D --defined-only "$plain/libdefray.so" | awk '$2 ~ /[TDBRW]/ {print $3}' | LC_ALL=C sort >"$work/symbols"
    LC_ALL=C sort ffi/symbols.txt | cmp - "$work/symbols" || {
        LC_ALL=C sort ffi/symbols.txt | diff - "$work/symbols" | head >&2
        fail "the shared library does not export what ffi/symbols.txt says"
    }
    soname=$(objdump -p "$plain/libdefray.so" | awk '$1 == "SONAME" {print $2}')
    minor=$(sed -n 's/^#define DEFRAY_VERSION "\([0-9]*\.[0-9]*\)\..*/\1/p' include/defray.h)
    test "$soname" = "libdefray.so.$minor" || fail "SONAME is $soname"
    say "$(wc -l <"$work/symbols") functions and nothing else; SONAME $soname"
}

static() {
    c11 behaviour $behaviour "$testing/libdefray.a" $system
    "$work/behaviour" "$(folder)" >"$work/errors" 2>&1 || { cat "$work/errors" >&2; fail "behaviour, C11"; }
    cpp17 behaviour-cpp $behaviour -x none "$testing/libdefray.a" $system
    "$work/behaviour-cpp" "$(folder)" >"$work/errors" 2>&1 || { cat "$work/errors" >&2; fail "behaviour, C++17"; }
    c11 threads $threads "$testing/libdefray.a" $system
    "$work/threads" >/dev/null
    c11 scenario $scenario "$testing/libdefray.a" -lcjson $system
    say "C11: $("$work/scenario" tests/scenarios/*.jsonl)"
    cpp17 scenario-cpp $scenario -x none "$testing/libdefray.a" -lcjson $system
    say "C++17: $("$work/scenario-cpp" tests/scenarios/*.jsonl)"
}

# With the shared library, which the program finds by its SONAME.
shared() {
    mkdir -p "$work/shared"
    cp "$testing/libdefray.so" "$work/shared/libdefray.so"
    ln -sf libdefray.so "$work/shared/$(objdump -p "$testing/libdefray.so" | awk '$1 == "SONAME" {print $2}')"
    c11 behaviour-shared $behaviour -L"$work/shared" -ldefray -lpthread
    LD_LIBRARY_PATH="$work/shared" "$work/behaviour-shared" "$(folder)" >"$work/errors" 2>&1 || { cat "$work/errors" >&2; fail behaviour; }
    c11 scenario-shared $scenario -L"$work/shared" -ldefray -lcjson
    say "$(LD_LIBRARY_PATH="$work/shared" "$work/scenario-shared" tests/scenarios/*.jsonl)"
}

valgrind_run() {
    command valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite,indirect,possible --error-exitcode=9 "$@"
}

valgrind() {
    test -x "$work/behaviour" && test -x "$work/scenario" || static
    valgrind_run "$work/behaviour" "$(folder)" >"$work/errors" 2>&1 || { cat "$work/errors" >&2; fail behaviour; }
    valgrind_run "$work/scenario" tests/scenarios/*.jsonl >"$work/errors" 2>&1 || { cat "$work/errors" >&2; fail scenario; }
    # A test of the check: a record that is never freed must be reported.
    printf '%s\n' '#include "defray.h"' 'int main(void) { const defray_policy *policy; defray_policy_default(&policy, NULL);' \
        'policy = NULL; return policy == NULL ? 0 : 1; }' >"$work/leak.c"
    c11 leak "$work/leak.c" "$testing/libdefray.a" $system
    if valgrind_run "$work/leak" >"$work/errors" 2>&1; then fail "a record that was never freed was not reported"; fi
    say "no leaks, no reads of uninitialized memory"
}

sanitizers() {
    flags="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
    c11 behaviour-asan $flags $behaviour "$testing/libdefray.a" $system
    c11 scenario-asan $flags $scenario "$testing/libdefray.a" -lcjson $system
    for program in behaviour-asan scenario-asan; do
        for symbol in __asan_init __ubsan_handle_pointer_overflow_abort; do
            nm "$work/$program" | grep -q " $symbol" || fail "$program has no $symbol: it was not built with the sanitizers"
        done
    done
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 "$work/behaviour-asan" "$(folder)" >"$work/errors" 2>&1 \
        || { cat "$work/errors" >&2; fail behaviour; }
    ASAN_OPTIONS=detect_leaks=1 "$work/scenario-asan" tests/scenarios/*.jsonl >"$work/errors" 2>&1 \
        || { cat "$work/errors" >&2; fail scenario; }
    # A test of the check: a record that is freed twice must be reported.
    printf '%s\n' '#include "defray.h"' 'int main(void) { const defray_policy *policy; defray_policy_default(&policy, NULL);' \
        'defray_policy_free(policy); defray_policy_free(policy); return 0; }' >"$work/twice.c"
    c11 twice $flags "$work/twice.c" "$testing/libdefray.a" $system
    if "$work/twice" >"$work/errors" 2>&1; then fail "a record that was freed twice was not reported"; fi
    grep -q "AddressSanitizer" "$work/errors" || fail "the report is not from AddressSanitizer"
    say "AddressSanitizer and UndefinedBehaviorSanitizer report nothing"
}

threads() {
    mkdir -p "$work/shared"
    cp "$testing/libdefray.so" "$work/shared/libdefray.so"
    ln -sf libdefray.so "$work/shared/$(objdump -p "$testing/libdefray.so" | awk '$1 == "SONAME" {print $2}')"
    c11 threads-tsan -fsanitize=thread $threads -L"$work/shared" -ldefray -lpthread
    nm "$work/threads-tsan" | grep -q " __tsan_init" || fail "threads-tsan was not built with ThreadSanitizer"
    # `setarch -R` switches address randomization off: ThreadSanitizer of gcc 12 does not know the layouts of newer
    # kernels.
    TSAN_OPTIONS="suppressions=$root/tests/c/tsan.supp halt_on_error=1 exitcode=9" LD_LIBRARY_PATH="$work/shared" \
        setarch "$(uname -m)" -R "$work/threads-tsan" >"$work/errors" 2>&1 || { cat "$work/errors" >&2; fail "threads"; }
    output=$(cat "$work/errors")
    # A test of the check: two threads that write the same number must be reported.
    printf '%s\n' '#include <pthread.h>' 'static int number;' 'static void *write_it(void *to) { *(int *)to += 1; return NULL; }' \
        'int main(void) { pthread_t one, other; pthread_create(&one, NULL, write_it, &number);' \
        'pthread_create(&other, NULL, write_it, &number); pthread_join(one, NULL); pthread_join(other, NULL); return 0; }' >"$work/race.c"
    c11 race -fsanitize=thread "$work/race.c" -lpthread
    if TSAN_OPTIONS=exitcode=9 setarch "$(uname -m)" -R "$work/race" >"$work/errors" 2>&1; then fail "a race was not reported"; fi
    say "$output, and ThreadSanitizer reports nothing"
}

# Not a test: it measures, so the machine must be idle.
cost() {
    gcc -std=c11 $warnings -O2 -D_GNU_SOURCE -Iinclude -o "$work/cost" tests/c/cost.c tests/c/support/ledger.c "$testing/libdefray.a" $system
    "$work/cost"
}

for step in "$@"; do
    "$step"
done
