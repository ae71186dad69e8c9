//! Sizes and places of all fields, told once by Rust and once by C: the tests in C compare the two.

use std::fmt::Write as _;

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

/// Rust: a text with a line for each structure.
pub(super) fn rust(head: &str, all: &[Layout]) -> String {
    let mut text = format!(
        "//! The size of every structure and the place of every field. {head}\n\n\
         use std::fmt::Write as _;\nuse std::mem::offset_of;\n\n\
         use crate::answers::*;\nuse crate::engine_handle::*;\nuse crate::meters::*;\nuse crate::pages::*;\nuse crate::records::*;\nuse crate::requests::*;\nuse crate::values::*;\n\n\
         /// A line for each structure: name, size, alignment, and the place of each field.\n\
         pub(crate) fn layout() -> String {{\nlet mut text = String::new();\n"
    );
    for one in all {
        let places: Vec<String> = one.fields.iter().map(|field| format!("offset_of!({}, {field})", one.name)).collect();
        let _ = writeln!(text, "line::<{}>(&mut text, {:?}, &[{}]);", one.name, one.name, places.join(", "));
    }
    text.push_str(
        "text\n}\n\n\
         fn line<T>(text: &mut String, name: &str, places: &[usize]) {\n\
         // Writing to a text does not fail.\n\
         let _ = write!(text, \"{name} {} {}\", size_of::<T>(), align_of::<T>());\n\
         for place in places {\nlet _ = write!(text, \" {place}\");\n}\n\
         text.push('\\n');\n}\n",
    );
    text
}

/// C: prints the same lines.
pub(super) fn c(head: &str, all: &[Layout]) -> String {
    let mut text = format!(
        "/* {head} */\n\n#include <stddef.h>\n#include <stdio.h>\n\n#include \"defray.h\"\n\n\
         #define PLACE(type, field) printf(\" %zu\", offsetof(type, field))\n\
         #define ALIGN(type) offsetof(struct {{ char one; type two; }}, two)\n\n\
         void print_layout(void);\n\nvoid print_layout(void)\n{{\n"
    );
    for one in all {
        let _ = writeln!(text, "    printf(\"{0} %zu %zu\", sizeof({0}), ALIGN({0}));", one.name);
        for field in &one.fields {
            let _ = writeln!(text, "    PLACE({}, {});", one.name, field.trim_start_matches("r#"));
        }
        text.push_str("    printf(\"\\n\");\n");
    }
    text + "}\n"
}
