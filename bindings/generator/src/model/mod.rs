//! The description of every record that a face shows: read from the types of core and engine, so that nothing is spelled twice.
//!
//! The emitters ([`crate::emit`]) walk this and nothing else.

mod codes;
mod read;
mod remedies;
mod show;
mod sources;

pub(crate) use codes::registry_text;
pub use codes::{Class, ErrorCode};

use std::collections::BTreeMap;
use std::path::Path;

/// All that faces have in common.
#[derive(Clone, Debug)]
pub struct Model {
    /// Every type that a command, an event or an answer is made of; each after those that it is made of itself.
    pub types: Vec<Definition>,
    /// The commands, in the order of core's list.
    pub commands: Vec<CommandName>,
    /// Every error code with its number.
    pub codes: Vec<ErrorCode>,
    /// Where each type stands in `types`.
    index: BTreeMap<String, usize>,
}

/// A command: its name in the interchange form, and the record that it consists of.
#[derive(Clone, Debug)]
pub struct CommandName {
    /// Such as `top_up`.
    pub json: String,
    /// Such as `TopUp`; among [`Model::types`].
    pub record: String,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Such as `BillRecord`.
    pub name: String,
    /// Where it is in Rust, such as `defray::core::bill::BillRecord`.
    pub path: String,
    /// What it is, a line an entry.
    pub docs: Vec<String>,
    /// What it is made of.
    pub shape: Shape,
    /// Whether a caller gives it: it is a command or part of one.
    pub input: bool,
    /// Whether an answer can contain it.
    pub output: bool,
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Fields, all of them there.
    Record(Vec<Field>),
    /// One of several names without anything else.
    Names(Vec<Name>),
    /// One of several alternatives, some with contents.
    Choice(Vec<Alternative>),
}

/// A name among others.
#[derive(Clone, Debug)]
pub struct Name {
    /// Such as `OrdinaryVoucher`.
    pub name: String,
    /// Such as `ordinary_voucher`.
    pub json: String,
    /// What it is.
    pub docs: Vec<String>,
}

/// An alternative of a choice.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Such as `BelowMinimum`.
    pub name: String,
    /// Such as `below_minimum`.
    pub json: String,
    /// What it is.
    pub docs: Vec<String>,
    /// What comes with it.
    pub contents: Contents,
}

/// What comes with an alternative.
#[derive(Clone, Debug)]
pub enum Contents {
    /// Nothing.
    Nothing,
    /// One value without a name of its own.
    One(Field),
    /// Fields.
    Fields(Vec<Field>),
}

/// A field of a record or an alternative.
#[derive(Clone, Debug)]
pub struct Field {
    /// Such as `valid_until`; `value` for the one value of an alternative.
    pub name: String,
    /// What it is.
    pub docs: Vec<String>,
    /// Its type.
    pub kind: Kind,
    /// How Rust keeps it: an `Option` is around all of this.
    pub wrapper: Wrapper,
    /// How Rust reads it from a borrowed record: by field or by a method of that name.
    pub by_method: bool,
}

/// How Rust keeps a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// As it is.
    Plain,
    /// In a `Box`.
    Box,
    /// In an `Arc`.
    Arc,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that core checks: the Rust type's path, such as `defray::core::id::BillId`.
    Text(TextType),
    /// An amount with its currency.
    Money,
    /// An amount in the account's currency, at least zero (core's `PolicyAmount`).
    Decimal,
    /// A currency: three capital letters.
    Currency,
    /// A point in time, nanoseconds since 1970, UTC.
    Instant,
    /// A duration in whole seconds.
    Seconds,
    /// A count below 2^32.
    U32,
    /// A count below 2^64.
    U64,
    /// Yes or no.
    Bool,
    /// The hash chain's head: 32 bytes.
    Head,
    /// A named type of this model.
    Named(String),
    /// Several.
    List(Box<Kind>),
    /// Several by key, in the order of their keys.
    Map(Box<Kind>, Box<Kind>),
    /// That, or nothing.
    Optional(Box<Kind>),
}

/// A checked text's Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextType {
    /// Such as `BillId`; `str` for text that the engine writes and nobody checks.
    pub name: String,
    /// Such as `defray::core::id::BillId`.
    pub path: String,
}

impl Definition {
    /// The named types that it is made of.
    pub fn parts(&self) -> Vec<String> {
        read::parts(&self.shape)
    }

    /// The module of core that it is shown with; none for what core declares at its root, and for the engine's.
    pub fn module(&self) -> Option<&str> {
        match self.path.rsplit("::").nth(1) {
            None | Some("defray" | "core") => None,
            module => module,
        }
    }
}

impl Model {
    /// Reads the sources below `root`, the folder of the workspace.
    ///
    /// # Errors
    ///
    /// What could not be read or understood, for people.
    pub fn read(root: &Path) -> Result<Self, String> {
        let known = sources::read(root)?;
        let (types, commands) = read::reachable(&known)?;
        let index = types.iter().enumerate().map(|(place, one)| (one.name.clone(), place)).collect();
        Ok(Self { types, commands, codes: codes::read(root)?, index })
    }

    /// The type of that name.
    pub fn get(&self, name: &str) -> Option<&Definition> {
        self.index.get(name).and_then(|place| self.types.get(*place))
    }
}
