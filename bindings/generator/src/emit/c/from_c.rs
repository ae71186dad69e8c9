//! Conversion from C into core, for the input of callers. Every value of core is built with all fields, so that a new
//! field in core does not compile until it is converted.

use std::fmt::Write as _;

use super::shape::{CTypes, alternative, c_name, constant, member, rust_path};
use crate::model::{Access, Contents, Definition, Field, Kind, Shape, TextType, Wrapper};

pub(super) fn definition(types: &CTypes<'_>, one: &Definition) -> Result<String, String> {
    let (name, path) = (c_name(&one.name), rust_path(&one.path));
    let body = match &one.shape {
        Shape::Names(names) => {
            let mut body = String::from("match *c {\n");
            for name in names {
                let _ = writeln!(body, "{} => Ok(Self::{}),", constant(&one.name, &name.name), name.name);
            }
            let all: Vec<&str> = names.iter().map(|name| name.json.as_str()).collect();
            let _ = writeln!(body, "other => Err(unknown_name(other, &{all:?})),\n}}");
            body
        }
        Shape::Record(fields) => guarded(&record(one, fields)?),
        Shape::Choice(alternatives) => {
            let mut body = String::from("match c.kind {\n");
            for of in alternatives {
                let constant = constant(&one.name, &of.name);
                let built = match &of.contents {
                    Contents::Nothing => format!("Self::{}", of.name),
                    Contents::One(field) if !types.has_member(of) => {
                        format!("Self::{}({} {{}})", of.name, command_path(types, &field.kind))
                    }
                    Contents::One(field) => {
                        let mut alone = field.clone();
                        alone.name = member(of);
                        let read = expression(&alone, "c.r#as")?;
                        // The interchange form has a command's fields beside its name.
                        let read = if one.name == "Command" {
                            let inner = format!(
                                "FromC::from_c(&c.r#as.{}).map_err(|wrong| wrong.of_command({:?}))?",
                                alone.name, of.json
                            );
                            inner
                        } else {
                            read
                        };
                        format!("Self::{}({read})", of.name)
                    }
                    Contents::Fields(fields) => {
                        let from = format!("c.r#as.{}", member(of));
                        let mut built = format!("Self::{} {{", of.name);
                        for field in fields {
                            let _ = write!(built, "{}: {}, ", field.name, expression(field, &from)?);
                        }
                        let _ = alternative(&one.name, of);
                        built + "}"
                    }
                };
                let _ = writeln!(body, "{constant} => {built},");
            }
            let all: Vec<&str> = alternatives.iter().map(|of| of.json.as_str()).collect();
            let _ = writeln!(body, "other => return Err(unknown_name(other, &{all:?})),\n}}");
            guarded(&format!("Ok({body})"))
        }
    };
    Ok(format!(
        "impl FromC for {path} {{\ntype C = {name};\n\nunsafe fn from_c(c: &{name}) -> Result<Self, InputFault> {{\n{body}}}\n}}\n\n"
    ))
}

fn guarded(body: &str) -> String {
    format!(
        "// SAFETY: by the contract, each pointer in `c` is valid, and `kind` names the valid member of a union.\nunsafe {{ {body} }}\n"
    )
}

fn command_path(types: &CTypes<'_>, kind: &Kind) -> String {
    match kind {
        Kind::Named(name) => types.model.get(name).map(|one| rust_path(&one.path)).unwrap_or_default(),
        _ => String::new(),
    }
}

fn record(one: &Definition, fields: &[Field]) -> Result<String, String> {
    let mut given = String::new();
    for field in fields {
        let _ = write!(given, "{}: {}, ", field.name, expression(field, "c")?);
    }
    Ok(match &one.access {
        Access::Fields => format!("Ok(Self {{ {given} }})"),
        Access::Methods => {
            let reads: Vec<String> = fields.iter().map(|field| expression(field, "c")).collect::<Result<_, _>>()?;
            format!("Self::new({}).map_err(InputFault::from)", reads.join(", "))
        }
        Access::Through(path) => {
            format!("Self::try_from({} {{ {given} }}).map_err(InputFault::from)", rust_path(path))
        }
    })
}

/// Reads a field; `from` is the structure that it is in.
fn expression(field: &Field, from: &str) -> Result<String, String> {
    let name = &field.name;
    let place = format!("{from}.{name}");
    let (optional, kind) = match &field.kind {
        Kind::Optional(inner) => (true, inner.as_ref()),
        plain => (false, plain),
    };
    let prefix = if optional { "optional_" } else { "" };
    let read = match kind {
        Kind::Text(text) => format!("{prefix}text(&{place}, {})", make(text)),
        Kind::List(inner) => format!("{prefix}list({place}, {place}_count, |one| {})", value(inner, "one")?),
        Kind::Map(key, of) => {
            let value_of = match of.as_ref() {
                Kind::List(inner) => format!("list(one.value, one.value_count, |one| {})", value(inner, "one")?),
                plain => value(plain, "&one.value")?,
            };
            format!("{prefix}map({place}, {place}_count, |one| {}, |one| {value_of})", value(key, "&one.key")?)
        }
        _ if optional => format!("optional({place})"),
        _ if field.wrapper != Wrapper::Plain => format!("pointed({place})"),
        plain => value(plain, &format!("&{place}"))?,
    };
    let read = format!("{read}.within({name:?})?");
    Ok(match field.wrapper {
        Wrapper::Plain => read,
        Wrapper::Box => format!("Box::new({read})"),
        Wrapper::Arc => format!("std::sync::Arc::new({read})"),
    })
}

fn value(kind: &Kind, place: &str) -> Result<String, String> {
    Ok(match kind {
        Kind::Text(of) => format!("text({place}, {})", make(of)),
        Kind::List(_) | Kind::Map(..) | Kind::Optional(_) => {
            return Err(format!("the C binding cannot read `{kind}` inside another value"));
        }
        _ => format!("FromC::from_c({place})"),
    })
}

/// The function that builds core's type of a text.
fn make(text: &TextType) -> String {
    let path = rust_path(&text.path);
    match text.name.as_str() {
        "WorkspaceId" => format!("str::parse::<{path}>"),
        _ => format!("{path}::new"),
    }
}
