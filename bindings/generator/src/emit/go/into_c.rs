//! Conversion from Go's values to C's structures, in an arena of C's memory without pointers to Go's memory.

use std::fmt::Write as _;

use super::from_c::c_value;
use super::types::alternative_type;
use super::{Absence, absence, fields_of, go_type, is_choice, is_command, is_names, names};
use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape, Wrapper};

pub(super) fn file(model: &Model, types: &[&Definition]) -> Result<String, String> {
    let mut text = String::new();
    for one in types.iter().filter(|one| one.input) {
        let (name, c) = (&one.name, names::c_type(&one.name));
        match &one.shape {
            Shape::Names(_) => {}
            Shape::Record(fields) if fields.is_empty() => {}
            Shape::Record(fields) => {
                text += &method(model, name, name, &c, fields)?;
            }
            Shape::Choice(alternatives) => text += &choice(model, name, alternatives)?,
        }
    }
    Ok(text)
}

/// The method that converts these fields. `of` is the first part of C's names for the pairs of a map.
fn method(model: &Model, name: &str, of: &str, c: &str, fields: &[Field]) -> Result<String, String> {
    let mut text = format!("\nfunc (v *{name}) toC(a *arena, c *{c}) error {{\n");
    for field in fields {
        let place = format!("v.{}", names::field(field));
        let target = format!("c.{}", names::c_field(&field.name));
        let entry = names::c_alternative(of, &field.name);
        text += &assignment(model, field, &field.kind, &place, &target, &entry)?;
    }
    Ok(text + "\treturn nil\n}\n")
}

fn choice(model: &Model, name: &str, alternatives: &[Alternative]) -> Result<String, String> {
    let c = names::c_type(name);
    let uses = if alternatives.iter().all(|one| matches!(one.contents, Contents::Nothing)) { "" } else { "one := " };
    let mut text = format!(
        "\nfunc {}(v *{name}, a *arena, c *{c}) error {{\n\tswitch {uses}(*v).(type) {{\n",
        names::unexported(name, "ToC")
    );
    let mut methods = String::new();
    for one in alternatives {
        let ty = alternative_type(name, one);
        let _ = write!(text, "\tcase {ty}:\n\t\tc.kind = {}\n", names::c_constant(name, &one.name));
        match &one.contents {
            Contents::Nothing => {}
            Contents::One(_) if is_command(name) && fields_of(model, &one.name).is_empty() => {}
            Contents::One(_) if is_command(name) => {
                let c = names::c_type(&one.name);
                let _ = writeln!(text, "\t\treturn one.toC(a, (*{c})(unsafe.Pointer(&c.as)))");
            }
            Contents::One(field) if field.wrapper == Wrapper::Plain => {
                let kind = c_value(&field.kind)?;
                let _ = writeln!(text, "\t\tvalue := (*{kind})(unsafe.Pointer(&c.as))");
                let place = format!("one.{}", names::field(field));
                text += &assignment(model, field, &field.kind, &place, "*value", "")?
                    .replace("\n\t", "\n\t\t")
                    .replacen('\t', "\t\t", 1);
            }
            Contents::Fields(fields) => {
                let c = names::c_alternative(name, &one.name);
                let _ = writeln!(text, "\t\treturn one.toC(a, (*{c})(unsafe.Pointer(&c.as)))");
                methods += &method(model, &ty, &format!("{name}{}", one.name), &c, fields)?;
            }
            Contents::One(_) => {
                return Err(format!("`{name}::{}`: the Go binding cannot pass it to C", one.name));
            }
        }
    }
    let _ = write!(text, "\tdefault:\n\t\treturn notAnAlternative(*v, {name:?})\n\t}}\n\treturn nil\n}}\n");
    Ok(text + &methods)
}

fn assignment(model: &Model, field: &Field, kind: &Kind, place: &str, c: &str, entry: &str) -> Result<String, String> {
    let fallible =
        |call: String| format!("\tif err := {call}; err != nil {{\n\t\treturn within(err, {:?})\n\t}}\n", field.name);
    let address = c.strip_prefix('*').map_or_else(|| format!("&{c}"), str::to_owned);
    let (boxed, reference) = match (field.wrapper, kind) {
        (Wrapper::Plain, _) => (String::new(), address.clone()),
        (_, Kind::Named(name)) => (format!("\t{c} = alloc[{}](a)\n", names::c_type(name)), c.to_owned()),
        _ => return Err(format!("`{}`: only records come in boxes", field.name)),
    };
    Ok(match kind {
        Kind::Text(_) => format!("\t{c} = a.text({place})\n"),
        Kind::Currency => fallible(format!("currencyToC({place}, {address})")),
        Kind::Money => fallible(format!("eachMoneyToC(&{place}, a, {address})")),
        Kind::Decimal => format!("\t{c} = decimalToC({place})\n"),
        Kind::Instant => fallible(format!("eachInstantToC(&{place}, a, {address})")),
        Kind::Seconds => fallible(format!("eachSecondsToC(&{place}, a, {address})")),
        Kind::U32 => format!("\t{c} = C.uint32_t({place})\n"),
        Kind::U64 => format!("\t{c} = C.uint64_t({place})\n"),
        Kind::Bool => format!("\t{c} = boolToC({place})\n"),
        Kind::Head => format!("\t{c} = headToC({place})\n"),
        Kind::Named(name) if is_names(model, name) => format!("\t{c} = {}({place})\n", names::c_type(name)),
        Kind::Named(name) if is_choice(model, name) => {
            boxed + &fallible(format!("{}(&{place}, a, {reference})", names::unexported(name, "ToC")))
        }
        Kind::Named(_) => boxed + &fallible(format!("{place}.toC(a, {reference})")),
        Kind::List(inner) => fallible(format!("listToC({place}, a, &{c}, &{c}_count, {})", each(model, inner)?)),
        Kind::Map(key, value) => fallible(map(model, key, value, place, c, entry)?),
        Kind::Optional(inner) => match (&**inner, absence(model, inner)) {
            (Kind::Text(_), Absence::Pointer) => format!("\t{c} = a.optionalText({place})\n"),
            (_, Absence::EmptyText) => format!("\t{c} = a.text({place})\n"),
            (Kind::List(_) | Kind::Map(..), _) => assignment(model, field, inner, place, c, entry)?,
            (Kind::Named(name), Absence::Nil) => {
                let (function, c_type) = (names::unexported(name, "ToC"), names::c_type(name));
                format!(
                    "\tif {place} != nil {{\n\t\t{c} = alloc[{c_type}](a)\n\t\tif err := {function}(&{place}, a, {c}); err != nil {{\n\t\t\treturn within(err, {:?})\n\t\t}}\n\t}}\n",
                    field.name
                )
            }
            _ => fallible(format!("optionalToC({place}, a, &{c}, {})", each(model, inner)?)),
        },
    })
}

/// The call that converts a map, sorted by its keys.
fn map(model: &Model, key: &Kind, value: &Kind, place: &str, c: &str, entry: &str) -> Result<String, String> {
    let key_line = match key {
        Kind::Text(_) => "c.key = a.text(key)".to_owned(),
        Kind::Named(name) if is_names(model, name) => format!("c.key = {}(key)", names::c_type(name)),
        other => return Err(format!("a map by {other}, which Go cannot give to C")),
    };
    let value_line = match value {
        Kind::List(inner) => format!("listToC(value, a, &c.value, &c.value_count, {})", each(model, inner)?),
        Kind::Named(name) if is_choice(model, name) => {
            format!("{}(&value, a, &c.value)", names::unexported(name, "ToC"))
        }
        other => return Err(format!("a map to {other}, which Go cannot give to C")),
    };
    let (key_type, value_type) = (go_type(model, key), go_type(model, value));
    Ok(format!(
        "mapToC({place}, a, &{c}, &{c}_count, func(key {key_type}, value {value_type}, c *{entry}) error {{\n\t\t{key_line}\n\t\treturn {value_line}\n\t}})"
    ))
}

/// The function that converts a Go value into a C value.
fn each(model: &Model, kind: &Kind) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(_) => "eachTextToC".to_owned(),
        Kind::Money => "eachMoneyToC".to_owned(),
        Kind::Decimal => "eachDecimalToC".to_owned(),
        Kind::Instant => "eachInstantToC".to_owned(),
        Kind::Seconds => "eachSecondsToC".to_owned(),
        Kind::U32 => "eachUint32ToC".to_owned(),
        Kind::U64 => "eachUint64ToC".to_owned(),
        Kind::Named(name) if is_names(model, name) => format!("eachNameToC[{name}, {}]", names::c_type(name)),
        Kind::Named(name) if is_choice(model, name) => names::unexported(name, "ToC"),
        Kind::Named(name) => format!("(*{name}).toC"),
        other => return Err(format!("several of {other}, which Go cannot give to C")),
    })
}
