//! The names of constants as text, for logs and for callers that read configuration.

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
                "/// Writes the constant with a name such as `{first}` to `*out`. Callable from any thread.\n\
                 ///\n\
                 /// Fails with `DEFRAY_ERR_UNKNOWN_NAME` for any other text, and sets `*out` to 0.\n\
                 #[unsafe(no_mangle)]\n\
                 pub unsafe extern \"C\" fn {name}_parse(text: defray_str, out: *mut {name}, err: *mut *mut defray_error) -> defray_status {{\n\
                 // SAFETY: by the contract of the function.\n\
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
         /// Returns the name of the constant in the interchange form, such as `{first}`.\n\
         ///\n\
         /// Returns an empty text for another number. The text is static, never NULL, and ends with NUL. Callable from any\n\
         /// thread.\n\
         #[unsafe(no_mangle)]\n\
         pub extern \"C\" fn {name}_name(value: {ty}) -> *const c_char {{\n\
         crate::names::name(value, {constant}_NAMES)\n}}\n",
        first = pairs.first().map_or("", |(_, json)| json),
    );
    text
}
