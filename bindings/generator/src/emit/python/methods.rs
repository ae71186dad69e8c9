//! `python/defray/_commands.py`: a method for each command.

use std::fmt::Write as _;

use super::{attribute, docstring, hint};
use crate::model::{Field, Kind, Model, Shape};

const HEAD: &str = r#""""A method for every command. Written by `make bindings` from the commands of the engine; do not edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ._native import Money
from ._records import *
from ._values import Answer, Request


class CommandMethods:
    """A method for each command. Its parameters are the fields of the command, then the instant of the command (`at`;
    default: the engine's clock), the name of the person or system that requests it (`actor`), and the caller's own id
    of the command (`idempotency_key`), which makes a retry safe (A2).

    Each method returns the answer. It raises `RefusedError` when a rule does not allow the command.
    """

    __slots__ = ()

    def submit(
        self,
        command: Command | Request,
        /,
        *,
        at: datetime | None = None,
        actor: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        raise NotImplementedError
"#;

const ENVELOPE: [(&str, &str); 3] = [("at", "datetime"), ("actor", "str"), ("idempotency_key", "str")];

pub(super) fn text(model: &Model) -> Result<String, String> {
    let mut text = HEAD.to_owned();
    for command in &model.commands {
        let Some(one) = model.get(&command.record) else { return Err(format!("`{}` is no record", command.record)) };
        let Shape::Record(fields) = &one.shape else { return Err(format!("`{}` is no record", command.record)) };
        if let Some((clash, _)) = ENVELOPE.iter().find(|(name, _)| fields.iter().any(|field| field.name == *name)) {
            return Err(format!("`{}` has a field `{clash}`, as every command has", command.record));
        }
        let _ = write!(text, "\n    def {}(\n        self,\n", command.json);
        for (place, field) in fields.iter().enumerate() {
            if place == 1 {
                text.push_str("        *,\n");
            }
            let _ = writeln!(text, "        {},", parameter(field));
        }
        if fields.len() < 2 {
            text.push_str("        *,\n");
        }
        for (name, hint) in ENVELOPE {
            let _ = writeln!(text, "        {name}: {hint} | None = None,");
        }
        text.push_str("    ) -> Answer:\n");
        text.push_str(&docstring(&documented(&one.docs, fields), "        "));
        let given: Vec<String> = fields
            .iter()
            .enumerate()
            .map(|(place, field)| {
                let name = attribute(&field.name);
                if place == 0 { name } else { format!("{name}={name}") }
            })
            .collect();
        let _ = write!(
            text,
            "        command = {}({})\n        return self.submit(command, at=at, actor=actor, idempotency_key=idempotency_key)\n",
            command.record,
            given.join(", ")
        );
    }
    Ok(text)
}

fn parameter(field: &Field) -> String {
    let default = if matches!(field.kind, Kind::Optional(_)) { " = None" } else { "" };
    format!("{}: {}{default}", attribute(&field.name), hint(&field.kind, true))
}

/// The documentation of a command, then of each of its fields.
fn documented(docs: &[String], fields: &[Field]) -> Vec<String> {
    let mut lines = docs.to_vec();
    for field in fields {
        lines.push(String::new());
        lines.push(format!("`{}`: {}", attribute(&field.name), field.docs.join(" ")));
    }
    lines
}
