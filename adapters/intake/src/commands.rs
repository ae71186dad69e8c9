//! Commands in their interchange form, one JSON object a line. `docs/commands/README.md` is the contract.

use defray_core::command::{Command, Ingest};
use defray_core::marketplace::{MarketplaceMessage, Signal};
use defray_core::provider::{Identifiers, Provider};
use defray_core::subscription::Subscription;
use defray_core::text::shorten;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Code, InputError, listed};
use crate::json::{from_value, read_value};
use crate::present::command_fields;

pub use defray_core::command::Request;

/// Reads a marketplace message as it came. An error's path is within the message.
pub type ParseRaw<'a> = &'a dyn Fn(Provider, &str) -> Result<MarketplaceMessage, InputError>;

/// Fields that every command may have beside its own.
const ENVELOPE: [&str; 3] = ["at", "actor", "idempotency_key"];

/// Reads one line. An `ingest` must have its message in canonical form; see [`read_request_with`].
pub fn read_request(line: &[u8]) -> Result<Request, InputError> {
    read_request_with(line, &|_, raw| {
        let expected = "the canonical form in `message`: there is no parser for messages as they came here";
        Err(InputError::new(Code::BadValue, "", raw, expected))
    })
}

/// Reads one line; `{"command": "ingest", "provider": …, "raw": …}` is read with `parse_raw`.
pub fn read_request_with(line: &[u8], parse_raw: ParseRaw<'_>) -> Result<Request, InputError> {
    let value = read_value(line)?;
    let Value::Object(mut fields) = value else {
        return Err(InputError::new(Code::WrongType, "", &value.to_string(), "an object with the field `command`"));
    };
    let name = take_name(&mut fields)?;
    let (at, actor, idempotency_key) =
        (take(&mut fields, "at")?, take(&mut fields, "actor")?, take(&mut fields, "idempotency_key")?);
    let command = read_command(name, fields, parse_raw)?;
    Ok(Request { command, at, actor, idempotency_key })
}

/// The request as its canonical line, without a line end: `command`, the envelope, then the fields in the order of their
/// declaration; what is absent is left out. [`read_request`] gives the same request again, unless the line is longer than it takes
/// ([`LINE_BYTES_MAX`](crate::json::LINE_BYTES_MAX)).
pub fn write_request(request: &Request) -> String {
    let Request { command, at, actor, idempotency_key } = request;
    let mut object = Map::new();
    object.insert("command".to_owned(), command.name().into());
    let envelope = [
        at.as_ref().map(ToString::to_string),
        actor.as_ref().map(ToString::to_string),
        idempotency_key.as_ref().map(ToString::to_string),
    ];
    let given = ENVELOPE.into_iter().zip(envelope).filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
    object.extend(given);
    object.extend(command_fields(command));
    Value::Object(object).to_string()
}

/// Takes the command's name out; it is one of [`Command::NAMES`].
fn take_name(fields: &mut Map<String, Value>) -> Result<&'static str, InputError> {
    let expected = || format!("one of {}", listed(Command::NAMES.iter().copied()));
    match fields.shift_remove("command") {
        Some(Value::String(given)) => {
            let known = Command::NAMES.iter().find(|name| **name == given);
            known.copied().ok_or_else(|| InputError::new(Code::UnknownCommand, "command", &given, expected()))
        }
        None | Some(Value::Null) => Err(InputError::new(Code::MissingField, "command", "absent", expected())),
        Some(other) => Err(InputError::new(Code::WrongType, "command", &other.to_string(), expected())),
    }
}

/// Takes an optional field of the envelope out.
fn take<T: for<'de> Deserialize<'de>>(fields: &mut Map<String, Value>, name: &str) -> Result<Option<T>, InputError> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => from_value(&value).map(Some).map_err(|error| error.within(name)),
    }
}

fn read_command(
    name: &'static str,
    mut fields: Map<String, Value>,
    parse_raw: ParseRaw<'_>,
) -> Result<Command, InputError> {
    if name == "ingest" {
        // Each of the two forms leaves out the other's fields, and `null` is the same as left out.
        fields.retain(|field, value| !(value.is_null() && ["message", "provider", "raw"].contains(&field.as_str())));
        if fields.contains_key("raw") && !fields.contains_key("message") {
            return read_raw(fields, parse_raw);
        }
    }
    if name == "link_cloud_account" {
        check_subscription(&fields)?;
    }
    let tagged = Value::Object(Map::from_iter([(name.to_owned(), Value::Object(fields))]));
    let command = from_value(&tagged).map_err(|error| explained(error, name))?;
    if let Command::Ingest(Ingest { message }) = &command {
        check_message(message)?;
    }
    Ok(command)
}

/// What is not believed, or is a topic's own, has no effect on who pays.
fn check_message(message: &MarketplaceMessage) -> Result<(), InputError> {
    let (kept_only, what) = match (&message.rejected, &message.confirm) {
        (Some(_), Some(_)) => {
            let expected = "`rejected` or `confirm`: what is not believed asks for nothing";
            return Err(InputError::new(Code::BadValue, "message.confirm", "***", expected));
        }
        (Some(_), None) => (true, "`ignored`, as the message is `rejected`"),
        (None, Some(_)) => (true, "`ignored`, as the message has `confirm`"),
        (None, None) => (false, ""),
    };
    if kept_only && message.signal != Signal::Ignored {
        return Err(InputError::new(Code::BadValue, "message.signal", message.signal.name(), what));
    }
    Ok(())
}

/// Takes the command's name off the path again, and says what the error means for this command.
fn explained(mut error: InputError, name: &'static str) -> InputError {
    let path = error.path.strip_prefix(name).unwrap_or(&error.path);
    error.path = path.strip_prefix('.').unwrap_or(path).to_owned();
    let own_field = !error.path.contains(['.', '[']);
    match error.code {
        Code::MissingField => error.expected = format!("a value, as `{name}` requires it"),
        Code::UnknownField if own_field => {
            error.expected = format!("{}, or of every command {}", error.expected, listed(ENVELOPE));
        }
        _ => {}
    }
    if error.path == "message.confirm.address" {
        // It lets its holder act, even where it is not of the right form.
        error.value = "***".to_owned();
    }
    error
}

/// A message as it came.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    provider: Provider,
    raw: String,
}

fn read_raw(fields: Map<String, Value>, parse_raw: ParseRaw<'_>) -> Result<Command, InputError> {
    let Raw { provider, raw } = from_value(&Value::Object(fields)).map_err(|error| explained(error, "ingest"))?;
    let message = parse_raw(provider, &raw).map_err(|error| error.within("raw"))?;
    Ok(Ingest { message: Box::new(message) }.into())
}

/// Identifiers that do not fit their provider are told by field; through serde alone, the error would name the whole object.
fn check_subscription(fields: &Map<String, Value>) -> Result<(), InputError> {
    let Some(identifiers) = fields.get("subscription").and_then(|value| from_value::<Identifiers>(value).ok()) else {
        return Ok(());
    };
    Subscription::try_from(identifiers).map(drop).map_err(|error| {
        let path = format!("subscription.{}", error.field);
        let code = if error.value == "absent" { Code::MissingField } else { Code::BadValue };
        InputError { code, path, value: shorten(&error.value), expected: error.expected.to_owned() }
    })
}
