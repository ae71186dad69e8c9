/* The basic values of defray as JSON, with cJSON; the generated code converts the records. C11 and C++17. */

#ifndef DEFRAY_TEST_JSON_H
#define DEFRAY_TEST_JSON_H

#include <cjson/cJSON.h>

#include "defray.h"

/* The memory of a command that was read. */
typedef struct json_pool {
    struct json_block *blocks;
    const defray_policy *policy;
} json_pool;

/* Memory of zeros; never NULL. */
void *json_take(json_pool *pool, size_t size);
/* The built-in policy. */
const defray_policy *json_default_policy(json_pool *pool);
void json_free(json_pool *pool);

void json_add(cJSON *object, const char *name, cJSON *value);
/* Whether it is {name: value} with no other member. */
int json_is_tagged(const cJSON *json, const char *name);
/* The text without blanks. The caller frees it with cJSON_free. */
char *json_print(const cJSON *json);

cJSON *write_text(const defray_str *value);
cJSON *write_money(const defray_money *value);
cJSON *write_decimal(const defray_decimal *value);
cJSON *write_currency(const defray_currency *value);
cJSON *write_instant(const defray_instant *value);
cJSON *write_u64(const uint64_t *value);
cJSON *write_u32(const uint32_t *value);
cJSON *write_bool(const uint8_t *value);
cJSON *write_head(const defray_head *value);
/* These two have a form of their own in core. */
cJSON *write_entry_position(const defray_entry_position *value);
cJSON *write_metering_window(const defray_metering_window *value);

int read_text(json_pool *pool, const cJSON *json, defray_str *out);
int read_money(json_pool *pool, const cJSON *json, defray_money *out);
int read_decimal(json_pool *pool, const cJSON *json, defray_decimal *out);
int read_currency(json_pool *pool, const cJSON *json, defray_currency *out);
int read_instant(json_pool *pool, const cJSON *json, defray_instant *out);
int read_u64(json_pool *pool, const cJSON *json, uint64_t *out);
int read_u32(json_pool *pool, const cJSON *json, uint32_t *out);
int read_bool(json_pool *pool, const cJSON *json, uint8_t *out);
int read_entry_position(json_pool *pool, const cJSON *json, defray_entry_position *out);
int read_metering_window(json_pool *pool, const cJSON *json, defray_metering_window *out);

#endif
