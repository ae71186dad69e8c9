/* One day of a billing daemon that embeds defray: an account and its cloud account, a marketplace message, a batch of
 * bills, the metering of the charges to the cloud account, the end of the subscription, after which the enterprise
 * account pays, the mail about it, and the statement of the day.
 *
 *     cc billing_day.c $(pkg-config --cflags --libs defray) -o billing_day
 *     ./billing_day /var/lib/billing/ledger.defray
 *
 * The program sets the clock, so that every run has the same output. A real daemon does not change options.clock. */

#include <defray.h>

#include <stdio.h>
#include <stdlib.h>

static defray_error *error;

/* Every failure ends this program. A real daemon would check defray_error_class. */
static void check(defray_status status)
{
    if (status != DEFRAY_OK) {
        fprintf(stderr, "billing_day: %s [%s]\n", defray_error_message(error).ptr, defray_error_code(error).ptr);
        defray_error_free(error);
        exit(1);
    }
}

static defray_instant at(const char *text)
{
    defray_instant instant = 0;
    check(defray_instant_parse(defray_text(text), &instant, &error));
    return instant;
}

static defray_money money(const char *text)
{
    defray_money value;
    check(defray_money_parse(defray_text(text), &value, &error));
    return value;
}

/* There are two buffers, because a line can show two amounts. */
static const char *shown(defray_money value)
{
    static char texts[2][DEFRAY_MONEY_TEXT];
    static int turn;
    turn = 1 - turn;
    check(defray_money_format(value, texts[turn], sizeof texts[turn], NULL, &error));
    return texts[turn];
}

static void print_event(const defray_event *event)
{
    if (event->kind == DEFRAY_EVENT_BILL_SETTLED) {
        const defray_bill_record *record = event->as.bill_settled.record;
        const defray_receipt *receipt = &record->status.as.settled;
        printf("  bill %.*s, %s, paid by", DEFRAY_STR_ARGS(record->bill.id), shown(record->bill.amount));
        for (size_t i = 0; i < receipt->slices_count; i++) {
            printf(" %s %s", defray_fund_name(receipt->slices[i].fund), shown(receipt->slices[i].amount));
        }
        printf(" (%s)\n", defray_payer_reason_kind_name(receipt->payer_reason.kind));
    } else {
        printf("  %s\n", defray_event_kind_name(event->kind));
    }
}

static void submit(const defray_engine *engine, const defray_request *request)
{
    const defray_answer *answer = NULL;
    check(defray_engine_submit(engine, request, sizeof *request, &answer, &error));
    for (size_t i = 0; i < answer->events_count; i++) {
        print_event(&answer->events[i]);
    }
    defray_answer_free(answer);
}

static defray_request command(defray_command_kind kind)
{
    defray_request request;
    memset(&request, 0, sizeof request);
    request.command.kind = kind;
    return request;
}

static void open_the_account(const defray_engine *engine)
{
    static const defray_instant since = 1772323200000000000; /* 2026-03-01T00:00:00Z */
    defray_request request = command(DEFRAY_COMMAND_OPEN_ACCOUNT);
    request.command.as.open_account.account = defray_text("acme");
    memcpy(request.command.as.open_account.currency.code, "CNY", 4);
    submit(engine, &request);

    request = command(DEFRAY_COMMAND_BIND_WORKSPACE);
    request.command.as.bind_workspace.account = defray_text("acme");
    request.command.as.bind_workspace.workspace = defray_text("cn1-hangzhou/ws-1");
    request.command.as.bind_workspace.since = &since;
    submit(engine, &request);

    request = command(DEFRAY_COMMAND_TOP_UP);
    request.command.as.top_up.account = defray_text("acme");
    request.command.as.top_up.amount = money("100 CNY");
    request.idempotency_key = defray_text("payment-20260302-0001"); /* the same payment is recorded once */
    submit(engine, &request);

    request = command(DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT);
    request.command.as.link_cloud_account.account = defray_text("acme");
    request.command.as.link_cloud_account.cloud_account = defray_text("ali-1");
    request.command.as.link_cloud_account.subscription.provider = DEFRAY_PROVIDER_ALI_CLOUD;
    request.command.as.link_cloud_account.subscription.account_id = defray_text("1041031108983109");
    request.command.as.link_cloud_account.subscription.instance_id = defray_text("122779388");
    submit(engine, &request);

    request = command(DEFRAY_COMMAND_CHOOSE_METHOD);
    request.command.as.choose_method.account = defray_text("acme");
    request.command.as.choose_method.workspace = defray_text("cn1-hangzhou/ws-1");
    request.command.as.choose_method.method.kind = DEFRAY_PAYER_CLOUD_ACCOUNT;
    request.command.as.choose_method.method.as.cloud_account = defray_text("ali-1");
    submit(engine, &request);
}

/* The body of a request of the marketplace. */
static void ingest(const defray_engine *engine, const char *body)
{
    const defray_marketplace_message *message = NULL;
    check(defray_marketplace_read(DEFRAY_PROVIDER_ALI_CLOUD, (const uint8_t *)body, strlen(body), &message, &error));
    printf("the marketplace says: %s\n", defray_signal_name(message->signal));
    defray_request request = command(DEFRAY_COMMAND_INGEST);
    request.command.as.ingest.message = message;
    submit(engine, &request);
    defray_marketplace_message_free(message);
}

static defray_request bill(const char *id, const char *amount, defray_instant start)
{
    defray_request request = command(DEFRAY_COMMAND_SETTLE_BILL);
    defray_bill *of = &request.command.as.settle_bill.bill;
    of->id = defray_text(id);
    of->workspace = defray_text("cn1-hangzhou/ws-1");
    of->item = defray_text("logs");
    of->amount = money(amount);
    of->period.start = start;
    of->period.end = start + INT64_C(3600000000000); /* an hour, in nanoseconds */
    return request;
}

/* Settles all bills in one commit. A refused bill does not prevent the others. */
static void settle(const defray_engine *engine, const defray_request *bills, size_t count)
{
    defray_answers *answers = NULL;
    check(defray_engine_submit_all(engine, bills, count, sizeof *bills, DEFRAY_MODE_INDEPENDENT, &answers, &error));
    for (size_t i = 0; i < defray_answers_count(answers); i++) {
        const defray_answer *answer = NULL;
        if (defray_answers_get(answers, i, &answer, &error) != DEFRAY_OK) {
            printf("  number %lld: %s\n", (long long)defray_error_index(error), defray_error_message(error).ptr);
            defray_error_free(error);
            continue;
        }
        for (size_t event = 0; event < answer->events_count; event++) {
            print_event(&answer->events[event]);
        }
    }
    defray_answers_free(answers);
}

/* Sends the charges of cloud accounts to their providers: the daemon requests a usage record, sends it, and
 * acknowledges it with the answer of the provider. A record without an answer stays in flight, so nothing is lost if
 * the daemon stops in between. */
static void meter(const defray_engine *engine)
{
    defray_snapshot *snapshot = NULL;
    const defray_meter_page *page = NULL;
    check(defray_engine_snapshot(engine, &snapshot, &error));
    check(defray_snapshot_meters(snapshot, defray_text(NULL), 0, &page, &error));
    for (size_t i = 0; i < page->items_count; i++) {
        defray_request request = command(DEFRAY_COMMAND_REQUEST_METERING);
        request.command.as.request_metering.cloud_account = page->items[i].cloud_account;
        submit(engine, &request);
    }
    defray_meter_page_free(page);
    defray_snapshot_free(snapshot);

    check(defray_engine_snapshot(engine, &snapshot, &error));
    check(defray_snapshot_meters(snapshot, defray_text(NULL), 0, &page, &error));
    for (size_t i = 0; i < page->items_count; i++) {
        if (page->items[i].in_flight == NULL) {
            continue;
        }
        const defray_entry_position number = page->items[i].in_flight->record;
        const defray_usage_record *record = NULL;
        const defray_shares *shares = NULL;
        check(defray_snapshot_usage_record(snapshot, &number, &record, &error));
        check(defray_snapshot_shares_of(snapshot, &number, &shares, &error));
        printf("to the provider of %.*s: %u of %.*s at %s", DEFRAY_STR_ARGS(record->cloud_account), (unsigned)record->quantity,
            DEFRAY_STR_ARGS(record->dimension), shown(record->unit));
        for (size_t share = 0; share < shares->items_count; share++) {
            printf(", %u for %.*s", (unsigned)shares->items[share].quantity, DEFRAY_STR_ARGS(shares->items[share].workspace));
        }
        puts("");
        /* A real daemon calls the provider here. This example assumes that the provider accepts the record. */
        defray_request request = command(DEFRAY_COMMAND_ACKNOWLEDGE_METERING);
        request.command.as.acknowledge_metering.record = number;
        request.command.as.acknowledge_metering.outcome.kind = DEFRAY_METERING_OUTCOME_ACCEPTED;
        submit(engine, &request);
        defray_shares_free(shares);
        defray_usage_record_free(record);
    }
    defray_meter_page_free(page);
    defray_snapshot_free(snapshot);
}

/* Delivers the outbox messages, then acknowledges them. A message stays in the outbox until it is acknowledged. */
static void send_mails(const defray_engine *engine)
{
    defray_snapshot *snapshot = NULL;
    const defray_outbox_message_page *page = NULL;
    check(defray_engine_snapshot(engine, &snapshot, &error));
    check(defray_snapshot_outbox(snapshot, defray_text(NULL), 0, &page, &error));
    for (size_t i = 0; i < page->items_count; i++) {
        printf("mail: %s\n", defray_notification_kind_name(page->items[i].notification.kind));
        defray_request request = command(DEFRAY_COMMAND_ACKNOWLEDGE);
        request.command.as.acknowledge.outbox_message = page->items[i].number;
        submit(engine, &request);
    }
    defray_outbox_message_page_free(page);
    defray_snapshot_free(snapshot);
}

static void print_statement(const defray_engine *engine)
{
    defray_snapshot *snapshot = NULL;
    const defray_statement *statement = NULL;
    check(defray_engine_snapshot(engine, &snapshot, &error));
    check(defray_snapshot_statement(snapshot, defray_text("acme"), at("2026-03-02T00:00:00Z"), at("2026-03-03T00:00:00Z"), NULL,
        &statement, &error));
    printf("statement of %.*s\n", DEFRAY_STR_ARGS(statement->account));
    for (size_t i = 0; i < statement->movements_count; i++) {
        const defray_movement *one = &statement->movements[i];
        printf("  %-14.*s %-16.*s %-13s %14s\n", DEFRAY_STR_ARGS(one->event), DEFRAY_STR_ARGS(one->about),
            defray_fund_name(one->fund), shown(one->change));
    }
    printf("  cash %s, charged to cloud accounts %s\n", shown(statement->closing.cash), shown(statement->closing.cloud_charged));
    defray_statement_free(statement);
    defray_snapshot_free(snapshot);
}

int main(int count, char **arguments)
{
    defray_engine *engine = NULL;
    defray_options options = DEFRAY_OPTIONS_INIT;
    options.clock = DEFRAY_CLOCK_MANUAL;
    if (count != 2 || defray_abi_version() != DEFRAY_ABI_VERSION) {
        fprintf(stderr, "usage: billing_day FILE (defray %s, header %s)\n", defray_version(), DEFRAY_VERSION);
        return 2;
    }
    check(defray_engine_open_or_create(defray_text(arguments[1]), &options, &engine, &error));

    check(defray_engine_set_clock(engine, at("2026-03-02T08:00:00Z"), &error));
    puts("morning");
    open_the_account(engine);
    ingest(engine, "action=createInstance&aliUid=1041031108983109&orderBizId=122779388&orderId=269326581310319"
                   "&productCode=cmgj00053362&skuId=yuncode6661200001&trial=false&token=749766c9d4f0cd3f81f443c54d34e950");

    check(defray_engine_set_clock(engine, at("2026-03-02T12:00:00Z"), &error));
    puts("noon");
    const defray_request noon[] = { bill("b-1", "12.5 CNY", at("2026-03-02T06:00:00Z")),
        bill("b-2", "0.75 CNY", at("2026-03-02T09:00:00Z")), bill("b-3", "8 CNY", at("2026-02-01T00:00:00Z")) };
    settle(engine, noon, sizeof noon / sizeof *noon);
    meter(engine);

    check(defray_engine_set_clock(engine, at("2026-03-02T15:30:00Z"), &error));
    puts("afternoon");
    ingest(engine, "action=releaseInstance&instanceId=122779388&isRefund=false&token=5f4dcc3b5aa765d61d8327deb882cf99");
    send_mails(engine);

    check(defray_engine_set_clock(engine, at("2026-03-02T23:00:00Z"), &error));
    puts("night");
    const defray_request night[] = { bill("b-4", "3.25 CNY", at("2026-03-02T14:00:00Z")),
        bill("b-5", "4 CNY", at("2026-03-02T20:00:00Z")) };
    settle(engine, night, sizeof night / sizeof *night);

    /* b-4 came after the metering deadline. The day is over: one mail has all such bills. */
    check(defray_engine_set_clock(engine, at("2026-03-03T00:00:00Z"), &error));
    puts("midnight");
    const defray_request advance = command(DEFRAY_COMMAND_ADVANCE);
    submit(engine, &advance);
    send_mails(engine);
    print_statement(engine);

    check(defray_engine_close(&engine, &error));
    return 0;
}
