//! The table of error codes.

use std::fmt::Write as _;

use super::{NOTICE, names};
use crate::model::{Class, Model};

pub(super) fn file(model: &Model) -> String {
    let mut text = format!(
        "{NOTICE}\n// Every error code. Each is an error that [errors.Is] finds in an [Error] of that code, and a constant that a switch\n\
         // can name. `docs/errors.md` describes each code.\nconst (\n"
    );
    for code in &model.codes {
        text += &names::comment("\t", &code.docs);
        if !code.rule.is_empty() {
            let _ = writeln!(text, "\t// Rule {}.", code.rule);
        }
        let _ = writeln!(text, "\tErr{} ErrorCode = {}", names::exported(&code.name), code.number);
    }
    text += ")\n\n// codeTable has every code's name and class, by number.\nvar codeTable = map[ErrorCode]codeEntry{\n";
    for code in &model.codes {
        let class = match code.class {
            Class::Misuse => "Misuse",
            Class::Environment => "Environment",
            Class::Unknown => "Unknown",
            Class::Corrupt => "Corrupt",
            Class::Refused => "Refused",
            Class::Bug => "Bug",
        };
        // All numbers have three digits, so gofmt has nothing to align.
        let _ = writeln!(text, "\t{}: {{{:?}, ErrorClass{class}}},", code.number, code.name);
    }
    text + "}\n"
}
