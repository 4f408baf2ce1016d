//! `connlint check`.

use std::fs;
use std::io::{self, Write};

use crate::cli::scene::{Scene, tell};
use crate::cli::{Check, Cli};
use crate::diagnose::Detail;
use crate::outcome::Outcome;
use crate::report::{Look, OutputFormat, Report};
use crate::{run, types};

/// Lints what the paths name, and reports it.
pub(super) fn run(cli: &Cli, check: &Check, out: &mut impl Write) -> io::Result<Outcome> {
    let mut scene = match Scene::set(&check.setup, &check.paths, &check.input, &check.selection) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    let main_format = check.report.output_format;
    let files = check.report.output_file.iter().map(|file| (file.format.unwrap_or(main_format), &file.path));
    let is_human =
        main_format == OutputFormat::Human || files.clone().any(|(format, _)| format == OutputFormat::Human);
    scene.settings.detail = if is_human { Detail::Excerpts } else { Detail::Places };
    let discovery = scene.discover(&check.paths, &check.input);
    let mut outcome = scene.tell_faults(&discovery, &check.paths);
    if discovery.candidates.is_empty() && main_format == OutputFormat::Human {
        return Ok(outcome);
    }
    let texts = scene.read_types(&discovery, &mut outcome);
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    let linted = run::lint_all(&discovery.candidates, &scene.origin, &scene.settings, check.work.jobs);
    let (mut entries, mut diagnostics) = (Vec::with_capacity(linted.len()), Vec::new());
    for one in linted {
        entries.push(one.entry);
        diagnostics.extend(one.diagnostics);
    }
    let report = Report::new(scene.tool(), entries, diagnostics, discovery.skipped, 0);
    for (format, path) in files {
        let mut text = Vec::new();
        report.write(format, &Look::default(), &mut text)?;
        if let Err(error) = fs::write(path, text) {
            tell(&format!("connlint: {}: cannot be written: {error}", path.display()));
            outcome = outcome.max(Outcome::NotWritten);
        }
    }
    report.write(main_format, &cli.look(), out)?;
    outcome = outcome.max(super::verdict(&report, check.selection.fail_on));
    let is_pardoned = check.selection.exit_zero && outcome == Outcome::Findings;
    Ok(if is_pardoned { Outcome::Clean } else { outcome })
}
