/* Tests of the contract at the head of defray.h: NULL, invalid values, wrong sizes, panics, freeing, every question.
 * C11 and C++17.
 *
 *     behaviour FOLDER     an empty folder for ledger files */

#include <inttypes.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/calls.h"
#include "support/deliveries.h"
#include "support/ledger.h"
#include "support/tables.h"

/* Only in a library that was built with the feature `testing`. */
#ifdef __cplusplus
extern "C" {
#endif
defray_status defray_testing_panic(const defray_engine *engine, defray_error **error);
#ifdef __cplusplus
}
#endif

static const char *folder;

static const char *path_of(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* ---- Expectations of the generated calls. */

void failed(const char *function, defray_status status, defray_error **error)
{
    /* To close NULL is allowed. */
    if (strcmp(function, "defray_engine_close") == 0) {
        expect(status == DEFRAY_OK && *error == NULL);
        return;
    }
    if (status == DEFRAY_OK || *error == NULL) {
        fprintf(stderr, "%s with NULL and zero: status %d\n", function, status);
    }
    expect(status != DEFRAY_OK && *error != NULL);
    expect(defray_error_status(*error) == status && defray_error_index(*error) == -1);
    expect(strcmp(defray_error_class(*error).ptr, "misuse") == 0);
    expect(defray_error_field(*error).len > 0 && defray_error_message(*error).len > 0);
    defray_error_free(*error);
    *error = NULL;
}

void failed_silently(const char *function, defray_status status)
{
    expect(status != DEFRAY_OK || strcmp(function, "defray_engine_close") == 0);
}

void survived(const char *function, defray_status status, defray_error **error)
{
    (void)function;
    expect((status == DEFRAY_OK) == (*error == NULL));
    expect(defray_error_status(*error) == status);
    defray_error_free(*error);
    *error = NULL;
}

static void calls_with_null_fail(void)
{
    defray_engine *engine = in_memory();
    defray_snapshot *snapshot = snapshot_of(engine);
    call_all_with_nothing(engine, snapshot);
    expect(defray_answers_count(NULL) == 0);
    expect(defray_answers_statuses(NULL) == NULL);
    expect(defray_error_status(NULL) == DEFRAY_OK && defray_error_index(NULL) == -1 && defray_error_retryable(NULL) == 0);
    expect(is(defray_error_message(NULL), "") && is(defray_error_field(NULL), "") && is(defray_error_class(NULL), ""));
    defray_snapshot_free(snapshot);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK && engine == NULL);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
    expect(defray_engine_close(NULL, NULL) == DEFRAY_OK);
}

/* ---- Versions and names. */

static void versions_agree(void)
{
    expect(strcmp(defray_version(), DEFRAY_VERSION) == 0);
    expect(defray_version_number() == DEFRAY_VERSION_NUMBER);
    expect(defray_abi_version() == DEFRAY_ABI_VERSION);
    unsigned major = 0, minor = 0, patch = 0;
    expect(sscanf(DEFRAY_VERSION, "%u.%u.%u", &major, &minor, &patch) == 3);
    expect(DEFRAY_VERSION_NUMBER == major * 1000000 + minor * 1000 + patch);
}

static void names_go_both_ways(void)
{
    defray_error *error = NULL;
    defray_fund fund = 99;
    expect(strcmp(defray_fund_name(DEFRAY_FUND_CASH), "cash") == 0);
    expect(defray_fund_parse(defray_text("cash"), &fund, NULL) == DEFRAY_OK && fund == DEFRAY_FUND_CASH);
    failed_with(defray_fund_parse(defray_text("gold"), &fund, &error), &error, DEFRAY_ERR_UNKNOWN_NAME, "text");
    expect(fund == 0);
    expect(strcmp(defray_fund_name(0), "") == 0 && strcmp(defray_fund_name(UINT32_MAX), "") == 0);
    expect(strcmp(defray_command_kind_name(DEFRAY_COMMAND_SETTLE_BILL), "settle_bill") == 0);
    expect(strcmp(defray_payer_reason_kind_name(DEFRAY_PAYER_REASON_IN_FORCE), "P1") == 0);
    expect(is(defray_status_name(DEFRAY_OK), "ok") && is(defray_status_name(DEFRAY_ERR_PANIC), "panic"));
    expect(is(defray_status_name(-1), ""));
}

/* ---- Values. */

static void money_goes_both_ways(void)
{
    const char *texts[] = { "0 CNY", "0.000000000001 USD", "-5.5 EUR", "999999999999999.999999999999 CNY",
        "-999999999999999.999999999999 CNY" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char shown[DEFRAY_MONEY_TEXT];
        size_t length = 0;
        expect(defray_money_format(money(texts[i]), shown, sizeof shown, &length, NULL) == DEFRAY_OK);
        expect(strcmp(shown, texts[i]) == 0 && length == strlen(shown));
    }
    defray_money value = money("-5.50 EUR");
    expect(value.amount.lo == (uint64_t)-55 && value.amount.hi == -1 && value.amount.scale == 1);
    expect(strcmp(value.currency.code, "EUR") == 0);

    /* The buffer is too small: the call still sets the necessary length. */
    defray_error *error = NULL;
    char little[4] = "abc";
    size_t length = 0;
    failed_with(defray_money_format(value, little, sizeof little, &length, &error), &error, DEFRAY_ERR_WRONG_SIZE, "size");
    expect(length == strlen("-5.5 EUR") && strcmp(little, "abc") == 0);

    int32_t order = 9;
    expect(defray_money_compare(money("1 CNY"), money("1.00 CNY"), &order, NULL) == DEFRAY_OK && order == 0);
    expect(defray_money_compare(money("-1 CNY"), money("1 CNY"), &order, NULL) == DEFRAY_OK && order == -1);
    defray_status status = defray_money_compare(money("1 USD"), money("1 CNY"), &order, &error);
    failed_with(status, &error, DEFRAY_ERR_CURRENCY_MISMATCH, "other");
    defray_decimal one = { 10, 0, 1, 0 }, other = { 1, 0, 0, 0 };
    expect(defray_decimal_compare(one, other, &order, NULL) == DEFRAY_OK && order == 0);

    const char *bad[] = { "", "1", "1 cny", "1e3 CNY", "NaN CNY", "0.0000000000001 CNY", "1000000000000000 CNY", "1  CNY" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        failed_with(defray_money_parse(defray_text(bad[i]), &value, &error), &error, DEFRAY_ERR_BAD_VALUE, "text");
        expect(value.amount.scale == 0 && value.currency.code[0] == '\0');
    }
}

static void instants_and_heads_go_both_ways(void)
{
    defray_error *error = NULL;
    defray_instant at = 0;
    char shown[DEFRAY_HEAD_TEXT];
    expect(defray_instant_parse(defray_text("2026-03-01T08:00:00.000000001+08:00"), &at, NULL) == DEFRAY_OK);
    expect(at == MARCH + 1);
    expect(defray_instant_format(at, shown, DEFRAY_INSTANT_TEXT, NULL, NULL) == DEFRAY_OK);
    expect(strcmp(shown, "2026-03-01T00:00:00.000000001Z") == 0);
    failed_with(defray_instant_parse(defray_text("2026-03-01T08:00:00"), &at, &error), &error, DEFRAY_ERR_BAD_VALUE, "text");
    failed_with(defray_instant_format(DEFRAY_NO_INSTANT, shown, 40, NULL, &error), &error, DEFRAY_ERR_BAD_VALUE, "value");
    defray_head head, again;
    memset(&head, 0xab, sizeof head);
    expect(defray_head_format(&head, shown, sizeof shown, NULL, NULL) == DEFRAY_OK);
    expect(defray_head_parse(defray_text(shown), &again, NULL) == DEFRAY_OK);
    expect(memcmp(&head, &again, sizeof head) == 0);
    failed_with(defray_head_parse(defray_text("ab"), &head, &error), &error, DEFRAY_ERR_BAD_VALUE, "text");
}

/* ---- Invalid requests. */

static void bad_amounts_are_refused(const defray_engine *engine)
{
    defray_request request = top_up("acme", "1 CNY");
    defray_money *amount = &request.command.as.top_up.amount;
    amount->amount.scale = 13;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    amount->amount.scale = UINT32_MAX;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    *amount = money("1 CNY");
    amount->amount.hi = INT64_MAX;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    amount->amount.hi = INT64_MIN;
    amount->amount.lo = 0;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    *amount = money("1 CNY");
    amount->amount.reserved = 1;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    *amount = money("1 CNY");
    amount->reserved = 1;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    *amount = money("1 CNY");
    amount->currency.code[3] = 'X';
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    memset(amount, 0, sizeof *amount);
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "amount");
    /* Zeros after the twelfth decimal are allowed. */
    *amount = money("1 CNY");
    amount->amount.lo = 100000000000000;
    amount->amount.scale = 14;
    submit(engine, &request);
}

static void bad_texts_are_refused(const defray_engine *engine)
{
    defray_request request = top_up("acme", "1 CNY");
    defray_str *account = &request.command.as.top_up.account;
    account->ptr = NULL;
    account->len = 0;
    refused(engine, &request, DEFRAY_ERR_MISSING_FIELD, "account");
    account->len = 4;
    refused(engine, &request, DEFRAY_ERR_NULL_ARGUMENT, "account");
    *account = defray_text("");
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "account");
    *account = defray_text("a\xff");
    refused(engine, &request, DEFRAY_ERR_NOT_UTF8, "account");
    account->ptr = "a\0b";
    account->len = 3;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "account");
    *account = defray_text("acme");
    account->len = SIZE_MAX;
    refused(engine, &request, DEFRAY_ERR_WRONG_SIZE, "account");
    *account = defray_text("acme");
    request.actor = defray_text("two\nlines");
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "actor");
    request.actor = defray_text(NULL);
    request.idempotency_key = defray_text(" ");
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "idempotency_key");
    request.idempotency_key = defray_text(NULL);
    defray_instant before = -1;
    request.at = &before;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "at");
}

static void bad_numbers_are_refused(const defray_engine *engine)
{
    defray_error *error = NULL;
    defray_request request = request_of(0);
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_NAME, "command");
    request.command.kind = UINT32_MAX;
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_NAME, "command");

    request = request_of(DEFRAY_COMMAND_CHOOSE_METHOD);
    request.command.as.choose_method.account = defray_text("acme");
    request.command.as.choose_method.workspace = defray_text("cn1/w");
    request.command.as.choose_method.method.kind = 7;
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_NAME, "method");
    request.command.as.choose_method.method.kind = DEFRAY_PAYER_CLOUD_ACCOUNT;
    refused(engine, &request, DEFRAY_ERR_MISSING_FIELD, "method.cloud_account");

    request = request_of(DEFRAY_COMMAND_ISSUE_VOUCHER);
    request.command.as.issue_voucher.account = defray_text("acme");
    request.command.as.issue_voucher.lot = defray_text("v");
    request.command.as.issue_voucher.face = money("1 CNY");
    request.command.as.issue_voucher.kind = 12345;
    const defray_answer *answer = NULL;
    expect(defray_engine_submit(engine, &request, sizeof request, &answer, &error) == DEFRAY_ERR_UNKNOWN_NAME);
    expect(strstr(defray_error_message(error).ptr, "`kind` is `12345`") != NULL);
    defray_error_free(error);

    request = open_account("x");
    defray_answers *answers = NULL;
    defray_status status = defray_engine_submit_all(engine, &request, 1, sizeof request, 9, &answers, &error);
    failed_with(status, &error, DEFRAY_ERR_UNKNOWN_NAME, "mode");
    const defray_marketplace_message *message = NULL;
    status = defray_marketplace_read(0, (const uint8_t *)"{}", 2, &message, &error);
    failed_with(status, &error, DEFRAY_ERR_UNKNOWN_NAME, "provider");
    defray_options options = DEFRAY_OPTIONS_INIT;
    defray_engine *other = NULL;
    options.check = 3;
    failed_with(defray_engine_open_in_memory(&options, &other, &error), &error, DEFRAY_ERR_UNKNOWN_NAME, "options.check");
    options.check = 0;
    options.clock = 3;
    failed_with(defray_engine_open_in_memory(&options, &other, &error), &error, DEFRAY_ERR_UNKNOWN_NAME, "options.clock");
}

static void errors_have_the_full_path(const defray_engine *engine)
{
    defray_request request = settle("b", "cn1/w", "1 CNY", MARCH);
    request.command.as.settle_bill.bill.period.end = MARCH;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "bill.period");
    request.command.as.settle_bill.bill.period.end = INT64_MAX;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "bill.period.end");

    const defray_policy *built_in = NULL;
    expect(defray_policy_default(&built_in, NULL) == DEFRAY_OK);
    defray_policy policy = *built_in;
    request = credit_limit("acme", NULL);
    refused(engine, &request, DEFRAY_ERR_NULL_ARGUMENT, "policy");
    request = credit_limit("acme", &policy);

    defray_waterfall waterfalls[2] = { built_in->waterfalls[0], built_in->waterfalls[1] };
    expect(built_in->waterfalls_count == 2);
    policy.waterfalls = waterfalls;
    defray_str items[2] = { defray_text("sms"), defray_text("bad\n") };
    waterfalls[0].items = items;
    waterfalls[0].items_count = 2;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "policy.waterfalls[0].items[1]");
    waterfalls[0].items_count = SIZE_MAX;
    refused(engine, &request, DEFRAY_ERR_WRONG_SIZE, "policy.waterfalls[0].items");
    waterfalls[0].items = NULL;
    waterfalls[0].items_count = 1;
    refused(engine, &request, DEFRAY_ERR_NULL_ARGUMENT, "policy.waterfalls[0].items");
    waterfalls[0] = built_in->waterfalls[0];
    defray_fund funds[2] = { DEFRAY_FUND_CARD, 77 };
    waterfalls[1].cloud = funds;
    waterfalls[1].cloud_count = 2;
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_NAME, "policy.waterfalls[1].cloud[1]");
    waterfalls[1] = built_in->waterfalls[1];

    defray_provider none = 0;
    defray_policy_site_providers sites[2];
    sites[0].key = sites[1].key = defray_text("cn1");
    sites[0].value = sites[1].value = &none;
    sites[0].value_count = sites[1].value_count = 0;
    policy.site_providers = sites;
    policy.site_providers_count = 2;
    refused(engine, &request, DEFRAY_ERR_DUPLICATE_KEY, "policy.site_providers[1].key");
    sites[0].value_count = 1;
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_NAME, "policy.site_providers[0].value[0]");
    policy.site_providers = NULL;
    policy.site_providers_count = 0;

    policy.grace = UINT64_MAX;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "policy.grace");
    policy.grace = built_in->grace;
    policy.card_multiple.hi = -1;
    refused(engine, &request, DEFRAY_ERR_BAD_VALUE, "policy.card_multiple");
    policy.card_multiple = built_in->card_multiple;
    submit(engine, &request);
    defray_policy_free(built_in);

    request = request_of(DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT);
    request.command.as.link_cloud_account.account = defray_text("acme");
    request.command.as.link_cloud_account.cloud_account = defray_text("ca");
    request.command.as.link_cloud_account.subscription.provider = DEFRAY_PROVIDER_ALI_CLOUD;
    refused(engine, &request, DEFRAY_ERR_MISSING_FIELD, "subscription.account_id");

    /* A misaligned pointer. */
    char bytes[64] = { 0 };
    request = request_of(DEFRAY_COMMAND_INGEST);
    request.command.as.ingest.message = (const defray_marketplace_message *)(const void *)(bytes + 1);
    refused(engine, &request, DEFRAY_ERR_BAD_ARGUMENT, "message");
}

/* A command in C structures and the same command in JSON have the same error. */
static void errors_are_those_of_json_commands(const defray_engine *engine)
{
    const char *lines[] = {
        "{\"command\":\"open_account\",\"account\":\"\",\"currency\":\"CNY\"}",
        "{\"command\":\"open_account\",\"account\":\"a\\n\\\"\",\"currency\":\"CNY\"}",
        "{\"command\":\"open_account\",\"currency\":\"CNY\"}",
        "{\"command\":\"open_account\",\"account\":\"a\",\"currency\":\"cny\"}",
    };
    const char *accounts[] = { "", "a\n\"", NULL, "a" };
    for (size_t i = 0; i < 4; i++) {
        defray_request request = open_account(accounts[i]);
        const defray_answer *answer = NULL;
        const defray_request *read = NULL;
        defray_error *typed = NULL, *line = NULL;
        if (i == 3) {
            memcpy(request.command.as.open_account.currency.code, "cny", 4);
        }
        expect(defray_engine_submit(engine, &request, sizeof request, &answer, &typed) != DEFRAY_OK);
        expect(defray_request_read(defray_text(lines[i]), &read, &line) != DEFRAY_OK);
        if (strcmp(defray_error_message(typed).ptr, defray_error_message(line).ptr) != 0) {
            fprintf(stderr, "typed: %s\nline:  %s\n", defray_error_message(typed).ptr, defray_error_message(line).ptr);
        }
        expect(strcmp(defray_error_message(typed).ptr, defray_error_message(line).ptr) == 0);
        expect(defray_error_status(typed) == defray_error_status(line));
        defray_error_free(typed);
        defray_error_free(line);
    }
}

static void sizes_are_checked(const defray_engine *engine)
{
    defray_error *error = NULL;
    const defray_answer *answer = NULL;
    struct {
        defray_request request;
        uint64_t more;
    } longer;
    memset(&longer, 0, sizeof longer);
    longer.request = top_up("acme", "1 CNY");
    failed_with(defray_engine_submit(engine, &longer.request, 8, &answer, &error), &error, DEFRAY_ERR_WRONG_SIZE, "request_size");
    failed_with(defray_engine_submit(engine, &longer.request, SIZE_MAX, &answer, &error), &error, DEFRAY_ERR_WRONG_SIZE, "request_size");
    /* The request of a later version, whose additional fields are zero. */
    expect(defray_engine_submit(engine, &longer.request, sizeof longer, &answer, NULL) == DEFRAY_OK);
    defray_answer_free(answer);
    longer.more = 1;
    failed_with(defray_engine_submit(engine, &longer.request, sizeof longer, &answer, &error), &error, DEFRAY_ERR_WRONG_SIZE, "request_size");

    defray_answers *answers = NULL;
    defray_mode mode = DEFRAY_MODE_ATOMIC;
    defray_status status = defray_engine_submit_all(engine, &longer.request, 2, sizeof longer.request + 1, mode, &answers, &error);
    failed_with(status, &error, DEFRAY_ERR_WRONG_SIZE, "request_size");
    status = defray_engine_submit_all(engine, &longer.request, SIZE_MAX / 4, sizeof longer.request, mode, &answers, &error);
    failed_with(status, &error, DEFRAY_ERR_WRONG_SIZE, "count");
    status = defray_engine_submit_all(engine, NULL, 1, sizeof longer.request, mode, &answers, &error);
    failed_with(status, &error, DEFRAY_ERR_NULL_ARGUMENT, "requests");
    expect(defray_engine_submit_all(engine, NULL, 0, 0, mode, &answers, NULL) == DEFRAY_OK);
    expect(defray_answers_count(answers) == 0);
    defray_answers_free(answers);

    struct {
        defray_options options;
        uint64_t more;
    } more_options = { DEFRAY_OPTIONS_INIT, 1 };
    defray_engine *other = NULL;
    more_options.options.struct_size = sizeof more_options;
    failed_with(defray_engine_open_in_memory(&more_options.options, &other, &error), &error, DEFRAY_ERR_WRONG_SIZE, "options.struct_size");
    more_options.more = 0;
    expect(defray_engine_open_in_memory(&more_options.options, &other, NULL) == DEFRAY_OK);
    expect(defray_engine_close(&other, NULL) == DEFRAY_OK);
    more_options.options.struct_size = 0;
    failed_with(defray_engine_open_in_memory(&more_options.options, &other, &error), &error, DEFRAY_ERR_WRONG_SIZE, "options.struct_size");
}

static void invalid_requests_are_refused(void)
{
    defray_engine *engine = in_memory();
    defray_request request = open_account("acme");
    submit(engine, &request);
    bad_amounts_are_refused(engine);
    bad_texts_are_refused(engine);
    bad_numbers_are_refused(engine);
    errors_have_the_full_path(engine);
    errors_are_those_of_json_commands(engine);
    sizes_are_checked(engine);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* ---- Batches. */

static void a_method_is_chosen_for_several_workspaces_or_for_none(void)
{
    defray_engine *engine = in_memory();
    defray_request setup[3] = { open_account("a"), bind_workspace("a", "s/1", NULL), bind_workspace("a", "s/2", NULL) };
    defray_answers *answers = NULL;
    defray_error *error = NULL;
    expect(defray_engine_submit_all(engine, setup, 3, sizeof *setup, DEFRAY_MODE_ATOMIC, &answers, NULL) == DEFRAY_OK);
    defray_answers_free(answers);

    const char *workspaces[] = { "s/1", "s/unknown" };
    defray_request requests[2] = { setup[0], setup[0] };
    for (size_t i = 0; i < 2; i++) {
        defray_choose_method *choose = &requests[i].command.as.choose_method;
        requests[i].command.kind = DEFRAY_COMMAND_CHOOSE_METHOD;
        choose->account = defray_text("a");
        choose->workspace = defray_text(workspaces[i]);
        choose->method.kind = DEFRAY_PAYER_ENTERPRISE;
    }
    defray_status status = defray_engine_submit_all(engine, requests, 2, sizeof *requests, DEFRAY_MODE_ATOMIC, &answers, &error);
    expect(status == DEFRAY_ERR_UNKNOWN_WORKSPACE && answers == NULL && defray_error_index(error) == 1);
    defray_error_free(error);
    requests[1].command.as.choose_method.workspace = defray_text("s/2");
    expect(defray_engine_submit_all(engine, requests, 2, sizeof *requests, DEFRAY_MODE_ATOMIC, &answers, NULL) == DEFRAY_OK);
    expect(defray_answers_count(answers) == 2);
    defray_answers_free(answers);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

static void batches_are_atomic_or_independent(void)
{
    defray_engine *engine = in_memory();
    defray_error *error = NULL;
    defray_answers *answers = NULL;
    const defray_answer *answer = NULL;
    defray_request batch[4] = { open_account("a"), top_up("a", "10 CNY"), top_up("unknown", "1 CNY"), top_up("a", "5 CNY") };

    defray_status status = defray_engine_submit_all(engine, batch, 4, sizeof *batch, DEFRAY_MODE_ATOMIC, &answers, &error);
    expect(status == DEFRAY_ERR_UNKNOWN_ACCOUNT && answers == NULL && defray_error_index(error) == 2);
    expect(is(defray_error_class(error), "refused") && !defray_error_retryable(error));
    defray_error_free(error);
    defray_snapshot *snapshot = snapshot_of(engine);
    uint64_t position = 9;
    expect(defray_snapshot_position(snapshot, &position, NULL) == DEFRAY_OK && position == 0);
    defray_snapshot_free(snapshot);

    /* A command that cannot be read makes an atomic batch fail before any command is executed. */
    batch[1].command.kind = 0;
    status = defray_engine_submit_all(engine, batch, 4, sizeof *batch, DEFRAY_MODE_ATOMIC, &answers, &error);
    expect(status == DEFRAY_ERR_UNKNOWN_NAME && defray_error_index(error) == 1);
    defray_error_free(error);

    /* Each independent command has its own answer. */
    expect(defray_engine_submit_all(engine, batch, 4, sizeof *batch, DEFRAY_MODE_INDEPENDENT, &answers, &error) == DEFRAY_OK);
    expect(defray_answers_count(answers) == 4);
    const defray_status *statuses = defray_answers_statuses(answers);
    expect(statuses[0] == DEFRAY_OK && statuses[1] == DEFRAY_ERR_UNKNOWN_NAME && statuses[2] == DEFRAY_ERR_UNKNOWN_ACCOUNT);
    expect(statuses[3] == DEFRAY_OK && defray_answers_statuses(NULL) == NULL);
    expect(defray_answers_get(answers, 0, &answer, &error) == DEFRAY_OK && answer->position == 1);
    const defray_answer *again = NULL;
    expect(defray_answers_get(answers, 0, &again, NULL) == DEFRAY_OK && again == answer);
    expect(defray_answers_get(answers, 1, &answer, &error) == DEFRAY_ERR_UNKNOWN_NAME && answer == NULL);
    expect(defray_error_index(error) == 1);
    defray_error_free(error);
    expect(defray_answers_get(answers, 2, &answer, &error) == DEFRAY_ERR_UNKNOWN_ACCOUNT && defray_error_index(error) == 2);
    defray_error_free(error);
    expect(defray_answers_get(answers, 3, &answer, &error) == DEFRAY_OK && answer->position == 2);
    expect(answer->events[0].kind == DEFRAY_EVENT_TOPPED_UP && is(answer->events[0].as.topped_up.account, "a"));
    failed_with(defray_answers_get(answers, 4, &answer, &error), &error, DEFRAY_ERR_BAD_ARGUMENT, "index");

    /* Answers are valid after the ledger is closed. */
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
    expect(defray_answers_get(answers, 3, &answer, NULL) == DEFRAY_OK && answer->at == MARCH);
    defray_answers_free(answers);
}

static void a_key_gives_the_first_result_again(void)
{
    defray_engine *engine = in_memory();
    defray_error *error = NULL;
    const defray_answer *first = NULL, *again = NULL;
    defray_request request = open_account("a");
    request.idempotency_key = defray_text("key-1");
    request.actor = defray_text("who asks");
    expect(defray_engine_submit(engine, &request, sizeof request, &first, NULL) == DEFRAY_OK);
    expect(defray_engine_submit(engine, &request, sizeof request, &again, NULL) == DEFRAY_OK);
    expect(first->kind == DEFRAY_ANSWER_DONE && again->kind == DEFRAY_ANSWER_REPEATED);
    expect(memcmp(&first->head, &again->head, sizeof first->head) == 0 && first->position == again->position);
    defray_answer_free(first);
    defray_answer_free(again);
    request = open_account("b");
    request.idempotency_key = defray_text("key-1");
    expect(defray_engine_submit(engine, &request, sizeof request, &again, &error) == DEFRAY_ERR_IDEMPOTENCY_CONFLICT);
    expect(is(defray_error_rule(error), "A2") && is(defray_error_field(error), "idempotency_key"));
    defray_error_free(error);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* ---- Questions. */

static void every_question_has_an_answer(void)
{
    defray_engine *engine = in_memory();
    defray_error *error = NULL;
    defray_instant before = MARCH - 10 * DAY;
    defray_request request = open_account("acme");
    submit(engine, &request);
    const defray_policy *built_in = NULL;
    expect(defray_policy_default(&built_in, NULL) == DEFRAY_OK);
    defray_policy policy = *built_in;
    defray_decimal limit = { 50, 0, 0, 0 };
    policy.credit_limit = &limit;
    request = credit_limit("acme", &policy);
    submit(engine, &request);
    defray_policy_free(built_in);
    request = bind_workspace("acme", "cn1/w", &before);
    submit(engine, &request);
    request = top_up("acme", "20 CNY");
    submit(engine, &request);
    request = settle("b-1", "cn1/w", "30 CNY", MARCH - 3 * DAY);
    submit(engine, &request);
    request = settle("b-2", "cn1/w", "500 CNY", MARCH - 2 * DAY);
    submit(engine, &request);
    defray_snapshot *all = snapshot_of(engine);

    const defray_account *account = NULL;
    expect(defray_snapshot_account(all, defray_text("acme"), &account, NULL) == DEFRAY_OK);
    expect(is(account->id, "acme") && account->standing.kind == DEFRAY_STANDING_IN_ARREARS && account->policy != NULL);
    expect(account->closed_at == NULL);
    defray_account_free(account);
    failed_with(defray_snapshot_account(all, defray_text("unknown"), &account, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    failed_with(defray_snapshot_account(all, defray_text("\n"), &account, &error), &error, DEFRAY_ERR_BAD_VALUE, "account");

    const defray_workspace *workspace = NULL;
    expect(defray_snapshot_workspace(all, defray_text("cn1/w"), &workspace, NULL) == DEFRAY_OK);
    expect(workspace->timeline_count == 1 && workspace->timeline[0].from == before);
    defray_workspace_free(workspace);
    failed_with(defray_snapshot_workspace(all, defray_text("w"), &workspace, &error), &error, DEFRAY_ERR_BAD_VALUE, "workspace");

    const defray_cloud_account *cloud = NULL;
    failed_with(defray_snapshot_cloud_account(all, defray_text("ca"), &cloud, &error), &error, DEFRAY_ERR_NOT_FOUND, "");

    const defray_bill_record *bill = NULL;
    expect(defray_snapshot_bill(all, defray_text("b-1"), &bill, NULL) == DEFRAY_OK);
    expect(bill->status.kind == DEFRAY_BILL_STATUS_SETTLED && bill->status.as.settled.slices_count == 2);
    expect(bill->status.as.settled.slices[1].fund == DEFRAY_FUND_OVERDRAFT && bill->status.as.settled.slices[1].lot.ptr == NULL);
    defray_bill_record_free(bill);

    const defray_plan *plan = NULL;
    expect(defray_snapshot_outlook(all, defray_text("b-2"), &plan, NULL) == DEFRAY_OK);
    expect(plan->kind == DEFRAY_PLAN_SHORT && plan->as.short_.skips_count > 0);
    defray_plan_free(plan);

    const defray_policy *own = NULL;
    expect(defray_snapshot_policy(all, defray_text("acme"), &own, NULL) == DEFRAY_OK && own->credit_limit->lo == 50);
    defray_policy_free(own);
    expect(defray_snapshot_default_policy(all, &own, NULL) == DEFRAY_OK && own->credit_limit == NULL);
    defray_policy_free(own);

    const defray_payer_interval *interval = NULL;
    expect(defray_snapshot_payer_at(all, defray_text("cn1/w"), MARCH, &interval, NULL) == DEFRAY_OK);
    expect(interval->payer.kind == DEFRAY_PAYER_ENTERPRISE && interval->cause.kind == DEFRAY_CAUSE_BOUND);
    defray_payer_interval_free(interval);
    expect(defray_snapshot_payer_at(all, defray_text("cn1/w"), before - 1, &interval, &error) == DEFRAY_ERR_USAGE_BEFORE_BINDING);
    expect(is(defray_error_rule(error), "P5"));
    defray_error_free(error);

    defray_instant next = 0;
    expect(defray_snapshot_next_deadline(all, &next, NULL) == DEFRAY_OK && next > MARCH);

    const defray_outbox_message_page *owed = NULL;
    expect(defray_snapshot_outbox(all, defray_text(NULL), 10, &owed, NULL) == DEFRAY_OK);
    expect(owed->items_count == 2 && owed->items[0].notification.kind == DEFRAY_NOTIFICATION_ARREARS_BEGUN && is(owed->next, ""));
    expect(owed->items[1].notification.kind == DEFRAY_NOTIFICATION_BILLS_HELD);
    const defray_notification_bills_held *notice = &owed->items[1].notification.as.bills_held;
    expect(is(notice->bill, "b-2") && notice->reason.kind == DEFRAY_HOLD_REASON_CREDIT_LIMIT && notice->deadline == NULL);
    const defray_outbox_message *outbox_message = NULL;
    expect(defray_snapshot_outbox_message(all, &owed->items[0].number, &outbox_message, NULL) == DEFRAY_OK);
    expect(outbox_message->acknowledged_at == NULL);
    defray_outbox_message_free(outbox_message);
    defray_outbox_message_page_free(owed);

    uint64_t position = 0;
    defray_head head, entry_head;
    expect(defray_snapshot_position(all, &position, NULL) == DEFRAY_OK && position == 6);
    expect(defray_snapshot_head(all, &head, NULL) == DEFRAY_OK);
    expect(defray_snapshot_expect_head(all, position, &head, NULL) == DEFRAY_OK);
    failed_with(defray_snapshot_expect_head(all, position - 1, &head, &error), &error, DEFRAY_ERR_HEAD_MISMATCH, "");
    const defray_entry *entry = NULL;
    expect(defray_snapshot_entry(all, position, &entry, &entry_head, NULL) == DEFRAY_OK);
    expect(memcmp(&head, &entry_head, sizeof head) == 0);
    expect(entry->command.kind == DEFRAY_COMMAND_SETTLE_BILL && is(entry->command.as.settle_bill.bill.id, "b-2"));
    expect(entry->events_count == 2 && entry->events[0].kind == DEFRAY_EVENT_BILL_HELD);
    defray_entry_free(entry);
    expect(defray_snapshot_entry(all, 1, &entry, NULL, NULL) == DEFRAY_OK);
    defray_entry_free(entry);
    failed_with(defray_snapshot_entry(all, 7, &entry, NULL, &error), &error, DEFRAY_ERR_NOT_FOUND, "");

    const defray_entry_page *journal = NULL;
    uint64_t from = 1, seen = 0;
    do {
        expect(defray_snapshot_journal(all, from, 4, &journal, NULL) == DEFRAY_OK);
        for (size_t i = 0; i < journal->items_count; i++) {
            expect(journal->items[i].position == ++seen);
        }
        head = journal->heads[journal->items_count - 1];
        from = journal->next;
        defray_entry_page_free(journal);
    } while (from != 0);
    expect(seen == 6 && memcmp(&head, &entry_head, sizeof head) == 0);
    uint64_t of_account = 0, last_of_account = 0;
    from = 0;
    do {
        expect(defray_snapshot_journal_of(all, defray_text("acme"), from, 2, &journal, NULL) == DEFRAY_OK);
        for (size_t i = 0; i < journal->items_count; i++) {
            expect(journal->items[i].position > last_of_account);
            last_of_account = journal->items[i].position;
            of_account++;
        }
        head = journal->heads[journal->items_count - 1];
        from = journal->next;
        defray_entry_page_free(journal);
    } while (from != 0);
    expect(of_account > 2 && last_of_account == 6 && memcmp(&head, &entry_head, sizeof head) == 0);
    failed_with(defray_snapshot_journal_of(all, defray_text("none"), 1, 2, &journal, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    uint8_t migrated = 1;
    uint64_t old_position = 1;
    expect(defray_snapshot_migrated_from(all, &migrated, &old_position, &head, NULL) == DEFRAY_OK);
    expect(migrated == 0 && old_position == 0);

    const defray_statement *statement = NULL;
    expect(defray_snapshot_statement(all, defray_text("acme"), MARCH, MARCH + DAY, NULL, &statement, NULL) == DEFRAY_OK);
    expect(statement->movements_count == 3 && is(statement->movements[0].event, "topped_up"));
    expect(statement->held_count == 1 && is(statement->held[0].bill, "b-2"));
    expect(statement->held[0].reason.kind == DEFRAY_HOLD_REASON_CREDIT_LIMIT);
    defray_statement_free(statement);
    failed_with(defray_snapshot_statement(all, defray_text("acme"), MARCH, MARCH, NULL, &statement, &error), &error, DEFRAY_ERR_BAD_ARGUMENT, "to");

    defray_verified verified;
    expect(defray_snapshot_verify(all, NULL, &verified, NULL) == DEFRAY_OK && verified.entries == 6 && verified.accounts == 1);
    const defray_statistics *statistics = NULL;
    expect(defray_snapshot_statistics(all, &statistics, NULL) == DEFRAY_OK && statistics->entries == 6);
    expect(statistics->records_count > 0 && statistics->records[0].key.len > 0);
    defray_memory memory;
    expect(defray_snapshot_memory(all, &memory, NULL) == DEFRAY_OK);
    expect(memory.changed_bytes > 0 && memory.changed_bytes < memory.changed_bytes_max);
    expect(memory.unswept_entry_bytes > 0 && memory.log_used_bytes > 0 && memory.log_used_bytes < memory.log_bytes);
    expect(memcmp(&memory, &statistics->memory, sizeof memory) == 0);
    expect(defray_snapshot_memory(NULL, &memory, NULL) == DEFRAY_ERR_NULL_ARGUMENT);
    defray_statistics_free(statistics);

    const defray_preview *preview = NULL;
    request = settle("b-3", "cn1/w", "1 CNY", MARCH - DAY);
    expect(defray_engine_preview(engine, &request.command.as.settle_bill.bill, NULL, &preview, NULL) == DEFRAY_OK);
    expect(preview->kind == DEFRAY_PREVIEW_SETTLED && !preview->as.settled.known);
    defray_preview_free(preview);
    request.command.as.settle_bill.bill.period.end = 0;
    failed_with(defray_engine_preview(engine, &request.command.as.settle_bill.bill, NULL, &preview, &error), &error, DEFRAY_ERR_BAD_VALUE, "bill.period");

    /* Snapshots of the past. */
    defray_snapshot *past = NULL;
    expect(defray_snapshot_as_of_position(all, 4, NULL, &past, NULL) == DEFRAY_OK);
    failed_with(defray_snapshot_bill(past, defray_text("b-1"), &bill, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    defray_snapshot_free(past);
    expect(defray_snapshot_as_of(all, MARCH, NULL, &past, NULL) == DEFRAY_OK);
    defray_snapshot_free(all);
    expect(defray_snapshot_bill(past, defray_text("b-1"), &bill, NULL) == DEFRAY_OK);
    defray_bill_record_free(bill);

    /* Cancelled calls. */
    defray_cancel *cancel = defray_cancel_new();
    all = snapshot_of(engine);
    defray_snapshot *never = NULL;
    defray_cancel_request(cancel);
    failed_with(defray_snapshot_as_of(all, MARCH, cancel, &never, &error), &error, DEFRAY_ERR_CANCELLED, "");
    failed_with(defray_snapshot_verify(all, cancel, &verified, &error), &error, DEFRAY_ERR_CANCELLED, "");
    failed_with(defray_snapshot_statement(all, defray_text("acme"), 0, MARCH, cancel, &statement, &error), &error, DEFRAY_ERR_CANCELLED, "");
    defray_cancel_free(cancel);

    /* Snapshots can be freed after the close. */
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
    failed_with(defray_snapshot_bill(past, defray_text("b-1"), &bill, &error), &error, DEFRAY_ERR_CLOSED, "");
    defray_snapshot_free(past);
    defray_snapshot_free(all);
}

/* ---- Lists. */

static void lots_come_in_order(void)
{
    defray_engine *engine = in_memory();
    defray_request request = open_account("acme");
    submit(engine, &request);
    char names[7][8];
    for (int i = 0; i < 7; i++) {
        snprintf(names[i], sizeof names[i], "v-%d", i);
        request = request_of(DEFRAY_COMMAND_ISSUE_VOUCHER);
        request.command.as.issue_voucher.account = defray_text("acme");
        request.command.as.issue_voucher.lot = defray_text(names[i]);
        request.command.as.issue_voucher.kind = DEFRAY_LOT_KIND_ORDINARY_VOUCHER;
        request.command.as.issue_voucher.face = money("5 CNY");
        submit(engine, &request);
    }
    for (int i = 0; i < 3; i++) {
        request = request_of(DEFRAY_COMMAND_VOID_LOT);
        request.command.as.void_lot.account = defray_text("acme");
        request.command.as.void_lot.lot = defray_text(names[2 * i]);
        submit(engine, &request);
    }
    const char *expected = "v-1 v-3 v-5 v-6 v-0 v-2 v-4 ";
    defray_snapshot *all = snapshot_of(engine);
    for (size_t most = 1; most <= 8; most++) {
        char cursor[256] = "", came[128] = "";
        size_t pages = 0;
        do {
            const defray_lot_page *page = NULL;
            expect(defray_snapshot_lots_of(all, defray_text("acme"), defray_text(cursor), most, &page, NULL) == DEFRAY_OK);
            expect(page->items_count > 0 && page->items_count <= most);
            for (size_t i = 0; i < page->items_count; i++) {
                strncat(came, page->items[i].id.ptr, 8);
                strncat(came, " ", 2);
            }
            snprintf(cursor, sizeof cursor, "%s", page->next.ptr);
            defray_lot_page_free(page);
            pages++;
        } while (cursor[0] != '\0');
        expect(strcmp(came, expected) == 0 && pages == (7 + most - 1) / most);
    }
    defray_error *error = NULL;
    const defray_lot_page *page = NULL;
    failed_with(defray_snapshot_lots_of(all, defray_text("acme"), defray_text("o"), 1, &page, &error), &error, DEFRAY_ERR_BAD_VALUE, "cursor");
    failed_with(defray_snapshot_lots_of(all, defray_text("x"), defray_text(""), 1, &page, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

static void pages_continue_after_reopening(void)
{
    defray_engine *engine = NULL;
    defray_error *error = NULL;
    const char *path = path_of("accounts.defray");
    expect(defray_engine_open_or_create(defray_text(path), NULL, &engine, NULL) == DEFRAY_OK);
    char names[10][16];
    for (int i = 0; i < 10; i++) {
        snprintf(names[i], sizeof names[i], "account-%d", i);
        defray_request request = open_account(names[i]);
        submit(engine, &request);
    }
    char cursor[256] = "";
    int seen = 0;
    do {
        defray_snapshot *all = snapshot_of(engine);
        const defray_account_page *page = NULL;
        expect(defray_snapshot_accounts(all, defray_text(cursor), 3, &page, NULL) == DEFRAY_OK);
        for (size_t i = 0; i < page->items_count; i++) {
            expect(is(page->items[i].id, names[seen++]));
        }
        snprintf(cursor, sizeof cursor, "%s", page->next.ptr);
        defray_account_page_free(page);
        /* The snapshot still exists while the file is closed and opened again. */
        expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
        expect(defray_engine_open(defray_text(path), NULL, &engine, &error) == DEFRAY_OK);
        defray_snapshot_free(all);
    } while (cursor[0] != '\0');
    expect(seen == 10);
    defray_snapshot *all = snapshot_of(engine);
    const defray_account_page *page = NULL;
    const char *bad[] = { "x", "4", "zz", "6f00", "o1" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        failed_with(defray_snapshot_accounts(all, defray_text(bad[i]), 3, &page, &error), &error, DEFRAY_ERR_BAD_VALUE, "cursor");
    }
    expect(defray_snapshot_accounts(all, defray_text(NULL), SIZE_MAX, &page, NULL) == DEFRAY_OK && page->items_count == 10);
    defray_account_page_free(page);
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* ---- Files. */

static void files_are_maintained(void)
{
    defray_engine *engine = NULL, *other = NULL;
    defray_error *error = NULL;
    char path[4096], copy[4096];
    snprintf(path, sizeof path, "%s", path_of("kept.defray"));
    snprintf(copy, sizeof copy, "%s", path_of("copy.defray"));
    failed_with(defray_engine_open(defray_text(path), NULL, &engine, &error), &error, DEFRAY_ERR_FILE_MISSING, "");
    failed_with(defray_engine_open(defray_text(""), NULL, &engine, &error), &error, DEFRAY_ERR_BAD_VALUE, "path");
    expect(defray_engine_create(defray_text(path), NULL, &engine, NULL) == DEFRAY_OK);
    failed_with(defray_engine_open(defray_text(path), NULL, &other, &error), &error, DEFRAY_ERR_FILE_LOCKED, "");
    failed_with(defray_engine_set_clock(engine, MARCH, &error), &error, DEFRAY_ERR_BAD_ARGUMENT, "engine");
    defray_request request = open_account("acme");
    submit(engine, &request);
    expect(defray_engine_checkpoint(engine, NULL) == DEFRAY_OK);

    uint64_t position = 0;
    defray_head head;
    defray_cancel *cancel = defray_cancel_new();
    expect(defray_engine_backup(engine, defray_text(copy), cancel, &position, &head, NULL) == DEFRAY_OK && position == 1);
    failed_with(defray_engine_backup(engine, defray_text(copy), cancel, &position, &head, &error), &error, DEFRAY_ERR_FILE_EXISTS, "");
    defray_cancel_request(cancel);
    failed_with(defray_engine_backup(engine, defray_text(path_of("never.defray")), cancel, &position, &head, &error), &error, DEFRAY_ERR_CANCELLED, "");
    expect(access(path_of("never.defray"), F_OK) != 0);
    defray_cancel_free(cancel);

    request = top_up("acme", "1 CNY");
    submit(engine, &request);
    defray_snapshot *all = snapshot_of(engine);
    uint8_t reclaimed = 9;
    failed_with(defray_engine_compact(engine, &reclaimed, &error), &error, DEFRAY_ERR_BUSY, "");
    expect(reclaimed == 0);
    expect(defray_snapshot_position(all, &position, NULL) == DEFRAY_OK);
    expect(defray_snapshot_head(all, &head, NULL) == DEFRAY_OK);
    defray_snapshot_free(all);
    expect(defray_engine_compact(engine, &reclaimed, NULL) == DEFRAY_OK && reclaimed <= 1);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);

    /* The host stored the last head, so an older copy of the file is not opened. */
    defray_options options = DEFRAY_OPTIONS_INIT;
    options.expected_position = position;
    options.expected_head = &head;
    options.check = DEFRAY_CHECK_QUICK;
    expect(defray_engine_open(defray_text(path), &options, &engine, NULL) == DEFRAY_OK);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
    defray_status status = defray_engine_open(defray_text(copy), &options, &engine, &error);
    expect(is(defray_error_class(error), "corrupt"));
    failed_with(status, &error, DEFRAY_ERR_HEAD_MISMATCH, "");
}

/* ---- Panics and forks. */

static void a_panic_halts_the_ledger_and_loses_nothing(void)
{
    defray_engine *engine = NULL;
    defray_error *error = NULL;
    char path[4096];
    snprintf(path, sizeof path, "%s", path_of("panic.defray"));
    expect(defray_engine_create(defray_text(path), NULL, &engine, NULL) == DEFRAY_OK);
    defray_request request = open_account("acme");
    submit(engine, &request);
    defray_snapshot *all = snapshot_of(engine);
    defray_status status = defray_testing_panic(engine, &error);
    expect(is(defray_error_class(error), "bug") && strstr(defray_error_message(error).ptr, "asked for by a test") != NULL);
    failed_with(status, &error, DEFRAY_ERR_PANIC, "");
    expect(defray_testing_panic(engine, NULL) == DEFRAY_ERR_HALTED);
    request = top_up("acme", "1 CNY");
    refused(engine, &request, DEFRAY_ERR_HALTED, "");
    uint64_t position = 0;
    failed_with(defray_snapshot_position(all, &position, &error), &error, DEFRAY_ERR_HALTED, "");
    defray_snapshot_free(all);
    failed_with(defray_engine_close(&engine, &error), &error, DEFRAY_ERR_HALTED, "");
    expect(engine == NULL);
    expect(defray_engine_open(defray_text(path), NULL, &engine, NULL) == DEFRAY_OK);
    submit(engine, &request);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

static void a_forked_child_is_refused(void)
{
    defray_engine *engine = NULL;
    expect(defray_engine_create(defray_text(path_of("fork.defray")), NULL, &engine, NULL) == DEFRAY_OK);
    defray_request request = open_account("acme");
    submit(engine, &request);
    defray_snapshot *all = snapshot_of(engine);
    fflush(NULL);
    pid_t child = fork();
    expect(child >= 0);
    if (child == 0) {
        defray_error *error = NULL;
        uint64_t position = 0;
        request = top_up("acme", "1 CNY");
        refused(engine, &request, DEFRAY_ERR_FORKED, "");
        failed_with(defray_snapshot_position(all, &position, &error), &error, DEFRAY_ERR_FORKED, "");
        failed_with(defray_engine_close(&engine, &error), &error, DEFRAY_ERR_FORKED, "");
        expect(engine == NULL);
        /* Runs another program, so that leak checkers do not report the memory of the child. */
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    int status = -1;
    expect(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    request = top_up("acme", "1 CNY");
    submit(engine, &request);
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* ---- Metering. */

static void submit_line(const defray_engine *engine, const char *line)
{
    const defray_request *read = NULL;
    expect(defray_request_read(defray_text(line), &read, NULL) == DEFRAY_OK);
    submit(engine, read);
    defray_request_free(read);
}

/* The folder of the repository is the working directory. */
static void filters_leave_other_accounts_out(void)
{
    defray_engine *engine = in_memory();
    FILE *commands = fopen("tests/data/two-accounts.jsonl", "r");
    char line[1024];
    expect(commands != NULL);
    while (fgets(line, sizeof line, commands) != NULL) {
        submit_line(engine, line);
    }
    fclose(commands);
    defray_snapshot *all = snapshot_of(engine);
    tables_of_one_account_have_no_other(all);
    lists_of_one_account_have_no_other(all);
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* Two subscriptions; one of them is linked, so its page has no record. */
static void unmatched_messages_are_read(void)
{
    defray_engine *engine = in_memory();
    defray_error *error = NULL;
    submit_line(engine, "{\"command\":\"open_account\",\"account\":\"acme\",\"currency\":\"CNY\"}");
    submit_line(engine,
        "{\"command\":\"link_cloud_account\",\"account\":\"acme\",\"cloud_account\":\"ca-1\","
        "\"subscription\":{\"provider\":\"huawei_cloud\",\"account_id\":\"hw-7\",\"instance_id\":\"i-1\"}}");
    submit_line(engine,
        "{\"command\":\"ingest\",\"message\":{\"provider\":\"huawei_cloud\",\"identity\":\"huawei_cloud:i-1\","
        "\"kind\":\"newInstance\",\"signal\":\"activated\"}}");
    submit_line(engine,
        "{\"command\":\"ingest\",\"message\":{\"provider\":\"huawei_cloud\",\"identity\":\"huawei_cloud:i-2\","
        "\"kind\":\"newInstance\",\"signal\":\"activated\",\"account_id\":\"hw-8\"}}");
    defray_snapshot *all = snapshot_of(engine);
    const defray_unmatched_subscription_page *page = NULL;
    expect(defray_snapshot_unmatched(all, defray_text(NULL), 1, &page, NULL) == DEFRAY_OK);
    expect(page->items_count == 0 && page->next.len > 0);
    char cursor[256];
    snprintf(cursor, sizeof cursor, "%s", page->next.ptr);
    defray_unmatched_subscription_page_free(page);
    expect(defray_snapshot_unmatched(all, defray_text(cursor), 1, &page, NULL) == DEFRAY_OK);
    expect(page->items_count == 1 && is(page->next, "") && is(page->items[0].identity, "huawei_cloud:i-2"));
    expect(page->items[0].reason == DEFRAY_UNMATCHED_REASON_NOT_LINKED && page->items[0].signals == 1);
    expect(page->items[0].state == DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE && page->items[0].subscription_ended == NULL);
    expect(is(page->items[0].subscription->instance_id, "i-2") && is(page->items[0].subscription->account_id, "hw-8"));
    defray_unmatched_subscription_page_free(page);
    failed_with(defray_snapshot_unmatched(all, defray_text("00"), 1, &page, &error), &error, DEFRAY_ERR_BAD_VALUE, "cursor");
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* Two bills of 7.005 and 2 CNY, in units of 0.01: 900 units are sent, 0.005 CNY of the second bill waits. */
static void meters_are_read(void)
{
    defray_engine *engine = in_memory();
    defray_error *error = NULL;
    submit_line(engine, "{\"command\":\"open_account\",\"account\":\"acme\",\"currency\":\"CNY\"}");
    submit_line(engine, "{\"command\":\"bind_workspace\",\"account\":\"acme\",\"workspace\":\"cn1/one\"}");
    submit_line(engine, "{\"command\":\"bind_workspace\",\"account\":\"acme\",\"workspace\":\"cn1/two\"}");
    submit_line(engine,
        "{\"command\":\"link_cloud_account\",\"account\":\"acme\",\"cloud_account\":\"ca-1\","
        "\"subscription\":{\"provider\":\"alicloud\",\"account_id\":\"1041031108983109\",\"instance_id\":\"122779388\"}}");
    submit_line(engine,
        "{\"command\":\"ingest\",\"message\":{\"provider\":\"alicloud\",\"identity\":\"alicloud:122779388\","
        "\"kind\":\"createInstance\",\"signal\":\"activated\",\"occurred_at\":\"2026-03-01T00:00:00Z\"}}");
    submit_line(engine,
        "{\"command\":\"choose_method\",\"account\":\"acme\",\"workspace\":\"cn1/one\",\"method\":{\"cloud_account\":\"ca-1\"}}");
    submit_line(engine,
        "{\"command\":\"choose_method\",\"account\":\"acme\",\"workspace\":\"cn1/two\",\"method\":{\"cloud_account\":\"ca-1\"}}");
    expect(defray_engine_set_clock(engine, MARCH + DAY, NULL) == DEFRAY_OK);

    defray_snapshot *all = snapshot_of(engine);
    const defray_meter *meter = NULL;
    const defray_meter_page *meters = NULL;
    expect(defray_snapshot_meter(all, defray_text("ca-1"), &meter, NULL) == DEFRAY_OK);
    expect(is(meter->account, "acme") && meter->last == NULL && meter->head == NULL && meter->in_flight == NULL && meter->hours == NULL);
    defray_meter_free(meter);
    expect(defray_snapshot_meters(all, defray_text(NULL), 0, &meters, NULL) == DEFRAY_OK && meters->items_count == 0);
    defray_meter_page_free(meters);
    failed_with(defray_snapshot_meter(all, defray_text("ca"), &meter, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    failed_with(defray_snapshot_meter(all, defray_text(""), &meter, &error), &error, DEFRAY_ERR_BAD_VALUE, "cloud_account");
    defray_snapshot_free(all);

    defray_request request = settle("b-1", "cn1/one", "7.005 CNY", MARCH + DAY / 2);
    submit(engine, &request);
    request = settle("b-2", "cn1/two", "2 CNY", MARCH + DAY / 2);
    submit(engine, &request);
    const defray_answer *answer = NULL;
    request = request_of(DEFRAY_COMMAND_REQUEST_METERING);
    request.command.as.request_metering.cloud_account = defray_text("ca-1");
    expect(defray_engine_submit(engine, &request, sizeof request, &answer, NULL) == DEFRAY_OK);
    expect(answer->events_count == 1 && answer->events[0].kind == DEFRAY_EVENT_METERING_REQUESTED);
    defray_entry_position number = answer->events[0].as.metering_requested.record->number;
    defray_answer_free(answer);
    expect(defray_engine_submit(engine, &request, sizeof request, &answer, NULL) == DEFRAY_OK);
    expect(answer->kind == DEFRAY_ANSWER_ALREADY && answer->prior->kind == DEFRAY_PRIOR_RESULT_USAGE_RECORD);
    expect(answer->prior->as.usage_record->number.position == number.position);
    defray_answer_free(answer);

    all = snapshot_of(engine);
    const defray_usage_record *record = NULL;
    const defray_usage_record_page *records = NULL;
    const defray_charges *owed = NULL;
    const defray_carried_charges *carried = NULL;
    const defray_shares *shares = NULL;
    defray_entry_position other = { 1, 0 };
    expect(defray_snapshot_usage_record(all, &number, &record, NULL) == DEFRAY_OK);
    expect(record->quantity == 900 && record->state == DEFRAY_USAGE_STATE_IN_FLIGHT && record->from == NULL && record->accepted == NULL);
    defray_usage_record_free(record);
    failed_with(defray_snapshot_usage_record(all, &other, &record, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    failed_with(defray_snapshot_usage_record(all, NULL, &record, &error), &error, DEFRAY_ERR_NULL_ARGUMENT, "number");
    expect(defray_snapshot_usage_records_of(all, defray_text("ca-1"), defray_text(NULL), 1, &records, NULL) == DEFRAY_OK);
    expect(records->items_count == 1 && records->items[0].number.position == number.position && is(records->next, ""));
    defray_usage_record_page_free(records);
    expect(defray_snapshot_meters(all, defray_text(NULL), 1, &meters, NULL) == DEFRAY_OK);
    expect(meters->items_count == 1 && meters->items[0].in_flight != NULL && meters->items[0].hours_count == 1 && is(meters->next, ""));
    defray_meter_page_free(meters);
    failed_with(defray_snapshot_meters(all, defray_text("00"), 1, &meters, &error), &error, DEFRAY_ERR_BAD_VALUE, "cursor");

    expect(defray_snapshot_pending_charges(all, defray_text("ca-1"), &owed, NULL) == DEFRAY_OK);
    expect(owed->items_count == 2 && is(owed->items[0].bill, "b-1") && is(owed->items[1].workspace, "cn1/two"));
    defray_charges_free(owed);
    failed_with(defray_snapshot_pending_charges(all, defray_text("ca"), &owed, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    expect(defray_snapshot_charges_of(all, &number, &carried, NULL) == DEFRAY_OK && carried->items_count == 2);
    expect(is(carried->items[0].charge.bill, "b-1") && carried->items[0].part.amount.lo == 7005);
    expect(carried->items[1].charge.amount.amount.lo == 2 && carried->items[1].part.amount.lo == 1995);
    defray_carried_charges_free(carried);
    failed_with(defray_snapshot_charges_of(all, &other, &carried, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    expect(defray_snapshot_shares_of(all, &number, &shares, NULL) == DEFRAY_OK && shares->items_count == 2);
    expect(is(shares->items[0].workspace, "cn1/one") && shares->items[0].quantity == 700 && shares->items[1].quantity == 200);
    defray_shares_free(shares);
    failed_with(defray_snapshot_shares_of(all, &other, &shares, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    defray_snapshot_free(all);

    /* AliCloud already had 899 units: these are accepted. */
    const uint32_t had = 899;
    request = request_of(DEFRAY_COMMAND_ACKNOWLEDGE_METERING);
    request.command.as.acknowledge_metering.record = number;
    request.command.as.acknowledge_metering.outcome.kind = DEFRAY_METERING_OUTCOME_DUPLICATE;
    request.command.as.acknowledge_metering.outcome.as.duplicate.quantity = &had;
    submit(engine, &request);
    request.command.as.acknowledge_metering.record = other;
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_USAGE_RECORD, "record");
    request.command.as.acknowledge_metering.outcome.kind = 9;
    refused(engine, &request, DEFRAY_ERR_UNKNOWN_NAME, "outcome");
    all = snapshot_of(engine);
    expect(defray_snapshot_meter(all, defray_text("ca-1"), &meter, NULL) == DEFRAY_OK && meter->in_flight == NULL);
    expect(meter->accepted.amount.lo == 899 && meter->waiting.amount.lo == 15 && meter->head->part.amount.lo == 1985);
    defray_meter_free(meter);
    expect(defray_snapshot_pending_charges(all, defray_text("ca-1"), &owed, NULL) == DEFRAY_OK);
    expect(owed->items_count == 1 && is(owed->items[0].bill, "b-2"));
    defray_charges_free(owed);
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

/* 7.25 CNY in units of 0.01: a call sends 725 units. They stay in flight until there is an answer. */
static void usage_is_sent_and_acknowledged(void)
{
    defray_engine *engine = in_memory();
    defray_error *error = NULL;
    submit_line(engine, "{\"command\":\"open_account\",\"account\":\"acme\",\"currency\":\"CNY\"}");
    submit_line(engine, "{\"command\":\"bind_workspace\",\"account\":\"acme\",\"workspace\":\"cn1/one\"}");
    submit_line(engine,
        "{\"command\":\"link_cloud_account\",\"account\":\"acme\",\"cloud_account\":\"ca-1\","
        "\"subscription\":{\"provider\":\"alicloud\",\"account_id\":\"1041031108983109\",\"instance_id\":\"122779388\"}}");
    submit_line(engine,
        "{\"command\":\"ingest\",\"message\":{\"provider\":\"alicloud\",\"identity\":\"alicloud:122779388\","
        "\"kind\":\"createInstance\",\"signal\":\"activated\",\"occurred_at\":\"2026-03-01T00:00:00Z\"}}");
    submit_line(engine,
        "{\"command\":\"choose_method\",\"account\":\"acme\",\"workspace\":\"cn1/one\",\"method\":{\"cloud_account\":\"ca-1\"}}");
    expect(defray_engine_set_clock(engine, MARCH + DAY, NULL) == DEFRAY_OK);
    defray_request request = settle("b-1", "cn1/one", "7.25 CNY", MARCH + DAY / 2);
    submit(engine, &request);
    submit_line(engine, "{\"command\":\"request_metering\",\"cloud_account\":\"ca-1\"}");

    defray_snapshot *all = snapshot_of(engine);
    const defray_str *result = NULL;
    const char *asked = "{\"provider\":\"alicloud\",\"now\":\"2026-03-02T00:00:00Z\"}";
    expect(defray_metering_calls(all, defray_text(asked), &result, &error) == DEFRAY_OK);
    const char *first = strstr(result->ptr, "{\"calls\":[{\"provider\":\"alicloud\",\"operation\":\"PushMeteringData\",");
    const char *last = strstr(result->ptr, "],\"unsendable\":[]}");
    expect(first == result->ptr && last != NULL && strstr(result->ptr, "\\\"Value\\\":\\\"725\\\"") != NULL);
    char call[1024], answered[1280];
    first += strlen("{\"calls\":[");
    snprintf(call, sizeof call, "%.*s", (int)(last - first), first);
    defray_text_free(result);
    failed_with(defray_metering_calls(all, defray_text("{"), &result, &error), &error, DEFRAY_ERR_NOT_JSON, "");
    const char *missing = "{\"provider\":\"alicloud\",\"now\":\"2026-03-02T00:00:00Z\",\"records\":[\"99.0\"]}";
    failed_with(defray_metering_calls(all, defray_text(missing), &result, &error), &error, DEFRAY_ERR_NOT_FOUND, "");
    defray_snapshot_free(all);

    snprintf(answered, sizeof answered, "{\"call\":%s,\"status\":0}", call);
    expect(defray_metering_outcomes(defray_text(answered), NULL, 0, &result, &error) == DEFRAY_OK);
    expect(strstr(result->ptr, "\"result\":") != NULL && strstr(result->ptr, "\"outcome\"") == NULL);
    defray_text_free(result);
    static const char body[] = "{\"RequestId\":\"r\",\"Success\":true}";
    snprintf(answered, sizeof answered, "{\"call\":%s,\"status\":200}", call);
    expect(defray_metering_outcomes(defray_text(answered), (const uint8_t *)body, strlen(body), &result, &error) == DEFRAY_OK);
    const char *number = strstr(result->ptr, "\"record\":\"");
    expect(number != NULL && strstr(result->ptr, "\"outcome\":\"accepted\"") != NULL && strstr(result->ptr, "\"result\":\"accepted\"") != NULL);
    number += strlen("\"record\":\"");
    char line[256];
    snprintf(line, sizeof line, "{\"command\":\"acknowledge_metering\",\"record\":\"%.*s\",\"outcome\":\"accepted\"}",
             (int)strcspn(number, "\""), number);
    defray_text_free(result);
    submit_line(engine, line);
    all = snapshot_of(engine);
    const defray_meter *meter = NULL;
    expect(defray_snapshot_meter(all, defray_text("ca-1"), &meter, NULL) == DEFRAY_OK && meter->in_flight == NULL);
    expect(meter->accepted.amount.lo == 725);
    defray_meter_free(meter);
    defray_snapshot_free(all);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);

    /* The SDK of AliCloud signs; calls to Huawei Cloud need headers. */
    const char *sending = ",\"now\":\"2026-03-02T00:00:00Z\",\"secret\":\"key\",\"nonce\":\"n-1\"}";
    snprintf(answered, sizeof answered, "{\"call\":%s%s", call, sending);
    expect(defray_metering_headers(defray_text(answered), &result, &error) == DEFRAY_OK && is(*result, "[]"));
    defray_text_free(result);
    const char *huawei = "{\"provider\":\"huawei_cloud\",\"operation\":\"/\",\"body\":\"{}\",\"records\":[\"1.0\"],\"wait\":0}";
    snprintf(answered, sizeof answered, "{\"call\":%s%s", huawei, sending);
    expect(defray_metering_headers(defray_text(answered), &result, &error) == DEFRAY_OK);
    expect(strstr(result->ptr, "[\"nonce\",\"n-1\"]") != NULL && strstr(result->ptr, "\"signature\"") != NULL);
    defray_text_free(result);
    snprintf(answered, sizeof answered, "{\"call\":%s,\"now\":\"2026-03-02T00:00:00Z\",\"secret\":17,\"nonce\":\"n-1\"}", huawei);
    expect(defray_metering_headers(defray_text(answered), &result, &error) == DEFRAY_ERR_WRONG_TYPE);
    expect(is(defray_error_field(error), "secret") && strstr(defray_error_message(error).ptr, "17") == NULL);
    defray_error_free(error);
}

/* ---- JSON commands and marketplace messages. */

static void lines_and_messages_are_read(void)
{
    defray_error *error = NULL;
    const defray_request *read = NULL;
    const char *line = "{\"command\":\"top_up\",\"at\":\"2026-03-01T00:00:00Z\",\"actor\":\"a\",\"account\":\"acme\",\"amount\":\"1.5 CNY\"}";
    expect(defray_request_read(defray_text(line), &read, NULL) == DEFRAY_OK);
    expect(*read->at == MARCH && is(read->actor, "a") && read->idempotency_key.ptr == NULL);
    expect(read->command.kind == DEFRAY_COMMAND_TOP_UP && read->command.as.top_up.amount.amount.lo == 15);
    /* A request that was read can be submitted. */
    defray_engine *engine = in_memory();
    defray_request request = open_account("acme");
    submit(engine, &request);
    submit(engine, read);
    defray_request_free(read);
    failed_with(defray_request_read(defray_text("{"), &read, &error), &error, DEFRAY_ERR_NOT_JSON, "");
    failed_with(defray_request_read(defray_text("{\"command\":\"\xff\"}"), &read, &error), &error, DEFRAY_ERR_NOT_UTF8, "");
    const defray_marketplace_message *message = NULL;
    defray_status status = defray_marketplace_read(DEFRAY_PROVIDER_ALI_CLOUD, (const uint8_t *)"{}", 2, &message, &error);
    failed_with(status, &error, DEFRAY_ERR_BAD_VALUE, "raw");
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

int main(int count, char **arguments)
{
    expect(count == 2);
    folder = arguments[1];
    calls_with_null_fail();
    versions_agree();
    names_go_both_ways();
    money_goes_both_ways();
    instants_and_heads_go_both_ways();
    invalid_requests_are_refused();
    batches_are_atomic_or_independent();
    a_method_is_chosen_for_several_workspaces_or_for_none();
    a_key_gives_the_first_result_again();
    every_question_has_an_answer();
    lots_come_in_order();
    pages_continue_after_reopening();
    filters_leave_other_accounts_out();
    unmatched_messages_are_read();
    meters_are_read();
    usage_is_sent_and_acknowledged();
    files_are_maintained();
    a_panic_halts_the_ledger_and_loses_nothing();
    a_forked_child_is_refused();
    lines_and_messages_are_read();
    deliveries_are_accepted_and_answered();
    deliveries_are_received();
    puts("behaviour: passed");
    return 0;
}
