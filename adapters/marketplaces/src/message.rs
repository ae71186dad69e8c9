//! What the messages of all providers have in common: they are text of bounded length, with an id, an instant and a
//! kind.

use defray_core::id::{MessageId, Note, ProviderIdentifier, RawMessage};
use defray_core::limits::RAW_MESSAGE_BYTES_MAX;
use defray_core::marketplace::Signal;
use defray_core::provider::Provider;
use defray_core::time::Instant;

use crate::error::UnreadableMessage;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// The message as text, without the blanks around it.
pub(crate) fn text(raw: &[u8]) -> Result<&str, UnreadableMessage> {
    within_limit(raw.len())?;
    let text = core::str::from_utf8(raw).map_err(|error| UnreadableMessage::NotUtf8 { at: error.valid_up_to() })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        return Err(UnreadableMessage::ByteOrderMark);
    }
    let text = text.trim_ascii();
    if text.is_empty() { Err(UnreadableMessage::Empty) } else { Ok(text) }
}

/// The text of an answer to a call of the host, which may be longer than any message that is kept: AWS repeats what it
/// was sent.
pub(crate) fn answer(raw: &[u8]) -> Option<&str> {
    const ANSWER_BYTES_MAX: usize = 16 * 1_024 * 1_024;
    core::str::from_utf8(raw).ok().filter(|text| text.len() <= ANSWER_BYTES_MAX).map(str::trim_ascii)
}

/// The text to be kept. Masking can lengthen it, so the limit is asked again.
pub(crate) fn kept(masked: &str) -> Result<Option<RawMessage>, UnreadableMessage> {
    let too_long = |_| UnreadableMessage::TooLong { bytes: masked.len(), most: RAW_MESSAGE_BYTES_MAX };
    RawMessage::new(masked).map(Some).map_err(too_long)
}

const fn within_limit(bytes: usize) -> Result<(), UnreadableMessage> {
    if bytes <= RAW_MESSAGE_BYTES_MAX {
        Ok(())
    } else {
        Err(UnreadableMessage::TooLong { bytes, most: RAW_MESSAGE_BYTES_MAX })
    }
}

/// The provider's id of a message.
pub(crate) fn id(field: &str, value: &str) -> Result<MessageId, UnreadableMessage> {
    MessageId::new(value).map_err(|error| UnreadableMessage::wrong_value(field, value, error.expected))
}

/// The account of the customer, as the provider states it. A message without effect may state it in any form.
pub(crate) fn account(
    provider: Provider,
    signal: Signal,
    field: &str,
    value: Option<&str>,
) -> Result<Option<ProviderIdentifier>, UnreadableMessage> {
    let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
    match ProviderIdentifier::new(value).ok().filter(|_| provider.is_account(value)) {
        None if signal != Signal::Ignored => Err(UnreadableMessage::wrong_value(field, value, provider.account_form())),
        account => Ok(account),
    }
}

/// The provider's name of what happened.
pub(crate) fn kind(field: &str, value: &str) -> Result<Note, UnreadableMessage> {
    const FORM: &str = "the name of what happened, at most 1024 bytes without control characters";
    match Note::new(value) {
        Ok(kind) if !value.is_empty() => Ok(kind),
        _ => Err(UnreadableMessage::wrong_value(field, value, FORM)),
    }
}

/// The instant at which it happened.
pub(crate) fn instant(field: &str, value: &str) -> Result<Instant, UnreadableMessage> {
    const FORM: &str =
        "an RFC 3339 instant with an offset, such as `2026-03-01T08:00:00Z`, from 1970 up to the end of 2199";
    value.parse().map_err(|_| UnreadableMessage::wrong_value(field, value, FORM))
}
