/*
 * defray.h - an embedded settlement engine for C and C++: one file on disk decides, exactly and provably, who pays
 * for the usage of a workspace, out of which money, and why. docs/rules/README.md has the rules (P1, W4 ...),
 * docs/commands/README.md the commands.
 *
 *     defray_engine *engine = NULL;
 *     defray_error *error = NULL;
 *     if (defray_engine_open_or_create(defray_text("ledger.defray"), NULL, &engine, &error) != DEFRAY_OK) {
 *         fprintf(stderr, "%s\n", defray_error_message(error).ptr);
 *         defray_error_free(error);
 *         return 1;
 *     }
 *     defray_request request = {0};
 *     request.command.kind = DEFRAY_COMMAND_OPEN_ACCOUNT;
 *     request.command.as.open_account.account = defray_text("acme");
 *     memcpy(request.command.as.open_account.currency.code, "CNY", 4);
 *     const defray_answer *answer = NULL;
 *     defray_engine_submit(engine, &request, sizeof request, &answer, &error);
 *
 * These rules apply to every function, except where its comment says something else.
 *
 * Errors. A function that can fail returns a `defray_status`: `DEFRAY_OK` or the number of an error code. Its last
 *   argument is the place for a `defray_error` with the details (message, field, rule, number in the batch). This
 *   argument may be NULL. The function first sets `*error` to NULL, and sets it to an error only if it fails; the
 *   caller frees the error. There is no "last error" of a thread or a handle.
 * Outputs. A pointer to an output must not be NULL. The function first sets the output to zero, and sets it to a value
 *   only if it succeeds. Only the argument of `defray_engine_close` is both input and output.
 * Inputs. Pointers, texts, sizes and enumerations are checked: NULL returns `DEFRAY_ERR_NULL_ARGUMENT`, a number
 *   without a name `DEFRAY_ERR_UNKNOWN_NAME`, a text that is not UTF-8 `DEFRAY_ERR_NOT_UTF8`. The error has the full
 *   path of the field, such as `bill.period` or `policy.waterfalls[0].items`. No function keeps a pointer to an input
 *   after it returns.
 * Absence. A text is absent if it is `{NULL, 0}`; another pointer is absent if it is NULL. A list is a pointer and a
 *   count. An optional list that is present but empty has a pointer that is not NULL, and a count of 0.
 * Enumerations and flags. The numbers of an enumeration begin with 1; 0 is no value. Later versions can return numbers
 *   that this header does not contain: write a default in every switch. A flag is a `uint8_t`; every value except 0
 *   means yes.
 * Ownership. The caller owns what a function returns by pointer, and frees it with the function that the comment names.
 *   That function also frees everything that the object points to; no part is freed separately. NULL may be freed.
 *   Handles and records may be freed in any order and by any thread, before or after the ledger is closed.
 * Threads. Every function is thread-safe: any thread may call it at any time, also with a handle that other threads
 *   use. The exceptions are the functions that free or close an object: no other thread may use that object then.
 *   Records do not change: any number of threads may read them.
 * Units. Money is exact; it is never a floating-point number. Instants are nanoseconds since 1970, UTC. Durations are
 *   whole seconds. Sizes are bytes.
 * Memory. If no memory is left, the process is aborted.
 * Panics. A defect inside defray does not unwind into the caller. The call fails with `DEFRAY_ERR_PANIC`, and the
 *   ledger halts: every call fails with `DEFRAY_ERR_HALTED` until the ledger is closed and opened again. No
 *   acknowledged command is lost. The details are written to standard error.
 * Fork. Only the process that opened a ledger may use it. In a forked child, every call on the ledger and its snapshots
 *   fails with `DEFRAY_ERR_FORKED`; `defray_engine_close` too, which then does not change the file. The child can open
 *   the file after the parent has closed it.
 * Signals. No function may be called in a signal handler, except `defray_cancel_request`. defray installs no signal
 *   handlers and starts no threads.
 * Versions. Before version 1.0, every minor version can change the binary interface, and then also the name of the
 *   shared library (`libdefray.so.0.1`). A program should compare `DEFRAY_ABI_VERSION` with `defray_abi_version()`. All
 *   functions exist since version 0.1.0.
 *
 * Generated from ffi/src by `DEFRAY_BLESS=1 cargo test -p defray-ffi`: do not edit. A test checks that it is current.
 */

#ifndef DEFRAY_H
#define DEFRAY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Define DEFRAY_STATIC on Windows when linking with the static library. */
#ifndef DEFRAY_API
#if defined(_WIN32) && !defined(DEFRAY_STATIC)
#define DEFRAY_API __declspec(dllimport)
#elif defined(__GNUC__)
#define DEFRAY_API __attribute__((visibility("default")))
#else
#define DEFRAY_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A structure of the Arrow C stream interface. Only defray_snapshot_export_arrow uses it. */
struct ArrowArrayStream;

/* The version that this header describes. */
#define DEFRAY_VERSION "@VERSION@"
