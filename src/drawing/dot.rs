//! Drawings in Graphviz' language.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Drawing, State, clipped};

/// Writes one graph with a cluster for each connector: an edge leads from a field to the one it depends on, solid while
/// that holds the value, dashed while it does not, red in a circle.
pub fn write(drawings: &[Drawing], out: &mut impl Write) -> io::Result<()> {
    let mut text = String::from("digraph connlint {\n  rankdir=LR;\n  node [shape=box];\n");
    for (connector, drawing) in drawings.iter().enumerate() {
        draw(connector, drawing, &mut text);
    }
    text.push_str("}\n");
    out.write_all(text.as_bytes())
}

// Writing to a string cannot fail.
fn draw(connector: usize, drawing: &Drawing, text: &mut String) {
    let title = format!("{} ({})", clipped(&drawing.connector_id), clipped(&drawing.path));
    let _ = writeln!(text, "  subgraph cluster_{connector} {{\n    label={};", quoted(&title));
    for (at, field) in drawing.fields.iter().enumerate() {
        let style = match field.state {
            State::Active => "",
            State::Inactive => ", style=dashed",
            State::Undecided => ", style=dotted",
            State::Missing => ", style=dashed, color=red",
        };
        let colour = if field.is_in_circle { ", color=red" } else { "" };
        let _ =
            writeln!(text, "    c{connector}f{at} [label={}{style}{colour}];", quoted(&clipped(&field.name)));
    }
    for arrow in &drawing.edges {
        let style = match arrow.met {
            Some(true) => "",
            Some(false) => ", style=dashed",
            None => ", style=dotted",
        };
        let colour = if arrow.is_in_circle { ", color=red" } else { "" };
        let label = quoted(&arrow.value.shown());
        let (from, to) = (arrow.from, arrow.to);
        let _ =
            writeln!(text, "    c{connector}f{from} -> c{connector}f{to} [label={label}{style}{colour}];");
    }
    text.push_str("  }\n");
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
