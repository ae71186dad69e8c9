//! Reads text as a [`Value`], with strict rules.

use defray_json::{Fault, LEVELS_MAX, parse};
use serde_json::Value;

use crate::error::{Code, InputError};

/// The maximum length of a line in bytes, without the line end.
pub const LINE_BYTES_MAX: usize = 1 << 20;
/// The maximum number of nested objects and lists, including the outermost one.
pub const DEPTH_MAX: usize = LEVELS_MAX;

/// Reads one JSON value.
///
/// # Errors
///
/// The first fault: the line is too long, not UTF-8, not one JSON value, too deep, or has a key twice.
pub fn read_value(bytes: &[u8]) -> Result<Value, InputError> {
    if bytes.len() > LINE_BYTES_MAX {
        return Err(too_long());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    parse(text).map_err(|fault| match fault {
        Fault::Syntax(error) => not_json(text, &error),
        Fault::TooDeep { path, found } => {
            let expected = format!("at most {DEPTH_MAX} objects and lists inside each other");
            InputError::new(Code::TooDeep, path, found, expected)
        }
        Fault::Duplicate { path, first, .. } => {
            InputError::new(Code::DuplicateKey, path, &first.to_string(), "each key once")
        }
    })
}

pub(crate) fn too_long() -> InputError {
    InputError::new(Code::TooLong, "", "a longer line", format!("at most {LINE_BYTES_MAX} bytes a line"))
}

fn not_utf8(bytes: &[u8], valid_up_to: usize) -> InputError {
    let rest = bytes.get(valid_up_to..).unwrap_or_default();
    let shown = rest.iter().take(4).map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    InputError::new(Code::NotUtf8, "", &shown, format!("UTF-8 (byte {} is not)", valid_up_to + 1))
}

fn not_json(text: &str, error: &serde_json::Error) -> InputError {
    let start = if error.is_eof() { text.len() } else { error_offset(text, error) };
    let found = text.get(start..).filter(|rest| !rest.is_empty()).unwrap_or("the end of the line");
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    InputError::new(Code::NotJson, "", found, format!("one JSON value (byte {}: {reason})", start + 1))
}

/// The offset of the byte at which serde_json stopped, from 0. serde_json counts lines and columns from 1, and columns
/// in bytes.
fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    let lines_before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let offset = lines_before + error.column().saturating_sub(1);
    (0..=offset.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}
