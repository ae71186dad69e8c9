//! The documentation of the error codes, and the file of their numbers.

use std::fmt::Write as _;
use std::path::Path;

use crate::Written;
use crate::model::{Class, ErrorCode, Model};

pub(super) fn files(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    let registry = crate::model::registry_text(root, &model.codes)?;
    Ok(vec![
        Written { path: "bindings/generator/codes.txt".into(), text: registry },
        Written { path: "docs/errors.md".into(), text: errors(model) },
    ])
}

fn errors(model: &Model) -> String {
    let mut text = String::from(
        "# Error codes\n\n\
         Every error has a class, which says who must act, and a code that never changes. In C the code is `DEFRAY_ERR_` and\n\
         its name in capitals, with the number below; in Go `defray.Err` and its name; in Python the `code` of the exception of\n\
         its class; on the command line and in JSON its name.\n\n\
         \"What it says\" is the text of the error: a name in capitals stands for a value. Where the text differs from case\n\
         to case, the column says what the code means. \"Rule\" is the number of the rule that refuses the command.\n\n\
         This page is written by `make bindings` from the sources that declare the codes.\n",
    );
    for class in Class::ALL {
        let (title, advice) = match class {
            Class::Refused => ("Refused", "A rule does not allow the command. Nothing changed."),
            Class::Misuse => ("Misuse", "The input is not valid. Nothing changed. Correct the caller."),
            Class::Environment => (
                "Environment",
                "The disk, a permission or a lock prevented the operation. Nothing changed. Correct that, then try again.",
            ),
            Class::Unknown => {
                ("Unknown", "The commit failed before its end, so it is not known whether the command took effect.")
            }
            Class::Corrupt => ("Corrupt", "The file is damaged, or not the one expected. Restore a backup."),
            Class::Bug => ("Bug", "A defect of defray."),
        };
        let _ = write!(
            text,
            "\n## {title}\n\n{advice}\n\n| number | code | what it says | rule | what to do |\n|---|---|---|---|---|\n"
        );
        for code in model.codes.iter().filter(|code| code.class == *class) {
            let ErrorCode { number, name, rule, remedy, .. } = code;
            let _ = writeln!(text, "| {number} | `{name}` | {} | {rule} | {remedy} |", own_text(code));
        }
    }
    text
}

/// The message of the error, or its meaning where the message differs from case to case.
fn own_text(code: &ErrorCode) -> String {
    match &code.message {
        Some(message) => sentence(&with_capitals(message)),
        None => code.docs.join(" "),
    }
}

/// Writes `{bill}` as `BILL`, in backticks unless the message has backticks there.
fn with_capitals(message: &str) -> String {
    let mut text = String::new();
    let mut in_code = false;
    let mut rest = message;
    while let Some(at) = rest.find(['`', '{']) {
        let (before, after) = rest.split_at(at);
        text += before;
        if let Some((name, end)) = after.strip_prefix('{').and_then(|name| name.split_once('}')) {
            let name = name.to_ascii_uppercase();
            text += &if in_code { name } else { format!("`{name}`") };
            rest = end;
        } else {
            in_code = !in_code;
            text.push('`');
            rest = &after[1..];
        }
    }
    text + rest
}

/// Adds a capital letter and a full stop. A first character of code or of a value stays.
fn sentence(text: &str) -> String {
    let end = if text.ends_with(['.', '?']) { "" } else { "." };
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}{end}", first.to_ascii_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{sentence, with_capitals};

    #[test]
    fn placeholders_are_names_in_capitals() {
        assert_eq!(with_capitals("there is no bill `{bill}`"), "there is no bill `BILL`");
        assert_eq!(with_capitals("{given} of `policy.{field}` is {left}"), "`GIVEN` of `policy.FIELD` is `LEFT`");
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(sentence("there is no bill `BILL`"), "There is no bill `BILL`.");
        assert_eq!(sentence("is the clock right?"), "Is the clock right?");
    }
}
