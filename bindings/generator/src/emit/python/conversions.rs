//! `python/src/records/`: conversion from core's values to Python's classes, and back for the input of callers. Every
//! pattern is exhaustive, so that a new field or alternative in core does not compile until it is converted.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use heck::{ToShoutySnakeCase, ToSnakeCase};

use super::{NAMES_ONLY, attribute, class_of, module_of, shown};
use crate::model::{Access, Alternative, Contents, Definition, Field, Model, Name, Shape};

/// The Rust modules: one for each module of core, and one that lists them.
pub(super) fn modules(model: &Model) -> Vec<(String, String)> {
    let mut modules: BTreeMap<String, Vec<&Definition>> = BTreeMap::new();
    for one in shown(model).filter(|one| !NAMES_ONLY.contains(&one.name.as_str())) {
        modules.entry(module_of(one)).or_default().push(one);
    }
    let mut files: Vec<(String, String)> =
        modules.iter().map(|(name, types)| (name.clone(), text(name, types))).collect();
    let listed: String = modules.keys().map(|name| format!("mod {name};\n")).collect();
    files.push((
        "mod".to_owned(),
        format!(
            "//! From core's records to the classes of `defray._records`, and back. Written by `make bindings`; do not edit.\n\n{listed}"
        ),
    ));
    files
}

fn text(module: &str, types: &[&Definition]) -> String {
    let mut text = format!(
        "//! The records of `{module}`. Written by `make bindings`; do not edit.\n\n\
         use pyo3::prelude::*;\n\nuse crate::convert::prelude::*;\n\n"
    );
    for one in types {
        match &one.shape {
            Shape::Names(names) => self::names(&mut text, one, names),
            Shape::Record(fields) => record(&mut text, one, fields),
            Shape::Choice(alternatives) => choice(&mut text, one, alternatives),
        }
    }
    text
}

fn constant(class: &str) -> String {
    class.to_shouty_snake_case()
}

fn declare(text: &mut String, class: &str) {
    let _ = writeln!(text, "static {}: Class = Class::named({class:?});\n", constant(class));
}

fn names(text: &mut String, one: &Definition, names: &[Name]) {
    declare(text, &one.name);
    let path = &one.path;
    let to: String =
        names.iter().map(|name| format!("Self::{} => {:?},", name.name, name.name.to_shouty_snake_case())).collect();
    let from: String = names.iter().map(|name| format!("{:?} => Ok(Self::{}),", name.json, name.name)).collect();
    let expected: Vec<&str> = names.iter().map(|name| name.json.as_str()).collect();
    let expected = format!("one of {}", expected.join(", "));
    let _ = write!(
        text,
        "impl ToPython for {path} {{
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {{
                {constant}.member(py, match self {{ {to} }})
            }}
        }}

        impl FromPython for {path} {{
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {{
                match text(value)? {{ {from} other => Err(InputFault::value(other, {expected:?})) }}
            }}
        }}\n\n",
        constant = constant(&one.name)
    );
}

/// `.with(intern!(py, "id"), id)?` for each field.
fn with(fields: &[Field]) -> String {
    let one = |field: &Field| format!(".with(intern!(py, {:?}), {})?", attribute(&field.name), field.name);
    fields.iter().map(one).collect()
}

/// `id, workspace, item`.
fn pattern(fields: &[Field]) -> String {
    fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// `id: field(value, intern!(py, "id"))?,` for each field.
fn taken(fields: &[Field]) -> String {
    let one = |field: &Field| format!("{}: field(value, intern!(py, {:?}))?,", field.name, attribute(&field.name));
    fields.iter().map(one).collect()
}

fn record(text: &mut String, one: &Definition, fields: &[Field]) {
    declare(text, &one.name);
    let (path, constant, with) = (&one.path, constant(&one.name), with(fields));
    let opened = match &one.access {
        Access::Fields => format!("let Self {{ {} }} = self;", pattern(fields)),
        Access::Methods => fields.iter().map(|field| format!("let {0} = &self.{0}();", field.name)).collect(),
        Access::Through(through) => {
            format!(
                "let {through} {{ {} }} = self.{}();",
                pattern(fields),
                through.rsplit("::").next().unwrap_or_default().to_snake_case()
            )
        }
    };
    let python = if fields.is_empty() { "" } else { "let py = value.py();" };
    let made = match &one.access {
        Access::Fields => format!("Ok(Self {{ {} }})", taken(fields)),
        Access::Methods => {
            let arguments: Vec<String> = fields
                .iter()
                .map(|field| format!("field(value, intern!(py, {:?}))?", attribute(&field.name)))
                .collect();
            format!("Ok(Self::new({})?)", arguments.join(", "))
        }
        Access::Through(through) => format!("Ok(Self::try_from({through} {{ {} }})?)", taken(fields)),
    };
    if one.output || one.input {
        let _ = write!(
            text,
            "impl ToPython for {path} {{
                fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {{
                    {opened}
                    {constant}.make(py)?{with}.done()
                }}
            }}\n\n"
        );
    }
    if one.input {
        let _ = write!(
            text,
            "impl FromPython for {path} {{
                fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {{
                    {constant}.expect(value)?;
                    {python}
                    {made}
                }}
            }}\n\n"
        );
    }
}

fn choice(text: &mut String, one: &Definition, alternatives: &[Alternative]) {
    if one.name == "Command" {
        return command(text, one, alternatives);
    }
    let path = &one.path;
    let (mut to, mut from) = (String::new(), String::new());
    for alternative in alternatives {
        let class = class_of(one, alternative);
        declare(text, &class);
        let (name, constant) = (&alternative.name, constant(&class));
        let (pattern, with, made) = match &alternative.contents {
            Contents::Nothing => (String::new(), String::new(), String::new()),
            Contents::One(field) => {
                let only = std::slice::from_ref(field);
                ("(value)".to_owned(), with(only), "(field(value, intern!(py, \"value\"))?)".to_owned())
            }
            Contents::Fields(fields) => {
                (format!("{{ {} }}", pattern(fields)), with(fields), format!("{{ {} }}", taken(fields)))
            }
        };
        let new =
            if with.is_empty() { format!("{constant}.only(py)") } else { format!("{constant}.make(py)?{with}.done()") };
        let _ = write!(to, "Self::{name} {pattern} => {new},");
        let _ = write!(from, "if {constant}.is_class_of(value)? {{ return Ok(Self::{name} {made}); }}");
    }
    let _ = write!(
        text,
        "impl ToPython for {path} {{
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {{
                match self {{ {to} }}
            }}
        }}\n\n"
    );
    if one.input {
        let python = if from.contains("intern!(py") { "let py = value.py();" } else { "" };
        let expected = format!("a {}", one.name);
        let _ = write!(
            text,
            "impl FromPython for {path} {{
                fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {{
                    {python}
                    {from}
                    Err(InputFault::ty(value, {expected:?}))
                }}
            }}\n\n"
        );
    }
}

/// Each command is a class of its own.
fn command(text: &mut String, one: &Definition, alternatives: &[Alternative]) {
    let path = &one.path;
    let to: String = alternatives
        .iter()
        .map(|alternative| format!("Self::{}(command) => command.to_python(py),", alternative.name))
        .collect();
    let from: String = alternatives
        .iter()
        .map(|alternative| {
            let (name, constant) = (&alternative.name, constant(&alternative.name));
            format!("if {constant}.is_class_of(value)? {{ return FromPython::from_python(value).map(Self::{name}); }}")
        })
        .collect();
    let _ = write!(
        text,
        "impl ToPython for {path} {{
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {{
                match self {{ {to} }}
            }}
        }}

        impl FromPython for {path} {{
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, InputFault> {{
                {from}
                Err(InputFault::ty(value, \"a command, such as TopUp\"))
            }}
        }}\n\n"
    );
}
