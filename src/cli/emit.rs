//! `connlint emit`.

use std::io::{self, Write};

use crate::cli::scene::{Scene, tell};
use crate::cli::{Cli, Emit, Input, Selection};
use crate::diagnose::Detail;
use crate::discover::Role;
use crate::emit::{FolderFault, Payload, write_all};
use crate::lint::Linted;
use crate::outcome::Outcome;
use crate::report::{OutputFormat, Report, Status};
use crate::severity::Severity;
use crate::{run, suppress, types};

/// Writes the payloads of the connectors that the paths name, all of them or none.
pub(super) fn run(cli: &Cli, emit: &Emit, out: &mut impl Write) -> io::Result<Outcome> {
    let input = Input { staged: false, stdin_filename: None };
    let mut scene = match Scene::set(&emit.setup, &emit.paths, &input, &Selection::default()) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    scene.settings.payloads = true;
    scene.settings.detail = Detail::Excerpts;
    let discovery = scene.discover(&emit.paths, &input);
    let mut outcome = scene.tell_faults(&discovery, &emit.paths);
    let texts = scene.read_types(&discovery, &mut outcome);
    if outcome != Outcome::Clean {
        return Ok(outcome);
    }
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    let mut linted = run::lint_all(&discovery.candidates, &scene.origin, &scene.settings, emit.work.jobs);
    let settled =
        suppress::settle(linted.iter_mut().map(Linted::told), &scene.accepted, &scene.settings, false);
    let (mut entries, mut diagnostics, mut payloads) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_refused = false;
    for one in linted {
        let has_error = one.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        // A file whose only fault is to be no connector, where that is accepted, has nothing to send.
        let is_understood = one.entry.connector_id.is_some() || one.entry.status != Status::NotUnderstood;
        let is_missing = one.role == Role::Connector && one.payload.is_none() && is_understood;
        if has_error || is_missing {
            is_refused = true;
            diagnostics.extend(one.diagnostics);
        }
        entries.push(one.entry);
        payloads.extend(one.payload);
    }
    if is_refused {
        let report = Report::new(scene.tool(), entries, diagnostics, discovery.skipped, settled.suppressed);
        report.write(OutputFormat::Human, &cli.look(), &mut io::stderr().lock())?;
        tell("connlint: nothing is written while a connector has errors");
        return Ok(super::verdict(&report, Severity::Error).max(Outcome::Refused));
    }
    match &emit.out_dir {
        Some(folder) => match write_all(folder, &payloads) {
            Ok(_) => {}
            Err(fault) => {
                tell(&format!("connlint: {fault}"));
                return Ok(match fault {
                    FolderFault::Names(_) => Outcome::NameClash,
                    FolderFault::Write { .. } => Outcome::NotWritten,
                });
            }
        },
        None => {
            for line in payloads.iter().filter_map(Payload::line) {
                out.write_all(line.as_bytes())?;
            }
        }
    }
    let open: usize = payloads.iter().map(|payload| payload.unresolved.len()).sum();
    if open > 0 && !cli.quiet {
        let noun = if open == 1 { "reference is" } else { "references are" };
        tell(&format!("connlint: {open} secret {noun} still to be replaced before these payloads are sent"));
    }
    Ok(Outcome::Clean)
}
