//! `--fix`, `--unsafe-fixes` and `--diff` of `connlint check`.

use std::io::{self, Write};

use crate::cli::Fixes;
use crate::cli::scene::{Scene, tell};
use crate::diagnose::Detail;
use crate::discover::{Candidate, Discovery, Source, visible};
use crate::finding::Applicability;
use crate::fix::{Mended, State, WriteFault, mend, replace, unified};
use crate::lint::{File, Linted};
use crate::outcome::Outcome;
use crate::report::Diagnostic;
use crate::run;
use crate::suppress::{self, Sieve};
use crate::tree::Arena;

use super::Work;

/// What became of the files.
#[derive(Debug, Default)]
pub(super) struct Repair {
    /// How many findings were mended.
    pub(super) fixed: usize,
    /// In how many files.
    pub(super) files: usize,
    /// Fixes that were left out, as findings about connlint.
    pub(super) faults: Vec<Diagnostic>,
    /// How the run would end by this alone.
    pub(super) outcome: Outcome,
}

impl Repair {
    /// What to say about it; none where nothing was asked for.
    pub(super) fn told(&self) -> String {
        let counted = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            _ => format!("{count} {noun}s"),
        };
        format!("fixed {} in {}", counted(self.fixed, "finding"), counted(self.files, "file"))
    }
}

impl Fixes {
    /// Which fixes are wanted; none where no option asks for any.
    pub(super) fn allowed(self) -> Option<Applicability> {
        let is_wanted = self.fix || self.unsafe_fixes || self.diff;
        let most = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        is_wanted.then_some(most)
    }
}

/// Mends the files of a run: in their places, or with `--diff` only on `out`.
pub(super) fn run(
    scene: &mut Scene<'_>,
    discovery: &Discovery,
    fixes: Fixes,
    work: Work,
    out: &mut impl Write,
) -> io::Result<Repair> {
    let mut repair = Repair::default();
    let Some(allowed) = fixes.allowed() else { return Ok(repair) };
    if discovery.candidates.iter().any(|candidate| candidate.source == Source::Stdin) {
        tell("connlint: standard input cannot be fixed: name the file instead of `-`");
        repair.outcome = Outcome::Usage;
        return Ok(repair);
    }
    let detail = std::mem::replace(&mut scene.settings.detail, Detail::Places);
    let mut linted = run::lint_all(&discovery.candidates, &scene.origin, &scene.settings, work.jobs);
    suppress::settle(linted.iter_mut().map(Linted::told), &scene.accepted, &scene.settings, false);
    let is_mendable = |one: &Diagnostic| one.fix.as_ref().is_some_and(|fix| fix.applicability <= allowed);
    let mut sieve = Sieve::new(&scene.accepted);
    let mut bytes = Vec::new();
    for (candidate, one) in discovery.candidates.iter().zip(&linted) {
        if !one.diagnostics.iter().any(is_mendable) || scene.origin.read(candidate, &mut bytes).is_err() {
            continue;
        }
        let file = File { path: &candidate.path, role: candidate.role, conflicts: &[] };
        let mended = mend(&file, &bytes, &scene.settings, &mut sieve, allowed);
        if let Some(text) = &mended.text {
            if fixes.diff {
                out.write_all(diff(scene, &file, &bytes, text).as_bytes())?;
            } else if let Err(outcome) = write(scene, candidate, &bytes, text) {
                repair.outcome = repair.outcome.max(outcome);
                continue;
            }
        }
        repair.count(mended);
    }
    if fixes.diff {
        // No report follows that would tell.
        let faults = linted.into_iter().flat_map(|one| one.diagnostics);
        repair.faults.extend(faults.filter(|one| one.rule == "internal-error"));
    }
    scene.settings.detail = detail;
    Ok(repair)
}

impl Repair {
    fn count(&mut self, mended: Mended) {
        self.fixed += mended.fixed;
        self.files += usize::from(mended.text.is_some());
        self.faults.extend(mended.faults);
    }
}

fn diff(scene: &Scene<'_>, file: &File<'_>, old: &[u8], new: &str) -> String {
    let arena = &mut Arena::default();
    let masks = [old, new.as_bytes()].map(|bytes| scene.settings.masked(file, bytes, arena));
    let before = State { text: std::str::from_utf8(old).unwrap_or_default(), masked: &masks[0] };
    unified(file.path, before, State { text: new, masked: &masks[1] })
}

fn write(scene: &Scene<'_>, candidate: &Candidate, old: &[u8], new: &str) -> Result<(), Outcome> {
    let absolute = candidate.absolute();
    let replaced = scene
        .keep_inside(&absolute)
        .map_err(WriteFault::System)
        .and_then(|()| replace(&absolute, old, new.as_bytes()));
    replaced.map_err(|fault| {
        tell(&format!("connlint: {}: cannot be written: {fault}", visible(&candidate.path)));
        Outcome::NotWritten
    })
}
