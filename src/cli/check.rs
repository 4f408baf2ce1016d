//! `connlint check`.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use crate::cli::scene::{Scene, tell};
use crate::cli::{Check, Cli, Report as Options, Selection, baseline, fix, progress};
use crate::diagnose::Detail;
use crate::discover::{Scope, visible};
use crate::lint::Linted;
use crate::outcome::Outcome;
use crate::report::{Look, OutputFormat, Report, statistics};
use crate::{run, suppress, types};

/// Lints what the paths name, and reports it.
pub(super) fn run(cli: &Cli, check: &Check, out: &mut impl Write) -> io::Result<Outcome> {
    let mut scene = match Scene::set(&check.setup, &check.paths, &check.input, &check.selection) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    scene.settings.detail = detail(&check.report);
    if let Err(outcome) = baseline::load(&mut scene, check.baseline.baseline.as_deref()) {
        return Ok(outcome);
    }
    let discovery = scene.discover(&check.paths, &check.input);
    let mut outcome = scene.tell_faults(&discovery, &check.paths);
    let is_said = discovery.candidates.is_empty() && check.report.output_format == OutputFormat::Human;
    // A file that a later step of a pipeline reads is written all the same.
    if is_said && check.report.output_file.is_empty() {
        return Ok(outcome);
    }
    let texts = scene.read_types(&discovery, &mut outcome);
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    let repair = fix::run(&mut scene, &discovery, check.fixes, check.work, out)?;
    outcome = outcome.max(repair.outcome);
    if repair.outcome == Outcome::Usage {
        return Ok(outcome);
    }
    if check.fixes.diff {
        return Ok(diff_verdict(&repair, outcome, check.selection.exit_zero));
    }
    // What was mended may be a connector type.
    let texts = if repair.files > 0 { scene.read_types(&discovery, &mut outcome) } else { Vec::new() };
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    if repair.files > 0 {
        scene.set_types(&own, &discovery);
    }
    let total = discovery.candidates.len();
    let mut linted = progress::shown(cli, total, |done| {
        run::lint_each(&discovery.candidates, &scene.origin, &scene.settings, check.work.jobs, |_| {
            done.fetch_add(1, Ordering::Relaxed);
        })
    });
    let sees_all = discovery.scope == Scope::Repository;
    let settled =
        suppress::settle(linted.iter_mut().map(Linted::told), &scene.accepted, &scene.settings, sees_all);
    let (mut entries, mut diagnostics) = (Vec::with_capacity(linted.len()), settled.diagnostics);
    let is_silent = cli.quiet || check.fixes.allowed().is_none();
    let repaired = (!is_silent).then(|| repair.told());
    diagnostics.extend(repair.faults);
    for one in linted {
        entries.push(one.entry);
        diagnostics.extend(one.diagnostics);
    }
    let report = Report::new(scene.tool(), entries, diagnostics, discovery.skipped, settled.suppressed);
    outcome = deliver(&report, &check.report, &check.selection, cli, outcome, out)?;
    match repaired {
        Some(told) if check.report.output_format == OutputFormat::Human => writeln!(out, "{told}")?,
        Some(told) => tell(&format!("connlint: {told}")),
        None => {}
    }
    Ok(outcome)
}

/// The form on standard output, and those of the files.
pub(super) fn formats(options: &Options) -> impl Iterator<Item = (OutputFormat, &PathBuf)> + Clone {
    options.output_file.iter().map(|file| (file.format.unwrap_or(options.output_format), &file.path))
}

/// Whether people read the report somewhere.
pub(super) fn detail(options: &Options) -> Detail {
    let mut all = formats(options).map(|(format, _)| format).chain([options.output_format]);
    if all.any(|format| format == OutputFormat::Human) { Detail::Excerpts } else { Detail::Places }
}

/// Writes a report to the files and to `out`; returns how a run ends that was at `outcome`.
pub(super) fn deliver(
    report: &Report,
    options: &Options,
    selection: &Selection,
    cli: &Cli,
    mut outcome: Outcome,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    for (format, path) in formats(options) {
        let mut text = Vec::new();
        report.write(format, &Look::default(), &mut text)?;
        if let Err(error) = fs::write(path, text) {
            tell(&format!("connlint: {}: cannot be written: {error}", path.display()));
            outcome = outcome.max(Outcome::NotWritten);
        }
    }
    if options.statistics {
        statistics::write(report, options.output_format, &cli.look(), out)?;
    } else {
        report.write(options.output_format, &cli.look(), out)?;
    }
    outcome = outcome.max(super::verdict(report, selection.fail_on));
    let is_pardoned = selection.exit_zero && outcome == Outcome::Findings;
    Ok(if is_pardoned { Outcome::Clean } else { outcome })
}

/// How a run ends that only shows what it would mend.
fn diff_verdict(repair: &fix::Repair, outcome: Outcome, is_pardoned: bool) -> Outcome {
    for fault in &repair.faults {
        tell(&format!("connlint: {}: {}", visible(&fault.path), fault.message));
    }
    let faulty = if repair.faults.is_empty() { Outcome::Clean } else { Outcome::Internal };
    let changes = if repair.files > 0 && !is_pardoned { Outcome::Changes } else { Outcome::Clean };
    outcome.max(faulty).max(changes)
}
