/* Functions that build commands, submit them and check the results. */

#ifndef DEFRAY_TEST_LEDGER_H
#define DEFRAY_TEST_LEDGER_H

#include "defray.h"
#include "expect.h"

/* 2026-03-01T00:00:00Z. */
#define MARCH INT64_C(1772323200000000000)
#define DAY INT64_C(86400000000000)

defray_money money(const char *text);
defray_request request_of(defray_command_kind kind);

defray_request open_account(const char *account);
defray_request bind_workspace(const char *account, const char *workspace, const defray_instant *since);
defray_request top_up(const char *account, const char *amount);
defray_request settle(const char *bill, const char *workspace, const char *amount, defray_instant start);
defray_request credit_limit(const char *account, const defray_policy *policy);

/* Submits a command, and expects that it is accepted. */
void submit(const defray_engine *engine, const defray_request *request);
/* Submits a command, and expects that it fails with this status and field. */
void refused(const defray_engine *engine, const defray_request *request, defray_status status, const char *field);
/* Expects that a call failed with this status, and that its error has the same status and this field.
 * Frees the error. */
void failed_with(defray_status came, defray_error **error, defray_status status, const char *field);
/* A ledger in memory whose clock shows MARCH. */
defray_engine *in_memory(void);
defray_snapshot *snapshot_of(const defray_engine *engine);
int is(defray_str text, const char *expected);

#endif
