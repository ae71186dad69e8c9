//! From core into C. Every record is taken apart by name, so that a field added in core does not compile until it is here.

use std::fmt::Write as _;

use super::shape::{Faces, alternative, c_name, constant, is_empty, member, pair, rust_path};
use crate::model::{Contents, Definition, Field, Kind, Shape, Wrapper};

pub(super) fn definition(faces: &Faces<'_>, one: &Definition) -> Result<String, String> {
    let (name, path) = (c_name(&one.name), rust_path(&one.path));
    let body = match &one.shape {
        Shape::Names(names) => {
            let mut body = String::from("match self {\n");
            for name in names {
                let _ = writeln!(body, "Self::{} => {},", name.name, constant(&one.name, &name.name));
            }
            body + "}\n"
        }
        Shape::Record(fields) => taken_apart(one, fields) + &built(faces, &name, &name, fields)?,
        Shape::Choice(alternatives) => {
            let kind = format!("{name}_kind");
            let mut body = String::from("match self {\n");
            for of in alternatives {
                let constant = constant(&one.name, &of.name);
                let (pattern, member_value) = match &of.contents {
                    Contents::Nothing => (String::new(), None),
                    Contents::One(field) => {
                        let empty =
                            matches!(&field.kind, Kind::Named(name) if faces.model.get(name).is_some_and(is_empty));
                        if empty {
                            (format!("({} {{}})", path_of(faces, &field.kind)?), None)
                        } else {
                            ("(value)".to_owned(), Some(expression(faces, &name, field, "value")?))
                        }
                    }
                    Contents::Fields(fields) => {
                        let struct_name = alternative(&one.name, of);
                        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                        let value = format!("{{ {} }}", built(faces, &struct_name, &struct_name, fields)?);
                        (format!(" {{ {} }}", names.join(", ")), Some(value))
                    }
                };
                let value = match member_value {
                    Some(value) => format!("{name}_as {{ {}: {value} }}", member(of)),
                    None => "nothing()".to_owned(),
                };
                let _ = writeln!(body, "Self::{}{pattern} => {name} {{ kind: {constant}, r#as: {value} }},", of.name);
            }
            let _ = kind;
            body + "}\n"
        }
    };
    let arena = if body.contains("arena") { "arena" } else { "_" };
    Ok(format!(
        "impl ToC for {path} {{\ntype C = {name};\n\nfn to_c(&self, {arena}: &Arena) -> {name} {{\n{body}}}\n}}\n\n"
    ))
}

fn path_of(faces: &Faces<'_>, kind: &Kind) -> Result<String, String> {
    match kind {
        Kind::Named(name) => {
            let one = faces.model.get(name).ok_or_else(|| format!("`{name}` is not described"))?;
            Ok(rust_path(&one.path))
        }
        other => Err(format!("`{other}` has no path")),
    }
}

/// `let Self { id, workspace } = self;`
fn taken_apart(one: &Definition, fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    if one.name == "Subscription" {
        return format!("let engine::core::provider::Identifiers {{ {} }} = self.identifiers();\n", names.join(", "));
    }
    if fields.iter().any(|field| field.by_method) {
        return fields.iter().map(|field| format!("let {0} = &self.{0}();\n", field.name)).collect();
    }
    format!("let Self {{ {} }} = self;\n", names.join(", "))
}

/// The structure, from variables of the fields' names.
fn built(faces: &Faces<'_>, struct_name: &str, record: &str, fields: &[Field]) -> Result<String, String> {
    let (mut before, mut body) = (String::new(), String::new());
    for field in fields {
        let name = &field.name;
        let (optional, kind) = match &field.kind {
            Kind::Optional(inner) => (true, inner.as_ref()),
            plain => (false, plain),
        };
        let each = match kind {
            Kind::List(inner) => Some(format!("|one| {}", value(inner, "one"))),
            Kind::Map(key, of) => Some(pair_of(record, field, key, of)?),
            _ => None,
        };
        match each {
            Some(each) if optional => {
                let _ = writeln!(
                    before,
                    "let ({name}, {name}_count) = arena.optional_list({name}.as_ref().map(|all| all.iter().map({each})));"
                );
                let _ = write!(body, "{name}, {name}_count, ");
            }
            Some(each) => {
                let _ = writeln!(before, "let ({name}, {name}_count) = arena.list({name}.iter().map({each}));");
                let _ = write!(body, "{name}, {name}_count, ");
            }
            None => {
                let _ = write!(body, "{name}: {}, ", expression(faces, record, field, name)?);
            }
        }
    }
    Ok(format!("{before}{struct_name} {{ {body}}}\n"))
}

/// A closure from a map's pair to its structure.
fn pair_of(record: &str, field: &Field, key: &Kind, of: &Kind) -> Result<String, String> {
    let name = pair(record, &field.name);
    let key = value(key, "key");
    Ok(match of {
        Kind::List(inner) => format!(
            "|(key, all)| {{ let (value, value_count) = arena.list(all.iter().map(|one| {})); {name} {{ key: {key}, value, value_count }} }}",
            value(inner, "one")
        ),
        Kind::Map(..) | Kind::Optional(_) => return Err(format!("the C face shows no `{of}` in a map")),
        plain => format!("|(key, one)| {name} {{ key: {key}, value: {} }}", value(plain, "one")),
    })
}

/// A field that is no list, from a reference to it.
fn expression(_: &Faces<'_>, _: &str, field: &Field, name: &str) -> Result<String, String> {
    Ok(match (&field.kind, field.wrapper) {
        (Kind::Optional(inner), _) => match inner.as_ref() {
            Kind::Text(_) => format!("arena.optional_text({name}.as_ref().map(|text| text.as_str()))"),
            _ => format!("arena.optional({name}.as_ref().map(|one| one.to_c(arena)))"),
        },
        (plain, Wrapper::Plain) => value(plain, name),
        (plain, _) => format!("arena.put({})", value(plain, name)),
    })
}

fn value(kind: &Kind, name: &str) -> String {
    match kind {
        Kind::Text(text) if text.name == "str" => format!("arena.text({name})"),
        Kind::Text(_) => format!("arena.text({name}.as_str())"),
        _ => format!("{name}.to_c(arena)"),
    }
}
