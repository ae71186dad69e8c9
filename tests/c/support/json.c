#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "expect.h"

struct json_block {
    struct json_block *next;
};

void *json_take(json_pool *pool, size_t size)
{
    struct json_block *block = (struct json_block *)calloc(1, 64 + size);
    expect(block != NULL);
    block->next = pool->blocks;
    pool->blocks = block;
    return (char *)block + 64;
}

const defray_policy *json_default_policy(json_pool *pool)
{
    if (pool->policy == NULL) {
        expect(defray_policy_default(&pool->policy, NULL) == DEFRAY_OK);
    }
    return pool->policy;
}

void json_free(json_pool *pool)
{
    while (pool->blocks != NULL) {
        struct json_block *next = pool->blocks->next;
        free(pool->blocks);
        pool->blocks = next;
    }
    defray_policy_free(pool->policy);
    pool->policy = NULL;
}

void json_add(cJSON *object, const char *name, cJSON *value)
{
    expect(value != NULL);
    expect(cJSON_AddItemToObject(object, name, value));
}

int json_is_tagged(const cJSON *json, const char *name)
{
    return cJSON_IsObject(json) && json->child != NULL && json->child->next == NULL
        && strcmp(json->child->string, name) == 0;
}

char *json_print(const cJSON *json)
{
    char *text = cJSON_PrintUnformatted(json);
    expect(text != NULL);
    return text;
}

cJSON *write_text(const defray_str *value)
{
    /* A text of defray ends with NUL. */
    expect(value->ptr != NULL && value->ptr[value->len] == '\0');
    expect(strlen(value->ptr) == value->len);
    return cJSON_CreateString(value->ptr);
}

cJSON *write_money(const defray_money *value)
{
    char text[DEFRAY_MONEY_TEXT];
    size_t length = 0;
    expect(defray_money_format(*value, text, sizeof text, &length, NULL) == DEFRAY_OK);
    expect(strlen(text) == length);
    return cJSON_CreateString(text);
}

cJSON *write_decimal(const defray_decimal *value)
{
    char text[DEFRAY_DECIMAL_TEXT];
    expect(defray_decimal_format(*value, text, sizeof text, NULL, NULL) == DEFRAY_OK);
    return cJSON_CreateString(text);
}

cJSON *write_currency(const defray_currency *value)
{
    expect(value->code[3] == '\0');
    return cJSON_CreateString(value->code);
}

cJSON *write_instant(const defray_instant *value)
{
    char text[DEFRAY_INSTANT_TEXT];
    expect(defray_instant_format(*value, text, sizeof text, NULL, NULL) == DEFRAY_OK);
    return cJSON_CreateString(text);
}

/* The digits, because a double cannot hold every value. */
cJSON *write_u64(const uint64_t *value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, *value);
    return cJSON_CreateRaw(text);
}

cJSON *write_u32(const uint32_t *value)
{
    uint64_t wide = *value;
    return write_u64(&wide);
}

cJSON *write_bool(const uint8_t *value)
{
    expect(*value <= 1);
    return cJSON_CreateBool(*value);
}

cJSON *write_head(const defray_head *value)
{
    char text[DEFRAY_HEAD_TEXT];
    expect(defray_head_format(value, text, sizeof text, NULL, NULL) == DEFRAY_OK);
    return cJSON_CreateString(text);
}

cJSON *write_entry_position(const defray_entry_position *value)
{
    char text[40];
    snprintf(text, sizeof text, "%" PRIu64 ".%" PRIu32, value->position, value->index);
    return cJSON_CreateString(text);
}

cJSON *write_metering_window(const defray_metering_window *value)
{
    if (value->kind == DEFRAY_METERING_WINDOW_AFTER) {
        return write_u64(&value->as.after);
    }
    expect(value->kind == DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR);
    return cJSON_CreateString("end_of_next_hour");
}

int read_text(json_pool *pool, const cJSON *json, defray_str *out)
{
    (void)pool;
    if (!cJSON_IsString(json)) {
        return 0;
    }
    *out = defray_text(json->valuestring);
    return 1;
}

int read_money(json_pool *pool, const cJSON *json, defray_money *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_money_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

int read_decimal(json_pool *pool, const cJSON *json, defray_decimal *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_decimal_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

int read_currency(json_pool *pool, const cJSON *json, defray_currency *out)
{
    (void)pool;
    if (!cJSON_IsString(json) || strlen(json->valuestring) != 3) {
        return 0;
    }
    memcpy(out->code, json->valuestring, 4);
    return 1;
}

int read_instant(json_pool *pool, const cJSON *json, defray_instant *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_instant_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

int read_u64(json_pool *pool, const cJSON *json, uint64_t *out)
{
    (void)pool;
    /* Scenarios have small numbers; defray_request_read reports larger ones and fractions. */
    if (!cJSON_IsNumber(json) || json->valuedouble < 0 || json->valuedouble > 9007199254740991.0) {
        return 0;
    }
    *out = (uint64_t)json->valuedouble;
    return (double)*out == json->valuedouble;
}

int read_u32(json_pool *pool, const cJSON *json, uint32_t *out)
{
    uint64_t wide = 0;
    if (!read_u64(pool, json, &wide) || wide > UINT32_MAX) {
        return 0;
    }
    *out = (uint32_t)wide;
    return 1;
}

int read_bool(json_pool *pool, const cJSON *json, uint8_t *out)
{
    (void)pool;
    *out = cJSON_IsTrue(json) ? 1 : 0;
    return cJSON_IsBool(json);
}

int read_entry_position(json_pool *pool, const cJSON *json, defray_entry_position *out)
{
    (void)pool;
    memset(out, 0, sizeof *out);
    if (!cJSON_IsString(json)) {
        return 0;
    }
    if (sscanf(json->valuestring, "%" SCNu64 ".%" SCNu32, &out->position, &out->index) != 2) {
        return 0;
    }
    /* Only the canonical form is valid. */
    char text[40];
    snprintf(text, sizeof text, "%" PRIu64 ".%" PRIu32, out->position, out->index);
    return strcmp(text, json->valuestring) == 0;
}

int read_metering_window(json_pool *pool, const cJSON *json, defray_metering_window *out)
{
    memset(out, 0, sizeof *out);
    if (cJSON_IsString(json) && strcmp(json->valuestring, "end_of_next_hour") == 0) {
        out->kind = DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR;
        return 1;
    }
    out->kind = DEFRAY_METERING_WINDOW_AFTER;
    return read_u64(pool, json, &out->as.after);
}
