//! JSON as messages need it: read strictly, and fields read with an error that names them.

use alloc::format;
use alloc::string::String;

use defray_json::{Fault, LEVELS_MAX};
use serde_json::{Map, Value};

use crate::error::UnreadableMessage;

/// Reads `text` as one JSON value. `part` names it in errors.
pub(crate) fn parse(text: &str, part: &'static str) -> Result<Value, UnreadableMessage> {
    defray_json::parse(text).map_err(|fault| match fault {
        Fault::Duplicate { key, .. } => UnreadableMessage::duplicate(&key),
        Fault::TooDeep { .. } => UnreadableMessage::NestedTooDeep { part, most: LEVELS_MAX },
        // Only the place: what the parser would quote might be secret.
        Fault::Syntax(error) => UnreadableMessage::MalformedJson { part, line: error.line(), column: error.column() },
    })
}

/// An object whose fields are asked for by name. A field that is `null` counts as absent.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'v> {
    object: &'v Map<String, Value>,
    /// What goes before a field's name in errors: empty, or `detail.`.
    within: &'static str,
}

impl<'v> Fields<'v> {
    /// The fields of `value`, which is called `name`; their names in errors begin with `within`.
    pub(crate) fn of(value: &'v Value, name: &str, within: &'static str) -> Result<Self, UnreadableMessage> {
        match value {
            Value::Object(object) => Ok(Self { object, within }),
            other => Err(wrong_type(name, other, "a JSON object")),
        }
    }

    /// A field as it is.
    pub(crate) fn get(&self, name: &str) -> Option<&'v Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// A text field, without the blanks around it.
    pub(crate) fn text(&self, name: &str, expected: &'static str) -> Result<Option<&'v str>, UnreadableMessage> {
        match self.get(name) {
            None => Ok(None),
            // AWS's own samples print values with a leading blank.
            Some(Value::String(text)) => Ok(Some(text.trim())),
            Some(other) => Err(wrong_type(&self.path(name), other, expected)),
        }
    }

    /// A text field that must be there and say something.
    pub(crate) fn required(&self, name: &str, expected: &'static str) -> Result<&'v str, UnreadableMessage> {
        match self.text(name, expected)? {
            Some("") => Err(UnreadableMessage::wrong_value(&self.path(name), "", expected)),
            Some(text) => Ok(text),
            None => Err(UnreadableMessage::missing(&self.path(name), expected)),
        }
    }

    /// A field that is itself an object. `within` as in [`of`](Self::of).
    pub(crate) fn fields(&self, name: &str, within: &'static str) -> Result<Option<Self>, UnreadableMessage> {
        self.get(name).map(|value| Self::of(value, &self.path(name), within)).transpose()
    }

    /// The name of a field in errors.
    pub(crate) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.within)
    }
}

fn wrong_type(field: &str, found: &Value, expected: &'static str) -> UnreadableMessage {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    UnreadableMessage::WrongType { field: field.into(), found, expected }
}
