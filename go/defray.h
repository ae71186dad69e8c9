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
#define DEFRAY_VERSION "0.1.0"

/* ---------------------------------------------------------------------------------------------------------------------
 * Handles
 * Opaque types. A program only has pointers to them.
 * ------------------------------------------------------------------------------------------------------------------ */

/* An open ledger. Any number of threads can use it at the same time; during `defray_engine_close` no other thread
 * may use it. */
typedef struct defray_engine defray_engine;

/* The records and the journal after some commit. It never changes. Thread-safe. `defray_snapshot_free` frees it. */
typedef struct defray_snapshot defray_snapshot;

/* The answers to a batch, in the order of its commands. Thread-safe. `defray_answers_free` frees it. */
typedef struct defray_answers defray_answers;

/* The details of a failed call. The caller owns it and frees it with `defray_error_free`. Thread-safe. It does not
 * keep a ledger open. Its texts are valid until it is freed. */
typedef struct defray_error defray_error;

/* A request to cancel a long operation. One thread passes it to the function that runs the operation. Another
 * thread calls `defray_cancel_request`. The function then returns `DEFRAY_ERR_CANCELLED` soon, and nothing has
 * changed.
 *
 * Thread-safe. Several calls can use the same object. A request is permanent: it also cancels later calls.
 * `defray_cancel_free` frees it. */
typedef struct defray_cancel defray_cancel;

/* The nonces of the genuine calls (Huawei Cloud V2) that this process received. With it, a call is accepted only
 * once. Thread-safe. `defray_nonces_free` frees it. */
typedef struct defray_nonces defray_nonces;

/* ---------------------------------------------------------------------------------------------------------------------
 * Statuses
 * The numbers are those of docs/errors.md.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The result of a call: `DEFRAY_OK`, or the number of an error code. A code keeps its number. Later versions add
 * codes. The hundreds are the class: 1 misuse, 2 environment, 3 unknown, 4 corrupt, 5 to 7 refused, 9 bug. */
typedef int32_t defray_status;

/* The call succeeded. */
#define DEFRAY_OK 0
/* An argument is not valid. */
#define DEFRAY_ERR_BAD_ARGUMENT 101
/* There is no command with this name. */
#define DEFRAY_ERR_UNKNOWN_COMMAND 102
/* An object has a field that is not allowed there. */
#define DEFRAY_ERR_UNKNOWN_FIELD 103
/* A required field is absent or `null`. */
#define DEFRAY_ERR_MISSING_FIELD 104
/* A different kind of JSON value is expected. */
#define DEFRAY_ERR_WRONG_TYPE 105
/* The value has the right kind, but it is not allowed. */
#define DEFRAY_ERR_BAD_VALUE 106
/* An object contains a key more than once. */
#define DEFRAY_ERR_DUPLICATE_KEY 107
/* Objects and lists are nested too deeply. */
#define DEFRAY_ERR_TOO_DEEP 108
/* A line or record is too long. */
#define DEFRAY_ERR_TOO_LONG 109
/* The text is not one JSON value. */
#define DEFRAY_ERR_NOT_JSON 110
/* The bytes are not UTF-8. */
#define DEFRAY_ERR_NOT_UTF8 111
/* A CSV file has no header. */
#define DEFRAY_ERR_NO_HEADER 112
/* A CSV file does not have all required columns. */
#define DEFRAY_ERR_MISSING_COLUMN 113
/* A CSV file has an unknown column. */
#define DEFRAY_ERR_UNKNOWN_COLUMN 114
/* A CSV file has two columns with the same name. */
#define DEFRAY_ERR_DUPLICATE_COLUMN 115
/* A row has more or fewer fields than the header. */
#define DEFRAY_ERR_RAGGED_ROW 116
/* A row has no value in a required column. */
#define DEFRAY_ERR_MISSING_VALUE 117
/* A quoted field has no closing quote. */
#define DEFRAY_ERR_UNCLOSED_QUOTE 118
/* Text follows a closing quote. */
#define DEFRAY_ERR_TEXT_AFTER_QUOTE 119
/* A column mapping names an unknown part of a bill. */
#define DEFRAY_ERR_UNKNOWN_TARGET 120
/* A pointer that must not be null is. */
#define DEFRAY_ERR_NULL_ARGUMENT 121
/* A number that names nothing: an enumeration's value that this version does not know. */
#define DEFRAY_ERR_UNKNOWN_NAME 122
/* A structure's size or stride is not one that this version knows, or what it does not know in it is not zero. */
#define DEFRAY_ERR_WRONG_SIZE 123
/* The ledger, snapshot or iterator was closed before. */
#define DEFRAY_ERR_CLOSED 124
/* The ledger was opened by another process, before a fork: open it in this one. */
#define DEFRAY_ERR_FORKED 125
/* The fields of a CSV file are not separated by commas. */
#define DEFRAY_ERR_WRONG_SEPARATOR 126
/* The file does not exist. */
#define DEFRAY_ERR_FILE_MISSING 201
/* The file to create exists already. */
#define DEFRAY_ERR_FILE_EXISTS 202
/* The path names a folder or a device, not a file. */
#define DEFRAY_ERR_NOT_A_FILE 203
/* The folder that should contain the file does not exist. */
#define DEFRAY_ERR_DIRECTORY_MISSING 204
/* The folder that contains the file is not writable. */
#define DEFRAY_ERR_DIRECTORY_NOT_WRITABLE 205
/* The operating system refuses access to the file. */
#define DEFRAY_ERR_PERMISSION_DENIED 206
/* Another engine has the file open. */
#define DEFRAY_ERR_FILE_LOCKED 207
/* The operating system reported a disk error. */
#define DEFRAY_ERR_IO 208
/* The store reported an error. */
#define DEFRAY_ERR_STORAGE 209
/* The changes could not be written. Nothing changed. */
#define DEFRAY_ERR_NOT_WRITTEN 210
/* The file cannot be read now. */
#define DEFRAY_ERR_UNREADABLE 211
/* Snapshots that are still open prevent the operation. */
#define DEFRAY_ERR_BUSY 212
/* A temporary file cannot be created. */
#define DEFRAY_ERR_SCRATCH_FILE 213
/* The caller cancelled the operation. Nothing changed. */
#define DEFRAY_ERR_CANCELLED 214
/* The engine stopped after an earlier failure. Close it and open the file again. */
#define DEFRAY_ERR_HALTED 215
/* The ledger was opened for reading only. */
#define DEFRAY_ERR_READ_ONLY 216
/* The file has an older format, and it was opened for reading only. An open for writing migrates it. */
#define DEFRAY_ERR_NEEDS_MIGRATION 217
/* It is not known whether the commit happened. Open the file again and repeat the command with the same
 * idempotency key. */
#define DEFRAY_ERR_OUTCOME_UNKNOWN 301
/* The file is damaged. Restore a backup. */
#define DEFRAY_ERR_DAMAGED_FILE 401
/* The journal is damaged. Restore a backup. */
#define DEFRAY_ERR_DAMAGED_JOURNAL 402
/* The file is not a defray ledger. */
#define DEFRAY_ERR_NOT_A_LEDGER 403
/* A newer version of defray wrote the file. */
#define DEFRAY_ERR_NEWER_FORMAT 404
/* A command in the journal does not produce the events that are recorded with it, or records contradict each
 * other. */
#define DEFRAY_ERR_DIVERGED 405
/* A record differs from the record that the journal produces. */
#define DEFRAY_ERR_RECORD_DIFFERS 406
/* An invariant does not hold: money is not conserved, or an instant has no payer or more than one. */
#define DEFRAY_ERR_INVARIANT_BROKEN 407
/* The journal does not contain the head that the host expects: the file is an older copy, or a different
 * ledger. */
#define DEFRAY_ERR_HEAD_MISMATCH 408
/* An older version of defray wrote the file, and this version cannot read it. Export the commands with the
 * older version and apply them to a new file. */
#define DEFRAY_ERR_OLDER_FORMAT 409
/* The requested item does not exist. */
#define DEFRAY_ERR_NOT_FOUND 501
/* The idempotency key was used before, for a different command (A2). */
#define DEFRAY_ERR_IDEMPOTENCY_CONFLICT 502
/* Another command of the same atomic batch was not accepted (A1). */
#define DEFRAY_ERR_BATCH_REFUSED 503
/* An account with this id exists already. */
#define DEFRAY_ERR_ACCOUNT_EXISTS 504
/* There is no account with this id. */
#define DEFRAY_ERR_UNKNOWN_ACCOUNT 505
/* The account was closed. A closed account takes part in nothing. */
#define DEFRAY_ERR_ACCOUNT_CLOSED 506
/* The given instant is before the last decision about the account, by more than the tolerance of the policy. (T1) */
#define DEFRAY_ERR_CLOCK_RAN_BACKWARDS 507
/* The account still has workspaces, so it cannot be closed. */
#define DEFRAY_ERR_ACCOUNT_HAS_WORKSPACES 508
/* The account has an overdraft, so it cannot be closed. */
#define DEFRAY_ERR_ACCOUNT_IN_ARREARS 509
/* The account has held bills, so it cannot be closed. */
#define DEFRAY_ERR_ACCOUNT_HAS_HELD_BILLS 510
/* The account has cloud accounts that are in use or can still be metered, so it cannot be closed. */
#define DEFRAY_ERR_ACCOUNT_HAS_CLOUD_ACCOUNTS 511
/* A field of the policy has a value that no rule can use. */
#define DEFRAY_ERR_INVALID_POLICY 512
/* An amount, or the account that a workspace moves to, is in another currency than the account. (W5) */
#define DEFRAY_ERR_CURRENCY_MISMATCH 513
/* The amount is zero or negative. */
#define DEFRAY_ERR_AMOUNT_NOT_POSITIVE 514
/* A balance or total would be too large to stay exact. (W6) */
#define DEFRAY_ERR_AMOUNT_OUT_OF_RANGE 515
/* Only a full-reduction voucher can have a minimum bill. (W5) */
#define DEFRAY_ERR_MINIMUM_NOT_ALLOWED 516
/* The kind of the lot is not a kind of voucher. (M3) */
#define DEFRAY_ERR_NOT_A_VOUCHER 517
/* The account has a lot with this id already. */
#define DEFRAY_ERR_LOT_EXISTS 518
/* The account has the largest allowed number of open lots. */
#define DEFRAY_ERR_TOO_MANY_LOTS 519
/* The lot could never pay: its validity ends before it begins, or has ended. (W5) */
#define DEFRAY_ERR_VALIDITY_EMPTY 520
/* The face value of a bought card is not a multiple of the amount in the policy. (M2) */
#define DEFRAY_ERR_CARD_NOT_A_MULTIPLE 521
/* The account has less cash than the price of the card. (M2) */
#define DEFRAY_ERR_CASH_NOT_ENOUGH 522
/* The order was redeemed already. (M2) */
#define DEFRAY_ERR_ORDER_ALREADY_REDEEMED 523
/* The account has no lot with this id. */
#define DEFRAY_ERR_UNKNOWN_LOT 524
/* The lot was made void already. */
#define DEFRAY_ERR_LOT_ALREADY_VOID 525
/* The validity of the lot has ended. (W5) */
#define DEFRAY_ERR_LOT_EXPIRED 526
/* A workspace with this site and id exists already. */
#define DEFRAY_ERR_WORKSPACE_EXISTS 527
/* The given start of the binding is later than the decision. (T3) */
#define DEFRAY_ERR_SINCE_IN_FUTURE 528
/* There is no workspace with this site and id. */
#define DEFRAY_ERR_UNKNOWN_WORKSPACE 529
/* The workspace belongs to another account. Only its own account may change it. (C1) */
#define DEFRAY_ERR_NOT_OWNER 530
/* The workspace was dissolved. */
#define DEFRAY_ERR_WORKSPACE_DISSOLVED 531
/* The workspace belongs to the target account already. */
#define DEFRAY_ERR_SAME_ACCOUNT 532
/* A cloud account with this id exists already. */
#define DEFRAY_ERR_CLOUD_ACCOUNT_EXISTS 533
/* The subscription is linked to another cloud account that is in use, or that is closing. */
#define DEFRAY_ERR_SUBSCRIPTION_ALREADY_LINKED 534
/* The subscription has ended, so it cannot be linked. */
#define DEFRAY_ERR_SUBSCRIPTION_ENDED 535
/* There is no cloud account with this id, or it belongs to another account. */
#define DEFRAY_ERR_UNKNOWN_CLOUD_ACCOUNT 536
/* The cloud account was active already. Only the marketplace can end it. */
#define DEFRAY_ERR_CLOUD_ACCOUNT_NOT_PENDING 537
/* The cloud account has failed or ended, so it cannot be chosen. */
#define DEFRAY_ERR_CLOUD_ACCOUNT_ENDED 538
/* The policy does not allow this provider on the site of the workspace. (C2) */
#define DEFRAY_ERR_PROVIDER_NOT_ADMITTED 539
/* The policy does not allow a workspace with an active cloud account to move. (C2) */
#define DEFRAY_ERR_LOCKED_IN 540
/* The workspace has the largest number of changes that the policy allows in a month. (C2) */
#define DEFRAY_ERR_CHANGE_LIMIT_REACHED 541
/* The history of the workspace has the largest allowed number of steps. */
#define DEFRAY_ERR_TOO_MANY_STEPS 542
/* The subscription has the largest allowed number of signals. */
#define DEFRAY_ERR_TOO_MANY_SIGNALS 543
/* A bill with this id and other content was recorded already. (P4) */
#define DEFRAY_ERR_BILL_CONFLICT 544
/* The usage began before the workspace was bound, so it has no payer. (P5) */
#define DEFRAY_ERR_USAGE_BEFORE_BINDING 545
/* The usage began after the workspace was dissolved, so it has no payer. (P5) */
#define DEFRAY_ERR_USAGE_AFTER_DISSOLUTION 546
/* The amount of the bill is negative. A credit is a reversal. (W8) */
#define DEFRAY_ERR_BILL_NEGATIVE 547
/* There is no bill with this id. */
#define DEFRAY_ERR_UNKNOWN_BILL 548
/* The bill has a reversal with this id and other content already. (P4) */
#define DEFRAY_ERR_REVERSAL_CONFLICT 549
/* The reversal is larger than the part of the bill that was not reversed yet. (W9) */
#define DEFRAY_ERR_REVERSAL_TOO_LARGE 550
/* The whole bill was reversed already. (W9) */
#define DEFRAY_ERR_NOTHING_TO_REVERSE 551
/* A held bill can only be reversed as a whole. (W9) */
#define DEFRAY_ERR_REVERSAL_MUST_BE_WHOLE 552
/* The bill has the largest allowed number of reversals. */
#define DEFRAY_ERR_TOO_MANY_REVERSALS 553
/* There is no outbox message with this number. (N3) */
#define DEFRAY_ERR_UNKNOWN_OUTBOX_MESSAGE 554
/* There is no usage record with this number. (N2) */
#define DEFRAY_ERR_UNKNOWN_USAGE_RECORD 555
/* The fields of a marketplace message contradict each other. */
#define DEFRAY_ERR_INVALID_MESSAGE 556
/* An earlier top-up of the account had the same reference, and the policy wants unique references. (M1) */
#define DEFRAY_ERR_REFERENCE_USED 557
/* The given instant is ahead of the clock of the ledger, by more than the tolerance of the policy. (T1) */
#define DEFRAY_ERR_AT_IN_FUTURE 558
/* The marketplace stated another account for the subscription than the link names. (C4) */
#define DEFRAY_ERR_SUBSCRIPTION_OF_ANOTHER 559
/* Account id and instance id are exchanged: the marketplace knows them the other way round. (C4) */
#define DEFRAY_ERR_IDENTIFIERS_SWAPPED 560
/* The cloud account has failed or is closed, so there is no link to undo. (C4) */
#define DEFRAY_ERR_CLOUD_ACCOUNT_NOT_LINKED 561
/* A provider has accepted usage of the cloud account, or has not answered a usage record yet. (C4) */
#define DEFRAY_ERR_CLOUD_ACCOUNT_METERED 562
/* The reason is empty. (C4) */
#define DEFRAY_ERR_REASON_MISSING 563
/* The bill was replaced before, because the provider restated its charge. (P4) */
#define DEFRAY_ERR_BILL_RESTATED 564
/* The bill that replaces a bill is of another workspace. (P4) */
#define DEFRAY_ERR_RESTATED_ELSEWHERE 565
/* The entry of the command, or the commit with it, would be larger than the journal holds. */
#define DEFRAY_ERR_COMMAND_TOO_LARGE 566
/* A defect of defray. Please report it. */
#define DEFRAY_ERR_BUG 901
/* A defect of defray stopped it half-way; the ledger has halted: close it and open the file again. Please report it. */
#define DEFRAY_ERR_PANIC 902

/* ---------------------------------------------------------------------------------------------------------------------
 * Values
 * Texts, exact decimals and money, instants, heads of the hash chain.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A text: `len` bytes of UTF-8. `{NULL, 0}` is no text.
 *
 * A text that the caller passes does not need a NUL at its end; it is copied before the call returns. A text that
 * defray returns belongs to the object that contains it, and a NUL follows its last byte. */
typedef struct defray_str {
    /* The first byte, or NULL. */
    const char *ptr;
    /* The number of bytes, without the NUL. */
    size_t len;
} defray_str;

/* An exact decimal: a 128-bit integer in two's complement, `hi * 2^64 + lo`, times 10 to the power of `-scale`.
 *
 * Amounts have at most 12 decimals and an absolute value below 10^15. Values that defray returns have no zeros at
 * the end. A value that the caller passes can have up to 28 decimals, if those after the twelfth are zeros. No
 * value is rounded. */
typedef struct defray_decimal {
    /* The lower 64 bits. */
    uint64_t lo;
    /* The upper 64 bits, with the sign. */
    int64_t hi;
    /* The number of decimals, from 0 to 28. */
    uint32_t scale;
    /* Reserved; must be 0. */
    uint32_t reserved;
} defray_decimal;

/* A currency: three capital letters, such as `CNY`, and a NUL. */
typedef struct defray_currency {
    /* The letters and the NUL. */
    char code[4];
} defray_currency;

/* An exact amount of money in one currency. */
typedef struct defray_money {
    /* The amount, without the currency. */
    defray_decimal amount;
    /* The currency of the amount. */
    defray_currency currency;
    /* Reserved; must be 0. */
    uint32_t reserved;
} defray_money;

/* A point in time: nanoseconds since 1970-01-01T00:00:00Z, from 0 to the end of the year 2199. */
typedef int64_t defray_instant;

/* The value that a function returns if there is no instant. It is not valid as an argument. */
#define DEFRAY_NO_INSTANT INT64_MIN

/* The head of the hash chain after a position of the journal. It depends on the whole journal up to this position. */
typedef struct defray_head {
    /* The 32 bytes. People read them as 64 hexadecimal digits. */
    uint8_t bytes[32];
} defray_head;

/* The size of a buffer for any decimal as text, in bytes, with its NUL. */
#define DEFRAY_DECIMAL_TEXT 48
/* The size of a buffer for any money as text, in bytes, with its NUL. */
#define DEFRAY_MONEY_TEXT 56
/* The size of a buffer for any instant as text, in bytes, with its NUL. */
#define DEFRAY_INSTANT_TEXT 40
/* The size of a buffer for any head as text, in bytes, with its NUL. */
#define DEFRAY_HEAD_TEXT 65

/* Reads a plain decimal such as `-12.345`: digits, at most 12 decimals, no exponent. The value is never rounded.
 * Thread-safe.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form. */
DEFRAY_API defray_status defray_decimal_parse(
    defray_str text, defray_decimal *out, defray_error **err);

/* Reads money such as `100.50 CNY`: a plain decimal, one blank, a currency. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form or the amount is out of range. */
DEFRAY_API defray_status defray_money_parse(
    defray_str text, defray_money *out, defray_error **err);

/* Reads an instant in RFC 3339 with an offset, such as `2026-03-01T08:00:00Z` or `2026-03-01T16:00:00+08:00`.
 * Thread-safe.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form or the instant is out of range. */
DEFRAY_API defray_status defray_instant_parse(defray_str text, defray_instant *out, defray_error **err);

/* Reads a head: 64 hexadecimal digits. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form. */
DEFRAY_API defray_status defray_head_parse(defray_str text, defray_head *out, defray_error **err);

/* Writes a decimal as text with a NUL at its end, such as `-12.345`. Thread-safe.
 *
 * `size`: the size of `buffer` in bytes; `DEFRAY_DECIMAL_TEXT` is always enough. `*length` is set to the length
 * without the NUL, also if the buffer is too small; `length` may be NULL.
 *
 * Fails with `DEFRAY_ERR_WRONG_SIZE` if the buffer is too small, and with `DEFRAY_ERR_BAD_VALUE` if `value` is not
 * a valid decimal. */
DEFRAY_API defray_status defray_decimal_format(
    defray_decimal value, char *buffer, size_t size, size_t *length, defray_error **err);

/* Writes money as text, such as `100.5 CNY`, as `defray_decimal_format` does. `DEFRAY_MONEY_TEXT` is always enough
 * for `size`. Thread-safe. */
DEFRAY_API defray_status defray_money_format(
    defray_money value, char *buffer, size_t size, size_t *length, defray_error **err);

/* Writes an instant as text in RFC 3339, UTC, such as `2026-03-01T08:00:00Z`, as `defray_decimal_format` does.
 * `DEFRAY_INSTANT_TEXT` is always enough for `size`. Thread-safe. */
DEFRAY_API defray_status defray_instant_format(
    defray_instant value, char *buffer, size_t size, size_t *length, defray_error **err);

/* Writes a head as 64 hexadecimal digits, as `defray_decimal_format` does. `DEFRAY_HEAD_TEXT` is always enough for
 * `size`. Thread-safe. */
DEFRAY_API defray_status defray_head_format(
    const defray_head *value, char *buffer, size_t size, size_t *length, defray_error **err);

/* Compares two decimals by value: `*out` is set to -1 if `one` is less than `other`, to 0 if they are equal, to 1
 * if `one` is greater. `1.0` equals `1`. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if one is not a valid decimal. */
DEFRAY_API defray_status defray_decimal_compare(
    defray_decimal one, defray_decimal other, int32_t *out, defray_error **err);

/* Compares two amounts of the same currency, as `defray_decimal_compare` does. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_CURRENCY_MISMATCH` if the currencies differ, and with `DEFRAY_ERR_BAD_VALUE` if one is
 * not valid money. */
DEFRAY_API defray_status defray_money_compare(
    defray_money one, defray_money other, int32_t *out, defray_error **err);

/* ---------------------------------------------------------------------------------------------------------------------
 * Errors
 * The details of a failed call.
 * ------------------------------------------------------------------------------------------------------------------ */

/* Frees an error. NULL is allowed. */
DEFRAY_API void defray_error_free(defray_error *error);

/* The number of the error, which is also the return value of the failed function. `DEFRAY_OK` for NULL.
 * Thread-safe. */
DEFRAY_API defray_status defray_error_status(const defray_error *error);

/* The name of the error code, such as `bill_conflict`. Valid until the error is freed; empty for NULL.
 * Thread-safe. */
DEFRAY_API defray_str defray_error_code(const defray_error *error);

/* A message for people. It names the field, the value (never a secret) and what was expected. Valid until the
 * error is freed; empty for NULL. Thread-safe. */
DEFRAY_API defray_str defray_error_message(const defray_error *error);

/* The field or argument that is wrong, such as `bill.period` or `policy.waterfalls[0].items`; empty if there is
 * none. Valid until the error is freed; empty for NULL. Thread-safe. */
DEFRAY_API defray_str defray_error_field(const defray_error *error);

/* The rule that refused the command, such as `W8` (see docs/rules/README.md); empty if no rule did. Valid until
 * the error is freed; empty for NULL. Thread-safe. */
DEFRAY_API defray_str defray_error_rule(const defray_error *error);

/* The class of the error, which shows what to do. Valid until the error is freed; empty for NULL. Thread-safe.
 *
 * - `misuse`: the arguments are wrong. Correct the calling program.
 * - `environment`: the system prevents the operation. Correct the cause, then repeat the call.
 * - `unknown`: it is not known whether the commit happened. Open the file again and repeat the command with the
 *   same idempotency key.
 * - `corrupt`: the file is damaged. Restore a backup.
 * - `refused`: a rule does not allow the command.
 * - `bug`: a defect of defray. Report it. */
DEFRAY_API defray_str defray_error_class(const defray_error *error);

/* The number of the command in its batch that caused the error; the first is 0. -1 if the error is not about one
 * command of a batch, and for NULL. Thread-safe. */
DEFRAY_API int64_t defray_error_index(const defray_error *error);

/* 1 if the same call, without a change, can succeed later; otherwise 0. 0 for NULL. Thread-safe. */
DEFRAY_API uint8_t defray_error_retryable(const defray_error *error);

/* The name of a status, such as `bill_conflict`; `ok` for `DEFRAY_OK`; empty for a number that this version does
 * not know. The text is static and is never freed. Thread-safe. */
DEFRAY_API defray_str defray_status_name(defray_status status);

/* ---------------------------------------------------------------------------------------------------------------------
 * Funds and lots
 * The sources of money: vouchers and cards in lots, cash, overdraft, the cloud account.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A kind of fund: a source of money in a waterfall. */
typedef uint32_t defray_fund;
/* A voucher without a minimum bill. */
#define DEFRAY_FUND_ORDINARY_VOUCHER 1
/* A voucher that may have a minimum bill. */
#define DEFRAY_FUND_FULL_REDUCTION_VOUCHER 2
/* A stored-value card. */
#define DEFRAY_FUND_CARD 3
/* The account's cash. */
#define DEFRAY_FUND_CASH 4
/* The overdraft: a debt of the account, never a value that it has. */
#define DEFRAY_FUND_OVERDRAFT 5
/* The cloud account: the provider charges the customer through the marketplace subscription. */
#define DEFRAY_FUND_CLOUD_ACCOUNT 6

/* Returns the name of the constant in the interchange form, such as `ordinary_voucher`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_fund_name(defray_fund value);

/* Writes the constant with a name such as `ordinary_voucher` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_fund_parse(defray_str text, defray_fund *out, defray_error **err);

/* The kinds of lot: each lot is one voucher or one card. */
typedef uint32_t defray_lot_kind;
/* A voucher without a minimum bill. */
#define DEFRAY_LOT_KIND_ORDINARY_VOUCHER 1
/* A voucher that may have a minimum bill. */
#define DEFRAY_LOT_KIND_FULL_REDUCTION_VOUCHER 2
/* A stored-value card. */
#define DEFRAY_LOT_KIND_CARD 3

/* Returns the name of the constant in the interchange form, such as `ordinary_voucher`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_lot_kind_name(defray_lot_kind value);

/* Writes the constant with a name such as `ordinary_voucher` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_lot_kind_parse(defray_str text, defray_lot_kind *out, defray_error **err);

/* The alternative of a `defray_origin`. */
typedef uint32_t defray_origin_kind;
/* A voucher issued by the vendor. */
#define DEFRAY_ORIGIN_ISSUED 1
/* A card granted by a partner or the vendor. */
#define DEFRAY_ORIGIN_GRANTED 2
/* A card bought from the account's cash. */
#define DEFRAY_ORIGIN_BOUGHT 3
/* A voucher that came with the purchase of a card (M3). */
#define DEFRAY_ORIGIN_GIFT 4
/* A card that was paid for in Huawei Cloud's market (M2). */
#define DEFRAY_ORIGIN_HUAWEI_ORDER 5

/* A voucher that came with the purchase of a card (M3). */
typedef struct defray_origin_gift {
    /* The card that it came with. */
    defray_str card;
} defray_origin_gift;

/* A card that was paid for in Huawei Cloud's market (M2). */
typedef struct defray_origin_huawei_order {
    /* The number of the order. */
    defray_str order;
    /* The Huawei Cloud account that placed the order. */
    defray_str huawei_account;
} defray_origin_huawei_order;

/* The contents of a `defray_origin`. Read only the member that belongs to its `kind`. */
typedef union defray_origin_as {
    /* The contents when `kind` is `DEFRAY_ORIGIN_GIFT`. */
    defray_origin_gift gift;
    /* The contents when `kind` is `DEFRAY_ORIGIN_HUAWEI_ORDER`. */
    defray_origin_huawei_order huawei_order;
} defray_origin_as;

/* The way in which a lot came to the account. */
typedef struct defray_origin {
    /* The alternative. */
    defray_origin_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_origin_as as;
} defray_origin;

/* Returns the name of the constant in the interchange form, such as `issued`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_origin_kind_name(defray_origin_kind value);

/* The state of a lot: whether it can still pay. */
typedef uint32_t defray_lot_state;
/* The lot has value left and is neither expired nor void. */
#define DEFRAY_LOT_STATE_OPEN 1
/* All value of the lot was used. */
#define DEFRAY_LOT_STATE_EXHAUSTED 2
/* The validity of the lot has ended. The value that was left is lost. */
#define DEFRAY_LOT_STATE_EXPIRED 3
/* The lot was made void. The value that was left is lost. */
#define DEFRAY_LOT_STATE_VOID 4

/* Returns the name of the constant in the interchange form, such as `open`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_lot_state_name(defray_lot_state value);

/* Writes the constant with a name such as `open` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_lot_state_parse(
    defray_str text, defray_lot_state *out, defray_error **err);

/* One voucher or one card. */
typedef struct defray_lot {
    /* The id of the lot, unique within its account. */
    defray_str id;
    /* The kind of the lot. */
    defray_lot_kind kind;
    /* The value of the lot when the account received it. */
    defray_money face;
    /* The value that is left in the lot, from zero to `face`. */
    defray_money available;
    /* The first instant at which the lot can pay. */
    defray_instant valid_from;
    /* The first instant at which the lot can no longer pay; absent: it never expires. */
    const defray_instant *valid_until;
    /* The smallest bill that the lot pays (W5). Only full-reduction vouchers have one. */
    const defray_money *minimum_bill;
    /* The instant at which the account received the lot. */
    defray_instant issued_at;
    /* The way in which the lot came to the account. */
    defray_origin origin;
    /* The state of the lot. */
    defray_lot_state state;
    /* The instant at which the lot left the state `open`; absent: it is open. */
    const defray_instant *closed_at;
} defray_lot;

/* A page of a list. The caller frees it with `defray_lot_page_free`. */
typedef struct defray_lot_page {
    /* The records, in order. */
    const defray_lot *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_lot_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_lot_page_free(const defray_lot_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Periods
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_metering_window`. */
typedef uint32_t defray_metering_window_kind;
/* This long after the end. */
#define DEFRAY_METERING_WINDOW_AFTER 1
/* Until one hour after the first full hour strictly after the end: the hour of the end is billed, and the next
 * hour is for reporting it. */
#define DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR 2

/* The contents of a `defray_metering_window`. Read only the member that belongs to its `kind`. */
typedef union defray_metering_window_as {
    /* The contents when `kind` is `DEFRAY_METERING_WINDOW_AFTER`. */
    uint64_t after;
} defray_metering_window_as;

/* The time in which usage from before the end of a subscription can still be metered. */
typedef struct defray_metering_window {
    /* The alternative. */
    defray_metering_window_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_metering_window_as as;
} defray_metering_window;

/* Returns the name of the constant in the interchange form, such as `after`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_metering_window_kind_name(defray_metering_window_kind value);

/* A period of time, half-open: `start` belongs to it, `end` does not. Never empty. */
typedef struct defray_period {
    /* The first instant of the period. */
    defray_instant start;
    /* The first instant after the period. */
    defray_instant end;
} defray_period;

/* ---------------------------------------------------------------------------------------------------------------------
 * Cloud accounts
 * Links to marketplace subscriptions, and the messages of marketplaces about them.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A cloud marketplace. */
typedef uint32_t defray_provider;
/* Alibaba Cloud's marketplace. */
#define DEFRAY_PROVIDER_ALI_CLOUD 1
/* AWS Marketplace. */
#define DEFRAY_PROVIDER_AWS 2
/* Huawei Cloud's KooGallery. */
#define DEFRAY_PROVIDER_HUAWEI_CLOUD 3

/* Returns the name of the constant in the interchange form, such as `alicloud`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_provider_name(defray_provider value);

/* Writes the constant with a name such as `alicloud` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_provider_parse(defray_str text, defray_provider *out, defray_error **err);

/* What is known of the identifiers of a subscription before it is linked: what its identity contains, and the
 * account that the marketplace stated. A link names the same. */
typedef struct defray_known_identifiers {
    /* The marketplace. */
    defray_provider provider;
    /* The account of the customer; absent: the marketplace stated none, or several. */
    defray_str account_id;
    /* AliCloud, Huawei Cloud: the product instance. */
    defray_str instance_id;
    /* AWS concurrent agreements: the id of the licence, which is the end of its ARN. */
    defray_str license_id;
    /* AWS legacy: the customer identifier. */
    defray_str customer_identifier;
    /* AWS legacy: the product. */
    defray_str product_code;
} defray_known_identifiers;

/* The effect of a marketplace message on a subscription. */
typedef uint32_t defray_signal;
/* The subscription is in force. */
#define DEFRAY_SIGNAL_ACTIVATED 1
/* The suspension of the subscription has ended. */
#define DEFRAY_SIGNAL_RESUMED 2
/* The subscription is suspended. */
#define DEFRAY_SIGNAL_SUSPENDED 3
/* The subscription failed before it was in force. */
#define DEFRAY_SIGNAL_FAILED 4
/* The subscription has ended: it was cancelled, closed or released, or it expired. */
#define DEFRAY_SIGNAL_ENDED 5
/* The message has no effect on the subscription, or its kind is unknown. It is stored. */
#define DEFRAY_SIGNAL_IGNORED 6
/* The second message about an end. It completes the first one; without a first one it is the end (T2). */
#define DEFRAY_SIGNAL_END_COMPLETED 7

/* Returns the name of the constant in the interchange form, such as `activated`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_signal_name(defray_signal value);

/* Writes the constant with a name such as `activated` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_signal_parse(defray_str text, defray_signal *out, defray_error **err);

/* A topic that sends messages only after its address was opened. */
typedef struct defray_topic_confirmation {
    /* The topic, as the provider names it. */
    defray_str topic;
    /* The address to open once. */
    defray_str address;
} defray_topic_confirmation;

/* What a message says of an agreement of its provider (T2). */
typedef struct defray_stated_agreement {
    /* The agreement. */
    defray_str id;
    /* The agreement in whose place this one is; absent: the message names none. */
    defray_str previous;
    /* Whether the provider says that another agreement takes the place of this one. */
    uint8_t replaced;
} defray_stated_agreement;

/* A marketplace message in canonical form. */
typedef struct defray_marketplace_message {
    /* The provider that sent the message. */
    defray_provider provider;
    /* The provider's own id of the message. Two messages with the same id are the same message. */
    defray_str id;
    /* The subscription that the message is about; absent only with the signal `ignored`. */
    defray_str identity;
    /* The provider's own name of the kind of message. */
    defray_str kind;
    /* The effect of the message. */
    defray_signal signal;
    /* The instant of the event by the provider's clock (T2); absent: the instant at which the message was received. */
    const defray_instant *occurred_at;
    /* The message as it was received. */
    defray_str raw;
    /* The topic that asks to be confirmed (N1); only with the signal `ignored`. */
    const defray_topic_confirmation *confirm;
    /* The code and the reason for which the message is not trusted; only with the signal `ignored`. A rejected
     * message is stored and has no other effect, and its id is not taken as the id of a message. */
    defray_str rejected;
    /* The account of the customer, as the provider states it with this message (C4). */
    defray_str account_id;
    /* The provider's agreement that the message is about (T2). */
    const defray_stated_agreement *agreement;
} defray_marketplace_message;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_marketplace_message_free(const defray_marketplace_message *marketplace_message);

/* The effect of a marketplace message. */
typedef uint32_t defray_message_disposition;
/* The message changed a cloud account. */
#define DEFRAY_MESSAGE_DISPOSITION_APPLIED 1
/* The message was stored. The state of its cloud account stays as it was. */
#define DEFRAY_MESSAGE_DISPOSITION_NO_CHANGE 2
/* No cloud account is linked to the subscription. The message was stored for a later link. */
#define DEFRAY_MESSAGE_DISPOSITION_UNMATCHED 3
/* The message was stored. It has no effect on who pays. */
#define DEFRAY_MESSAGE_DISPOSITION_IGNORED 4
/* The message is not trusted. It was stored and has no effect. */
#define DEFRAY_MESSAGE_DISPOSITION_REJECTED 5
/* The message states another account than the link names (C4). It was stored for a later link, and the cloud
 * account has failed. */
#define DEFRAY_MESSAGE_DISPOSITION_CONTRADICTS_LINK 6

/* Returns the name of the constant in the interchange form, such as `applied`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_message_disposition_name(defray_message_disposition value);

/* Writes the constant with a name such as `applied` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_message_disposition_parse(
    defray_str text, defray_message_disposition *out, defray_error **err);

/* The provider's own identifiers of a subscription, as they were typed. The provider decides which ones are
 * required. */
typedef struct defray_subscription {
    /* The marketplace. */
    defray_provider provider;
    /* AliCloud: the main account's UID. AWS: the customer's account. Huawei Cloud: the account. */
    defray_str account_id;
    /* AliCloud, Huawei Cloud: the product instance. */
    defray_str instance_id;
    /* AWS concurrent agreements: the licence. */
    defray_str license_arn;
    /* AWS legacy: the customer identifier. */
    defray_str customer_identifier;
    /* AWS legacy: the product. */
    defray_str product_code;
} defray_subscription;

/* One link of a cloud account to a subscription. */
typedef struct defray_subscription_link {
    /* The cloud account that is linked. */
    defray_str cloud_account;
    /* The instant at which the link begins: signals at or before it belong to an earlier link. */
    const defray_instant *after;
} defray_subscription_link;

/* A signal as it is stored. */
typedef struct defray_recorded_signal {
    /* The effect of the signal. */
    defray_signal signal;
    /* The instant at which it happened. */
    defray_instant occurred_at;
    /* The id of the message that reported it; absent: the message had no id. */
    defray_str message;
    /* The version of the rules under which the signal was recorded. */
    uint32_t rules;
} defray_recorded_signal;

/* The states of `CLOUD_ACCOUNT_TABLE`. */
typedef uint32_t defray_cloud_account_state;
/* The cloud account is linked. The marketplace has not confirmed it yet. */
#define DEFRAY_CLOUD_ACCOUNT_STATE_PENDING 1
/* The cloud account pays. */
#define DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE 2
/* The cloud account is suspended. Bills that it should pay are held (P3). */
#define DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED 3
/* The subscription was never in force, or the account withdrew the cloud account. */
#define DEFRAY_CLOUD_ACCOUNT_STATE_FAILED 4
/* The subscription has ended. Usage from before the end can still be metered. */
#define DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING 5
/* The subscription has ended, and its metering deadline has passed. The cloud account pays nothing. */
#define DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED 6

/* Returns the name of the constant in the interchange form, such as `pending`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_cloud_account_state_name(defray_cloud_account_state value);

/* Writes the constant with a name such as `pending` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_cloud_account_state_parse(
    defray_str text, defray_cloud_account_state *out, defray_error **err);

/* The history of a subscription, as far as it concerns payment: the fold of the table over its signals. */
typedef struct defray_subscription_lifecycle {
    /* The state after the last signal. It is never `closed`: only the deadline leads there. */
    defray_cloud_account_state state;
    /* The instant at which the subscription became active for the first time. Under version 1 of the rules also the
     * instant at which it was suspended before it was active. */
    const defray_instant *active_from;
    /* The instant at which the subscription ended. */
    const defray_instant *ended_at;
    /* The instant at which the subscription failed or was withdrawn. */
    const defray_instant *failed_at;
    /* Whether the link was given up: the account withdrew it, it was unlinked, or the marketplace stated another
     * account (C4). No later message changes that. */
    uint8_t withdrawn;
    /* The version of the rules under which the end or the failure was recorded; the current version before that. */
    uint32_t over_rules;
    /* The instant since which the subscription is suspended; absent: it is not suspended. */
    const defray_instant *suspended_since;
} defray_subscription_lifecycle;

/* How long the bills of a suspended cloud account wait (P3). */
typedef struct defray_patience {
    /* The instant from which on the enterprise account pays. */
    defray_instant deadline;
    /* The instant at which the customer is notified before; absent: there was or will be no notification. */
    const defray_instant *notice;
    /* Whether the deadline has passed: the enterprise account pays. */
    uint8_t over;
} defray_patience;

/* The link of an account to one marketplace subscription. */
typedef struct defray_cloud_account {
    /* The id of the cloud account, given by the host. */
    defray_str id;
    /* The account that owns the cloud account. */
    defray_str account;
    /* The provider's identifiers of the subscription. */
    defray_subscription subscription;
    /* The instant at which the cloud account was linked. */
    defray_instant linked_at;
    /* The state of the cloud account. */
    defray_cloud_account_state state;
    /* The lifecycle of the subscription. */
    defray_subscription_lifecycle lifecycle;
    /* The instant until which usage from before the end can be metered; absent: the subscription has not ended. */
    const defray_instant *metering_deadline;
    /* How long its bills wait while it is suspended (P3); absent: it is not suspended, or was suspended under
     * version 1 of the rules. */
    const defray_patience *patience;
    /* The cloud account that takes its place when it ends (T2); absent: there is none. */
    defray_str successor;
} defray_cloud_account;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_cloud_account_free(const defray_cloud_account *cloud_account);

/* A page of a list. The caller frees it with `defray_cloud_account_page_free`. */
typedef struct defray_cloud_account_page {
    /* The records, in order. */
    const defray_cloud_account *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_cloud_account_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_cloud_account_page_free(const defray_cloud_account_page *page);

/* Why the signals of a subscription wait for a link. */
typedef uint32_t defray_unmatched_reason;
/* The subscription was never linked. */
#define DEFRAY_UNMATCHED_REASON_NOT_LINKED 1
/* The last link was given up, and the marketplace stated another account than the link names (C4). */
#define DEFRAY_UNMATCHED_REASON_CONTRADICTS_LINK 2
/* The last link was given up: it was withdrawn or undone. */
#define DEFRAY_UNMATCHED_REASON_WITHDRAWN 3
/* The subscription of the last link has ended, and its reusable identity has a new period. */
#define DEFRAY_UNMATCHED_REASON_NEXT_PERIOD 4
/* The last link belongs to an account that was closed before the signals. */
#define DEFRAY_UNMATCHED_REASON_ACCOUNT_CLOSED 5

/* Returns the name of the constant in the interchange form, such as `not_linked`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_unmatched_reason_name(defray_unmatched_reason value);

/* Writes the constant with a name such as `not_linked` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_unmatched_reason_parse(
    defray_str text, defray_unmatched_reason *out, defray_error **err);

/* A subscription with signals that wait for a link, and what a link has to name. */
typedef struct defray_unmatched_subscription {
    /* The identity of the subscription. */
    defray_str identity;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The number of signals that wait, at least 1. */
    uint32_t signals;
    /* The instant at which the first of them happened. */
    defray_instant first;
    /* The instant at which the last of them happened. */
    defray_instant last;
    /* The state that a link made now would begin with. If it is closing or failed, no link is possible. */
    defray_cloud_account_state state;
    /* The accounts that the marketplace stated for the subscription, in the order in which they were received (C4). */
    const defray_str *stated_accounts;
    /* The number of items in `stated_accounts`. */
    size_t stated_accounts_count;
    /* Why the signals wait. */
    defray_unmatched_reason reason;
    /* What a link has to name, as far as it is known; absent: no link is possible. */
    const defray_known_identifiers *subscription;
    /* The instant at which the subscription ended or failed, so that no link is possible; absent: a link is
     * possible. */
    const defray_instant *subscription_ended;
    /* The instant from which a link is possible: the metering deadline of the last link's cloud account, which is
     * closing; absent: no cloud account is closing. */
    const defray_instant *link_from;
    /* The cloud accounts whose successor the marketplace stated the subscription to be (T2), in order of id. The
     * account of one of them should link it. */
    const defray_str *succeeds;
    /* The number of items in `succeeds`. */
    size_t succeeds_count;
} defray_unmatched_subscription;

/* A page of a list. The caller frees it with `defray_unmatched_subscription_page_free`. */
typedef struct defray_unmatched_subscription_page {
    /* The records, in order. */
    const defray_unmatched_subscription *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_unmatched_subscription_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_unmatched_subscription_page_free(const defray_unmatched_subscription_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Policies
 * The settings that can differ between vendors and accounts, as data.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The order in which funds pay, for some items or for all. */
typedef struct defray_waterfall {
    /* The items it is for, in any case; absent: every item not named by an earlier entry. */
    const defray_str *items;
    /* The number of items in `items`. */
    size_t items_count;
    /* The order when the enterprise account pays. */
    const defray_fund *enterprise;
    /* The number of items in `enterprise`. */
    size_t enterprise_count;
    /* The order when a cloud account pays. */
    const defray_fund *cloud;
    /* The number of items in `cloud`. */
    size_t cloud_count;
} defray_waterfall;

/* A full-reduction voucher that comes with the purchase of a card (M3). */
typedef struct defray_card_tier {
    /* The smallest face of the card, in the account's currency. */
    defray_decimal at_least;
    /* The face of the voucher. */
    defray_decimal voucher;
    /* How long the voucher is valid; absent: it never expires. */
    const uint64_t *valid_for;
} defray_card_tier;

/* What the charges of a provider's cloud accounts are metered as (W6). */
typedef struct defray_metering_unit {
    /* The provider. */
    defray_provider provider;
    /* The product it is for; absent: every product not named by an earlier entry. */
    defray_str product_code;
    /* What is counted, by the provider's name for it. */
    defray_str dimension;
    /* The price of one unit, in the account's currency. */
    defray_decimal unit;
} defray_metering_unit;

/* Another name of an item, such as an exporter's name of a service (W3). */
typedef struct defray_item_name {
    /* The other name, in any case. */
    defray_str name;
    /* The item that it means. */
    defray_str item;
} defray_item_name;

/* The instant at which the validity of lots is judged when a bill is settled (W5). */
typedef uint32_t defray_validity_at;
/* The instant of the settlement. */
#define DEFRAY_VALIDITY_AT_SETTLEMENT 1
/* The start of the bill's usage period, or the instant of the settlement when the usage begins later. */
#define DEFRAY_VALIDITY_AT_USAGE_START 2

/* Returns the name of the constant in the interchange form, such as `settlement`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_validity_at_name(defray_validity_at value);

/* Writes the constant with a name such as `settlement` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_validity_at_parse(
    defray_str text, defray_validity_at *out, defray_error **err);

/* One entry of `site_providers` in `defray_policy`. */
typedef struct defray_policy_site_providers {
    /* The key; each key occurs once. */
    defray_str key;
    /* The value of the key. */
    const defray_provider *value;
    /* The number of items in `value`. */
    size_t value_count;
} defray_policy_site_providers;

/* One entry of `metering_windows` in `defray_policy`. */
typedef struct defray_policy_metering_windows {
    /* The key; each key occurs once. */
    defray_provider key;
    /* The value of the key. */
    defray_metering_window value;
} defray_policy_metering_windows;

/* Everything that may differ between accounts. See each field for its default. */
typedef struct defray_policy {
    /* The first entry that names the bill's item, or names none, is used. Default: W1, W2, W3. */
    const defray_waterfall *waterfalls;
    /* The number of items in `waterfalls`. */
    size_t waterfalls_count;
    /* How far the overdraft may go (W7), in the account's currency. Default: no limit. */
    const defray_decimal *credit_limit;
    /* From the start of arrears to the lock. Default: 14 days. */
    uint64_t grace;
    /* How long before the lock the reminder is due; not shorter than `grace`: no reminder. Default: 3 days. */
    uint64_t deadline_notice;
    /* A bought card's face is a positive multiple of this. Default: 100. */
    defray_decimal card_multiple;
    /* Vouchers that come with cards (M3). Default: none. */
    const defray_card_tier *card_tiers;
    /* The number of items in `card_tiers`. */
    size_t card_tiers_count;
    /* How far a command's instant may lie before the account's last decision (T1). Default: 5 minutes. */
    uint64_t clock_tolerance;
    /* Voluntary changes of method per workspace and UTC calendar month (C2). Default: no limit. */
    const uint32_t *voluntary_changes_per_month;
    /* Whether a workspace must stay with an active cloud account (C2). Default: no. */
    uint8_t lock_in;
    /* The providers a site admits (C2); a site not named admits all. Default: no restriction. */
    const defray_policy_site_providers *site_providers;
    /* The number of items in `site_providers`. */
    size_t site_providers_count;
    /* Until when usage from before an end can be metered, by provider. */
    const defray_policy_metering_windows *metering_windows;
    /* The number of items in `metering_windows`. */
    size_t metering_windows_count;
    /* What charges are metered as. Default: units of 0.01. */
    const defray_metering_unit *metering;
    /* The number of items in `metering`. */
    size_t metering_count;
    /* Whether a top-up is refused when an earlier one of the account had its reference (M1). Default: no. */
    uint8_t unique_references;
    /* Other names of items (W3). Default: `dial` means `dial_test`. */
    const defray_item_name *item_names;
    /* The number of items in `item_names`. */
    size_t item_names_count;
    /* The smallest amount that a person can pay, in the account's currency. Arrears begin and end by whole units of
     * it (W7). Default: 0.01. */
    defray_decimal payable_unit;
    /* The instant at which the validity of lots is judged (W5). Default: the settlement. */
    defray_validity_at validity_at;
    /* From the suspension of a cloud account until the enterprise account pays its bills (P3). Default: 30 days. */
    uint64_t suspended_patience;
} defray_policy;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_policy_free(const defray_policy *policy);

/* ---------------------------------------------------------------------------------------------------------------------
 * Settlement methods
 * How a workspace's usage is settled: its steps and its timeline.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_payer`. */
typedef uint32_t defray_payer_kind;
/* The enterprise account: the customer's own account at the vendor. */
#define DEFRAY_PAYER_ENTERPRISE 1
/* A cloud account: a marketplace subscription, through which the provider charges the customer. */
#define DEFRAY_PAYER_CLOUD_ACCOUNT 2

/* The contents of a `defray_payer`. Read only the member that belongs to its `kind`. */
typedef union defray_payer_as {
    /* The contents when `kind` is `DEFRAY_PAYER_CLOUD_ACCOUNT`. */
    defray_str cloud_account;
} defray_payer_as;

/* The payer of usage. */
typedef struct defray_payer {
    /* The alternative. */
    defray_payer_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_payer_as as;
} defray_payer;

/* Returns the name of the constant in the interchange form, such as `enterprise`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_payer_kind_name(defray_payer_kind value);

/* The alternative of a `defray_method_action`. */
typedef uint32_t defray_method_action_kind;
/* The workspace was bound to its first account. */
#define DEFRAY_METHOD_ACTION_BIND 1
/* The account chose this payer. */
#define DEFRAY_METHOD_ACTION_CHOOSE 2
/* The workspace moved to another account. */
#define DEFRAY_METHOD_ACTION_MOVE 3
/* The workspace was dissolved. */
#define DEFRAY_METHOD_ACTION_DISSOLVE 4

/* The contents of a `defray_method_action`. Read only the member that belongs to its `kind`. */
typedef union defray_method_action_as {
    /* The contents when `kind` is `DEFRAY_METHOD_ACTION_CHOOSE`. */
    defray_payer choose;
} defray_method_action_as;

/* What happened to a workspace in one step of its history. */
typedef struct defray_method_action {
    /* The alternative. */
    defray_method_action_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_method_action_as as;
} defray_method_action;

/* Returns the name of the constant in the interchange form, such as `bind`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_method_action_kind_name(defray_method_action_kind value);

/* One step of a workspace's history. */
typedef struct defray_method_step {
    /* The instant at which the step took effect (T3). */
    defray_instant at;
    /* The account that owns the workspace from this step on. */
    defray_str account;
    /* What happened in the step. */
    defray_method_action action;
    /* The actor of the command, as free text. */
    defray_str by;
    /* The version of the rules under which the step was decided. */
    uint32_t rules;
} defray_method_step;

/* The alternative of a `defray_cause`. */
typedef uint32_t defray_cause_kind;
/* The workspace was bound to its first account. */
#define DEFRAY_CAUSE_BOUND 1
/* The account chose the payer. */
#define DEFRAY_CAUSE_CHOSEN 2
/* The marketplace activated a cloud account that had been chosen. */
#define DEFRAY_CAUSE_ACTIVATED 3
/* The marketplace ended the cloud account that paid or was being opened (C3). */
#define DEFRAY_CAUSE_FORCED 4
/* The workspace moved to another account. */
#define DEFRAY_CAUSE_MOVED 5
/* The cloud account that paid ended, and its successor took its place (T2). */
#define DEFRAY_CAUSE_REPLACED 6

/* The account chose the payer. */
typedef struct defray_cause_chosen {
    /* The actor of the command, as free text. */
    defray_str by;
} defray_cause_chosen;

/* The marketplace activated a cloud account that had been chosen. */
typedef struct defray_cause_activated {
    /* The cloud account that became active. */
    defray_str cloud_account;
} defray_cause_activated;

/* The marketplace ended the cloud account that paid or was being opened (C3). */
typedef struct defray_cause_forced {
    /* The cloud account that ended or failed. */
    defray_str cloud_account;
} defray_cause_forced;

/* The workspace moved to another account. */
typedef struct defray_cause_moved {
    /* The actor of the command, as free text. */
    defray_str by;
} defray_cause_moved;

/* The cloud account that paid ended, and its successor took its place (T2). */
typedef struct defray_cause_replaced {
    /* The cloud account that ended. */
    defray_str cloud_account;
} defray_cause_replaced;

/* The contents of a `defray_cause`. Read only the member that belongs to its `kind`. */
typedef union defray_cause_as {
    /* The contents when `kind` is `DEFRAY_CAUSE_CHOSEN`. */
    defray_cause_chosen chosen;
    /* The contents when `kind` is `DEFRAY_CAUSE_ACTIVATED`. */
    defray_cause_activated activated;
    /* The contents when `kind` is `DEFRAY_CAUSE_FORCED`. */
    defray_cause_forced forced;
    /* The contents when `kind` is `DEFRAY_CAUSE_MOVED`. */
    defray_cause_moved moved;
    /* The contents when `kind` is `DEFRAY_CAUSE_REPLACED`. */
    defray_cause_replaced replaced;
} defray_cause_as;

/* The cause of an interval's beginning. */
typedef struct defray_cause {
    /* The alternative. */
    defray_cause_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_cause_as as;
} defray_cause;

/* Returns the name of the constant in the interchange form, such as `bound`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_cause_kind_name(defray_cause_kind value);

/* One interval of a timeline. It lasts until the next interval begins. */
typedef struct defray_payer_interval {
    /* The instant at which the interval begins. */
    defray_instant from;
    /* The account that owns the workspace in the interval. */
    defray_str account;
    /* The payer of usage that begins in the interval. */
    defray_payer payer;
    /* The cause of the interval's beginning. */
    defray_cause cause;
    /* The instant of the decision that recorded the interval. It may be later than `from`. */
    defray_instant recorded_at;
} defray_payer_interval;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_payer_interval_free(const defray_payer_interval *payer_interval);

/* The alternative of a `defray_method`. */
typedef uint32_t defray_method_kind;
/* The enterprise account pays. */
#define DEFRAY_METHOD_ENTERPRISE 1
/* A cloud account was chosen that is not active yet. The payer `from` pays until it is active. */
#define DEFRAY_METHOD_OPENING 2
/* A cloud account pays. */
#define DEFRAY_METHOD_CLOUD_ACCOUNT 3
/* The workspace is dissolved. Usage that begins later has no payer (P5). */
#define DEFRAY_METHOD_DISSOLVED 4

/* A cloud account was chosen that is not active yet. The payer `from` pays until it is active. */
typedef struct defray_method_opening {
    /* The cloud account that was chosen. */
    defray_str cloud_account;
    /* The payer until the chosen cloud account is active. */
    defray_payer from;
} defray_method_opening;

/* The contents of a `defray_method`. Read only the member that belongs to its `kind`. */
typedef union defray_method_as {
    /* The contents when `kind` is `DEFRAY_METHOD_OPENING`. */
    defray_method_opening opening;
    /* The contents when `kind` is `DEFRAY_METHOD_CLOUD_ACCOUNT`. */
    defray_str cloud_account;
} defray_method_as;

/* The current settlement method of a workspace. */
typedef struct defray_method {
    /* The alternative. */
    defray_method_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_method_as as;
} defray_method;

/* Returns the name of the constant in the interchange form, such as `enterprise`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_method_kind_name(defray_method_kind value);

/* ---------------------------------------------------------------------------------------------------------------------
 * Positions
 * The place of an event in the journal.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A position in the journal, written `entry.index`, such as `17.0`. Positions are ordered as the journal is.
 *
 * It numbers outbox messages and usage records (they share one count), and it orders held bills and charges. */
typedef struct defray_entry_position {
    /* The position of the journal entry, from 1. */
    uint64_t position;
    /* The index in that entry, from 0. */
    uint32_t index;
} defray_entry_position;

/* The position of a charge in the meter of a cloud account. */
typedef struct defray_charge_position {
    /* The cloud account that is charged. */
    defray_str cloud_account;
    /* The journal entry that made the charge, and the index among the charges that this entry put into the meter. */
    defray_entry_position position;
} defray_charge_position;

/* ---------------------------------------------------------------------------------------------------------------------
 * Receipts
 * Who paid a bill, out of which money, and why.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_payer_reason`. */
typedef uint32_t defray_payer_reason_kind;
/* The payer was in force at the start of the usage period. */
#define DEFRAY_PAYER_REASON_IN_FORCE 1
/* The usage of the cloud account in force can no longer be metered, so the enterprise account pays. */
#define DEFRAY_PAYER_REASON_NO_LONGER_METERED 2
/* The cloud account in force is suspended for longer than the policy's `suspended_patience`, so the enterprise
 * account pays. */
#define DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG 3

/* The payer was in force at the start of the usage period. */
typedef struct defray_payer_reason_in_force {
    /* The start of the payer's interval in the timeline. */
    defray_instant since;
} defray_payer_reason_in_force;

/* The usage of the cloud account in force can no longer be metered, so the enterprise account pays. */
typedef struct defray_payer_reason_no_longer_metered {
    /* The cloud account that was in force. */
    defray_str cloud_account;
    /* The instant at which its subscription ended; absent: the provider refused the usage of a subscription that
     * had not ended. */
    const defray_instant *ended_at;
    /* The deadline until which its usage could be metered; only after its end is known. */
    const defray_instant *metering_deadline;
} defray_payer_reason_no_longer_metered;

/* The cloud account in force is suspended for longer than the policy's `suspended_patience`, so the enterprise
 * account pays. */
typedef struct defray_payer_reason_suspended_too_long {
    /* The cloud account that is in force. */
    defray_str cloud_account;
    /* The instant since which it is suspended. */
    defray_instant suspended_since;
    /* The instant from which on the enterprise account pays. */
    defray_instant deadline;
} defray_payer_reason_suspended_too_long;

/* The contents of a `defray_payer_reason`. Read only the member that belongs to its `kind`. */
typedef union defray_payer_reason_as {
    /* The contents when `kind` is `DEFRAY_PAYER_REASON_IN_FORCE`. */
    defray_payer_reason_in_force in_force;
    /* The contents when `kind` is `DEFRAY_PAYER_REASON_NO_LONGER_METERED`. */
    defray_payer_reason_no_longer_metered no_longer_metered;
    /* The contents when `kind` is `DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG`. */
    defray_payer_reason_suspended_too_long suspended_too_long;
} defray_payer_reason_as;

/* The reason why this payer pays. */
typedef struct defray_payer_reason {
    /* The alternative. */
    defray_payer_reason_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_payer_reason_as as;
} defray_payer_reason;

/* Returns the name of the constant in the interchange form, such as `P1`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_payer_reason_kind_name(defray_payer_reason_kind value);

/* The part of a bill that one fund paid. */
typedef struct defray_slice {
    /* The fund that paid. */
    defray_fund fund;
    /* The lot that paid; absent: the fund has no lots. */
    defray_str lot;
    /* The position of the charge in the cloud account's meter; only for the fund `cloud_account`. */
    const defray_charge_position *charge;
    /* The amount paid, above zero. */
    defray_money amount;
} defray_slice;

/* The alternative of a `defray_skip_reason`. */
typedef uint32_t defray_skip_reason_kind;
/* The waterfall for this item and this payer does not contain the fund (W1, W2, W3). */
#define DEFRAY_SKIP_REASON_NOT_IN_WATERFALL 1
/* The validity of the lot has not begun (W5). */
#define DEFRAY_SKIP_REASON_NOT_YET_VALID 2
/* The bill is smaller than the minimum of the voucher (W5). */
#define DEFRAY_SKIP_REASON_BELOW_MINIMUM 3
/* The funds before it covered the whole bill. */
#define DEFRAY_SKIP_REASON_NOT_NEEDED 4
/* The fund had no value. */
#define DEFRAY_SKIP_REASON_EMPTY 5

/* The validity of the lot has not begun (W5). */
typedef struct defray_skip_reason_not_yet_valid {
    /* The first instant at which the lot can pay. */
    defray_instant valid_from;
} defray_skip_reason_not_yet_valid;

/* The bill is smaller than the minimum of the voucher (W5). */
typedef struct defray_skip_reason_below_minimum {
    /* The smallest bill that the voucher pays. */
    defray_money minimum;
} defray_skip_reason_below_minimum;

/* The contents of a `defray_skip_reason`. Read only the member that belongs to its `kind`. */
typedef union defray_skip_reason_as {
    /* The contents when `kind` is `DEFRAY_SKIP_REASON_NOT_YET_VALID`. */
    defray_skip_reason_not_yet_valid not_yet_valid;
    /* The contents when `kind` is `DEFRAY_SKIP_REASON_BELOW_MINIMUM`. */
    defray_skip_reason_below_minimum below_minimum;
} defray_skip_reason_as;

/* The reason why a fund paid nothing. */
typedef struct defray_skip_reason {
    /* The alternative. */
    defray_skip_reason_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_skip_reason_as as;
} defray_skip_reason;

/* Returns the name of the constant in the interchange form, such as `not_in_waterfall`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_skip_reason_kind_name(defray_skip_reason_kind value);

/* The other lots of a `Skip` that is about several lots. A receipt names the first
 * `SKIPPED_LOTS_NAMED_MAX` lots that paid nothing, one by one. Of those after
 * them, all lots of one kind with one reason are a range. Lots between the first and the last one that paid, or did
 * not pay for another reason, do not belong to it. */
typedef struct defray_lot_range {
    /* The last lot of the range, in the order in which lots pay (W4). */
    defray_str last;
    /* The number of lots of the range, the first and the last one included: two or more. */
    uint32_t count;
} defray_lot_range;

/* A fund that paid nothing, or several lots of one kind that paid nothing for one reason. */
typedef struct defray_skip {
    /* The fund. */
    defray_fund fund;
    /* The lot; absent: the fund has no lots. With `range` it is the first lot, in the order in which lots pay (W4). */
    defray_str lot;
    /* The value that the fund had; absent for funds that hold no value (overdraft, cloud account). With `range` it
     * is the sum of the values of all lots of the range. */
    const defray_money *available;
    /* The reason why the fund paid nothing. With `range` it holds for each lot of the range: `valid_from` is the
     * earliest of theirs, `minimum` the smallest. */
    defray_skip_reason reason;
    /* Present: several lots, of which `lot` is the first; absent: one fund or one lot. */
    const defray_lot_range *range;
} defray_skip;

/* The receipt of a settled bill: who paid it, out of which money, and why. */
typedef struct defray_receipt {
    /* The bill. */
    defray_str bill;
    /* The workspace whose usage the bill is for. */
    defray_str workspace;
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The payer of the bill. */
    defray_payer payer;
    /* The reason why this payer pays. */
    defray_payer_reason payer_reason;
    /* The amount of the bill. */
    defray_money amount;
    /* The instant at which the bill was settled. */
    defray_instant settled_at;
    /* The slices, in the order in which the funds paid. Their sum is exactly the amount of the bill (W6). */
    const defray_slice *slices;
    /* The number of items in `slices`. */
    size_t slices_count;
    /* The funds that paid nothing, each with the reason, in the order in which they would have paid. A `LotRange`
     * has the place of its first lot. */
    const defray_skip *skips;
    /* The number of items in `skips`. */
    size_t skips_count;
} defray_receipt;

/* ---------------------------------------------------------------------------------------------------------------------
 * Bills
 * ------------------------------------------------------------------------------------------------------------------ */

/* One charge of one workspace for one billing item over one usage period. Its id settles once (P4). */
typedef struct defray_bill {
    /* The id of the bill, unique in the whole ledger. */
    defray_str id;
    /* The workspace whose usage the bill is for. */
    defray_str workspace;
    /* The billing item that was used, such as `logs` or `sms`. */
    defray_str item;
    /* The price of the usage, zero or more, in the account's currency. */
    defray_money amount;
    /* The usage period. Its start decides who pays (P1). */
    defray_period period;
} defray_bill;

/* The alternative of a `defray_hold_reason`. */
typedef uint32_t defray_hold_reason_kind;
/* The cloud account that should pay is suspended (P3). */
#define DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED 1
/* The funds do not cover the whole bill, because of the credit limit or a waterfall without overdraft (W7). */
#define DEFRAY_HOLD_REASON_CREDIT_LIMIT 2

/* The cloud account that should pay is suspended (P3). */
typedef struct defray_hold_reason_cloud_account_suspended {
    /* The suspended cloud account. */
    defray_str cloud_account;
} defray_hold_reason_cloud_account_suspended;

/* The funds do not cover the whole bill, because of the credit limit or a waterfall without overdraft (W7). */
typedef struct defray_hold_reason_credit_limit {
    /* The part of the bill that the funds could not cover. */
    defray_money uncovered;
    /* The amount that the overdraft could still have paid; absent: the waterfall has no overdraft, or no limit
     * applies. */
    const defray_money *credit_left;
} defray_hold_reason_credit_limit;

/* The contents of a `defray_hold_reason`. Read only the member that belongs to its `kind`. */
typedef union defray_hold_reason_as {
    /* The contents when `kind` is `DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED`. */
    defray_hold_reason_cloud_account_suspended cloud_account_suspended;
    /* The contents when `kind` is `DEFRAY_HOLD_REASON_CREDIT_LIMIT`. */
    defray_hold_reason_credit_limit credit_limit;
} defray_hold_reason_as;

/* The reason why a bill waits. */
typedef struct defray_hold_reason {
    /* The alternative. */
    defray_hold_reason_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_hold_reason_as as;
} defray_hold_reason;

/* Returns the name of the constant in the interchange form, such as `cloud_account_suspended`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_hold_reason_kind_name(defray_hold_reason_kind value);

/* The alternative of a `defray_bill_status`. */
typedef uint32_t defray_bill_status_kind;
/* The bill is recorded and not paid yet. */
#define DEFRAY_BILL_STATUS_HELD 1
/* The bill is paid, as its receipt shows. */
#define DEFRAY_BILL_STATUS_SETTLED 2
/* The bill was held and then reversed. It never settles. */
#define DEFRAY_BILL_STATUS_CANCELLED 3

/* The bill is recorded and not paid yet. */
typedef struct defray_bill_status_held {
    /* The reason why the bill waits. */
    defray_hold_reason reason;
    /* The instant since which the bill waits. */
    defray_instant since;
    /* The position of the bill in the account's queue of held bills. */
    defray_entry_position queue;
} defray_bill_status_held;

/* The bill was held and then reversed. It never settles. */
typedef struct defray_bill_status_cancelled {
    /* The instant at which the bill was reversed. */
    defray_instant at;
} defray_bill_status_cancelled;

/* The contents of a `defray_bill_status`. Read only the member that belongs to its `kind`. */
typedef union defray_bill_status_as {
    /* The contents when `kind` is `DEFRAY_BILL_STATUS_HELD`. */
    defray_bill_status_held held;
    /* The contents when `kind` is `DEFRAY_BILL_STATUS_SETTLED`. */
    defray_receipt settled;
    /* The contents when `kind` is `DEFRAY_BILL_STATUS_CANCELLED`. */
    defray_bill_status_cancelled cancelled;
} defray_bill_status_as;

/* The state of a bill. */
typedef struct defray_bill_status {
    /* The alternative. */
    defray_bill_status_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_bill_status_as as;
} defray_bill_status;

/* Returns the name of the constant in the interchange form, such as `held`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_bill_status_kind_name(defray_bill_status_kind value);

/* The place that refunded value goes to. */
typedef uint32_t defray_refund_target;
/* Into the lot, which can pay with it again. */
#define DEFRAY_REFUND_TARGET_LOT 1
/* Into a lot that has expired. The value stays expired (W9). */
#define DEFRAY_REFUND_TARGET_EXPIRED_LOT 2
/* Into a lot that is void. The value stays void. */
#define DEFRAY_REFUND_TARGET_VOID_LOT 3
/* Into the account's cash. */
#define DEFRAY_REFUND_TARGET_CASH 4
/* The overdraft becomes smaller. */
#define DEFRAY_REFUND_TARGET_OVERDRAFT 5
/* The charges to the cloud account become smaller. */
#define DEFRAY_REFUND_TARGET_CLOUD_ACCOUNT 6

/* Returns the name of the constant in the interchange form, such as `lot`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_refund_target_name(defray_refund_target value);

/* Writes the constant with a name such as `lot` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_refund_target_parse(
    defray_str text, defray_refund_target *out, defray_error **err);

/* The refund of one slice of a bill, or of a part of it. */
typedef struct defray_refund {
    /* The number of the slice in the bill, from 0. */
    uint32_t slice;
    /* The fund that paid the slice. */
    defray_fund fund;
    /* The lot that paid the slice; absent: the fund has no lots. */
    defray_str lot;
    /* The refunded amount, above zero. */
    defray_money amount;
    /* The place that the value went to. */
    defray_refund_target to;
} defray_refund;

/* One reversal of a bill: it refunds the bill, whole or in part. */
typedef struct defray_reversal {
    /* The id of the reversal, unique within the bill. */
    defray_str id;
    /* The amount that the caller gave; absent: all that was left. */
    const defray_money *asked;
    /* The refunded amount; of a held bill, the amount that was cancelled. */
    defray_money amount;
    /* The instant of the reversal. */
    defray_instant at;
    /* The reason that the caller gave, as free text. */
    defray_str reason;
    /* The refunds, latest slice first (W9). A held bill has none. */
    const defray_refund *refunds;
    /* The number of items in `refunds`. */
    size_t refunds_count;
} defray_reversal;

/* The reason why a settled bill was corrected. */
typedef uint32_t defray_correction_reason;
/* The cloud account closed before the provider received the usage (P2). */
#define DEFRAY_CORRECTION_REASON_UNMETERED 1
/* The provider does not accept usage of this subscription (P2). */
#define DEFRAY_CORRECTION_REASON_NOT_SUBSCRIBED 2
/* A late message changed the payer of the usage (T2). */
#define DEFRAY_CORRECTION_REASON_PAYER_CHANGED 3
/* A usage record had no answer when the provider stopped accepting usage of its hour (N2). */
#define DEFRAY_CORRECTION_REASON_NOT_ANSWERED 4

/* Returns the name of the constant in the interchange form, such as `unmetered`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_correction_reason_name(defray_correction_reason value);

/* Writes the constant with a name such as `unmetered` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_correction_reason_parse(
    defray_str text, defray_correction_reason *out, defray_error **err);

/* The correction of a settled bill, when another payer pays the bill or a part of it. The first payer gets a refund
 * of that part, and the other one pays it. */
typedef struct defray_correction {
    /* The instant of the correction. */
    defray_instant at;
    /* The reason for the correction. */
    defray_correction_reason reason;
    /* The payer that had paid the corrected part. */
    defray_payer from;
    /* The payer that pays the part from now on. */
    defray_payer payer;
    /* The reason why this payer pays. */
    defray_payer_reason payer_reason;
    /* The amount that was refunded and paid again, above zero. */
    defray_money amount;
    /* The refunds, latest slice first. */
    const defray_refund *refunds;
    /* The number of items in `refunds`. */
    size_t refunds_count;
    /* The slices that pay the amount, in order. Their numbers continue after the earlier slices of the bill. */
    const defray_slice *slices;
    /* The number of items in `slices`. */
    size_t slices_count;
    /* The funds that paid nothing, each with the reason. */
    const defray_skip *skips;
    /* The number of items in `skips`. */
    size_t skips_count;
} defray_correction;

/* The end of a bill whose charge the provider restated (P4). */
typedef struct defray_restatement {
    /* The instant of the restatement. */
    defray_instant at;
    /* The bill that took the place of this one; absent: the provider withdrew the charge. */
    defray_str by;
} defray_restatement;

/* A bill with its history. */
typedef struct defray_bill_record {
    /* The bill as the caller gave it. */
    defray_bill bill;
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The state of the bill. */
    defray_bill_status status;
    /* The reversals, oldest first. */
    const defray_reversal *reversals;
    /* The number of items in `reversals`. */
    size_t reversals_count;
    /* The corrections, oldest first. */
    const defray_correction *corrections;
    /* The number of items in `corrections`. */
    size_t corrections_count;
    /* The bill whose place this bill took, because the provider restated its charge (P4); absent: none. */
    defray_str restates;
    /* How the provider's restatement ended this bill (P4); absent: the charge was not restated. */
    const defray_restatement *restated;
} defray_bill_record;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_bill_record_free(const defray_bill_record *bill_record);

/* A page of a list. The caller frees it with `defray_bill_record_page_free`. */
typedef struct defray_bill_record_page {
    /* The records, in order. */
    const defray_bill_record *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_bill_record_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_bill_record_page_free(const defray_bill_record_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Standings
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_standing`. */
typedef uint32_t defray_standing_kind;
/* The account owes less than one payable unit. */
#define DEFRAY_STANDING_GOOD 1
/* The account owes at least one payable unit, and its deadline has not passed. */
#define DEFRAY_STANDING_IN_ARREARS 2
/* The account owes at least one payable unit, and its deadline has passed. */
#define DEFRAY_STANDING_LOCKED 3

/* The account owes at least one payable unit, and its deadline has not passed. */
typedef struct defray_standing_in_arrears {
    /* The instant at which the overdraft began. */
    defray_instant since;
    /* The instant at which the account is locked, unless it repays before. */
    defray_instant deadline;
    /* The instant at which the reminder is due; absent: it was already raised, or the policy has none. */
    const defray_instant *notice;
} defray_standing_in_arrears;

/* The account owes at least one payable unit, and its deadline has passed. */
typedef struct defray_standing_locked {
    /* The instant at which the overdraft began. */
    defray_instant since;
    /* The instant at which the account was locked. */
    defray_instant deadline;
} defray_standing_locked;

/* The contents of a `defray_standing`. Read only the member that belongs to its `kind`. */
typedef union defray_standing_as {
    /* The contents when `kind` is `DEFRAY_STANDING_IN_ARREARS`. */
    defray_standing_in_arrears in_arrears;
    /* The contents when `kind` is `DEFRAY_STANDING_LOCKED`. */
    defray_standing_locked locked;
} defray_standing_as;

/* An account's standing with its instants. It never prevents the settlement of a bill. */
typedef struct defray_standing {
    /* The alternative. */
    defray_standing_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_standing_as as;
} defray_standing;

/* Returns the name of the constant in the interchange form, such as `good`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_standing_kind_name(defray_standing_kind value);

/* ---------------------------------------------------------------------------------------------------------------------
 * Outbox
 * Messages that the host must deliver, kept until acknowledged (N3).
 * ------------------------------------------------------------------------------------------------------------------ */

/* A workspace whose chosen cloud account is not active yet. */
typedef struct defray_still_opening {
    /* The workspace. */
    defray_str workspace;
    /* The cloud account that pays as soon as it is active. */
    defray_str cloud_account;
} defray_still_opening;

/* The sum of settled bills that one payer paid, and that another payer pays now. */
typedef struct defray_corrected_sum {
    /* The payer before. */
    defray_payer from;
    /* The payer now. */
    defray_payer payer;
    /* The number of bills. */
    uint32_t bills;
    /* The amount that was refunded to the payer before and paid again, above zero. */
    defray_money amount;
} defray_corrected_sum;

/* A workspace with its display name. */
typedef struct defray_named_workspace {
    /* The workspace. */
    defray_str workspace;
    /* The name by which people know it. */
    defray_str display_name;
} defray_named_workspace;

/* A workspace, and its payer now. */
typedef struct defray_workspace_payer {
    /* The workspace. */
    defray_str workspace;
    /* The payer. */
    defray_payer payer;
} defray_workspace_payer;

/* The bills of one cloud account and one UTC day that came after its metering deadline. */
typedef struct defray_not_metered_bills {
    /* The cloud account that was in force at the start of the usage. */
    defray_str cloud_account;
    /* The marketplace of the cloud account. */
    defray_provider provider;
    /* The instant at which its subscription ended. */
    defray_instant ended_at;
    /* The deadline until which its usage could be metered. */
    defray_instant metering_deadline;
    /* The number of the bills, above zero. */
    uint32_t bills;
    /* The sum of the bills, above zero. */
    defray_money amount;
} defray_not_metered_bills;

/* The alternative of a `defray_notification`. */
typedef uint32_t defray_notification_kind;
/* A marketplace ended a subscription. Its workspaces are settled by the enterprise account again. */
#define DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE 1
/* The account has an overdraft. */
#define DEFRAY_NOTIFICATION_ARREARS_BEGUN 2
/* The account will be locked soon. */
#define DEFRAY_NOTIFICATION_DEADLINE_NEAR 3
/* The deadline passed with an overdraft, so the account is locked. */
#define DEFRAY_NOTIFICATION_ACCOUNT_LOCKED 4
/* A locked account repaid its overdraft. */
#define DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED 5
/* A bill for usage of a cloud account arrived after the metering deadline, so the enterprise account paid it (P2).
 * It is queued only under version 1 of the rules; later, `bills_not_metered` is. */
#define DEFRAY_NOTIFICATION_BILL_NOT_METERED 6
/* The provider did not receive the usage of charges to a cloud account, so the enterprise account pays them (P2). */
#define DEFRAY_NOTIFICATION_USAGE_NOT_METERED 7
/* For the operator of the ledger: a marketplace sends messages only after the operator has opened an address. */
#define DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION 8
/* A cloud account ended or failed before it was active. The workspaces that had chosen it keep their payer (T2). */
#define DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED 9
/* For the operator of the ledger: the provider has another quantity of an hour than a usage record (N2). The
 * record waits until the operator says which. */
#define DEFRAY_NOTIFICATION_USAGE_DISPUTED 10
/* For the operator of the ledger: a usage record had no answer when the provider stopped accepting usage of its
 * hour, so its charges fell back to the enterprise account (N2). */
#define DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE 11
/* A cloud account is suspended. If it does not resume before the deadline, the enterprise account pays its bills
 * (P3). */
#define DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR 12
/* A cloud account ended, and its successor pays for its workspaces (T2). */
#define DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED 13
/* Settled bills have another payer, and no other notification of the same cause says so (T2). */
#define DEFRAY_NOTIFICATION_BILLS_CORRECTED 14
/* For the operator of the ledger: a cloud account ended, its marketplace said that another agreement takes the
 * place of its own, and the subscription of that agreement is not linked (T2). */
#define DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED 15
/* A bill began to be held, as the first one of the UTC day for this account and reason (P3, W7). More bills may
 * wait for the same reason. */
#define DEFRAY_NOTIFICATION_BILLS_HELD 16
/* The enterprise account paid bills of a UTC day that came after the metering deadline of their cloud account
 * (P2). */
#define DEFRAY_NOTIFICATION_BILLS_NOT_METERED 17

/* A marketplace ended a subscription. Its workspaces are settled by the enterprise account again. */
typedef struct defray_notification_method_changed_by_force {
    /* The account that owns the workspaces. */
    defray_str account;
    /* The cloud account whose subscription ended. */
    defray_str cloud_account;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The instant at which the subscription ended. */
    defray_instant ended_at;
    /* The affected workspaces, in order of site and id. */
    const defray_str *workspaces;
    /* The number of items in `workspaces`. */
    size_t workspaces_count;
    /* Those among them that the enterprise account pays for only until another cloud account is active. */
    const defray_still_opening *still_opening;
    /* The number of items in `still_opening`. */
    size_t still_opening_count;
    /* Whether another agreement takes the place of the agreement of the subscription, by what the marketplace
     * said. */
    uint8_t replaced;
    /* The sums of settled bills that have another payer now, one for each pair of payers. */
    const defray_corrected_sum *corrected;
    /* The number of items in `corrected`. */
    size_t corrected_count;
    /* The display names of those among them that have one, in order of site and id. */
    const defray_named_workspace *display_names;
    /* The number of items in `display_names`. */
    size_t display_names_count;
} defray_notification_method_changed_by_force;

/* The account has an overdraft. */
typedef struct defray_notification_arrears_begun {
    /* The account in arrears. */
    defray_str account;
    /* The overdraft at this moment, above zero. */
    defray_money overdraft;
    /* The instant at which the overdraft began. */
    defray_instant since;
    /* The instant at which the account is locked, unless it repays before. */
    defray_instant deadline;
    /* The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules. */
    const defray_money *payable;
} defray_notification_arrears_begun;

/* The account will be locked soon. */
typedef struct defray_notification_deadline_near {
    /* The account in arrears. */
    defray_str account;
    /* The overdraft at this moment, above zero. */
    defray_money overdraft;
    /* The instant at which the account is locked, unless it repays before. */
    defray_instant deadline;
    /* The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules. */
    const defray_money *payable;
} defray_notification_deadline_near;

/* The deadline passed with an overdraft, so the account is locked. */
typedef struct defray_notification_account_locked {
    /* The account that is locked. */
    defray_str account;
    /* The overdraft at this moment, above zero. */
    defray_money overdraft;
    /* The instant at which the overdraft began. */
    defray_instant since;
    /* The instant at which the account was locked. */
    defray_instant deadline;
    /* The amount to pay: the overdraft, rounded up to whole payable units. Absent under version 1 of the rules. */
    const defray_money *payable;
} defray_notification_account_locked;

/* A locked account repaid its overdraft. */
typedef struct defray_notification_account_unlocked {
    /* The account that is no longer locked. */
    defray_str account;
} defray_notification_account_unlocked;

/* A bill for usage of a cloud account arrived after the metering deadline, so the enterprise account paid it (P2).
 * It is queued only under version 1 of the rules; later, `bills_not_metered` is. */
typedef struct defray_notification_bill_not_metered {
    /* The account that paid. */
    defray_str account;
    /* The bill. */
    defray_str bill;
    /* The workspace whose usage the bill is for. */
    defray_str workspace;
    /* The amount of the bill, above zero. */
    defray_money amount;
    /* The cloud account that was in force at the start of the usage. */
    defray_str cloud_account;
    /* The instant at which the subscription of the cloud account ended. */
    defray_instant ended_at;
    /* The deadline until which its usage could be metered. */
    defray_instant metering_deadline;
} defray_notification_bill_not_metered;

/* The provider did not receive the usage of charges to a cloud account, so the enterprise account pays them (P2). */
typedef struct defray_notification_usage_not_metered {
    /* The account that pays. */
    defray_str account;
    /* The cloud account that was charged. */
    defray_str cloud_account;
    /* The marketplace of the cloud account. */
    defray_provider provider;
    /* The reason why the charges were not metered. */
    defray_correction_reason reason;
    /* The corrected bills, each once, in the order of their charges. */
    const defray_str *bills;
    /* The number of items in `bills`. */
    size_t bills_count;
    /* The sum of the corrected charges, above zero. */
    defray_money amount;
    /* The instant at which the subscription ended; absent: it has not ended. */
    const defray_instant *ended_at;
    /* The deadline until which its usage can be metered; only after its end is known. */
    const defray_instant *metering_deadline;
} defray_notification_usage_not_metered;

/* For the operator of the ledger: a marketplace sends messages only after the operator has opened an address. */
typedef struct defray_notification_confirm_subscription {
    /* The marketplace that will send the messages. */
    defray_provider provider;
    /* The topic, by the provider's name. */
    defray_str topic;
    /* The address to open, once. It is a secret: any person who has it can confirm the subscription. */
    defray_str address;
} defray_notification_confirm_subscription;

/* A cloud account ended or failed before it was active. The workspaces that had chosen it keep their payer (T2). */
typedef struct defray_notification_chosen_payer_ended {
    /* The account that owns the workspaces. */
    defray_str account;
    /* The cloud account that will not become active. */
    defray_str cloud_account;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The instant at which the subscription ended or failed. */
    defray_instant ended_at;
    /* The workspaces that had chosen it, in order of site and id. */
    const defray_workspace_payer *workspaces;
    /* The number of items in `workspaces`. */
    size_t workspaces_count;
    /* The display names of those among them that have one, in order of site and id. */
    const defray_named_workspace *display_names;
    /* The number of items in `display_names`. */
    size_t display_names_count;
} defray_notification_chosen_payer_ended;

/* For the operator of the ledger: the provider has another quantity of an hour than a usage record (N2). The
 * record waits until the operator says which. */
typedef struct defray_notification_usage_disputed {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account whose usage it is. */
    defray_str cloud_account;
    /* The marketplace of the cloud account. */
    defray_provider provider;
    /* The number of the usage record. */
    defray_entry_position record;
    /* The name of the counted unit, as the provider defines it. */
    defray_str dimension;
    /* The start of the usage. */
    defray_instant start;
    /* The end of the usage. */
    defray_instant end;
    /* The price of one unit. */
    defray_money unit;
    /* The quantity of the usage record, which the provider does not have. */
    uint32_t quantity;
    /* Whether the charges of the record fell back to the enterprise account before. */
    uint8_t fell_back;
} defray_notification_usage_disputed;

/* For the operator of the ledger: a usage record had no answer when the provider stopped accepting usage of its
 * hour, so its charges fell back to the enterprise account (N2). */
typedef struct defray_notification_usage_record_too_late {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account whose usage it is. */
    defray_str cloud_account;
    /* The marketplace of the cloud account. */
    defray_provider provider;
    /* The number of the usage record. */
    defray_entry_position record;
    /* The name of the counted unit, as the provider defines it. */
    defray_str dimension;
    /* The start of the usage. */
    defray_instant start;
    /* The end of the usage. */
    defray_instant end;
    /* The price of one unit. */
    defray_money unit;
    /* The quantity of the usage record. */
    uint32_t quantity;
    /* The instant at which the provider stopped accepting usage of the hour. */
    defray_instant send_until;
} defray_notification_usage_record_too_late;

/* A cloud account is suspended. If it does not resume before the deadline, the enterprise account pays its bills
 * (P3). */
typedef struct defray_notification_suspension_deadline_near {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The suspended cloud account. */
    defray_str cloud_account;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The instant since which the subscription is suspended. */
    defray_instant suspended_since;
    /* The instant from which on the enterprise account pays. */
    defray_instant deadline;
    /* The number of bills that are held for the cloud account at this moment. */
    uint32_t held_bills;
    /* The sum of these bills. */
    defray_money amount;
} defray_notification_suspension_deadline_near;

/* A cloud account ended, and its successor pays for its workspaces (T2). */
typedef struct defray_notification_subscription_replaced {
    /* The account that owns the workspaces. */
    defray_str account;
    /* The cloud account that ended. */
    defray_str cloud_account;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The instant at which the subscription ended. */
    defray_instant ended_at;
    /* The workspaces that a successor pays for, in order of site and id, each with that payer. */
    const defray_workspace_payer *workspaces;
    /* The number of items in `workspaces`. */
    size_t workspaces_count;
    /* The sums of settled bills that have another payer now, one for each pair of payers. */
    const defray_corrected_sum *corrected;
    /* The number of items in `corrected`. */
    size_t corrected_count;
    /* The display names of those among the workspaces that have one, in order of site and id. */
    const defray_named_workspace *display_names;
    /* The number of items in `display_names`. */
    size_t display_names_count;
} defray_notification_subscription_replaced;

/* Settled bills have another payer, and no other notification of the same cause says so (T2). */
typedef struct defray_notification_bills_corrected {
    /* The account of the bills. */
    defray_str account;
    /* The cloud account whose lifecycle, successor or usage record is the cause. */
    defray_str cloud_account;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The sums of the corrected bills, one for each pair of payers. */
    const defray_corrected_sum *corrected;
    /* The number of items in `corrected`. */
    size_t corrected_count;
} defray_notification_bills_corrected;

/* For the operator of the ledger: a cloud account ended, its marketplace said that another agreement takes the
 * place of its own, and the subscription of that agreement is not linked (T2). */
typedef struct defray_notification_successor_not_linked {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account that ended. */
    defray_str cloud_account;
    /* The marketplace of the subscription. */
    defray_provider provider;
    /* The instant at which the subscription ended. */
    defray_instant ended_at;
    /* The identities of the subscriptions that the marketplace stated as successors, in order; may be empty. */
    const defray_str *successors;
    /* The number of items in `successors`. */
    size_t successors_count;
} defray_notification_successor_not_linked;

/* A bill began to be held, as the first one of the UTC day for this account and reason (P3, W7). More bills may
 * wait for the same reason. */
typedef struct defray_notification_bills_held {
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The reason why the bill waits: one cloud account, or the credit limit with the amounts of this bill. */
    defray_hold_reason reason;
    /* The bill. */
    defray_str bill;
    /* The workspace whose usage the bill is for. */
    defray_str workspace;
    /* The amount of the bill, above zero. */
    defray_money amount;
    /* The marketplace of the suspended cloud account; absent: the credit limit is the reason. */
    const defray_provider *provider;
    /* The instant since which the cloud account is suspended; absent: the credit limit is the reason, or the
     * suspension was recorded under version 1 of the rules. */
    const defray_instant *suspended_since;
    /* The instant from which on the enterprise account pays instead of the suspended cloud account; absent: as for
     * `suspended_since`. */
    const defray_instant *deadline;
    /* The display name of the workspace; absent: it has none. */
    defray_str display_name;
} defray_notification_bills_held;

/* The enterprise account paid bills of a UTC day that came after the metering deadline of their cloud account
 * (P2). */
typedef struct defray_notification_bills_not_metered {
    /* The account that paid. */
    defray_str account;
    /* The start of the UTC day in which the bills were settled. */
    defray_instant day;
    /* The number of these bills, above zero. */
    uint32_t bills;
    /* The sum of these bills as they were settled. Later refunds are not taken off. */
    defray_money amount;
    /* The same for each cloud account, in order of id. */
    const defray_not_metered_bills *cloud_accounts;
    /* The number of items in `cloud_accounts`. */
    size_t cloud_accounts_count;
} defray_notification_bills_not_metered;

/* The contents of a `defray_notification`. Read only the member that belongs to its `kind`. */
typedef union defray_notification_as {
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE`. */
    defray_notification_method_changed_by_force method_changed_by_force;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_ARREARS_BEGUN`. */
    defray_notification_arrears_begun arrears_begun;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_DEADLINE_NEAR`. */
    defray_notification_deadline_near deadline_near;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_ACCOUNT_LOCKED`. */
    defray_notification_account_locked account_locked;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED`. */
    defray_notification_account_unlocked account_unlocked;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_BILL_NOT_METERED`. */
    defray_notification_bill_not_metered bill_not_metered;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_USAGE_NOT_METERED`. */
    defray_notification_usage_not_metered usage_not_metered;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION`. */
    defray_notification_confirm_subscription confirm_subscription;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED`. */
    defray_notification_chosen_payer_ended chosen_payer_ended;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_USAGE_DISPUTED`. */
    defray_notification_usage_disputed usage_disputed;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE`. */
    defray_notification_usage_record_too_late usage_record_too_late;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR`. */
    defray_notification_suspension_deadline_near suspension_deadline_near;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED`. */
    defray_notification_subscription_replaced subscription_replaced;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_BILLS_CORRECTED`. */
    defray_notification_bills_corrected bills_corrected;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED`. */
    defray_notification_successor_not_linked successor_not_linked;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_BILLS_HELD`. */
    defray_notification_bills_held bills_held;
    /* The contents when `kind` is `DEFRAY_NOTIFICATION_BILLS_NOT_METERED`. */
    defray_notification_bills_not_metered bills_not_metered;
} defray_notification_as;

/* A notification for the host to deliver. Each kind has its own template. */
typedef struct defray_notification {
    /* The alternative. */
    defray_notification_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_notification_as as;
} defray_notification;

/* Returns the name of the constant in the interchange form, such as `method_changed_by_force`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_notification_kind_name(defray_notification_kind value);

/* One message of the outbox. It is kept after its delivery, so that the history can be shown. */
typedef struct defray_outbox_message {
    /* The number of the message. */
    defray_entry_position number;
    /* The instant at which the message was put into the outbox. */
    defray_instant raised_at;
    /* The notification to deliver. */
    defray_notification notification;
    /* The instant at which the message was acknowledged; absent: it is still to be delivered. */
    const defray_instant *acknowledged_at;
} defray_outbox_message;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_outbox_message_free(const defray_outbox_message *outbox_message);

/* A page of a list. The caller frees it with `defray_outbox_message_page_free`. */
typedef struct defray_outbox_message_page {
    /* The records, in order. */
    const defray_outbox_message *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_outbox_message_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_outbox_message_page_free(const defray_outbox_message_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Metering
 * The charges that providers have accepted, and the usage records in flight to them (N2).
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_metering_outcome`. */
typedef uint32_t defray_metering_outcome_kind;
/* The provider accepted the record. */
#define DEFRAY_METERING_OUTCOME_ACCEPTED 1
/* The provider had a record of that hour already, and keeps that one. */
#define DEFRAY_METERING_OUTCOME_DUPLICATE 2
/* The provider rejected the record. */
#define DEFRAY_METERING_OUTCOME_REJECTED 3
/* The provider takes no usage of this subscription, or takes it no longer. */
#define DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED 4
/* The result is unknown, or the record must be sent again. */
#define DEFRAY_METERING_OUTCOME_UNPROCESSED 5

/* The provider had a record of that hour already, and keeps that one. */
typedef struct defray_metering_outcome_duplicate {
    /* The quantity of the record that the provider has; absent: it is not known, and the usage record is disputed. */
    const uint32_t *quantity;
} defray_metering_outcome_duplicate;

/* The provider rejected the record. */
typedef struct defray_metering_outcome_rejected {
    /* The reason that the provider gave. */
    defray_str reason;
} defray_metering_outcome_rejected;

/* The contents of a `defray_metering_outcome`. Read only the member that belongs to its `kind`. */
typedef union defray_metering_outcome_as {
    /* The contents when `kind` is `DEFRAY_METERING_OUTCOME_DUPLICATE`. */
    defray_metering_outcome_duplicate duplicate;
    /* The contents when `kind` is `DEFRAY_METERING_OUTCOME_REJECTED`. */
    defray_metering_outcome_rejected rejected;
} defray_metering_outcome_as;

/* The answer of a provider to a usage record. */
typedef struct defray_metering_outcome {
    /* The alternative. */
    defray_metering_outcome_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_metering_outcome_as as;
} defray_metering_outcome;

/* Returns the name of the constant in the interchange form, such as `accepted`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_metering_outcome_kind_name(defray_metering_outcome_kind value);

/* A point in a meter: all charges before one charge, and a part of that charge. */
typedef struct defray_meter_mark {
    /* The position of the charge that contains the mark. */
    defray_entry_position position;
    /* The part of the charge that lies before the mark. */
    defray_money part;
} defray_meter_mark;

/* The state of a usage record. */
typedef uint32_t defray_usage_state;
/* The record was requested and has no answer yet. */
#define DEFRAY_USAGE_STATE_IN_FLIGHT 1
/* The provider accepted the record. */
#define DEFRAY_USAGE_STATE_ACCEPTED 2
/* The provider did not accept the record. Its charges wait again. */
#define DEFRAY_USAGE_STATE_VOID 3
/* The provider has another quantity of that hour than the record. It is not known which, so the record has no
 * final answer yet, and it is not sent again. */
#define DEFRAY_USAGE_STATE_DISPUTED 4
/* The record had no answer when the provider stopped accepting usage of that hour. Its charges fell back to
 * the enterprise account. */
#define DEFRAY_USAGE_STATE_TOO_LATE 5

/* Returns the name of the constant in the interchange form, such as `in_flight`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_usage_state_name(defray_usage_state value);

/* Writes the constant with a name such as `in_flight` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_usage_state_parse(
    defray_str text, defray_usage_state *out, defray_error **err);

/* The usage of one cloud account in one hour, as it is sent to the provider. */
typedef struct defray_usage_record {
    /* The number of the record. The provider receives it as defray's id of the record. */
    defray_entry_position number;
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account whose charges the record covers. */
    defray_str cloud_account;
    /* The name of the counted unit, as the provider defines it. */
    defray_str dimension;
    /* The start of the usage. */
    defray_instant start;
    /* The end of the usage, in the same clock hour as the start. */
    defray_instant end;
    /* The price of one unit. */
    defray_money unit;
    /* The quantity in units, above zero and at most 2 147 483 647. */
    uint32_t quantity;
    /* The credit that is deducted: the record covers charges of `quantity` × `unit` plus this credit. */
    defray_money credit;
    /* The mark of the meter before the record; absent: the record begins with the first charge. */
    const defray_meter_mark *from;
    /* The mark up to which the record covers the charges. */
    defray_meter_mark upto;
    /* The state of the record. */
    defray_usage_state state;
    /* The instant at which the record was requested. */
    defray_instant requested_at;
    /* The instant at which the final answer of the provider was recorded, or at which the charges fell back without
     * one; absent: neither has happened yet. */
    const defray_instant *settled_at;
    /* The quantity that the provider has; absent: the provider has not accepted the record. */
    const uint32_t *accepted;
    /* The reason for which the provider rejected the record. */
    defray_str reason;
    /* The provider's own id of the record. */
    defray_str provider_record;
    /* The record can be sent before this instant. A record that has no answer then falls back (N2). Absent: the
     * record was requested under version 1 of the rules, and never falls back without an answer. */
    const defray_instant *send_until;
} defray_usage_record;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_usage_record_free(const defray_usage_record *usage_record);

/* A page of a list. The caller frees it with `defray_usage_record_page_free`. */
typedef struct defray_usage_record_page {
    /* The records, in order. */
    const defray_usage_record *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_usage_record_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_usage_record_page_free(const defray_usage_record_page *page);

/* A usage record that was requested and has no final answer yet. */
typedef struct defray_in_flight {
    /* The number of the usage record. */
    defray_entry_position record;
    /* The mark up to which the record covers the charges. */
    defray_meter_mark upto;
    /* The amount of charges that the record covers. */
    defray_money taken;
    /* The part of that amount that was refunded since the record was requested. */
    defray_money reversed;
} defray_in_flight;

/* The meter of a cloud account: the charges that its provider accepted, those in flight, and those that wait. */
typedef struct defray_meter {
    /* The cloud account that is charged. */
    defray_str cloud_account;
    /* The account that owns the cloud account. */
    defray_str account;
    /* The amount that the provider accepted: units times their price. */
    defray_money accepted;
    /* The amount that waits for the next usage record. */
    defray_money waiting;
    /* The refunds of charges that the provider has accepted. The next usage record is smaller by this amount. */
    defray_money credit;
    /* The mark up to which the charges are accepted; absent: no charge is. */
    const defray_meter_mark *head;
    /* The usage record that was requested and has no final answer yet. It may be disputed. */
    const defray_in_flight *in_flight;
    /* The position of the last charge. */
    const defray_entry_position *last;
    /* The starts of the hours that were metered recently, earliest first. */
    const defray_instant *hours;
    /* The number of items in `hours`. */
    size_t hours_count;
} defray_meter;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_meter_free(const defray_meter *meter);

/* A page of a list. The caller frees it with `defray_meter_page_free`. */
typedef struct defray_meter_page {
    /* The records, in order. */
    const defray_meter *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_meter_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_meter_page_free(const defray_meter_page *page);

/* The charge of a bill to a cloud account. */
typedef struct defray_charge {
    /* The bill that made the charge. */
    defray_str bill;
    /* The workspace that was used. */
    defray_str workspace;
    /* The position of the charge in the meter. */
    defray_entry_position position;
    /* The amount of the charge, above zero. It contains the part that the provider has accepted. */
    defray_money amount;
    /* The part in flight that was refunded since it was sent. */
    defray_money reversed;
} defray_charge;

/* ---------------------------------------------------------------------------------------------------------------------
 * Accounts
 * ------------------------------------------------------------------------------------------------------------------ */

/* The language of a mail. */
typedef uint32_t defray_language;
/* The language English. */
#define DEFRAY_LANGUAGE_ENGLISH 1
/* Simplified Chinese. */
#define DEFRAY_LANGUAGE_CHINESE 2

/* Returns the name of the constant in the interchange form, such as `en`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_language_name(defray_language value);

/* Writes the constant with a name such as `en` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_language_parse(defray_str text, defray_language *out, defray_error **err);

/* The language and the time zone of the mails to an account. */
typedef struct defray_mail_settings {
    /* The language of the mails; absent: the default of the host. */
    const defray_language *language;
    /* The time zone of the instants in the mails; absent: the default of the host. */
    defray_str time_zone;
} defray_mail_settings;

/* The metering deadline of a closing cloud account. */
typedef struct defray_closing {
    /* The instant at which the cloud account closes. */
    defray_instant deadline;
    /* The cloud account that closes. */
    defray_str cloud_account;
} defray_closing;

/* Sums over the whole history of an account. They balance at every step (A3): see `invariants`. */
typedef struct defray_totals {
    /* The cash that was paid in. */
    defray_money topped_up;
    /* The faces of all vouchers, issued or received as gifts. */
    defray_money vouchers;
    /* The faces of cards that were granted or redeemed. A bought card is not counted: it was paid from cash. */
    defray_money cards;
    /* The amount charged to cloud accounts, less refunds. */
    defray_money cloud_paid;
    /* The amount of settled bills, less refunds. */
    defray_money settled;
    /* The value that expired in lots. */
    defray_money expired;
    /* The value of lots that were made void. */
    defray_money voided;
    /* The value that was forfeited when the account was closed. */
    defray_money forfeited;
    /* The amount of bills that are held now. */
    defray_money held;
} defray_totals;

/* A usage record in flight that falls back when it has no answer in time. */
typedef struct defray_sending {
    /* The instant at which the usage record falls back. */
    defray_instant until;
    /* The number of the usage record. */
    defray_entry_position record;
} defray_sending;

/* The next due instant of a suspended cloud account (P3). */
typedef struct defray_suspension {
    /* The instant of the notice or, after it, of the deadline. */
    defray_instant due;
    /* The suspended cloud account. */
    defray_str cloud_account;
} defray_suspension;

/* The bills of a UTC day that came after the metering deadline of their cloud account (P2). */
typedef struct defray_not_metered_day {
    /* The start of the UTC day in which the bills were settled. */
    defray_instant day;
    /* The bills of each cloud account, in order of its id, at least one. */
    const defray_not_metered_bills *cloud_accounts;
    /* The number of items in `cloud_accounts`. */
    size_t cloud_accounts_count;
} defray_not_metered_day;

/* The customer's account, with its wallet. Lots that can no longer pay are separate records. */
typedef struct defray_account {
    /* The id of the account. */
    defray_str id;
    /* The currency of the account. It never changes. */
    defray_currency currency;
    /* The instant at which the account was opened. */
    defray_instant opened_at;
    /* The instant at which the account was closed permanently; absent: it is open. */
    const defray_instant *closed_at;
    /* The policy of the account; absent: the default policy of the ledger applies. */
    const defray_policy *policy;
    /* The cash, never below zero. */
    defray_money cash;
    /* The debt, never below zero. When it is at least one payable unit, the account is in arrears. */
    defray_money overdraft;
    /* The standing: good, in arrears or locked. */
    defray_standing standing;
    /* The vouchers and cards that can pay, in the order in which they pay (W4). */
    const defray_lot *lots;
    /* The number of items in `lots`. */
    size_t lots_count;
    /* The metering deadlines of its closing cloud accounts, earliest first. */
    const defray_closing *closings;
    /* The number of items in `closings`. */
    size_t closings_count;
    /* The instant of the last decision about the account (T1). */
    defray_instant decided_at;
    /* The sums over the history of the account. */
    defray_totals totals;
    /* The usage records in flight that fall back when they have no answer in time, earliest first (N2). */
    const defray_sending *sendings;
    /* The number of items in `sendings`. */
    size_t sendings_count;
    /* What falls due for its suspended cloud accounts, earliest first. */
    const defray_suspension *suspensions;
    /* The number of items in `suspensions`. */
    size_t suspensions_count;
    /* The bills of the present UTC day that came after a metering deadline (P2), for the notification at the end of
     * the day; absent: there are none. */
    const defray_not_metered_day *not_metered;
    /* The language and the time zone of its mails; absent: the account has set neither. */
    const defray_mail_settings *mail_settings;
} defray_account;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_account_free(const defray_account *account);

/* A page of a list. The caller frees it with `defray_account_page_free`. */
typedef struct defray_account_page {
    /* The records, in order. */
    const defray_account *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_account_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_account_page_free(const defray_account_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Workspaces
 * ------------------------------------------------------------------------------------------------------------------ */

/* A workspace, with every decision about its payers. */
typedef struct defray_workspace {
    /* The site and id of the workspace. */
    defray_str id;
    /* The account that owns the workspace now. */
    defray_str account;
    /* The settlement method now. */
    defray_method method;
    /* The steps of the history, oldest first: binding, choices, moves, dissolution. */
    const defray_method_step *steps;
    /* The number of items in `steps`. */
    size_t steps_count;
    /* The payers: half-open intervals without gaps, oldest first. */
    const defray_payer_interval *timeline;
    /* The number of items in `timeline`. */
    size_t timeline_count;
    /* The instant from which the workspace is dissolved; absent: it is not. */
    const defray_instant *dissolved_at;
    /* The name by which people know the workspace; absent: it has none. It need not be unique. */
    defray_str display_name;
} defray_workspace;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_workspace_free(const defray_workspace *workspace);

/* A page of a list. The caller frees it with `defray_workspace_page_free`. */
typedef struct defray_workspace_page {
    /* The records, in order. */
    const defray_workspace *items;
    /* The number of records in `items`. */
    size_t items_count;
    /* The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to
     * a later snapshot. */
    defray_str next;
} defray_workspace_page;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_workspace_page_free(const defray_workspace_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Plans
 * How the funds would pay a bill.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_plan`. */
typedef uint32_t defray_plan_kind;
/* The bill is covered: the sum of the slices is the bill, exactly (W6). */
#define DEFRAY_PLAN_COVERED 1
/* The funds do not cover the bill (W7). */
#define DEFRAY_PLAN_SHORT 2

/* The bill is covered: the sum of the slices is the bill, exactly (W6). */
typedef struct defray_plan_covered {
    /* The slices that pay, in order. */
    const defray_slice *slices;
    /* The number of items in `slices`. */
    size_t slices_count;
    /* The funds that pay nothing, with the reason. */
    const defray_skip *skips;
    /* The number of items in `skips`. */
    size_t skips_count;
} defray_plan_covered;

/* The funds do not cover the bill (W7). */
typedef struct defray_plan_short {
    /* The amount that no fund covers. */
    defray_money uncovered;
    /* The slices that the other funds would pay, in order. */
    const defray_slice *slices;
    /* The number of items in `slices`. */
    size_t slices_count;
    /* The funds that would pay nothing, with the reason. The overdraft, which is not enough, is not among them. */
    const defray_skip *skips;
    /* The number of items in `skips`. */
    size_t skips_count;
} defray_plan_short;

/* The contents of a `defray_plan`. Read only the member that belongs to its `kind`. */
typedef union defray_plan_as {
    /* The contents when `kind` is `DEFRAY_PLAN_COVERED`. */
    defray_plan_covered covered;
    /* The contents when `kind` is `DEFRAY_PLAN_SHORT`. */
    defray_plan_short short_;
} defray_plan_as;

/* The slices that pay a bill, or the amount that is not covered. */
typedef struct defray_plan {
    /* The alternative. */
    defray_plan_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_plan_as as;
} defray_plan;

/* Returns the name of the constant in the interchange form, such as `covered`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_plan_kind_name(defray_plan_kind value);

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_plan_free(const defray_plan *plan);

/* ---------------------------------------------------------------------------------------------------------------------
 * Commands
 * All commands. Their fields are those of docs/commands/README.md.
 * ------------------------------------------------------------------------------------------------------------------ */

/* Opens an account. */
typedef struct defray_open_account {
    /* The id of the account. It must be new. */
    defray_str account;
    /* The currency of the account. It never changes. */
    defray_currency currency;
} defray_open_account;

/* Closes an account permanently. */
typedef struct defray_close_account {
    /* The account to close. It must be open, without overdraft, workspaces, held bills or live cloud accounts. */
    defray_str account;
} defray_close_account;

/* Replaces the policy of an account, or the file's default. */
typedef struct defray_set_policy {
    /* The account that gets the policy; absent: the default for every account without a policy of its own. */
    defray_str account;
    /* The whole policy. A field that is left out takes its built-in default. */
    const defray_policy *policy;
} defray_set_policy;

/* Pays money into an account (M1). */
typedef struct defray_top_up {
    /* The account that receives the money. */
    defray_str account;
    /* The amount paid in, above zero, in the account's currency. */
    defray_money amount;
    /* The reference of the payment, as free text. */
    defray_str reference;
} defray_top_up;

/* Issues a voucher (M3). */
typedef struct defray_issue_voucher {
    /* The account that receives the voucher. */
    defray_str account;
    /* The id of the voucher. It must be new within the account. */
    defray_str lot;
    /* The kind of voucher: ordinary or full-reduction. A card is refused. */
    defray_lot_kind kind;
    /* The value of the voucher, above zero, in the account's currency. */
    defray_money face;
    /* The first instant at which the voucher can pay; absent: the instant of the decision. */
    const defray_instant *valid_from;
    /* The first instant at which the voucher can no longer pay; absent: it never expires. */
    const defray_instant *valid_until;
    /* The smallest bill that the voucher pays (W5). Only full-reduction vouchers may have one. */
    const defray_money *minimum_bill;
} defray_issue_voucher;

/* Grants a stored-value card (M2). */
typedef struct defray_grant_card {
    /* The account that receives the card. */
    defray_str account;
    /* The id of the card. It must be new within the account. */
    defray_str lot;
    /* The value of the card, above zero, in the account's currency. */
    defray_money face;
    /* The first instant at which the card can pay; absent: the instant of the decision. */
    const defray_instant *valid_from;
    /* The first instant at which the card can no longer pay; absent: it never expires. */
    const defray_instant *valid_until;
} defray_grant_card;

/* Buys a stored-value card from cash (M2). */
typedef struct defray_buy_card {
    /* The account that buys the card. */
    defray_str account;
    /* The id of the card. It must be new within the account. */
    defray_str lot;
    /* The value of the card, which is also its price: a multiple of the policy's `card_multiple`, at most the
     * cash. */
    defray_money face;
    /* The first instant at which the card can no longer pay; absent: it never expires. */
    const defray_instant *valid_until;
} defray_buy_card;

/* Redeems an order from Huawei Cloud's market for a card (M2). */
typedef struct defray_redeem_huawei_order {
    /* The account that receives the card. */
    defray_str account;
    /* The id of the card. It must be new within the account. */
    defray_str lot;
    /* The number of the order. One order can be redeemed once in the whole ledger. */
    defray_str order;
    /* The Huawei Cloud account that placed the order. */
    defray_str huawei_account;
    /* The value of the card: a multiple of the policy's `card_multiple`, in the account's currency. */
    defray_money face;
    /* The first instant at which the card can no longer pay; absent: it never expires. */
    const defray_instant *valid_until;
} defray_redeem_huawei_order;

/* Makes a voucher or a card void. The value left in it is lost. */
typedef struct defray_void_lot {
    /* The account that owns the lot. */
    defray_str account;
    /* The voucher or card to make void. */
    defray_str lot;
    /* The reason, as free text. */
    defray_str reason;
} defray_void_lot;

/* Binds a workspace to an account, or extends its first binding backwards (P5). */
typedef struct defray_bind_workspace {
    /* The account that the workspace will belong to. */
    defray_str account;
    /* The site and the id of the workspace. It must be new, unless `since` is before its first binding to this
     * account. */
    defray_str workspace;
    /* The instant from which the account pays for the usage, not after the decision; absent: the instant of the
     * decision. */
    const defray_instant *since;
    /* The name by which people know the workspace; absent: it has none. It has no effect when a binding is
     * extended. */
    defray_str display_name;
} defray_bind_workspace;

/* Moves a workspace to another account. */
typedef struct defray_move_workspace {
    /* The account that owns the workspace before the move. */
    defray_str account;
    /* The workspace to move. */
    defray_str workspace;
    /* The account that owns the workspace after the move. It must have the same currency. */
    defray_str to;
} defray_move_workspace;

/* Dissolves a workspace. Usage that begins later has no payer (P5). */
typedef struct defray_dissolve_workspace {
    /* The account that owns the workspace. */
    defray_str account;
    /* The workspace to dissolve. */
    defray_str workspace;
} defray_dissolve_workspace;

/* Links a marketplace subscription to an account. */
typedef struct defray_link_cloud_account {
    /* The account that gets the cloud account. */
    defray_str account;
    /* The id of the cloud account in this ledger. It must be new. */
    defray_str cloud_account;
    /* The identifiers by which the provider knows the subscription. */
    defray_subscription subscription;
} defray_link_cloud_account;

/* Withdraws a cloud account that the marketplace has not confirmed. */
typedef struct defray_withdraw_cloud_account {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account to withdraw. It must be pending. */
    defray_str cloud_account;
} defray_withdraw_cloud_account;

/* Chooses the settlement method of a workspace (C1). */
typedef struct defray_choose_method {
    /* The account that owns the workspace. */
    defray_str account;
    /* The workspace whose method changes. */
    defray_str workspace;
    /* The payer that is chosen: the enterprise account or one of the account's cloud accounts. */
    defray_payer method;
} defray_choose_method;

/* Receives a message from a marketplace. */
typedef struct defray_ingest {
    /* The message in its canonical form. */
    const defray_marketplace_message *message;
} defray_ingest;

/* Settles a bill (P4). */
typedef struct defray_settle_bill {
    /* The bill. Its id settles once. */
    defray_bill bill;
    /* The account that the caller expects to pay; the command is refused (C1) when it is not the
     * workspace's owner at the start of the usage. Absent: that owner, without a check. */
    defray_str account;
} defray_settle_bill;

/* Reverses a bill: refunds its value, whole or in part (W9). */
typedef struct defray_reverse_bill {
    /* The bill to reverse. */
    defray_str bill;
    /* The id of this reversal. It must be unique within the bill. */
    defray_str reversal;
    /* The amount to refund, above zero and at most what is left of the bill; absent: all that is left. */
    const defray_money *amount;
    /* The reason, as free text. */
    defray_str reason;
} defray_reverse_bill;

/* Asks for the next usage record of a cloud account (N2). */
typedef struct defray_request_metering {
    /* The cloud account whose charges are to be metered. */
    defray_str cloud_account;
} defray_request_metering;

/* Records the answer of a provider to a usage record (N2). */
typedef struct defray_acknowledge_metering {
    /* The number of the usage record. */
    defray_entry_position record;
    /* The answer of the provider. */
    defray_metering_outcome outcome;
    /* The provider's own id of the usage record. */
    defray_str provider_record;
} defray_acknowledge_metering;

/* Records that the host delivered an outbox message (N3). */
typedef struct defray_acknowledge {
    /* The number of the outbox message. */
    defray_entry_position outbox_message;
} defray_acknowledge;

/* Undoes a wrong link to a subscription, while nothing is metered (C4). */
typedef struct defray_unlink_cloud_account {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account to unlink. It must be pending, active, suspended or closing. */
    defray_str cloud_account;
    /* The reason, as free text; not empty. */
    defray_str reason;
} defray_unlink_cloud_account;

/* Replaces a bill whose charge the provider restated: refunds what is left of it, and settles another bill (P4). */
typedef struct defray_restate_bill {
    /* The bill that is replaced. */
    defray_str bill;
    /* The id of the reversal of that bill. It must be unique within the bill. */
    defray_str reversal;
    /* The bill that takes its place, of the same workspace and with a new id; absent: the provider withdrew the
     * charge. */
    const defray_bill *by;
    /* The reason, as free text. */
    defray_str reason;
} defray_restate_bill;

/* Records which part of an export the charges of some bills are in (P4). */
typedef struct defray_claim_charges {
    /* The name of the export. */
    defray_str export_name;
    /* The part of the export, such as a digest of its content. */
    defray_str part;
    /* The bills whose charges are in this part. */
    const defray_str *bills;
    /* The number of items in `bills`. */
    size_t bills_count;
} defray_claim_charges;

/* Sets or removes the display name of a workspace. */
typedef struct defray_rename_workspace {
    /* The account that owns the workspace. */
    defray_str account;
    /* The workspace to rename. Its site and id stay. */
    defray_str workspace;
    /* The name by which people know the workspace; absent: it has none any more. */
    defray_str display_name;
} defray_rename_workspace;

/* Sets the language and the time zone of the mails to an account. */
typedef struct defray_set_mail_settings {
    /* The account that receives the mails. */
    defray_str account;
    /* The language of the mails; absent: the default of the host. */
    const defray_language *language;
    /* The time zone of the instants in the mails, a name of the IANA database such as `Asia/Shanghai`; absent: the
     * default of the host. Only its form is checked. */
    defray_str time_zone;
} defray_set_mail_settings;

/* The alternative of a `defray_command`. */
typedef uint32_t defray_command_kind;
/* Opens an account. */
#define DEFRAY_COMMAND_OPEN_ACCOUNT 1
/* Closes an account permanently. */
#define DEFRAY_COMMAND_CLOSE_ACCOUNT 2
/* Replaces the policy of an account, or the file's default. */
#define DEFRAY_COMMAND_SET_POLICY 3
/* Pays money into an account (M1). */
#define DEFRAY_COMMAND_TOP_UP 4
/* Issues a voucher (M3). */
#define DEFRAY_COMMAND_ISSUE_VOUCHER 5
/* Grants a stored-value card (M2). */
#define DEFRAY_COMMAND_GRANT_CARD 6
/* Buys a stored-value card from cash (M2). */
#define DEFRAY_COMMAND_BUY_CARD 7
/* Redeems an order from Huawei Cloud's market for a card (M2). */
#define DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER 8
/* Makes a voucher or a card void. The value left in it is lost. */
#define DEFRAY_COMMAND_VOID_LOT 9
/* Binds a workspace to an account, or extends its first binding backwards (P5). */
#define DEFRAY_COMMAND_BIND_WORKSPACE 10
/* Moves a workspace to another account. */
#define DEFRAY_COMMAND_MOVE_WORKSPACE 11
/* Dissolves a workspace. Usage that begins later has no payer (P5). */
#define DEFRAY_COMMAND_DISSOLVE_WORKSPACE 12
/* Links a marketplace subscription to an account. */
#define DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT 13
/* Withdraws a cloud account that the marketplace has not confirmed. */
#define DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT 14
/* Chooses the settlement method of a workspace (C1). */
#define DEFRAY_COMMAND_CHOOSE_METHOD 15
/* Receives a message from a marketplace. */
#define DEFRAY_COMMAND_INGEST 16
/* Settles a bill (P4). */
#define DEFRAY_COMMAND_SETTLE_BILL 17
/* Reverses a bill: refunds its value, whole or in part (W9). */
#define DEFRAY_COMMAND_REVERSE_BILL 18
/* Asks for the next usage record of a cloud account (N2). */
#define DEFRAY_COMMAND_REQUEST_METERING 19
/* Records the answer of a provider to a usage record (N2). */
#define DEFRAY_COMMAND_ACKNOWLEDGE_METERING 20
/* Applies everything that has fallen due: expiries, reminders, locks and metering deadlines. */
#define DEFRAY_COMMAND_ADVANCE 21
/* Records that the host delivered an outbox message (N3). */
#define DEFRAY_COMMAND_ACKNOWLEDGE 22
/* Undoes a wrong link to a subscription, while nothing is metered (C4). */
#define DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT 23
/* Replaces a bill whose charge the provider restated: refunds what is left of it, and settles another bill (P4). */
#define DEFRAY_COMMAND_RESTATE_BILL 24
/* Records which part of an export the charges of some bills are in (P4). */
#define DEFRAY_COMMAND_CLAIM_CHARGES 25
/* Sets or removes the display name of a workspace. */
#define DEFRAY_COMMAND_RENAME_WORKSPACE 26
/* Sets the language and the time zone of the mails to an account. */
#define DEFRAY_COMMAND_SET_MAIL_SETTINGS 27

/* The contents of a `defray_command`. Read only the member that belongs to its `kind`. */
typedef union defray_command_as {
    /* The contents when `kind` is `DEFRAY_COMMAND_OPEN_ACCOUNT`. */
    defray_open_account open_account;
    /* The contents when `kind` is `DEFRAY_COMMAND_CLOSE_ACCOUNT`. */
    defray_close_account close_account;
    /* The contents when `kind` is `DEFRAY_COMMAND_SET_POLICY`. */
    defray_set_policy set_policy;
    /* The contents when `kind` is `DEFRAY_COMMAND_TOP_UP`. */
    defray_top_up top_up;
    /* The contents when `kind` is `DEFRAY_COMMAND_ISSUE_VOUCHER`. */
    defray_issue_voucher issue_voucher;
    /* The contents when `kind` is `DEFRAY_COMMAND_GRANT_CARD`. */
    defray_grant_card grant_card;
    /* The contents when `kind` is `DEFRAY_COMMAND_BUY_CARD`. */
    defray_buy_card buy_card;
    /* The contents when `kind` is `DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER`. */
    defray_redeem_huawei_order redeem_huawei_order;
    /* The contents when `kind` is `DEFRAY_COMMAND_VOID_LOT`. */
    defray_void_lot void_lot;
    /* The contents when `kind` is `DEFRAY_COMMAND_BIND_WORKSPACE`. */
    defray_bind_workspace bind_workspace;
    /* The contents when `kind` is `DEFRAY_COMMAND_MOVE_WORKSPACE`. */
    defray_move_workspace move_workspace;
    /* The contents when `kind` is `DEFRAY_COMMAND_DISSOLVE_WORKSPACE`. */
    defray_dissolve_workspace dissolve_workspace;
    /* The contents when `kind` is `DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT`. */
    defray_link_cloud_account link_cloud_account;
    /* The contents when `kind` is `DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT`. */
    defray_withdraw_cloud_account withdraw_cloud_account;
    /* The contents when `kind` is `DEFRAY_COMMAND_CHOOSE_METHOD`. */
    defray_choose_method choose_method;
    /* The contents when `kind` is `DEFRAY_COMMAND_INGEST`. */
    defray_ingest ingest;
    /* The contents when `kind` is `DEFRAY_COMMAND_SETTLE_BILL`. */
    defray_settle_bill settle_bill;
    /* The contents when `kind` is `DEFRAY_COMMAND_REVERSE_BILL`. */
    defray_reverse_bill reverse_bill;
    /* The contents when `kind` is `DEFRAY_COMMAND_REQUEST_METERING`. */
    defray_request_metering request_metering;
    /* The contents when `kind` is `DEFRAY_COMMAND_ACKNOWLEDGE_METERING`. */
    defray_acknowledge_metering acknowledge_metering;
    /* The contents when `kind` is `DEFRAY_COMMAND_ACKNOWLEDGE`. */
    defray_acknowledge acknowledge;
    /* The contents when `kind` is `DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT`. */
    defray_unlink_cloud_account unlink_cloud_account;
    /* The contents when `kind` is `DEFRAY_COMMAND_RESTATE_BILL`. */
    defray_restate_bill restate_bill;
    /* The contents when `kind` is `DEFRAY_COMMAND_CLAIM_CHARGES`. */
    defray_claim_charges claim_charges;
    /* The contents when `kind` is `DEFRAY_COMMAND_RENAME_WORKSPACE`. */
    defray_rename_workspace rename_workspace;
    /* The contents when `kind` is `DEFRAY_COMMAND_SET_MAIL_SETTINGS`. */
    defray_set_mail_settings set_mail_settings;
} defray_command_as;

/* A command: a change of the ledger that a caller requests. */
typedef struct defray_command {
    /* The alternative. */
    defray_command_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_command_as as;
} defray_command;

/* Returns the name of the constant in the interchange form, such as `open_account`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_command_kind_name(defray_command_kind value);

/* ---------------------------------------------------------------------------------------------------------------------
 * Events
 * What happened. Every answer and every journal entry consists of events.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The alternative of a `defray_event`. */
typedef uint32_t defray_event_kind;
/* An account was opened. */
#define DEFRAY_EVENT_ACCOUNT_OPENED 1
/* An account was closed. The value that it still had is forfeited. */
#define DEFRAY_EVENT_ACCOUNT_CLOSED 2
/* A policy was set. */
#define DEFRAY_EVENT_POLICY_SET 3
/* Money was paid in (M1). */
#define DEFRAY_EVENT_TOPPED_UP 4
/* An account received a voucher or a card. */
#define DEFRAY_EVENT_LOT_OPENED 5
/* An order from Huawei Cloud's market was redeemed. */
#define DEFRAY_EVENT_ORDER_REDEEMED 6
/* The validity of a lot ended with value left in it. */
#define DEFRAY_EVENT_LOT_EXPIRED 7
/* A lot was made void. */
#define DEFRAY_EVENT_LOT_VOIDED 8
/* The standing of an account changed, or its reminder became due. */
#define DEFRAY_EVENT_STANDING_CHANGED 9
/* A workspace was bound to its first account. */
#define DEFRAY_EVENT_WORKSPACE_BOUND 10
/* A step was added to the history of a workspace. */
#define DEFRAY_EVENT_STEP_TAKEN 11
/* The account chose the method that the workspace already has. */
#define DEFRAY_EVENT_METHOD_KEPT 12
/* The method or the timeline of a workspace changed. */
#define DEFRAY_EVENT_METHOD_CHANGED 13
/* A subscription was linked to an account. */
#define DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED 14
/* The state or the end of a cloud account changed. */
#define DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED 15
/* A message from a marketplace was received. */
#define DEFRAY_EVENT_MESSAGE_RECEIVED 16
/* A bill was recorded and waits to be paid. */
#define DEFRAY_EVENT_BILL_HELD 17
/* A bill was paid. */
#define DEFRAY_EVENT_BILL_SETTLED 18
/* A settled bill was refunded, whole or in part, or a held bill was cancelled. */
#define DEFRAY_EVENT_BILL_REVERSED 19
/* A settled bill, or a part of it, has another payer than was known when it was settled. */
#define DEFRAY_EVENT_BILL_CORRECTED 20
/* A usage record was created for a provider (N2). */
#define DEFRAY_EVENT_METERING_REQUESTED 21
/* A provider answered a usage record (N2). */
#define DEFRAY_EVENT_METERING_ACKNOWLEDGED 22
/* A message was put into the outbox for the host to deliver (N1). */
#define DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED 23
/* The host delivered an outbox message (N3). */
#define DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED 24
/* The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in its place, are in the
 * events before this one. */
#define DEFRAY_EVENT_BILL_RESTATED 25
/* The first binding of a workspace was extended backwards (P5). */
#define DEFRAY_EVENT_BINDING_EXTENDED 26
/* The charges of some bills are in a part of an export (P4). */
#define DEFRAY_EVENT_CHARGES_CLAIMED 27
/* An expired lot can pay a bill whose usage began within its validity (W5). What is left of it expires again after
 * the bill. */
#define DEFRAY_EVENT_LOT_REOPENED 28
/* A cloud account has a new successor, which takes its place when it ends, or has none any more (T2). */
#define DEFRAY_EVENT_SUCCESSOR_CHANGED 29
/* The enterprise account paid a bill that came after the metering deadline of its cloud account (P2). It is
 * counted for the notification at the end of the UTC day. */
#define DEFRAY_EVENT_NOT_METERED_COUNTED 30
/* The display name of a workspace changed. */
#define DEFRAY_EVENT_WORKSPACE_RENAMED 31
/* The language and the time zone of the mails to an account were set. */
#define DEFRAY_EVENT_MAIL_SETTINGS_SET 32

/* An account was opened. */
typedef struct defray_event_account_opened {
    /* The account that was opened. */
    defray_str account;
    /* The currency of the account. */
    defray_currency currency;
} defray_event_account_opened;

/* An account was closed. The value that it still had is forfeited. */
typedef struct defray_event_account_closed {
    /* The account that was closed. */
    defray_str account;
    /* The forfeited value: cash and the value left in lots. */
    defray_money forfeited;
} defray_event_account_closed;

/* A policy was set. */
typedef struct defray_event_policy_set {
    /* The account that the policy applies to; absent: every account without a policy of its own. */
    defray_str account;
    /* The policy that is in force from now on. */
    const defray_policy *policy;
} defray_event_policy_set;

/* Money was paid in (M1). */
typedef struct defray_event_topped_up {
    /* The account that received the money. */
    defray_str account;
    /* The amount paid in, above zero. */
    defray_money amount;
    /* The part of the amount that repaid the overdraft. The rest went into cash. */
    defray_money repaid;
    /* The reference of the payment, as free text. */
    defray_str reference;
    /* The journal position of the first top-up of the account with this reference; absent: there was none (M1). */
    const uint64_t *repeats;
} defray_event_topped_up;

/* An account received a voucher or a card. */
typedef struct defray_event_lot_opened {
    /* The account that owns the lot. */
    defray_str account;
    /* The voucher or card. */
    const defray_lot *lot;
} defray_event_lot_opened;

/* An order from Huawei Cloud's market was redeemed. */
typedef struct defray_event_order_redeemed {
    /* The account that redeemed the order. */
    defray_str account;
    /* The number of the order. */
    defray_str order;
} defray_event_order_redeemed;

/* The validity of a lot ended with value left in it. */
typedef struct defray_event_lot_expired {
    /* The account that owns the lot. */
    defray_str account;
    /* The lot that expired. */
    defray_str lot;
    /* The value that was left in the lot. */
    defray_money amount;
    /* The instant at which the lot expired. */
    defray_instant at;
} defray_event_lot_expired;

/* A lot was made void. */
typedef struct defray_event_lot_voided {
    /* The account that owns the lot. */
    defray_str account;
    /* The lot that was made void. */
    defray_str lot;
    /* The value that was left in the lot. */
    defray_money amount;
    /* The reason, as free text. */
    defray_str reason;
} defray_event_lot_voided;

/* The standing of an account changed, or its reminder became due. */
typedef struct defray_event_standing_changed {
    /* The account whose standing changed. */
    defray_str account;
    /* The standing after the change. */
    defray_standing standing;
} defray_event_standing_changed;

/* A workspace was bound to its first account. */
typedef struct defray_event_workspace_bound {
    /* The workspace that was bound. */
    defray_str workspace;
    /* The account that owns the workspace. */
    defray_str account;
    /* The first step of the workspace's history. */
    defray_method_step step;
    /* The first interval of the workspace's timeline. */
    defray_payer_interval interval;
    /* The display name of the workspace; absent: it has none. */
    defray_str display_name;
} defray_event_workspace_bound;

/* A step was added to the history of a workspace. */
typedef struct defray_event_step_taken {
    /* The workspace that the step belongs to. */
    defray_str workspace;
    /* The step. */
    defray_method_step step;
    /* The account that owned the workspace before; only when the workspace moved. */
    defray_str left;
} defray_event_step_taken;

/* The account chose the method that the workspace already has. */
typedef struct defray_event_method_kept {
    /* The account that owns the workspace. */
    defray_str account;
    /* The workspace whose method stays. */
    defray_str workspace;
    /* The method of the workspace, which did not change. */
    defray_method method;
} defray_event_method_kept;

/* The method or the timeline of a workspace changed. */
typedef struct defray_event_method_changed {
    /* The account that the step or the cloud account belongs to. */
    defray_str account;
    /* The workspace that changed. */
    defray_str workspace;
    /* The method after the change. */
    defray_method method;
    /* The number of intervals at the start of the timeline that stay as they were. */
    uint32_t kept_intervals;
    /* The intervals that follow the kept ones. */
    const defray_payer_interval *intervals;
    /* The number of items in `intervals`. */
    size_t intervals_count;
} defray_event_method_changed;

/* A subscription was linked to an account. */
typedef struct defray_event_cloud_account_linked {
    /* The new cloud account. Messages received earlier are already part of its state. */
    const defray_cloud_account *cloud_account;
    /* The link: which signals of the subscription belong to this cloud account. */
    defray_subscription_link link;
} defray_event_cloud_account_linked;

/* The state or the end of a cloud account changed. */
typedef struct defray_event_cloud_account_changed {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account that changed. */
    defray_str cloud_account;
    /* The state before the change. */
    defray_cloud_account_state was;
    /* The state after the change. */
    defray_cloud_account_state state;
    /* The instants of the subscription's lifecycle, by all signals received until now. */
    defray_subscription_lifecycle lifecycle;
    /* The deadline for usage records of this cloud account; only after its end is known. */
    const defray_instant *metering_deadline;
    /* How long its bills wait while it is suspended; absent: it is not suspended. */
    const defray_patience *patience;
} defray_event_cloud_account_changed;

/* A message from a marketplace was received. */
typedef struct defray_event_message_received {
    /* The message. */
    const defray_marketplace_message *message;
    /* The effect of the message. */
    defray_message_disposition disposition;
    /* The cloud account that the message is about, if one is linked. */
    defray_str cloud_account;
    /* The account that owns this cloud account. */
    defray_str account;
    /* The signal that was recorded for the subscription, if the message has one. */
    const defray_recorded_signal *recorded_signal;
} defray_event_message_received;

/* A bill was recorded and waits to be paid. */
typedef struct defray_event_bill_held {
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The bill. */
    const defray_bill *bill;
    /* The reason why the bill waits. */
    defray_hold_reason reason;
} defray_event_bill_held;

/* A bill was paid. */
typedef struct defray_event_bill_settled {
    /* The bill with its receipt. */
    const defray_bill_record *record;
} defray_event_bill_settled;

/* A settled bill was refunded, whole or in part, or a held bill was cancelled. */
typedef struct defray_event_bill_reversed {
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The bill that was reversed. */
    defray_str bill;
    /* The payer of the bill; absent for a held bill, which no payer has paid. */
    const defray_payer *payer;
    /* The reversal with its refunds. */
    const defray_reversal *reversal;
} defray_event_bill_reversed;

/* A settled bill, or a part of it, has another payer than was known when it was settled. */
typedef struct defray_event_bill_corrected {
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The bill that was corrected. */
    defray_str bill;
    /* What was refunded to the first payer, and how the second payer paid it. */
    const defray_correction *correction;
} defray_event_bill_corrected;

/* A usage record was created for a provider (N2). */
typedef struct defray_event_metering_requested {
    /* The usage record. */
    const defray_usage_record *record;
} defray_event_metering_requested;

/* A provider answered a usage record (N2). */
typedef struct defray_event_metering_acknowledged {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account that the usage record belongs to. */
    defray_str cloud_account;
    /* The number of the usage record. */
    defray_entry_position record;
    /* The answer of the provider. */
    defray_metering_outcome outcome;
    /* The state of the usage record after the answer. */
    defray_usage_state state;
    /* The quantity that the provider accepted, in units. */
    uint32_t accepted;
    /* The point in the meter up to which charges are accepted after the answer; absent: none is. */
    const defray_meter_mark *head;
    /* The provider's own id of the usage record. */
    defray_str provider_record;
} defray_event_metering_acknowledged;

/* A message was put into the outbox for the host to deliver (N1). */
typedef struct defray_event_outbox_message_queued {
    /* The number of the outbox message. */
    defray_entry_position number;
    /* The notification to deliver. */
    const defray_notification *notification;
} defray_event_outbox_message_queued;

/* The host delivered an outbox message (N3). */
typedef struct defray_event_outbox_message_acknowledged {
    /* The number of the outbox message. */
    defray_entry_position number;
} defray_event_outbox_message_acknowledged;

/* The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in its place, are in the
 * events before this one. */
typedef struct defray_event_bill_restated {
    /* The account that the bill is recorded for. */
    defray_str account;
    /* The bill that was replaced. */
    defray_str bill;
    /* The bill that took its place; absent: the provider withdrew the charge. */
    defray_str by;
} defray_event_bill_restated;

/* The first binding of a workspace was extended backwards (P5). */
typedef struct defray_event_binding_extended {
    /* The workspace. */
    defray_str workspace;
    /* The account that the workspace was first bound to. */
    defray_str account;
    /* The new first step of the workspace's history. */
    defray_method_step step;
    /* The new first interval of the workspace's timeline. It replaces the one before it when that has the same
     * account and payer. */
    defray_payer_interval interval;
} defray_event_binding_extended;

/* The charges of some bills are in a part of an export (P4). */
typedef struct defray_event_charges_claimed {
    /* The name of the export. */
    defray_str export_name;
    /* The part of the export. */
    defray_str part;
    /* The bills whose charges are in this part. */
    const defray_str *bills;
    /* The number of items in `bills`. */
    size_t bills_count;
} defray_event_charges_claimed;

/* An expired lot can pay a bill whose usage began within its validity (W5). What is left of it expires again after
 * the bill. */
typedef struct defray_event_lot_reopened {
    /* The account that owns the lot. */
    defray_str account;
    /* The lot. */
    defray_str lot;
    /* The value that had expired in the lot, and is available again. */
    defray_money amount;
} defray_event_lot_reopened;

/* A cloud account has a new successor, which takes its place when it ends, or has none any more (T2). */
typedef struct defray_event_successor_changed {
    /* The account that owns the cloud account. */
    defray_str account;
    /* The cloud account that has the successor. */
    defray_str cloud_account;
    /* The successor; absent: it has none any more. */
    defray_str successor;
} defray_event_successor_changed;

/* The enterprise account paid a bill that came after the metering deadline of its cloud account (P2). It is
 * counted for the notification at the end of the UTC day. */
typedef struct defray_event_not_metered_counted {
    /* The account that paid. */
    defray_str account;
    /* The bill. */
    defray_str bill;
    /* The start of the UTC day in which the bill was settled. */
    defray_instant day;
    /* The cloud account that was in force at the start of the usage. */
    defray_str cloud_account;
    /* The marketplace of the cloud account. */
    defray_provider provider;
    /* The instant at which its subscription ended. */
    defray_instant ended_at;
    /* The deadline until which its usage could be metered. */
    defray_instant metering_deadline;
    /* The amount of the bill, above zero. */
    defray_money amount;
} defray_event_not_metered_counted;

/* The display name of a workspace changed. */
typedef struct defray_event_workspace_renamed {
    /* The account that owns the workspace. */
    defray_str account;
    /* The workspace. */
    defray_str workspace;
    /* The display name from now on; absent: it has none any more. */
    defray_str display_name;
} defray_event_workspace_renamed;

/* The language and the time zone of the mails to an account were set. */
typedef struct defray_event_mail_settings_set {
    /* The account that receives the mails. */
    defray_str account;
    /* The settings from now on. */
    defray_mail_settings settings;
} defray_event_mail_settings_set;

/* The contents of a `defray_event`. Read only the member that belongs to its `kind`. */
typedef union defray_event_as {
    /* The contents when `kind` is `DEFRAY_EVENT_ACCOUNT_OPENED`. */
    defray_event_account_opened account_opened;
    /* The contents when `kind` is `DEFRAY_EVENT_ACCOUNT_CLOSED`. */
    defray_event_account_closed account_closed;
    /* The contents when `kind` is `DEFRAY_EVENT_POLICY_SET`. */
    defray_event_policy_set policy_set;
    /* The contents when `kind` is `DEFRAY_EVENT_TOPPED_UP`. */
    defray_event_topped_up topped_up;
    /* The contents when `kind` is `DEFRAY_EVENT_LOT_OPENED`. */
    defray_event_lot_opened lot_opened;
    /* The contents when `kind` is `DEFRAY_EVENT_ORDER_REDEEMED`. */
    defray_event_order_redeemed order_redeemed;
    /* The contents when `kind` is `DEFRAY_EVENT_LOT_EXPIRED`. */
    defray_event_lot_expired lot_expired;
    /* The contents when `kind` is `DEFRAY_EVENT_LOT_VOIDED`. */
    defray_event_lot_voided lot_voided;
    /* The contents when `kind` is `DEFRAY_EVENT_STANDING_CHANGED`. */
    defray_event_standing_changed standing_changed;
    /* The contents when `kind` is `DEFRAY_EVENT_WORKSPACE_BOUND`. */
    defray_event_workspace_bound workspace_bound;
    /* The contents when `kind` is `DEFRAY_EVENT_STEP_TAKEN`. */
    defray_event_step_taken step_taken;
    /* The contents when `kind` is `DEFRAY_EVENT_METHOD_KEPT`. */
    defray_event_method_kept method_kept;
    /* The contents when `kind` is `DEFRAY_EVENT_METHOD_CHANGED`. */
    defray_event_method_changed method_changed;
    /* The contents when `kind` is `DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED`. */
    defray_event_cloud_account_linked cloud_account_linked;
    /* The contents when `kind` is `DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED`. */
    defray_event_cloud_account_changed cloud_account_changed;
    /* The contents when `kind` is `DEFRAY_EVENT_MESSAGE_RECEIVED`. */
    defray_event_message_received message_received;
    /* The contents when `kind` is `DEFRAY_EVENT_BILL_HELD`. */
    defray_event_bill_held bill_held;
    /* The contents when `kind` is `DEFRAY_EVENT_BILL_SETTLED`. */
    defray_event_bill_settled bill_settled;
    /* The contents when `kind` is `DEFRAY_EVENT_BILL_REVERSED`. */
    defray_event_bill_reversed bill_reversed;
    /* The contents when `kind` is `DEFRAY_EVENT_BILL_CORRECTED`. */
    defray_event_bill_corrected bill_corrected;
    /* The contents when `kind` is `DEFRAY_EVENT_METERING_REQUESTED`. */
    defray_event_metering_requested metering_requested;
    /* The contents when `kind` is `DEFRAY_EVENT_METERING_ACKNOWLEDGED`. */
    defray_event_metering_acknowledged metering_acknowledged;
    /* The contents when `kind` is `DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED`. */
    defray_event_outbox_message_queued outbox_message_queued;
    /* The contents when `kind` is `DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED`. */
    defray_event_outbox_message_acknowledged outbox_message_acknowledged;
    /* The contents when `kind` is `DEFRAY_EVENT_BILL_RESTATED`. */
    defray_event_bill_restated bill_restated;
    /* The contents when `kind` is `DEFRAY_EVENT_BINDING_EXTENDED`. */
    defray_event_binding_extended binding_extended;
    /* The contents when `kind` is `DEFRAY_EVENT_CHARGES_CLAIMED`. */
    defray_event_charges_claimed charges_claimed;
    /* The contents when `kind` is `DEFRAY_EVENT_LOT_REOPENED`. */
    defray_event_lot_reopened lot_reopened;
    /* The contents when `kind` is `DEFRAY_EVENT_SUCCESSOR_CHANGED`. */
    defray_event_successor_changed successor_changed;
    /* The contents when `kind` is `DEFRAY_EVENT_NOT_METERED_COUNTED`. */
    defray_event_not_metered_counted not_metered_counted;
    /* The contents when `kind` is `DEFRAY_EVENT_WORKSPACE_RENAMED`. */
    defray_event_workspace_renamed workspace_renamed;
    /* The contents when `kind` is `DEFRAY_EVENT_MAIL_SETTINGS_SET`. */
    defray_event_mail_settings_set mail_settings_set;
} defray_event_as;

/* One event. The events of a journal entry are in order: each one builds on the events before it. */
typedef struct defray_event {
    /* The alternative. */
    defray_event_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_event_as as;
} defray_event;

/* Returns the name of the constant in the interchange form, such as `account_opened`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_event_kind_name(defray_event_kind value);

/* The alternative of a `defray_prior_result`. */
typedef uint32_t defray_prior_result_kind;
/* The bill was recorded before (P4). */
#define DEFRAY_PRIOR_RESULT_BILL 1
/* The reversal was recorded before. */
#define DEFRAY_PRIOR_RESULT_REVERSAL 2
/* The usage record was requested before and has no answer yet. */
#define DEFRAY_PRIOR_RESULT_USAGE_RECORD 3
/* The marketplace message was received before, with this disposition. */
#define DEFRAY_PRIOR_RESULT_MESSAGE 4
/* Nothing has fallen due, there is nothing to meter, the message was acknowledged before, or the name or the
 * settings are the same already. */
#define DEFRAY_PRIOR_RESULT_NOTHING 5

/* The contents of a `defray_prior_result`. Read only the member that belongs to its `kind`. */
typedef union defray_prior_result_as {
    /* The contents when `kind` is `DEFRAY_PRIOR_RESULT_BILL`. */
    const defray_bill_record *bill;
    /* The contents when `kind` is `DEFRAY_PRIOR_RESULT_REVERSAL`. */
    const defray_reversal *reversal;
    /* The contents when `kind` is `DEFRAY_PRIOR_RESULT_USAGE_RECORD`. */
    const defray_usage_record *usage_record;
    /* The contents when `kind` is `DEFRAY_PRIOR_RESULT_MESSAGE`. */
    defray_message_disposition message;
} defray_prior_result_as;

/* The result of an earlier, identical command. Nothing changes, and nothing is recorded. */
typedef struct defray_prior_result {
    /* The alternative. */
    defray_prior_result_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_prior_result_as as;
} defray_prior_result;

/* Returns the name of the constant in the interchange form, such as `bill`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_prior_result_kind_name(defray_prior_result_kind value);

/* ---------------------------------------------------------------------------------------------------------------------
 * Journal, statements, figures
 * ------------------------------------------------------------------------------------------------------------------ */

/* How a batch is executed when one of its commands is not accepted. */
typedef uint32_t defray_mode;
/* The other commands are executed. */
#define DEFRAY_MODE_INDEPENDENT 1
/* No command is executed (A1). */
#define DEFRAY_MODE_ATOMIC 2

/* Returns the name of the constant in the interchange form, such as `independent`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_mode_name(defray_mode value);

/* Writes the constant with a name such as `independent` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_mode_parse(defray_str text, defray_mode *out, defray_error **err);

/* How much of the file is compared with its checksums when it is opened. */
typedef uint32_t defray_check;
/* The whole file, at about one gigabyte per second. Damage is found before any answer depends on it. */
#define DEFRAY_CHECK_FULL 1
/* Nothing at opening. Each page is checked when it is read. */
#define DEFRAY_CHECK_QUICK 2

/* Returns the name of the constant in the interchange form, such as `full`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_check_name(defray_check value);

/* Writes the constant with a name such as `full` to `*out`. Callable from any thread.
 *
 * Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0. */
DEFRAY_API defray_status defray_check_parse(defray_str text, defray_check *out, defray_error **err);

/* One accepted command and its events. */
typedef struct defray_entry {
    /* The position in the journal, from 1. */
    uint64_t position;
    /* The decision instant (T1). */
    defray_instant at;
    /* The instant that the caller gave. Without one, the time of the engine's clock. */
    defray_instant asked_at;
    /* The time of the engine's clock when the entry was recorded. */
    defray_instant recorded_at;
    /* Who submitted the command, if the caller said so. */
    defray_str actor;
    /* The idempotency key of the command, if the caller gave one (A2). */
    defray_str idempotency_key;
    /* The accepted command. */
    defray_command command;
    /* The events of the command, in order; at least one. */
    const defray_event *events;
    /* The number of items in `events`. */
    size_t events_count;
    /* The version of the rules under which the command was decided. */
    uint32_t rules;
    /* `true` when the ledger was open for simulation: `at` may be ahead of `recorded_at` by any time (T1). */
    uint8_t simulated;
} defray_entry;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_entry_free(const defray_entry *entry);

/* The balances of an account by fund. */
typedef struct defray_balances {
    /* The value of all ordinary vouchers that can pay. */
    defray_money ordinary_vouchers;
    /* The value of all full-reduction vouchers that can pay. */
    defray_money full_reduction_vouchers;
    /* The value of all stored-value cards that can pay. */
    defray_money cards;
    /* The cash. */
    defray_money cash;
    /* The debt of the account. */
    defray_money overdraft;
    /* The amount charged to cloud accounts since the account was opened, less refunds. */
    defray_money cloud_charged;
} defray_balances;

/* One movement on an account. */
typedef struct defray_movement {
    /* The decision instant (T1). */
    defray_instant at;
    /* The journal position. */
    uint64_t position;
    /* The name of the event, such as `bill_settled`. */
    defray_str event;
    /* The bill, lot, account or reference that the event is about; empty for a top-up without a reference. */
    defray_str about;
    /* The fund whose balance changed. */
    defray_fund fund;
    /* The lot whose value changed; absent: the fund has no lots. */
    defray_str lot;
    /* The change of the fund's balance. For the overdraft, the change of the debt; for the cloud account, the change
     * of the amount that was charged. */
    defray_money change;
} defray_movement;

/* A bill that is recorded and waits to be paid (P3, W7). */
typedef struct defray_held_bill {
    /* The bill. */
    defray_str bill;
    /* The workspace whose usage the bill is for. */
    defray_str workspace;
    /* The amount of the bill, zero or more. */
    defray_money amount;
    /* The reason why the bill waits. */
    defray_hold_reason reason;
    /* The instant since which the bill waits. When the reason changes, it stays the same. */
    defray_instant since;
} defray_held_bill;

/* What moved on an account in a period. */
typedef struct defray_statement {
    /* The account. */
    defray_str account;
    /* The currency of the account. */
    defray_currency currency;
    /* The first instant of the period. */
    defray_instant from;
    /* The first instant after the period. */
    defray_instant to;
    /* The balances before the period. */
    defray_balances opening;
    /* Every movement of the period, in order of the journal. `closing` is `opening` plus all of them, exactly. */
    const defray_movement *movements;
    /* The number of items in `movements`. */
    size_t movements_count;
    /* The balances after the period. */
    defray_balances closing;
    /* The bills that are held at the end of the period, in the order in which they began to be held. They are not
     * paid from any balance yet. */
    const defray_held_bill *held;
    /* The number of items in `held`. */
    size_t held_count;
} defray_statement;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_statement_free(const defray_statement *statement);

/* The alternative of a `defray_preview`. */
typedef uint32_t defray_preview_kind;
/* The bill would be paid, or was paid already. */
#define DEFRAY_PREVIEW_SETTLED 1
/* The bill would be held, or is held already. */
#define DEFRAY_PREVIEW_HELD 2
/* The bill is known and was cancelled. */
#define DEFRAY_PREVIEW_CANCELLED 3

/* The bill would be paid, or was paid already. */
typedef struct defray_preview_settled {
    /* Who pays, out of which funds, and why. */
    defray_receipt receipt;
    /* `true` when the bill was settled already. */
    uint8_t known;
} defray_preview_settled;

/* The bill would be held, or is held already. */
typedef struct defray_preview_held {
    /* Why the bill is held. */
    defray_hold_reason reason;
    /* Since when the bill is held. For a new bill: the decision instant (T1). */
    defray_instant since;
    /* `true` when the bill is held already. */
    uint8_t known;
} defray_preview_held;

/* The contents of a `defray_preview`. Read only the member that belongs to its `kind`. */
typedef union defray_preview_as {
    /* The contents when `kind` is `DEFRAY_PREVIEW_SETTLED`. */
    defray_preview_settled settled;
    /* The contents when `kind` is `DEFRAY_PREVIEW_HELD`. */
    defray_preview_held held;
} defray_preview_as;

/* The result that settling a bill would have. */
typedef struct defray_preview {
    /* The alternative. */
    defray_preview_kind kind;
    /* The contents of the alternative. An alternative without a member here has no contents. */
    defray_preview_as as;
} defray_preview;

/* Returns the name of the constant in the interchange form, such as `settled`.
 *
 * Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any
 * thread. */
DEFRAY_API const char *defray_preview_kind_name(defray_preview_kind value);

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_preview_free(const defray_preview *preview);

/* The result of a verification. */
typedef struct defray_verified {
    /* The number of journal entries. Their hash chain is intact. */
    uint64_t entries;
    /* The number of entries that were decided under the current version of the rules. Each command produced the same
     * events again. */
    uint64_t decided_again;
    /* The number of entries that were decided under an older version of the rules. Their commands are not decided
     * again. Their events produce the records, together with all other entries. */
    uint64_t checked_by_events;
    /* The number of records. Each is equal to the record that the journal produces. */
    uint64_t records;
    /* The number of accounts. In each of them money is conserved exactly (A3). */
    uint64_t accounts;
    /* The number of entries that were made in a simulation. Their instants may be ahead of the clock (T1). */
    uint64_t simulated;
    /* The head of the hash chain at the end. A later file that does not contain it does not continue this ledger. */
    defray_head head;
} defray_verified;

/* The memory that an open ledger takes, and the log in its file, in bytes, when the snapshot was taken. The sizes of
 * records are estimates. What a snapshot alone keeps is not counted, and neither is the cache of pages of the file
 * (`page_cache_bytes` of the options bounds it). */
typedef struct defray_memory {
    /* Records that changed since the last sweep began, and those that the last sweep wrote, in bytes. */
    uint64_t changed_bytes;
    /* The bound of `changed_bytes`: twice `changed_bytes` of the options, for the records of the last sweep and the
     * newer ones. A commit can exceed each half. */
    uint64_t changed_bytes_max;
    /* Unchanged records that are kept for the next decisions, and filters that say which bills are known, in bytes. */
    uint64_t cached_bytes;
    /* The bound of `cached_bytes`: `cached_bytes` of the options. */
    uint64_t cached_bytes_max;
    /* Journal entries that are not in the tables of the file yet, in bytes. */
    uint64_t unswept_entry_bytes;
    /* The bound of `unswept_entry_bytes`: the entries that the log has room for. It grows with the log. One commit
     * can exceed it. */
    uint64_t unswept_entry_bytes_max;
    /* Journal entries that were read for repeated commands and for settled bills and are kept, in bytes. */
    uint64_t entry_cache_bytes;
    /* The bound of `entry_cache_bytes`. */
    uint64_t entry_cache_bytes_max;
    /* The part of the log in the file that is in use, in bytes. The log has two copies of each commit that is not in
     * the tables yet. */
    uint64_t log_used_bytes;
    /* The size of the log in the file, in bytes. It grows with the journal, up to 64 MiB. */
    uint64_t log_bytes;
} defray_memory;

/* One entry of `records` in `defray_statistics`. */
typedef struct defray_statistics_records {
    /* The key; each key occurs once. */
    defray_str key;
    /* The value of the key. */
    uint64_t value;
} defray_statistics_records;

/* Statistics of a ledger. */
typedef struct defray_statistics {
    /* The number of journal entries. */
    uint64_t entries;
    /* The head of the hash chain at the end. */
    defray_head head;
    /* The position of the last checkpoint. The first open after a crash decides the commands after it again. */
    uint64_t checkpoint;
    /* The number of records, by kind. */
    const defray_statistics_records *records;
    /* The number of items in `records`. */
    size_t records_count;
    /* The memory that the open ledger takes, and its log. */
    defray_memory memory;
} defray_statistics;

/* Frees the value that a function returned, and all that it points to. NULL is allowed. */
DEFRAY_API void defray_statistics_free(const defray_statistics *statistics);

/* ---------------------------------------------------------------------------------------------------------------------
 * Requests
 * Commands with their envelopes.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A command with its envelope. Set all bytes to zero, then set the necessary fields. Functions that take a request
 * also take its size, `sizeof(defray_request)`, because later versions can add fields at the end. */
typedef struct defray_request {
    /* The instant of the decision (T1); NULL: now, by the clock of the ledger. */
    const defray_instant *at;
    /* The person or system that submits the command, for the journal; `{NULL, 0}`: none. */
    defray_str actor;
    /* The caller's own id of the command (A2). A second command with the same key returns the result of the first
     * one, and has no other effect. `{NULL, 0}`: none. */
    defray_str idempotency_key;
    /* The command. */
    defray_command command;
} defray_request;

/* Reads one command in JSON, as docs/commands/README.md describes it; also a marketplace message with `raw`.
 * Thread-safe.
 *
 * `line`: one line of JSON Lines, without its line end. The caller owns `*out` and frees it with
 * `defray_request_free`.
 *
 * Fails with an error of class misuse that names the field, the value and what was expected. */
DEFRAY_API defray_status defray_request_read(
    defray_str line, const defray_request **out, defray_error **err);

/* Frees a request of `defray_request_read`. NULL is allowed. */
DEFRAY_API void defray_request_free(const defray_request *request);

/* Reads a raw marketplace message for the command `ingest` (AliCloud: the body of the request; AWS: the SNS
 * notification, SQS body or EventBridge event). Thread-safe.
 *
 * `bytes`: the `size` bytes of the message. The caller owns `*out` and frees it with
 * `defray_marketplace_message_free`.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if the message contains an impossible value or does not name its subscription.
 * An error never contains a secret of the message. */
DEFRAY_API defray_status defray_marketplace_read(
    defray_provider provider, const uint8_t *bytes, size_t size, const defray_marketplace_message **out,
    defray_error **err);

/* ---------------------------------------------------------------------------------------------------------------------
 * Marketplaces
 * Deliveries: proving, recording and answering them. Usage: calls to the providers. See docs/marketplaces.md.
 * ------------------------------------------------------------------------------------------------------------------ */

/* Creates an object without nonces. The caller owns it and frees it with `defray_nonces_free`. NULL only after a
 * defect of defray. Thread-safe. */
DEFRAY_API defray_nonces *defray_nonces_new(void);

/* Frees the object. No call may still use it. NULL is allowed. */
DEFRAY_API void defray_nonces_free(defray_nonces *nonces);

/* Proves that a delivery of a marketplace is genuine, records it in the ledger, and produces the answer. This is
 * everything that a host does with one delivery. Thread-safe.
 *
 * `request`: JSON, as for `defray_marketplace_accept`, with these optional fields:
 *
 * - `"at"`: the instant of the decision; without it, the clock of the ledger.
 * - `"access"`: `{name: value}`, the access data that the buyer of an instance sees.
 * - `"keep_rejected"`: with `true`, rejected deliveries are recorded too.
 *
 * `body`: the `size` bytes of the delivery, unchanged. `nonces`: with NULL every nonce is new. `*out`: JSON; the
 * caller owns it and frees it with `defray_text_free`. It is the object of `defray_marketplace_accept` with these
 * additional fields:
 *
 * - `"results"`: one for each submitted message, `{"disposition", "duplicate"?, "position"?, "outbox"?:
 *   [number...]}` or `{"error": {"number", "code", "class", "field"?, "rule"?, "message", "retryable"}}`.
 * - `"failure"?`: the first such error that is not of class refused. A host must not ignore it.
 * - `"reply"`: `{"status", "headers": [[name, value]...], "body"}`, the answer that the host must send in every
 *   case. It must send the body unchanged, because the body can be signed.
 *
 * Fails with an error of class misuse if `request` does not have this form. A rejected delivery and an error of
 * the ledger are results, because both have an answer. An error never contains a secret of the request. */
DEFRAY_API defray_status defray_marketplace_receive(
    const defray_engine *engine, defray_str request, const uint8_t *body, size_t size,
    const defray_nonces *nonces, const defray_str **out, defray_error **err);

/* Proves that a delivery of a marketplace is genuine, and reads it. It records nothing: a host that records
 * deliveries calls `defray_marketplace_receive`. Thread-safe.
 *
 * `request`: JSON, `{"provider", "method"?, "target"?, "headers"?: [[name, value]...], "trust": {"now",
 * "secrets"?, "certificates"?: [{"address"?, "pem"}...], "topics"?, "private_channel"?, "age_limit"?}}`. `method`
 * and `target` are empty for a message from a queue. A certificate without an address is valid for every address
 * of SNS. `body`: the `size` bytes of the delivery, unchanged. `nonces`: with NULL every nonce is new.
 *
 * `*out`: JSON; the caller owns it and frees it with `defray_text_free`. It is one of these:
 *
 * - `{"accepted": {"messages": [...], "next"?: {"do", ...}, "proof"}}`. Each message can be submitted as the
 *   `message` of the command `ingest` in the form of `defray_request_read`.
 * - `{"rejected": {"code", "field"?, "message", "ours", "certificate_address"?, "kept", "reply"}}`. The host must
 *   not change anything because of this delivery. `ours`: the cause is on the side of the host, so the same
 *   delivery can be accepted later. `kept`: the message that records the rejection. `reply`: the answer to send.
 *
 * Fails with an error of class misuse if `request` does not have this form. An error never contains a secret of
 * the request. */
DEFRAY_API defray_status defray_marketplace_accept(
    defray_str request, const uint8_t *body, size_t size, const defray_nonces *nonces,
    const defray_str **out, defray_error **err);

/* The answer to an accepted delivery, for an outcome. Thread-safe.
 *
 * `request`: as for `defray_marketplace_accept`, with `"outcome"`: `{"done": {"access"?: {name: value}}}`,
 * `"not_ready"`, `{"instances": [{"id", "access"?}...]}`, `"unknown_instance"` or `"try_again"`. `*out`: JSON,
 * `{"status", "headers": [[name, value]...], "body"}`; the caller owns it and frees it with `defray_text_free`.
 * The host must send the body unchanged, because the body can be signed.
 *
 * Fails with an error of class misuse if `request` does not have this form. An error never contains a secret of
 * the request. */
DEFRAY_API defray_status defray_marketplace_reply(
    defray_str request, const uint8_t *body, size_t size, const defray_str **out,
    defray_error **err);

/* Frees a text that a function returned as `*out`. NULL is allowed. */
DEFRAY_API void defray_text_free(const defray_str *text);

/* The calls that transmit the usage records of a provider that are in flight (N2), ready to send. Thread-safe.
 *
 * `request`: JSON, `{"provider", "now", "records"?: [NUMBER...], "records_per_call"?, "billing"?: "hourly" |
 * "daily" | "real_time", "age_limit"?}`. Without `records`: all records of the provider that are in flight.
 *
 * `*out`: JSON, `{"calls": [{"provider", "operation", "body", "records", "wait"}...], "unsendable": [{"record",
 * "code", "message"}...]}`; the caller owns it and frees it with `defray_text_free`. The host must send the `body`
 * of a call unchanged, and not earlier than `wait` seconds after the first call. It must keep a call until the
 * call is answered.
 *
 * Fails with an error of class misuse if `request` does not have this form, and with `DEFRAY_ERR_NOT_FOUND` if
 * there is no such record. */
DEFRAY_API defray_status defray_metering_calls(
    const defray_snapshot *snapshot, defray_str request, const defray_str **out,
    defray_error **err);

/* What the answer of a provider to a call means for each usage record of the call. Thread-safe.
 *
 * `request`: JSON, `{"call": {...}, "status"}`: a call of `defray_metering_calls`, and the HTTP status of the
 * answer; 0: there was no answer. `body`: the `size` bytes of the answer, unchanged.
 *
 * `*out`: JSON, in the order of the call, `[{"record", "result", "outcome"?, "provider_record"?, "code"?,
 * "message"?}...]`; the caller owns it and frees it with `defray_text_free`. `outcome` and `provider_record` are
 * those of the command `acknowledge_metering` in the form of `defray_request_read`. Without an outcome the record
 * stays in flight, and `result` is the reason: `unprocessed` (send it again), `isolate` (request the calls again,
 * with one record in each), `halted` or `unknown` (a person must decide).
 *
 * Fails with an error of class misuse if `request` does not have this form. */
DEFRAY_API defray_status defray_metering_outcomes(
    defray_str request, const uint8_t *body, size_t size, const defray_str **out,
    defray_error **err);

/* The headers that sign a call to Huawei Cloud. There are none for AWS and AliCloud, whose own SDKs sign.
 * Thread-safe.
 *
 * `request`: JSON, `{"call": {...}, "now", "secret", "nonce"}`: a call of `defray_metering_calls`, the instant of
 * sending, the access key, and a new random nonce for each attempt. `*out`: JSON, `[[name, value]...]`; the caller
 * owns it and frees it with `defray_text_free`.
 *
 * Fails with an error of class misuse if `request` does not have this form, or if the provider does not allow the
 * nonce. An error never contains the secret. */
DEFRAY_API defray_status defray_metering_headers(
    defray_str request, const defray_str **out, defray_error **err);

/* ---------------------------------------------------------------------------------------------------------------------
 * Answers
 * ------------------------------------------------------------------------------------------------------------------ */

/* The kind of answer to an accepted command. */
typedef uint32_t defray_answer_kind;
/* The command was executed now. */
#define DEFRAY_ANSWER_DONE 1
/* A command with the same idempotency key was executed before (A2). The answer is its first result. */
#define DEFRAY_ANSWER_REPEATED 2
/* The same thing was recorded before (P4), or there was nothing to do. Nothing was recorded now. */
#define DEFRAY_ANSWER_ALREADY 3

/* The answer to an accepted command. */
typedef struct defray_answer {
    /* The kind of answer. The other fields depend on it. */
    defray_answer_kind kind;
    /* Reserved; 0. */
    uint32_t reserved;
    /* `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the position of the command in the journal; the first is
     * 1. Otherwise 0. */
    uint64_t position;
    /* `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the instant of the decision (T1). Otherwise
     * `DEFRAY_NO_INSTANT`. */
    defray_instant at;
    /* `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the head of the hash chain after the command. A host that
     * stores it can detect an older copy of the file later. Otherwise zeros. */
    defray_head head;
    /* `DEFRAY_ANSWER_DONE` and `DEFRAY_ANSWER_REPEATED`: the events of the command, at least one. Otherwise NULL. */
    const defray_event *events;
    /* The number of items in `events`. */
    size_t events_count;
    /* `DEFRAY_ANSWER_ALREADY`: the result that was recorded before. Otherwise NULL. */
    const defray_prior_result *prior;
} defray_answer;

/* Frees an answer of `defray_engine_submit`, and everything that it points to. NULL is allowed. An answer of a
 * batch belongs to its batch and must not be freed with this function. */
DEFRAY_API void defray_answer_free(const defray_answer *answer);

/* The number of answers, which is the number of commands of the batch. 0 for NULL. Thread-safe. */
DEFRAY_API size_t defray_answers_count(const defray_answers *answers);

/* The status of every command: `DEFRAY_OK`, or the number of the error. The array has `defray_answers_count`
 * items. It is a fast way to find the refused commands of a large batch. Thread-safe.
 *
 * The array belongs to `answers` and is valid until `answers` is freed. NULL for NULL. */
DEFRAY_API const defray_status *defray_answers_statuses(const defray_answers *answers);

/* The answer to command number `index` of the batch; the first is 0. Thread-safe.
 *
 * `*out` belongs to `answers` and is valid until `answers` is freed.
 *
 * Fails with the error of the command if the command was not accepted (`defray_error_index` is then `index`), and
 * with `DEFRAY_ERR_BAD_ARGUMENT` if `index` is not below `defray_answers_count`. */
DEFRAY_API defray_status defray_answers_get(
    const defray_answers *answers, size_t index, const defray_answer **out, defray_error **err);

/* Frees the answers of a batch, and everything that they point to. NULL is allowed. */
DEFRAY_API void defray_answers_free(defray_answers *answers);

/* ---------------------------------------------------------------------------------------------------------------------
 * Cancelling
 * ------------------------------------------------------------------------------------------------------------------ */

/* Creates an object without a request. The caller owns it and frees it with `defray_cancel_free`. NULL only after
 * a defect of defray. Thread-safe. */
DEFRAY_API defray_cancel *defray_cancel_new(void);

/* Cancels the calls that use `cancel`. Returns immediately. NULL is allowed. Thread-safe, and allowed in a signal
 * handler. */
DEFRAY_API void defray_cancel_request(const defray_cancel *cancel);

/* Frees the object. No call may still use it. NULL is allowed. */
DEFRAY_API void defray_cancel_free(defray_cancel *cancel);

/* ---------------------------------------------------------------------------------------------------------------------
 * Ledgers
 * Opening a ledger, submitting commands, maintaining the file.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The clock of a ledger. */
typedef uint32_t defray_clock;
/* The clock of the operating system. */
#define DEFRAY_CLOCK_SYSTEM 1
/* A clock that shows the last instant of `defray_engine_set_clock`; 1970-01-01T00:00:00Z before the first call. A
 * command whose instant is ahead of it is refused (T1), so set it before each command with a later instant.
 * With it, the same commands always produce the same bytes. For tests, and to repeat the commands of another
 * system. */
#define DEFRAY_CLOCK_MANUAL 2

/* How to open a ledger. Begin with `DEFRAY_OPTIONS_INIT` and change the fields that must differ. */
typedef struct defray_options {
    /* `sizeof(defray_options)`. Later versions add fields at the end. A library that does not know these fields
     * accepts the structure if they are zero. */
    size_t struct_size;
    /* The part of the file that is compared with its checksums during the open; 0: `DEFRAY_CHECK_FULL`. */
    defray_check check;
    /* The clock of the ledger; 0: `DEFRAY_CLOCK_SYSTEM`. */
    defray_clock clock;
    /* The memory for cached pages of the file, in bytes; 0: 64 MiB. */
    size_t page_cache_bytes;
    /* Memory for records that are kept after they were read, in bytes, estimated; 0: 64 MiB. */
    size_t cached_bytes;
    /* Memory for changed records, in bytes, estimated. When they take more, they are written to the file together;
     * 0: 32 MiB. A larger number makes the first open after a crash slower. */
    size_t changed_bytes;
    /* The journal position of `expected_head`. Not used if `expected_head` is NULL. */
    uint64_t expected_position;
    /* The head that the journal must have after `expected_position`, as the host stored it earlier. A file without
     * it is an older copy or another ledger, and is not opened (`DEFRAY_ERR_HEAD_MISMATCH`). NULL: no check. */
    const defray_head *expected_head;
    /* Other than 0: the ledger is opened for simulation. Commands may have instants that are ahead of the clock
     * (T1), and each entry records that it was made in a simulation. Simulate with a copy of the file, because an
     * instant in the future expires vouchers and locks accounts. 0: such a command is refused
     * (`DEFRAY_ERR_AT_IN_FUTURE`). */
    uint8_t simulate;
    /* Other than 0: the file is opened for reading only. It needs no write permission and is not changed, several
     * processes can read it at the same time, and every command fails with `DEFRAY_ERR_READ_ONLY`. 0: for reading
     * and writing. */
    uint8_t read_only;
    /* Other than 0: the engine starts no thread; the calling threads do its work in turns. 0: when several threads
     * submit at the same time, the engine starts the threads `defray-commit`, which commits for them, and
     * `defray-answer`, which wakes them. A sweep has a thread too, `defray-sweep`, and so has the merge of what
     * large commits changed, `defray-merge`. They end at the close. */
    uint8_t no_threads;
} defray_options;

/* Creates a ledger file and opens it. The file must not exist. After a crash the file is complete or does not
 * exist. Thread-safe.
 *
 * `path`: the path of the file. `options`: NULL for the defaults. The caller owns `*out` and closes it with
 * `defray_engine_close`.
 *
 * Fails with an error of class environment if the file exists (`DEFRAY_ERR_FILE_EXISTS`) or cannot be created. */
DEFRAY_API defray_status defray_engine_create(
    defray_str path, const defray_options *options, defray_engine **out,
    defray_error **err);

/* Opens a ledger file. Only one process can have a file open, and only once. Thread-safe.
 *
 * `path`: the path of the file. `options`: NULL for the defaults. The caller owns `*out` and closes it with
 * `defray_engine_close`.
 *
 * Fails with an error of class environment if the file does not exist (`DEFRAY_ERR_FILE_MISSING`), is already open
 * (`DEFRAY_ERR_FILE_LOCKED`) or cannot be read, or if it must be migrated and is opened for reading only
 * (`DEFRAY_ERR_NEEDS_MIGRATION`); with an error of class corrupt if it is damaged, is not a ledger,
 * or does not have the head that `options` expects. */
DEFRAY_API defray_status defray_engine_open(
    defray_str path, const defray_options *options, defray_engine **out,
    defray_error **err);

/* Opens a ledger file, or creates it if it does not exist. Arguments and errors are those of `defray_engine_open`
 * and `defray_engine_create`. Thread-safe. */
DEFRAY_API defray_status defray_engine_open_or_create(
    defray_str path, const defray_options *options, defray_engine **out,
    defray_error **err);

/* Creates a ledger in memory, which no longer exists after it is closed. For tests, and to try a policy.
 * Thread-safe.
 *
 * `options`: NULL for the defaults. The caller owns `*out` and closes it with `defray_engine_close`. */
DEFRAY_API defray_status defray_engine_open_in_memory(
    const defray_options *options, defray_engine **out, defray_error **err);

/* Writes all changed records, closes the file, and sets the caller's pointer to NULL, also if it fails. NULL and a
 * pointer to NULL are allowed, so a second call does nothing. No other thread may use the handle.
 *
 * Snapshots, answers and records of the ledger can be freed before or after this call. After it, every question to
 * a snapshot fails with `DEFRAY_ERR_CLOSED`.
 *
 * Fails if the changed records could not be written, or if the ledger had halted before. The file is closed in
 * both cases, and no acknowledged command is lost: the next open decides the commands in the journal again. */
DEFRAY_API defray_status defray_engine_close(defray_engine **engine, defray_error **err);

/* Sets the manual clock. All later commands use the new time. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_BAD_ARGUMENT` if the ledger was opened with another clock, and with
 * `DEFRAY_ERR_BAD_VALUE` if `now` is out of range. */
DEFRAY_API defray_status defray_engine_set_clock(
    const defray_engine *engine, defray_instant now, defray_error **err);

/* Submits one command and waits until its effects are on disk. Thread-safe; threads that submit at the same time
 * share one sync of the disk.
 *
 * `request`: the command. The function keeps no pointer into it. `request_size`: `sizeof(defray_request)`. The
 * caller owns `*out` and frees it with `defray_answer_free`.
 *
 * Fails with an error of class refused if a rule does not allow the command, and of class misuse if the request
 * cannot be read. Nothing has changed then. An error of class unknown means that the disk failed during the
 * commit: open the file again and repeat the command with the same idempotency key. After an error of class
 * environment, unknown, corrupt or bug the ledger has halted (`DEFRAY_ERR_HALTED`) until it is opened again. */
DEFRAY_API defray_status defray_engine_submit(
    const defray_engine *engine, const defray_request *request, size_t request_size,
    const defray_answer **out, defray_error **err);

/* Submits commands, which are decided in order and written in one commit. Thread-safe.
 *
 * `requests`: an array of `count` requests; the distance between two of them is `request_size` bytes, which is
 * `sizeof(defray_request)`. The function keeps no pointer into it. The caller owns `*out` and frees it with
 * `defray_answers_free`.
 *
 * With `DEFRAY_MODE_INDEPENDENT` the call succeeds also if some commands were refused or could not be read: each
 * command has its own answer or error, see `defray_answers_get`. With `DEFRAY_MODE_ATOMIC` all commands are
 * executed, or none: then the call fails with the error of the first command that was not accepted, and
 * `defray_error_index` is its number. In both modes an error of class environment, unknown, corrupt or bug makes
 * the whole call fail, as for `defray_engine_submit`. */
DEFRAY_API defray_status defray_engine_submit_all(
    const defray_engine *engine, const defray_request *requests, size_t count, size_t request_size,
    defray_mode mode, defray_answers **out, defray_error **err);

/* Shows the result of settling a bill. The same code computes it, but nothing is recorded. Thread-safe.
 *
 * `at`: the instant of the decision; NULL: now, by the clock of the ledger. The caller owns `*out` and frees it
 * with `defray_preview_free`.
 *
 * Fails with the error with which the command would fail. */
DEFRAY_API defray_status defray_engine_preview(
    const defray_engine *engine, const defray_bill *bill, const defray_instant *at,
    const defray_preview **out, defray_error **err);

/* Takes a snapshot of the records after the last commit. A snapshot never changes, is fast to take, and does not
 * block writers. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_snapshot_free`. While it exists, the file cannot use the space
 * of its old pages again. */
DEFRAY_API defray_status defray_engine_snapshot(
    const defray_engine *engine, defray_snapshot **out, defray_error **err);

/* Writes all changed records to the file, so that the next open does not need to decide commands again. The engine
 * also does this periodically, and when it is closed. Thread-safe; writers wait during this call. */
DEFRAY_API defray_status defray_engine_checkpoint(const defray_engine *engine, defray_error **err);

/* Returns unused space of the file to the file system. `*reclaimed` is set to 1 if there was some, otherwise to 0.
 * All snapshots must be freed first. Thread-safe; readers and writers wait during this call.
 *
 * Fails with `DEFRAY_ERR_BUSY` while there are snapshots. */
DEFRAY_API defray_status defray_engine_compact(
    const defray_engine *engine, uint8_t *reclaimed, defray_error **err);

/* Copies the ledger after the last commit to a new file. Other threads can use the ledger meanwhile. The copy is
 * complete or does not exist, and it can be opened like any ledger. Thread-safe.
 *
 * `to`: the path of the new file. `cancel`: can cancel the call; may be NULL. `*position` is set to the last
 * journal position of the copy, `*head` to the head after it.
 *
 * Fails with an error of class environment if the file exists or cannot be written, and with
 * `DEFRAY_ERR_CANCELLED`. */
DEFRAY_API defray_status defray_engine_backup(
    const defray_engine *engine, defray_str to, const defray_cancel *cancel, uint64_t *position,
    defray_head *head, defray_error **err);

/* ---------------------------------------------------------------------------------------------------------------------
 * Snapshots
 * Questions, which are answered from the records after some commit.
 * ------------------------------------------------------------------------------------------------------------------ */

/* Frees a snapshot, before or after its ledger is closed. NULL is allowed. */
DEFRAY_API void defray_snapshot_free(defray_snapshot *snapshot);

/* Sets `*out` to the last position of the journal; 0: there are no entries. Thread-safe. */
DEFRAY_API defray_status defray_snapshot_position(
    const defray_snapshot *snapshot, uint64_t *out, defray_error **err);

/* Sets `*out` to the head of the hash chain after the last entry. Thread-safe. */
DEFRAY_API defray_status defray_snapshot_head(
    const defray_snapshot *snapshot, defray_head *out, defray_error **err);

/* Checks that the journal had `head` after `position`. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_HEAD_MISMATCH` if it did not: the file is an older copy or another ledger. */
DEFRAY_API defray_status defray_snapshot_expect_head(
    const defray_snapshot *snapshot, uint64_t position, const defray_head *head,
    defray_error **err);

/* Sets `*migrated` to 1 if the ledger was converted from format 2, otherwise to 0. `*position` is set to the last
 * position of its journal in format 2, and `*head` to the head after it there; without a conversion, both to zeros.
 * `defray_snapshot_expect_head` still accepts a head of format 2. Thread-safe. */
DEFRAY_API defray_status defray_snapshot_migrated_from(
    const defray_snapshot *snapshot, uint8_t *migrated, uint64_t *position, defray_head *head,
    defray_error **err);

/* The records as they were known at an instant, after every decision made by then. Marketplace messages that were
 * received later are not in it, also if they concern an earlier time. Reads the whole journal. Thread-safe.
 *
 * `cancel`: can cancel the call; may be NULL. The caller owns `*out` and frees it with `defray_snapshot_free`. The
 * journal of `*out` is empty: read it from a snapshot of the present.
 *
 * Fails with `DEFRAY_ERR_CANCELLED`, and with `DEFRAY_ERR_SCRATCH_FILE` if no temporary file can be created. */
DEFRAY_API defray_status defray_snapshot_as_of(
    const defray_snapshot *snapshot, defray_instant at, const defray_cancel *cancel,
    defray_snapshot **out, defray_error **err);

/* The records as they were after a position of the journal. Reads the journal up to this position. Otherwise as
 * `defray_snapshot_as_of`. Thread-safe.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if the journal has no such position; otherwise as `defray_snapshot_as_of`. */
DEFRAY_API defray_status defray_snapshot_as_of_position(
    const defray_snapshot *snapshot, uint64_t position, const defray_cancel *cancel,
    defray_snapshot **out, defray_error **err);

/* The records with everything that is due at an instant, as if it were recorded: lots have expired, accounts are
 * locked, cloud accounts are closed, as the next decision about each account sees them. The journal and the outbox
 * are those of `snapshot`. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_snapshot_free`. */
DEFRAY_API defray_status defray_snapshot_seen(
    const defray_snapshot *snapshot, defray_instant at, defray_snapshot **out, defray_error **err);

/* The account with this id. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_account_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account. */
DEFRAY_API defray_status defray_snapshot_account(
    const defray_snapshot *snapshot, defray_str account, const defray_account **out,
    defray_error **err);

/* The workspace with this id, `site/id`. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_workspace_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such workspace. */
DEFRAY_API defray_status defray_snapshot_workspace(
    const defray_snapshot *snapshot, defray_str workspace, const defray_workspace **out,
    defray_error **err);

/* The cloud account with this id. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_cloud_account_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such cloud account. */
DEFRAY_API defray_status defray_snapshot_cloud_account(
    const defray_snapshot *snapshot, defray_str cloud_account, const defray_cloud_account **out,
    defray_error **err);

/* The bill with this id, with its receipt, reversals and corrections. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_bill_record_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such bill. */
DEFRAY_API defray_status defray_snapshot_bill(
    const defray_snapshot *snapshot, defray_str bill, const defray_bill_record **out,
    defray_error **err);

/* The outbox message with this number, pending or acknowledged (N3). Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_outbox_message_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such outbox message. */
DEFRAY_API defray_status defray_snapshot_outbox_message(
    const defray_snapshot *snapshot, const defray_entry_position *number,
    const defray_outbox_message **out, defray_error **err);

/* The policy of an account: its own, or the default of the ledger. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_policy_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account. */
DEFRAY_API defray_status defray_snapshot_policy(
    const defray_snapshot *snapshot, defray_str account, const defray_policy **out,
    defray_error **err);

/* The policy of accounts without a policy of their own: the one that was set for the ledger, or that of
 * `defray_policy_default`. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_policy_free`. */
DEFRAY_API defray_status defray_snapshot_default_policy(
    const defray_snapshot *snapshot, const defray_policy **out, defray_error **err);

/* The built-in policy, with the published rules of the vendor. It applies if no policy was set. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_policy_free`. */
DEFRAY_API defray_status defray_policy_default(const defray_policy **out, defray_error **err);

/* The payer of usage of a workspace that begins at an instant (P1). Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_payer_interval_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such workspace, and with `DEFRAY_ERR_USAGE_BEFORE_BINDING` or
 * `DEFRAY_ERR_USAGE_AFTER_DISSOLUTION` if the usage has no payer (P5). */
DEFRAY_API defray_status defray_snapshot_payer_at(
    const defray_snapshot *snapshot, defray_str workspace, defray_instant at,
    const defray_payer_interval **out, defray_error **err);

/* The plan with which the funds of this snapshot would pay a held bill. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_plan_free`. `*out` is NULL while the cloud account that should
 * pay is suspended (P3).
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such bill. */
DEFRAY_API defray_status defray_snapshot_outlook(
    const defray_snapshot *snapshot, defray_str bill, const defray_plan **out,
    defray_error **err);

/* Sets `*out` to the earliest instant at which something falls due, when the host should submit the command
 * `advance`; `DEFRAY_NO_INSTANT`: there is none. Thread-safe. */
DEFRAY_API defray_status defray_snapshot_next_deadline(
    const defray_snapshot *snapshot, defray_instant *out, defray_error **err);

/* One entry of the journal; the first position is 1. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_entry_free`. `*head` is set to the head of the hash chain after
 * the entry; `head` may be NULL.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if the journal has no such position. */
DEFRAY_API defray_status defray_snapshot_entry(
    const defray_snapshot *snapshot, uint64_t position, const defray_entry **out,
    defray_head *head, defray_error **err);

/* The movements on an account from `from` (included) to `to` (not included), with the balances before and after,
 * and the bills that are held at its end. Reads the whole journal. Thread-safe.
 *
 * `cancel`: can cancel the call; may be NULL. The caller owns `*out` and frees it with `defray_statement_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account, with `DEFRAY_ERR_BAD_ARGUMENT` if `to` is not
 * after `from`, and with `DEFRAY_ERR_CANCELLED`. */
DEFRAY_API defray_status defray_snapshot_statement(
    const defray_snapshot *snapshot, defray_str account, defray_instant from, defray_instant to,
    const defray_cancel *cancel, const defray_statement **out, defray_error **err);

/* Verifies that all records follow from the journal (A4): checks the hash chain, decides every command again,
 * compares every event and every record, and checks that money is conserved (A3). Thread-safe.
 *
 * `cancel`: can cancel the call; may be NULL. `*out` is set to what was verified.
 *
 * Fails with an error of class corrupt that names the first difference, and with `DEFRAY_ERR_CANCELLED`. */
DEFRAY_API defray_status defray_snapshot_verify(
    const defray_snapshot *snapshot, const defray_cancel *cancel, defray_verified *out,
    defray_error **err);

/* Counts the entries of the journal and the records of each kind, and says what memory the open ledger takes
 * (`defray_snapshot_memory`). Reads the key of every record. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_statistics_free`. */
DEFRAY_API defray_status defray_snapshot_statistics(
    const defray_snapshot *snapshot, const defray_statistics **out, defray_error **err);

/* Sets `*out` to the memory that the open ledger took when the snapshot was taken, in bytes. It is quick: nothing is
 * read from the file. Thread-safe. */
DEFRAY_API defray_status defray_snapshot_memory(
    const defray_snapshot *snapshot, defray_memory *out, defray_error **err);

/* ---------------------------------------------------------------------------------------------------------------------
 * Lists
 * The records of a snapshot, a page at a time.
 * ------------------------------------------------------------------------------------------------------------------ */

/* All accounts, by id, one page. Thread-safe.
 *
 * `cursor`: `{NULL, 0}` for the first page, then `next` of the page before. `most`: the largest number of records
 * on the page, at most 10 000 (a larger value counts as 10 000); 0: 1 000. The caller owns `*out` and frees it
 * with `defray_account_page_free`.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if the cursor is not of this list. */
DEFRAY_API defray_status defray_snapshot_accounts(
    const defray_snapshot *snapshot, defray_str cursor, size_t most,
    const defray_account_page **out, defray_error **err);

/* The workspaces of an account, by site and id, without the dissolved ones, one page. Thread-safe.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_workspace_page_free`. */
DEFRAY_API defray_status defray_snapshot_workspaces_of(
    const defray_snapshot *snapshot, defray_str account, defray_str cursor, size_t most,
    const defray_workspace_page **out, defray_error **err);

/* The cloud accounts of an account, by id, with the ended ones, one page. Thread-safe.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_cloud_account_page_free`. */
DEFRAY_API defray_status defray_snapshot_cloud_accounts_of(
    const defray_snapshot *snapshot, defray_str account, defray_str cursor, size_t most,
    const defray_cloud_account_page **out, defray_error **err);

/* The held bills of an account, oldest first, one page. Thread-safe.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_bill_record_page_free`. */
DEFRAY_API defray_status defray_snapshot_held_bills_of(
    const defray_snapshot *snapshot, defray_str account, defray_str cursor, size_t most,
    const defray_bill_record_page **out, defray_error **err);

/* The outbox messages that are not acknowledged yet, oldest first (N3), one page. Thread-safe.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_outbox_message_page_free`. */
DEFRAY_API defray_status defray_snapshot_outbox(
    const defray_snapshot *snapshot, defray_str cursor, size_t most,
    const defray_outbox_message_page **out, defray_error **err);

/* The subscriptions with signals that wait for a link, by identity, each with what a link has to name, one page.
 * Thread-safe.
 *
 * A page can have fewer records than `most`, or none, before the last page: subscriptions without such signals are
 * left out. To see what is due, ask a snapshot of `defray_snapshot_seen`.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_unmatched_subscription_page_free`. */
DEFRAY_API defray_status defray_snapshot_unmatched(
    const defray_snapshot *snapshot, defray_str cursor, size_t most,
    const defray_unmatched_subscription_page **out, defray_error **err);

/* All lots of an account, one page: first the open ones in paying order (W4), then the others by id. Thread-safe.
 *
 * Read all pages from one snapshot: a lot that closes between two snapshots can be on two pages or on none.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`; also `DEFRAY_ERR_NOT_FOUND` if there is no such
 * account. The caller owns `*out` and frees it with `defray_lot_page_free`. */
DEFRAY_API defray_status defray_snapshot_lots_of(
    const defray_snapshot *snapshot, defray_str account, defray_str cursor, size_t most,
    const defray_lot_page **out, defray_error **err);

/* A page of the journal. `defray_entry_page_free` frees it. */
typedef struct defray_entry_page {
    /* The entries, in order. */
    const defray_entry *items;
    /* The number of items in `items` and in `heads`. */
    size_t items_count;
    /* The head of the hash chain after each entry. */
    const defray_head *heads;
    /* The position of the next entry; 0: this is the last page. */
    uint64_t next;
} defray_entry_page;

/* The entries of the journal, each with its command and its events, one page. Thread-safe.
 *
 * `from`: the position of the first entry on the page, from 1 (0 counts as 1); then `next` of the page before.
 * `most`: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with `defray_entry_page_free`.
 *
 * Fails with an error of class corrupt if the journal is damaged. */
DEFRAY_API defray_status defray_snapshot_journal(
    const defray_snapshot *snapshot, uint64_t from, size_t most, const defray_entry_page **out,
    defray_error **err);

/* The entries of the journal that concern an account, each with its command and its events, one page. It reads no
 * other entries. Thread-safe.
 *
 * `account`: the id of an account. `from`: the first position that may be on the page, from 1 (0 counts as 1); then
 * `next` of the page before. `most`: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_entry_page_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account, and with an error of class corrupt if the journal
 * is damaged. */
DEFRAY_API defray_status defray_snapshot_journal_of(
    const defray_snapshot *snapshot, defray_str account, uint64_t from, size_t most,
    const defray_entry_page **out, defray_error **err);

/* Frees a page of the journal. NULL is allowed. */
DEFRAY_API void defray_entry_page_free(const defray_entry_page *page);

/* ---------------------------------------------------------------------------------------------------------------------
 * Meters
 * Questions about metering, to a snapshot.
 * ------------------------------------------------------------------------------------------------------------------ */

/* The meter of a cloud account: the charges that its provider accepted, those that are in flight, and those that
 * wait. All sums are zero if the cloud account was never charged. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_meter_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such cloud account. */
DEFRAY_API defray_status defray_snapshot_meter(
    const defray_snapshot *snapshot, defray_str cloud_account, const defray_meter **out,
    defray_error **err);

/* The meters of all cloud accounts that were ever charged, by the id of the cloud account, one page. Thread-safe.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_meter_page_free`. */
DEFRAY_API defray_status defray_snapshot_meters(
    const defray_snapshot *snapshot, defray_str cursor, size_t most,
    const defray_meter_page **out, defray_error **err);

/* A usage record, in any state (N2). Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_usage_record_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such usage record. */
DEFRAY_API defray_status defray_snapshot_usage_record(
    const defray_snapshot *snapshot, const defray_entry_position *number,
    const defray_usage_record **out, defray_error **err);

/* The usage records of a cloud account, oldest first, one page. Thread-safe.
 *
 * `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
 * `defray_usage_record_page_free`. */
DEFRAY_API defray_status defray_snapshot_usage_records_of(
    const defray_snapshot *snapshot, defray_str cloud_account, defray_str cursor, size_t most,
    const defray_usage_record_page **out, defray_error **err);

/* A list of charges. `defray_charges_free` frees it. */
typedef struct defray_charges {
    /* The charges, oldest first. */
    const defray_charge *items;
    /* The number of items in `items`. */
    size_t items_count;
} defray_charges;

/* The charges of a cloud account that its provider has not accepted, or only in part, oldest first. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_charges_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such cloud account. */
DEFRAY_API defray_status defray_snapshot_pending_charges(
    const defray_snapshot *snapshot, defray_str cloud_account, const defray_charges **out,
    defray_error **err);

/* Frees a list of charges. NULL is allowed. */
DEFRAY_API void defray_charges_free(const defray_charges *charges);

/* A charge that a usage record covers, as a whole or in part. */
typedef struct defray_carried_charge {
    /* The charge. */
    defray_charge charge;
    /* The part of the charge that the record covers; above zero. */
    defray_money part;
} defray_carried_charge;

/* The charges of a usage record. `defray_carried_charges_free` frees it. */
typedef struct defray_carried_charges {
    /* The charges, oldest first. */
    const defray_carried_charge *items;
    /* The number of items in `items`. */
    size_t items_count;
} defray_carried_charges;

/* The charges that a usage record covers, oldest first, each with the part that the record covers. For a void
 * record: what it covered, less later refunds. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_carried_charges_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such usage record. */
DEFRAY_API defray_status defray_snapshot_charges_of(
    const defray_snapshot *snapshot, const defray_entry_position *number,
    const defray_carried_charges **out, defray_error **err);

/* Frees the charges of a usage record. NULL is allowed. */
DEFRAY_API void defray_carried_charges_free(const defray_carried_charges *charges);

/* The share of a workspace in the quantity of a usage record. */
typedef struct defray_share {
    /* The workspace, as `site/id`. */
    defray_str workspace;
    /* Its share, in whole units of the usage record. */
    uint32_t quantity;
} defray_share;

/* The shares of the workspaces in a usage record. `defray_shares_free` frees it. */
typedef struct defray_shares {
    /* The shares, by workspace. */
    const defray_share *items;
    /* The number of items in `items`. */
    size_t items_count;
} defray_shares;

/* The share of each workspace in the quantity of a usage record: whole units, whose sum is the quantity, by
 * workspace. Thread-safe.
 *
 * The caller owns `*out` and frees it with `defray_shares_free`.
 *
 * Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such usage record. */
DEFRAY_API defray_status defray_snapshot_shares_of(
    const defray_snapshot *snapshot, const defray_entry_position *number,
    const defray_shares **out, defray_error **err);

/* Frees a list of shares. NULL is allowed. */
DEFRAY_API void defray_shares_free(const defray_shares *shares);

/* ---------------------------------------------------------------------------------------------------------------------
 * Tables
 * Tables for analysis, through the Arrow C stream interface.
 * ------------------------------------------------------------------------------------------------------------------ */

/* A table as an Arrow C stream, which pandas, polars, duckdb and others read without a copy. Thread-safe; only one
 * thread at a time may use the stream.
 *
 * `table`: `payments`, `bills`, `accounts`, `lots`, `timeline`, `cloud_accounts`, `outbox`, `held`, `journal` or
 * `unmatched`.
 * Amounts are decimal128(38, 12), instants are timestamps in nanoseconds, UTC. `account`: only the rows of this
 * account; `{NULL, 0}`: all rows. An entry of `journal` belongs to the accounts of its events. Rows without an
 * account, such as those of messages for the operator, are in no table of one account.
 *
 * `*out`: a `struct ArrowArrayStream` of the Arrow C stream interface. The caller owns it and releases it with its
 * own function `release`. It stays valid after the snapshot is freed and the ledger is closed. The records are
 * read when they are requested; the stream reports an error then by its `get_last_error`.
 *
 * Fails with `DEFRAY_ERR_BAD_VALUE` if there is no such table, and with `DEFRAY_ERR_NOT_FOUND` if there is no such
 * account. */
DEFRAY_API defray_status defray_snapshot_export_arrow(
    const defray_snapshot *snapshot, defray_str table, defray_str account, struct ArrowArrayStream *out,
    defray_error **err);

/* ---------------------------------------------------------------------------------------------------------------------
 * Versions
 * ------------------------------------------------------------------------------------------------------------------ */

/* The same version as a number: major * 1 000 000 + minor * 1 000 + patch. */
#define DEFRAY_VERSION_NUMBER 1000
/* The number of the binary interface. A program runs only with a library that has the same number. */
#define DEFRAY_ABI_VERSION 1

/* The version of the library, such as `0.1.0`; `DEFRAY_VERSION` is the version of the header. The text has a NUL
 * at its end, is static and is never freed. Thread-safe. */
DEFRAY_API const char *defray_version(void);

/* The version of the library as a number; `DEFRAY_VERSION_NUMBER` is that of the header. Thread-safe. */
DEFRAY_API uint32_t defray_version_number(void);

/* The number of the library's binary interface. A program must stop if it is not `DEFRAY_ABI_VERSION`.
 * Thread-safe. */
DEFRAY_API uint32_t defray_abi_version(void);

/* ---------------------------------------------------------------------------------------------------------------------
 * Helpers
 * ------------------------------------------------------------------------------------------------------------------ */

/* A `defray_str` for a string that ends with NUL. It points to the string and does not copy it. NULL: `{NULL, 0}`. */
static inline defray_str defray_text(const char *text)
{
    defray_str str;
    str.ptr = text;
    str.len = text == NULL ? 0 : strlen(text);
    return str;
}

/* The two arguments of printf for "%.*s": `printf("%.*s\n", DEFRAY_STR_ARGS(account->id));` */
#define DEFRAY_STR_ARGS(str) (int)(str).len, ((str).ptr == NULL ? "" : (str).ptr)

/* The default options: `defray_options options = DEFRAY_OPTIONS_INIT;` */
#define DEFRAY_OPTIONS_INIT { sizeof(defray_options), 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0 }

#ifdef __cplusplus
}
#endif

#endif /* DEFRAY_H */
