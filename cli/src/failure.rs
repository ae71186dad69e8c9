//! Failures of commands, and exit codes.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use defray::{Error, ErrorClass};
use serde_json::{Value, json};

/// The outcome of a command that ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything succeeded.
    Done,
    /// At least one item was refused or not found.
    Refused,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Refused => ExitCode::from(1),
        }
    }

    /// [`Refused`](Self::Refused) when `refused` is true.
    pub(crate) const fn refused_if(refused: bool) -> Self {
        if refused { Self::Refused } else { Self::Done }
    }
}

/// A failure that ended a command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The engine returned an error.
    Engine(Error),
    /// The command line is not valid.
    Usage(String),
    /// An input file is not valid.
    Input { code: &'static str, message: String },
    /// The environment prevented the command: files, network, operating system.
    Environment { code: &'static str, message: String },
}

impl Failure {
    pub(crate) fn file(what: &str, path: &Path, error: &std::io::Error) -> Self {
        let message = format!("{}: cannot {what}: {error}", path.display());
        Self::Environment { code: "file", message }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage(_) => 2,
            Self::Input { .. } => 3,
            Self::Environment { .. } => 4,
            Self::Engine(error) => match error.class() {
                ErrorClass::Refused => 1,
                ErrorClass::Misuse => 2,
                ErrorClass::Corrupt => 3,
                _ => 4,
            },
        })
    }

    /// Prints the failure to standard error.
    pub(crate) fn report(&self, json: bool) {
        let value = match self {
            Self::Engine(error) => error_json(error),
            Self::Usage(message) => json!({"class": "misuse", "code": "usage", "message": message}),
            Self::Input { code, message } => json!({"class": "misuse", "code": code, "message": message}),
            Self::Environment { code, message } => json!({"class": "environment", "code": code, "message": message}),
        };
        if json {
            eprintln!("{}", json!({ "ok": false, "error": value }));
        } else {
            let text = |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
            eprintln!("defray: {} [{}]", text("message"), text("code"));
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(error) => error.fmt(f),
            Self::Usage(message) | Self::Input { message, .. } | Self::Environment { message, .. } => {
                f.write_str(message)
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

/// An error as JSON: class, code, field and rule if it has them, message.
pub(crate) fn error_json(error: &Error) -> Value {
    let mut value = json!({ "class": error.class().name(), "code": error.code() });
    for (name, text) in [("field", error.field()), ("rule", error.rule())] {
        if !text.is_empty() {
            value[name] = text.into();
        }
    }
    value["message"] = error.to_string().into();
    value
}
