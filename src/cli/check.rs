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
    outcome = deliver(report, &scene, &check.report, &check.selection, cli, outcome, out)?;
    match repaired {
        Some(told) if check.report.output_format == OutputFormat::Human => writeln!(out, "{told}")?,
        Some(told) => tell(&format!("connlint: {told}")),
        None => {}
    }
    leave(discovery);
    Ok(outcome)
}

/// Leaves the memory of something large and finished to the end of the process, which is near: to give ten thousand
/// small pieces back one by one takes as long as to lint two hundred files.
fn leave<T>(done: T) {
    std::mem::forget(done);
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
    report: Report,
    scene: &Scene<'_>,
    options: &Options,
    selection: &Selection,
    cli: &Cli,
    mut outcome: Outcome,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    outcome = outcome.max(super::verdict(&report, selection.fail_on));
    let report = match scene.settings.levels.of("too-many-findings") {
        Some(severity) if !options.statistics => report.abridged(severity),
        _ => report,
    };
    for (format, path) in formats(options) {
        let mut text = Vec::new();
        report.write(format, &Look::default(), &mut text)?;
        if let Err(error) = scene.keep_inside(path).and_then(|()| fs::write(path, text)) {
            tell(&format!("connlint: {}: cannot be written: {error}", path.display()));
            outcome = outcome.max(Outcome::NotWritten);
        }
    }
    if options.statistics {
        statistics::write(&report, options.output_format, &cli.look(), out)?;
    } else {
        report.write(options.output_format, &cli.look(), out)?;
    }
    leave(report);
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

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    /// Files of which one has a field that the rule `zero-division` fails on.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let field = |name: &str| {
            format!("[configuration.{name}]\nlabel = \"{name}\"\norder = 1\nrequired = \"perhaps\"\n")
        };
        fs::create_dir(folder.path().join("connectors")).unwrap();
        for (name, fields) in [("a", ["one", "two"]), ("b", ["zero", "one"]), ("c", ["three", "four"])] {
            let path = folder.path().join(format!("connectors/{name}.toml"));
            fs::write(path, fields.map(field).concat()).unwrap();
        }
        folder
    }

    fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> (Outcome, String) {
        let path = folder.path().join("connectors").display().to_string();
        let typed = ["connlint"].iter().chain(arguments).copied().chain([path.as_str()]);
        let mut out = Vec::new();
        let outcome = Cli::try_parse_from(typed).unwrap().run(&mut out).unwrap();
        (outcome, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_rule_that_panics_is_one_finding_and_hides_nothing() {
        let folder = folder();
        let (outcome, told) = run(&folder, &["check", "--output-format", "concise"]);
        assert_eq!(outcome.code(), 70);
        let faults: Vec<_> = told.lines().filter(|line| line.contains("[internal-error]")).collect();
        let [fault] = faults[..] else { panic!("{told}") };
        assert!(fault.contains("b.toml") && fault.contains("the rule `zero-division`"), "{fault}");
        let (outcome, without) =
            run(&folder, &["check", "--output-format", "concise", "--ignore", "zero-division"]);
        assert_eq!(outcome, Outcome::Findings);
        let findings = |told: &str| -> Vec<String> {
            let lines = told.lines().filter(|line| line.contains("error[") || line.contains("warning["));
            lines.filter(|line| !line.contains("[internal-error]")).map(str::to_owned).collect()
        };
        assert_eq!(findings(&told), findings(&without), "something was hidden");
        assert_eq!(findings(&told).iter().filter(|line| line.contains("b.toml")).count(), 3, "{told}");
    }

    #[test]
    fn no_exit_code_is_milder_than_a_fault_and_nothing_is_written() {
        let folder = folder();
        assert_eq!(run(&folder, &["check", "--exit-zero"]).0.code(), 70);
        assert_eq!(run(&folder, &["check", "--diff"]).0.code(), 70);
        let out = folder.path().join("out").display().to_string();
        assert_eq!(run(&folder, &["emit", "--out-dir", &out]).0.code(), 70);
        assert_eq!(run(&folder, &["baseline"]).0.code(), 70);
        assert!(!std::path::Path::new(&out).exists() && fs::read_dir(folder.path()).unwrap().count() == 1);
    }
}
