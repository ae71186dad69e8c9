//! Python: dataclasses, a method for each command, and the Rust that converts core's records to the dataclasses and
//! back.

mod classes;
mod conversions;
mod methods;
mod package;

use std::path::Path;

use super::rust::formatted;
use crate::Written;
use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape};

/// Written by hand: `Done` converts its parts only on access, and a caller gives `Mode` as `atomic=True`.
const BY_HAND: &[&str] = &["Done", "Mode"];
/// Only names in Python: no value of these types is converted.
const NAMES_ONLY: &[&str] = &["ErrorClass"];

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

/// The types that have generated classes in Python, each after its parts.
fn shown(model: &Model) -> impl Iterator<Item = &Definition> {
    model.types.iter().filter(|one| !BY_HAND.contains(&one.name.as_str()))
}

/// The module of a type, in Python and in the Rust of the Python binding: its module in core; `engine` for the types
/// that the engine declares, or core at its root.
fn module_of(one: &Definition) -> String {
    one.module().unwrap_or("engine").to_owned()
}

/// The name of an alternative's class. A command is its own alternative.
fn class_of(choice: &Definition, alternative: &Alternative) -> String {
    if choice.name == "Command" { alternative.name.clone() } else { format!("{}{}", choice.name, alternative.name) }
}

/// The name of a field: with `_` where it is a keyword of Python.
fn attribute(name: &str) -> String {
    const KEYWORDS: &[&str] =
        &["as", "class", "def", "from", "global", "import", "in", "is", "lambda", "not", "or", "pass"];
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// The contents of an alternative, as fields.
fn fields_of(contents: &Contents) -> Vec<&Field> {
    match contents {
        Contents::Nothing => Vec::new(),
        Contents::One(field) => vec![field],
        Contents::Fields(fields) => fields.iter().collect(),
    }
}

/// The type hint of a value. A caller can pass any sequence for a list.
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

/// A docstring whose lines are indented by `indent`.
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

/// The names of the classes of a type and its alternatives.
fn names_of(one: &Definition) -> Vec<String> {
    let mut names = vec![one.name.clone()];
    if let Shape::Choice(alternatives) = &one.shape
        && one.name != "Command"
    {
        names.extend(alternatives.iter().map(|alternative| class_of(one, alternative)));
    }
    names
}

/// An error if two alternatives of different choices have the same name.
fn no_class_twice(model: &Model) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    match shown(model).flat_map(names_of).find(|name| !seen.insert(name.clone())) {
        Some(twice) => Err(format!("Python would have two classes `{twice}`")),
        None => Ok(()),
    }
}
