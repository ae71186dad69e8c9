//! Reading the fields of commands. Commands are well-formed here: a missing field or a wrong type is a broken test.

use serde_json::Value;

use crate::money::parse_money;
use crate::time::parse_instant;

/// An optional field; `null` is absent.
pub(crate) fn field<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null())
}

pub(crate) fn text_if(object: &Value, name: &str) -> Option<String> {
    field(object, name).map(|value| value.as_str().unwrap_or_else(|| panic!("{name} is a string")).to_string())
}

pub(crate) fn text(object: &Value, name: &str) -> String {
    text_if(object, name).unwrap_or_else(|| panic!("{name} is missing in {object}"))
}

pub(crate) fn instant_if(object: &Value, name: &str) -> Option<i128> {
    text_if(object, name).map(|value| parse_instant(&value))
}

pub(crate) fn instant(object: &Value, name: &str) -> i128 {
    parse_instant(&text(object, name))
}

pub(crate) fn money(object: &Value, name: &str) -> (i128, String) {
    parse_money(&text(object, name))
}

pub(crate) fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("a list");
    items.iter().map(|item| item.as_str().expect("a string").to_string()).collect()
}

/// Says no with a refusal code.
pub(crate) fn refuse<T>(code: &str) -> Result<T, String> {
    Err(code.to_string())
}
