//! Commands and marketplace messages as they come from elsewhere.

use defray::Request;
use defray::core::marketplace::MarketplaceMessage;
use defray::core::provider::Provider;
use defray_intake::commands::read_request_with;
use defray_intake::error::{Code, InputError};
use defray_intake::json::{from_value, read_value};
use defray_marketplaces::MASK;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Reads one command in the interchange form (`docs/commands/README.md`), raw marketplace messages included.
///
/// # Errors
///
/// What is wrong with the line, naming the field, the value and what was expected.
pub fn request(line: &[u8]) -> Result<Request, Failure> {
    Ok(read_request_with(line, &raw)?)
}

/// Reads a marketplace message as it came.
///
/// # Errors
///
/// `bad_value` when it says something that cannot be, or does not say whom it concerns. Never shows a secret of it.
pub fn message(provider: Provider, bytes: &[u8]) -> Result<MarketplaceMessage, Failure> {
    defray_marketplaces::read(provider, bytes)
        .map_err(|error| Failure::new("bad_value", "raw", format!("`raw`: {error}")))
}

/// Reads a request whose field `secret`, or something below it, is not to be shown.
pub(crate) fn read_secretly<T: DeserializeOwned>(request: &[u8], secret: &str) -> Result<T, Failure> {
    let masked = |mut error: InputError| {
        // Even what is of the wrong type or in the wrong place may be the secret.
        if error.path.is_empty() || error.path.starts_with(secret) {
            error.value = MASK.to_owned();
        }
        Failure::from(error)
    };
    let value = read_value(request).map_err(masked)?;
    from_value(&value).map_err(masked)
}

/// Reads the raw message inside a command.
///
/// # Errors
///
/// When it cannot be read. Never shows a secret of it.
pub fn raw(provider: Provider, raw: &str) -> Result<MarketplaceMessage, InputError> {
    defray_marketplaces::read(provider, raw.as_bytes()).map_err(|error| InputError {
        code: Code::BadValue,
        path: String::new(),
        value: "a message".into(),
        expected: format!("one that can be read: {error}"),
    })
}
