//! Commands in JSON Lines: one JSON object per line. `docs/commands/README.md` specifies the format.

use defray_core::command::{Command, Ingest};
use defray_core::id::CloudAccountId;
use defray_core::marketplace::MarketplaceMessage;
use defray_core::provider::{Identifiers, Provider};
use defray_core::subscription::Subscription;
use defray_core::text::shorten;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Code, InputError, listed};
use crate::json::{from_value, read_value};
use crate::present::command_fields;

pub use defray_core::command::Request;

/// A function that parses a raw message of a marketplace. The path of its error is relative to the message.
pub type ParseRaw<'a> = &'a dyn Fn(Provider, &str) -> Result<MarketplaceMessage, InputError>;

/// The fields that every command can have, besides its own fields.
const ENVELOPE: [&str; 3] = ["at", "actor", "idempotency_key"];

/// Reads a request from one line. The message of an `ingest` must be in canonical form; see [`read_request_with`].
///
/// # Errors
///
/// An [`InputError`] when the line is not a valid command. Rules of the ledger are not checked here.
pub fn read_request(line: &[u8]) -> Result<Request, InputError> {
    read_request_with(line, &|_, raw| {
        let expected = "the canonical form in `message`: raw messages cannot be parsed here";
        Err(InputError::new(Code::BadValue, "", raw, expected))
    })
}

/// Reads a request from one line. Raw messages, `{"command": "ingest", "provider": …, "raw": …}`, are parsed with
/// `parse_raw`.
///
/// # Errors
///
/// Those of [`read_request`], and those of `parse_raw`.
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

/// Writes a request as its canonical line, without a line end: `command`, the fields of the envelope, then the
/// command's fields in the order of their declaration. Absent fields are omitted. [`read_request`] reads the same
/// request from the line, unless the line is longer than [`LINE_BYTES_MAX`](crate::json::LINE_BYTES_MAX).
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

/// Removes the name of the command from the fields. It is one of [`Command::NAMES`].
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

/// Removes an optional field of the envelope from the fields.
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
        // Each of the two forms omits the fields of the other form, and `null` means the same as an omitted field.
        fields.retain(|field, value| !(value.is_null() && ["message", "provider", "raw"].contains(&field.as_str())));
        if fields.contains_key("raw") && !fields.contains_key("message") {
            return read_raw(fields, parse_raw);
        }
    }
    if name == "link_cloud_account" {
        check_subscription(&fields)?;
    }
    let tagged = Value::Object(Map::from_iter([(name.to_owned(), Value::Object(fields))]));
    from_value(&tagged).map_err(|error| explained(error, name))
}

/// Removes the name of the command from the path, and describes the expected values for this command.
fn explained(mut error: InputError, name: &'static str) -> InputError {
    let path = error.path.strip_prefix(name).unwrap_or(&error.path);
    error.path = path.strip_prefix('.').unwrap_or(path).to_owned();
    let own_field = !error.path.contains(['.', '[']);
    match error.code {
        Code::MissingField => error.expected = format!("a value, as `{name}` requires it"),
        Code::UnknownField if own_field => {
            error.expected = format!("{}, or of every command {}", error.expected, listed(ENVELOPE));
        }
        Code::BadValue | Code::WrongType => match (name, error.path.as_str()) {
            ("choose_method", "method") => {
                // A text that is not `enterprise` is most probably the id of a cloud account.
                let id = error.value.trim_matches('"');
                let id = if CloudAccountId::new(id).is_ok() && !id.starts_with('{') && id != "cloud_account" {
                    id
                } else {
                    "ID"
                };
                error.expected = format!("`\"enterprise\"` or `{{\"cloud_account\": \"{id}\"}}`");
            }
            ("issue_voucher", "kind") => {
                error.expected = "`ordinary_voucher` or `full_reduction_voucher`".to_owned();
            }
            _ => {}
        },
        _ => {}
    }
    if error.path == "message.confirm.address" {
        // The address is a secret, even if it is not valid.
        error.value = "***".to_owned();
    }
    error
}

/// A raw message.
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

/// Checks the identifiers of a subscription first, because the error of serde would name the whole object instead of
/// the field.
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
