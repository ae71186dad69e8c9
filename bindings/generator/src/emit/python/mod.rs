//! Python: dataclasses, a method for each command, and the Rust that turns core's records into the former and back.

mod classes;
mod conversions;
mod methods;
mod package;

use std::path::Path;

use super::rust::formatted;
use crate::Written;
use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape};

/// Written by hand, for they hold on to what is not converted yet; or said otherwise in Python (`atomic=True`).
const BY_HAND: &[&str] = &["Done", "Mode"];
/// Only names in Python: no Rust value of it crosses.
const NAMES_ONLY: &[&str] = &["ErrorClass"];
/// Every field may be left out: what is built in is taken.
const WITH_DEFAULTS: &[&str] = &["Policy"];

pub(super) fn files(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    no_class_twice(model)?;
    let mut files = vec![
        Written { path: "python/defray/__init__.py".into(), text: package::text(model) },
        Written { path: "python/defray/_commands.py".into(), text: methods::text(model)? },
    ];
    for (name, text) in classes::modules(model)? {
        files.push(Written { path: format!("python/defray/_records/{name}.py").into(), text });
    }
    for (name, text) in conversions::modules(model) {
        let path = format!("python/src/records/{name}.rs").into();
        files.push(Written { path, text: formatted(root, &text)? });
    }
    Ok(files)
}

/// The types that Python shows as generated classes, each after its parts.
fn shown(model: &Model) -> impl Iterator<Item = &Definition> {
    model.types.iter().filter(|one| !BY_HAND.contains(&one.name.as_str()))
}

/// The module that a type belongs to, in Python and in the Rust beside it: as in core. What the engine itself declares, and core at its
/// root, is together.
fn module_of(one: &Definition) -> String {
    one.module().unwrap_or("engine").to_owned()
}

/// What an alternative's class is called. Commands are their own alternatives.
fn class_of(choice: &Definition, alternative: &Alternative) -> String {
    if choice.name == "Command" { alternative.name.clone() } else { format!("{}{}", choice.name, alternative.name) }
}

/// A field's name where Python has taken it for itself.
fn attribute(name: &str) -> String {
    const KEYWORDS: &[&str] =
        &["as", "class", "def", "from", "global", "import", "in", "is", "lambda", "not", "or", "pass"];
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// What comes with an alternative, as fields.
fn fields_of(contents: &Contents) -> Vec<&Field> {
    match contents {
        Contents::Nothing => Vec::new(),
        Contents::One(field) => vec![field],
        Contents::Fields(fields) => fields.iter().collect(),
    }
}

/// A type as Python's checkers know it. What a caller gives may be any sequence.
fn hint(kind: &Kind, input: bool) -> String {
    match kind {
        Kind::Text(_) | Kind::Currency => "str".to_owned(),
        Kind::Money => "Money".to_owned(),
        Kind::Decimal => "Decimal".to_owned(),
        Kind::Instant => "datetime".to_owned(),
        Kind::Seconds => "timedelta".to_owned(),
        Kind::U32 | Kind::U64 => "int".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Head => "Head".to_owned(),
        Kind::Named(name) => name.clone(),
        Kind::List(inner) if input => format!("Sequence[{}]", hint(inner, input)),
        Kind::List(inner) => format!("tuple[{}, ...]", hint(inner, input)),
        Kind::Map(key, value) => format!("Mapping[{}, {}]", hint(key, input), hint(value, input)),
        Kind::Optional(inner) => format!("{} | None", hint(inner, input)),
    }
}

/// Documentation between triple quotes, each line indented by `indent`.
fn docstring(lines: &[String], indent: &str) -> String {
    const WIDTH: usize = 100;
    let escaped = |line: &str| line.replace('\\', "\\\\").replace("\"\"\"", "'''");
    if lines.is_empty() {
        return String::new();
    }
    let words: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    let whole = words.join(" ");
    if words.iter().all(|line| !line.is_empty()) && whole.len() + indent.len() + 6 <= WIDTH {
        return format!("{indent}\"\"\"{whole}\"\"\"\n");
    }
    let mut text = format!("{indent}\"\"\"");
    let mut width = text.len();
    for line in &words {
        if line.is_empty() {
            text.push_str("\n\n");
            text.push_str(indent);
            width = indent.len();
            continue;
        }
        for word in line.split(' ') {
            if width + 1 + word.len() > WIDTH {
                text.push('\n');
                text.push_str(indent);
                width = indent.len();
            } else if !text.ends_with("\"\"\"") && !text.ends_with(' ') && width > indent.len() {
                text.push(' ');
                width += 1;
            }
            text.push_str(word);
            width += word.len();
        }
    }
    let blank = format!("\n{indent}\n");
    text = text.replace(&blank, "\n\n");
    text.push('\n');
    text.push_str(indent);
    text.push_str("\"\"\"\n");
    text
}

/// What Python calls a type and its alternatives.
fn names_of(one: &Definition) -> Vec<String> {
    let mut names = vec![one.name.clone()];
    if let Shape::Choice(alternatives) = &one.shape
        && one.name != "Command"
    {
        names.extend(alternatives.iter().map(|alternative| class_of(one, alternative)));
    }
    names
}

/// Two alternatives of different choices must not come to the same name.
fn no_class_twice(model: &Model) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    match shown(model).flat_map(names_of).find(|name| !seen.insert(name.clone())) {
        Some(twice) => Err(format!("Python would have two classes `{twice}`")),
        None => Ok(()),
    }
}
