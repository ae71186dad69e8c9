//! Strict JSON. What two readers could read differently is an error here:
//!
//! - one value, and nothing after it;
//! - no key twice in an object, at any depth;
//! - at most [`LEVELS_MAX`] objects and lists inside each other.
//!
//! Commands, the requests of bindings and the messages of marketplaces are all read by [`parse`].
//!
//! ```
//! use defray_json::{Fault, parse};
//! assert_eq!(parse(r#"{"a": [1, 2]}"#).map(|value| value["a"][1].clone()).ok(), Some(2.into()));
//! assert!(matches!(parse(r#"{"a": {"b": 1, "b": 2}}"#), Err(Fault::Duplicate { path, .. }) if path == "a.b"));
//! ```
#![no_std]

extern crate alloc;

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use defray_core::text::shorten;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The most objects and lists inside each other. The outermost counts as one. Documented messages of marketplaces have
/// five. The recursion over so few levels stays far from the end of any stack.
pub const LEVELS_MAX: usize = 32;

/// Why a text is not one strict JSON value.
#[derive(Debug)]
pub enum Fault {
    /// The text is not one JSON value.
    Syntax(serde_json::Error),
    /// There are more than [`LEVELS_MAX`] objects and lists inside each other.
    TooDeep {
        /// The place, such as `policy.waterfalls[0]`, each of its keys shortened.
        path: String,
        /// What begins there: `[…]` or `{…}`.
        found: &'static str,
    },
    /// An object has a key twice.
    Duplicate {
        /// The place, the key included, each of its keys shortened.
        path: String,
        /// The key, whole.
        key: String,
        /// The value of the first of the two.
        first: Value,
    },
}

/// Reads `text` as one JSON value.
///
/// # Errors
///
/// The first fault in the text.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let fault = Cell::new(None);
    let mut source = serde_json::Deserializer::from_str(text);
    let outermost = Strict { place: Place::Outermost, levels_left: LEVELS_MAX, fault: &fault };
    let value = outermost.deserialize(&mut source).and_then(|value| source.end().map(|()| value));
    value.map_err(|error| fault.into_inner().unwrap_or(Fault::Syntax(error)))
}

/// Where in the text a value stands, as a chain of what it is inside.
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

/// Reads one value at `place`. What is not allowed here goes to `fault`, because an error of serde_json cannot carry
/// it.
#[derive(Clone, Copy)]
struct Strict<'a> {
    place: Place<'a>,
    levels_left: usize,
    fault: &'a Cell<Option<Fault>>,
}

impl Strict<'_> {
    fn stop<E: serde::de::Error>(&self, fault: Fault) -> E {
        self.fault.set(Some(fault));
        E::custom("stopped")
    }

    fn one_level_less<E: serde::de::Error>(&self, found: &'static str) -> Result<usize, E> {
        let too_deep = || self.stop(Fault::TooDeep { path: self.place.to_string(), found });
        self.levels_left.checked_sub(1).ok_or_else(too_deep)
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
                let (path, first) = (place.to_string(), first.clone());
                return Err(self.stop(Fault::Duplicate { path, key, first }));
            }
            let value = entries.next_value_seed(Strict { place, levels_left, fault: self.fault })?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
