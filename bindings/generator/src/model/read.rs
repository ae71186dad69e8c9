//! Builds the model from Rust's declarations, beginning with the root types.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use syn::{Fields, GenericArgument, ItemEnum, ItemStruct, PathArguments, Type, Visibility};

use super::sources::{Declared, Known, docs, serde_flag, serde_value};
use super::{
    Access, Alternative, CommandName, Contents, Definition, Field, JsonForm, Kind, Name, Shape, TextType, Wrapper,
};

/// The input of callers besides commands.
const INPUT_ROOTS: &[&str] = &["Mode", "Check"];
/// The results of queries and commands.
const OUTPUT_ROOTS: &[&str] = &[
    "Event",
    "PriorResult",
    "Done",
    "Entry",
    "Account",
    "Lot",
    "Workspace",
    "PayerInterval",
    "CloudAccount",
    "BillRecord",
    "Meter",
    "Charge",
    "UsageRecord",
    "OutboxMessage",
    "Policy",
    "MarketplaceMessage",
    "Statement",
    "UnmatchedSubscription",
    "Preview",
    "Plan",
    "Progress",
    "Verified",
    "Statistics",
    "ErrorClass",
];

/// The choices whose interchange form has the name of the alternative in a field beside the other fields, and the
/// name of that field.
const IN_PLACE: &[(&str, &str)] = &[("Command", "command"), ("Event", "event")];

/// All types that the roots consist of, each after its parts; and the commands.
pub(super) fn reachable(known: &Known) -> Result<(Vec<Definition>, Vec<CommandName>), String> {
    let mut walk = Walk { known, done: BTreeMap::new(), order: Vec::new(), open: BTreeSet::new() };
    for command in &known.commands {
        walk.visit(&command.record)?;
    }
    walk.definitions_of_command(&known.commands);
    for name in INPUT_ROOTS.iter().chain(OUTPUT_ROOTS) {
        walk.visit(name)?;
    }
    let mut types: Vec<Definition> = walk.order.iter().filter_map(|name| walk.done.get(name).cloned()).collect();
    let commands: Vec<&str> = known.commands.iter().map(|command| command.record.as_str()).collect();
    mark(&mut types, commands.iter().chain(INPUT_ROOTS).copied(), |one| &mut one.input);
    mark(&mut types, OUTPUT_ROOTS.iter().copied(), |one| &mut one.output);
    Ok((types, known.commands.clone()))
}

/// Marks all types that `roots` consist of.
fn mark<'r>(
    types: &mut [Definition],
    roots: impl Iterator<Item = &'r str>,
    flag: impl Fn(&mut Definition) -> &mut bool,
) {
    let mut wanted: Vec<String> = roots.map(str::to_owned).collect();
    while let Some(name) = wanted.pop() {
        let Some(one) = types.iter_mut().find(|one| one.name == name) else { continue };
        if !std::mem::replace(flag(one), true) {
            wanted.extend(parts(&one.shape));
        }
    }
}

/// The named types that a shape consists of.
pub(super) fn parts(shape: &Shape) -> Vec<String> {
    let fields: Vec<&Field> = match shape {
        Shape::Names(_) => Vec::new(),
        Shape::Record(fields) => fields.iter().collect(),
        Shape::Choice(alternatives) => alternatives
            .iter()
            .flat_map(|one| match &one.contents {
                Contents::Nothing => Vec::new(),
                Contents::One(field) => vec![field],
                Contents::Fields(fields) => fields.iter().collect(),
            })
            .collect(),
    };
    let mut names = Vec::new();
    fields.iter().for_each(|field| named(&field.kind, &mut names));
    names
}

fn named(kind: &Kind, names: &mut Vec<String>) {
    match kind {
        Kind::Named(name) => names.push(name.clone()),
        Kind::List(inner) | Kind::Optional(inner) => named(inner, names),
        Kind::Map(key, value) => {
            named(key, names);
            named(value, names);
        }
        _ => {}
    }
}

struct Walk<'k> {
    known: &'k Known,
    done: BTreeMap<String, Definition>,
    /// The names of completed types, in order.
    order: Vec<String>,
    /// The names of types that are being visited, to detect a circle.
    open: BTreeSet<String>,
}

impl<'k> Walk<'k> {
    fn visit(&mut self, name: &str) -> Result<(), String> {
        if self.done.contains_key(name) {
            return Ok(());
        }
        if !self.open.insert(name.to_owned()) {
            return Err(format!("`{name}` contains itself"));
        }
        let (path, declared) = self
            .known
            .types
            .get(name)
            .ok_or_else(|| format!("`{name}` is not declared in a file of the list in `sources.rs`"))?;
        let (mut access, mut defaults) = (Access::Fields, false);
        let (docs, shape) = match declared {
            Declared::Names { docs, names } => (docs.clone(), Shape::Names(names.clone())),
            Declared::Struct(one) => {
                defaults = serde_flag(&one.attrs, "default");
                let (how, shown) = self.shown_record(one);
                access = how;
                (docs(&shown.attrs), Shape::Record(self.fields(&shown.fields)?))
            }
            Declared::Enum(one) => (docs(&one.attrs), self.choice(one)?),
        };
        let definition = Definition {
            name: name.to_owned(),
            path: path.clone(),
            docs,
            shape,
            json: self.json_form(name),
            access,
            defaults,
            input: false,
            output: false,
        };
        self.done.insert(name.to_owned(), definition);
        self.order.push(name.to_owned());
        Ok(())
    }

    /// How to read and build a record, and the record whose fields are shown: the same one, or a public one that it is
    /// converted through.
    fn shown_record(&self, one: &'k ItemStruct) -> (Access, &'k ItemStruct) {
        if one.fields.iter().all(is_public) {
            return (Access::Fields, one);
        }
        let through = serde_value(&one.attrs, "try_from").and_then(|name| self.known.types.get(&name));
        match through {
            Some((path, Declared::Struct(record))) if record.fields.iter().all(is_public) => {
                (Access::Through(path.clone()), record)
            }
            _ => (Access::Methods, one),
        }
    }

    fn json_form(&self, name: &str) -> JsonForm {
        match IN_PLACE.iter().find(|(choice, _)| *choice == name) {
            Some((_, tag)) => JsonForm::InPlace(tag),
            None if self.known.own_json.contains(name) => JsonForm::Own,
            None => JsonForm::Derived,
        }
    }

    /// `Command` is declared by a macro; it is the choice among the commands.
    fn definitions_of_command(&mut self, commands: &[CommandName]) {
        let alternatives = commands.iter().map(|command| Alternative {
            name: command.record.clone(),
            json: command.json.clone(),
            docs: self.done.get(&command.record).map(|one| one.docs.clone()).unwrap_or_default(),
            contents: Contents::One(Field {
                name: "value".to_owned(),
                docs: Vec::new(),
                kind: Kind::Named(command.record.clone()),
                wrapper: Wrapper::Plain,
                is_false_by_default: false,
            }),
        });
        let definition = Definition {
            name: "Command".to_owned(),
            path: "defray::core::command::Command".to_owned(),
            docs: vec!["A command: a change of the ledger that a caller requests.".to_owned()],
            shape: Shape::Choice(alternatives.collect()),
            json: self.json_form("Command"),
            access: Access::Fields,
            defaults: false,
            input: true,
            output: true,
        };
        self.done.insert("Command".to_owned(), definition);
        self.order.push("Command".to_owned());
    }

    fn choice(&mut self, one: &ItemEnum) -> Result<Shape, String> {
        let mut alternatives = Vec::new();
        for variant in &one.variants {
            let name = variant.ident.to_string();
            let plain = name.to_snake_case();
            let json = serde_value(&variant.attrs, "rename").unwrap_or(plain);
            let contents = match &variant.fields {
                Fields::Unit => Contents::Nothing,
                Fields::Named(_) => Contents::Fields(self.fields(&variant.fields)?),
                Fields::Unnamed(unnamed) => {
                    let mut fields = unnamed.unnamed.iter();
                    match (fields.next(), fields.next()) {
                        (Some(only), None) => Contents::One(self.field("value".to_owned(), only)?),
                        _ => return Err(format!("`{}::{name}` has several fields without names", one.ident)),
                    }
                }
            };
            alternatives.push(Alternative { name, json, docs: docs(&variant.attrs), contents });
        }
        if alternatives.iter().all(|one| matches!(one.contents, Contents::Nothing)) {
            let names = alternatives.into_iter().map(|one| Name { name: one.name, json: one.json, docs: one.docs });
            return Ok(Shape::Names(names.collect()));
        }
        Ok(Shape::Choice(alternatives))
    }

    fn fields(&mut self, fields: &Fields) -> Result<Vec<Field>, String> {
        let one = |field: &syn::Field| field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        fields.iter().map(|field| self.field(one(field), field)).collect()
    }

    fn field(&mut self, name: String, field: &syn::Field) -> Result<Field, String> {
        let (kind, wrapper) = self.kind(&field.ty).map_err(|error| format!("field `{name}`: {error}"))?;
        let is_false_by_default = kind == Kind::Bool && serde_flag(&field.attrs, "default");
        Ok(Field { name, docs: docs(&field.attrs), kind, wrapper, is_false_by_default })
    }

    /// The type of a value, and its wrapper in Rust.
    fn kind(&mut self, ty: &Type) -> Result<(Kind, Wrapper), String> {
        let path = match ty {
            Type::Path(path) => &path.path,
            Type::Reference(reference) => {
                return match reference.elem.as_ref() {
                    Type::Path(path) if path.path.is_ident("str") => Ok((Kind::Text(text_type("str")), Wrapper::Plain)),
                    _ => Err("a reference to something else than text".to_owned()),
                };
            }
            _ => return Err("a type without a name".to_owned()),
        };
        let last = path.segments.last().ok_or("an empty path")?;
        let name = last.ident.to_string();
        let arguments: Vec<&Type> = match &last.arguments {
            PathArguments::AngleBracketed(arguments) => {
                let types = arguments.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                });
                types.collect()
            }
            _ => Vec::new(),
        };
        let plain = |kind| Ok((kind, Wrapper::Plain));
        match (name.as_str(), arguments.as_slice()) {
            ("Option", [inner]) => {
                let (kind, wrapper) = self.kind(inner)?;
                Ok((Kind::Optional(Box::new(kind)), wrapper))
            }
            ("Box", [inner]) => Ok((self.kind(inner)?.0, Wrapper::Box)),
            ("Arc", [inner]) => Ok((self.kind(inner)?.0, Wrapper::Arc)),
            ("Vec", [inner]) => plain(Kind::List(Box::new(self.kind(inner)?.0))),
            ("BTreeMap", [key, value]) => plain(Kind::Map(Box::new(self.kind(key)?.0), Box::new(self.kind(value)?.0))),
            ("Money", []) => plain(Kind::Money),
            ("PolicyAmount", []) => plain(Kind::Decimal),
            ("Currency", []) => plain(Kind::Currency),
            ("Instant", []) => plain(Kind::Instant),
            ("Seconds", []) => plain(Kind::Seconds),
            ("u32", []) => plain(Kind::U32),
            ("u64", []) => plain(Kind::U64),
            ("bool", []) => plain(Kind::Bool),
            ("Head", []) => plain(Kind::Head),
            ("String", []) => plain(Kind::Text(text_type("str"))),
            (text, []) if self.known.texts.contains(text) => plain(Kind::Text(text_type(text))),
            (named, []) => {
                self.visit(named)?;
                plain(Kind::Named(named.to_owned()))
            }
            (other, _) => Err(format!("`{other}` with arguments, which no binding can show")),
        }
    }
}

const fn is_public(field: &syn::Field) -> bool {
    matches!(field.vis, Visibility::Public(_))
}

fn text_type(name: &str) -> TextType {
    let path = if name == "str" { name.to_owned() } else { format!("defray::core::id::{name}") };
    TextType { name: name.to_owned(), path }
}
