/* Runs scenarios (docs/scenarios.md) through include/defray.h: every command, question and result as a C structure. The
 * same source is compiled as C11 and as C++17.
 *
 *     scenario FILE...
 *
 * A command that the C structures cannot express (an unknown field, an invalid amount) is read by defray_request_read.
 * Its error is the result; it is a failure of the test if it accepts the command. */

#include <errno.h>
#include <inttypes.h>

#include "generated/shapes.h"
#include "support/expect.h"

typedef struct stage {
    defray_engine *engine;
    const char *file;
    unsigned line;
} stage;

/* Ends the program: the scenario or this program is wrong. */
static void wrong(const stage *on, const char *what)
{
    fprintf(stderr, "%s: line %u: %s\n", on->file, on->line, what);
    exit(1);
}

/* Writes {"ok": false, "error": ...}, and frees the error. */
static cJSON *write_error(defray_error *error)
{
    cJSON *outer = cJSON_CreateObject();
    cJSON *object = cJSON_CreateObject();
    const defray_str class_name = defray_error_class(error), code = defray_error_code(error);
    const defray_str field = defray_error_field(error), rule = defray_error_rule(error), message = defray_error_message(error);
    json_add(outer, "ok", cJSON_CreateFalse());
    json_add(object, "class", write_text(&class_name));
    json_add(object, "code", write_text(&code));
    if (field.len != 0) {
        json_add(object, "field", write_text(&field));
    }
    if (rule.len != 0) {
        json_add(object, "rule", write_text(&rule));
    }
    json_add(object, "message", write_text(&message));
    json_add(outer, "error", object);
    defray_error_free(error);
    return outer;
}

/* An error of class refused or misuse is a valid result of a scenario; another error is not. */
static cJSON *not_answered(const stage *on, defray_error *error)
{
    const char *class_name = defray_error_class(error).ptr;
    if (strcmp(class_name, "refused") != 0 && strcmp(class_name, "misuse") != 0) {
        wrong(on, defray_error_message(error).ptr);
    }
    return write_error(error);
}

static cJSON *write_answer(const defray_answer *answer)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "ok", cJSON_CreateTrue());
    if (answer->kind == DEFRAY_ANSWER_ALREADY) {
        const defray_prior_result *prior = answer->prior;
        expect(prior != NULL && answer->events == NULL && answer->position == 0 && answer->at == DEFRAY_NO_INSTANT);
        if (prior->kind == DEFRAY_PRIOR_RESULT_NOTHING) {
            json_add(object, "nothing", cJSON_CreateTrue());
            return object;
        }
        json_add(object, "repeated", cJSON_CreateTrue());
        if (prior->kind == DEFRAY_PRIOR_RESULT_BILL) {
            json_add(object, "bill", write_record(bill_record, prior->as.bill));
        } else if (prior->kind == DEFRAY_PRIOR_RESULT_REVERSAL) {
            json_add(object, "reversal", write_record(reversal, prior->as.reversal));
        } else if (prior->kind == DEFRAY_PRIOR_RESULT_USAGE_RECORD) {
            json_add(object, "usage_record", write_record(usage_record, prior->as.usage_record));
        } else {
            char text[64];
            expect(prior->kind == DEFRAY_PRIOR_RESULT_MESSAGE);
            snprintf(text, sizeof text, "duplicate; the first was %s", defray_message_disposition_name(prior->as.message));
            json_add(object, "disposition", cJSON_CreateString(text));
        }
        return object;
    }
    if (answer->kind == DEFRAY_ANSWER_REPEATED) {
        json_add(object, "repeated", cJSON_CreateTrue());
    } else {
        expect(answer->kind == DEFRAY_ANSWER_DONE);
    }
    expect(answer->prior == NULL && answer->events_count > 0);
    json_add(object, "position", write_u64(&answer->position));
    json_add(object, "at", write_instant(&answer->at));
    cJSON *events = cJSON_CreateArray();
    for (size_t i = 0; i < answer->events_count; i++) {
        cJSON_AddItemToArray(events, write_record(event, &answer->events[i]));
    }
    json_add(object, "events", events);
    return object;
}

/* Reads the command in `fields`, which has neither its name nor its envelope. Returns 0 if the command is not valid. */
static int read_typed(json_pool *pool, cJSON *fields, const char *name, defray_command *out, const defray_marketplace_message **message)
{
    cJSON *raw = cJSON_GetObjectItemCaseSensitive(fields, "raw");
    if (strcmp(name, "ingest") == 0 && cJSON_IsString(raw)) {
        defray_provider provider = 0;
        const cJSON *named = cJSON_GetObjectItemCaseSensitive(fields, "provider");
        if (cJSON_GetArraySize(fields) != 2 || named == NULL || !read_record(pool, named, provider, &provider)) {
            return 0;
        }
        const uint8_t *bytes = (const uint8_t *)raw->valuestring;
        if (defray_marketplace_read(provider, bytes, strlen(raw->valuestring), message, NULL) != DEFRAY_OK) {
            return 0;
        }
        memset(out, 0, sizeof *out);
        out->kind = DEFRAY_COMMAND_INGEST;
        out->as.ingest.message = *message;
        return 1;
    }
    return shape_read_alternative(pool, fields, &shape_command, name, out);
}

static cJSON *submit(const stage *on, const cJSON *command)
{
    json_pool pool = { NULL, NULL };
    defray_error *error = NULL;
    const defray_answer *answer = NULL;
    const defray_marketplace_message *message = NULL;
    defray_request request;
    defray_instant at = 0;
    memset(&request, 0, sizeof request);

    cJSON *fields = cJSON_Duplicate(command, 1);
    cJSON *name = cJSON_DetachItemFromObjectCaseSensitive(fields, "command");
    cJSON *when = cJSON_DetachItemFromObjectCaseSensitive(fields, "at");
    cJSON *actor = cJSON_DetachItemFromObjectCaseSensitive(fields, "actor");
    cJSON *key = cJSON_DetachItemFromObjectCaseSensitive(fields, "idempotency_key");
    if (when == NULL || !read_instant(&pool, when, &at)) {
        wrong(on, "a command has no `at`");
    }
    expect(defray_engine_set_clock(on->engine, at, NULL) == DEFRAY_OK);
    request.at = &at;
    int typed = cJSON_IsString(name) && (actor == NULL || read_text(&pool, actor, &request.actor))
        && (key == NULL || read_text(&pool, key, &request.idempotency_key))
        && read_typed(&pool, fields, name->valuestring, &request.command, &message);

    cJSON *result = NULL;
    if (typed) {
        if (defray_engine_submit(on->engine, &request, sizeof request, &answer, &error) == DEFRAY_OK) {
            result = write_answer(answer);
        } else {
            result = not_answered(on, error);
        }
        defray_answer_free(answer);
    } else {
        const defray_request *read = NULL;
        char *line = json_print(command);
        if (defray_request_read(defray_text(line), &read, &error) == DEFRAY_OK) {
            wrong(on, "defray_request_read accepts a command that the C structures cannot express");
        }
        result = write_error(error);
        cJSON_free(line);
    }
    defray_marketplace_message_free(message);
    cJSON_Delete(fields);
    cJSON_Delete(name);
    cJSON_Delete(when);
    cJSON_Delete(actor);
    cJSON_Delete(key);
    json_free(&pool);
    return result;
}

/* The answer to a question, or its error. */
typedef struct outcome {
    cJSON *value;
    defray_error *error;
} outcome;

/* The number of items in a list, which is read in small pages. */
#define COUNT(NAME, PAGE)                                                                                              \
    static defray_status count_##NAME(const defray_snapshot *all, defray_str account, size_t *count, defray_error **error) \
    {                                                                                                                  \
        char cursor[1024] = "";                                                                                        \
        for (*count = 0;;) {                                                                                           \
            const PAGE *page = NULL;                                                                                   \
            defray_status status = defray_snapshot_##NAME(all, account, defray_text(cursor), 2, &page, error);         \
            if (status != DEFRAY_OK) {                                                                                 \
                return status;                                                                                         \
            }                                                                                                          \
            *count += page->items_count;                                                                               \
            snprintf(cursor, sizeof cursor, "%s", page->next.ptr);                                                     \
            PAGE##_free(page);                                                                                         \
            if (cursor[0] == '\0') {                                                                                   \
                return DEFRAY_OK;                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

COUNT(workspaces_of, defray_workspace_page)
COUNT(held_bills_of, defray_bill_record_page)

static cJSON *write_count(size_t count)
{
    uint64_t wide = count;
    return write_u64(&wide);
}

static outcome ask_account(const defray_snapshot *all, defray_str id)
{
    outcome found = { NULL, NULL };
    const defray_account *account = NULL;
    const defray_cloud_account_page *page = NULL;
    size_t workspaces = 0, held = 0;
    if (defray_snapshot_account(all, id, &account, &found.error) != DEFRAY_OK
        || count_workspaces_of(all, id, &workspaces, &found.error) != DEFRAY_OK
        || count_held_bills_of(all, id, &held, &found.error) != DEFRAY_OK
        || defray_snapshot_cloud_accounts_of(all, id, defray_text(NULL), 0, &page, &found.error) != DEFRAY_OK) {
        defray_account_free(account);
        return found;
    }
    found.value = write_record(account, account);
    json_add(found.value, "workspaces", write_count(workspaces));
    json_add(found.value, "held_bills", write_count(held));
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < page->items_count; i++) {
        const defray_cloud_account *one = &page->items[i];
        char text[512];
        snprintf(text, sizeof text, "%.*s (%s, %s)", DEFRAY_STR_ARGS(one->id), defray_provider_name(one->subscription.provider),
            defray_cloud_account_state_name(one->state));
        cJSON_AddItemToArray(list, cJSON_CreateString(text));
    }
    json_add(found.value, "cloud_accounts", list);
    defray_cloud_account_page_free(page);
    defray_account_free(account);
    return found;
}

static outcome ask_wallet(const defray_snapshot *all, defray_str id)
{
    outcome found = { NULL, NULL };
    const defray_account *account = NULL;
    if (defray_snapshot_account(all, id, &account, &found.error) != DEFRAY_OK) {
        return found;
    }
    cJSON *lots = cJSON_CreateArray();
    char cursor[1024] = "";
    do {
        const defray_lot_page *page = NULL;
        expect(defray_snapshot_lots_of(all, id, defray_text(cursor), 2, &page, NULL) == DEFRAY_OK);
        for (size_t i = 0; i < page->items_count; i++) {
            cJSON_AddItemToArray(lots, write_record(lot, &page->items[i]));
        }
        snprintf(cursor, sizeof cursor, "%s", page->next.ptr);
        defray_lot_page_free(page);
    } while (cursor[0] != '\0');
    found.value = cJSON_CreateObject();
    json_add(found.value, "account", write_text(&account->id));
    json_add(found.value, "cash", write_money(&account->cash));
    json_add(found.value, "overdraft", write_money(&account->overdraft));
    json_add(found.value, "lots", lots);
    defray_account_free(account);
    return found;
}

static outcome ask_workspace(const defray_snapshot *all, defray_str id, int timeline_only)
{
    outcome found = { NULL, NULL };
    const defray_workspace *workspace = NULL;
    if (defray_snapshot_workspace(all, id, &workspace, &found.error) != DEFRAY_OK) {
        return found;
    }
    if (timeline_only) {
        found.value = cJSON_CreateArray();
        for (size_t i = 0; i < workspace->timeline_count; i++) {
            cJSON_AddItemToArray(found.value, write_record(payer_interval, &workspace->timeline[i]));
        }
    } else {
        found.value = write_record(workspace, workspace);
    }
    defray_workspace_free(workspace);
    return found;
}

static outcome ask_cloud_account(const defray_snapshot *all, defray_str id)
{
    outcome found = { NULL, NULL };
    const defray_cloud_account *one = NULL;
    if (defray_snapshot_cloud_account(all, id, &one, &found.error) == DEFRAY_OK) {
        found.value = write_record(cloud_account, one);
    }
    defray_cloud_account_free(one);
    return found;
}

/* A meter, and the charges that the provider has not accepted. */
static outcome ask_meter(const defray_snapshot *all, defray_str id)
{
    outcome found = { NULL, NULL };
    const defray_meter *one = NULL;
    const defray_charges *owed = NULL;
    if (defray_snapshot_meter(all, id, &one, &found.error) == DEFRAY_OK
        && defray_snapshot_pending_charges(all, id, &owed, &found.error) == DEFRAY_OK) {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < owed->items_count; i++) {
            cJSON_AddItemToArray(list, write_record(charge, &owed->items[i]));
        }
        found.value = write_record(meter, one);
        json_add(found.value, "charges", list);
    }
    defray_charges_free(owed);
    defray_meter_free(one);
    return found;
}

/* A usage record, and the charges that it covers with their parts. */
static outcome ask_usage_record(const defray_snapshot *all, const defray_entry_position *number)
{
    outcome found = { NULL, NULL };
    const defray_usage_record *one = NULL;
    const defray_carried_charges *carried = NULL;
    if (defray_snapshot_usage_record(all, number, &one, &found.error) == DEFRAY_OK
        && defray_snapshot_charges_of(all, number, &carried, &found.error) == DEFRAY_OK) {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < carried->items_count; i++) {
            cJSON *charge = cJSON_CreateObject();
            json_add(charge, "bill", write_text(&carried->items[i].charge.bill));
            json_add(charge, "workspace", write_text(&carried->items[i].charge.workspace));
            json_add(charge, "amount", write_money(&carried->items[i].part));
            cJSON_AddItemToArray(list, charge);
        }
        found.value = write_record(usage_record, one);
        json_add(found.value, "charges", list);
    }
    defray_carried_charges_free(carried);
    defray_usage_record_free(one);
    return found;
}

static outcome ask_bill(const defray_snapshot *all, defray_str id)
{
    outcome found = { NULL, NULL };
    const defray_bill_record *one = NULL;
    if (defray_snapshot_bill(all, id, &one, &found.error) == DEFRAY_OK) {
        found.value = write_record(bill_record, one);
    }
    defray_bill_record_free(one);
    return found;
}

static outcome ask_payer(const defray_snapshot *all, defray_str workspace, defray_instant at)
{
    outcome found = { NULL, NULL };
    const defray_payer_interval *one = NULL;
    if (defray_snapshot_payer_at(all, workspace, at, &one, &found.error) == DEFRAY_OK) {
        found.value = write_record(payer_interval, one);
        json_add(found.value, "workspace", write_text(&workspace));
        json_add(found.value, "at", write_instant(&at));
    }
    defray_payer_interval_free(one);
    return found;
}

static outcome ask_unmatched(const defray_snapshot *all)
{
    outcome found = { cJSON_CreateArray(), NULL };
    char cursor[1024] = "";
    do {
        const defray_unmatched_subscription_page *page = NULL;
        if (defray_snapshot_unmatched(all, defray_text(cursor), 1, &page, &found.error) != DEFRAY_OK) {
            return found;
        }
        for (size_t i = 0; i < page->items_count; i++) {
            cJSON_AddItemToArray(found.value, write_record(unmatched_subscription, &page->items[i]));
        }
        snprintf(cursor, sizeof cursor, "%s", page->next.ptr);
        defray_unmatched_subscription_page_free(page);
    } while (cursor[0] != '\0');
    return found;
}

static outcome ask_outbox_messages(const defray_snapshot *all)
{
    outcome found = { cJSON_CreateArray(), NULL };
    char cursor[1024] = "";
    do {
        const defray_outbox_message_page *page = NULL;
        if (defray_snapshot_outbox(all, defray_text(cursor), 1, &page, &found.error) != DEFRAY_OK) {
            return found;
        }
        for (size_t i = 0; i < page->items_count; i++) {
            cJSON_AddItemToArray(found.value, write_record(outbox_message, &page->items[i]));
        }
        snprintf(cursor, sizeof cursor, "%s", page->next.ptr);
        defray_outbox_message_page_free(page);
    } while (cursor[0] != '\0');
    return found;
}

static cJSON *balances(const defray_balances *of)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, defray_fund_name(DEFRAY_FUND_ORDINARY_VOUCHER), write_money(&of->ordinary_vouchers));
    json_add(object, defray_fund_name(DEFRAY_FUND_FULL_REDUCTION_VOUCHER), write_money(&of->full_reduction_vouchers));
    json_add(object, defray_fund_name(DEFRAY_FUND_CARD), write_money(&of->cards));
    json_add(object, defray_fund_name(DEFRAY_FUND_CASH), write_money(&of->cash));
    json_add(object, defray_fund_name(DEFRAY_FUND_OVERDRAFT), write_money(&of->overdraft));
    json_add(object, defray_fund_name(DEFRAY_FUND_CLOUD_ACCOUNT), write_money(&of->cloud_charged));
    return object;
}

static outcome ask_statement(const defray_snapshot *all, defray_str account, defray_instant from, defray_instant to)
{
    outcome found = { NULL, NULL };
    const defray_statement *one = NULL;
    if (defray_snapshot_statement(all, account, from, to, NULL, &one, &found.error) != DEFRAY_OK) {
        return found;
    }
    cJSON *movements = cJSON_CreateArray();
    for (size_t i = 0; i < one->movements_count; i++) {
        cJSON_AddItemToArray(movements, write_record(movement, &one->movements[i]));
    }
    cJSON *held = cJSON_CreateArray();
    for (size_t i = 0; i < one->held_count; i++) {
        cJSON_AddItemToArray(held, write_record(held_bill, &one->held[i]));
    }
    found.value = cJSON_CreateObject();
    json_add(found.value, "account", write_text(&one->account));
    json_add(found.value, "from", write_instant(&one->from));
    json_add(found.value, "to", write_instant(&one->to));
    json_add(found.value, "opening", balances(&one->opening));
    json_add(found.value, "movements", movements);
    json_add(found.value, "closing", balances(&one->closing));
    json_add(found.value, "held", held);
    defray_statement_free(one);
    return found;
}

/* The preview of a bill has the form of the record of the bill. */
static outcome ask_preview(const stage *on, const defray_snapshot *all, const defray_bill *bill, const defray_instant *at)
{
    outcome found = { NULL, NULL };
    const defray_preview *preview = NULL;
    if (defray_engine_preview(on->engine, bill, at, &preview, &found.error) != DEFRAY_OK) {
        return found;
    }
    int known = preview->kind == DEFRAY_PREVIEW_CANCELLED
        || (preview->kind == DEFRAY_PREVIEW_SETTLED && preview->as.settled.known)
        || (preview->kind == DEFRAY_PREVIEW_HELD && preview->as.held.known);
    if (known) {
        found = ask_bill(all, bill->id);
    } else {
        const defray_payer_interval *interval = NULL;
        defray_bill_record record;
        memset(&record, 0, sizeof record);
        if (defray_snapshot_payer_at(all, bill->workspace, bill->period.start, &interval, &found.error) == DEFRAY_OK) {
            record.bill = *bill;
            record.account = interval->account;
            if (preview->kind == DEFRAY_PREVIEW_SETTLED) {
                record.status.kind = DEFRAY_BILL_STATUS_SETTLED;
                record.status.as.settled = preview->as.settled.receipt;
            } else {
                expect(preview->kind == DEFRAY_PREVIEW_HELD);
                record.status.kind = DEFRAY_BILL_STATUS_HELD;
                record.status.as.held.reason = preview->as.held.reason;
                record.status.as.held.since = preview->as.held.since;
            }
            found.value = write_record(bill_record, &record);
        }
        defray_payer_interval_free(interval);
    }
    if (found.value != NULL) {
        json_add(found.value, "known", cJSON_CreateBool(known));
        json_add(found.value, "preview", cJSON_CreateTrue());
    }
    defray_preview_free(preview);
    return found;
}

static outcome ask_next_deadline(const defray_snapshot *all)
{
    outcome found = { NULL, NULL };
    defray_instant next = 0;
    if (defray_snapshot_next_deadline(all, &next, &found.error) == DEFRAY_OK) {
        found.value = cJSON_CreateObject();
        if (next != DEFRAY_NO_INSTANT) {
            json_add(found.value, "next_deadline", write_instant(&next));
        }
    }
    return found;
}

static outcome ask_verify(const defray_snapshot *all)
{
    outcome found = { NULL, NULL };
    defray_verified verified;
    if (defray_snapshot_verify(all, NULL, &verified, &found.error) == DEFRAY_OK) {
        found.value = cJSON_CreateObject();
        json_add(found.value, "ok", cJSON_CreateTrue());
        json_add(found.value, "entries", write_u64(&verified.entries));
        json_add(found.value, "decided_again", write_u64(&verified.decided_again));
        json_add(found.value, "checked_by_events", write_u64(&verified.checked_by_events));
        json_add(found.value, "records", write_u64(&verified.records));
        json_add(found.value, "accounts", write_u64(&verified.accounts));
        json_add(found.value, "simulated", write_u64(&verified.simulated));
        json_add(found.value, "head", write_head(&verified.head));
    }
    return found;
}

static defray_instant instant_of(const stage *on, const cJSON *json)
{
    defray_instant at = 0;
    if (json == NULL || !read_instant(NULL, json, &at)) {
        wrong(on, "an instant is not valid");
    }
    return at;
}

static cJSON *ask(const stage *on, const cJSON *question)
{
    json_pool pool = { NULL, NULL };
    defray_snapshot *all = NULL;
    const cJSON *as_of = cJSON_GetObjectItemCaseSensitive(question, "as_of");
    const cJSON *seen_at = cJSON_GetObjectItemCaseSensitive(question, "seen_at");
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(question, "at");
    const cJSON *asked = question->child;
    while (asked == as_of || asked == seen_at || asked == at) {
        asked = asked->next;
    }
    expect(defray_engine_snapshot(on->engine, &all, NULL) == DEFRAY_OK);
    if (as_of != NULL) {
        defray_snapshot *past = NULL;
        expect(defray_snapshot_as_of(all, instant_of(on, as_of), NULL, &past, NULL) == DEFRAY_OK);
        defray_snapshot_free(all);
        all = past;
    }
    if (seen_at != NULL) {
        defray_snapshot *seen = NULL;
        expect(defray_snapshot_seen(all, instant_of(on, seen_at), &seen, NULL) == DEFRAY_OK);
        defray_snapshot_free(all);
        all = seen;
    }
    const char *name = asked->string;
    defray_str id = defray_text(cJSON_IsString(asked) ? asked->valuestring : NULL);
    outcome found = { NULL, NULL };
    if (strcmp(name, "account") == 0) {
        found = ask_account(all, id);
    } else if (strcmp(name, "wallet") == 0) {
        found = ask_wallet(all, id);
    } else if (strcmp(name, "workspace") == 0 || strcmp(name, "timeline") == 0) {
        found = ask_workspace(all, id, name[0] == 't');
    } else if (strcmp(name, "cloud_account") == 0) {
        found = ask_cloud_account(all, id);
    } else if (strcmp(name, "meter") == 0) {
        found = ask_meter(all, id);
    } else if (strcmp(name, "usage_record") == 0) {
        defray_entry_position number;
        if (!read_record(&pool, asked, entry_position, &number)) {
            wrong(on, "the number of a usage record is not valid");
        }
        found = ask_usage_record(all, &number);
    } else if (strcmp(name, "bill") == 0) {
        found = ask_bill(all, id);
    } else if (strcmp(name, "payer") == 0) {
        found = ask_payer(all, defray_text(asked->child->valuestring), instant_of(on, asked->child->next));
    } else if (strcmp(name, "outbox") == 0) {
        found = ask_outbox_messages(all);
    } else if (strcmp(name, "unmatched") == 0) {
        found = ask_unmatched(all);
    } else if (strcmp(name, "statement") == 0) {
        const cJSON *from = asked->child->next;
        found = ask_statement(all, defray_text(asked->child->valuestring), instant_of(on, from), instant_of(on, from->next));
    } else if (strcmp(name, "preview") == 0) {
        defray_bill bill;
        defray_instant when = at == NULL ? 0 : instant_of(on, at);
        if (!read_record(&pool, asked, bill, &bill)) {
            wrong(on, "a bill is not valid");
        }
        found = ask_preview(on, all, &bill, at == NULL ? NULL : &when);
    } else if (strcmp(name, "next_deadline") == 0) {
        found = ask_next_deadline(all);
    } else if (strcmp(name, "verify") == 0) {
        found = ask_verify(all);
    } else {
        wrong(on, "an unknown question");
    }
    defray_snapshot_free(all);
    json_free(&pool);
    if (found.error != NULL) {
        expect(found.value == NULL);
        return not_answered(on, found.error);
    }
    return found.value;
}

/* Whether the result is the expected one, which the line has in `gives`. */
static int same(const stage *on, const cJSON *line, const cJSON *result)
{
    const cJSON *gives = cJSON_GetObjectItemCaseSensitive(line, "gives");
    char *expected = json_print(gives), *came = json_print(result);
    int equal = strcmp(expected, came) == 0;
    if (!equal) {
        fprintf(stderr, "%s: line %u differs\n- %s\n+ %s\n", on->file, on->line, expected, came);
    }
    cJSON_free(expected);
    cJSON_free(came);
    return equal;
}

static int run(const char *file)
{
    stage on = { NULL, file, 0 };
    defray_options options = DEFRAY_OPTIONS_INIT;
    options.clock = DEFRAY_CLOCK_MANUAL;
    expect(defray_engine_open_in_memory(&options, &on.engine, NULL) == DEFRAY_OK);
    FILE *lines = fopen(file, "rb");
    if (lines == NULL) {
        fprintf(stderr, "%s: %s\n", file, strerror(errno));
        exit(1);
    }
    int equal = 1;
    unsigned results = 0;
    size_t size = 1 << 20;
    char *text = (char *)malloc(size);
    while (equal && fgets(text, (int)size, lines) != NULL) {
        on.line++;
        cJSON *line = cJSON_Parse(text);
        if (line == NULL) {
            wrong(&on, "not JSON");
        }
        const cJSON *command = cJSON_GetObjectItemCaseSensitive(line, "do");
        const cJSON *question = cJSON_GetObjectItemCaseSensitive(line, "ask");
        if (command != NULL || question != NULL) {
            cJSON *result = command != NULL ? submit(&on, command) : ask(&on, question);
            equal = same(&on, line, result);
            results++;
            cJSON_Delete(result);
        }
        cJSON_Delete(line);
    }
    free(text);
    fclose(lines);
    expect(results > 0);
    expect(defray_engine_close(&on.engine, NULL) == DEFRAY_OK);
    return equal;
}

int main(int count, char **files)
{
    int equal = 1;
    for (int i = 1; i < count; i++) {
        equal = run(files[i]) && equal;
    }
    expect(count > 1);
    if (equal) {
        printf("%d scenarios, every result the same\n", count - 1);
    }
    return equal ? 0 : 1;
}
