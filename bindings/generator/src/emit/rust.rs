//! The error codes in Rust, for all bindings; and the formatting of generated Rust.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Written;
use crate::model::{Class, Model};

pub(super) fn files(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    Ok(vec![Written { path: "bindings/support/src/status.rs".into(), text: formatted(root, &statuses(model))? }])
}

fn statuses(model: &Model) -> String {
    let mut text = String::from(
        r#"//! Every error code with its number. Written by `make bindings`; `docs/errors.md` describes each code.

use defray::ErrorClass;

/// An error code: a number and a name that never change, and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    number: i32,
    name: &'static str,
    class: ErrorClass,
}

impl Status {
    /// A defect of defray.
    pub const BUG: Self = status(BUG_NUMBER, "bug", ErrorClass::Bug);

    /// The number; its hundreds are the class. 0 is success and no error.
    pub const fn number(self) -> i32 {
        self.number
    }

    /// The name, as in the interchange form.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The class, which says who can repair the cause.
    pub const fn class(self) -> ErrorClass {
        self.class
    }
}

const fn status(number: i32, name: &'static str, class: ErrorClass) -> Status {
    Status { number, name, class }
}

/// All error codes, sorted by number.
pub const CODES: &[Status] = &[
"#,
    );
    let bug = model.codes.iter().find(|code| code.name == "bug").map_or(0, |code| code.number);
    text = text.replace("BUG_NUMBER", &bug.to_string());
    for code in &model.codes {
        let class = match code.class {
            Class::Misuse => "Misuse",
            Class::Environment => "Environment",
            Class::Unknown => "Unknown",
            Class::Corrupt => "Corrupt",
            Class::Refused => "Refused",
            Class::Bug => "Bug",
        };
        let _ = writeln!(text, "status({}, {:?}, ErrorClass::{class}),", code.number, code.name);
    }
    text + "];\n"
}

/// Formats Rust with rustfmt.
pub(super) fn formatted(root: &Path, text: &str) -> Result<String, String> {
    let wrong = |error: std::io::Error| format!("rustfmt: {error}");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(wrong)?;
    let mut input = child.stdin.take().ok_or("rustfmt has no standard input")?;
    let written = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(written.as_bytes()));
    let output = child.wait_with_output().map_err(wrong)?;
    writer.join().map_err(|_| "the thread that writes to rustfmt panicked".to_owned())?.map_err(wrong)?;
    if !output.status.success() {
        return Err("rustfmt refused the generated text".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
