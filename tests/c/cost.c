/* The cost of the C interface: the same bills through C and through Rust, alternately, in one process, on ledgers in
 * memory. The result is the smallest processor time of all rounds, because other programs influence it least. */

#include <time.h>

#include "support/ledger.h"

/* Only in a library that was built with the feature `testing`. */
uint64_t defray_testing_settle(uint32_t count, uint32_t batch);

enum { ROUNDS = 15, BILLS = 4000 };

static char ids[BILLS][16];

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static uint64_t settle_through_c(size_t batch, int look_at_answers)
{
    static defray_request requests[BILLS];
    defray_engine *engine = in_memory();
    defray_request request = open_account("acme");
    submit(engine, &request);
    request = bind_workspace("acme", "cn1/w", NULL);
    submit(engine, &request);
    request = top_up("acme", "1000000 CNY");
    submit(engine, &request);
    defray_request pattern = settle("", "cn1/w", "0.01 CNY", MARCH);
    uint64_t began = now();
    for (size_t first = 0; first < BILLS; first += batch) {
        for (size_t i = 0; i < batch; i++) {
            requests[i] = pattern;
            requests[i].command.as.settle_bill.bill.id = defray_text(ids[first + i]);
        }
        if (batch == 1) {
            const defray_answer *answer = NULL;
            expect(defray_engine_submit(engine, requests, sizeof *requests, &answer, NULL) == DEFRAY_OK);
            defray_answer_free(answer);
            continue;
        }
        defray_answers *answers = NULL;
        expect(defray_engine_submit_all(engine, requests, batch, sizeof *requests, DEFRAY_MODE_INDEPENDENT, &answers, NULL) == DEFRAY_OK);
        for (size_t i = 0; look_at_answers && i < batch; i++) {
            const defray_answer *answer = NULL;
            expect(defray_answers_get(answers, i, &answer, NULL) == DEFRAY_OK && answer->events_count == 1);
        }
        defray_answers_free(answers);
    }
    uint64_t took = now() - began;
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
    return took;
}

static int by_size(const void *one, const void *other)
{
    uint64_t left = *(const uint64_t *)one, right = *(const uint64_t *)other;
    return left < right ? -1 : left > right;
}

static double least(uint64_t *all)
{
    qsort(all, ROUNDS, sizeof *all, by_size);
    return (double)all[0];
}

static void compare(const char *what, uint32_t batch, int look_at_answers)
{
    uint64_t rust[ROUNDS], c[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        rust[i] = defray_testing_settle(BILLS, batch);
        c[i] = settle_through_c(batch, look_at_answers);
        expect(rust[i] > 0);
    }
    double through_rust = least(rust), through_c = least(c);
    printf("%-36s Rust %8.0f ns a bill, C %8.0f ns, %+6.0f ns, %+.1f %%\n", what, through_rust / BILLS, through_c / BILLS,
        (through_c - through_rust) / BILLS, (through_c / through_rust - 1) * 100);
}

/* The smallest cost of a call: a question that reads one number. */
static void smallest_call(void)
{
    defray_engine *engine = in_memory();
    defray_snapshot *snapshot = snapshot_of(engine);
    uint64_t position = 0, all[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t began = now();
        for (int i = 0; i < 1000000; i++) {
            expect(defray_snapshot_position(snapshot, &position, NULL) == DEFRAY_OK);
        }
        all[round] = now() - began;
    }
    printf("%-36s %.1f ns\n", "a call that does nothing", least(all) / 1000000);
    defray_snapshot_free(snapshot);
    expect(defray_engine_close(&engine, NULL) == DEFRAY_OK);
}

int main(void)
{
    for (int i = 0; i < BILLS; i++) {
        snprintf(ids[i], sizeof ids[i], "bill-%08d", i);
    }
    smallest_call();
    compare("one bill a call", 1, 0);
    compare("1 000 bills a call, answers unread", 1000, 0);
    compare("1 000 bills a call, answers read", 1000, 1);
    return 0;
}
