//! Core's records as JSON for people and programs: a flat object with its kind first, and nothing where nothing is.

use defray_core::command::Command;
use defray_core::event::Event;
use serde::Serialize;
use serde_json::{Map, Value};

/// `{"event": "bill_settled", …}`: the event's name, then its fields in the order of their declaration, without those that are absent.
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

/// `{"command": "top_up", …}`, in the same manner.
pub fn command_json(command: &Command) -> Value {
    let mut object = Map::new();
    object.insert("command".to_owned(), command.name().into());
    object.extend(command_fields(command));
    Value::Object(object)
}

/// Any record of core as JSON, without the fields that are absent, at any depth.
pub fn record_json(record: &impl Serialize) -> Value {
    // Core's records always serialise to JSON: the keys of their maps are texts, and nothing in them fails.
    let mut value = serde_json::to_value(record).unwrap_or_default();
    remove_absent(&mut value);
    value
}

pub(crate) fn command_fields(command: &Command) -> Map<String, Value> {
    fields(command, command.name())
}

/// What stands inside `{name: {…}}`, serde's form of an enum.
fn fields(tagged: &impl Serialize, name: &str) -> Map<String, Value> {
    match record_json(tagged).get_mut(name).map(Value::take) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Only fields of objects can be absent; a `null` in a list would hold a place.
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
