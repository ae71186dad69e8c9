//! `graph`: each of the three formats contains exactly the transitions of the tables.

use std::collections::BTreeSet;

use crate::common::defray;
use defray::core::machine::Edge;
use defray::core::{cloud_account, method, standing};

type Arrows = BTreeSet<(String, String, String)>;

fn machines() -> [(&'static str, Vec<Edge>); 3] {
    [("method", method::edges()), ("cloud-account", cloud_account::edges()), ("standing", standing::edges())]
}

fn table(edges: &[Edge]) -> Arrows {
    let arrow = |edge: &Edge| (edge.from.to_owned(), edge.to.to_owned(), edge.trigger.to_owned());
    edges.iter().map(arrow).collect()
}

fn drawn(machine: &str, format: &str) -> String {
    defray(&["graph", machine, "--format", format], b"").exits(0).out
}

/// The arrows of a text with one arrow per line. `parts` splits a line into from, to and triggers.
fn arrows<'t>(text: &'t str, parts: impl Fn(&'t str) -> Option<(&'t str, &'t str, Vec<&'t str>)>) -> Arrows {
    let all = text.lines().filter_map(|line| parts(line.trim()));
    all.flat_map(|(from, to, triggers)| {
        triggers.into_iter().map(move |trigger| (from.to_owned(), to.to_owned(), trigger.to_owned()))
    })
    .collect()
}

#[test]
fn mermaid_and_dot_are_the_tables() {
    for (machine, edges) in machines() {
        let mermaid = arrows_of_mermaid(&drawn(machine, "mermaid"));
        assert_eq!(mermaid, table(&edges), "{machine}");
        let dot = drawn(machine, "dot");
        let read = arrows(&dot, |line| {
            let (from, rest) = line.split_once(" -> ")?;
            let (to, rest) = rest.split_once(" [label=\"")?;
            Some((from, to, rest.strip_suffix("\"];")?.split("\\n").collect()))
        });
        assert_eq!(read, table(&edges), "{machine}");
        assert!(dot.starts_with("digraph {") && dot.trim_end().ends_with('}'));
    }
}

fn arrows_of_mermaid(text: &str) -> Arrows {
    assert!(text.starts_with("stateDiagram-v2\n"));
    arrows(text, |line| {
        let (from, rest) = line.split_once(" --> ")?;
        let (to, triggers) = rest.split_once(": ")?;
        Some((from, to, triggers.split(", ").collect()))
    })
}

#[test]
fn svg_is_well_formed_and_names_every_state_and_trigger() {
    for (machine, edges) in machines() {
        let svg = drawn(machine, "svg");
        let texts = well_formed(&svg);
        for edge in edges {
            for name in [edge.from, edge.to, edge.trigger] {
                assert!(texts.contains(name), "{machine}: `{name}` is not drawn");
            }
        }
    }
}

/// Checks that tags are nested and quotes are closed. Returns the text between tags.
fn well_formed(xml: &str) -> String {
    let (mut open, mut texts, mut rest) = (Vec::new(), String::new(), xml);
    while let Some((text, after)) = rest.split_once('<') {
        texts.push_str(text);
        let (tag, after) = after.split_once('>').expect("a closed tag");
        rest = after;
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.trim()), "</{name}>");
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(tag.split_whitespace().next().expect("a name"));
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
    assert!(xml.contains("<svg"));
    texts
}

#[test]
fn unknown_machines_and_forms_are_usage_errors() {
    defray(&["graph", "wallet"], b"").exits(2).says(&["wallet", "cloud-account"]);
    defray(&["graph", "method", "--format", "png"], b"").exits(2).says(&["png", "mermaid"]);
}
