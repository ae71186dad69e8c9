//! The texts of numbers that name something: for logs, and for callers that read configuration.

use std::fmt::Write as _;

use super::shape::{c_name, constant};
use crate::model::{Definition, Shape};

pub(super) fn definition(one: &Definition) -> String {
    let name = c_name(&one.name);
    match &one.shape {
        Shape::Record(_) => String::new(),
        Shape::Names(names) => {
            let pairs: Vec<(String, &str)> =
                names.iter().map(|name| (constant(&one.name, &name.name), name.json.as_str())).collect();
            let mut text = table(&name, &name, &pairs);
            let _ = writeln!(
                text,
                "/// The number of a name such as `{first}`. Any thread.\n\
                 ///\n\
                 /// Fails with `DEFRAY_ERR_UNKNOWN_NAME` when nothing is called so; `*out` is then 0.\n\
                 #[unsafe(no_mangle)]\n\
                 pub unsafe extern \"C\" fn {name}_parse(text: defray_str, out: *mut {name}, err: *mut *mut defray_error) -> defray_status {{\n\
                 // SAFETY: as the function's contract says.\n\
                 unsafe {{ crate::names::parse(text, {table}_NAMES, out, err) }}\n}}\n",
                first = pairs.first().map_or("", |(_, json)| json),
                table = name.to_ascii_uppercase(),
            );
            text
        }
        Shape::Choice(alternatives) => {
            let pairs: Vec<(String, &str)> =
                alternatives.iter().map(|of| (constant(&one.name, &of.name), of.json.as_str())).collect();
            table(&format!("{name}_kind"), &format!("{name}_kind"), &pairs)
        }
    }
}

fn table(name: &str, ty: &str, pairs: &[(String, &str)]) -> String {
    let constant = name.to_ascii_uppercase();
    let mut text = format!("const {constant}_NAMES: &[(u32, &std::ffi::CStr)] = &[\n");
    for (number, json) in pairs {
        let _ = writeln!(text, "({number}, c{json:?}),");
    }
    let _ = writeln!(
        text,
        "];\n\n\
         /// Its name in the interchange form, such as `{first}`; an empty text for a number that names nothing. Never NULL, never\n\
         /// freed, NUL-terminated. Any thread.\n\
         #[unsafe(no_mangle)]\n\
         pub extern \"C\" fn {name}_name(value: {ty}) -> *const c_char {{\n\
         crate::names::name(value, {constant}_NAMES)\n}}\n",
        first = pairs.first().map_or("", |(_, json)| json),
    );
    text
}
