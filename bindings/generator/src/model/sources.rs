//! Reads Rust files into items, also those inside the macros of core and engine that declare types.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprLit, Fields, Ident, Item, ItemEnum, ItemStruct, Lit, LitStr, Meta, Token};

/// The files with the types that bindings show, and the Rust path of each.
const FILES: &[(&str, &str)] = &[
    ("core/src/account.rs", "defray::core::account"),
    ("core/src/bill.rs", "defray::core::bill"),
    ("core/src/cloud_account.rs", "defray::core::cloud_account"),
    ("core/src/command.rs", "defray::core::command"),
    ("core/src/decide/mod.rs", "defray::core"),
    ("core/src/event.rs", "defray::core::event"),
    ("core/src/fund.rs", "defray::core::fund"),
    ("core/src/marketplace.rs", "defray::core::marketplace"),
    ("core/src/matching.rs", "defray::core::matching"),
    ("core/src/metering.rs", "defray::core::metering"),
    ("core/src/method.rs", "defray::core::method"),
    ("core/src/outbox.rs", "defray::core::outbox"),
    ("core/src/policy.rs", "defray::core::policy"),
    ("core/src/position.rs", "defray::core::position"),
    ("core/src/provider/identifiers.rs", "defray::core::provider"),
    ("core/src/provider/name.rs", "defray::core::provider"),
    ("core/src/receipt.rs", "defray::core::receipt"),
    ("core/src/standing.rs", "defray::core::standing"),
    ("core/src/statement.rs", "defray"),
    ("core/src/subscription.rs", "defray::core::subscription"),
    ("core/src/time.rs", "defray::core::time"),
    ("core/src/waterfall.rs", "defray::core::waterfall"),
    ("core/src/workspace.rs", "defray::core::workspace"),
    ("engine/src/answer.rs", "defray"),
    ("engine/src/options.rs", "defray"),
    ("engine/src/error.rs", "defray"),
    ("engine/src/error_class.rs", "defray"),
    ("engine/src/journal.rs", "defray"),
    ("engine/src/memory.rs", "defray"),
    ("engine/src/preview.rs", "defray"),
    ("engine/src/verify.rs", "defray"),
    ("engine/src/progress.rs", "defray"),
];

/// The file of the checked texts.
const TEXTS: &str = "core/src/id.rs";

/// A type as it is declared.
pub(super) enum Declared {
    Struct(ItemStruct),
    Enum(ItemEnum),
    /// An enum that `string_enum!` declares.
    Names {
        docs: Vec<String>,
        names: Vec<super::Name>,
    },
}

/// All that the files declare: the types by name, each with its Rust path, and the commands in order.
pub(super) struct Known {
    pub(super) types: BTreeMap<String, (String, Declared)>,
    pub(super) commands: Vec<super::CommandName>,
    /// The types with an `impl Serialize` of their own.
    pub(super) own_json: BTreeSet<String>,
    /// Core's checked texts, such as `BillId`.
    pub(super) texts: BTreeSet<String>,
}

pub(super) fn read(root: &Path) -> Result<Known, String> {
    let mut known =
        Known { types: BTreeMap::new(), commands: Vec::new(), own_json: BTreeSet::new(), texts: BTreeSet::new() };
    for item in items(root, TEXTS)? {
        known.take_text(item).map_err(|error| format!("{TEXTS}: {error}"))?;
    }
    for (file, module) in FILES {
        for item in items(root, file)? {
            known.take(item, module).map_err(|error| format!("{file}: {error}"))?;
        }
    }
    Ok(known)
}

/// The items that a file declares.
pub(super) fn items(root: &Path, file: &str) -> Result<Vec<Item>, String> {
    let text = fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))?;
    Ok(syn::parse_file(&text).map_err(|error| format!("{file}: {error}"))?.items)
}

impl Known {
    fn take(&mut self, item: Item, module: &str) -> syn::Result<()> {
        match item {
            Item::Struct(one) => self.put(one.ident.to_string(), module, Declared::Struct(one)),
            Item::Enum(one) => self.put(one.ident.to_string(), module, Declared::Enum(one)),
            Item::Macro(call) if call.mac.path.is_ident("string_enum") => {
                let NamedEnum { docs, name, names } = call.mac.parse_body()?;
                self.put(name, module, Declared::Names { docs, names });
            }
            Item::Macro(call) if call.mac.path.is_ident("commands") => {
                for (json, one) in call.mac.parse_body::<Commands>()?.0 {
                    self.commands.push(super::CommandName { json, record: one.ident.to_string() });
                    self.put(one.ident.to_string(), module, Declared::Struct(one));
                }
            }
            Item::Impl(one) => {
                let serializes = one.trait_.as_ref().is_some_and(|(_, path, _)| path.is_ident("Serialize"));
                if let (true, syn::Type::Path(ty)) = (serializes, one.self_ty.as_ref()) {
                    self.own_json.extend(ty.path.get_ident().map(ToString::to_string));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds the texts that `ids!` declares, and the structures around one `Arc<str>`.
    fn take_text(&mut self, item: Item) -> syn::Result<()> {
        match item {
            Item::Macro(call) if call.mac.path.is_ident("ids") => {
                self.texts.extend(call.mac.parse_body::<TextNames>()?.0)
            }
            Item::Struct(one) if matches!(&one.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) => {
                self.texts.insert(one.ident.to_string());
            }
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, name: String, module: &str, declared: Declared) {
        let path = format!("{module}::{name}");
        self.types.insert(name, (path, declared));
    }
}

/// The content of `string_enum!`.
struct NamedEnum {
    docs: Vec<String>,
    name: String,
    names: Vec<super::Name>,
}

impl Parse for NamedEnum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let outer = docs(&input.call(Attribute::parse_outer)?);
        input.parse::<syn::Visibility>()?;
        input.parse::<Token![enum]>()?;
        let name = input.parse::<Ident>()?.to_string();
        let body;
        syn::braced!(body in input);
        let mut names = Vec::new();
        while !body.is_empty() {
            let docs = docs(&body.call(Attribute::parse_outer)?);
            let name = body.parse::<Ident>()?.to_string();
            body.parse::<Token![=]>()?;
            let json = body.parse::<LitStr>()?.value();
            body.parse::<Token![,]>()?;
            names.push(super::Name { name, json, docs });
        }
        Ok(Self { docs: outer, name, names })
    }
}

/// The content of `ids!`: a name and the text of its error, each with a semicolon.
struct TextNames(Vec<String>);

impl Parse for TextNames {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut names = Vec::new();
        while !input.is_empty() {
            input.call(Attribute::parse_outer)?;
            names.push(input.parse::<Ident>()?.to_string());
            input.parse::<LitStr>()?;
            input.parse::<Token![;]>()?;
        }
        Ok(Self(names))
    }
}

/// The content of `commands!`.
struct Commands(Vec<(String, ItemStruct)>);

impl Parse for Commands {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut commands = Vec::new();
        while !input.is_empty() {
            let attrs = input.call(Attribute::parse_outer)?;
            let name = input.parse::<LitStr>()?.value();
            let ident = input.parse::<Ident>()?;
            let mut fields: syn::FieldsNamed = input.parse()?;
            // The macro makes them public.
            fields.named.iter_mut().for_each(|field| field.vis = syn::Visibility::Public(Default::default()));
            let one = ItemStruct {
                attrs,
                vis: syn::Visibility::Inherited,
                struct_token: Default::default(),
                ident,
                generics: Default::default(),
                fields: Fields::Named(fields),
                semi_token: None,
            };
            commands.push((name, one));
        }
        Ok(Self(commands))
    }
}

/// The documentation among `attributes`, without Rust's links, which other languages do not have.
pub(super) fn docs(attributes: &[Attribute]) -> Vec<String> {
    let texts = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    let mut lines: Vec<String> = Vec::new();
    for line in texts {
        // Examples are in Rust, so they are left out.
        if line.starts_with("```") || line.starts_with("# ") {
            break;
        }
        lines.push(unlinked(&line));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// `[text](target)` and `[text]` become `text`.
fn unlinked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[`") {
        out.push_str(before);
        let Some((text, after)) = after.split_once("`]") else {
            out.push_str("[`");
            rest = after;
            continue;
        };
        out.push('`');
        out.push_str(text);
        out.push('`');
        rest = match after.strip_prefix('(').and_then(|after| after.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    out.push_str(rest);
    out
}

/// The value of `#[serde(key = "value")]`.
pub(super) fn serde_value(attributes: &[Attribute], key: &str) -> Option<String> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Other keys, and attributes of another form, are skipped.
        let _ = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let text: LitStr = value.parse()?;
                if meta.path.is_ident(key) {
                    found = Some(text.value());
                }
            }
            Ok(())
        });
    }
    found
}

/// Whether the attributes have `#[serde(key)]` without a value.
pub(super) fn serde_flag(attributes: &[Attribute], key: &str) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident(key) && meta.value().is_err();
            Ok(())
        });
    }
    found
}
