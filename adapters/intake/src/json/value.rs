//! Reads text as a [`Value`], with strict rules.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{Code, InputError, shorten};

/// The maximum length of a line in bytes, without the line end.
pub const LINE_BYTES_MAX: usize = 1 << 20;
/// The maximum number of nested objects and lists, including the outermost one.
pub const DEPTH_MAX: u32 = 32;

/// Reads one JSON value.
///
/// # Errors
///
/// An [`InputError`] when the bytes are not one JSON value that follows the rules of this module.
pub fn read_value(bytes: &[u8]) -> Result<Value, InputError> {
    if bytes.len() > LINE_BYTES_MAX {
        return Err(too_long());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let fault = RefCell::new(None);
    let mut source = serde_json::Deserializer::from_str(text);
    let outermost = Strict { place: Place::Outermost, levels_left: DEPTH_MAX, fault: &fault };
    let value = outermost.deserialize(&mut source).and_then(|value| source.end().map(|()| value));
    value.map_err(|error| fault.into_inner().unwrap_or_else(|| not_json(text, &error)))
}

pub(crate) fn too_long() -> InputError {
    InputError::new(Code::TooLong, "", "a longer line", format!("at most {LINE_BYTES_MAX} bytes a line"))
}

fn not_utf8(bytes: &[u8], valid_up_to: usize) -> InputError {
    let rest = bytes.get(valid_up_to..).unwrap_or_default();
    let shown = rest.iter().take(4).map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    InputError::new(Code::NotUtf8, "", &shown, format!("UTF-8 (byte {} is not)", valid_up_to + 1))
}

fn not_json(text: &str, error: &serde_json::Error) -> InputError {
    let start = if error.is_eof() { text.len() } else { error_offset(text, error) };
    let found = text.get(start..).filter(|rest| !rest.is_empty()).unwrap_or("the end of the line");
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    InputError::new(Code::NotJson, "", found, format!("one JSON value (byte {}: {reason})", start + 1))
}

/// The offset of the byte at which serde_json stopped, from 0. serde_json counts lines and columns from 1, and columns
/// in bytes.
fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    let lines_before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let offset = lines_before + error.column().saturating_sub(1);
    (0..=offset.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}

/// The position of a value in the document, as a chain from the inside to the outside.
#[derive(Clone, Copy)]
enum Place<'a> {
    Outermost,
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outermost => Ok(()),
            Self::Key(Self::Outermost, key) => f.write_str(&shorten(key)),
            Self::Key(outer, key) => write!(f, "{outer}.{}", shorten(key)),
            Self::Index(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}

/// Reads one value at `place`. Errors of this module are stored in `fault`, because serde_json's error cannot contain
/// them.
#[derive(Clone, Copy)]
struct Strict<'a> {
    place: Place<'a>,
    levels_left: u32,
    fault: &'a RefCell<Option<InputError>>,
}

impl Strict<'_> {
    fn stop<E: serde::de::Error>(&self, error: InputError) -> E {
        *self.fault.borrow_mut() = Some(error);
        E::custom("stopped")
    }

    fn one_level_less<E: serde::de::Error>(&self, shown: &str) -> Result<u32, E> {
        self.levels_left.checked_sub(1).ok_or_else(|| {
            let expected = format!("at most {DEPTH_MAX} objects and lists inside each other");
            self.stop(InputError::new(Code::TooDeep, self.place.to_string(), shown, expected))
        })
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

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let levels_left = self.one_level_less("[…]")?;
        let mut list = Vec::new();
        loop {
            let place = Place::Index(&self.place, list.len());
            match elements.next_element_seed(Strict { place, levels_left, fault: self.fault })? {
                Some(value) => list.push(value),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let levels_left = self.one_level_less("{…}")?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let place = Place::Key(&self.place, &key);
            if let Some(first) = object.get(&key) {
                let first = Value::to_string(first);
                let error = InputError::new(Code::DuplicateKey, place.to_string(), &first, "each key once");
                return Err(self.stop(error));
            }
            let value = entries.next_value_seed(Strict { place, levels_left, fault: self.fault })?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
