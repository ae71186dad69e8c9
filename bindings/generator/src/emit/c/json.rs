//! C that reads and writes the interchange form, over cJSON: for the tests in C, which play the scenarios with typed structures.

use std::fmt::Write as _;

use heck::ToSnakeCase;

use super::shape::{Faces, alternative, c_name, constant, is_empty, is_shown, member, pair};
use crate::model::{Alternative, Contents, Definition, Field, Kind, Shape, Wrapper};

/// Written by core in a form of its own; `tests/c/support/json.c` has them by hand.
const BY_HAND: &[&str] = &["MeteringWindow", "EntryPosition"];

pub(super) struct Texts {
    pub(super) header: String,
    pub(super) source: String,
}

pub(super) fn texts(faces: &Faces<'_>, head: &str) -> Result<Texts, String> {
    let mut header = format!(
        "/* {head} */\n\n#ifndef DEFRAY_TEST_RECORDS_JSON_H\n#define DEFRAY_TEST_RECORDS_JSON_H\n\n#include \"../support/json.h\"\n\n\
         /* read_: 1 if json is what the interchange form has there, else 0. write_: what the interchange form has for it. */\n\n"
    );
    let mut source = format!("/* {head} */\n\n#include \"records_json.h\"\n\n");
    for one in faces.model.types.iter().filter(|one| is_shown(one)) {
        let name = c_name(&one.name);
        let short = one.name.to_snake_case();
        let by_hand = BY_HAND.contains(&one.name.as_str());
        // No question of a scenario gives commands back.
        if one.output && !["Command", "Entry"].contains(&one.name.as_str()) {
            let _ = writeln!(header, "cJSON *write_{short}(const {name} *value);");
            if !by_hand {
                source.push_str(&write(faces, one)?);
            }
        }
        if one.input {
            let more = if one.name == "Command" { "const char *name, " } else { "" };
            let _ = writeln!(header, "int read_{short}(json_pool *pool, const cJSON *json, {more}{name} *out);");
            if !by_hand {
                source.push_str(&read(faces, one)?);
            }
        }
    }
    header.push_str("\n#endif\n");
    Ok(Texts { header, source })
}

/// The function for a value, without `write_` or `read_`.
fn function(kind: &Kind) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(_) => "text".to_owned(),
        Kind::Money => "money".to_owned(),
        Kind::Decimal => "decimal".to_owned(),
        Kind::Currency => "currency".to_owned(),
        Kind::Instant => "instant".to_owned(),
        Kind::Seconds | Kind::U64 => "u64".to_owned(),
        Kind::U32 => "u32".to_owned(),
        Kind::Bool => "flag".to_owned(),
        Kind::Head => "head".to_owned(),
        Kind::Named(name) => name.to_snake_case(),
        Kind::List(_) | Kind::Map(..) | Kind::Optional(_) => {
            return Err(format!("no `{kind}` inside another"));
        }
    })
}

fn parts(field: &Field) -> (bool, &Kind) {
    match &field.kind {
        Kind::Optional(inner) => (true, inner.as_ref()),
        plain => (false, plain),
    }
}

fn write(faces: &Faces<'_>, one: &Definition) -> Result<String, String> {
    let (name, short) = (c_name(&one.name), one.name.to_snake_case());
    let head = format!("cJSON *write_{short}(const {name} *value)\n{{\n");
    Ok(match &one.shape {
        Shape::Names(_) => format!("{head}    return cJSON_CreateString({name}_name(*value));\n}}\n\n"),
        Shape::Record(fields) => {
            let mut body = String::from("    cJSON *object = cJSON_CreateObject();\n");
            for field in fields {
                body.push_str(&write_field(field, "value->")?);
            }
            format!("{head}{body}    return object;\n}}\n\n")
        }
        Shape::Choice(alternatives) => {
            let mut body = String::from("    cJSON *object = cJSON_CreateObject();\n");
            // An event's name stands among its fields.
            let flat = one.name == "Event";
            if flat {
                let _ = writeln!(
                    body,
                    "    json_add(object, \"event\", cJSON_CreateString({name}_kind_name(value->kind)));"
                );
            }
            body.push_str("    switch (value->kind) {\n");
            for of in alternatives {
                let _ = writeln!(body, "    case {}: {{", constant(&one.name, &of.name));
                body.push_str(&write_alternative(of, flat)?);
                body.push_str("    }\n");
            }
            let _ = writeln!(
                body,
                "    default:\n        json_add(object, \"unknown\", cJSON_CreateNumber(value->kind));\n        return object;\n    }}"
            );
            let _ = faces;
            format!("{head}{body}}}\n\n")
        }
    })
}

fn write_alternative(of: &Alternative, flat: bool) -> Result<String, String> {
    let member = member(of);
    Ok(match &of.contents {
        Contents::Nothing if flat => "        return object;\n".to_owned(),
        Contents::Nothing => {
            format!("        cJSON_Delete(object);\n        return cJSON_CreateString(\"{}\");\n", of.json)
        }
        Contents::One(field) => {
            let by = if field.wrapper == Wrapper::Plain { "&" } else { "" };
            let write = function(&field.kind)?;
            format!(
                "        json_add(object, \"{}\", write_{write}({by}value->as.{member}));\n        return object;\n",
                of.json
            )
        }
        Contents::Fields(fields) => {
            let mut body = String::new();
            if flat {
                for field in fields {
                    body.push_str(&write_field(field, &format!("value->as.{member}."))?);
                }
            } else {
                let _ = writeln!(body, "    cJSON *outer = object;");
                let _ = writeln!(body, "    object = cJSON_CreateObject();");
                for field in fields {
                    body.push_str(&write_field(field, &format!("value->as.{member}."))?);
                }
                let _ = writeln!(body, "    json_add(outer, \"{}\", object);\n    object = outer;", of.json);
            }
            body + "        return object;\n"
        }
    })
}

fn write_field(field: &Field, from: &str) -> Result<String, String> {
    let (optional, kind) = parts(field);
    let (name, place) = (&field.name, format!("{from}{}", field.name));
    let body = match kind {
        Kind::List(inner) => {
            let write = function(inner)?;
            format!(
                "    {{\n        cJSON *list = cJSON_CreateArray();\n        for (size_t i = 0; i < {place}_count; i++) {{\n            \
                 cJSON_AddItemToArray(list, write_{write}(&{place}[i]));\n        }}\n        json_add(object, \"{name}\", list);\n    }}\n"
            )
        }
        Kind::Map(key, value) => {
            let key = match key.as_ref() {
                Kind::Text(_) => format!("{place}[i].key.ptr"),
                Kind::Named(of) => format!("{}_name({place}[i].key)", c_name(of)),
                Kind::U32 | Kind::U64 => return Err(format!("no map from `{key}` in JSON")),
                other => return Err(format!("no map from `{other}` in JSON")),
            };
            let value = match value.as_ref() {
                Kind::List(inner) => {
                    let write = function(inner)?;
                    format!(
                        "            cJSON *list = cJSON_CreateArray();\n            for (size_t j = 0; j < {place}[i].value_count; j++) {{\n                \
                         cJSON_AddItemToArray(list, write_{write}(&{place}[i].value[j]));\n            }}\n            json_add(map, {key}, list);\n"
                    )
                }
                plain => {
                    let write = function(plain)?;
                    format!("            json_add(map, {key}, write_{write}(&{place}[i].value));\n")
                }
            };
            format!(
                "    {{\n        cJSON *map = cJSON_CreateObject();\n        for (size_t i = 0; i < {place}_count; i++) {{\n{value}        }}\n        \
                 json_add(object, \"{name}\", map);\n    }}\n"
            )
        }
        Kind::Text(_) => format!("    json_add(object, \"{name}\", write_text(&{place}));\n"),
        plain => {
            let by = if optional || field.wrapper != Wrapper::Plain { "" } else { "&" };
            format!("    json_add(object, \"{name}\", write_{}({by}{place}));\n", function(plain)?)
        }
    };
    if !optional {
        return Ok(body);
    }
    let there = if matches!(kind, Kind::Text(_)) { format!("{place}.ptr") } else { place };
    Ok(format!("    if ({there} != NULL) {{\n{body}    }}\n"))
}

#[allow(clippy::too_many_lines, reason = "it shows one C function, line by line")]
fn read(faces: &Faces<'_>, one: &Definition) -> Result<String, String> {
    let (name, short) = (c_name(&one.name), one.name.to_snake_case());
    let head = format!("int read_{short}(json_pool *pool, const cJSON *json, {name} *out)\n{{\n");
    Ok(match &one.shape {
        Shape::Names(_) => format!(
            "{head}    (void)pool;\n    return cJSON_IsString(json) && {name}_parse(defray_text(json->valuestring), out, NULL) == DEFRAY_OK;\n}}\n\n"
        ),
        Shape::Record(fields) => {
            // What a policy leaves out is as the built-in one has it.
            let defaults = one.name == "Policy";
            let first = if defaults {
                "    *out = *json_default_policy(pool);\n"
            } else {
                "    memset(out, 0, sizeof *out);\n"
            };
            format!("{head}{first}{}}}\n\n", read_fields(faces, &name, fields, "out->", defaults)?)
        }
        Shape::Choice(alternatives) if one.name == "Command" => {
            let mut body = String::from("    memset(out, 0, sizeof *out);\n");
            for of in alternatives {
                let Contents::One(field) = &of.contents else { return Err("a command that is no record".to_owned()) };
                let Kind::Named(record) = &field.kind else {
                    return Err("a command that is no record".to_owned());
                };
                let empty = faces.model.get(record).is_some_and(is_empty);
                let read = if empty {
                    "cJSON_IsObject(json) && json->child == NULL".to_owned()
                } else {
                    format!("read_{}(pool, json, &out->as.{})", record.to_snake_case(), member(of))
                };
                let _ = writeln!(
                    body,
                    "    if (strcmp(name, \"{}\") == 0) {{\n        out->kind = {};\n        return {read};\n    }}",
                    of.json,
                    constant(&one.name, &of.name)
                );
            }
            format!(
                "int read_{short}(json_pool *pool, const cJSON *json, const char *name, {name} *out)\n{{\n{body}    return 0;\n}}\n\n"
            )
        }
        Shape::Choice(alternatives) => {
            let mut body = String::from("    memset(out, 0, sizeof *out);\n    (void)pool;\n");
            let mut functions = String::new();
            for of in alternatives {
                let constant = constant(&one.name, &of.name);
                match &of.contents {
                    Contents::Nothing => {
                        let _ = writeln!(
                            body,
                            "    if (cJSON_IsString(json) && strcmp(json->valuestring, \"{}\") == 0) {{\n        out->kind = {constant};\n        return 1;\n    }}",
                            of.json
                        );
                    }
                    Contents::One(field) if field.wrapper == Wrapper::Plain => {
                        let _ = writeln!(
                            body,
                            "    if (json_is_tagged(json, \"{}\")) {{\n        out->kind = {constant};\n        return read_{}(pool, json->child, &out->as.{});\n    }}",
                            of.json,
                            function(&field.kind)?,
                            member(of)
                        );
                    }
                    Contents::Fields(fields) => {
                        let (ty, member) = (alternative(&one.name, of), member(of));
                        let _ = write!(
                            functions,
                            "static int read_{short}_{member}(json_pool *pool, const cJSON *json, {ty} *out)\n{{\n    memset(out, 0, sizeof *out);\n{}}}\n\n",
                            read_fields(faces, &ty, fields, "out->", false)?
                        );
                        let _ = writeln!(
                            body,
                            "    if (json_is_tagged(json, \"{}\")) {{\n        out->kind = {constant};\n        return read_{short}_{member}(pool, json->child, &out->as.{member});\n    }}",
                            of.json
                        );
                    }
                    Contents::One(_) => {
                        return Err(format!(
                            "`{}::{}`: the tests in C do not know how to read `{}`",
                            one.name,
                            of.name,
                            alternative(&one.name, of)
                        ));
                    }
                }
            }
            format!("{functions}{head}{body}    return 0;\n}}\n\n")
        }
    })
}

fn read_fields(faces: &Faces<'_>, record: &str, fields: &[Field], to: &str, defaults: bool) -> Result<String, String> {
    let mut text = String::from(
        "    unsigned seen = 0;\n    if (!cJSON_IsObject(json)) {\n        return 0;\n    }\n    \
         for (const cJSON *field = json->child; field != NULL; field = field->next) {\n        if (cJSON_IsNull(field)) {\n            continue;\n        }\n",
    );
    let mut required = 0_u32;
    for (place, field) in fields.iter().enumerate() {
        let bit =
            1_u32.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).ok_or("a record of more than 32 fields")?;
        let (optional, kind) = parts(field);
        if !optional && !defaults {
            required |= bit;
        }
        let read = read_field(faces, record, field, kind, optional, to)?;
        let _ = writeln!(
            text,
            "        if (strcmp(field->string, \"{}\") == 0) {{\n            if ((seen & {bit}u) != 0) {{\n                return 0;\n            }}\n            seen |= {bit}u;\n{read}            continue;\n        }}",
            field.name
        );
    }
    let _ =
        writeln!(text, "        return 0;\n    }}\n    (void)pool;\n    return (seen & {required}u) == {required}u;");
    Ok(text)
}

fn read_field(
    faces: &Faces<'_>,
    record: &str,
    field: &Field,
    kind: &Kind,
    optional: bool,
    to: &str,
) -> Result<String, String> {
    let place = format!("{to}{}", field.name);
    let check = |call: String| format!("            if (!{call}) {{\n                return 0;\n            }}\n");
    Ok(match kind {
        Kind::List(inner) => {
            let ty = faces.value(inner)?;
            read_list(&c_of(&ty), &function(inner)?, "field", &place, "            ")
        }
        Kind::Map(key, value) => {
            let ty = pair(record, &field.name);
            let key = match key.as_ref() {
                Kind::Text(_) => "item->key = defray_text(one->string);".to_owned(),
                Kind::Named(of) => format!(
                    "if ({}_parse(defray_text(one->string), &item->key, NULL) != DEFRAY_OK) {{\n                    return 0;\n                }}",
                    c_name(of)
                ),
                other => return Err(format!("no map from `{other}` in JSON")),
            };
            let value = match value.as_ref() {
                Kind::List(inner) => {
                    let ty = faces.value(inner)?;
                    read_list(&c_of(&ty), &function(inner)?, "one", "item->value", "                ")
                }
                plain => format!(
                    "                if (!read_{}(pool, one, &item->value)) {{\n                    return 0;\n                }}\n",
                    function(plain)?
                ),
            };
            format!(
                "            if (!cJSON_IsObject(field)) {{\n                return 0;\n            }}\n            \
                 {place}_count = (size_t)cJSON_GetArraySize(field);\n            \
                 {ty} *item = ({ty} *)json_take(pool, ({place}_count + 1) * sizeof *item);\n            \
                 {place} = item;\n            \
                 for (const cJSON *one = field->child; one != NULL; one = one->next, item++) {{\n                {key}\n{value}            }}\n"
            )
        }
        Kind::Text(_) => check(format!("read_text(pool, field, &{place})")),
        plain if optional || field.wrapper != Wrapper::Plain => {
            let ty = c_of(&faces.value(plain)?);
            format!(
                "            {ty} *one = ({ty} *)json_take(pool, sizeof *one);\n            {place} = one;\n{}",
                check(format!("read_{}(pool, field, one)", function(plain)?))
            )
        }
        plain => check(format!("read_{}(pool, field, &{place})", function(plain)?)),
    })
}

fn read_list(ty: &str, read: &str, from: &str, to: &str, indent: &str) -> String {
    format!(
        "{indent}{{\n{indent}    if (!cJSON_IsArray({from})) {{\n{indent}        return 0;\n{indent}    }}\n\
         {indent}    {to}_count = (size_t)cJSON_GetArraySize({from});\n\
         {indent}    {ty} *each = ({ty} *)json_take(pool, ({to}_count + 1) * sizeof *each);\n\
         {indent}    {to} = each;\n\
         {indent}    for (const cJSON *inner = {from}->child; inner != NULL; inner = inner->next, each++) {{\n\
         {indent}        if (!read_{read}(pool, inner, each)) {{\n{indent}            return 0;\n{indent}        }}\n{indent}    }}\n{indent}}}\n"
    )
}

/// A Rust type's name in C.
fn c_of(ty: &str) -> String {
    match ty {
        "u8" => "uint8_t".to_owned(),
        "u32" => "uint32_t".to_owned(),
        "u64" => "uint64_t".to_owned(),
        other => other.to_owned(),
    }
}
