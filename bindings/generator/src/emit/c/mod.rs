//! C: for every type of the description a `#[repr(C)]` structure, from core into C and from C into core.
//!
//! | file | what it writes |
//! |---|---|
//! | `shape.rs` | how a type looks in C: names, fields, the file it belongs to |
//! | `declare.rs` | the structures, unions and constants |
//! | `lay.rs` | from core into C |
//! | `read.rs` | from C into core, for what callers give |
//! | `names.rs` | the texts of numbers that name something |
//! | `check.rs` | the sizes and places of all fields, for the tests in C |
//! | `json.rs` | C that reads and writes the interchange form, for the tests in C |
//! | `owned.rs` | pages, and what frees them and single records |

mod check;
mod declare;
mod from_c;
mod json;
mod names;
mod owned;
mod shape;
mod to_c;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::rust::formatted;
use crate::Written;
use crate::model::Model;
use shape::{Faces, file_of, is_shown};

pub(super) fn files(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    let faces = Faces::new(model);
    let mut texts: BTreeMap<&'static str, String> = BTreeMap::new();
    for one in model.types.iter().filter(|one| is_shown(one)) {
        let file = file_of(one)?;
        let text = texts.entry(file).or_insert_with(|| head(file));
        text.push_str(&declare::definition(&faces, one)?);
        text.push_str(&to_c::definition(&faces, one)?);
        if one.input {
            text.push_str(&from_c::definition(&faces, one)?);
        }
        text.push_str(&names::definition(one));
        text.push_str(&owned::definition(one));
    }
    let mut written = Vec::new();
    for (file, text) in &texts {
        let path = format!("ffi/src/records/{file}.rs");
        written.push(Written { path: path.into(), text: formatted(root, text)? });
    }
    let mut layouts = Vec::new();
    for file in ["values", "requests", "answers", "engine_handle", "meters", "pages"] {
        let path = root.join(format!("ffi/src/{file}.rs"));
        let source = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        layouts.extend(check::layouts(&source)?);
    }
    for text in texts.values() {
        layouts.extend(check::layouts(text)?);
    }
    let json = json::texts(&faces, WRITTEN)?;
    written
        .push(Written { path: "ffi/src/layouts.rs".into(), text: formatted(root, &check::rust(WRITTEN, &layouts))? });
    written.push(Written { path: "tests/c/generated/layout.c".into(), text: check::c(WRITTEN, &layouts) });
    written.push(Written { path: "tests/c/generated/records_json.h".into(), text: json.header });
    written.push(Written { path: "tests/c/generated/records_json.c".into(), text: json.source });
    let files: Vec<&str> = texts.keys().copied().collect();
    written.push(Written { path: "ffi/src/records/mod.rs".into(), text: formatted(root, &module(&files))? });
    written.push(Written { path: "ffi/src/status.rs".into(), text: formatted(root, &declare::statuses(model))? });
    Ok(written)
}

const WRITTEN: &str = "Written by `make bindings` from the types of core and engine: do not edit.";

fn head(file: &str) -> String {
    format!(
        "//! {WRITTEN}\n\n\
         #![allow(unused_imports, reason = \"written: not every file needs every one\")]\n\
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
    let mut text = format!("//! The records, as C sees them. {WRITTEN}\n\n");
    for file in files {
        let _ = writeln!(text, "mod {file};");
    }
    text.push('\n');
    for file in files {
        let _ = writeln!(text, "pub use {file}::*;");
    }
    text
}
