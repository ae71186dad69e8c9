/* Many threads on one ledger: writers, readers, shared snapshots. Mainly for ThreadSanitizer. C11 and C++17. */

#include <inttypes.h>
#include <pthread.h>

#include "support/ledger.h"

enum { WRITERS = 4, READERS = 4, BILLS = 50 };

typedef struct shared {
    defray_engine *engine;
    /* A snapshot from before the threads start, which all of them read. */
    defray_snapshot *snapshot;
    defray_cancel *cancel;
} shared;

typedef struct worker {
    shared *all;
    int number;
    uint64_t done;
} worker;

static void *write_bills(void *argument)
{
    worker *self = (worker *)argument;
    for (int i = 0; i < BILLS; i++) {
        char id[32];
        snprintf(id, sizeof id, "b-%d-%d", self->number, i);
        defray_request request = settle(id, "cn1/w", "0.01 CNY", MARCH);
        const defray_answer *answer = NULL;
        expect(defray_engine_submit(self->all->engine, &request, sizeof request, &answer, NULL) == DEFRAY_OK);
        self->done += answer->events_count;
        defray_answer_free(answer);
    }
    return NULL;
}

static void *read_records(void *argument)
{
    worker *self = (worker *)argument;
    for (int i = 0; i < BILLS; i++) {
        uint64_t position = 0;
        const defray_account *account = NULL;
        defray_error *error = NULL;
        expect(defray_snapshot_position(self->all->snapshot, &position, NULL) == DEFRAY_OK && position == 3);
        defray_snapshot *now = snapshot_of(self->all->engine);
        expect(defray_snapshot_account(now, defray_text("acme"), &account, NULL) == DEFRAY_OK);
        self->done += account->totals.settled.amount.lo > 0;
        defray_account_free(account);
        expect(defray_snapshot_account(now, defray_text("unknown"), &account, &error) == DEFRAY_ERR_NOT_FOUND);
        defray_error_free(error);
        defray_snapshot_free(now);
    }
    return NULL;
}

/* Verifies repeatedly until it is cancelled. */
static void *verify(void *argument)
{
    worker *self = (worker *)argument;
    for (;;) {
        defray_verified verified;
        defray_snapshot *now = snapshot_of(self->all->engine);
        defray_status status = defray_snapshot_verify(now, self->all->cancel, &verified, NULL);
        defray_snapshot_free(now);
        if (status == DEFRAY_ERR_CANCELLED) {
            return NULL;
        }
        expect(status == DEFRAY_OK);
        self->done++;
    }
}

int main(void)
{
    shared all = { in_memory(), NULL, defray_cancel_new() };
    defray_request request = open_account("acme");
    submit(all.engine, &request);
    defray_instant since = MARCH - DAY;
    request = bind_workspace("acme", "cn1/w", &since);
    submit(all.engine, &request);
    request = top_up("acme", "100 CNY");
    submit(all.engine, &request);
    all.snapshot = snapshot_of(all.engine);

    pthread_t threads[WRITERS + READERS + 1];
    worker workers[WRITERS + READERS + 1];
    for (int i = 0; i < WRITERS + READERS + 1; i++) {
        workers[i].all = &all;
        workers[i].number = i;
        workers[i].done = 0;
        void *(*what)(void *) = i < WRITERS ? write_bills : i < WRITERS + READERS ? read_records : verify;
        expect(pthread_create(&threads[i], NULL, what, &workers[i]) == 0);
    }
    uint64_t events = 0;
    for (int i = 0; i < WRITERS + READERS; i++) {
        expect(pthread_join(threads[i], NULL) == 0);
        events += i < WRITERS ? workers[i].done : 0;
    }
    defray_cancel_request(all.cancel);
    expect(pthread_join(threads[WRITERS + READERS], NULL) == 0);
    expect(events == WRITERS * BILLS);

    const defray_account *account = NULL;
    defray_snapshot *now = snapshot_of(all.engine);
    defray_verified verified;
    expect(defray_snapshot_account(now, defray_text("acme"), &account, NULL) == DEFRAY_OK);
    int32_t order = 9;
    expect(defray_money_compare(account->cash, money("98 CNY"), &order, NULL) == DEFRAY_OK && order == 0);
    expect(defray_snapshot_verify(now, NULL, &verified, NULL) == DEFRAY_OK && verified.entries == 3 + WRITERS * BILLS);
    defray_account_free(account);
    defray_snapshot_free(now);
    expect(defray_engine_close(&all.engine, NULL) == DEFRAY_OK);
    defray_snapshot_free(all.snapshot);
    defray_cancel_free(all.cancel);
    printf("threads: %" PRIu64 " events, nothing lost\n", events);
    return 0;
}
