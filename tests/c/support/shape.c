#include "shape.h"

#include "expect.h"

const shape shape_text = VALUE(defray_str, SHAPE_TEXT);
const shape shape_money = VALUE(defray_money, SHAPE_MONEY);
const shape shape_decimal = VALUE(defray_decimal, SHAPE_DECIMAL);
const shape shape_currency = VALUE(defray_currency, SHAPE_CURRENCY);
const shape shape_instant = VALUE(defray_instant, SHAPE_INSTANT);
const shape shape_u64 = VALUE(uint64_t, SHAPE_U64);
const shape shape_u32 = VALUE(uint32_t, SHAPE_U32);
const shape shape_bool = VALUE(uint8_t, SHAPE_BOOL);
const shape shape_head = VALUE(defray_head, SHAPE_HEAD);

static const void *at(const void *structure, size_t place)
{
    return (const char *)structure + place;
}

static void *at_out(void *structure, size_t place)
{
    return (char *)structure + place;
}

static const void *pointer_at(const void *structure, size_t place)
{
    const void *pointer = NULL;
    memcpy(&pointer, at(structure, place), sizeof pointer);
    return pointer;
}

static size_t count_at(const void *structure, size_t place)
{
    size_t count = 0;
    memcpy(&count, at(structure, place), sizeof count);
    return count;
}

/* Allocates `count` items, stores the pointer at `place`, and returns it. Not NULL, also for no items. */
static void *allocate_at(json_pool *pool, void *structure, size_t place, size_t count, size_t size)
{
    void *items = json_take(pool, (count + 1) * size);
    memcpy(at_out(structure, place), &items, sizeof items);
    return items;
}

static cJSON *write_list(const shape *item, const void *items, size_t count)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++) {
        cJSON_AddItemToArray(list, shape_write(item, at(items, i * item->size)));
    }
    return list;
}

static cJSON *write_value(const shape_field *field, const void *structure);

static cJSON *write_map(const shape *pair, const void *pairs, size_t count)
{
    cJSON *map = cJSON_CreateObject();
    for (size_t i = 0; i < count; i++) {
        const void *one = at(pairs, i * pair->size);
        const shape_field *key = &pair->fields[0];
        const void *key_at = at(one, key->place);
        const char *name = key->of->kind == SHAPE_NAMES ? key->of->name_of(*(const uint32_t *)key_at) : ((const defray_str *)key_at)->ptr;
        json_add(map, name, write_value(&pair->fields[1], one));
    }
    return map;
}

/* The field's value; NULL if it is absent. */
static cJSON *write_value(const shape_field *field, const void *structure)
{
    const void *place = at(structure, field->place);
    if (field->form == SHAPE_INLINE) {
        int absent = field->optional == 1 && ((const defray_str *)place)->ptr == NULL;
        return absent ? NULL : shape_write(field->of, place);
    }
    const void *pointer = pointer_at(structure, field->place);
    if (field->optional && pointer == NULL) {
        return NULL;
    }
    if (field->form == SHAPE_LIST) {
        return write_list(field->of, pointer, count_at(structure, field->count_place));
    }
    if (field->form == SHAPE_MAP) {
        return write_map(field->of, pointer, count_at(structure, field->count_place));
    }
    expect(pointer != NULL);
    return shape_write(field->of, pointer);
}

static void write_fields(const shape *of, const void *structure, cJSON *object)
{
    for (size_t i = 0; i < of->fields_count; i++) {
        cJSON *value = write_value(&of->fields[i], structure);
        if (value != NULL) {
            json_add(object, of->fields[i].name, value);
        }
    }
}

static cJSON *write_choice(const shape *of, const void *value)
{
    uint32_t kind = *(const uint32_t *)value;
    const shape_alternative *found = NULL;
    for (size_t i = 0; i < of->alternatives_count; i++) {
        found = of->alternatives[i].kind == kind ? &of->alternatives[i] : found;
    }
    cJSON *object = cJSON_CreateObject();
    if (found == NULL) {
        json_add(object, "unknown", cJSON_CreateNumber(kind));
        return object;
    }
    const void *contents = found->form == SHAPE_POINTER ? pointer_at(value, found->place) : at(value, found->place);
    if (of->tag != NULL) {
        json_add(object, of->tag, cJSON_CreateString(found->name));
        if (found->of != NULL) {
            expect(found->of->kind == SHAPE_RECORD);
            write_fields(found->of, contents, object);
        }
        return object;
    }
    if (found->of == NULL) {
        cJSON_Delete(object);
        return cJSON_CreateString(found->name);
    }
    json_add(object, found->name, shape_write(found->of, contents));
    return object;
}

cJSON *shape_write(const shape *of, const void *value)
{
    cJSON *object = NULL;
    switch (of->kind) {
    case SHAPE_TEXT:
        return write_text((const defray_str *)value);
    case SHAPE_MONEY:
        return write_money((const defray_money *)value);
    case SHAPE_DECIMAL:
        return write_decimal((const defray_decimal *)value);
    case SHAPE_CURRENCY:
        return write_currency((const defray_currency *)value);
    case SHAPE_INSTANT:
        return write_instant((const defray_instant *)value);
    case SHAPE_U64:
        return write_u64((const uint64_t *)value);
    case SHAPE_U32:
        return write_u32((const uint32_t *)value);
    case SHAPE_BOOL:
        return write_bool((const uint8_t *)value);
    case SHAPE_HEAD:
        return write_head((const defray_head *)value);
    case SHAPE_ENTRY_POSITION:
        return write_entry_position((const defray_entry_position *)value);
    case SHAPE_METERING_WINDOW:
        return write_metering_window((const defray_metering_window *)value);
    case SHAPE_NAMES:
        return cJSON_CreateString(of->name_of(*(const uint32_t *)value));
    case SHAPE_RECORD:
        object = cJSON_CreateObject();
        write_fields(of, value, object);
        return object;
    case SHAPE_CHOICE:
        return write_choice(of, value);
    }
    return NULL;
}

static int read_list(json_pool *pool, const cJSON *json, const shape_field *field, void *structure)
{
    if (!cJSON_IsArray(json)) {
        return 0;
    }
    size_t count = (size_t)cJSON_GetArraySize(json);
    char *item = (char *)allocate_at(pool, structure, field->place, count, field->of->size);
    memcpy(at_out(structure, field->count_place), &count, sizeof count);
    for (const cJSON *one = json->child; one != NULL; one = one->next, item += field->of->size) {
        if (!shape_read(pool, one, field->of, item)) {
            return 0;
        }
    }
    return 1;
}

static int read_value(json_pool *pool, const cJSON *json, const shape_field *field, void *structure);

static int read_map(json_pool *pool, const cJSON *json, const shape_field *field, void *structure)
{
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    const shape *pair = field->of;
    const shape_field *key = &pair->fields[0];
    size_t count = (size_t)cJSON_GetArraySize(json);
    char *item = (char *)allocate_at(pool, structure, field->place, count, pair->size);
    memcpy(at_out(structure, field->count_place), &count, sizeof count);
    for (const cJSON *one = json->child; one != NULL; one = one->next, item += pair->size) {
        defray_str name = defray_text(one->string);
        if (key->of->kind != SHAPE_NAMES) {
            memcpy(at_out(item, key->place), &name, sizeof name);
        } else if (key->of->parse(name, (uint32_t *)at_out(item, key->place), NULL) != DEFRAY_OK) {
            return 0;
        }
        if (!read_value(pool, one, &pair->fields[1], item)) {
            return 0;
        }
    }
    return 1;
}

static int read_value(json_pool *pool, const cJSON *json, const shape_field *field, void *structure)
{
    switch (field->form) {
    case SHAPE_INLINE:
        return shape_read(pool, json, field->of, at_out(structure, field->place));
    case SHAPE_POINTER:
        return shape_read(pool, json, field->of, allocate_at(pool, structure, field->place, 1, field->of->size));
    case SHAPE_LIST:
        return read_list(pool, json, field, structure);
    case SHAPE_MAP:
        return read_map(pool, json, field, structure);
    }
    return 0;
}

/* Each field at most once, no other field, and none missing that is not optional. */
static int read_fields(json_pool *pool, const cJSON *json, const shape *of, void *out)
{
    if (!cJSON_IsObject(json)) {
        return 0;
    }
    uint64_t seen = 0;
    expect(of->fields_count < 64);
    for (const cJSON *value = json->child; value != NULL; value = value->next) {
        if (cJSON_IsNull(value)) {
            continue;
        }
        size_t i = 0;
        while (i < of->fields_count && strcmp(of->fields[i].name, value->string) != 0) {
            i++;
        }
        uint64_t bit = UINT64_C(1) << i;
        if (i == of->fields_count || (seen & bit) != 0 || !read_value(pool, value, &of->fields[i], out)) {
            return 0;
        }
        seen |= bit;
    }
    for (size_t i = 0; i < of->fields_count; i++) {
        if (!of->with_defaults && !of->fields[i].optional && (seen >> i & 1) == 0) {
            return 0;
        }
    }
    return 1;
}

static int read_contents(json_pool *pool, const cJSON *json, const shape_alternative *of, void *out)
{
    *(uint32_t *)out = of->kind;
    if (of->of == NULL) {
        return 1;
    }
    void *contents = of->form == SHAPE_POINTER ? allocate_at(pool, out, of->place, 1, of->of->size) : at_out(out, of->place);
    return shape_read(pool, json, of->of, contents);
}

int shape_read_alternative(json_pool *pool, const cJSON *json, const shape *of, const char *name, void *out)
{
    memset(out, 0, of->size);
    for (size_t i = 0; i < of->alternatives_count; i++) {
        const shape_alternative *one = &of->alternatives[i];
        if (strcmp(one->name, name) == 0) {
            int empty = cJSON_IsObject(json) && json->child == NULL;
            return (one->of != NULL || empty) && read_contents(pool, json, one, out);
        }
    }
    return 0;
}

static int read_choice(json_pool *pool, const cJSON *json, const shape *of, void *out)
{
    memset(out, 0, of->size);
    for (size_t i = 0; i < of->alternatives_count; i++) {
        const shape_alternative *one = &of->alternatives[i];
        int is_it = one->of == NULL ? cJSON_IsString(json) && strcmp(json->valuestring, one->name) == 0
                                    : json_is_tagged(json, one->name);
        if (is_it) {
            return read_contents(pool, json->child, one, out);
        }
    }
    return 0;
}

int shape_read(json_pool *pool, const cJSON *json, const shape *of, void *out)
{
    switch (of->kind) {
    case SHAPE_TEXT:
        return read_text(pool, json, (defray_str *)out);
    case SHAPE_MONEY:
        return read_money(pool, json, (defray_money *)out);
    case SHAPE_DECIMAL:
        return read_decimal(pool, json, (defray_decimal *)out);
    case SHAPE_CURRENCY:
        return read_currency(pool, json, (defray_currency *)out);
    case SHAPE_INSTANT:
        return read_instant(pool, json, (defray_instant *)out);
    case SHAPE_U64:
        return read_u64(pool, json, (uint64_t *)out);
    case SHAPE_U32:
        return read_u32(pool, json, (uint32_t *)out);
    case SHAPE_BOOL:
        return read_bool(pool, json, (uint8_t *)out);
    case SHAPE_HEAD:
        /* No command has one. */
        return 0;
    case SHAPE_ENTRY_POSITION:
        return read_entry_position(pool, json, (defray_entry_position *)out);
    case SHAPE_METERING_WINDOW:
        return read_metering_window(pool, json, (defray_metering_window *)out);
    case SHAPE_NAMES:
        return cJSON_IsString(json) && of->parse(defray_text(json->valuestring), (uint32_t *)out, NULL) == DEFRAY_OK;
    case SHAPE_RECORD:
        if (of->with_defaults) {
            expect(of->size == sizeof(defray_policy));
            memcpy(out, json_default_policy(pool), of->size);
        } else {
            memset(out, 0, of->size);
        }
        return read_fields(pool, json, of, out);
    case SHAPE_CHOICE:
        return read_choice(pool, json, of, out);
    }
    return 0;
}
