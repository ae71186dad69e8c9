//! Reading of commands from the interchange form. An unknown field, a missing one and one of another type are errors
//! that name the field.

use std::fmt::Write as _;

use super::{go_type, is_choice, is_command, is_names, names};
use crate::model::{Alternative, Contents, Definition, Field, JsonForm, Kind, Model, Shape};

/// Written by hand in `go/json_special.go`, as are the types of [`JsonForm::Own`]: its message can also be raw text.
const BY_HAND: &[&str] = &["Ingest"];

pub(super) fn file(model: &Model) -> Result<String, String> {
    let mut text = super::NOTICE.to_owned();
    for one in
        model.types.iter().filter(|one| one.input && one.json != JsonForm::Own && !BY_HAND.contains(&one.name.as_str()))
    {
        match &one.shape {
            Shape::Names(all) if all.is_empty() => return Err(format!("`{}` has no names", one.name)),
            Shape::Names(_) => {}
            Shape::Record(fields) => text += &record(model, one, fields)?,
            Shape::Choice(alternatives) => text += &choice(model, one, alternatives)?,
        }
    }
    Ok(text)
}

fn reader(name: &str) -> String {
    format!("read{name}")
}

fn record(model: &Model, one: &Definition, fields: &[Field]) -> Result<String, String> {
    let name = &one.name;
    let mut text = function(model, name, fields, one.defaults)?;
    // The name of the command is not a field of it, so only `UnmarshalCommand` reads whole commands.
    if !model.commands.iter().any(|command| command.record == *name) {
        let _ = write!(
            text,
            "\n// UnmarshalJSON reads the interchange form; an unknown field is an error.\n\
             func (v *{name}) UnmarshalJSON(data []byte) error {{\n\treturn unmarshal(data, v, {})\n}}\n",
            reader(name)
        );
    }
    Ok(text)
}

/// The function that reads an object with these fields.
fn function(model: &Model, name: &str, fields: &[Field], with_defaults: bool) -> Result<String, String> {
    let mut text = format!("\nfunc {}(r *jsonReader, n *jsonNode) (v {name}) {{\n", reader(name));
    let known: String = fields.iter().map(|field| format!(", {:?}", field.name)).collect();
    let _ = writeln!(text, "\tr.object(n{known})");
    if with_defaults {
        let _ = writeln!(text, "\tv = r.{}()", names::unexported(&format!("Default{name}"), ""));
    }
    for field in fields {
        let (kind, optional) = match &field.kind {
            Kind::Optional(inner) => (inner.as_ref(), true),
            kind => (kind, false),
        };
        let place = format!("v.{}", names::field(field));
        let json = &field.name;
        if optional || with_defaults || field.is_false_by_default {
            let value = if go_type(model, &field.kind).starts_with('*') {
                format!("optional(r, f, {})", reading(model, kind)?)
            } else {
                format!("{}(r, f)", reading(model, kind)?)
            };
            let _ = writeln!(text, "\tif f := n.field({json:?}); f != nil {{\n\t\t{place} = {value}\n\t}}");
        } else {
            let _ = writeln!(text, "\t{place} = {}(r, r.required(n, {json:?}))", reading(model, kind)?);
        }
    }
    Ok(text + "\treturn v\n}\n")
}

fn choice(model: &Model, one: &Definition, alternatives: &[Alternative]) -> Result<String, String> {
    if is_command(&one.name) {
        return Ok(commands(alternatives));
    }
    let name = &one.name;
    let known: String = alternatives.iter().map(|alternative| format!(", {:?}", alternative.json)).collect();
    let mut text = format!("\nfunc {}(r *jsonReader, n *jsonNode) {name} {{\n", reader(name));
    let _ = writeln!(text, "\tname, value := r.choice(n{known})");
    text += "\tswitch name {\n";
    let mut functions = String::new();
    for alternative in alternatives {
        let ty = super::types::alternative_type(name, alternative);
        let _ = writeln!(text, "\tcase {:?}:", alternative.json);
        match &alternative.contents {
            Contents::Nothing => {
                let _ = writeln!(text, "\t\tr.nothing(n, value)\n\t\treturn {ty}{{}}");
            }
            Contents::One(field) => {
                let read = reading(model, &field.kind)?;
                let place = names::field(field);
                let _ = writeln!(text, "\t\treturn {ty}{{{place}: {read}(r, r.something(n, value))}}");
            }
            Contents::Fields(fields) => {
                functions += &function(model, &ty, fields, false)?;
                let _ = writeln!(text, "\t\treturn {}(r, r.something(n, value))", reader(&ty));
            }
        }
    }
    Ok(functions + &text + "\t}\n\treturn nil\n}\n")
}

fn commands(alternatives: &[Alternative]) -> String {
    let mut text = String::from(
        "\n// readCommand reads the fields of a command by its name; nil: no command has that name.\n\
         func readCommand(r *jsonReader, name string, n *jsonNode) Command {\n\tswitch name {\n",
    );
    for one in alternatives {
        let _ = writeln!(text, "\tcase {:?}:\n\t\treturn {}(r, n)", one.json, reader(&one.name));
    }
    text += "\t}\n\treturn nil\n}\n\n// commandNames are the names of all commands.\nvar commandNames = []string{\n";
    for one in alternatives {
        let _ = writeln!(text, "\t{:?},", one.json);
    }
    text + "}\n"
}

/// The function that reads a value of that kind.
fn reading(model: &Model, kind: &Kind) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(_) => "readText".to_owned(),
        Kind::Currency => "readCurrency".to_owned(),
        Kind::Money => "readMoney".to_owned(),
        Kind::Decimal => "readDecimal".to_owned(),
        Kind::Instant => "readInstant".to_owned(),
        Kind::Seconds => "readSeconds".to_owned(),
        Kind::U32 => "readUint32".to_owned(),
        Kind::U64 => "readUint64".to_owned(),
        Kind::Bool => "readBool".to_owned(),
        Kind::Named(name) if is_names(model, name) => format!("readName(Parse{name})"),
        Kind::Named(name) if is_choice(model, name) || model.get(name).is_some() => reader(name),
        Kind::List(inner) => format!("readList({})", reading(model, inner)?),
        Kind::Map(key, value) => {
            let key = match &**key {
                Kind::Text(_) => "parseText".to_owned(),
                Kind::Named(name) if is_names(model, name) => format!("Parse{name}"),
                other => return Err(format!("a map by {other}, which the Go binding cannot read")),
            };
            format!("readMap({key}, {})", reading(model, value)?)
        }
        other => return Err(format!("{other}, which the Go binding cannot read")),
    })
}
