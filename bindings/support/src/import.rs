//! Readers of commands and marketplace messages.

use defray::Request;
use defray::core::marketplace::MarketplaceMessage;
use defray::core::provider::Provider;
use defray_intake::commands::read_request_with;
use defray_intake::error::{Code, InputError};
use defray_intake::json::{from_value, read_value};
use defray_marketplaces::MASK;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Reads one command in the interchange form (`docs/commands/README.md`). An `ingest` may contain a raw marketplace
/// message.
///
/// # Errors
///
/// An error of class misuse when the line is not a command. It names the field, the value and what was expected.
pub fn request(line: &[u8]) -> Result<Request, Failure> {
    Ok(read_request_with(line, &raw)?)
}

/// Reads a marketplace message in the form in which the marketplace sent it.
///
/// # Errors
///
/// `bad_value` when the message cannot be read. The error says why, and never contains a secret of the message.
pub fn message(provider: Provider, bytes: &[u8]) -> Result<MarketplaceMessage, Failure> {
    defray_marketplaces::read(provider, bytes)
        .map_err(|error| Failure::new("bad_value", "raw", format!("`raw`: {error}")))
}

/// Reads a JSON request. The field `secret` and all fields below it are masked in errors.
pub(crate) fn read_masked<T: DeserializeOwned>(request: &[u8], secret: &str) -> Result<T, Failure> {
    let masked = |mut error: InputError| {
        // A value of the wrong type or in the wrong place can be the secret too.
        if error.path.is_empty() || error.path.starts_with(secret) {
            error.value = MASK.to_owned();
        }
        Failure::from(error)
    };
    let value = read_value(request).map_err(masked)?;
    from_value(&value).map_err(masked)
}

/// Reads the raw marketplace message inside a command.
///
/// # Errors
///
/// `bad_value` when the message cannot be read. The error never contains a secret of the message.
pub fn raw(provider: Provider, raw: &str) -> Result<MarketplaceMessage, InputError> {
    defray_marketplaces::read(provider, raw.as_bytes()).map_err(|error| InputError {
        code: Code::BadValue,
        path: String::new(),
        value: "a message".into(),
        expected: format!("one that can be read: {error}"),
    })
}
