//! The table of error codes. Its names come from core, engine, intake and the bindings; its numbers from
//! `bindings/generator/codes.txt`.
//!
//! A name keeps its number permanently, so the file only grows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Item, LitStr, Token};

use super::remedies::REMEDIES;
use super::sources::{docs, items};

const REGISTRY: &str = "bindings/generator/codes.txt";
const REMEDY_TABLE: &str = "bindings/generator/src/model/remedies.rs";

/// An error code with its documentation.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The number, which no other code ever gets. The hundreds are the class.
    pub number: u32,
    /// The name, such as `bill_conflict`.
    pub name: String,
    /// The class, which says who can repair the cause.
    pub class: Class,
    /// The meaning, from the documentation of its declaration.
    pub docs: Vec<String>,
    /// The rule that refuses the command, such as `W8`; empty where there is none.
    pub rule: String,
    /// The text of the error with its placeholders, such as "there is no bill `{bill}`". Absent: the text differs
    /// from case to case.
    pub message: Option<String>,
    /// The next action of a person who reads the error.
    pub remedy: &'static str,
}

/// The class of an error: the engine's `ErrorClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "see the engine's ErrorClass")]
pub enum Class {
    Misuse,
    Environment,
    Unknown,
    Corrupt,
    Refused,
    Bug,
}

impl Class {
    /// All classes, in the order of their numbers.
    pub const ALL: &'static [Self] =
        &[Self::Misuse, Self::Environment, Self::Unknown, Self::Corrupt, Self::Refused, Self::Bug];

    /// The name in the interchange form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Misuse => "misuse",
            Self::Environment => "environment",
            Self::Unknown => "unknown",
            Self::Corrupt => "corrupt",
            Self::Refused => "refused",
            Self::Bug => "bug",
        }
    }

    /// The numbers of its codes.
    pub const fn numbers(self) -> std::ops::RangeInclusive<u32> {
        match self {
            Self::Misuse => 100..=199,
            Self::Environment => 200..=299,
            Self::Unknown => 300..=399,
            Self::Corrupt => 400..=499,
            // Three hundreds, because there are many rules.
            Self::Refused => 500..=799,
            Self::Bug => 900..=999,
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name.to_ascii_lowercase())
    }
}

/// The codes that only bindings have, such as for null pointers.
const BINDINGS: &[(Class, &str, &str)] = &[
    (Class::Misuse, "null_argument", "A pointer that must not be null is."),
    (
        Class::Misuse,
        "unknown_name",
        "A number that names nothing: an enumeration's value that this version does not know.",
    ),
    (
        Class::Misuse,
        "wrong_size",
        "A structure's size or stride is not one that this version knows, or what it does not know in it is not zero.",
    ),
    (Class::Misuse, "closed", "The ledger, snapshot or iterator was closed before."),
    (
        Class::Bug,
        "panic",
        "A defect of defray stopped it half-way; the ledger has halted: close it and open the file again. Please report it.",
    ),
];

/// All codes, sorted by number. A code without a number gets the next free one of its class: see [`registry_text`].
pub(super) fn read(root: &Path) -> Result<Vec<ErrorCode>, String> {
    let mut numbers = registry(root)?;
    let mut found: Vec<ErrorCode> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut remedies = remedies()?;
    for Declared { class, name, docs, rule, message } in declared(root)? {
        // Engine and intake both declare `unreadable`, with the same meaning.
        if !seen.insert(name.clone()) {
            continue;
        }
        let number = match numbers.get(&name) {
            Some(number) => *number,
            None => {
                let taken: BTreeSet<u32> = numbers.values().copied().collect();
                let range = class.numbers();
                let next = taken.range(range.clone()).max().map_or(range.start() + 1, |last| last + 1);
                numbers.insert(name.clone(), next);
                next
            }
        };
        if !class.numbers().contains(&number) {
            return Err(format!(
                "{REGISTRY}: `{name}` has number {number}, which is not one of class {}",
                class.name()
            ));
        }
        let remedy = remedies.remove(name.as_str()).ok_or_else(|| format!("{REMEDY_TABLE}: `{name}` is missing"))?;
        found.push(ErrorCode { number, name, class, docs, rule, message, remedy });
    }
    if let Some(name) = remedies.keys().next() {
        return Err(format!("{REMEDY_TABLE}: there is no code `{name}`"));
    }
    found.sort_by_key(|code| code.number);
    Ok(found)
}

fn remedies() -> Result<BTreeMap<&'static str, &'static str>, String> {
    let mut by_name = BTreeMap::new();
    for (name, remedy) in REMEDIES {
        if by_name.insert(*name, *remedy).is_some() {
            return Err(format!("{REMEDY_TABLE}: `{name}` is there twice"));
        }
    }
    Ok(by_name)
}

fn registry(root: &Path) -> Result<BTreeMap<String, u32>, String> {
    let text = fs::read_to_string(root.join(REGISTRY)).unwrap_or_default();
    let mut numbers = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (number, name) =
            line.split_once(' ').ok_or_else(|| format!("{REGISTRY}: `{line}` is not `NUMBER NAME`"))?;
        let number: u32 = number.parse().map_err(|_| format!("{REGISTRY}: `{number}` is no number"))?;
        if !taken.insert(number) || numbers.insert(name.to_owned(), number).is_some() {
            return Err(format!("{REGISTRY}: `{line}` names a number or a code a second time"));
        }
    }
    Ok(numbers)
}

/// The current text of the registry: its lines, and lines for new codes. The lines of removed codes stay, so that their
/// numbers are not used for other codes.
pub(crate) fn registry_text(root: &Path, codes: &[ErrorCode]) -> Result<String, String> {
    let mut lines: BTreeMap<u32, String> = registry(root)?.into_iter().map(|(name, number)| (number, name)).collect();
    lines.extend(codes.iter().map(|code| (code.number, code.name.clone())));
    let mut text = String::from(
        "# The number of every error code. `make bindings` gives new codes the next free number of their class;\n\
         # a line is never changed or taken out, so that a number means the same for ever.\n",
    );
    for (number, name) in lines {
        let _ = writeln!(text, "{number} {name}");
    }
    Ok(text)
}

/// A code as a source file declares it.
struct Declared {
    class: Class,
    name: String,
    docs: Vec<String>,
    rule: String,
    message: Option<String>,
}

impl Declared {
    /// A code without a rule, whose text differs from case to case.
    const fn plain(class: Class, name: String, docs: Vec<String>) -> Self {
        Self { class, name, docs, rule: String::new(), message: None }
    }
}

fn declared(root: &Path) -> Result<Vec<Declared>, String> {
    let mut all = Vec::new();
    let code = |(class, name, docs): &(Class, &str, &str)| {
        Declared::plain(*class, (*name).to_owned(), vec![(*docs).to_owned()])
    };
    for item in items(root, "engine/src/code.rs")? {
        if let Some(EngineCodes(codes)) = body(&item, "codes")? {
            all.extend(codes.into_iter().map(|(class, name, docs)| Declared::plain(class, name, docs)));
        }
    }
    for item in items(root, "adapters/intake/src/error.rs")? {
        if let Some(IntakeCodes(codes)) = body(&item, "codes")? {
            all.extend(codes.into_iter().map(|(name, docs)| Declared::plain(Class::Misuse, name, docs)));
        }
    }
    all.extend(BINDINGS.iter().map(code));
    for item in items(root, "core/src/refusal.rs")? {
        if let Some(Refusals(codes)) = body(&item, "refusals")? {
            all.extend(codes);
        }
    }
    Ok(all)
}

fn body<T: Parse>(item: &Item, name: &str) -> Result<Option<T>, String> {
    match item {
        Item::Macro(call) if call.mac.path.is_ident(name) => {
            call.mac.parse_body().map(Some).map_err(|error| error.to_string())
        }
        _ => Ok(None),
    }
}

/// `Class { /// docs Variant = "name", … } …`
struct EngineCodes(Vec<(Class, String, Vec<String>)>);

impl Parse for EngineCodes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut codes = Vec::new();
        while !input.is_empty() {
            let class: Ident = input.parse()?;
            let class =
                Class::named(&class.to_string()).ok_or_else(|| syn::Error::new(class.span(), "no class of errors"))?;
            let inner;
            syn::braced!(inner in input);
            codes.extend(inner.parse::<IntakeCodes>()?.0.into_iter().map(|(name, docs)| (class, name, docs)));
        }
        Ok(Self(codes))
    }
}

/// `/// docs Variant = "name", …`
struct IntakeCodes(Vec<(String, Vec<String>)>);

impl Parse for IntakeCodes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut codes = Vec::new();
        while !input.is_empty() {
            let docs = docs(&input.call(Attribute::parse_outer)?);
            input.parse::<Ident>()?;
            input.parse::<Token![=]>()?;
            codes.push((input.parse::<LitStr>()?.value(), docs));
            input.parse::<Token![,]>()?;
        }
        Ok(Self(codes))
    }
}

/// `/// docs Variant "code" "rule" "field" { … } "message" …`
struct Refusals(Vec<Declared>);

impl Parse for Refusals {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut codes = Vec::new();
        while !input.is_empty() {
            let docs = docs(&input.call(Attribute::parse_outer)?);
            input.parse::<Ident>()?;
            let name = input.parse::<LitStr>()?.value();
            let rule = input.parse::<LitStr>()?.value();
            input.parse::<LitStr>()?;
            let parts;
            syn::braced!(parts in input);
            parts.parse::<proc_macro2::TokenStream>()?;
            let message = Some(input.parse::<LitStr>()?.value());
            codes.push(Declared { class: Class::Refused, name, docs, rule, message });
        }
        Ok(Self(codes))
    }
}
