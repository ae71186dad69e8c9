//! The diagrams in the documentation are those of the tables.
#![allow(clippy::unwrap_used)]

use std::process::Command;

#[test]
fn the_documentation_shows_the_tables() {
    let page = include_str!("../../docs/state-machines.md");
    let shown: Vec<&str> = page.split("```mermaid\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let drawn: Vec<String> = ["method", "cloud-account", "standing"]
        .into_iter()
        .map(|machine| {
            let output = Command::new(env!("CARGO_BIN_EXE_defray")).args(["graph", machine]).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        })
        .collect();
    assert_eq!(shown, drawn, "run `defray graph` again and update docs/state-machines.md");
}
