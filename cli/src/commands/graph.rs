//! `graph`: draws state machines from the tables that the engine uses.

use std::fmt::Write;

use defray::core::machine::Edge;
use defray::core::{cloud_account, method, standing};
use layout::backends::svg::SVGWriter;
use layout::gv::{DotParser, GraphBuilder};
use serde_json::json;

use super::Context;
use crate::args::{GraphFormat, Machine};
use crate::failure::{Failure, Outcome};
use crate::output;

pub(crate) fn run(context: &Context, machine: Machine, format: GraphFormat) -> Result<Outcome, Failure> {
    let (edges, start) = match machine {
        Machine::Method => (method::edges(), "enterprise"),
        Machine::CloudAccount => (cloud_account::edges(), "pending"),
        Machine::Standing => (standing::edges(), "good"),
    };
    if context.json {
        let edge = |edge: &Edge| json!({ "from": edge.from, "trigger": edge.trigger, "to": edge.to });
        output::json_line(&json!({ "start": start, "edges": edges.iter().map(edge).collect::<Vec<_>>() }))?;
        return Ok(Outcome::Done);
    }
    let edges = joined(&edges);
    let text = match format {
        GraphFormat::Mermaid => mermaid(&edges, start),
        GraphFormat::Dot => dot(&edges, start),
        GraphFormat::Svg => svg(&dot(&edges, start))?,
    };
    output::raw(&text)?;
    Ok(Outcome::Done)
}

/// An arrow between two states, with all its triggers.
struct Arrow {
    from: &'static str,
    to: &'static str,
    triggers: Vec<&'static str>,
}

fn joined(edges: &[Edge]) -> Vec<Arrow> {
    let mut arrows: Vec<Arrow> = Vec::new();
    for edge in edges {
        match arrows.iter_mut().find(|arrow| arrow.from == edge.from && arrow.to == edge.to) {
            Some(arrow) => arrow.triggers.push(edge.trigger),
            None => arrows.push(Arrow { from: edge.from, to: edge.to, triggers: vec![edge.trigger] }),
        }
    }
    arrows
}

fn mermaid(arrows: &[Arrow], start: &str) -> String {
    let mut out = format!("stateDiagram-v2\n    [*] --> {start}\n");
    for arrow in arrows {
        let _ = writeln!(out, "    {} --> {}: {}", arrow.from, arrow.to, arrow.triggers.join(", "));
    }
    out
}

fn dot(arrows: &[Arrow], start: &str) -> String {
    let mut out = String::from("digraph {\n    rankdir=TB;\n    node [shape=box];\n");
    let _ = writeln!(out, "    begin [shape=circle, label=\"\"];\n    begin -> {start};");
    for arrow in arrows {
        let _ = writeln!(out, "    {} -> {} [label=\"{}\"];", arrow.from, arrow.to, arrow.triggers.join("\\n"));
    }
    out.push_str("}\n");
    out
}

fn svg(dot: &str) -> Result<String, Failure> {
    let wrong = |what: String| Failure::Environment { code: "drawing", message: what };
    let graph = DotParser::new(dot).process().map_err(wrong)?;
    let mut builder = GraphBuilder::new();
    builder.visit_graph(&graph);
    let mut writer = SVGWriter::new();
    builder.get().do_it(false, false, false, &mut writer);
    Ok(writer.finalize())
}
