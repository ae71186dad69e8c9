/* The measured program in C. bench/src/bin/bindings.rs describes its input, and binding_rust.rs is the same in Rust. */
#define _POSIX_C_SOURCE 200809L

#include <defray.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void must(defray_status status, defray_error *error) {
    if (status != DEFRAY_OK) {
        fprintf(stderr, "%s\n", error ? defray_error_message(error).ptr : "no error object");
        exit(1);
    }
}

static defray_engine *engine;
static defray_instant start, end;
static unsigned long next;

/* Makes the command from texts and numbers, as a caller does. */
static void make_bill(defray_request *request, char id[16]) {
    defray_error *error = NULL;
    memset(request, 0, sizeof *request);
    snprintf(id, 16, "b-%010lu", ++next);
    request->at = &end;
    request->command.kind = DEFRAY_COMMAND_SETTLE_BILL;
    defray_bill *bill = &request->command.as.settle_bill.bill;
    bill->id = defray_text(id);
    bill->workspace = defray_text("cn1/ws-1");
    bill->item = defray_text("logs");
    must(defray_money_parse(defray_text("0.0125 CNY"), &bill->amount, &error), error);
    bill->period.start = start;
    bill->period.end = end;
}

static void batch(size_t size) {
    defray_error *error = NULL;
    defray_request *requests = malloc(size * sizeof *requests);
    char(*ids)[16] = malloc(size * sizeof *ids);
    for (size_t place = 0; place < size; place++) {
        make_bill(&requests[place], ids[place]);
    }
    defray_answers *answers = NULL;
    must(defray_engine_submit_all(engine, requests, size, sizeof *requests, DEFRAY_MODE_INDEPENDENT, &answers, &error), error);
    const defray_status *statuses = defray_answers_statuses(answers);
    for (size_t place = 0; place < size; place++) {
        must(statuses[place], NULL);
    }
    defray_answers_free(answers);
    free(ids);
    free(requests);
}

static void singles(size_t count) {
    for (size_t done = 0; done < count; done++) {
        defray_error *error = NULL;
        defray_request request;
        char id[16];
        make_bill(&request, id);
        const defray_answer *answer = NULL;
        must(defray_engine_submit(engine, &request, sizeof request, &answer, &error), error);
        defray_answer_free(answer);
    }
}

static void ask_payer(const defray_snapshot *snapshot) {
    defray_error *error = NULL;
    const defray_payer_interval *interval = NULL;
    must(defray_snapshot_payer_at(snapshot, defray_text("cn1/ws-1"), start, &interval, &error), error);
    defray_payer_interval_free(interval);
}

static void ask_account(const defray_snapshot *snapshot) {
    defray_error *error = NULL;
    const defray_account *account = NULL;
    must(defray_snapshot_account(snapshot, defray_text("acme"), &account, &error), error);
    defray_account_free(account);
}

static void ask_bill(const defray_snapshot *snapshot) {
    defray_error *error = NULL;
    const defray_bill_record *bill = NULL;
    must(defray_snapshot_bill(snapshot, defray_text("b-0000000001"), &bill, &error), error);
    defray_bill_record_free(bill);
}

static void ask_list(const defray_snapshot *snapshot) {
    defray_error *error = NULL;
    const defray_workspace_page *page = NULL;
    must(defray_snapshot_workspaces_of(snapshot, defray_text("acme"), defray_text(NULL), 0, &page, &error), error);
    defray_workspace_page_free(page);
}

static void questions(void (*ask)(const defray_snapshot *), size_t count) {
    defray_error *error = NULL;
    defray_snapshot *snapshot = NULL;
    must(defray_engine_snapshot(engine, &snapshot, &error), error);
    for (size_t done = 0; done < count; done++) {
        ask(snapshot);
    }
    defray_snapshot_free(snapshot);
}

static void submit(defray_request *request) {
    request->at = &start;
    defray_error *error = NULL;
    const defray_answer *answer = NULL;
    must(defray_engine_submit(engine, request, sizeof *request, &answer, &error), error);
    defray_answer_free(answer);
}

static void prepare(void) {
    defray_error *error = NULL;
    must(defray_instant_parse(defray_text("2026-03-01T00:00:00Z"), &start, &error), error);
    must(defray_instant_parse(defray_text("2026-03-02T00:00:00Z"), &end, &error), error);
    defray_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.clock = DEFRAY_CLOCK_MANUAL;
    must(defray_engine_open_in_memory(&options, &engine, &error), error);
    must(defray_engine_set_clock(engine, end, &error), error);
    defray_request request;
    memset(&request, 0, sizeof request);
    request.command.kind = DEFRAY_COMMAND_OPEN_ACCOUNT;
    request.command.as.open_account.account = defray_text("acme");
    memcpy(request.command.as.open_account.currency.code, "CNY", 4);
    submit(&request);
    memset(&request, 0, sizeof request);
    request.command.kind = DEFRAY_COMMAND_BIND_WORKSPACE;
    request.command.as.bind_workspace.account = defray_text("acme");
    request.command.as.bind_workspace.workspace = defray_text("cn1/ws-1");
    submit(&request);
    memset(&request, 0, sizeof request);
    request.command.kind = DEFRAY_COMMAND_TOP_UP;
    request.command.as.top_up.account = defray_text("acme");
    must(defray_money_parse(defray_text("100000000 CNY"), &request.command.as.top_up.amount, &error), error);
    submit(&request);
}

int main(void) {
    prepare();
    char what[16];
    unsigned long count;
    while (scanf("%15s %lu", what, &count) == 2) {
        struct timespec begun, over;
        clock_gettime(CLOCK_MONOTONIC, &begun);
        if (strcmp(what, "batch") == 0) {
            batch(count);
        } else if (strcmp(what, "singles") == 0) {
            singles(count);
        } else if (strcmp(what, "payer") == 0) {
            questions(ask_payer, count);
        } else if (strcmp(what, "account") == 0) {
            questions(ask_account, count);
        } else if (strcmp(what, "bill") == 0) {
            questions(ask_bill, count);
        } else {
            questions(ask_list, count);
        }
        clock_gettime(CLOCK_MONOTONIC, &over);
        printf("%lld\n", (long long)(over.tv_sec - begun.tv_sec) * 1000000000 + (over.tv_nsec - begun.tv_nsec));
        fflush(stdout);
    }
    return 0;
}
