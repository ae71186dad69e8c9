//! Printing: JSON for programs, text for people. A reader that went away (`| head`) ends the program quietly.

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

/// Prints text as it is.
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

/// A record as JSON, absent parts left out.
pub(crate) fn record<T: Serialize>(record: &T) -> Value {
    defray_intake::present::record_json(record)
}
