//! The declarations of structures, unions and constants.

use std::fmt::Write as _;

use super::shape::{CTypes, alternative, c_name, constant, docs, member, pair};
use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape};

pub(super) fn definition(types: &CTypes<'_>, one: &Definition) -> Result<String, String> {
    let name = c_name(&one.name);
    match &one.shape {
        Shape::Names(names) => {
            let named = names.iter().map(|name| (name.name.as_str(), name.docs.as_slice()));
            Ok(numbers(&one.name, &name, &docs(&one.docs, &one.name), named))
        }
        Shape::Record(fields) => record(types, &name, &docs(&one.docs, &one.name), fields),
        Shape::Choice(alternatives) => choice(types, one, alternatives),
    }
}

/// A type whose values are numbered, and its constants.
fn numbers<'n>(of: &str, ty: &str, head: &str, names: impl Iterator<Item = (&'n str, &'n [String])>) -> String {
    let mut text = format!("{head}pub type {ty} = u32;\n\n");
    for (number, (name, lines)) in (1..).zip(names) {
        let head = docs(lines, name);
        let _ = writeln!(text, "{head}pub const {}: {ty} = {number};", constant(of, name));
    }
    text.push('\n');
    text
}

fn record(types: &CTypes<'_>, name: &str, head: &str, fields: &[Field]) -> Result<String, String> {
    let mut text = String::new();
    let mut body = String::new();
    for field in fields {
        text.push_str(&pairs(types, name, field)?);
        for one in types.members(name, field)? {
            let _ = writeln!(
                body,
                "{}pub {}: {},",
                docs(&one.docs, "See the documentation of the structure."),
                one.name,
                one.ty
            );
        }
    }
    let _ = writeln!(text, "{head}#[repr(C)]\n#[derive(Clone, Copy)]\npub struct {name} {{\n{body}}}\n");
    Ok(text)
}

/// The structure of the pairs of a map.
fn pairs(types: &CTypes<'_>, record_name: &str, field: &Field) -> Result<String, String> {
    let kind = match &field.kind {
        Kind::Optional(inner) => inner.as_ref(),
        plain => plain,
    };
    let Kind::Map(key, value) = kind else { return Ok(String::new()) };
    let part = |name: &str, what: &str, kind: &Kind| Field {
        name: name.to_owned(),
        docs: vec![what.to_owned()],
        kind: kind.clone(),
        wrapper: crate::model::Wrapper::Plain,
        is_false_by_default: false,
    };
    let fields = [part("key", "The key; each key occurs once.", key), part("value", "The value of the key.", value)];
    let head = format!("/// One entry of `{}` in `{record_name}`.\n", field.name);
    record(types, &pair(record_name, &field.name), &head, &fields)
}

fn choice(types: &CTypes<'_>, one: &Definition, alternatives: &[Alternative]) -> Result<String, String> {
    let name = c_name(&one.name);
    let kind = format!("{name}_kind");
    let head = format!("/// The alternative of a `{name}`.\n");
    let named = alternatives.iter().map(|one| (one.name.as_str(), one.docs.as_slice()));
    let mut text = numbers(&one.name, &kind, &head, named);
    let mut body = String::new();
    for of in alternatives.iter().filter(|of| types.has_member(of)) {
        if let Contents::Fields(fields) = &of.contents {
            let head = docs(&of.docs, &of.name);
            text.push_str(&record(types, &alternative(&one.name, of), &head, fields)?);
        }
        let which = format!("/// The contents when `kind` is `{}`.\n", constant(&one.name, &of.name));
        let _ = writeln!(body, "{which}pub {}: {},", member(of), types.member_type(&one.name, of)?);
    }
    let _ = writeln!(
        text,
        "/// The contents of a `{name}`. Read only the member that belongs to its `kind`.\n\
         #[repr(C)]\n#[derive(Clone, Copy)]\npub union {name}_as {{\n{body}}}\n\n\
         // SAFETY: all members consist of numbers and pointers, for which zero is a valid value.\n\
         unsafe impl Zero for {name}_as {{}}\n"
    );
    let head = docs(&one.docs, &one.name);
    let _ = writeln!(
        text,
        "{head}#[repr(C)]\n#[derive(Clone, Copy)]\npub struct {name} {{\n\
         /// The alternative.\npub kind: {kind},\n\
         /// The contents of the alternative. An alternative without a member here has no contents.\npub r#as: {name}_as,\n}}\n"
    );
    Ok(text)
}

/// The type `defray_status` and its constants.
pub(super) fn statuses(model: &Model) -> String {
    let mut text = String::from(
        "//! The numbers of the error codes. Written by `make bindings` from the sources that declare the codes: do not edit.\n\n\
         /// The result of a call: `DEFRAY_OK`, or the number of an error code. A code keeps its number. Later versions add\n\
         /// codes. The hundreds are the class: 1 misuse, 2 environment, 3 unknown, 4 corrupt, 5 to 7 refused, 9 bug.\n\
         pub type defray_status = i32;\n\n\
         /// The call succeeded.\npub const DEFRAY_OK: defray_status = 0;\n",
    );
    for code in &model.codes {
        let rule = if code.rule.is_empty() { String::new() } else { format!(" ({})", code.rule) };
        let mut lines = code.docs.clone();
        if let Some(last) = lines.last_mut().filter(|last| !last.contains(&code.rule) || code.rule.is_empty()) {
            last.push_str(&rule);
        }
        let head = docs(&lines, &code.name);
        let _ = writeln!(
            text,
            "{head}pub const DEFRAY_ERR_{}: defray_status = {};",
            code.name.to_ascii_uppercase(),
            code.number
        );
    }
    text.push_str(
        "\n/// The names of the codes, by number.\npub(crate) const NAMES: &[(defray_status, &std::ffi::CStr)] = &[\n",
    );
    for code in &model.codes {
        let _ = writeln!(text, "(DEFRAY_ERR_{}, c{:?}),", code.name.to_ascii_uppercase(), code.name);
    }
    text + "];\n"
}
