//! How a type looks in C.

use heck::{ToShoutySnakeCase, ToSnakeCase};

use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape, Wrapper};

/// What C shows otherwise: the answer's own structure, no callbacks, the text of an error's class.
const NOT_SHOWN: &[&str] = &["Done", "Progress", "ErrorClass"];

pub(super) fn is_shown(one: &Definition) -> bool {
    !NOT_SHOWN.contains(&one.name.as_str()) && !is_empty(one)
}

/// A record without fields: C has no empty structures.
pub(super) fn is_empty(one: &Definition) -> bool {
    matches!(&one.shape, Shape::Record(fields) if fields.is_empty())
}

/// `BillRecord` is `defray_bill_record`.
pub(super) fn c_name(name: &str) -> String {
    format!("defray_{}", name.to_snake_case())
}

/// `DEFRAY_FUND_CASH`.
pub(super) fn constant(of: &str, name: &str) -> String {
    format!("DEFRAY_{}_{}", of.to_shouty_snake_case(), name.to_shouty_snake_case())
}

/// What C or C++ would not take as a name.
const KEYWORDS: &[&str] = &[
    "and",
    "auto",
    "bool",
    "break",
    "case",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "namespace",
    "new",
    "not",
    "operator",
    "or",
    "private",
    "protected",
    "public",
    "register",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "template",
    "this",
    "throw",
    "true",
    "try",
    "typedef",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "while",
    "xor",
];

/// The member of the union that an alternative is: `short_` where the name means something to C.
pub(super) fn member(one: &Alternative) -> String {
    let name = one.name.to_snake_case();
    if KEYWORDS.contains(&name.as_str()) { name + "_" } else { name }
}

/// The Rust path in the C face, whose engine is not called `defray`.
pub(super) fn rust_path(path: &str) -> String {
    path.replacen("defray::", "engine::", 1)
}

/// The file of `ffi/src/records` that a type belongs to: core's own module, so that the engineer finds it under the same noun.
pub(super) fn file_of(one: &Definition) -> Result<&'static str, String> {
    const FILES: &[&str] = &[
        "account",
        "bill",
        "cloud_account",
        "command",
        "event",
        "fund",
        "marketplace",
        "metering",
        "method",
        "outbox",
        "position",
        "policy",
        "provider",
        "receipt",
        "standing",
        "subscription",
        "time",
        "waterfall",
        "workspace",
    ];
    let parts: Vec<&str> = one.path.split("::").collect();
    match parts.as_slice() {
        ["defray", "core", _, _] => {
            let module = one.module().unwrap_or_default();
            let file = FILES.iter().copied().find(|file| *file == module);
            file.ok_or_else(|| format!("`{}`: the C face has no place for core's `{module}`", one.name))
        }
        ["defray", "core", _] => Ok("event"),
        ["defray", _] => Ok("ledger"),
        _ => Err(format!("`{}` is neither core's nor the engine's", one.path)),
    }
}

/// The description with what C needs to know of it.
pub(super) struct Faces<'m> {
    pub(super) model: &'m Model,
}

/// A field of a structure in C.
pub(super) struct Member {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    /// Its type in Rust.
    pub(super) ty: String,
}

impl<'m> Faces<'m> {
    pub(super) const fn new(model: &'m Model) -> Self {
        Self { model }
    }

    /// The fields in C that one field of core is: a list has a count beside it.
    pub(super) fn members(&self, record: &str, field: &Field) -> Result<Vec<Member>, String> {
        let (optional, kind) = match &field.kind {
            Kind::Optional(inner) => (true, inner.as_ref()),
            plain => (false, plain),
        };
        let name = field.name.clone();
        if KEYWORDS.contains(&name.as_str()) {
            return Err(format!("`{record}.{name}` means something else to C: the C face needs another name for it"));
        }
        let member = |ty: String| Member { docs: field.docs.clone(), name: name.clone(), ty };
        let count = || Member {
            docs: vec![format!("How many there are in `{name}`.")],
            name: format!("{name}_count"),
            ty: "usize".to_owned(),
        };
        Ok(match kind {
            Kind::List(inner) => vec![member(format!("*const {}", self.value(inner)?)), count()],
            Kind::Map(..) => vec![member(format!("*const {}", pair(record, &field.name))), count()],
            Kind::Text(_) => vec![member("defray_str".to_owned())],
            kind if optional || field.wrapper != Wrapper::Plain => {
                vec![member(format!("*const {}", self.value(kind)?))]
            }
            kind => vec![member(self.value(kind)?)],
        })
    }

    /// One value's type.
    pub(super) fn value(&self, kind: &Kind) -> Result<String, String> {
        Ok(match kind {
            Kind::Text(_) => "defray_str".to_owned(),
            Kind::Money => "defray_money".to_owned(),
            Kind::Decimal => "defray_decimal".to_owned(),
            Kind::Currency => "defray_currency".to_owned(),
            Kind::Instant => "defray_instant".to_owned(),
            Kind::Seconds | Kind::U64 => "u64".to_owned(),
            Kind::U32 => "u32".to_owned(),
            Kind::Bool => "u8".to_owned(),
            Kind::Head => "defray_head".to_owned(),
            Kind::Named(name) => c_name(name),
            Kind::List(_) | Kind::Map(..) | Kind::Optional(_) => {
                return Err(format!("the C face does not know how to show `{kind}` inside another"));
            }
        })
    }

    /// Whether the alternative has a member in the union.
    pub(super) fn has_member(&self, one: &Alternative) -> bool {
        match &one.contents {
            Contents::Nothing => false,
            Contents::One(field) => match &field.kind {
                Kind::Named(name) => !self.model.get(name).is_some_and(is_empty),
                _ => true,
            },
            Contents::Fields(fields) => !fields.is_empty(),
        }
    }

    /// The type of the union's member.
    pub(super) fn member_type(&self, of: &str, one: &Alternative) -> Result<String, String> {
        match &one.contents {
            Contents::One(field) => match self.members(of, field)?.as_slice() {
                [only] => Ok(only.ty.clone()),
                _ => Err(format!("`{of}::{}`: the C face shows no list alone in an alternative", one.name)),
            },
            _ => Ok(alternative(of, one)),
        }
    }
}

/// The structure of an alternative with fields.
pub(super) fn alternative(of: &str, one: &Alternative) -> String {
    format!("{}_{}", c_name(of), one.name.to_snake_case())
}

/// The structure of a map's pairs.
pub(super) fn pair(record: &str, field: &str) -> String {
    format!("{record}_{field}")
}

/// Documentation lines; what has none says at least what it is called.
pub(super) fn docs(lines: &[String], otherwise: &str) -> String {
    if lines.is_empty() {
        return format!("/// {otherwise}\n");
    }
    lines.iter().map(|line| if line.is_empty() { "///\n".to_owned() } else { format!("/// {line}\n") }).collect()
}
