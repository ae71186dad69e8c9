//! `python/defray/_records/`: a frozen dataclass for each record and each alternative, and a `StrEnum` for each list of
//! names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use heck::ToShoutySnakeCase;

use super::{attribute, class_of, docstring, fields_of, hint, module_of, names_of, shown};
use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape};

/// The imports that a module can need, and the word that shows the need.
const IMPORTS: &[(&str, &str, &str)] = &[
    ("collections.abc", "Mapping", "Mapping["),
    ("collections.abc", "Sequence", "Sequence["),
    ("dataclasses", "dataclass", "@dataclass"),
    ("dataclasses", "field", "field("),
    ("datetime", "datetime", " datetime"),
    ("datetime", "timedelta", " timedelta"),
    ("decimal", "Decimal", " Decimal"),
    ("enum", "StrEnum", "StrEnum"),
    ("typing", "Final", "Final"),
    ("typing", "TypeAlias", "TypeAlias"),
    (".._native", "Money", " Money"),
    (".._native", "fill", " fill("),
    (".._native", "built_in_policy", "built_in_policy("),
    (".._values", "Head", " Head"),
];

/// The text and the imports of a Python module.
#[derive(Default)]
struct Module {
    body: String,
    forms: String,
    names: Vec<String>,
    /// The names that are imported from other modules, by module.
    needs: BTreeMap<String, BTreeSet<String>>,
}

/// The modules of the package `defray._records`: one for each module of core, and one that imports all of them.
pub(super) fn modules(model: &Model) -> Result<Vec<(String, String)>, String> {
    let mut modules: BTreeMap<String, Module> = BTreeMap::new();
    for one in shown(model) {
        let module = modules.entry(module_of(one)).or_default();
        define(module, model, one);
        for part in one.parts() {
            if let Some(other) = model.get(&part).filter(|other| module_of(other) != module_of(one)) {
                module.needs.entry(module_of(other)).or_default().insert(part);
            }
        }
    }
    no_circle(&modules)?;
    let gathered = gathered(&modules);
    let mut files: Vec<(String, String)> =
        modules.into_iter().map(|(name, module)| (name.clone(), module.text(&name))).collect();
    files.push(("__init__".to_owned(), gathered));
    Ok(files)
}

/// An error if modules import each other in a circle: Python could not import them.
fn no_circle(modules: &BTreeMap<String, Module>) -> Result<(), String> {
    let mut left: BTreeSet<&str> = modules.keys().map(String::as_str).collect();
    loop {
        let waits = |name: &str| modules[name].needs.keys().any(|needed| left.contains(needed.as_str()));
        let ready: Vec<&str> = left.iter().copied().filter(|name| !waits(name)).collect();
        if ready.is_empty() {
            break;
        }
        left.retain(|name| !ready.contains(name));
    }
    if left.is_empty() { Ok(()) } else { Err(format!("Python's modules would import each other: {left:?}")) }
}

impl Module {
    fn text(mut self, name: &str) -> String {
        let typed = "Final[Mapping[type, tuple[str, str]]]";
        let _ = write!(
            self.body,
            "\n\nFORMS: {typed} = {{\n{}}}\n\"\"\"How each class is written in the interchange form; see `_json.py`.\"\"\"\n",
            self.forms
        );
        let mut text = format!(
            "\"\"\"The records of `{name}`. Written by `make bindings` from the types of the engine; do not edit.\"\"\"\n\n\
             from __future__ import annotations\n"
        );
        let mut last = "";
        for (from, what, _) in IMPORTS.iter().filter(|(_, _, shown)| self.body.contains(shown)) {
            if last == *from {
                let _ = write!(text, ", {what}");
            } else {
                // First the standard library, then the package.
                let blank = last.is_empty() || from.starts_with('.') && !last.starts_with('.');
                let _ = write!(text, "{}\nfrom {from} import {what}", if blank { "\n" } else { "" });
            }
            last = from;
        }
        text = text.replace("annotations\n\n\n", "annotations\n\n");
        if !last.starts_with('.') && !self.needs.is_empty() {
            text.push('\n');
        }
        for (from, names) in &self.needs {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let _ = write!(text, "\nfrom .{from} import {}", names.join(", "));
        }
        let _ = write!(text, "\n\n__all__ = [\n{}]\n", listed(&self.names));
        text + &self.body
    }
}

pub(super) fn listed(names: &[String]) -> String {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.iter().map(|name| format!("    {name:?},\n")).collect()
}

fn gathered(modules: &BTreeMap<String, Module>) -> String {
    let mut text = String::from(
        "\"\"\"Every record, command and event. Written by `make bindings` from the types of the engine; do not edit.\"\"\"\n\n\
         from collections.abc import Mapping\nfrom typing import Final\n\nfrom . import ",
    );
    let names: Vec<&str> = modules.keys().map(String::as_str).collect();
    let _ = writeln!(text, "{}", names.join(", "));
    for (name, module) in modules {
        let _ = write!(text, "from .{name} import (\n{})\n", listed(&module.names).replace('"', ""));
    }
    let all: Vec<String> = modules.values().flat_map(|module| module.names.clone()).collect();
    let _ = write!(text, "\n__all__ = [\n{}]\n", listed(&all));
    let forms: String = names.iter().map(|name| format!("    **{name}.FORMS,\n")).collect();
    let _ = write!(text, "\nFORMS: Final[Mapping[type, tuple[str, str]]] = {{\n{forms}}}\n");
    text
}

fn define(module: &mut Module, model: &Model, one: &Definition) {
    let (text, forms, names) = (&mut module.body, &mut module.forms, &mut module.names);
    names.extend(names_of(one));
    match &one.shape {
        Shape::Names(list) => {
            let _ = write!(text, "\n\nclass {}(StrEnum):\n{}", one.name, docstring(&one.docs, "    "));
            for name in list {
                let _ = write!(text, "\n    {} = {:?}\n", name.name.to_shouty_snake_case(), name.json);
                text.push_str(&docstring(&name.docs, "    "));
            }
        }
        Shape::Record(fields) => {
            let fields: Vec<&Field> = fields.iter().collect();
            class(text, &one.name, one, &one.docs, &fields);
            let _ = writeln!(forms, "    {}: {},", one.name, form_of_record(model, one));
        }
        Shape::Choice(alternatives) => {
            if one.name != "Command" {
                for alternative in alternatives {
                    let name = class_of(one, alternative);
                    class(text, &name, one, &alternative.docs, &fields_of(&alternative.contents));
                    let _ = writeln!(forms, "    {name}: {},", form_of_alternative(one, alternative));
                }
            }
            let union: Vec<String> = alternatives.iter().map(|alternative| class_of(one, alternative)).collect();
            let _ = write!(text, "\n\n{}: TypeAlias = (\n    {}\n)\n", one.name, union.join("\n    | "));
            text.push_str(&docstring(&one.docs, ""));
        }
    }
}

/// A dataclass. A caller can pass its first field by position, and the others by name only.
fn class(text: &mut String, name: &str, of: &Definition, docs: &[String], fields: &[&Field]) {
    let all_by_name = of.defaults;
    let by_name = if fields.len() > 1 { ", kw_only=True" } else { "" };
    // Input is created in large numbers: this `__init__` takes half the time of that of a frozen dataclass.
    let filled = of.input && !all_by_name && !fields.is_empty();
    let init = if filled { ", init=False" } else { "" };
    let _ = write!(
        text,
        "\n\n@dataclass(frozen=True, slots=True{by_name}{init})\nclass {name}:\n{}",
        docstring(docs, "    ")
    );
    for (place, field) in fields.iter().enumerate() {
        let attribute = attribute(&field.name);
        let _ = write!(text, "\n    {attribute}: {}", hint(&field.kind, of.input));
        if all_by_name {
            let value = format!("built_in_policy().{attribute}");
            let value = if matches!(field.kind, Kind::Map(..)) { format!("dict({value})") } else { value };
            let _ = write!(text, " = field(default_factory=lambda: {value})");
        } else {
            let absent = of.input && matches!(field.kind, Kind::Optional(_));
            text.push_str(match (place == 0 && !by_name.is_empty(), absent) {
                (true, false) => " = field(kw_only=False)",
                (true, true) => " = field(kw_only=False, default=None)",
                (false, true) => " = None",
                (false, false) if field.is_false_by_default => " = False",
                (false, false) => "",
            });
        }
        text.push('\n');
        text.push_str(&docstring(&field.docs, "    "));
    }
    if filled {
        fill(text, of, fields);
    }
    text.push_str(extras(name));
}

/// The `__init__` that sets all fields in one call.
fn fill(text: &mut String, of: &Definition, fields: &[&Field]) {
    let attributes: Vec<String> = fields.iter().map(|field| attribute(&field.name)).collect();
    let mut parameters = String::new();
    for (place, (field, attribute)) in fields.iter().zip(&attributes).enumerate() {
        if place == 1 {
            parameters.push_str(", *");
        }
        let absent = match field.kind {
            Kind::Optional(_) => " = None",
            _ if field.is_false_by_default => " = False",
            _ => "",
        };
        let _ = write!(parameters, ", {attribute}: {}{absent}", hint(&field.kind, of.input));
    }
    let signature = format!("    def __init__(self{parameters}) -> None:\n");
    // One parameter in each line where they do not fit in one line.
    let signature = if signature.len() <= 120 {
        signature
    } else {
        let broken = parameters.trim_start_matches(", ").replace(", ...]", ",...]").replace(", ", ",\n        ");
        format!("    def __init__(\n        self,\n        {},\n    ) -> None:\n", broken.replace(",...]", ", ...]"))
    };
    let names: Vec<String> = attributes.iter().map(|attribute| format!("{attribute:?}")).collect();
    let comma = if names.len() == 1 { "," } else { "" };
    let (names, values) = (format!("({}{comma})", names.join(", ")), attributes.join(", "));
    let call = format!("        fill(self, {names}, {values})\n");
    let call = if call.len() <= 120 {
        call
    } else {
        format!("        fill(\n            self,\n            {names},\n            {values},\n        )\n")
    };
    let _ = write!(text, "\n{signature}{call}");
}

/// The methods of a class.
fn extras(name: &str) -> &'static str {
    match name {
        "EntryPosition" => {
            r#"
    def __str__(self) -> str:
        return f"{self.position}.{self.index}"

    @classmethod
    def parse(cls, text: str) -> EntryPosition:
        """Reads `"17.0"`.

        >>> EntryPosition.parse("17.0")
        EntryPosition(position=17, index=0)
        """
        position, _, index = text.partition(".")
        if text.isascii() and position.isdigit() and index.isdigit():
            number = cls(int(position), index=int(index))
            # One spelling only: no leading zeros.
            if str(number) == text:
                return number
        raise ValueError(f"`{text}` is not an outbox_message number: expected such as `17.0`")
"#
        }
        _ => "",
    }
}

fn form_of_record(model: &Model, one: &Definition) -> String {
    let command = model.commands.iter().find(|command| command.record == one.name);
    match (one.name.as_str(), command) {
        (_, Some(command)) => format!("(\"command\", {:?})", command.json),
        ("EntryPosition", None) => "(\"text\", \"\")".to_owned(),
        _ => "(\"record\", \"\")".to_owned(),
    }
}

fn form_of_alternative(of: &Definition, alternative: &Alternative) -> String {
    let json = &alternative.json;
    let form = match (of.name.as_str(), &alternative.contents) {
        ("Event", _) => "event",
        // Whole seconds, or a name.
        ("MeteringWindow", Contents::One(_)) => "bare",
        (_, Contents::Nothing) => "name",
        (_, Contents::One(_)) => "one",
        (_, Contents::Fields(_)) => "fields",
    };
    format!("({form:?}, {json:?})")
}
