//! The declarations of the types.

use std::fmt::Write as _;

use super::names::wrapped;
use super::{go_type, is_command, names, tag_of};
use crate::model::{Alternative, Contents, Definition, Field, Model, Name, Shape};

pub(super) fn definition(model: &Model, one: &Definition) -> String {
    match &one.shape {
        Shape::Record(fields) => record(model, &one.name, &one.docs, fields),
        Shape::Names(all) => named(one, all),
        Shape::Choice(alternatives) => choice(model, one, alternatives),
    }
}

fn record(model: &Model, name: &str, docs: &[String], fields: &[Field]) -> String {
    let mut text = format!("\n{}type {name} struct", names::comment("", docs));
    if fields.is_empty() {
        return text + "{}\n";
    }
    text += " {\n";
    for field in fields {
        let docs = if field.docs.is_empty() { vec![undocumented(field)] } else { field.docs.clone() };
        text += &names::comment("\t", &docs);
        let _ = writeln!(text, "\t{} {}", names::field(field), go_type(model, &field.kind));
    }
    text + "}\n"
}

/// The one value of an alternative has no documentation in Rust: the documentation of the alternative describes it.
fn undocumented(field: &Field) -> String {
    format!("{} is what comes with it.", names::field(field))
}

fn named(one: &Definition, all: &[Name]) -> String {
    let name = &one.name;
    let mut text = format!("\n{}//\n// Zero is not a valid value.\n", names::comment("", &one.docs));
    let _ = writeln!(text, "type {name} uint32\n\nconst (");
    for (number, alternative) in (1..).zip(all) {
        text += &names::comment("\t", &alternative.docs);
        let _ = writeln!(text, "\t{name}{} {name} = {number}", names::exported(&alternative.name));
    }
    let _ = writeln!(text, ")\n\nvar {} = [...]string{{", names::unexported(name, "Names"));
    text += "\t\"\",\n";
    for alternative in all {
        let _ = writeln!(text, "\t{:?},", alternative.json);
    }
    text += "}\n";
    let table = names::unexported(name, "Names");
    let _ = write!(
        text,
        r#"
// String returns the name in the interchange form, or the number of a value that is not valid.
func (v {name}) String() string {{
	return nameOf({table}[:], uint32(v))
}}

// Parse{name} reads the name in the interchange form.
func Parse{name}(text string) ({name}, error) {{
	number, err := parseName({table}[:], text)
	return {name}(number), err
}}

// MarshalText returns the name in the interchange form.
func (v {name}) MarshalText() ([]byte, error) {{
	return marshalName({table}[:], uint32(v))
}}

// UnmarshalText reads the name in the interchange form.
func (v *{name}) UnmarshalText(text []byte) error {{
	number, err := parseName({table}[:], string(text))
	if err != nil {{
		return err
	}}
	*v = {name}(number)
	return nil
}}
"#
    );
    text
}

fn choice(model: &Model, one: &Definition, alternatives: &[Alternative]) -> String {
    let name = &one.name;
    let mut text = format!("\n{}//\n", names::comment("", &one.docs));
    let listed: Vec<String> = alternatives.iter().map(|alternative| alternative_type(name, alternative)).collect();
    text += &names::comment("", &wrapped(&format!("It is one of {}.", listed.join(", "))));
    let _ = writeln!(text, "type {name} interface {{");
    if tag_of(model, name).is_some() {
        text += "\t// Name is its name in the interchange form.\n\tName() string\n";
    }
    let _ = writeln!(text, "\tappendJSON(b []byte) []byte\n\tis{name}()\n}}");
    for alternative in alternatives {
        let ty = alternative_type(name, alternative);
        if !is_command(name) {
            let fields = match &alternative.contents {
                Contents::Nothing => &[][..],
                Contents::One(field) => std::slice::from_ref(field),
                Contents::Fields(fields) => fields,
            };
            text += &record(model, &ty, &alternative.docs, fields);
        }
        let _ = writeln!(text, "\nfunc ({ty}) is{name}() {{}}");
        if tag_of(model, name).is_some() {
            let _ = writeln!(text, "\n// Name is `{}`.", alternative.json);
            let _ = writeln!(text, "func ({ty}) Name() string {{\n\treturn {:?}\n}}", alternative.json);
        }
    }
    text
}

/// The Go type of an alternative.
pub(super) fn alternative_type(choice: &str, alternative: &Alternative) -> String {
    if is_command(choice) {
        alternative.name.clone()
    } else {
        format!("{choice}{}", names::exported(&alternative.name))
    }
}
