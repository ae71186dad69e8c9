//! Writing of records in the interchange form: fields in the order of their declaration; absent values are left out.

use std::fmt::Write as _;

use super::types::alternative_type;
use super::{Absence, absence, fields_of, go_type, is_command, names, present, tag_of};
use crate::model::{Alternative, Contents, Definition, Field, JsonForm, Kind, Model, Shape};

/// Written by hand in `go/json_special.go`, as are the types of [`JsonForm::Own`], in the form that the command prints.
const BY_HAND: &[&str] = &["Balances", "Statement"];

pub(super) fn definition(model: &Model, one: &Definition) -> String {
    let name = &one.name;
    if one.json == JsonForm::Own || BY_HAND.contains(&name.as_str()) {
        return String::new();
    }
    match &one.shape {
        Shape::Names(_) => {
            format!("\nfunc (v {name}) appendJSON(b []byte) []byte {{\n\treturn appendText(v.String(), b)\n}}\n")
        }
        // The alternative of a command writes its name and its fields.
        Shape::Record(_) if model.commands.iter().any(|command| command.record == *name) => String::new(),
        Shape::Record(fields) => {
            let body = object(model, fields, "");
            method(name, &body) + &marshal(name)
        }
        Shape::Choice(alternatives) => alternatives.iter().map(|one| alternative(model, name, one)).collect(),
    }
}

fn alternative(model: &Model, choice: &str, one: &Alternative) -> String {
    let ty = alternative_type(choice, one);
    let json = &one.json;
    let fields = match &one.contents {
        _ if is_command(choice) => fields_of(model, &one.name),
        Contents::Fields(fields) => fields,
        Contents::Nothing | Contents::One(_) => &[],
    };
    let body = match (&one.contents, tag_of(model, choice)) {
        (_, Some(key)) => object(model, fields, &format!("`{{{key:?}:{json:?}`")),
        (Contents::Nothing, None) => format!("\treturn append(b, `{json:?}`...)\n"),
        (Contents::One(field), None) => {
            let value = append(model, &field.kind, &format!("v.{}", names::field(field)));
            format!("\tb = append(b, `{{{json:?}:`...)\n\tb = {value}\n\treturn append(b, '}}')\n")
        }
        (Contents::Fields(_), None) => {
            let inner = object(model, fields, &format!("`{{{json:?}:{{`"));
            inner.replace("\treturn append(b, '}')\n", "\treturn append(b, `}}`...)\n")
        }
    };
    method(&ty, &body) + &marshal(&ty)
}

fn method(ty: &str, body: &str) -> String {
    let receiver = if body.contains("v.") { format!("v {ty}") } else { ty.to_owned() };
    format!("\nfunc ({receiver}) appendJSON(b []byte) []byte {{\n{body}}}\n")
}

fn marshal(ty: &str) -> String {
    format!(
        "\n// MarshalJSON returns the interchange form.\nfunc (v {ty}) MarshalJSON() ([]byte, error) {{\n\treturn v.appendJSON(nil), nil\n}}\n"
    )
}

/// The body of an object; `opening` is its first part, such as `{"event":"bill_settled"`.
fn object(model: &Model, fields: &[Field], opening: &str) -> String {
    let opening = if opening.is_empty() { "'{'".to_owned() } else { format!("{opening}...") };
    let mut text = format!("\tb = append(b, {opening})\n");
    for field in fields {
        let place = format!("v.{}", names::field(field));
        match &field.kind {
            Kind::Optional(inner) => {
                let value = match absence(model, inner) {
                    Absence::Pointer
                        if !matches!(**inner, Kind::Named(_) | Kind::Money | Kind::Decimal | Kind::Head) =>
                    {
                        format!("*{place}")
                    }
                    _ => place.clone(),
                };
                let _ = write!(
                    text,
                    "\tif {} {{\n\t\tb = appendKey({:?}, b)\n\t\tb = {}\n\t}}\n",
                    present(model, inner, &place),
                    field.name,
                    append(model, inner, &value)
                );
            }
            kind => {
                let _ = write!(text, "\tb = appendKey({:?}, b)\n\tb = {}\n", field.name, append(model, kind, &place));
            }
        }
    }
    text + "\treturn append(b, '}')\n"
}

/// The expression that appends a value.
fn append(model: &Model, kind: &Kind, place: &str) -> String {
    match kind {
        Kind::Text(_) | Kind::Currency => format!("appendText({place}, b)"),
        Kind::Instant => format!("appendInstant({place}, b)"),
        Kind::Seconds => format!("appendSeconds({place}, b)"),
        Kind::U32 => format!("strconv.AppendUint(b, uint64({place}), 10)"),
        Kind::U64 => format!("strconv.AppendUint(b, {place}, 10)"),
        Kind::Bool => format!("strconv.AppendBool(b, {place})"),
        Kind::Money | Kind::Decimal | Kind::Head | Kind::Named(_) => {
            format!("{place}.appendJSON(b)")
        }
        Kind::List(inner) => format!("appendList({place}, b, {})", appender(model, inner)),
        Kind::Map(key, value) => {
            let key = match **key {
                Kind::Named(_) => "appendMapByName",
                _ => "appendMapByText",
            };
            format!("{key}({place}, b, {})", appender(model, value))
        }
        // An option inside another value has no place in the interchange form.
        Kind::Optional(inner) => append(model, inner, place),
    }
}

/// The function that appends a value of that kind.
fn appender(model: &Model, kind: &Kind) -> String {
    match kind {
        Kind::Text(_) | Kind::Currency => "appendText".to_owned(),
        Kind::Instant => "appendInstant".to_owned(),
        Kind::Named(_) | Kind::Money | Kind::Decimal => {
            format!("{}.appendJSON", go_type(model, kind))
        }
        other => {
            let ty = go_type(model, other);
            format!("func(v {ty}, b []byte) []byte {{ return {} }}", append(model, other, "v"))
        }
    }
}
