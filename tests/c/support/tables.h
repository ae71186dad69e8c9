/* Tables of one account have no row of another. The three structures are those of the Arrow C data interface and the
 * Arrow C stream interface. */

#ifndef DEFRAY_TESTS_TABLES_H
#define DEFRAY_TESTS_TABLES_H

#include "ledger.h"

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

/* Whether a column of texts has `word` in this row. */
static int column_names(const struct ArrowArray *column, int64_t row, const char *word)
{
    const int32_t *ends = (const int32_t *)column->buffers[1] + column->offset;
    const char *text = (const char *)column->buffers[2];
    const int32_t length = (int32_t)strlen(word);
    for (int32_t from = ends[row]; from + length <= ends[row + 1]; from++) {
        if (memcmp(text + from, word, (size_t)length) == 0) {
            return 1;
        }
    }
    return 0;
}

/* The number of rows of a table, and of those that have `word` in any text. */
static int64_t rows_of(const defray_snapshot *all, const char *table, const char *account, const char *word, int64_t *with)
{
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    int64_t rows = 0;
    *with = 0;
    expect(defray_snapshot_export_arrow(all, defray_text(table), defray_text(account), &stream, NULL) == DEFRAY_OK);
    expect(stream.get_schema(&stream, &schema) == 0);
    for (;;) {
        expect(stream.get_next(&stream, &batch) == 0);
        if (batch.release == NULL) {
            break;
        }
        for (int64_t row = 0; row < batch.length; row++) {
            int named = 0;
            for (int64_t i = 0; i < batch.n_children; i++) {
                named |= strcmp(schema.children[i]->format, "u") == 0 && column_names(batch.children[i], row, word);
            }
            *with += named;
        }
        rows += batch.length;
        batch.release(&batch);
    }
    schema.release(&schema);
    stream.release(&stream);
    return rows;
}

static void tables_of_one_account_have_no_other(const defray_snapshot *all)
{
    static const char *const tables[] = { "payments", "bills", "accounts", "lots", "timeline", "cloud_accounts", "outbox", "journal" };
    static const char *const accounts[] = { "acme", "globex" };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (int one = 0; one < 2; one++) {
            int64_t own = 0, every = 0, foreign = 0;
            rows_of(all, tables[i], NULL, accounts[one], &every);
            expect(rows_of(all, tables[i], accounts[one], accounts[one], &own) > 0 && own > 0 && own == every);
            rows_of(all, tables[i], accounts[one], accounts[1 - one], &foreign);
            expect(foreign == 0);
        }
    }
    defray_error *error = NULL;
    struct ArrowArrayStream stream;
    const defray_status status = defray_snapshot_export_arrow(all, defray_text("bills"), defray_text("unknown"), &stream, &error);
    failed_with(status, &error, DEFRAY_ERR_NOT_FOUND, "");
}

/* Lists of one account, in the same ledger. */
static void lists_of_one_account_have_no_other(const defray_snapshot *all)
{
    static const char *const accounts[] = { "acme", "globex" };
    for (int one = 0; one < 2; one++) {
        const defray_str account = defray_text(accounts[one]), first = defray_text(NULL);
        const defray_workspace_page *workspaces = NULL;
        expect(defray_snapshot_workspaces_of(all, account, first, 10, &workspaces, NULL) == DEFRAY_OK && workspaces->items_count > 0);
        for (size_t i = 0; i < workspaces->items_count; i++) {
            expect(is(workspaces->items[i].account, accounts[one]));
        }
        defray_workspace_page_free(workspaces);
        const defray_cloud_account_page *clouds = NULL;
        expect(defray_snapshot_cloud_accounts_of(all, account, first, 10, &clouds, NULL) == DEFRAY_OK && clouds->items_count == 1);
        expect(is(clouds->items[0].account, accounts[one]));
        defray_cloud_account_page_free(clouds);
        const defray_bill_record_page *held = NULL;
        expect(defray_snapshot_held_bills_of(all, account, first, 10, &held, NULL) == DEFRAY_OK && held->items_count == 1);
        expect(is(held->items[0].account, accounts[one]));
        defray_bill_record_page_free(held);
        const defray_lot_page *lots = NULL;
        expect(defray_snapshot_lots_of(all, account, first, 10, &lots, NULL) == DEFRAY_OK && lots->items_count == 2);
        for (size_t i = 0; i < lots->items_count; i++) {
            expect(strstr(lots->items[i].id.ptr, accounts[one]) == lots->items[i].id.ptr);
        }
        defray_lot_page_free(lots);
    }
}

#endif
