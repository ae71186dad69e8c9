//! C: a `#[repr(C)]` structure for each type of the model, with its conversions from core and to core.
//!
//! | file | what it writes |
//! |---|---|
//! | `shape.rs` | the form of a type in C: its names, its fields, its file |
//! | `declare.rs` | the structures, unions and constants |
//! | `to_c.rs` | the conversions from core into C |
//! | `from_c.rs` | the conversions from C into core, for the input of callers |
//! | `names.rs` | the names of constants as text |
//! | `layouts.rs` | lists of all fields, for the test of sizes and offsets |
//! | `shapes.rs` | tables of all fields, for the tests in C |
//! | `owned.rs` | pages of records, and the functions that free pages and records |

mod declare;
mod from_c;
mod layouts;
mod names;
mod owned;
mod shape;
mod shapes;
mod to_c;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::rust::formatted;
use crate::Written;
use crate::model::Model;
use shape::{CTypes, file_of, is_shown};

pub(super) fn files(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    let c_types = CTypes::new(model);
    let mut texts: BTreeMap<&'static str, String> = BTreeMap::new();
    for one in model.types.iter().filter(|one| is_shown(one)) {
        let file = file_of(one)?;
        let text = texts.entry(file).or_insert_with(|| head(file));
        text.push_str(&declare::definition(&c_types, one)?);
        text.push_str(&to_c::definition(&c_types, one)?);
        if one.input {
            text.push_str(&from_c::definition(&c_types, one)?);
        }
        text.push_str(&names::definition(one));
        text.push_str(&owned::definition(one));
    }
    let mut written = Vec::new();
    for (file, text) in &texts {
        let path = format!("ffi/src/records/{file}.rs");
        written.push(Written { path: path.into(), text: formatted(root, text)? });
    }
    let mut structures = Vec::new();
    for file in ["values", "requests", "answers", "engine_handle", "meters", "pages"] {
        let path = root.join(format!("ffi/src/{file}.rs"));
        let source = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        structures.extend(layouts::layouts(&source)?);
    }
    for text in texts.values() {
        structures.extend(layouts::layouts(text)?);
    }
    let shapes = shapes::texts(&c_types, WRITTEN)?;
    written.push(Written { path: "ffi/src/layouts.rs".into(), text: layouts::rust(WRITTEN, &structures) });
    written.push(Written { path: "tests/c/generated/layout.h".into(), text: layouts::c(WRITTEN, &structures) });
    written.push(Written { path: "tests/c/generated/shapes.h".into(), text: shapes.header });
    written.push(Written { path: "tests/c/generated/shapes.c".into(), text: shapes.source });
    let files: Vec<&str> = texts.keys().copied().collect();
    written.push(Written { path: "ffi/src/records/mod.rs".into(), text: formatted(root, &module(&files))? });
    written.push(Written { path: "ffi/src/status.rs".into(), text: formatted(root, &declare::statuses(model))? });
    Ok(written)
}

const WRITTEN: &str = "Written by `make bindings` from the types of core and engine: do not edit.";

fn head(file: &str) -> String {
    format!(
        "//! {WRITTEN}\n\n\
         #![allow(unused_imports, reason = \"generated: not every file needs every import\")]\n\
         use super::*;\n\
         use crate::layout::{{Arena, ToC, Zero, nothing}};\n\
         use crate::reading::{{FromC, InputFault, Within as _, list, map, optional, optional_list, optional_map, optional_text, pointed, text, unknown_name}};\n\
         use crate::guard::guarded;\n\
         use crate::error::defray_error;\n\
         use crate::status::defray_status;\n\
         use crate::text::*;\n\
         use crate::values::*;\n\
         use std::ffi::c_char;\n\n\
         // Records of {file}.\n"
    )
}

fn module(files: &[&str]) -> String {
    let mut text = format!("//! The records in C. {WRITTEN}\n\n");
    for file in files {
        let _ = writeln!(text, "mod {file};");
    }
    text.push('\n');
    for file in files {
        let _ = writeln!(text, "pub use {file}::*;");
    }
    text
}
