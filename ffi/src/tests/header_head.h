/*
 * defray.h - an embedded settlement engine for C and C++: one file on disk decides, exactly and provably, who pays for a
 * workspace's usage, out of which money, and why. docs/rules/README.md has the rules (P1, W4 ...), docs/commands/README.md the commands.
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
 * What every function here keeps to; where one differs, it says so.
 *
 * Errors. A function that can fail returns a defray_status: DEFRAY_OK or the number of an error code. Its last argument is where a
 *   defray_error goes, which says everything (message, field, rule, place in the batch); NULL if the number is enough. It is made
 *   NULL first and set only on failure; the caller frees it. There is no "last error" of a thread or a handle.
 * Outputs. Pointers to outputs must not be NULL unless it says so. They are made zero first and set only on success. No argument is
 *   both input and output but the one of defray_engine_close.
 * Inputs. Pointers, texts, sizes and enumerations are checked: NULL gives DEFRAY_ERR_NULL_ARGUMENT, a number that names nothing
 *   DEFRAY_ERR_UNKNOWN_NAME with the number, a text that is not UTF-8 DEFRAY_ERR_NOT_UTF8; the field is named in full, such as
 *   bill.period or policy.waterfalls[0].items. Nothing of an input is kept when a call returns.
 * Absence. What a comment calls absent is {NULL, 0} for a text and NULL for everything else. Lists are a pointer and a count; an
 *   optional list that is there but empty is a pointer that is not NULL with a count of 0.
 * Numbers that name something begin with 1; 0 is none. Later versions may give numbers that this header does not know: have a
 *   default in every switch. A flag is a uint8_t, and any value but 0 is yes.
 * Ownership. What a function gives by pointer belongs to the caller until the function that its comment names frees it, with all
 *   that it points to; nothing in it is freed on its own. NULL may be freed. Handles and records may be freed in any order, on any
 *   thread, before or after the ledger is closed.
 * Threads. Every function may be called by any thread at any time, on the same handle too, except that freeing or closing
 *   something needs that nobody else is using it. Records do not change: any number of threads may read them.
 * Units. Money is exact and never a float. Instants are nanoseconds since 1970, UTC; durations are whole seconds; sizes are bytes.
 * Memory. Short of memory the process is aborted, as everything written in Rust is.
 * Panics. A defect inside defray never unwinds into the caller: the call fails with DEFRAY_ERR_PANIC, and its ledger has halted
 *   (DEFRAY_ERR_HALTED) until it is closed and opened again. Nothing that was acknowledged is lost. Standard error has the details.
 * Fork. A ledger belongs to the process that opened it. In a child every call on it and on its snapshots fails with
 *   DEFRAY_ERR_FORKED; open the file in the child after the parent has closed it. Closing in the child frees memory and nothing else.
 * Signals. No function may be called in a signal handler, except defray_cancel_request. defray installs no handlers, and starts no
 *   threads.
 * Versions. While the version is 0.x, every minor version may change the binary interface, and the shared library's name with it
 *   (libdefray.so.0.1). A program should compare DEFRAY_ABI_VERSION with defray_abi_version(). All of this is there since 0.1.0.
 *
 * This file is written from ffi/src by `DEFRAY_BLESS=1 cargo test -p defray-ffi`, and every test run checks that it is current.
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

/* Of the Arrow C stream interface; only defray_snapshot_export_arrow has to do with it. */
struct ArrowArrayStream;

/* The version that this header describes. */
#define DEFRAY_VERSION "@VERSION@"
