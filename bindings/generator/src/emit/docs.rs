//! The table of error codes, and their registry.

use std::fmt::Write as _;
use std::path::Path;

use crate::Written;
use crate::model::{Class, Model};

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
         Every error has a class, which says whose fault it is and what to do, and a code that never changes. C knows the code as\n\
         `DEFRAY_ERR_` and its name in capitals, with the number below; Go as `defray.Err` and its name; Python as the `code` of the\n\
         exception of its class; the command line and JSON by its name.\n\n\
         This page is written by `make bindings` from the sources that declare the codes.\n",
    );
    for class in Class::ALL {
        let (title, advice) = match class {
            Class::Refused => ("Refused", "A rule said no. Nothing changed; ask for something else."),
            Class::Misuse => ("Misuse", "The caller's input makes no sense. Nothing changed; mend the caller."),
            Class::Environment => {
                ("Environment", "Disk, permissions, locks. Nothing changed; mend the surroundings and try again.")
            }
            Class::Unknown => (
                "Unknown",
                "The commit failed in the middle: it may or may not have happened. Open the file again and repeat the command with the same idempotency key.",
            ),
            Class::Corrupt => ("Corrupt", "The file is damaged, or not the one expected. Restore a backup."),
            Class::Bug => ("Bug", "Ours. Please report it."),
        };
        let _ = write!(text, "\n## {title}\n\n{advice}\n\n| number | code | rule | meaning |\n|---|---|---|---|\n");
        for code in model.codes.iter().filter(|code| code.class == *class) {
            let _ = writeln!(text, "| {} | `{}` | {} | {} |", code.number, code.name, code.rule, code.docs.join(" "));
        }
    }
    text
}
