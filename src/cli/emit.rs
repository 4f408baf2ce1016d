//! `connlint emit`.

mod drift;
mod private;

use std::io::{self, Write};
use std::path::Path;

use crate::cli::scene::{Scene, tell};
use crate::cli::{Cli, Emit, Input, Selection};
use crate::diagnose::Detail;
use crate::discover::{Discovery, Role, Scope, visible};
use crate::emit::{Folder, FolderFault, Gone, Payload, Secrecy, Spool, look_up, write_all};
use crate::lint::Linted;
use crate::outcome::Outcome;
use crate::report::{Diagnostic, FileEntry, OutputFormat, Report, Status};
use crate::severity::Severity;
use crate::suggest::suggest;
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
    let mut discovery = scene.discover(&emit.paths, &input);
    let mut outcome = scene.tell_faults(&discovery, &emit.paths);
    let texts = scene.read_types(&discovery, &mut outcome);
    if outcome == Outcome::Clean {
        outcome = narrow(&scene, emit.cluster.as_deref(), &mut discovery);
    }
    if emit.prune && outcome == Outcome::Clean && discovery.scope != Scope::Repository {
        tell(
            "connlint: --prune needs a run over the whole repository, which alone knows what is gone: \
             name no paths, or the root",
        );
        outcome = Outcome::Usage;
    }
    if outcome != Outcome::Clean {
        return Ok(outcome);
    }
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    let made = match linted(&mut scene, &discovery, emit) {
        Ok(made) => made,
        Err(outcome) => return Ok(outcome),
    };
    if made.is_refused {
        let report =
            Report::new(scene.tool(), made.entries, made.diagnostics, discovery.skipped, made.suppressed);
        report.write(OutputFormat::Human, &cli.look(), &mut io::stderr().lock())?;
        tell("connlint: nothing is written while a connector has errors");
        return Ok(super::verdict(&report, Severity::Error).max(Outcome::Refused));
    }
    made.send(cli, emit, &scene, &discovery, out)
}

/// Makes the payloads; where references are to be resolved, a second time with what they lead to.
fn linted(scene: &mut Scene<'_>, discovery: &Discovery, emit: &Emit) -> Result<Made, Outcome> {
    let made = Made::of(scene, discovery, emit)?;
    if made.is_refused || !emit.resolve || made.payloads.iter().all(|one| one.unresolved.is_empty()) {
        return Ok(made);
    }
    let root = scene.root.git.as_deref().unwrap_or(&scene.root.folder);
    let resolved = look_up(made.references(), root).map_err(|faults| {
        for fault in faults {
            tell(&format!("connlint: {fault}"));
        }
        unresolved()
    })?;
    scene.settings.resolved = Some(resolved);
    let made = Made::of(scene, discovery, emit)?;
    if !made.is_refused && made.tell_misfits() { Err(unresolved()) } else { Ok(made) }
}

fn unresolved() -> Outcome {
    tell("connlint: nothing is written while a reference cannot be resolved");
    Outcome::Unresolved
}

/// Leaves only the connectors of one cluster.
fn narrow(scene: &Scene<'_>, cluster: Option<&str>, discovery: &mut Discovery) -> Outcome {
    let Some(cluster) = cluster else { return Outcome::Clean };
    let clusters = &scene.settings.clusters;
    if !clusters.names().any(|name| name == cluster) {
        let known: Vec<_> = clusters.names().map(|name| format!("`{}`", visible(name))).collect();
        let help = match suggest(cluster, clusters.names()) {
            Some(meant) => format!("did you mean `{}`?", visible(meant)),
            None if known.is_empty() => "connlint.toml has no [[cluster]]".to_owned(),
            None => format!("connlint.toml has {}", known.join(", ")),
        };
        tell(&format!("connlint: there is no cluster `{}`; {help}", visible(cluster)));
        return Outcome::Usage;
    }
    discovery.candidates.retain(|one| one.role == Role::Type || clusters.holds(cluster, &one.path));
    if discovery.candidates.iter().any(|one| one.role == Role::Connector) {
        return Outcome::Clean;
    }
    tell(&format!("connlint: no connector file found that belongs to the cluster `{}`", visible(cluster)));
    Outcome::NothingFound
}

/// What was made of the files.
struct Made {
    entries: Vec<FileEntry>,
    /// Of the files that stand in the way.
    diagnostics: Vec<Diagnostic>,
    suppressed: usize,
    is_refused: bool,
    payloads: Vec<Payload>,
    spool: Spool,
}

impl Made {
    /// Lints the files; their bodies go to the spool as they come.
    fn of(scene: &Scene<'_>, discovery: &Discovery, emit: &Emit) -> Result<Self, Outcome> {
        let spool = if emit.resolve { Spool::in_memory() } else { Spool::new() };
        let take = |one: &mut Linted| {
            if let Some(payload) = &mut one.payload {
                spool.take(payload);
            }
        };
        let (candidates, jobs) = (&discovery.candidates, emit.work.jobs);
        let mut linted = run::lint_each(candidates, &scene.origin, &scene.settings, jobs, take);
        spool.finish().map_err(|error| {
            tell(&format!("connlint: a temporary file cannot be written: {error}"));
            Outcome::NotWritten
        })?;
        let told = linted.iter_mut().map(Linted::told);
        let settled = suppress::settle(told, &scene.accepted, &scene.settings, false);
        let mut made = Self {
            entries: Vec::with_capacity(linted.len()),
            diagnostics: Vec::new(),
            suppressed: settled.suppressed,
            is_refused: false,
            payloads: Vec::with_capacity(linted.len()),
            spool,
        };
        for one in linted {
            made.add(one);
        }
        Ok(made)
    }

    fn add(&mut self, one: Linted) {
        let has_error = one.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        // A file whose only fault is to be no connector, where that is accepted, has nothing to send.
        let is_understood = one.entry.connector_id.is_some() || one.entry.status != Status::NotUnderstood;
        let is_missing = one.role == Role::Connector && one.payload.is_none() && is_understood;
        if has_error || is_missing {
            self.is_refused = true;
            self.diagnostics.extend(one.diagnostics);
        }
        self.entries.push(one.entry);
        self.payloads.extend(one.payload.map(|payload| *payload));
    }

    /// Every reference once, with the first file that has it.
    fn references(&self) -> Vec<(&str, &str)> {
        let all = self
            .payloads
            .iter()
            .flat_map(|one| one.unresolved.iter().map(|reference| (one.origin.as_str(), reference.as_str())));
        let mut all: Vec<_> = all.filter(|(_, reference)| *reference != "escape").collect();
        all.sort_by_key(|(_, reference)| *reference);
        all.dedup_by_key(|(_, reference)| *reference);
        all.sort_by_key(|(origin, _)| *origin);
        all
    }

    /// Tells which references lead to what their fields cannot hold, and whether there are any.
    fn tell_misfits(&self) -> bool {
        for payload in &self.payloads {
            for misfit in &payload.misfits {
                tell(&format!(
                    "connlint: {}: `${{{}}}` in `{}` {}",
                    visible(&payload.origin),
                    visible(&misfit.reference),
                    visible(&misfit.field),
                    misfit.why
                ));
            }
        }
        self.payloads.iter().any(|payload| !payload.misfits.is_empty())
    }

    /// Writes the payloads where they are to go, or compares them with what is there.
    fn send(
        self,
        cli: &Cli,
        emit: &Emit,
        scene: &Scene<'_>,
        discovery: &Discovery,
        out: &mut impl Write,
    ) -> io::Result<Outcome> {
        let Some(folder) = &emit.out_dir else {
            self.print(out)?;
            self.tell_unresolved(cli);
            return Ok(Outcome::Clean);
        };
        if emit.check {
            let is_whole = discovery.scope == Scope::Repository;
            let check = drift::Check { cli, scene, folder, format: emit.output_format, is_whole };
            return check.run(self, discovery.skipped, out);
        }
        if let Err(outcome) = scene.refuse_outside(folder) {
            return Ok(outcome);
        }
        let outcome = self.fill(folder, emit);
        if outcome == Outcome::Clean {
            self.tell_unresolved(cli);
        }
        Ok(outcome)
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let mut buffer = Vec::new();
        for payload in &self.payloads {
            let body = self.spool.body(payload, &mut buffer)?;
            let line = payload.line(body).ok_or_else(|| io::Error::other("a payload is no JSON"))?;
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    fn fill(&self, path: &Path, emit: &Emit) -> Outcome {
        let secrecy = if emit.resolve { Secrecy::Private } else { Secrecy::Usual };
        // Where no connector is left, it is more likely that they were not found.
        let gone = if emit.prune && !self.payloads.is_empty() { Gone::Removed } else { Gone::Kept };
        match write_all(Folder { path, secrecy, gone }, &self.payloads, &self.spool) {
            Ok(()) => {
                if emit.resolve {
                    private::warn(path, &self.payloads);
                }
                Outcome::Clean
            }
            Err(fault) => failed(&fault),
        }
    }

    /// Tells how many references are left, so that none is taken for a password.
    fn tell_unresolved(&self, cli: &Cli) {
        let all = || self.payloads.iter().flat_map(|payload| &payload.unresolved);
        let references = all().filter(|name| *name != "escape").count();
        let open = match (references, all().count()) {
            _ if cli.quiet => return,
            (_, 0) => return,
            (0, _) => "a `$${` is".to_owned(),
            (1, _) => "1 secret reference is".to_owned(),
            (count, _) => format!("{count} secret references are"),
        };
        tell(&format!("connlint: {open} still to be replaced before these payloads are sent"));
    }
}

/// Tells what is wrong with a folder, and how the run ends by that.
fn failed(fault: &FolderFault) -> Outcome {
    tell(&format!("connlint: {fault}"));
    match fault {
        FolderFault::Names(_) => Outcome::NameClash,
        FolderFault::Read { .. } => Outcome::BadPath,
        FolderFault::Write { .. } | FolderFault::Settle { .. } => Outcome::NotWritten,
    }
}
