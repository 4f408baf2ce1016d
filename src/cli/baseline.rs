//! `connlint baseline`, and the baseline that `connlint check` reads.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::scene::{Scene, tell};
use crate::cli::{Baseline as Options, Cli, Input, Selection};
use crate::discover::{BASELINE_FILE, LIMIT, Scope, absolute, visible};
use crate::lint::Linted;
use crate::outcome::Outcome;
use crate::suppress::{self, Baseline, Entry};
use crate::{run, types};

/// Reads the baseline that is in force into the scene: the one that was typed, which must be there, else the one beside
/// the configuration, which need not.
pub(super) fn load(scene: &mut Scene<'_>, typed: Option<&Path>) -> Result<(), Outcome> {
    let path = place(scene, typed);
    if typed.is_none() && !scene.origin.has_file(&path) {
        return Ok(());
    }
    let name = name(scene, &path);
    let mut bytes = Vec::new();
    if let Err(fault) = scene.origin.read_file(&path, &mut bytes) {
        tell(&format!("connlint: {}: the baseline cannot be read: {fault}", visible(&name)));
        return Err(Outcome::BrokenBaseline);
    }
    match Baseline::read(&name, &bytes) {
        Ok(baseline) => scene.accepted.baseline = Some(baseline),
        Err(faults) => {
            for fault in &faults {
                tell(&fault.to_string());
            }
            tell("connlint: `connlint baseline` writes the file anew, with what is found today");
            return Err(Outcome::BrokenBaseline);
        }
    }
    Ok(())
}

/// Records what is found, or forgets what no longer is.
pub(super) fn run(cli: &Cli, options: &Options, out: &mut impl Write) -> io::Result<Outcome> {
    match record(options) {
        Ok(told) => {
            if !cli.quiet {
                writeln!(out, "{told}")?;
            }
            Ok(Outcome::Clean)
        }
        Err(outcome) => Ok(outcome),
    }
}

/// Writes the baseline, and returns what to say about it.
fn record(options: &Options) -> Result<String, Outcome> {
    let input = Input { staged: false, stdin_filename: None };
    let mut scene = Scene::set(&options.setup, &options.paths, &input, &Selection::default())?;
    let discovery = scene.discover(&options.paths, &input);
    let mut outcome = scene.tell_faults(&discovery, &options.paths);
    if outcome != Outcome::Clean {
        return Err(outcome);
    }
    let sees_all = discovery.scope == Scope::Repository;
    if options.prune && !sees_all {
        tell("connlint: --prune has to see the whole repository: give no path but that of its root");
        return Err(Outcome::Usage);
    }
    let typed = options.file.baseline.as_deref();
    let path = place(&scene, typed);
    let name = name(&scene, &path);
    if options.prune && !path.exists() {
        return Ok(format!("there is no {name}: nothing to remove"));
    }
    if (options.prune || !sees_all) && path.exists() {
        load(&mut scene, typed)?;
    }
    // What is pruned is judged as it is suppressed, what is recorded as it is found.
    let old = if options.prune { None } else { scene.accepted.baseline.take() };
    let texts = scene.read_types(&discovery, &mut outcome);
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    let mut linted = run::lint_all(&discovery.candidates, &scene.origin, &scene.settings, options.work.jobs);
    let settled =
        suppress::settle(linted.iter_mut().map(Linted::told), &scene.accepted, &scene.settings, sees_all);
    let found = linted.iter().flat_map(|one| &one.diagnostics).chain(&settled.diagnostics);
    if let Some(fault) = found.clone().find(|found| found.rule == "internal-error") {
        tell(&format!("connlint: {}: {}; no baseline is written", visible(&fault.path), fault.message));
        return Err(Outcome::Internal);
    }
    let name = visible(&name);
    if let Some(baseline) = &scene.accepted.baseline {
        let kept = baseline.without(&settled.stale);
        let told = format!("removed {} from {name}, {} left", counted(settled.stale.len()), kept.len());
        return write(&scene, &path, &name, kept).map(|()| told);
    }
    let recorded = old.iter().flat_map(Baseline::entries).cloned();
    let entries: BTreeSet<Entry> = found.map(Entry::of).chain(recorded).collect();
    let told = format!("recorded {} in {name}", counted(entries.len()));
    write(&scene, &path, &name, entries).map(|()| told)
}

fn counted(count: usize) -> String {
    if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") }
}

/// The baseline file, absolute.
fn place(scene: &Scene<'_>, typed: Option<&Path>) -> PathBuf {
    match typed {
        Some(typed) => absolute(&scene.cwd, typed),
        None => scene.root.folder.join(BASELINE_FILE),
    }
}

/// What reports call the baseline file.
fn name(scene: &Scene<'_>, path: &Path) -> String {
    path.strip_prefix(&scene.root.folder).unwrap_or(path).display().to_string()
}

/// Writes the file as a whole or not at all.
fn write(
    scene: &Scene<'_>,
    path: &Path,
    name: &str,
    entries: impl IntoIterator<Item = Entry>,
) -> Result<(), Outcome> {
    let fail = |why: &dyn std::fmt::Display| {
        tell(&format!("connlint: {}: cannot be written: {why}", visible(name)));
        Outcome::NotWritten
    };
    let text = Baseline::write(entries);
    if text.len() as u64 > LIMIT {
        return Err(fail(&"it would be larger than 16 MiB; turn the loudest rules off in connlint.toml"));
    }
    scene.keep_inside(path).map_err(|error| fail(&error))?;
    // A link stays one; what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let Some(folder) = path.parent().filter(|folder| folder.is_dir()) else {
        return Err(fail(&"its folder does not exist"));
    };
    let replace = || -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".connlint-");
        #[cfg(unix)]
        builder.permissions(permissions(&path));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&path).map(|_| ()).map_err(|failed| failed.error)
    };
    replace().map_err(|error| fail(&error))
}

/// Those of the file that is replaced, or what a new file usually has: temporary files are private.
#[cfg(unix)]
fn permissions(path: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    let old = fs::metadata(path).map(|metadata| metadata.permissions());
    old.unwrap_or_else(|_| fs::Permissions::from_mode(0o666))
}
