//! The diagrams in the documentation are equal to the output of `defray graph`.

use std::process::Command;

fn drawn(machine: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_defray")).args(["graph", machine]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The contents of all blocks of this language in a page.
fn shown<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    page.split(&format!("```{language}\n")).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_documentation_shows_the_tables() {
    let page = include_str!("../../docs/state-machines.md");
    let shown = shown(page, "mermaid");
    let drawn: Vec<String> = ["method", "cloud-account", "standing"].into_iter().map(drawn).collect();
    assert_eq!(shown, drawn, "run `defray graph` again and update docs/state-machines.md");
}

#[test]
fn the_page_about_marketplaces_shows_the_examples() {
    let page = include_str!("../../docs/marketplaces.md");
    let part = |source: &str, mark: &str| {
        let part = source.split(&format!("{mark} >>> handler\n")).nth(1).unwrap();
        part.split(&format!("{mark} <<< handler")).next().unwrap().trim_end().to_owned() + "\n"
    };
    let python = part(include_str!("../../examples/python/marketplace_server.py"), "#");
    let go = part(include_str!("../../examples/go/marketplaces/main.go"), "//");
    for (language, source) in [("python", python), ("go", go)] {
        assert!(source.lines().count() < 40, "{language}: {} lines", source.lines().count());
        // The first block is the handler; other blocks of the page are short.
        let first = shown(page, language).first().copied();
        assert_eq!(first, Some(source.as_str()), "{language}: copy the example's handler to the page");
    }
}
