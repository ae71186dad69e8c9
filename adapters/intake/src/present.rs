//! Core's events, commands and records as JSON: flat objects that begin with their kind, without absent fields.

use defray_core::command::Command;
use defray_core::event::Event;
use serde::Serialize;
use serde_json::{Map, Value};

/// An event as `{"event": "bill_settled", …}`: its name, then its fields in the order of their declaration, without
/// absent fields.
///
/// ```
/// use defray_core::event::Event;
/// use defray_intake::present::event_json;
/// let event = Event::AccountOpened { account: "acme".parse()?, currency: "CNY".parse()? };
/// assert_eq!(event_json(&event).to_string(), r#"{"event":"account_opened","account":"acme","currency":"CNY"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn event_json(event: &Event) -> Value {
    let mut object = Map::new();
    object.insert("event".to_owned(), event.name().into());
    object.extend(fields(event, event.name()));
    Value::Object(object)
}

/// A command as `{"command": "top_up", …}`: its name, then its fields, without absent fields.
pub fn command_json(command: &Command) -> Value {
    let mut object = Map::new();
    object.insert("command".to_owned(), command.name().into());
    object.extend(command_fields(command));
    Value::Object(object)
}

/// A record of core as JSON, without absent fields at any depth.
pub fn record_json(record: &impl Serialize) -> Value {
    // The serialization of core's records never fails: the keys of their maps are text.
    let mut value = serde_json::to_value(record).unwrap_or_default();
    remove_absent(&mut value);
    value
}

pub(crate) fn command_fields(command: &Command) -> Map<String, Value> {
    fields(command, command.name())
}

/// The fields inside `{name: {…}}`, which is serde's form of an enum.
fn fields(tagged: &impl Serialize, name: &str) -> Map<String, Value> {
    match record_json(tagged).get_mut(name).map(Value::take) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Removes `null` from objects. Lists keep it, because removing it would change the positions of other elements.
fn remove_absent(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, field| !field.is_null());
            object.values_mut().for_each(remove_absent);
        }
        Value::Array(list) => list.iter_mut().for_each(remove_absent),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
