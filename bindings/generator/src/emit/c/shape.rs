//! The form of a type in C.

use heck::{ToShoutySnakeCase, ToSnakeCase};

use crate::model::{Alternative, Contents, Definition, Field, Kind, Model, Shape, Wrapper};

/// Types that C does not have: `defray_answer` has the fields of `Done`, C has no callbacks, and a class is a text.
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

/// The keywords of C and C++ that a field could be named after.
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

/// The name of an alternative as member of the union: with `_` where it is a keyword of C.
pub(super) fn member(one: &Alternative) -> String {
    let name = one.name.to_snake_case();
    if KEYWORDS.contains(&name.as_str()) { name + "_" } else { name }
}

/// The path of a type in `ffi`, where the crate `defray` has the name `engine`.
pub(super) fn rust_path(path: &str) -> String {
    path.replacen("defray::", "engine::", 1)
}

/// The file of `ffi/src/records` that a type belongs to: it has the name of the module of core.
pub(super) fn file_of(one: &Definition) -> Result<&'static str, String> {
    const FILES: &[&str] = &[
        "account",
        "bill",
        "cloud_account",
        "command",
        "event",
        "fund",
        "marketplace",
        "matching",
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
            file.ok_or_else(|| {
                format!("`{}`: add the module `{module}` of core to the files of the C binding", one.name)
            })
        }
        ["defray", "core", _] => Ok("event"),
        ["defray", _] => Ok("ledger"),
        _ => Err(format!("`{}` is a type of another crate than core and engine", one.path)),
    }
}

/// The model, and the form of its types in C.
pub(super) struct CTypes<'m> {
    pub(super) model: &'m Model,
}

/// A field of a structure in C.
pub(super) struct Member {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    /// The Rust type of the field.
    pub(super) ty: String,
}

impl<'m> CTypes<'m> {
    pub(super) const fn new(model: &'m Model) -> Self {
        Self { model }
    }

    /// The fields in C for one field of core: two for a list, which has a count.
    pub(super) fn members(&self, record: &str, field: &Field) -> Result<Vec<Member>, String> {
        let (optional, kind) = match &field.kind {
            Kind::Optional(inner) => (true, inner.as_ref()),
            plain => (false, plain),
        };
        let name = field.name.clone();
        if KEYWORDS.contains(&name.as_str()) {
            return Err(format!("`{record}.{name}` is a keyword of C: give the field another name"));
        }
        let member = |ty: String| Member { docs: field.docs.clone(), name: name.clone(), ty };
        let count = || Member {
            docs: vec![format!("The number of items in `{name}`.")],
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

    /// The type of a single value.
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
                return Err(format!("the C binding cannot show `{kind}` inside another value"));
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

    /// The type of the member of the union.
    pub(super) fn member_type(&self, of: &str, one: &Alternative) -> Result<String, String> {
        match &one.contents {
            Contents::One(field) => match self.members(of, field)?.as_slice() {
                [only] => Ok(only.ty.clone()),
                _ => Err(format!(
                    "`{of}::{}`: the C binding cannot show a list as the contents of an alternative",
                    one.name
                )),
            },
            _ => Ok(alternative(of, one)),
        }
    }
}

/// The structure of an alternative with fields.
pub(super) fn alternative(of: &str, one: &Alternative) -> String {
    format!("{}_{}", c_name(of), one.name.to_snake_case())
}

/// The structure of the pairs of a map.
pub(super) fn pair(record: &str, field: &str) -> String {
    format!("{record}_{field}")
}

/// The lines of documentation, or the given text where there are none.
pub(super) fn docs(lines: &[String], otherwise: &str) -> String {
    if lines.is_empty() {
        return format!("/// {otherwise}\n");
    }
    lines.iter().map(|line| if line.is_empty() { "///\n".to_owned() } else { format!("/// {line}\n") }).collect()
}
