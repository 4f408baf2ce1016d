//! `connlint upgrade`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::cli::check::{deliver, detail};
use crate::cli::scene::{Scene, known_stack, tool};
use crate::cli::{BaselineFile, Cli, Input, Report as Output, Selection, Setup, Work, baseline};
use crate::discover::{Discovery, Scope};
use crate::lint::{File, Linted, Settings};
use crate::outcome::Outcome;
use crate::report::{Change, Diagnostic, FileEntry, OutputFormat, Report, Status};
use crate::upgrade::{changes, turnover};
use crate::{report, run, suppress, types};

const EXAMPLES: &str = "\
Examples:
  connlint upgrade --to 9.6                 from the version of connlint.toml
  connlint upgrade --stack 8.17 --to 8.18 connectors/github.toml";

/// `connlint upgrade`
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Upgrade {
    /// Files and folders, as for `check` [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The minor version of the stack to compare with, such as 9.2
    #[arg(long, value_name = "VERSION")]
    pub to: String,

    /// What to report.
    #[command(flatten)]
    pub selection: Selection,

    /// What is accepted.
    #[command(flatten)]
    pub baseline: BaselineFile,

    /// How to report it.
    #[command(flatten)]
    pub report: Output,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,

    /// How many threads.
    #[command(flatten)]
    pub work: Work,
}

/// What a run on one stack found.
struct Findings {
    entries: Vec<FileEntry>,
    diagnostics: Vec<Diagnostic>,
    suppressed: usize,
}

/// Lints what the paths name on both stacks, and reports what is different.
pub(super) fn run(cli: &Cli, options: &Upgrade, out: &mut impl Write) -> io::Result<Outcome> {
    let input = Input { staged: false, stdin_filename: None };
    let scenes = || {
        let to = known_stack(&options.to)?;
        let set = || Scene::set(&options.setup, &options.paths, &input, &options.selection);
        let (mut scene, mut later) = (set()?, set()?);
        later.settings.set_stack(to);
        baseline::load(&mut scene, options.baseline.baseline.as_deref())?;
        Ok((scene, later.settings))
    };
    let (mut scene, mut later): (Scene<'_>, Settings<'_>) = match scenes() {
        Ok(scenes) => scenes,
        Err(outcome) => return Ok(outcome),
    };
    scene.settings.detail = detail(&options.report);
    later.detail = scene.settings.detail;
    let discovery = scene.discover(&options.paths, &input);
    let mut outcome = scene.tell_faults(&discovery, &options.paths);
    if discovery.candidates.is_empty() && options.report.output_format == OutputFormat::Human {
        return Ok(outcome);
    }
    let texts = scene.read_types(&discovery, &mut outcome);
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    later.types = later.types.with_own(&own);
    let first = found(&scene, &scene.settings, &discovery, options);
    let second = found(&scene, &later, &discovery, options);
    let changes = changed(&scene, &later, &discovery, &second.entries);
    let mut turnover = turnover(first.diagnostics, second.diagnostics);
    turnover.vanished.sort_by(Diagnostic::compare);
    let (from, to) = (scene.settings.stack.version.to_owned(), later.stack.version.to_owned());
    let (skipped, suppressed) = (discovery.skipped, second.suppressed);
    let mut told = Report::new(tool(&later), second.entries, turnover.appearing, skipped, suppressed);
    told.upgrade = Some(report::Upgrade { from, to, vanished: turnover.vanished, changes });
    deliver(told, &scene, &options.report, &options.selection, cli, outcome, out)
}

/// What a run by these settings finds, and nobody accepts.
fn found(scene: &Scene<'_>, settings: &Settings<'_>, discovery: &Discovery, options: &Upgrade) -> Findings {
    let mut linted = run::lint_all(&discovery.candidates, &scene.origin, settings, options.work.jobs);
    let sees_all = discovery.scope == Scope::Repository;
    let settled = suppress::settle(linted.iter_mut().map(Linted::told), &scene.accepted, settings, sees_all);
    let mut found = Findings {
        entries: Vec::with_capacity(linted.len()),
        diagnostics: settled.diagnostics,
        suppressed: settled.suppressed,
    };
    for one in linted {
        found.entries.push(one.entry);
        found.diagnostics.extend(one.diagnostics);
    }
    found
}

/// What becomes of the fields of all files that could be judged. The entries are in the order of the candidates.
fn changed(
    scene: &Scene<'_>,
    later: &Settings<'_>,
    discovery: &Discovery,
    entries: &[FileEntry],
) -> Vec<Change> {
    let mut bytes = Vec::new();
    let mut all = Vec::new();
    for (candidate, entry) in discovery.candidates.iter().zip(entries) {
        let is_judged = entry.status != Status::Unreadable;
        if is_judged && scene.origin.read(candidate, &mut bytes).is_ok() {
            let file = File { path: &candidate.path, role: candidate.role, conflicts: &[] };
            all.extend(changes(&file, &bytes, &scene.settings, later));
        }
    }
    all
}
