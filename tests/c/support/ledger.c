#include "ledger.h"

defray_money money(const char *text)
{
    defray_money value;
    expect(defray_money_parse(defray_text(text), &value, NULL) == DEFRAY_OK);
    return value;
}

defray_request request_of(defray_command_kind kind)
{
    defray_request request;
    memset(&request, 0, sizeof request);
    request.command.kind = kind;
    return request;
}

defray_request open_account(const char *account)
{
    defray_request request = request_of(DEFRAY_COMMAND_OPEN_ACCOUNT);
    request.command.as.open_account.account = defray_text(account);
    memcpy(request.command.as.open_account.currency.code, "CNY", 4);
    return request;
}

defray_request bind_workspace(const char *account, const char *workspace, const defray_instant *since)
{
    defray_request request = request_of(DEFRAY_COMMAND_BIND_WORKSPACE);
    request.command.as.bind_workspace.account = defray_text(account);
    request.command.as.bind_workspace.workspace = defray_text(workspace);
    request.command.as.bind_workspace.since = since;
    return request;
}

defray_request top_up(const char *account, const char *amount)
{
    defray_request request = request_of(DEFRAY_COMMAND_TOP_UP);
    request.command.as.top_up.account = defray_text(account);
    request.command.as.top_up.amount = money(amount);
    return request;
}

defray_request settle(const char *bill, const char *workspace, const char *amount, defray_instant start)
{
    defray_request request = request_of(DEFRAY_COMMAND_SETTLE_BILL);
    defray_bill *of = &request.command.as.settle_bill.bill;
    of->id = defray_text(bill);
    of->workspace = defray_text(workspace);
    of->item = defray_text("logs");
    of->amount = money(amount);
    of->period.start = start;
    of->period.end = start + DAY;
    return request;
}

defray_request credit_limit(const char *account, const defray_policy *policy)
{
    defray_request request = request_of(DEFRAY_COMMAND_SET_POLICY);
    request.command.as.set_policy.account = defray_text(account);
    request.command.as.set_policy.policy = policy;
    return request;
}

void submit(const defray_engine *engine, const defray_request *request)
{
    const defray_answer *answer = NULL;
    defray_error *error = NULL;
    if (defray_engine_submit(engine, request, sizeof *request, &answer, &error) != DEFRAY_OK) {
        fprintf(stderr, "%s\n", defray_error_message(error).ptr);
        expect(error == NULL);
    }
    expect(answer != NULL && answer->kind == DEFRAY_ANSWER_DONE);
    defray_answer_free(answer);
}

void failed_with(defray_status came, defray_error **error, defray_status status, const char *field)
{
    if (came != status) {
        fprintf(stderr, "came %d (%s), expected %d: %s\n", came, defray_status_name(came).ptr, status,
            defray_error_message(*error).ptr);
    }
    expect(came == status && status != DEFRAY_OK && *error != NULL);
    expect(defray_error_status(*error) == status);
    expect(strcmp(defray_error_code(*error).ptr, defray_status_name(status).ptr) == 0);
    expect(defray_error_message(*error).len > 0);
    if (strcmp(defray_error_field(*error).ptr, field) != 0) {
        fprintf(stderr, "about `%s`, expected `%s`: %s\n", defray_error_field(*error).ptr, field, defray_error_message(*error).ptr);
    }
    expect(strcmp(defray_error_field(*error).ptr, field) == 0);
    defray_error_free(*error);
    *error = NULL;
}

void refused(const defray_engine *engine, const defray_request *request, defray_status status, const char *field)
{
    /* The call must set outputs to zero that were not zero before. */
    const defray_answer *answer = (const defray_answer *)&status;
    defray_error *error = (defray_error *)&status;
    defray_status came = defray_engine_submit(engine, request, sizeof *request, &answer, &error);
    expect(answer == NULL);
    failed_with(came, &error, status, field);
}

defray_engine *in_memory(void)
{
    defray_engine *engine = NULL;
    defray_options options = DEFRAY_OPTIONS_INIT;
    options.clock = DEFRAY_CLOCK_MANUAL;
    expect(defray_engine_open_in_memory(&options, &engine, NULL) == DEFRAY_OK);
    expect(defray_engine_set_clock(engine, MARCH, NULL) == DEFRAY_OK);
    return engine;
}

defray_snapshot *snapshot_of(const defray_engine *engine)
{
    defray_snapshot *snapshot = NULL;
    expect(defray_engine_snapshot(engine, &snapshot, NULL) == DEFRAY_OK && snapshot != NULL);
    return snapshot;
}

int is(defray_str text, const char *expected)
{
    return text.ptr != NULL && text.len == strlen(expected) && memcmp(text.ptr, expected, text.len + 1) == 0;
}
