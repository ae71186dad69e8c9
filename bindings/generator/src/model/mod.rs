//! The model: every type that a binding shows, read from the sources of core and engine, so that each type is
//! declared once.
//!
//! The emitters ([`crate::emit`]) read only this.

mod codes;
mod read;
mod remedies;
mod show;
mod sources;

pub(crate) use codes::registry_text;
pub use codes::{Class, ErrorCode};

use std::collections::BTreeMap;
use std::path::Path;

/// All types, commands and error codes that bindings show.
#[derive(Clone, Debug)]
pub struct Model {
    /// Every type that a command, an event or an answer consists of, each after its own parts.
    pub types: Vec<Definition>,
    /// The commands, in the order of core's list.
    pub commands: Vec<CommandName>,
    /// Every error code with its number.
    pub codes: Vec<ErrorCode>,
    /// The index of each type in `types`, by name.
    index: BTreeMap<String, usize>,
}

/// The name of a command in the interchange form, and its record.
#[derive(Clone, Debug)]
pub struct CommandName {
    /// The name, such as `top_up`.
    pub json: String,
    /// The record in [`Model::types`], such as `TopUp`.
    pub record: String,
}

/// A type with a name.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name, such as `BillRecord`.
    pub name: String,
    /// The path in Rust, such as `defray::core::bill::BillRecord`.
    pub path: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// Its fields, names or alternatives.
    pub shape: Shape,
    /// Its form in JSON.
    pub json: JsonForm,
    /// How Rust code outside core reads and builds it.
    pub access: Access,
    /// Whether JSON can leave out each of its fields: `#[serde(default)]` on the type.
    pub defaults: bool,
    /// Whether callers pass it: it is a command or a part of one.
    pub input: bool,
    /// Whether a result can contain it.
    pub output: bool,
}

/// How the interchange form writes a named type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// As its shape says: it derives `Serialize`, or is a list of names.
    Derived,
    /// The name of the alternative is a field beside the alternative's own fields.
    InPlace(&'static str),
    /// By code of its own: it does not derive `Serialize`.
    Own,
}

/// The fields, names or alternatives of a named type.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A structure with these fields.
    Record(Vec<Field>),
    /// One of several names.
    Names(Vec<Name>),
    /// One of several alternatives, some with contents.
    Choice(Vec<Alternative>),
}

/// One name of a list of names.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name in Rust, such as `OrdinaryVoucher`.
    pub name: String,
    /// The name in JSON, such as `ordinary_voucher`.
    pub json: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
}

/// An alternative of a choice.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The name in Rust, such as `BelowMinimum`.
    pub name: String,
    /// The name in JSON, such as `below_minimum`.
    pub json: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// Its contents.
    pub contents: Contents,
}

/// The contents of an alternative.
#[derive(Clone, Debug)]
pub enum Contents {
    /// The alternative has no contents.
    Nothing,
    /// One value without a name.
    One(Field),
    /// Named fields.
    Fields(Vec<Field>),
}

/// A field of a record or an alternative.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name, such as `valid_until`; `value` for the one value of an alternative.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// The type of its value.
    pub kind: Kind,
    /// The wrapper in Rust; an `Option` is around the wrapper.
    pub wrapper: Wrapper,
    /// Whether input can leave it out, so that it is false: a `bool` with `#[serde(default)]`.
    pub is_false_by_default: bool,
}

/// How Rust code outside core reads and builds a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// By its fields, which are public.
    Fields,
    /// Its fields are private: a method of each field's name reads it, and `new` builds it, or returns an error.
    Methods,
    /// Through another record with public fields: a method named as that record reads it, and `TryFrom` builds it. The
    /// path of that record; the type has `#[serde(try_from = …)]` with its name.
    Through(String),
}

/// The wrapper of a value in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// The value without a wrapper.
    Plain,
    /// A `Box`.
    Box,
    /// An `Arc`.
    Arc,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that core checks.
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
    /// True or false.
    Bool,
    /// The head of the hash chain: 32 bytes.
    Head,
    /// A named type of this model.
    Named(String),
    /// A list of values.
    List(Box<Kind>),
    /// A map, in the order of its keys.
    Map(Box<Kind>, Box<Kind>),
    /// A value that can be absent.
    Optional(Box<Kind>),
}

/// The Rust type of a checked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextType {
    /// The name, such as `BillId`; `str` for text that the engine writes, which is not checked.
    pub name: String,
    /// The path, such as `defray::core::id::BillId`.
    pub path: String,
}

impl Kind {
    /// Whether a value can be absent, and the type of one that is present.
    pub fn without_optional(&self) -> (bool, &Self) {
        match self {
            Self::Optional(inner) => (true, inner),
            plain => (false, plain),
        }
    }
}

impl Definition {
    /// The named types that it consists of.
    pub fn parts(&self) -> Vec<String> {
        read::parts(&self.shape)
    }

    /// The module of core that declares it. `None` for the types that core declares at its root, and for the engine's.
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
    /// A text that says which file could not be read, or which declaration the generator does not support.
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
