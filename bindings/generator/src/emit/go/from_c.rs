//! Conversion from C's structures to Go's values. It copies everything, and keeps no pointer to C's memory.

use std::fmt::Write as _;

use super::types::alternative_type;
use super::{Absence, NOT_IN_C, absence, fields_of, go_type, is_choice, is_command, is_names, names};
use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape, Wrapper};

pub(super) fn file(model: &Model, types: &[&Definition]) -> Result<String, String> {
    let mut text = String::new();
    for one in types.iter().filter(|one| !NOT_IN_C.contains(&one.name.as_str())) {
        let (name, c) = (&one.name, names::c_type(&one.name));
        match &one.shape {
            Shape::Names(all) => {
                text += &format!("\n// The numbers of {name} are those of C.\nvar (\n");
                for alternative in all {
                    let constant = names::c_constant(name, &alternative.name);
                    let _ = writeln!(
                        text,
                        "\t_ = [1]struct{{}}{{}}[{name}{}-{constant}]",
                        names::exported(&alternative.name)
                    );
                }
                text += ")\n";
            }
            Shape::Record(fields) if (one.output || one.input) && !fields.is_empty() => {
                let _ = writeln!(text, "\nfunc (v *{name}) fromC(d *decoder, c *{c}) {{");
                text += &assignments(model, fields, "\t")?;
                text += "}\n";
            }
            Shape::Record(_) => {}
            Shape::Choice(alternatives) => text += &choice(model, name, alternatives)?,
        }
    }
    Ok(text)
}

fn choice(model: &Model, name: &str, alternatives: &[Alternative]) -> Result<String, String> {
    let c = names::c_type(name);
    let mut text =
        format!("\nfunc {}(v *{name}, d *decoder, c *{c}) {{\n\tswitch c.kind {{\n", names::unexported(name, "FromC"));
    for one in alternatives {
        let ty = alternative_type(name, one);
        let _ = writeln!(text, "\tcase {}:", names::c_constant(name, &one.name));
        match &one.contents {
            Contents::Nothing => {
                let _ = writeln!(text, "\t\t*v = {ty}{{}}");
            }
            Contents::One(_) if is_command(name) && fields_of(model, &one.name).is_empty() => {
                let _ = writeln!(text, "\t\t*v = {ty}{{}}");
            }
            Contents::One(_) if is_command(name) => {
                let c = names::c_type(&one.name);
                let _ =
                    write!(text, "\t\tvar one {ty}\n\t\tone.fromC(d, (*{c})(unsafe.Pointer(&c.as)))\n\t\t*v = one\n");
            }
            Contents::One(field) => {
                let kind = c_value(&field.kind)?;
                let kind = if field.wrapper == Wrapper::Plain { kind } else { format!("*{kind}") };
                let _ = write!(text, "\t\tvar one {ty}\n\t\tvalue := (*{kind})(unsafe.Pointer(&c.as))\n");
                let place = format!("one.{}", names::field(field));
                text += &assignment(model, &field.kind, field.wrapper, &place, "*value", "\t\t")?;
                text += "\t\t*v = one\n";
            }
            Contents::Fields(_) => {
                let c = names::c_alternative(name, &one.name);
                let _ =
                    write!(text, "\t\tvar one {ty}\n\t\tone.fromC(d, (*{c})(unsafe.Pointer(&c.as)))\n\t\t*v = one\n");
            }
        }
    }
    text += "\t}\n}\n";
    for one in alternatives {
        if let Contents::Fields(fields) = &one.contents {
            let c = names::c_alternative(name, &one.name);
            let _ = writeln!(text, "\nfunc (v *{}) fromC(d *decoder, c *{c}) {{", alternative_type(name, one));
            text += &assignments(model, fields, "\t")?;
            text += "}\n";
        }
    }
    Ok(text)
}

fn assignments(model: &Model, fields: &[Field], indent: &str) -> Result<String, String> {
    let mut text = String::new();
    for field in fields {
        let place = format!("v.{}", names::field(field));
        let c = format!("c.{}", names::c_field(&field.name));
        text += &assignment(model, &field.kind, field.wrapper, &place, &c, indent)?;
    }
    Ok(text)
}

fn assignment(
    model: &Model,
    kind: &Kind,
    wrapper: Wrapper,
    place: &str,
    c: &str,
    indent: &str,
) -> Result<String, String> {
    let address = c.strip_prefix('*').map_or_else(|| format!("&{c}"), str::to_owned);
    let reference = if wrapper == Wrapper::Plain { &address } else { c };
    let line = match kind {
        Kind::Text(_) => format!("{place} = d.text({c})"),
        Kind::Currency => format!("{place} = currencyFromC({address})"),
        Kind::Money => format!("{place} = moneyFromC({address})"),
        Kind::Decimal => format!("{place} = decimalFromC({address})"),
        Kind::Instant => format!("{place} = instantFromC({c})"),
        Kind::Seconds => format!("{place} = secondsFromC({c})"),
        Kind::U32 => format!("{place} = uint32({c})"),
        Kind::U64 => format!("{place} = uint64({c})"),
        Kind::Bool => format!("{place} = {c} != 0"),
        Kind::Head => format!("{place} = headFromC({address})"),
        Kind::Named(name) if is_names(model, name) => format!("{place} = {name}({c})"),
        Kind::Named(name) if is_choice(model, name) => {
            format!("{}(&{place}, d, {reference})", names::unexported(name, "FromC"))
        }
        Kind::Named(_) => format!("{place}.fromC(d, {reference})"),
        Kind::List(inner) => format!("{place} = listFromC(d, {c}, {c}_count, {})", each(model, inner)?),
        Kind::Map(key, value) => return map(model, key, value, place, c, indent),
        Kind::Optional(inner) => match (&**inner, absence(model, inner)) {
            (Kind::Text(_), Absence::Pointer) => format!("{place} = d.optionalText({c})"),
            (_, Absence::EmptyText) => format!("{place} = d.text({c})"),
            (Kind::List(_) | Kind::Map(..), _) => {
                return assignment(model, inner, wrapper, place, c, indent);
            }
            (Kind::Named(name), Absence::Nil) => {
                let function = names::unexported(name, "FromC");
                return Ok(format!("{indent}if {c} != nil {{\n{indent}\t{function}(&{place}, d, {c})\n{indent}}}\n"));
            }
            _ => format!("{place} = optionalFromC(d, {c}, {})", each(model, inner)?),
        },
    };
    Ok(format!("{indent}{line}\n"))
}

fn map(model: &Model, key: &Kind, value: &Kind, place: &str, c: &str, indent: &str) -> Result<String, String> {
    let (key_type, value_type) = (go_type(model, key), go_type(model, value));
    let inner = format!("{indent}\t\t");
    let mut text =
        format!("{indent}if {c} != nil {{\n{indent}\t{place} = make(map[{key_type}]{value_type}, {c}_count)\n");
    let _ = writeln!(text, "{indent}\tentries := unsafe.Slice({c}, {c}_count)\n{indent}\tfor i := range entries {{");
    let _ = writeln!(text, "{inner}var key {key_type}\n{inner}var value {value_type}");
    text += &assignment(model, key, Wrapper::Plain, "key", "entries[i].key", &inner)?;
    text += &assignment(model, value, Wrapper::Plain, "value", "entries[i].value", &inner)?;
    let _ = write!(text, "{inner}{place}[key] = value\n{indent}\t}}\n{indent}}}\n");
    Ok(text)
}

/// The function that fills a Go value from a C value.
fn each(model: &Model, kind: &Kind) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(_) => "eachTextFromC".to_owned(),
        Kind::Money => "eachMoneyFromC".to_owned(),
        Kind::Decimal => "eachDecimalFromC".to_owned(),
        Kind::Instant => "eachInstantFromC".to_owned(),
        Kind::Seconds => "eachSecondsFromC".to_owned(),
        Kind::U32 => "eachUint32FromC".to_owned(),
        Kind::U64 => "eachUint64FromC".to_owned(),
        Kind::Named(name) if is_names(model, name) => format!("eachNameFromC[{name}, {}]", names::c_type(name)),
        Kind::Named(name) if is_choice(model, name) => names::unexported(name, "FromC"),
        Kind::Named(name) => format!("(*{name}).fromC"),
        other => return Err(format!("a list of {other}, which the Go binding cannot show")),
    })
}

/// The C type of a single value.
pub(super) fn c_value(kind: &Kind) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(_) => "C.defray_str".to_owned(),
        Kind::Money => "C.defray_money".to_owned(),
        Kind::Decimal => "C.defray_decimal".to_owned(),
        Kind::Instant => "C.defray_instant".to_owned(),
        Kind::Seconds | Kind::U64 => "C.uint64_t".to_owned(),
        Kind::U32 => "C.uint32_t".to_owned(),
        Kind::Named(name) => names::c_type(name),
        other => return Err(format!("{other} as the one value of an alternative, which the Go binding cannot show")),
    })
}
