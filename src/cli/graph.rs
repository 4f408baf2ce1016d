//! `connlint graph`.

use std::io::{self, Write};

use crate::cli::scene::{Scene, tell};
use crate::cli::{Graph, GraphFormat, Input, Selection};
use crate::discover::visible;
use crate::drawing::{write_dot, write_json, write_mermaid};
use crate::outcome::Outcome;

/// Draws the dependencies of the connectors that the paths name.
pub(super) fn run(graph: &Graph, out: &mut impl Write) -> io::Result<Outcome> {
    let input = Input { staged: false, stdin_filename: None };
    let scene = match Scene::set(&graph.setup, &graph.paths, &input, &Selection::default()) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    let discovery = scene.discover(&graph.paths, &input);
    let mut outcome = scene.tell_faults(&discovery, &graph.paths);
    let (mut drawings, mut bytes) = (Vec::new(), Vec::new());
    for candidate in &discovery.candidates {
        let path = visible(&candidate.path);
        if let Err(fault) = scene.origin.read(candidate, &mut bytes) {
            tell(&format!("connlint: {path}: the file cannot be read: {fault}"));
            outcome = outcome.max(Outcome::BadPath);
            continue;
        }
        match scene.settings.draw(&candidate.path, &bytes) {
            Some(drawing) => drawings.push(drawing),
            None => tell(&format!("connlint: {path}: no connector, nothing to draw")),
        }
    }
    if drawings.is_empty() && outcome != Outcome::Clean {
        return Ok(outcome);
    }
    match graph.output_format {
        GraphFormat::Mermaid => write_mermaid(&drawings, out)?,
        GraphFormat::Dot => write_dot(&drawings, out)?,
        GraphFormat::Json => write_json(&drawings, out)?,
    }
    Ok(outcome)
}
