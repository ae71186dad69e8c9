//! Reading of entries that a file of an older format contains.
//!
//! A stored type grows only at its end: a new field is the last one of its structure and has `#[serde(default)]`, and a
//! new variant is the last one of its enum. [`ADDED_SINCE_FORMAT_2`] lists the new fields. [`Older`] reads a structure
//! without them, so that they get their defaults.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, SeqAccess, VariantAccess, Visitor};

/// The structures that have more fields since format 3, and these fields. A variant has the name of its enum.
const ADDED_SINCE_FORMAT_2: &[(&str, &[&str])] = &[
    ("Account", &["sendings", "suspensions", "not_metered", "mail_settings"]),
    ("BillRecord", &["restates", "restated"]),
    ("BindWorkspace", &["display_name"]),
    ("CloudAccount", &["patience", "successor"]),
    ("Entry", &["rules", "simulated"]),
    ("Event", &["patience", "repeats", "display_name"]),
    ("MarketplaceMessage", &["account_id", "agreement"]),
    ("MethodStep", &["rules"]),
    ("Notification", &["still_opening", "replaced", "corrected", "payable", "display_names"]),
    ("Policy", &["unique_references", "item_names", "payable_unit", "validity_at", "suspended_patience"]),
    ("RecordedSignal", &["rules"]),
    ("SubscriptionHistory", &["stated_accounts", "agreements"]),
    ("SubscriptionLifecycle", &["over_rules", "suspended_since"]),
    ("UsageRecord", &["send_until"]),
    ("Workspace", &["display_name"]),
];

/// Reads a value that was written in format 2, and returns it with the bytes after it.
pub(super) fn from_format_2<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<(T, &'de [u8]), postcard::Error> {
    let mut deserializer = postcard::Deserializer::from_bytes(bytes);
    let value = T::deserialize(Older(&mut deserializer))?;
    Ok((value, deserializer.finalize()?))
}

/// The fields of a structure that format 2 has.
fn fields_of_format_2(name: &str, fields: &'static [&'static str]) -> &'static [&'static str] {
    let added = ADDED_SINCE_FORMAT_2.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, added)| added);
    let kept = fields.iter().position(|field| added.contains(field)).unwrap_or(fields.len());
    &fields[..kept]
}

/// A deserializer, a visitor, a seed or an access to parts, which reads structures without the new fields.
struct Older<T>(T);

/// A variant of the enum with this name.
struct OlderVariant<T> {
    access: T,
    name: &'static str,
}

/// A visitor of an enum with this name.
struct OlderEnum<T> {
    visitor: T,
    name: &'static str,
}

macro_rules! forward {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(Older(visitor))
        }
    )+};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Older<D> {
    type Error = D::Error;

    forward! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option
        deserialize_unit deserialize_seq deserialize_map deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, Older(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Older(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(length, Older(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, length, Older(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields_of_format_2(name, fields), Older(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, OlderEnum { visitor, name })
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! forward_values {
    ($($method:ident: $type:ty)+) => {$(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )+};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Older<V> {
    type Value = V::Value;

    forward_values! {
        visit_bool: bool visit_i8: i8 visit_i16: i16 visit_i32: i32 visit_i64: i64 visit_i128: i128
        visit_u8: u8 visit_u16: u16 visit_u32: u32 visit_u64: u64 visit_u128: u128 visit_f32: f32 visit_f64: f64
        visit_char: char visit_str: &str visit_borrowed_str: &'de str visit_string: String
        visit_bytes: &[u8] visit_borrowed_bytes: &'de [u8] visit_byte_buf: Vec<u8>
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Older(deserializer))
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Older(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Older(access))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Older(access))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for OlderEnum<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(OlderVariant { access, name: self.name })
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Older<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Older(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Older<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Older(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: serde::de::MapAccess<'de>> serde::de::MapAccess<'de> for Older<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(Older(seed))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Older(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for OlderVariant<A> {
    type Error = A::Error;
    type Variant = OlderVariant<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (value, access) = self.access.variant_seed(seed)?;
        Ok((value, OlderVariant { access, name: self.name }))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for OlderVariant<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.access.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.access.newtype_variant_seed(Older(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.access.tuple_variant(length, Older(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.access.struct_variant(fields_of_format_2(self.name, fields), Older(visitor))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde::Serialize;

    use super::*;

    /// A structure with the name of a stored one, as format 2 has it.
    #[derive(Serialize)]
    #[serde(rename = "MethodStep")]
    struct StepOfFormat2 {
        at: u64,
        by: Option<String>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename = "MethodStep")]
    struct Step {
        at: u64,
        by: Option<String>,
        #[serde(default)]
        rules: u32,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Choice<S> {
        Nothing,
        One(S),
        Several { steps: Vec<S>, last: bool },
    }

    fn read(value: &Choice<StepOfFormat2>) -> Choice<Step> {
        let bytes = postcard::to_stdvec(value).unwrap();
        let (read, rest) = from_format_2(&bytes).unwrap();
        assert!(rest.is_empty());
        read
    }

    #[test]
    fn new_fields_get_their_defaults_at_any_depth() {
        let old = |at| StepOfFormat2 { at, by: Some("ann".into()) };
        let new = |at| Step { at, by: Some("ann".into()), rules: 0 };
        assert_eq!(read(&Choice::Nothing), Choice::Nothing);
        assert_eq!(read(&Choice::One(old(1))), Choice::One(new(1)));
        let several = Choice::Several { steps: vec![old(1), old(700)], last: true };
        assert_eq!(read(&several), Choice::Several { steps: vec![new(1), new(700)], last: true });
    }
}
