//! Prints JSON and text. When the reader closed the pipe (`| head`), the program ends without an error.

use std::io::{self, Write, stdout};

use serde::Serialize;
use serde_json::Value;

use crate::failure::Failure;

/// Prints one line of JSON.
pub(crate) fn json_line(value: &Value) -> Result<(), Failure> {
    line(&value.to_string())
}

/// Prints a line.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    finish(writeln!(out, "{text}"))
}

/// Prints text without a line end.
pub(crate) fn raw(text: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn finish(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            let message = format!("standard output: cannot write: {error}");
            Err(Failure::Environment { code: "output", message })
        }
    }
}

/// Masks confirmation addresses in the JSON of a command or event, because anyone who knows such an address can use it.
/// `outbox` and `export` show them.
pub(crate) fn masked(mut value: Value) -> Value {
    mask(&mut value);
    value
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("topic")
                && let Some(address) = fields.get_mut("address")
            {
                *address = defray_marketplaces::MASK.into();
            }
            fields.values_mut().for_each(mask);
        }
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A record as JSON, without absent fields.
pub(crate) fn record<T: Serialize>(record: &T) -> Value {
    defray_intake::present::record_json(record)
}
