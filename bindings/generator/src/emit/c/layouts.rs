//! The size of every structure and the offset of every field, once in Rust and once in C: a test compares the two.

use quote::ToTokens as _;
use syn::{Fields, Item};

/// A structure or union that C sees.
pub(super) struct Layout {
    name: String,
    fields: Vec<String>,
}

/// The structures that a source declares for C.
pub(super) fn layouts(source: &str) -> Result<Vec<Layout>, String> {
    let file = syn::parse_file(source).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for item in file.items {
        let (attributes, name, fields) = match item {
            Item::Struct(one) => (one.attrs, one.ident.to_string(), one.fields),
            Item::Union(one) => (one.attrs, one.ident.to_string(), Fields::Named(one.fields)),
            _ => continue,
        };
        let is_c = |attribute: &syn::Attribute| {
            attribute.path().is_ident("repr") && attribute.meta.to_token_stream().to_string().contains('C')
        };
        if !name.starts_with("defray_") || !attributes.iter().any(is_c) {
            continue;
        }
        let fields = fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string).collect();
        found.push(Layout { name, fields });
    }
    Ok(found)
}

/// Rust: a list for the macro `layouts!`, which is in `ffi/src/layout_table.rs`.
pub(super) fn rust(head: &str, all: &[Layout]) -> String {
    let structures: String = all
        .iter()
        .map(|one| format!("    {} {{ {} }}\n", one.name, one.fields.join(", ")))
        .map(|line| wrapped(&line, "        "))
        .collect();
    format!(
        "//! {head}\n\n\
         use crate::answers::*;\nuse crate::engine_handle::*;\nuse crate::meters::*;\nuse crate::pages::*;\nuse crate::records::*;\n\
         use crate::requests::*;\nuse crate::values::*;\n\n\
         crate::layout_table::layouts! {{\n{structures}}}\n"
    )
}

/// C: a list for the macro `STRUCTURE`, which is in `tests/c/layout.c`.
pub(super) fn c(head: &str, all: &[Layout]) -> String {
    let of = |one: &Layout| {
        let fields: Vec<&str> = one.fields.iter().map(|field| field.trim_start_matches("r#")).collect();
        wrapped(&format!("STRUCTURE({}, {})\n", one.name, fields.join(", ")), "    ")
    };
    format!("/* {head} */\n\n{}", all.iter().map(of).collect::<String>())
}

/// Breaks a list after a comma where a line has more than 120 characters.
fn wrapped(line: &str, indent: &str) -> String {
    const WIDTH: usize = 120;
    let (mut text, mut width) = (String::new(), 0);
    for (place, part) in line.split_inclusive(", ").enumerate() {
        if place > 0 && width + part.trim_end().len() > WIDTH {
            text.truncate(text.trim_end_matches(' ').len());
            text += &format!("\n{indent}");
            width = indent.len();
        }
        text += part;
        width += part.len();
    }
    text
}
