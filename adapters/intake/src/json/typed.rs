//! Converts a [`Value`] to a typed value, with errors that contain the path.
//!
//! The deserializer of serde_json accepts more than the specification (a list instead of an object, and `{"enterprise":
//! null}` instead of `"enterprise"`), and its errors are only text. The errors of this deserializer have a code, a path
//! and a value.

use std::fmt;

use defray_core::text::shorten;
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, Unexpected, VariantAccess, Visitor,
};
use serde_json::{Map, Value};

use crate::error::{Code, InputError, listed};

/// Reads a `T` from `value`. In objects that are records, `null` means an absent field.
///
/// # Errors
///
/// An [`InputError`] for the first value that is not valid.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, InputError> {
    T::deserialize(At(value)).map_err(|mismatch| mismatch.about(value).0)
}

/// An error whose path is completed from the inside to the outside. Its value is empty until a caller that has the JSON
/// sets it.
#[derive(Debug)]
struct Mismatch(InputError);

impl Mismatch {
    fn new(code: Code, expected: impl Into<String>) -> Self {
        Self(InputError::new(code, "", "", expected))
    }

    /// Sets the value, unless an inner value is set already.
    fn about(mut self, value: &Value) -> Self {
        if self.0.value.is_empty() {
            self.0.value = shorten(&value.to_string());
        }
        self
    }

    fn within(self, outer: &str) -> Self {
        Self(self.0.within(outer))
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    /// Errors of core have the form "`VALUE` is not …: expected FORM". Only the form is used, because the value is
    /// taken from the JSON.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let form = message.rsplit_once(": expected ").map(|(_, form)| form);
        let unrounded = message.ends_with("nothing is rounded").then_some("at most 12 decimals, as nothing is rounded");
        Self::new(Code::BadValue, form.or(unrounded).unwrap_or(&message))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(Code::WrongType, in_words(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(Code::BadValue, in_words(&expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::new(Code::BadValue, in_words(&expected.to_string()))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Code::BadValue, one_of(expected))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Code::UnknownField, one_of(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(InputError::new(Code::MissingField, field, "absent", "a value, as it is required"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self(InputError::new(Code::DuplicateKey, field, "", "each key once"))
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => "no such field".to_owned(),
        [only] => format!("`{only}`"),
        several => format!("one of {}", listed(several.iter().copied())),
    }
}

/// Translates serde's name of the expected type into terms of JSON.
fn in_words(expected: &str) -> String {
    match expected {
        "a string" => "a string in quotes",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "an object",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" => "a whole number, 0 or more",
        object if object.starts_with("struct ") => "an object",
        other => other,
    }
    .to_owned()
}

/// A JSON value that is read as a typed value.
#[derive(Clone, Copy)]
struct At<'de>(&'de Value);

impl<'de> At<'de> {
    fn wrong_type(self, expected: &dyn de::Expected) -> Mismatch {
        de::Error::invalid_type(Unexpected::Other("another type"), expected)
    }

    fn object(self, expected: &dyn de::Expected) -> Result<&'de Map<String, Value>, Mismatch> {
        self.0.as_object().ok_or_else(|| self.wrong_type(expected))
    }
}

impl<'de> Deserializer<'de> for At<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (_, _, value) => visitor.visit_f64(value.unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let list = self.0.as_array().ok_or_else(|| self.wrong_type(&visitor))?;
        visitor.visit_seq(Elements { list, next: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let object = self.object(&visitor)?;
        visitor.visit_map(Entries { rest: object.iter(), optional: &[], current: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let object = self.object(&visitor)?;
        let entries = Entries { rest: object.iter(), optional: fields, current: None };
        visitor.visit_map(entries).map_err(|mut mismatch| {
            if mismatch.0.code == Code::MissingField && object.contains_key(&mismatch.0.path) {
                mismatch.0.value = "null".to_owned();
            }
            mismatch
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Tagged { name, content: None }),
            Value::Object(object) if object.len() == 1 => match object.iter().next() {
                Some((name, content)) => visitor.visit_enum(Tagged { name, content: Some(content) }),
                None => Err(Mismatch::new(Code::WrongType, one_of(variants))),
            },
            _ => Err(Mismatch::new(Code::WrongType, one_of(variants))),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple_struct
        identifier ignored_any
    }
}

struct Elements<'de> {
    list: &'de [Value],
    next: usize,
}

impl<'de> de::SeqAccess<'de> for Elements<'de> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let Some(element) = self.list.get(self.next) else { return Ok(None) };
        let place = format!("[{}]", self.next);
        self.next += 1;
        seed.deserialize(At(element)).map(Some).map_err(|mismatch| mismatch.about(element).within(&place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.list.len() - self.next)
    }
}

struct Entries<'de> {
    rest: serde_json::map::Iter<'de>,
    /// The keys for which `null` means an absent field. For other keys `null` is a value.
    optional: &'static [&'static str],
    current: Option<(&'de str, &'de Value)>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let optional = self.optional;
        let absent = |key: &str, value: &Value| value.is_null() && optional.contains(&key);
        let Some((key, value)) = self.rest.find(|(key, value)| !absent(key, value)) else { return Ok(None) };
        self.current = Some((key, value));
        seed.deserialize(Key(key)).map(Some).map_err(|mut mismatch| {
            // The error of an unknown field shows the value of the field. In other errors the key itself is the wrong
            // value.
            let shown = if mismatch.0.code == Code::UnknownField { value.to_string() } else { key.to_owned() };
            mismatch.0.value = shorten(&shown);
            mismatch.within(&shorten(key))
        })
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mismatch> {
        let (key, value) = self.current.take().unwrap_or(("", &Value::Null));
        seed.deserialize(At(value)).map_err(|mismatch| mismatch.about(value).within(&shorten(key)))
    }
}

/// A key of an object: a text, or the name of a variant.
struct Key<'de>(&'de str);

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(Tagged { name: self.0, content: None })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A variant of an enum: `"name"`, or `{"name": content}`.
struct Tagged<'de> {
    name: &'de str,
    content: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Tagged<'de> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        let name: StrDeserializer<'_, Mismatch> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> Tagged<'de> {
    fn content(&self) -> Result<&'de Value, Mismatch> {
        let form = format!("an object, {{\"{}\": …}}", self.name);
        self.content.ok_or_else(|| Mismatch::new(Code::WrongType, form))
    }
}

impl<'de> VariantAccess<'de> for Tagged<'de> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(Mismatch::new(Code::WrongType, format!("`\"{}\"` alone", self.name))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mismatch> {
        let content = self.content()?;
        seed.deserialize(At(content)).map_err(|mismatch| mismatch.about(content).within(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        let content = self.content()?;
        At(content).deserialize_seq(visitor).map_err(|mismatch| mismatch.about(content).within(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let content = self.content()?;
        At(content)
            .deserialize_struct("", fields, visitor)
            .map_err(|mismatch| mismatch.about(content).within(self.name))
    }
}
