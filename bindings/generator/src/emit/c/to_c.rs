//! Conversion from core into C. Every record is destructured with all fields, so that a new field in core does not
//! compile until it is converted.

use std::fmt::Write as _;

use heck::ToSnakeCase as _;

use super::shape::{CTypes, alternative, c_name, constant, is_empty, member, pair, rust_path};
use crate::model::{Access, Contents, Definition, Field, Kind, Shape, Wrapper};

pub(super) fn definition(types: &CTypes<'_>, one: &Definition) -> Result<String, String> {
    let (name, path) = (c_name(&one.name), rust_path(&one.path));
    let body = match &one.shape {
        Shape::Names(names) => {
            let mut body = String::from("match self {\n");
            for name in names {
                let _ = writeln!(body, "Self::{} => {},", name.name, constant(&one.name, &name.name));
            }
            body + "}\n"
        }
        Shape::Record(fields) => taken_apart(one, fields) + &built(types, &name, &name, fields)?,
        Shape::Choice(alternatives) => {
            let kind = format!("{name}_kind");
            let mut body = String::from("match self {\n");
            for of in alternatives {
                let constant = constant(&one.name, &of.name);
                let (pattern, member_value) = match &of.contents {
                    Contents::Nothing => (String::new(), None),
                    Contents::One(field) => {
                        let empty =
                            matches!(&field.kind, Kind::Named(name) if types.model.get(name).is_some_and(is_empty));
                        if empty {
                            (format!("({} {{}})", path_of(types, &field.kind)?), None)
                        } else {
                            ("(value)".to_owned(), Some(expression(types, &name, field, "value")?))
                        }
                    }
                    Contents::Fields(fields) => {
                        let struct_name = alternative(&one.name, of);
                        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                        let value = format!("{{ {} }}", built(types, &struct_name, &struct_name, fields)?);
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

fn path_of(types: &CTypes<'_>, kind: &Kind) -> Result<String, String> {
    match kind {
        Kind::Named(name) => {
            let one = types.model.get(name).ok_or_else(|| format!("`{name}` is not described"))?;
            Ok(rust_path(&one.path))
        }
        other => Err(format!("`{other}` has no path")),
    }
}

/// `let Self { id, workspace } = self;`
fn taken_apart(one: &Definition, fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    match &one.access {
        Access::Fields => format!("let Self {{ {} }} = self;\n", names.join(", ")),
        Access::Methods => fields.iter().map(|field| format!("let {0} = &self.{0}();\n", field.name)).collect(),
        Access::Through(path) => {
            format!("let {} {{ {} }} = self.{}();\n", rust_path(path), names.join(", "), method_of(path))
        }
    }
}

/// `defray::core::provider::Identifiers` is read by `identifiers`.
fn method_of(path: &str) -> String {
    path.rsplit("::").next().unwrap_or_default().to_snake_case()
}

/// The expression that builds the structure, from variables with the names of the fields.
fn built(types: &CTypes<'_>, struct_name: &str, record: &str, fields: &[Field]) -> Result<String, String> {
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
                let _ = write!(body, "{name}: {}, ", expression(types, record, field, name)?);
            }
        }
    }
    Ok(format!("{before}{struct_name} {{ {body}}}\n"))
}

/// A closure that converts a pair of a map into its structure.
fn pair_of(record: &str, field: &Field, key: &Kind, of: &Kind) -> Result<String, String> {
    let name = pair(record, &field.name);
    let key = value(key, "key");
    Ok(match of {
        Kind::List(inner) => format!(
            "|(key, all)| {{ let (value, value_count) = arena.list(all.iter().map(|one| {})); {name} {{ key: {key}, value, value_count }} }}",
            value(inner, "one")
        ),
        Kind::Map(..) | Kind::Optional(_) => return Err(format!("the C binding cannot show `{of}` in a map")),
        plain => format!("|(key, one)| {name} {{ key: {key}, value: {} }}", value(plain, "one")),
    })
}

/// The expression that converts a field that is not a list, from a reference to it.
fn expression(_: &CTypes<'_>, _: &str, field: &Field, name: &str) -> Result<String, String> {
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
