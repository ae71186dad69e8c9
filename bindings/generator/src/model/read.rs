//! Turns Rust's declarations into the model, from the roots on.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use syn::{Fields, GenericArgument, ItemEnum, PathArguments, Type};

use super::sources::{Declared, Known, docs, serde_value};
use super::{Alternative, CommandName, Contents, Definition, Field, Kind, Name, Shape, TextType, Wrapper};

/// What callers give, commands apart.
const INPUT_ROOTS: &[&str] = &["Mode", "Check"];
/// What questions and commands give.
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
    "Preview",
    "Plan",
    "Progress",
    "Verified",
    "Statistics",
    "ErrorClass",
];

/// Core's checked texts, and where they are.
const TEXTS: &[&str] = &[
    "AccountId",
    "LotId",
    "CloudAccountId",
    "BillId",
    "ReversalId",
    "ItemId",
    "Dimension",
    "OrderId",
    "MessageId",
    "IdempotencyKey",
    "SubscriptionIdentity",
    "ProviderIdentifier",
    "Note",
    "RawMessage",
    "SecretAddress",
    "Site",
    "WorkspaceId",
];

/// Types whose fields are private in Rust: methods of these names read them.
const BY_METHOD: &[&str] = &["Period"];

/// Every type that the roots are made of, each after its parts; and the commands.
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

/// Marks all that `roots` are made of.
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

/// The named types that a shape is made of.
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
    /// Names in the order in which they were completed.
    order: Vec<String>,
    /// Those being visited, to notice a circle.
    open: BTreeSet<String>,
}

impl Walk<'_> {
    fn visit(&mut self, name: &str) -> Result<(), String> {
        if self.done.contains_key(name) {
            return Ok(());
        }
        if !self.open.insert(name.to_owned()) {
            return Err(format!("`{name}` contains itself"));
        }
        // A subscription shows its identifiers; its identity follows from them.
        let source = if name == "Subscription" { "Identifiers" } else { name };
        let (path, declared) =
            self.known.types.get(source).ok_or_else(|| format!("`{name}` is declared in none of the files read"))?;
        let path = self.known.types.get(name).map_or(path, |(own, _)| own).clone();
        let (docs, shape) = match declared {
            Declared::Names { docs, names } => (docs.clone(), Shape::Names(names.clone())),
            Declared::Struct(one) => {
                (docs(&one.attrs), Shape::Record(self.fields(&one.fields, BY_METHOD.contains(&name))?))
            }
            Declared::Enum(one) => (docs(&one.attrs), self.choice(one)?),
        };
        let definition = Definition { name: name.to_owned(), path, docs, shape, input: false, output: false };
        self.done.insert(name.to_owned(), definition);
        self.order.push(name.to_owned());
        Ok(())
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
                by_method: false,
            }),
        });
        let definition = Definition {
            name: "Command".to_owned(),
            path: "defray::core::command::Command".to_owned(),
            docs: vec!["Everything that may be asked.".to_owned()],
            shape: Shape::Choice(alternatives.collect()),
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
                Fields::Named(_) => Contents::Fields(self.fields(&variant.fields, false)?),
                Fields::Unnamed(unnamed) => {
                    let mut fields = unnamed.unnamed.iter();
                    match (fields.next(), fields.next()) {
                        (Some(only), None) => Contents::One(self.field("value".to_owned(), only, false)?),
                        _ => return Err(format!("`{}::{name}` has several values without names", one.ident)),
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

    fn fields(&mut self, fields: &Fields, by_method: bool) -> Result<Vec<Field>, String> {
        let one = |field: &syn::Field| field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        fields.iter().map(|field| self.field(one(field), field, by_method)).collect()
    }

    fn field(&mut self, name: String, field: &syn::Field, by_method: bool) -> Result<Field, String> {
        let (kind, wrapper) = self.kind(&field.ty).map_err(|error| format!("field `{name}`: {error}"))?;
        let mut docs = docs(&field.attrs);
        // A half-open period says what its two instants are.
        if docs.is_empty() && by_method {
            docs = vec![match name.as_str() {
                "start" => "The first instant that belongs to it.".to_owned(),
                _ => "The first instant after it.".to_owned(),
            }];
        }
        Ok(Field { name, docs, kind, wrapper, by_method })
    }

    /// The type of a value, and how Rust keeps it.
    fn kind(&mut self, ty: &Type) -> Result<(Kind, Wrapper), String> {
        let path = match ty {
            Type::Path(path) => &path.path,
            Type::Reference(reference) => {
                return match reference.elem.as_ref() {
                    Type::Path(path) if path.path.is_ident("str") => Ok((Kind::Text(text_type("str")), Wrapper::Plain)),
                    _ => Err("a reference to something else than text".to_owned()),
                };
            }
            _ => return Err("a type without a name; give it one".to_owned()),
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
            (text, []) if TEXTS.contains(&text) => plain(Kind::Text(text_type(text))),
            (named, []) => {
                self.visit(named)?;
                plain(Kind::Named(named.to_owned()))
            }
            (other, _) => Err(format!("`{other}` with arguments, which no face knows how to show")),
        }
    }
}

fn text_type(name: &str) -> TextType {
    let path = if name == "str" { name.to_owned() } else { format!("defray::core::id::{name}") };
    TextType { name: name.to_owned(), path }
}
