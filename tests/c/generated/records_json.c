/* Written by `make bindings` from the types of core and engine: do not edit. */

#include "records_json.h"

int read_open_account(json_pool *pool, const cJSON *json, defray_open_account *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "currency") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_currency(pool, field, &out->currency)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

int read_close_account(json_pool *pool, const cJSON *json, defray_close_account *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 1u) == 1u;
}

cJSON *write_fund(const defray_fund *value)
{
    return cJSON_CreateString(defray_fund_name(*value));
}

int read_fund(json_pool *pool, const cJSON *json, defray_fund *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_fund_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

cJSON *write_waterfall(const defray_waterfall *value)
{
    cJSON *object = cJSON_CreateObject();
    if (value->items != NULL) {
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->items_count; i++) {
            cJSON_AddItemToArray(list, write_text(&value->items[i]));
        }
        json_add(object, "items", list);
    }
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->enterprise_count; i++) {
            cJSON_AddItemToArray(list, write_fund(&value->enterprise[i]));
        }
        json_add(object, "enterprise", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->cloud_count; i++) {
            cJSON_AddItemToArray(list, write_fund(&value->cloud[i]));
        }
        json_add(object, "cloud", list);
    }
    return object;
}

int read_waterfall(json_pool *pool, const cJSON *json, defray_waterfall *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "items") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            {
                if (!cJSON_IsArray(field)) {
                    return 0;
                }
                out->items_count = (size_t)cJSON_GetArraySize(field);
                defray_str *each = (defray_str *)json_take(pool, (out->items_count + 1) * sizeof *each);
                out->items = each;
                for (const cJSON *inner = field->child; inner != NULL; inner = inner->next, each++) {
                    if (!read_text(pool, inner, each)) {
                        return 0;
                    }
                }
            }
            continue;
        }
        if (strcmp(field->string, "enterprise") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            {
                if (!cJSON_IsArray(field)) {
                    return 0;
                }
                out->enterprise_count = (size_t)cJSON_GetArraySize(field);
                defray_fund *each = (defray_fund *)json_take(pool, (out->enterprise_count + 1) * sizeof *each);
                out->enterprise = each;
                for (const cJSON *inner = field->child; inner != NULL; inner = inner->next, each++) {
                    if (!read_fund(pool, inner, each)) {
                        return 0;
                    }
                }
            }
            continue;
        }
        if (strcmp(field->string, "cloud") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            {
                if (!cJSON_IsArray(field)) {
                    return 0;
                }
                out->cloud_count = (size_t)cJSON_GetArraySize(field);
                defray_fund *each = (defray_fund *)json_take(pool, (out->cloud_count + 1) * sizeof *each);
                out->cloud = each;
                for (const cJSON *inner = field->child; inner != NULL; inner = inner->next, each++) {
                    if (!read_fund(pool, inner, each)) {
                        return 0;
                    }
                }
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 6u) == 6u;
}

cJSON *write_card_tier(const defray_card_tier *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "at_least", write_decimal(&value->at_least));
    json_add(object, "voucher", write_decimal(&value->voucher));
    if (value->valid_for != NULL) {
    json_add(object, "valid_for", write_u64(value->valid_for));
    }
    return object;
}

int read_card_tier(json_pool *pool, const cJSON *json, defray_card_tier *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "at_least") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_decimal(pool, field, &out->at_least)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "voucher") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_decimal(pool, field, &out->voucher)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_for") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            uint64_t *one = (uint64_t *)json_take(pool, sizeof *one);
            out->valid_for = one;
            if (!read_u64(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

cJSON *write_provider(const defray_provider *value)
{
    return cJSON_CreateString(defray_provider_name(*value));
}

int read_provider(json_pool *pool, const cJSON *json, defray_provider *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_provider_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

cJSON *write_metering_unit(const defray_metering_unit *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "provider", write_provider(&value->provider));
    if (value->product_code.ptr != NULL) {
    json_add(object, "product_code", write_text(&value->product_code));
    }
    json_add(object, "dimension", write_text(&value->dimension));
    json_add(object, "unit", write_decimal(&value->unit));
    return object;
}

int read_metering_unit(json_pool *pool, const cJSON *json, defray_metering_unit *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "provider") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_provider(pool, field, &out->provider)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "product_code") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->product_code)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "dimension") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->dimension)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "unit") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_decimal(pool, field, &out->unit)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 13u) == 13u;
}

cJSON *write_policy(const defray_policy *value)
{
    cJSON *object = cJSON_CreateObject();
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->waterfalls_count; i++) {
            cJSON_AddItemToArray(list, write_waterfall(&value->waterfalls[i]));
        }
        json_add(object, "waterfalls", list);
    }
    if (value->credit_limit != NULL) {
    json_add(object, "credit_limit", write_decimal(value->credit_limit));
    }
    json_add(object, "grace", write_u64(&value->grace));
    json_add(object, "deadline_notice", write_u64(&value->deadline_notice));
    json_add(object, "card_multiple", write_decimal(&value->card_multiple));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->card_tiers_count; i++) {
            cJSON_AddItemToArray(list, write_card_tier(&value->card_tiers[i]));
        }
        json_add(object, "card_tiers", list);
    }
    json_add(object, "clock_tolerance", write_u64(&value->clock_tolerance));
    if (value->voluntary_changes_per_month != NULL) {
    json_add(object, "voluntary_changes_per_month", write_u32(value->voluntary_changes_per_month));
    }
    json_add(object, "lock_in", write_flag(&value->lock_in));
    if (value->site_providers != NULL) {
    {
        cJSON *map = cJSON_CreateObject();
        for (size_t i = 0; i < value->site_providers_count; i++) {
            cJSON *list = cJSON_CreateArray();
            for (size_t j = 0; j < value->site_providers[i].value_count; j++) {
                cJSON_AddItemToArray(list, write_provider(&value->site_providers[i].value[j]));
            }
            json_add(map, value->site_providers[i].key.ptr, list);
        }
        json_add(object, "site_providers", map);
    }
    }
    {
        cJSON *map = cJSON_CreateObject();
        for (size_t i = 0; i < value->metering_windows_count; i++) {
            json_add(map, defray_provider_name(value->metering_windows[i].key), write_metering_window(&value->metering_windows[i].value));
        }
        json_add(object, "metering_windows", map);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->metering_count; i++) {
            cJSON_AddItemToArray(list, write_metering_unit(&value->metering[i]));
        }
        json_add(object, "metering", list);
    }
    return object;
}

int read_policy(json_pool *pool, const cJSON *json, defray_policy *out)
{
    *out = *json_default_policy(pool);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "waterfalls") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            {
                if (!cJSON_IsArray(field)) {
                    return 0;
                }
                out->waterfalls_count = (size_t)cJSON_GetArraySize(field);
                defray_waterfall *each = (defray_waterfall *)json_take(pool, (out->waterfalls_count + 1) * sizeof *each);
                out->waterfalls = each;
                for (const cJSON *inner = field->child; inner != NULL; inner = inner->next, each++) {
                    if (!read_waterfall(pool, inner, each)) {
                        return 0;
                    }
                }
            }
            continue;
        }
        if (strcmp(field->string, "credit_limit") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            defray_decimal *one = (defray_decimal *)json_take(pool, sizeof *one);
            out->credit_limit = one;
            if (!read_decimal(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "grace") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_u64(pool, field, &out->grace)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "deadline_notice") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_u64(pool, field, &out->deadline_notice)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "card_multiple") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            if (!read_decimal(pool, field, &out->card_multiple)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "card_tiers") == 0) {
            if ((seen & 32u) != 0) {
                return 0;
            }
            seen |= 32u;
            {
                if (!cJSON_IsArray(field)) {
                    return 0;
                }
                out->card_tiers_count = (size_t)cJSON_GetArraySize(field);
                defray_card_tier *each = (defray_card_tier *)json_take(pool, (out->card_tiers_count + 1) * sizeof *each);
                out->card_tiers = each;
                for (const cJSON *inner = field->child; inner != NULL; inner = inner->next, each++) {
                    if (!read_card_tier(pool, inner, each)) {
                        return 0;
                    }
                }
            }
            continue;
        }
        if (strcmp(field->string, "clock_tolerance") == 0) {
            if ((seen & 64u) != 0) {
                return 0;
            }
            seen |= 64u;
            if (!read_u64(pool, field, &out->clock_tolerance)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "voluntary_changes_per_month") == 0) {
            if ((seen & 128u) != 0) {
                return 0;
            }
            seen |= 128u;
            uint32_t *one = (uint32_t *)json_take(pool, sizeof *one);
            out->voluntary_changes_per_month = one;
            if (!read_u32(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "lock_in") == 0) {
            if ((seen & 256u) != 0) {
                return 0;
            }
            seen |= 256u;
            if (!read_flag(pool, field, &out->lock_in)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "site_providers") == 0) {
            if ((seen & 512u) != 0) {
                return 0;
            }
            seen |= 512u;
            if (!cJSON_IsObject(field)) {
                return 0;
            }
            out->site_providers_count = (size_t)cJSON_GetArraySize(field);
            defray_policy_site_providers *item = (defray_policy_site_providers *)json_take(pool, (out->site_providers_count + 1) * sizeof *item);
            out->site_providers = item;
            for (const cJSON *one = field->child; one != NULL; one = one->next, item++) {
                item->key = defray_text(one->string);
                {
                    if (!cJSON_IsArray(one)) {
                        return 0;
                    }
                    item->value_count = (size_t)cJSON_GetArraySize(one);
                    defray_provider *each = (defray_provider *)json_take(pool, (item->value_count + 1) * sizeof *each);
                    item->value = each;
                    for (const cJSON *inner = one->child; inner != NULL; inner = inner->next, each++) {
                        if (!read_provider(pool, inner, each)) {
                            return 0;
                        }
                    }
                }
            }
            continue;
        }
        if (strcmp(field->string, "metering_windows") == 0) {
            if ((seen & 1024u) != 0) {
                return 0;
            }
            seen |= 1024u;
            if (!cJSON_IsObject(field)) {
                return 0;
            }
            out->metering_windows_count = (size_t)cJSON_GetArraySize(field);
            defray_policy_metering_windows *item = (defray_policy_metering_windows *)json_take(pool, (out->metering_windows_count + 1) * sizeof *item);
            out->metering_windows = item;
            for (const cJSON *one = field->child; one != NULL; one = one->next, item++) {
                if (defray_provider_parse(defray_text(one->string), &item->key, NULL) != DEFRAY_OK) {
                    return 0;
                }
                if (!read_metering_window(pool, one, &item->value)) {
                    return 0;
                }
            }
            continue;
        }
        if (strcmp(field->string, "metering") == 0) {
            if ((seen & 2048u) != 0) {
                return 0;
            }
            seen |= 2048u;
            {
                if (!cJSON_IsArray(field)) {
                    return 0;
                }
                out->metering_count = (size_t)cJSON_GetArraySize(field);
                defray_metering_unit *each = (defray_metering_unit *)json_take(pool, (out->metering_count + 1) * sizeof *each);
                out->metering = each;
                for (const cJSON *inner = field->child; inner != NULL; inner = inner->next, each++) {
                    if (!read_metering_unit(pool, inner, each)) {
                        return 0;
                    }
                }
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 0u) == 0u;
}

int read_set_policy(json_pool *pool, const cJSON *json, defray_set_policy *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "policy") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            defray_policy *one = (defray_policy *)json_take(pool, sizeof *one);
            out->policy = one;
            if (!read_policy(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 2u) == 2u;
}

int read_top_up(json_pool *pool, const cJSON *json, defray_top_up *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "amount") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_money(pool, field, &out->amount)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "reference") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->reference)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

cJSON *write_lot_kind(const defray_lot_kind *value)
{
    return cJSON_CreateString(defray_lot_kind_name(*value));
}

int read_lot_kind(json_pool *pool, const cJSON *json, defray_lot_kind *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_lot_kind_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

int read_issue_voucher(json_pool *pool, const cJSON *json, defray_issue_voucher *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "lot") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->lot)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "kind") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_lot_kind(pool, field, &out->kind)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "face") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_money(pool, field, &out->face)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_from") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->valid_from = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_until") == 0) {
            if ((seen & 32u) != 0) {
                return 0;
            }
            seen |= 32u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->valid_until = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "minimum_bill") == 0) {
            if ((seen & 64u) != 0) {
                return 0;
            }
            seen |= 64u;
            defray_money *one = (defray_money *)json_take(pool, sizeof *one);
            out->minimum_bill = one;
            if (!read_money(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 15u) == 15u;
}

int read_grant_card(json_pool *pool, const cJSON *json, defray_grant_card *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "lot") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->lot)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "face") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_money(pool, field, &out->face)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_from") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->valid_from = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_until") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->valid_until = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 7u) == 7u;
}

int read_buy_card(json_pool *pool, const cJSON *json, defray_buy_card *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "lot") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->lot)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "face") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_money(pool, field, &out->face)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_until") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->valid_until = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 7u) == 7u;
}

int read_redeem_huawei_order(json_pool *pool, const cJSON *json, defray_redeem_huawei_order *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "lot") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->lot)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "order") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->order)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "huawei_account") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_text(pool, field, &out->huawei_account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "face") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            if (!read_money(pool, field, &out->face)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "valid_until") == 0) {
            if ((seen & 32u) != 0) {
                return 0;
            }
            seen |= 32u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->valid_until = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 31u) == 31u;
}

int read_void_lot(json_pool *pool, const cJSON *json, defray_void_lot *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "lot") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->lot)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "reason") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->reason)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

int read_bind_workspace(json_pool *pool, const cJSON *json, defray_bind_workspace *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "workspace") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->workspace)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "since") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->since = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

int read_move_workspace(json_pool *pool, const cJSON *json, defray_move_workspace *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "workspace") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->workspace)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "to") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->to)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 7u) == 7u;
}

int read_dissolve_workspace(json_pool *pool, const cJSON *json, defray_dissolve_workspace *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "workspace") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->workspace)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

cJSON *write_subscription(const defray_subscription *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "provider", write_provider(&value->provider));
    if (value->account_id.ptr != NULL) {
    json_add(object, "account_id", write_text(&value->account_id));
    }
    if (value->instance_id.ptr != NULL) {
    json_add(object, "instance_id", write_text(&value->instance_id));
    }
    if (value->license_arn.ptr != NULL) {
    json_add(object, "license_arn", write_text(&value->license_arn));
    }
    if (value->customer_identifier.ptr != NULL) {
    json_add(object, "customer_identifier", write_text(&value->customer_identifier));
    }
    if (value->product_code.ptr != NULL) {
    json_add(object, "product_code", write_text(&value->product_code));
    }
    return object;
}

int read_subscription(json_pool *pool, const cJSON *json, defray_subscription *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "provider") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_provider(pool, field, &out->provider)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "account_id") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->account_id)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "instance_id") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->instance_id)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "license_arn") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_text(pool, field, &out->license_arn)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "customer_identifier") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            if (!read_text(pool, field, &out->customer_identifier)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "product_code") == 0) {
            if ((seen & 32u) != 0) {
                return 0;
            }
            seen |= 32u;
            if (!read_text(pool, field, &out->product_code)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 1u) == 1u;
}

int read_link_cloud_account(json_pool *pool, const cJSON *json, defray_link_cloud_account *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "cloud_account") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->cloud_account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "subscription") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_subscription(pool, field, &out->subscription)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 7u) == 7u;
}

int read_withdraw_cloud_account(json_pool *pool, const cJSON *json, defray_withdraw_cloud_account *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "cloud_account") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->cloud_account)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

cJSON *write_payer(const defray_payer *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_PAYER_ENTERPRISE: {
        cJSON_Delete(object);
        return cJSON_CreateString("enterprise");
    }
    case DEFRAY_PAYER_CLOUD_ACCOUNT: {
        json_add(object, "cloud_account", write_text(&value->as.cloud_account));
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

int read_payer(json_pool *pool, const cJSON *json, defray_payer *out)
{
    memset(out, 0, sizeof *out);
    (void)pool;
    if (cJSON_IsString(json) && strcmp(json->valuestring, "enterprise") == 0) {
        out->kind = DEFRAY_PAYER_ENTERPRISE;
        return 1;
    }
    if (json_is_tagged(json, "cloud_account")) {
        out->kind = DEFRAY_PAYER_CLOUD_ACCOUNT;
        return read_text(pool, json->child, &out->as.cloud_account);
    }
    return 0;
}

int read_choose_method(json_pool *pool, const cJSON *json, defray_choose_method *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "workspace") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->workspace)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "method") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_payer(pool, field, &out->method)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 7u) == 7u;
}

cJSON *write_signal(const defray_signal *value)
{
    return cJSON_CreateString(defray_signal_name(*value));
}

int read_signal(json_pool *pool, const cJSON *json, defray_signal *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_signal_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

cJSON *write_topic_confirmation(const defray_topic_confirmation *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "topic", write_text(&value->topic));
    json_add(object, "address", write_text(&value->address));
    return object;
}

int read_topic_confirmation(json_pool *pool, const cJSON *json, defray_topic_confirmation *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "topic") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->topic)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "address") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->address)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

cJSON *write_marketplace_message(const defray_marketplace_message *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "provider", write_provider(&value->provider));
    if (value->id.ptr != NULL) {
    json_add(object, "id", write_text(&value->id));
    }
    if (value->identity.ptr != NULL) {
    json_add(object, "identity", write_text(&value->identity));
    }
    json_add(object, "kind", write_text(&value->kind));
    json_add(object, "signal", write_signal(&value->signal));
    if (value->occurred_at != NULL) {
    json_add(object, "occurred_at", write_instant(value->occurred_at));
    }
    if (value->raw.ptr != NULL) {
    json_add(object, "raw", write_text(&value->raw));
    }
    if (value->confirm != NULL) {
    json_add(object, "confirm", write_topic_confirmation(value->confirm));
    }
    if (value->rejected.ptr != NULL) {
    json_add(object, "rejected", write_text(&value->rejected));
    }
    return object;
}

int read_marketplace_message(json_pool *pool, const cJSON *json, defray_marketplace_message *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "provider") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_provider(pool, field, &out->provider)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "id") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->id)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "identity") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->identity)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "kind") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_text(pool, field, &out->kind)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "signal") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            if (!read_signal(pool, field, &out->signal)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "occurred_at") == 0) {
            if ((seen & 32u) != 0) {
                return 0;
            }
            seen |= 32u;
            defray_instant *one = (defray_instant *)json_take(pool, sizeof *one);
            out->occurred_at = one;
            if (!read_instant(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "raw") == 0) {
            if ((seen & 64u) != 0) {
                return 0;
            }
            seen |= 64u;
            if (!read_text(pool, field, &out->raw)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "confirm") == 0) {
            if ((seen & 128u) != 0) {
                return 0;
            }
            seen |= 128u;
            defray_topic_confirmation *one = (defray_topic_confirmation *)json_take(pool, sizeof *one);
            out->confirm = one;
            if (!read_topic_confirmation(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "rejected") == 0) {
            if ((seen & 256u) != 0) {
                return 0;
            }
            seen |= 256u;
            if (!read_text(pool, field, &out->rejected)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 25u) == 25u;
}

int read_ingest(json_pool *pool, const cJSON *json, defray_ingest *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "message") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            defray_marketplace_message *one = (defray_marketplace_message *)json_take(pool, sizeof *one);
            out->message = one;
            if (!read_marketplace_message(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 1u) == 1u;
}

cJSON *write_period(const defray_period *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "start", write_instant(&value->start));
    json_add(object, "end", write_instant(&value->end));
    return object;
}

int read_period(json_pool *pool, const cJSON *json, defray_period *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "start") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_instant(pool, field, &out->start)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "end") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_instant(pool, field, &out->end)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

cJSON *write_bill(const defray_bill *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "id", write_text(&value->id));
    json_add(object, "workspace", write_text(&value->workspace));
    json_add(object, "item", write_text(&value->item));
    json_add(object, "amount", write_money(&value->amount));
    json_add(object, "period", write_period(&value->period));
    return object;
}

int read_bill(json_pool *pool, const cJSON *json, defray_bill *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "id") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->id)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "workspace") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->workspace)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "item") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->item)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "amount") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_money(pool, field, &out->amount)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "period") == 0) {
            if ((seen & 16u) != 0) {
                return 0;
            }
            seen |= 16u;
            if (!read_period(pool, field, &out->period)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 31u) == 31u;
}

int read_settle_bill(json_pool *pool, const cJSON *json, defray_settle_bill *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "bill") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_bill(pool, field, &out->bill)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "account") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->account)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 1u) == 1u;
}

int read_reverse_bill(json_pool *pool, const cJSON *json, defray_reverse_bill *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "bill") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->bill)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "reversal") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_text(pool, field, &out->reversal)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "amount") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            defray_money *one = (defray_money *)json_take(pool, sizeof *one);
            out->amount = one;
            if (!read_money(pool, field, one)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "reason") == 0) {
            if ((seen & 8u) != 0) {
                return 0;
            }
            seen |= 8u;
            if (!read_text(pool, field, &out->reason)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

int read_request_metering(json_pool *pool, const cJSON *json, defray_request_metering *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "cloud_account") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->cloud_account)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 1u) == 1u;
}

cJSON *write_metering_outcome(const defray_metering_outcome *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_METERING_OUTCOME_ACCEPTED: {
        cJSON_Delete(object);
        return cJSON_CreateString("accepted");
    }
    case DEFRAY_METERING_OUTCOME_DUPLICATE: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    if (value->as.duplicate.quantity != NULL) {
    json_add(object, "quantity", write_u32(value->as.duplicate.quantity));
    }
    json_add(outer, "duplicate", object);
    object = outer;
        return object;
    }
    case DEFRAY_METERING_OUTCOME_REJECTED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    if (value->as.rejected.reason.ptr != NULL) {
    json_add(object, "reason", write_text(&value->as.rejected.reason));
    }
    json_add(outer, "rejected", object);
    object = outer;
        return object;
    }
    case DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED: {
        cJSON_Delete(object);
        return cJSON_CreateString("not_subscribed");
    }
    case DEFRAY_METERING_OUTCOME_UNPROCESSED: {
        cJSON_Delete(object);
        return cJSON_CreateString("unprocessed");
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

static int read_metering_outcome_duplicate(json_pool *pool, const cJSON *json, defray_metering_outcome_duplicate *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "quantity") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            uint32_t *one = (uint32_t *)json_take(pool, sizeof *one);
            out->quantity = one;
            if (!read_u32(pool, field, one)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 0u) == 0u;
}

static int read_metering_outcome_rejected(json_pool *pool, const cJSON *json, defray_metering_outcome_rejected *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "reason") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_text(pool, field, &out->reason)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 0u) == 0u;
}

int read_metering_outcome(json_pool *pool, const cJSON *json, defray_metering_outcome *out)
{
    memset(out, 0, sizeof *out);
    (void)pool;
    if (cJSON_IsString(json) && strcmp(json->valuestring, "accepted") == 0) {
        out->kind = DEFRAY_METERING_OUTCOME_ACCEPTED;
        return 1;
    }
    if (json_is_tagged(json, "duplicate")) {
        out->kind = DEFRAY_METERING_OUTCOME_DUPLICATE;
        return read_metering_outcome_duplicate(pool, json->child, &out->as.duplicate);
    }
    if (json_is_tagged(json, "rejected")) {
        out->kind = DEFRAY_METERING_OUTCOME_REJECTED;
        return read_metering_outcome_rejected(pool, json->child, &out->as.rejected);
    }
    if (cJSON_IsString(json) && strcmp(json->valuestring, "not_subscribed") == 0) {
        out->kind = DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED;
        return 1;
    }
    if (cJSON_IsString(json) && strcmp(json->valuestring, "unprocessed") == 0) {
        out->kind = DEFRAY_METERING_OUTCOME_UNPROCESSED;
        return 1;
    }
    return 0;
}

int read_acknowledge_metering(json_pool *pool, const cJSON *json, defray_acknowledge_metering *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "record") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_entry_position(pool, field, &out->record)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "outcome") == 0) {
            if ((seen & 2u) != 0) {
                return 0;
            }
            seen |= 2u;
            if (!read_metering_outcome(pool, field, &out->outcome)) {
                return 0;
            }
            continue;
        }
        if (strcmp(field->string, "provider_record") == 0) {
            if ((seen & 4u) != 0) {
                return 0;
            }
            seen |= 4u;
            if (!read_text(pool, field, &out->provider_record)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 3u) == 3u;
}

int read_acknowledge(json_pool *pool, const cJSON *json, defray_acknowledge *out)
{
    memset(out, 0, sizeof *out);
    unsigned seen = 0;
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    for (const cJSON *field = json->child; field != NULL; field = field->next) {
        if (cJSON_IsNull(field)) {
            continue;
        }
        if (strcmp(field->string, "outbox_message") == 0) {
            if ((seen & 1u) != 0) {
                return 0;
            }
            seen |= 1u;
            if (!read_entry_position(pool, field, &out->outbox_message)) {
                return 0;
            }
            continue;
        }
        return 0;
    }
    (void)pool;
    return (seen & 1u) == 1u;
}

int read_command(json_pool *pool, const cJSON *json, const char *name, defray_command *out)
{
    memset(out, 0, sizeof *out);
    if (strcmp(name, "open_account") == 0) {
        out->kind = DEFRAY_COMMAND_OPEN_ACCOUNT;
        return read_open_account(pool, json, &out->as.open_account);
    }
    if (strcmp(name, "close_account") == 0) {
        out->kind = DEFRAY_COMMAND_CLOSE_ACCOUNT;
        return read_close_account(pool, json, &out->as.close_account);
    }
    if (strcmp(name, "set_policy") == 0) {
        out->kind = DEFRAY_COMMAND_SET_POLICY;
        return read_set_policy(pool, json, &out->as.set_policy);
    }
    if (strcmp(name, "top_up") == 0) {
        out->kind = DEFRAY_COMMAND_TOP_UP;
        return read_top_up(pool, json, &out->as.top_up);
    }
    if (strcmp(name, "issue_voucher") == 0) {
        out->kind = DEFRAY_COMMAND_ISSUE_VOUCHER;
        return read_issue_voucher(pool, json, &out->as.issue_voucher);
    }
    if (strcmp(name, "grant_card") == 0) {
        out->kind = DEFRAY_COMMAND_GRANT_CARD;
        return read_grant_card(pool, json, &out->as.grant_card);
    }
    if (strcmp(name, "buy_card") == 0) {
        out->kind = DEFRAY_COMMAND_BUY_CARD;
        return read_buy_card(pool, json, &out->as.buy_card);
    }
    if (strcmp(name, "redeem_huawei_order") == 0) {
        out->kind = DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER;
        return read_redeem_huawei_order(pool, json, &out->as.redeem_huawei_order);
    }
    if (strcmp(name, "void_lot") == 0) {
        out->kind = DEFRAY_COMMAND_VOID_LOT;
        return read_void_lot(pool, json, &out->as.void_lot);
    }
    if (strcmp(name, "bind_workspace") == 0) {
        out->kind = DEFRAY_COMMAND_BIND_WORKSPACE;
        return read_bind_workspace(pool, json, &out->as.bind_workspace);
    }
    if (strcmp(name, "move_workspace") == 0) {
        out->kind = DEFRAY_COMMAND_MOVE_WORKSPACE;
        return read_move_workspace(pool, json, &out->as.move_workspace);
    }
    if (strcmp(name, "dissolve_workspace") == 0) {
        out->kind = DEFRAY_COMMAND_DISSOLVE_WORKSPACE;
        return read_dissolve_workspace(pool, json, &out->as.dissolve_workspace);
    }
    if (strcmp(name, "link_cloud_account") == 0) {
        out->kind = DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT;
        return read_link_cloud_account(pool, json, &out->as.link_cloud_account);
    }
    if (strcmp(name, "withdraw_cloud_account") == 0) {
        out->kind = DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT;
        return read_withdraw_cloud_account(pool, json, &out->as.withdraw_cloud_account);
    }
    if (strcmp(name, "choose_method") == 0) {
        out->kind = DEFRAY_COMMAND_CHOOSE_METHOD;
        return read_choose_method(pool, json, &out->as.choose_method);
    }
    if (strcmp(name, "ingest") == 0) {
        out->kind = DEFRAY_COMMAND_INGEST;
        return read_ingest(pool, json, &out->as.ingest);
    }
    if (strcmp(name, "settle_bill") == 0) {
        out->kind = DEFRAY_COMMAND_SETTLE_BILL;
        return read_settle_bill(pool, json, &out->as.settle_bill);
    }
    if (strcmp(name, "reverse_bill") == 0) {
        out->kind = DEFRAY_COMMAND_REVERSE_BILL;
        return read_reverse_bill(pool, json, &out->as.reverse_bill);
    }
    if (strcmp(name, "request_metering") == 0) {
        out->kind = DEFRAY_COMMAND_REQUEST_METERING;
        return read_request_metering(pool, json, &out->as.request_metering);
    }
    if (strcmp(name, "acknowledge_metering") == 0) {
        out->kind = DEFRAY_COMMAND_ACKNOWLEDGE_METERING;
        return read_acknowledge_metering(pool, json, &out->as.acknowledge_metering);
    }
    if (strcmp(name, "advance") == 0) {
        out->kind = DEFRAY_COMMAND_ADVANCE;
        return cJSON_IsObject(json) && json->child == NULL;
    }
    if (strcmp(name, "acknowledge") == 0) {
        out->kind = DEFRAY_COMMAND_ACKNOWLEDGE;
        return read_acknowledge(pool, json, &out->as.acknowledge);
    }
    return 0;
}

int read_mode(json_pool *pool, const cJSON *json, defray_mode *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_mode_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

int read_check(json_pool *pool, const cJSON *json, defray_check *out)
{
    (void)pool;
    return cJSON_IsString(json) && defray_check_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;
}

cJSON *write_origin(const defray_origin *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_ORIGIN_ISSUED: {
        cJSON_Delete(object);
        return cJSON_CreateString("issued");
    }
    case DEFRAY_ORIGIN_GRANTED: {
        cJSON_Delete(object);
        return cJSON_CreateString("granted");
    }
    case DEFRAY_ORIGIN_BOUGHT: {
        cJSON_Delete(object);
        return cJSON_CreateString("bought");
    }
    case DEFRAY_ORIGIN_GIFT: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "card", write_text(&value->as.gift.card));
    json_add(outer, "gift", object);
    object = outer;
        return object;
    }
    case DEFRAY_ORIGIN_HUAWEI_ORDER: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "order", write_text(&value->as.huawei_order.order));
    json_add(object, "huawei_account", write_text(&value->as.huawei_order.huawei_account));
    json_add(outer, "huawei_order", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_lot_state(const defray_lot_state *value)
{
    return cJSON_CreateString(defray_lot_state_name(*value));
}

cJSON *write_lot(const defray_lot *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "id", write_text(&value->id));
    json_add(object, "kind", write_lot_kind(&value->kind));
    json_add(object, "face", write_money(&value->face));
    json_add(object, "available", write_money(&value->available));
    json_add(object, "valid_from", write_instant(&value->valid_from));
    if (value->valid_until != NULL) {
    json_add(object, "valid_until", write_instant(value->valid_until));
    }
    if (value->minimum_bill != NULL) {
    json_add(object, "minimum_bill", write_money(value->minimum_bill));
    }
    json_add(object, "issued_at", write_instant(&value->issued_at));
    json_add(object, "origin", write_origin(&value->origin));
    json_add(object, "state", write_lot_state(&value->state));
    if (value->closed_at != NULL) {
    json_add(object, "closed_at", write_instant(value->closed_at));
    }
    return object;
}

cJSON *write_standing(const defray_standing *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_STANDING_GOOD: {
        cJSON_Delete(object);
        return cJSON_CreateString("good");
    }
    case DEFRAY_STANDING_IN_ARREARS: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "since", write_instant(&value->as.in_arrears.since));
    json_add(object, "deadline", write_instant(&value->as.in_arrears.deadline));
    if (value->as.in_arrears.notice != NULL) {
    json_add(object, "notice", write_instant(value->as.in_arrears.notice));
    }
    json_add(outer, "in_arrears", object);
    object = outer;
        return object;
    }
    case DEFRAY_STANDING_LOCKED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "since", write_instant(&value->as.locked.since));
    json_add(object, "deadline", write_instant(&value->as.locked.deadline));
    json_add(outer, "locked", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_method_action(const defray_method_action *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_METHOD_ACTION_BIND: {
        cJSON_Delete(object);
        return cJSON_CreateString("bind");
    }
    case DEFRAY_METHOD_ACTION_CHOOSE: {
        json_add(object, "choose", write_payer(&value->as.choose));
        return object;
    }
    case DEFRAY_METHOD_ACTION_MOVE: {
        cJSON_Delete(object);
        return cJSON_CreateString("move");
    }
    case DEFRAY_METHOD_ACTION_DISSOLVE: {
        cJSON_Delete(object);
        return cJSON_CreateString("dissolve");
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_method_step(const defray_method_step *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "at", write_instant(&value->at));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "action", write_method_action(&value->action));
    if (value->by.ptr != NULL) {
    json_add(object, "by", write_text(&value->by));
    }
    return object;
}

cJSON *write_cause(const defray_cause *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_CAUSE_BOUND: {
        cJSON_Delete(object);
        return cJSON_CreateString("bound");
    }
    case DEFRAY_CAUSE_CHOSEN: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    if (value->as.chosen.by.ptr != NULL) {
    json_add(object, "by", write_text(&value->as.chosen.by));
    }
    json_add(outer, "chosen", object);
    object = outer;
        return object;
    }
    case DEFRAY_CAUSE_ACTIVATED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->as.activated.cloud_account));
    json_add(outer, "activated", object);
    object = outer;
        return object;
    }
    case DEFRAY_CAUSE_FORCED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->as.forced.cloud_account));
    json_add(outer, "forced", object);
    object = outer;
        return object;
    }
    case DEFRAY_CAUSE_MOVED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    if (value->as.moved.by.ptr != NULL) {
    json_add(object, "by", write_text(&value->as.moved.by));
    }
    json_add(outer, "moved", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_payer_interval(const defray_payer_interval *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "from", write_instant(&value->from));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "payer", write_payer(&value->payer));
    json_add(object, "cause", write_cause(&value->cause));
    json_add(object, "recorded_at", write_instant(&value->recorded_at));
    return object;
}

cJSON *write_method(const defray_method *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_METHOD_ENTERPRISE: {
        cJSON_Delete(object);
        return cJSON_CreateString("enterprise");
    }
    case DEFRAY_METHOD_OPENING: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->as.opening.cloud_account));
    json_add(object, "from", write_payer(&value->as.opening.from));
    json_add(outer, "opening", object);
    object = outer;
        return object;
    }
    case DEFRAY_METHOD_CLOUD_ACCOUNT: {
        json_add(object, "cloud_account", write_text(&value->as.cloud_account));
        return object;
    }
    case DEFRAY_METHOD_DISSOLVED: {
        cJSON_Delete(object);
        return cJSON_CreateString("dissolved");
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_cloud_account_state(const defray_cloud_account_state *value)
{
    return cJSON_CreateString(defray_cloud_account_state_name(*value));
}

cJSON *write_subscription_lifecycle(const defray_subscription_lifecycle *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "state", write_cloud_account_state(&value->state));
    if (value->active_from != NULL) {
    json_add(object, "active_from", write_instant(value->active_from));
    }
    if (value->ended_at != NULL) {
    json_add(object, "ended_at", write_instant(value->ended_at));
    }
    if (value->failed_at != NULL) {
    json_add(object, "failed_at", write_instant(value->failed_at));
    }
    json_add(object, "withdrawn", write_flag(&value->withdrawn));
    return object;
}

cJSON *write_cloud_account(const defray_cloud_account *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "id", write_text(&value->id));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "subscription", write_subscription(&value->subscription));
    json_add(object, "linked_at", write_instant(&value->linked_at));
    json_add(object, "state", write_cloud_account_state(&value->state));
    json_add(object, "lifecycle", write_subscription_lifecycle(&value->lifecycle));
    if (value->metering_deadline != NULL) {
    json_add(object, "metering_deadline", write_instant(value->metering_deadline));
    }
    return object;
}

cJSON *write_subscription_link(const defray_subscription_link *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->cloud_account));
    if (value->after != NULL) {
    json_add(object, "after", write_instant(value->after));
    }
    return object;
}

cJSON *write_message_disposition(const defray_message_disposition *value)
{
    return cJSON_CreateString(defray_message_disposition_name(*value));
}

cJSON *write_recorded_signal(const defray_recorded_signal *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "signal", write_signal(&value->signal));
    json_add(object, "occurred_at", write_instant(&value->occurred_at));
    if (value->message.ptr != NULL) {
    json_add(object, "message", write_text(&value->message));
    }
    return object;
}

cJSON *write_hold_reason(const defray_hold_reason *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->as.cloud_account_suspended.cloud_account));
    json_add(outer, "cloud_account_suspended", object);
    object = outer;
        return object;
    }
    case DEFRAY_HOLD_REASON_CREDIT_LIMIT: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "uncovered", write_money(&value->as.credit_limit.uncovered));
    if (value->as.credit_limit.credit_left != NULL) {
    json_add(object, "credit_left", write_money(value->as.credit_limit.credit_left));
    }
    json_add(outer, "credit_limit", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_payer_reason(const defray_payer_reason *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_PAYER_REASON_IN_FORCE: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "since", write_instant(&value->as.in_force.since));
    json_add(outer, "P1", object);
    object = outer;
        return object;
    }
    case DEFRAY_PAYER_REASON_NO_LONGER_METERED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->as.no_longer_metered.cloud_account));
    if (value->as.no_longer_metered.ended_at != NULL) {
    json_add(object, "ended_at", write_instant(value->as.no_longer_metered.ended_at));
    }
    if (value->as.no_longer_metered.metering_deadline != NULL) {
    json_add(object, "metering_deadline", write_instant(value->as.no_longer_metered.metering_deadline));
    }
    json_add(outer, "P2", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_charge_position(const defray_charge_position *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->cloud_account));
    json_add(object, "position", write_entry_position(&value->position));
    return object;
}

cJSON *write_slice(const defray_slice *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "fund", write_fund(&value->fund));
    if (value->lot.ptr != NULL) {
    json_add(object, "lot", write_text(&value->lot));
    }
    if (value->charge != NULL) {
    json_add(object, "charge", write_charge_position(value->charge));
    }
    json_add(object, "amount", write_money(&value->amount));
    return object;
}

cJSON *write_skip_reason(const defray_skip_reason *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_SKIP_REASON_NOT_IN_WATERFALL: {
        cJSON_Delete(object);
        return cJSON_CreateString("not_in_waterfall");
    }
    case DEFRAY_SKIP_REASON_NOT_YET_VALID: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "valid_from", write_instant(&value->as.not_yet_valid.valid_from));
    json_add(outer, "not_yet_valid", object);
    object = outer;
        return object;
    }
    case DEFRAY_SKIP_REASON_BELOW_MINIMUM: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "minimum", write_money(&value->as.below_minimum.minimum));
    json_add(outer, "below_minimum", object);
    object = outer;
        return object;
    }
    case DEFRAY_SKIP_REASON_NOT_NEEDED: {
        cJSON_Delete(object);
        return cJSON_CreateString("not_needed");
    }
    case DEFRAY_SKIP_REASON_EMPTY: {
        cJSON_Delete(object);
        return cJSON_CreateString("empty");
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_skip(const defray_skip *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "fund", write_fund(&value->fund));
    if (value->lot.ptr != NULL) {
    json_add(object, "lot", write_text(&value->lot));
    }
    if (value->available != NULL) {
    json_add(object, "available", write_money(value->available));
    }
    json_add(object, "reason", write_skip_reason(&value->reason));
    return object;
}

cJSON *write_receipt(const defray_receipt *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "bill", write_text(&value->bill));
    json_add(object, "workspace", write_text(&value->workspace));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "payer", write_payer(&value->payer));
    json_add(object, "payer_reason", write_payer_reason(&value->payer_reason));
    json_add(object, "amount", write_money(&value->amount));
    json_add(object, "settled_at", write_instant(&value->settled_at));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->slices_count; i++) {
            cJSON_AddItemToArray(list, write_slice(&value->slices[i]));
        }
        json_add(object, "slices", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->skips_count; i++) {
            cJSON_AddItemToArray(list, write_skip(&value->skips[i]));
        }
        json_add(object, "skips", list);
    }
    return object;
}

cJSON *write_bill_status(const defray_bill_status *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_BILL_STATUS_HELD: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "reason", write_hold_reason(&value->as.held.reason));
    json_add(object, "since", write_instant(&value->as.held.since));
    json_add(object, "queue", write_entry_position(&value->as.held.queue));
    json_add(outer, "held", object);
    object = outer;
        return object;
    }
    case DEFRAY_BILL_STATUS_SETTLED: {
        json_add(object, "settled", write_receipt(&value->as.settled));
        return object;
    }
    case DEFRAY_BILL_STATUS_CANCELLED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "at", write_instant(&value->as.cancelled.at));
    json_add(outer, "cancelled", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_refund_target(const defray_refund_target *value)
{
    return cJSON_CreateString(defray_refund_target_name(*value));
}

cJSON *write_refund(const defray_refund *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "slice", write_u32(&value->slice));
    json_add(object, "fund", write_fund(&value->fund));
    if (value->lot.ptr != NULL) {
    json_add(object, "lot", write_text(&value->lot));
    }
    json_add(object, "amount", write_money(&value->amount));
    json_add(object, "to", write_refund_target(&value->to));
    return object;
}

cJSON *write_reversal(const defray_reversal *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "id", write_text(&value->id));
    if (value->asked != NULL) {
    json_add(object, "asked", write_money(value->asked));
    }
    json_add(object, "amount", write_money(&value->amount));
    json_add(object, "at", write_instant(&value->at));
    if (value->reason.ptr != NULL) {
    json_add(object, "reason", write_text(&value->reason));
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->refunds_count; i++) {
            cJSON_AddItemToArray(list, write_refund(&value->refunds[i]));
        }
        json_add(object, "refunds", list);
    }
    return object;
}

cJSON *write_correction_reason(const defray_correction_reason *value)
{
    return cJSON_CreateString(defray_correction_reason_name(*value));
}

cJSON *write_correction(const defray_correction *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "at", write_instant(&value->at));
    json_add(object, "reason", write_correction_reason(&value->reason));
    json_add(object, "from", write_payer(&value->from));
    json_add(object, "payer", write_payer(&value->payer));
    json_add(object, "payer_reason", write_payer_reason(&value->payer_reason));
    json_add(object, "amount", write_money(&value->amount));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->refunds_count; i++) {
            cJSON_AddItemToArray(list, write_refund(&value->refunds[i]));
        }
        json_add(object, "refunds", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->slices_count; i++) {
            cJSON_AddItemToArray(list, write_slice(&value->slices[i]));
        }
        json_add(object, "slices", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->skips_count; i++) {
            cJSON_AddItemToArray(list, write_skip(&value->skips[i]));
        }
        json_add(object, "skips", list);
    }
    return object;
}

cJSON *write_bill_record(const defray_bill_record *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "bill", write_bill(&value->bill));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "status", write_bill_status(&value->status));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->reversals_count; i++) {
            cJSON_AddItemToArray(list, write_reversal(&value->reversals[i]));
        }
        json_add(object, "reversals", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->corrections_count; i++) {
            cJSON_AddItemToArray(list, write_correction(&value->corrections[i]));
        }
        json_add(object, "corrections", list);
    }
    return object;
}

cJSON *write_meter_mark(const defray_meter_mark *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "position", write_entry_position(&value->position));
    json_add(object, "part", write_money(&value->part));
    return object;
}

cJSON *write_usage_state(const defray_usage_state *value)
{
    return cJSON_CreateString(defray_usage_state_name(*value));
}

cJSON *write_usage_record(const defray_usage_record *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "number", write_entry_position(&value->number));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "cloud_account", write_text(&value->cloud_account));
    json_add(object, "dimension", write_text(&value->dimension));
    json_add(object, "start", write_instant(&value->start));
    json_add(object, "end", write_instant(&value->end));
    json_add(object, "unit", write_money(&value->unit));
    json_add(object, "quantity", write_u32(&value->quantity));
    json_add(object, "credit", write_money(&value->credit));
    if (value->from != NULL) {
    json_add(object, "from", write_meter_mark(value->from));
    }
    json_add(object, "upto", write_meter_mark(&value->upto));
    json_add(object, "state", write_usage_state(&value->state));
    json_add(object, "requested_at", write_instant(&value->requested_at));
    if (value->settled_at != NULL) {
    json_add(object, "settled_at", write_instant(value->settled_at));
    }
    if (value->accepted != NULL) {
    json_add(object, "accepted", write_u32(value->accepted));
    }
    if (value->reason.ptr != NULL) {
    json_add(object, "reason", write_text(&value->reason));
    }
    if (value->provider_record.ptr != NULL) {
    json_add(object, "provider_record", write_text(&value->provider_record));
    }
    return object;
}

cJSON *write_notification(const defray_notification *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.method_changed_by_force.account));
    json_add(object, "cloud_account", write_text(&value->as.method_changed_by_force.cloud_account));
    json_add(object, "provider", write_provider(&value->as.method_changed_by_force.provider));
    json_add(object, "ended_at", write_instant(&value->as.method_changed_by_force.ended_at));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.method_changed_by_force.workspaces_count; i++) {
            cJSON_AddItemToArray(list, write_text(&value->as.method_changed_by_force.workspaces[i]));
        }
        json_add(object, "workspaces", list);
    }
    json_add(outer, "method_changed_by_force", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_ARREARS_BEGUN: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.arrears_begun.account));
    json_add(object, "overdraft", write_money(&value->as.arrears_begun.overdraft));
    json_add(object, "since", write_instant(&value->as.arrears_begun.since));
    json_add(object, "deadline", write_instant(&value->as.arrears_begun.deadline));
    json_add(outer, "arrears_begun", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_DEADLINE_NEAR: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.deadline_near.account));
    json_add(object, "overdraft", write_money(&value->as.deadline_near.overdraft));
    json_add(object, "deadline", write_instant(&value->as.deadline_near.deadline));
    json_add(outer, "deadline_near", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_ACCOUNT_LOCKED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.account_locked.account));
    json_add(object, "overdraft", write_money(&value->as.account_locked.overdraft));
    json_add(object, "since", write_instant(&value->as.account_locked.since));
    json_add(object, "deadline", write_instant(&value->as.account_locked.deadline));
    json_add(outer, "account_locked", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.account_unlocked.account));
    json_add(outer, "account_unlocked", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_BILL_NOT_METERED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.bill_not_metered.account));
    json_add(object, "bill", write_text(&value->as.bill_not_metered.bill));
    json_add(object, "workspace", write_text(&value->as.bill_not_metered.workspace));
    json_add(object, "amount", write_money(&value->as.bill_not_metered.amount));
    json_add(object, "cloud_account", write_text(&value->as.bill_not_metered.cloud_account));
    json_add(object, "ended_at", write_instant(&value->as.bill_not_metered.ended_at));
    json_add(object, "metering_deadline", write_instant(&value->as.bill_not_metered.metering_deadline));
    json_add(outer, "bill_not_metered", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_USAGE_NOT_METERED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->as.usage_not_metered.account));
    json_add(object, "cloud_account", write_text(&value->as.usage_not_metered.cloud_account));
    json_add(object, "provider", write_provider(&value->as.usage_not_metered.provider));
    json_add(object, "reason", write_correction_reason(&value->as.usage_not_metered.reason));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.usage_not_metered.bills_count; i++) {
            cJSON_AddItemToArray(list, write_text(&value->as.usage_not_metered.bills[i]));
        }
        json_add(object, "bills", list);
    }
    json_add(object, "amount", write_money(&value->as.usage_not_metered.amount));
    if (value->as.usage_not_metered.ended_at != NULL) {
    json_add(object, "ended_at", write_instant(value->as.usage_not_metered.ended_at));
    }
    if (value->as.usage_not_metered.metering_deadline != NULL) {
    json_add(object, "metering_deadline", write_instant(value->as.usage_not_metered.metering_deadline));
    }
    json_add(outer, "usage_not_metered", object);
    object = outer;
        return object;
    }
    case DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "provider", write_provider(&value->as.confirm_subscription.provider));
    json_add(object, "topic", write_text(&value->as.confirm_subscription.topic));
    json_add(object, "address", write_text(&value->as.confirm_subscription.address));
    json_add(outer, "confirm_subscription", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_event(const defray_event *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "event", cJSON_CreateString(defray_event_kind_name(value->kind)));
    switch (value->kind) {
    case DEFRAY_EVENT_ACCOUNT_OPENED: {
    json_add(object, "account", write_text(&value->as.account_opened.account));
    json_add(object, "currency", write_currency(&value->as.account_opened.currency));
        return object;
    }
    case DEFRAY_EVENT_ACCOUNT_CLOSED: {
    json_add(object, "account", write_text(&value->as.account_closed.account));
    json_add(object, "forfeited", write_money(&value->as.account_closed.forfeited));
        return object;
    }
    case DEFRAY_EVENT_POLICY_SET: {
    if (value->as.policy_set.account.ptr != NULL) {
    json_add(object, "account", write_text(&value->as.policy_set.account));
    }
    json_add(object, "policy", write_policy(value->as.policy_set.policy));
        return object;
    }
    case DEFRAY_EVENT_TOPPED_UP: {
    json_add(object, "account", write_text(&value->as.topped_up.account));
    json_add(object, "amount", write_money(&value->as.topped_up.amount));
    json_add(object, "repaid", write_money(&value->as.topped_up.repaid));
    if (value->as.topped_up.reference.ptr != NULL) {
    json_add(object, "reference", write_text(&value->as.topped_up.reference));
    }
        return object;
    }
    case DEFRAY_EVENT_LOT_OPENED: {
    json_add(object, "account", write_text(&value->as.lot_opened.account));
    json_add(object, "lot", write_lot(value->as.lot_opened.lot));
        return object;
    }
    case DEFRAY_EVENT_ORDER_REDEEMED: {
    json_add(object, "account", write_text(&value->as.order_redeemed.account));
    json_add(object, "order", write_text(&value->as.order_redeemed.order));
        return object;
    }
    case DEFRAY_EVENT_LOT_EXPIRED: {
    json_add(object, "account", write_text(&value->as.lot_expired.account));
    json_add(object, "lot", write_text(&value->as.lot_expired.lot));
    json_add(object, "amount", write_money(&value->as.lot_expired.amount));
    json_add(object, "at", write_instant(&value->as.lot_expired.at));
        return object;
    }
    case DEFRAY_EVENT_LOT_VOIDED: {
    json_add(object, "account", write_text(&value->as.lot_voided.account));
    json_add(object, "lot", write_text(&value->as.lot_voided.lot));
    json_add(object, "amount", write_money(&value->as.lot_voided.amount));
    if (value->as.lot_voided.reason.ptr != NULL) {
    json_add(object, "reason", write_text(&value->as.lot_voided.reason));
    }
        return object;
    }
    case DEFRAY_EVENT_STANDING_CHANGED: {
    json_add(object, "account", write_text(&value->as.standing_changed.account));
    json_add(object, "standing", write_standing(&value->as.standing_changed.standing));
        return object;
    }
    case DEFRAY_EVENT_WORKSPACE_BOUND: {
    json_add(object, "workspace", write_text(&value->as.workspace_bound.workspace));
    json_add(object, "account", write_text(&value->as.workspace_bound.account));
    json_add(object, "step", write_method_step(&value->as.workspace_bound.step));
    json_add(object, "interval", write_payer_interval(&value->as.workspace_bound.interval));
        return object;
    }
    case DEFRAY_EVENT_STEP_TAKEN: {
    json_add(object, "workspace", write_text(&value->as.step_taken.workspace));
    json_add(object, "step", write_method_step(&value->as.step_taken.step));
    if (value->as.step_taken.left.ptr != NULL) {
    json_add(object, "left", write_text(&value->as.step_taken.left));
    }
        return object;
    }
    case DEFRAY_EVENT_METHOD_KEPT: {
    json_add(object, "account", write_text(&value->as.method_kept.account));
    json_add(object, "workspace", write_text(&value->as.method_kept.workspace));
    json_add(object, "method", write_method(&value->as.method_kept.method));
        return object;
    }
    case DEFRAY_EVENT_METHOD_CHANGED: {
    json_add(object, "account", write_text(&value->as.method_changed.account));
    json_add(object, "workspace", write_text(&value->as.method_changed.workspace));
    json_add(object, "method", write_method(&value->as.method_changed.method));
    json_add(object, "kept_intervals", write_u32(&value->as.method_changed.kept_intervals));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.method_changed.intervals_count; i++) {
            cJSON_AddItemToArray(list, write_payer_interval(&value->as.method_changed.intervals[i]));
        }
        json_add(object, "intervals", list);
    }
        return object;
    }
    case DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED: {
    json_add(object, "cloud_account", write_cloud_account(value->as.cloud_account_linked.cloud_account));
    json_add(object, "link", write_subscription_link(&value->as.cloud_account_linked.link));
        return object;
    }
    case DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED: {
    json_add(object, "account", write_text(&value->as.cloud_account_changed.account));
    json_add(object, "cloud_account", write_text(&value->as.cloud_account_changed.cloud_account));
    json_add(object, "was", write_cloud_account_state(&value->as.cloud_account_changed.was));
    json_add(object, "state", write_cloud_account_state(&value->as.cloud_account_changed.state));
    json_add(object, "lifecycle", write_subscription_lifecycle(&value->as.cloud_account_changed.lifecycle));
    if (value->as.cloud_account_changed.metering_deadline != NULL) {
    json_add(object, "metering_deadline", write_instant(value->as.cloud_account_changed.metering_deadline));
    }
        return object;
    }
    case DEFRAY_EVENT_MESSAGE_RECEIVED: {
    json_add(object, "message", write_marketplace_message(value->as.message_received.message));
    json_add(object, "disposition", write_message_disposition(&value->as.message_received.disposition));
    if (value->as.message_received.cloud_account.ptr != NULL) {
    json_add(object, "cloud_account", write_text(&value->as.message_received.cloud_account));
    }
    if (value->as.message_received.account.ptr != NULL) {
    json_add(object, "account", write_text(&value->as.message_received.account));
    }
    if (value->as.message_received.recorded_signal != NULL) {
    json_add(object, "recorded_signal", write_recorded_signal(value->as.message_received.recorded_signal));
    }
        return object;
    }
    case DEFRAY_EVENT_BILL_HELD: {
    json_add(object, "account", write_text(&value->as.bill_held.account));
    json_add(object, "bill", write_bill(value->as.bill_held.bill));
    json_add(object, "reason", write_hold_reason(&value->as.bill_held.reason));
        return object;
    }
    case DEFRAY_EVENT_BILL_SETTLED: {
    json_add(object, "record", write_bill_record(value->as.bill_settled.record));
        return object;
    }
    case DEFRAY_EVENT_BILL_REVERSED: {
    json_add(object, "account", write_text(&value->as.bill_reversed.account));
    json_add(object, "bill", write_text(&value->as.bill_reversed.bill));
    if (value->as.bill_reversed.payer != NULL) {
    json_add(object, "payer", write_payer(value->as.bill_reversed.payer));
    }
    json_add(object, "reversal", write_reversal(value->as.bill_reversed.reversal));
        return object;
    }
    case DEFRAY_EVENT_BILL_CORRECTED: {
    json_add(object, "account", write_text(&value->as.bill_corrected.account));
    json_add(object, "bill", write_text(&value->as.bill_corrected.bill));
    json_add(object, "correction", write_correction(value->as.bill_corrected.correction));
        return object;
    }
    case DEFRAY_EVENT_METERING_REQUESTED: {
    json_add(object, "record", write_usage_record(value->as.metering_requested.record));
        return object;
    }
    case DEFRAY_EVENT_METERING_ACKNOWLEDGED: {
    json_add(object, "account", write_text(&value->as.metering_acknowledged.account));
    json_add(object, "cloud_account", write_text(&value->as.metering_acknowledged.cloud_account));
    json_add(object, "record", write_entry_position(&value->as.metering_acknowledged.record));
    json_add(object, "outcome", write_metering_outcome(&value->as.metering_acknowledged.outcome));
    json_add(object, "state", write_usage_state(&value->as.metering_acknowledged.state));
    json_add(object, "accepted", write_u32(&value->as.metering_acknowledged.accepted));
    if (value->as.metering_acknowledged.head != NULL) {
    json_add(object, "head", write_meter_mark(value->as.metering_acknowledged.head));
    }
    if (value->as.metering_acknowledged.provider_record.ptr != NULL) {
    json_add(object, "provider_record", write_text(&value->as.metering_acknowledged.provider_record));
    }
        return object;
    }
    case DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED: {
    json_add(object, "number", write_entry_position(&value->as.outbox_message_queued.number));
    json_add(object, "notification", write_notification(value->as.outbox_message_queued.notification));
        return object;
    }
    case DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED: {
    json_add(object, "number", write_entry_position(&value->as.outbox_message_acknowledged.number));
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_prior_result(const defray_prior_result *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_PRIOR_RESULT_BILL: {
        json_add(object, "bill", write_bill_record(value->as.bill));
        return object;
    }
    case DEFRAY_PRIOR_RESULT_REVERSAL: {
        json_add(object, "reversal", write_reversal(value->as.reversal));
        return object;
    }
    case DEFRAY_PRIOR_RESULT_USAGE_RECORD: {
        json_add(object, "usage_record", write_usage_record(value->as.usage_record));
        return object;
    }
    case DEFRAY_PRIOR_RESULT_MESSAGE: {
        json_add(object, "message", write_message_disposition(&value->as.message));
        return object;
    }
    case DEFRAY_PRIOR_RESULT_NOTHING: {
        cJSON_Delete(object);
        return cJSON_CreateString("nothing");
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_closing(const defray_closing *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "deadline", write_instant(&value->deadline));
    json_add(object, "cloud_account", write_text(&value->cloud_account));
    return object;
}

cJSON *write_totals(const defray_totals *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "topped_up", write_money(&value->topped_up));
    json_add(object, "vouchers", write_money(&value->vouchers));
    json_add(object, "cards", write_money(&value->cards));
    json_add(object, "cloud_paid", write_money(&value->cloud_paid));
    json_add(object, "settled", write_money(&value->settled));
    json_add(object, "expired", write_money(&value->expired));
    json_add(object, "voided", write_money(&value->voided));
    json_add(object, "forfeited", write_money(&value->forfeited));
    json_add(object, "held", write_money(&value->held));
    return object;
}

cJSON *write_account(const defray_account *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "id", write_text(&value->id));
    json_add(object, "currency", write_currency(&value->currency));
    json_add(object, "opened_at", write_instant(&value->opened_at));
    if (value->closed_at != NULL) {
    json_add(object, "closed_at", write_instant(value->closed_at));
    }
    if (value->policy != NULL) {
    json_add(object, "policy", write_policy(value->policy));
    }
    json_add(object, "cash", write_money(&value->cash));
    json_add(object, "overdraft", write_money(&value->overdraft));
    json_add(object, "standing", write_standing(&value->standing));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->lots_count; i++) {
            cJSON_AddItemToArray(list, write_lot(&value->lots[i]));
        }
        json_add(object, "lots", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->closings_count; i++) {
            cJSON_AddItemToArray(list, write_closing(&value->closings[i]));
        }
        json_add(object, "closings", list);
    }
    json_add(object, "decided_at", write_instant(&value->decided_at));
    json_add(object, "totals", write_totals(&value->totals));
    return object;
}

cJSON *write_workspace(const defray_workspace *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "id", write_text(&value->id));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "method", write_method(&value->method));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->steps_count; i++) {
            cJSON_AddItemToArray(list, write_method_step(&value->steps[i]));
        }
        json_add(object, "steps", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->timeline_count; i++) {
            cJSON_AddItemToArray(list, write_payer_interval(&value->timeline[i]));
        }
        json_add(object, "timeline", list);
    }
    if (value->dissolved_at != NULL) {
    json_add(object, "dissolved_at", write_instant(value->dissolved_at));
    }
    return object;
}

cJSON *write_in_flight(const defray_in_flight *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "record", write_entry_position(&value->record));
    json_add(object, "upto", write_meter_mark(&value->upto));
    json_add(object, "taken", write_money(&value->taken));
    json_add(object, "reversed", write_money(&value->reversed));
    return object;
}

cJSON *write_meter(const defray_meter *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "cloud_account", write_text(&value->cloud_account));
    json_add(object, "account", write_text(&value->account));
    json_add(object, "accepted", write_money(&value->accepted));
    json_add(object, "waiting", write_money(&value->waiting));
    json_add(object, "credit", write_money(&value->credit));
    if (value->head != NULL) {
    json_add(object, "head", write_meter_mark(value->head));
    }
    if (value->in_flight != NULL) {
    json_add(object, "in_flight", write_in_flight(value->in_flight));
    }
    if (value->last != NULL) {
    json_add(object, "last", write_entry_position(value->last));
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->hours_count; i++) {
            cJSON_AddItemToArray(list, write_instant(&value->hours[i]));
        }
        json_add(object, "hours", list);
    }
    return object;
}

cJSON *write_charge(const defray_charge *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "bill", write_text(&value->bill));
    json_add(object, "workspace", write_text(&value->workspace));
    json_add(object, "position", write_entry_position(&value->position));
    json_add(object, "amount", write_money(&value->amount));
    json_add(object, "reversed", write_money(&value->reversed));
    return object;
}

cJSON *write_outbox_message(const defray_outbox_message *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "number", write_entry_position(&value->number));
    json_add(object, "raised_at", write_instant(&value->raised_at));
    json_add(object, "notification", write_notification(&value->notification));
    if (value->acknowledged_at != NULL) {
    json_add(object, "acknowledged_at", write_instant(value->acknowledged_at));
    }
    return object;
}

cJSON *write_balances(const defray_balances *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "ordinary_vouchers", write_money(&value->ordinary_vouchers));
    json_add(object, "full_reduction_vouchers", write_money(&value->full_reduction_vouchers));
    json_add(object, "cards", write_money(&value->cards));
    json_add(object, "cash", write_money(&value->cash));
    json_add(object, "overdraft", write_money(&value->overdraft));
    json_add(object, "cloud_charged", write_money(&value->cloud_charged));
    return object;
}

cJSON *write_movement(const defray_movement *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "at", write_instant(&value->at));
    json_add(object, "position", write_u64(&value->position));
    json_add(object, "event", write_text(&value->event));
    json_add(object, "about", write_text(&value->about));
    json_add(object, "fund", write_fund(&value->fund));
    if (value->lot.ptr != NULL) {
    json_add(object, "lot", write_text(&value->lot));
    }
    json_add(object, "change", write_money(&value->change));
    return object;
}

cJSON *write_statement(const defray_statement *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "account", write_text(&value->account));
    json_add(object, "currency", write_currency(&value->currency));
    json_add(object, "from", write_instant(&value->from));
    json_add(object, "to", write_instant(&value->to));
    json_add(object, "opening", write_balances(&value->opening));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->movements_count; i++) {
            cJSON_AddItemToArray(list, write_movement(&value->movements[i]));
        }
        json_add(object, "movements", list);
    }
    json_add(object, "closing", write_balances(&value->closing));
    return object;
}

cJSON *write_preview(const defray_preview *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_PREVIEW_SETTLED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "receipt", write_receipt(&value->as.settled.receipt));
    json_add(object, "known", write_flag(&value->as.settled.known));
    json_add(outer, "settled", object);
    object = outer;
        return object;
    }
    case DEFRAY_PREVIEW_HELD: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "reason", write_hold_reason(&value->as.held.reason));
    json_add(object, "since", write_instant(&value->as.held.since));
    json_add(object, "known", write_flag(&value->as.held.known));
    json_add(outer, "held", object);
    object = outer;
        return object;
    }
    case DEFRAY_PREVIEW_CANCELLED: {
        cJSON_Delete(object);
        return cJSON_CreateString("cancelled");
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_plan(const defray_plan *value)
{
    cJSON *object = cJSON_CreateObject();
    switch (value->kind) {
    case DEFRAY_PLAN_COVERED: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.covered.slices_count; i++) {
            cJSON_AddItemToArray(list, write_slice(&value->as.covered.slices[i]));
        }
        json_add(object, "slices", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.covered.skips_count; i++) {
            cJSON_AddItemToArray(list, write_skip(&value->as.covered.skips[i]));
        }
        json_add(object, "skips", list);
    }
    json_add(outer, "covered", object);
    object = outer;
        return object;
    }
    case DEFRAY_PLAN_SHORT: {
    cJSON *outer = object;
    object = cJSON_CreateObject();
    json_add(object, "uncovered", write_money(&value->as.short_.uncovered));
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.short_.slices_count; i++) {
            cJSON_AddItemToArray(list, write_slice(&value->as.short_.slices[i]));
        }
        json_add(object, "slices", list);
    }
    {
        cJSON *list = cJSON_CreateArray();
        for (size_t i = 0; i < value->as.short_.skips_count; i++) {
            cJSON_AddItemToArray(list, write_skip(&value->as.short_.skips[i]));
        }
        json_add(object, "skips", list);
    }
    json_add(outer, "short", object);
    object = outer;
        return object;
    }
    default:
        json_add(object, "unknown", cJSON_CreateNumber(value->kind));
        return object;
    }
}

cJSON *write_verified(const defray_verified *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "entries", write_u64(&value->entries));
    json_add(object, "records", write_u64(&value->records));
    json_add(object, "accounts", write_u64(&value->accounts));
    json_add(object, "head", write_head(&value->head));
    return object;
}

cJSON *write_statistics(const defray_statistics *value)
{
    cJSON *object = cJSON_CreateObject();
    json_add(object, "entries", write_u64(&value->entries));
    json_add(object, "head", write_head(&value->head));
    json_add(object, "checkpoint", write_u64(&value->checkpoint));
    {
        cJSON *map = cJSON_CreateObject();
        for (size_t i = 0; i < value->records_count; i++) {
            json_add(map, value->records[i].key.ptr, write_u64(&value->records[i].value));
        }
        json_add(object, "records", map);
    }
    return object;
}

