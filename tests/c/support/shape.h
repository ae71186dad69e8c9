/* The interchange form of every structure of defray, by tables. `generated/shapes.c` has a table for each structure.
   For C11 and C++17. */

#ifndef DEFRAY_TEST_SHAPE_H
#define DEFRAY_TEST_SHAPE_H

#include <stddef.h>

#include "json.h"

/* What a value is. The first ones have functions of their own in json.h. */
typedef enum shape_kind {
    SHAPE_TEXT,
    SHAPE_MONEY,
    SHAPE_DECIMAL,
    SHAPE_CURRENCY,
    SHAPE_INSTANT,
    SHAPE_U64,
    SHAPE_U32,
    SHAPE_BOOL,
    SHAPE_HEAD,
    SHAPE_ENTRY_POSITION,
    SHAPE_METERING_WINDOW,
    /* One of several names: a string. */
    SHAPE_NAMES,
    /* A structure: an object. */
    SHAPE_RECORD,
    /* A kind and a union: a string for an alternative without contents, else an object with one field. */
    SHAPE_CHOICE
} shape_kind;

/* How a structure has a value. */
typedef enum shape_form {
    SHAPE_INLINE,
    SHAPE_POINTER,
    /* A pointer to the first item; the count is in a field of its own. */
    SHAPE_LIST,
    /* A list of pairs, whose key is text or a name: an object. */
    SHAPE_MAP
} shape_form;

typedef struct shape shape;

typedef struct shape_field {
    const char *name;
    /* Of the value, of a list's item, of a map's pair. */
    const shape *of;
    shape_form form;
    /* 1: it can be absent: no text, or a NULL pointer. 2: an input can leave it out, and it is 0 then. */
    int optional;
    size_t place;
    size_t count_place;
} shape_field;

typedef struct shape_alternative {
    uint32_t kind;
    const char *name;
    /* NULL: it has no contents. */
    const shape *of;
    /* SHAPE_INLINE or SHAPE_POINTER. */
    shape_form form;
    size_t place;
} shape_alternative;

struct shape {
    shape_kind kind;
    size_t size;
    /* SHAPE_RECORD. */
    const shape_field *fields;
    size_t fields_count;
    /* What JSON leaves out is as in the built-in policy. */
    int with_defaults;
    /* SHAPE_CHOICE; the kind is the first field. */
    const shape_alternative *alternatives;
    size_t alternatives_count;
    /* Not NULL: JSON has the alternative's name under this one, among the fields of the alternative. */
    const char *tag;
    /* SHAPE_NAMES. */
    const char *(*name_of)(uint32_t value);
    defray_status (*parse)(defray_str text, uint32_t *out, defray_error **error);
};

/* What JSON has for the value. */
cJSON *shape_write(const shape *of, const void *value);
/* 1 if json is what the interchange form has for such a value, else 0. */
int shape_read(json_pool *pool, const cJSON *json, const shape *of, void *out);
/* The same for the alternative of that name, whose fields json has. */
int shape_read_alternative(json_pool *pool, const cJSON *json, const shape *of, const char *name, void *out);

/* Of a structure by its name; a pointer to another structure does not compile. */
#define write_record(name, value) shape_write(&shape_##name, 1 ? (value) : (const defray_##name *)NULL)
#define read_record(pool, json, name, out) shape_read(pool, json, &shape_##name, 1 ? (out) : (defray_##name *)NULL)

extern const shape shape_text, shape_money, shape_decimal, shape_currency, shape_instant;
extern const shape shape_u64, shape_u32, shape_bool, shape_head;

/* The rows of the tables. */
#define FIELD(type, field, of) { #field, &of, SHAPE_INLINE, 0, offsetof(type, field), 0 }
/* An input can leave it out. */
#define FALSE_BY_DEFAULT(type, field, of) { #field, &of, SHAPE_INLINE, 2, offsetof(type, field), 0 }
#define OPTIONAL_FIELD(type, field, of) { #field, &of, SHAPE_INLINE, 1, offsetof(type, field), 0 }
#define POINTER(type, field, of) { #field, &of, SHAPE_POINTER, 0, offsetof(type, field), 0 }
#define OPTIONAL_POINTER(type, field, of) { #field, &of, SHAPE_POINTER, 1, offsetof(type, field), 0 }
#define LIST(type, field, of) { #field, &of, SHAPE_LIST, 0, offsetof(type, field), offsetof(type, field##_count) }
#define OPTIONAL_LIST(type, field, of) { #field, &of, SHAPE_LIST, 1, offsetof(type, field), offsetof(type, field##_count) }
#define MAP(type, field, of) { #field, &of, SHAPE_MAP, 0, offsetof(type, field), offsetof(type, field##_count) }
#define OPTIONAL_MAP(type, field, of) { #field, &of, SHAPE_MAP, 1, offsetof(type, field), offsetof(type, field##_count) }

#define ALONE(kind, name) { kind, name, NULL, SHAPE_INLINE, 0 }
#define WITH(kind, name, type, member, of) { kind, name, &of, SHAPE_INLINE, offsetof(type, as.member) }
#define WITH_POINTER(kind, name, type, member, of) { kind, name, &of, SHAPE_POINTER, offsetof(type, as.member) }

/* The tables. */
#define COUNT_OF(table) (sizeof(table) / sizeof(table)[0])
#define VALUE(type, kind) { kind, sizeof(type), NULL, 0, 0, NULL, 0, NULL, NULL, NULL }
#define NAMES(type) { SHAPE_NAMES, sizeof(type), NULL, 0, 0, NULL, 0, NULL, type##_name, type##_parse }
#define RECORD(type, fields) { SHAPE_RECORD, sizeof(type), fields, COUNT_OF(fields), 0, NULL, 0, NULL, NULL, NULL }
#define RECORD_WITH_DEFAULTS(type, fields) { SHAPE_RECORD, sizeof(type), fields, COUNT_OF(fields), 1, NULL, 0, NULL, NULL, NULL }
#define CHOICE(type, table) { SHAPE_CHOICE, sizeof(type), NULL, 0, 0, table, COUNT_OF(table), NULL, NULL, NULL }
#define CHOICE_IN_PLACE(type, tag, table) { SHAPE_CHOICE, sizeof(type), NULL, 0, 0, table, COUNT_OF(table), tag, NULL, NULL }

#endif
