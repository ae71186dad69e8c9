//! JSON as messages need it: no key twice at any depth, no deep nesting, and fields read with the error that names them.

use core::cell::Cell;
use core::fmt;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::error::UnreadableMessage;

/// Levels of objects and arrays: documented messages have five, and recursion over them stays far from the end of any stack.
pub(crate) const LEVELS_MAX: usize = 32;

/// Reads `text` as one JSON value. `part` names it in errors.
pub(crate) fn parse(text: &str, part: &'static str) -> Result<Value, UnreadableMessage> {
    let fault = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict { levels_left: LEVELS_MAX, fault: &fault }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| match fault.into_inner() {
        Some(Fault::Twice(key)) => UnreadableMessage::duplicate(&key),
        Some(Fault::TooDeep) => UnreadableMessage::NestedTooDeep { part, most: LEVELS_MAX },
        // Only the place: what the parser would quote might be secret.
        None => UnreadableMessage::MalformedJson { part, line: error.line(), column: error.column() },
    })
}

/// What stopped the reading, beside the grammar.
enum Fault {
    Twice(String),
    TooDeep,
}

/// Builds a value and refuses what `serde_json` on its own lets pass.
#[derive(Clone, Copy)]
struct Strict<'f> {
    levels_left: usize,
    fault: &'f Cell<Option<Fault>>,
}

impl Strict<'_> {
    fn stop<E: serde::de::Error>(self, fault: Fault) -> E {
        self.fault.set(Some(fault));
        E::custom("stopped")
    }

    fn one_level_down<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.levels_left.checked_sub(1) {
            Some(levels_left) => Ok(Self { levels_left, ..self }),
            None => Err(self.stop(Fault::TooDeep)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inner = self.one_level_down()?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inner)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.one_level_down()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(self.stop(Fault::Twice(key)));
            }
            let value = entries.next_value_seed(inner)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
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
