//! Go: a type for each record, choice and list of names, with its JSON form and its conversions from C and to C.
//!
//! The text has the format of gofmt, so that the generator does not need Go. A test in `go/` runs gofmt on it.

mod codes;
mod from_c;
mod into_c;
mod names;
mod read;
mod types;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Written;
use crate::model::{Definition, Field, JsonForm, Kind, Model, Shape};

/// Types that Go does not have: `Answer` has the fields of `Done`, and Go shows no progress.
const NOT_IN_GO: &[&str] = &["Done", "Progress"];

/// Types that are not converted: C returns the class of an error as text.
const NOT_IN_C: &[&str] = &["ErrorClass"];

const NOTICE: &str = "// Written by `make bindings`. Do not edit.\n\npackage defray\n";

/// The fields of `Done` that the hand-written `Answer` in `go/submit.go` has.
const DONE: &[&str] = &["position", "at", "head", "events"];

pub(super) fn files(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    if fields_of(model, "Done").iter().map(|field| field.name.as_str()).ne(DONE.iter().copied()) {
        return Err(
            "the fields of `Done` differ from those of `Answer` in go/submit.go: correct `Answer`, then `DONE` in bindings/generator/src/emit/go".into()
        );
    }
    let mut nouns: BTreeMap<&str, Vec<&Definition>> = BTreeMap::new();
    for one in model.types.iter().filter(|one| !NOT_IN_GO.contains(&one.name.as_str())) {
        nouns.entry(noun(one)).or_default().push(one);
    }
    let mut files = vec![
        Written { path: "go/codes.go".into(), text: codes::file(model) },
        Written { path: "go/records_read.go".into(), text: read::file(model)? },
    ];
    // A copy of the committed header. Without one there is nothing to copy.
    if let Ok(header) = fs::read_to_string(root.join("include/defray.h")) {
        files.push(Written { path: "go/defray.h".into(), text: header });
    }
    for (noun, types) in nouns {
        files.push(Written { path: format!("go/records_{noun}.go").into(), text: types_file(model, &types) });
        let crossing = from_c::file(model, &types)? + &into_c::file(model, &types)?;
        if !crossing.is_empty() {
            files.push(Written { path: format!("go/records_{noun}_cgo.go").into(), text: cgo_file(&crossing) });
        }
    }
    Ok(files)
}

/// The file that a type belongs to: the module that declares it in core, or `engine`.
fn noun(one: &Definition) -> &str {
    one.module().unwrap_or("engine")
}

fn types_file(model: &Model, types: &[&Definition]) -> String {
    let mut body = String::new();
    for one in types {
        body += &types::definition(model, one);
        body += &write::definition(model, one);
    }
    let mut imports = Vec::new();
    for (package, used) in [("strconv", "strconv."), ("time", "time.")] {
        if body.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(used)) {
            imports.push(package);
        }
    }
    let imports = match imports.as_slice() {
        [] => String::new(),
        [one] => format!("\nimport \"{one}\"\n"),
        several => {
            format!("\nimport (\n{})\n", several.iter().map(|package| format!("\t\"{package}\"\n")).collect::<String>())
        }
    };
    format!("{NOTICE}{imports}{body}")
}

fn cgo_file(body: &str) -> String {
    let preamble = "\n// #include \"defray.h\"\nimport \"C\"\n";
    let imports = if body.contains("unsafe.") { "\nimport \"unsafe\"\n" } else { "" };
    format!("{NOTICE}{preamble}{imports}{body}")
}

/// The Go type of a value.
fn go_type(model: &Model, kind: &Kind) -> String {
    match kind {
        Kind::Text(_) | Kind::Currency => "string".to_owned(),
        Kind::Money => "Money".to_owned(),
        Kind::Decimal => "Decimal".to_owned(),
        Kind::Instant => "time.Time".to_owned(),
        Kind::Seconds => "time.Duration".to_owned(),
        Kind::U32 => "uint32".to_owned(),
        Kind::U64 => "uint64".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Head => "Head".to_owned(),
        Kind::Named(name) => name.clone(),
        Kind::List(inner) => format!("[]{}", go_type(model, inner)),
        Kind::Map(key, value) => format!("map[{}]{}", go_type(model, key), go_type(model, value)),
        Kind::Optional(inner) if absence(model, inner) == Absence::Pointer => {
            format!("*{}", go_type(model, inner))
        }
        Kind::Optional(inner) => go_type(model, inner),
    }
}

/// How Go shows that an optional value is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    /// As the empty text: no text of that type is empty.
    EmptyText,
    /// As the nil of a slice, a map or an interface.
    Nil,
    /// As a nil pointer.
    Pointer,
}

fn absence(model: &Model, inner: &Kind) -> Absence {
    // A text of these types can be empty.
    const MAYBE_EMPTY: &[&str] = &["Note", "RawMessage", "str"];
    match inner {
        Kind::Text(text) if !MAYBE_EMPTY.contains(&text.name.as_str()) => Absence::EmptyText,
        Kind::List(_) | Kind::Map(..) => Absence::Nil,
        Kind::Named(name) if is_choice(model, name) => Absence::Nil,
        _ => Absence::Pointer,
    }
}

/// The condition that an optional value is present.
fn present(model: &Model, inner: &Kind, place: &str) -> String {
    match absence(model, inner) {
        Absence::EmptyText => format!("{place} != \"\""),
        Absence::Nil | Absence::Pointer => format!("{place} != nil"),
    }
}

fn is_choice(model: &Model, name: &str) -> bool {
    model.get(name).is_some_and(|one| matches!(one.shape, Shape::Choice(_)))
}

fn is_names(model: &Model, name: &str) -> bool {
    model.get(name).is_some_and(|one| matches!(one.shape, Shape::Names(_)))
}

/// Whether an alternative is a record of its own: each command is.
fn is_command(name: &str) -> bool {
    name == "Command"
}

/// The field that has the alternative's name in JSON, when it is beside the alternative's own fields.
fn tag_of(model: &Model, choice: &str) -> Option<&'static str> {
    match model.get(choice)?.json {
        JsonForm::InPlace(tag) => Some(tag),
        JsonForm::Derived | JsonForm::Own => None,
    }
}

/// The fields of a record; none for another shape.
fn fields_of<'m>(model: &'m Model, record: &str) -> &'m [Field] {
    match model.get(record).map(|one| &one.shape) {
        Some(Shape::Record(fields)) => fields,
        _ => &[],
    }
}
