//! Tables of every structure's fields, for the tests in C: `tests/c/support/shape.c` reads and writes the interchange
//! form by them.

use super::shape::{CTypes, alternative, c_name, constant, is_empty, is_shown, member, pair};
use crate::model::{Alternative, Contents, Definition, Field, JsonForm, Kind, Shape, Wrapper};

/// The header, which declares the tables, and the source, which has them.
pub(super) struct Texts {
    pub(super) header: String,
    pub(super) source: String,
}

pub(super) fn texts(types: &CTypes<'_>, head: &str) -> Result<Texts, String> {
    let (mut declarations, mut tables) = (String::new(), String::new());
    for one in types.model.types.iter().filter(|one| is_shown(one)) {
        declarations += &format!("extern const shape {};\n", shape_of(&c_name(&one.name)));
        tables += &definition(types, one)?;
    }
    Ok(Texts {
        header: format!(
            "/* {head} */\n\n#ifndef DEFRAY_TEST_SHAPES_H\n#define DEFRAY_TEST_SHAPES_H\n\n#include \"../support/shape.h\"\n\n\
             {declarations}\n#endif\n"
        ),
        source: format!("/* {head} */\n\n#include \"shapes.h\"\n{tables}"),
    })
}

/// `defray_bill_record` is described by `shape_bill_record`.
fn shape_of(c_name: &str) -> String {
    c_name.replacen("defray_", "shape_", 1)
}

/// The shape of a single value.
fn shape_of_value(kind: &Kind) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(_) => "shape_text".to_owned(),
        Kind::Money => "shape_money".to_owned(),
        Kind::Decimal => "shape_decimal".to_owned(),
        Kind::Currency => "shape_currency".to_owned(),
        Kind::Instant => "shape_instant".to_owned(),
        Kind::Seconds | Kind::U64 => "shape_u64".to_owned(),
        Kind::U32 => "shape_u32".to_owned(),
        Kind::Bool => "shape_bool".to_owned(),
        Kind::Head => "shape_head".to_owned(),
        Kind::Named(name) => shape_of(&c_name(name)),
        Kind::List(_) | Kind::Map(..) | Kind::Optional(_) => return Err(format!("no `{kind}` inside another value")),
    })
}

fn definition(types: &CTypes<'_>, one: &Definition) -> Result<String, String> {
    let name = c_name(&one.name);
    let shape = shape_of(&name);
    if one.json == JsonForm::Own {
        // `tests/c/support/json.c` reads and writes it.
        return Ok(format!("\nconst shape {shape} = VALUE({name}, {});\n", shape.to_ascii_uppercase()));
    }
    match &one.shape {
        Shape::Names(_) => Ok(format!("\nconst shape {shape} = NAMES({name});\n")),
        Shape::Record(fields) => {
            let kind = if one.defaults { "RECORD_WITH_DEFAULTS" } else { "RECORD" };
            record(&name, fields, &format!("const shape {shape} = {kind}"))
        }
        Shape::Choice(alternatives) => choice(types, one, alternatives),
    }
}

/// A structure with its fields; before it the pairs of its maps.
fn record(name: &str, fields: &[Field], declaration: &str) -> Result<String, String> {
    let (mut pairs, mut rows) = (String::new(), String::new());
    for field in fields {
        let (optional, kind) = field.kind.without_optional();
        let prefix = if optional { "OPTIONAL_" } else { "" };
        let (form, of) = match kind {
            Kind::List(inner) => ("LIST", shape_of_value(inner)?),
            Kind::Map(key, value) => {
                let pair = pair(name, &field.name);
                pairs += &map_pair(&pair, key, value)?;
                ("MAP", shape_of(&pair))
            }
            Kind::Text(_) => ("FIELD", shape_of_value(kind)?),
            _ if optional || field.wrapper != Wrapper::Plain => ("POINTER", shape_of_value(kind)?),
            _ if field.is_false_by_default => ("FALSE_BY_DEFAULT", shape_of_value(kind)?),
            _ => ("FIELD", shape_of_value(kind)?),
        };
        rows += &format!("    {prefix}{form}({name}, {}, {of}),\n", field.name);
    }
    let fields = format!("fields_of_{}", name.trim_start_matches("defray_"));
    Ok(format!("{pairs}\nstatic const shape_field {fields}[] = {{\n{rows}}};\n{declaration}({name}, {fields});\n"))
}

fn map_pair(pair: &str, key: &Kind, value: &Kind) -> Result<String, String> {
    let (form, of) = match value {
        Kind::List(inner) => ("LIST", shape_of_value(inner)?),
        plain => ("FIELD", shape_of_value(plain)?),
    };
    let (fields, shape) = (format!("fields_of_{}", pair.trim_start_matches("defray_")), shape_of(pair));
    Ok(format!(
        "\nstatic const shape_field {fields}[] = {{\n    FIELD({pair}, key, {}),\n    {form}({pair}, value, {of}),\n}};\n\
         static const shape {shape} = RECORD({pair}, {fields});\n",
        shape_of_value(key)?
    ))
}

fn choice(types: &CTypes<'_>, one: &Definition, alternatives: &[Alternative]) -> Result<String, String> {
    let name = c_name(&one.name);
    let (mut records, mut rows) = (String::new(), String::new());
    for of in alternatives {
        let constant = constant(&one.name, &of.name);
        rows += &match &of.contents {
            Contents::Nothing => format!("    ALONE({constant}, {:?}),\n", of.json),
            Contents::One(Field { kind: Kind::Named(record), .. }) if types.model.get(record).is_some_and(is_empty) => {
                format!("    ALONE({constant}, {:?}),\n", of.json)
            }
            Contents::One(field) => {
                let form = if field.wrapper == Wrapper::Plain { "WITH" } else { "WITH_POINTER" };
                let (member, value) = (member(of), shape_of_value(&field.kind)?);
                format!("    {form}({constant}, {:?}, {name}, {member}, {value}),\n", of.json)
            }
            Contents::Fields(fields) => {
                let alternative = alternative(&one.name, of);
                let shape = shape_of(&alternative);
                records += &record(&alternative, fields, &format!("static const shape {shape} = RECORD"))?;
                format!("    WITH({constant}, {:?}, {name}, {}, {shape}),\n", of.json, member(of))
            }
        };
    }
    let declaration = match one.json {
        JsonForm::InPlace(tag) => format!("CHOICE_IN_PLACE({name}, {tag:?}, "),
        _ => format!("CHOICE({name}, "),
    };
    let (table, shape) = (format!("alternatives_of_{}", name.trim_start_matches("defray_")), shape_of(&name));
    Ok(format!(
        "{records}\nstatic const shape_alternative {table}[] = {{\n{rows}}};\nconst shape {shape} = {declaration}{table});\n"
    ))
}
