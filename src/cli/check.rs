//! `connlint check`.

use std::io::{self, Write};

use crate::cli::scene::Scene;
use crate::cli::{Check, Cli};
use crate::diagnose::Detail;
use crate::outcome::Outcome;
use crate::report::{Look, OutputFormat, Report};
use crate::run;

/// Lints what the paths name, and reports it.
pub(super) fn run(cli: &Cli, check: &Check, out: &mut impl Write) -> io::Result<Outcome> {
    let mut scene = match Scene::set(&check.setup, &check.paths, &check.input, &check.selection) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    let wants_excerpts = check.report.output_format == OutputFormat::Human
        || check.report.output_file.iter().any(|file| file.format.unwrap_or_default() == OutputFormat::Human);
    scene.settings.detail = if wants_excerpts { Detail::Excerpts } else { Detail::Places };
    let discovery = scene.discover(&check.paths, &check.input);
    let mut outcome = scene.tell_faults(&discovery, &check.paths);
    if outcome == Outcome::AllExcluded || (outcome == Outcome::NothingFound && discovery.candidates.is_empty()) {
        return Ok(outcome);
    }
    let linted = run::lint_all(&discovery.candidates, &scene.origin, &scene.settings, check.work.jobs);
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    for one in linted {
        files.push(one.entry);
        diagnostics.extend(one.diagnostics);
    }
    let report = Report::new(scene.tool(), files, diagnostics, discovery.skipped, 0);
    report.write(check.report.output_format, &Look { ..cli.look() }, out)?;
    outcome = outcome.max(super::verdict(&report, check.selection.fail_on));
    if check.selection.exit_zero && outcome.code() == 1 {
        outcome = Outcome::Clean;
    }
    Ok(outcome)
}
