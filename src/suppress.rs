//! What a repository accepts: comments in its files, `[[ignore]]` entries of `connlint.toml` and the baseline.
//!
//! All three are of one shape, a `Suppression`, with one matcher and one test for "suppressed nothing". Everything
//! here is pure: comments, entries and diagnostics come in; what is kept, a count and new diagnostics come out. The
//! comments of a file are applied where the file is linted, and once more, with the rest, in [`settle`], for what is
//! found only when all files are known.

mod baseline;
mod directive;
mod inline;
mod notice;
mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::consumers::Consumer;
use crate::diagnostic::{Diagnostic, FileEntry, Status};
use crate::rules::{self, Levels};
use crate::settings::Settings;

pub use baseline::{Baseline, BaselineFault, Entry};
pub use inline::Ignored;
pub(crate) use inline::apply;
pub use table::Table;

/// Findings of one rule in one file that somebody accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Suppression {
    /// The rule. A baseline may name one that is gone.
    rule: Cow<'static, str>,
    /// The file, as reports call it.
    path: Arc<str>,
    /// Which of the rule's findings in the file.
    reach: Reach<Cow<'static, str>>,
    /// Who accepts them: the position in the list of those who do. One may have several suppressions, all of one rule
    /// and file.
    origin: usize,
}

/// Which findings of a rule and file are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach<T> {
    /// Those that begin on this line, from 1.
    Line(u32),
    /// Those at this JSON Pointer and below it.
    Below(T),
    /// The one with this fingerprint.
    Finding(T),
}

impl Suppression {
    fn key(&self) -> (&str, &str, Reach<&str>) {
        let reach = match &self.reach {
            Reach::Line(line) => Reach::Line(*line),
            Reach::Below(pointer) => Reach::Below(&**pointer),
            Reach::Finding(fingerprint) => Reach::Finding(&**fingerprint),
        };
        (&self.rule, &self.path, reach)
    }
}

/// Suppressions, and which of them suppressed something.
#[derive(Debug, Default)]
struct Suppressions {
    /// Sorted by what they mean, so that a finding's are found without looking at the others.
    all: Vec<Suppression>,
    /// For every origin.
    used: Vec<bool>,
}

impl Suppressions {
    /// `origins` is how many there are that accept something.
    fn new(mut all: Vec<Suppression>, origins: usize) -> Self {
        all.sort_by(|a, b| a.key().cmp(&b.key()));
        Self { all, used: vec![false; origins] }
    }

    /// Whether some suppression means this finding; all that do are used.
    fn take(&mut self, found: &Diagnostic) -> bool {
        let places = [Reach::Line(found.region.start_line), Reach::Finding(&*found.fingerprint)];
        let steps = found.pointer.match_indices('/').map(|(end, _)| found.pointer.get(..end));
        let prefixes = steps.flatten().chain([&*found.pointer]).map(Reach::Below);
        let mut is_meant = false;
        for reach in places.into_iter().chain(prefixes) {
            let key = (found.rule, &*found.path, reach);
            let first = self.all.partition_point(|one| one.key() < key);
            for one in self.all.iter().skip(first).take_while(|one| one.key() == key) {
                is_meant = true;
                if let Some(used) = self.used.get_mut(one.origin) {
                    *used = true;
                }
            }
        }
        is_meant
    }

    /// Takes out of `found` what is suppressed, and returns how much that was.
    fn sift(&mut self, found: &mut Vec<Diagnostic>, settings: &Settings<'_>) -> usize {
        if self.all.is_empty() {
            return 0;
        }
        let before = found.len();
        found.retain(|one| !self.take(one) || is_firm(one, settings));
        before - found.len()
    }

    /// The origins that suppressed nothing, ascending, where `tells` says of a rule and a file that it would have been
    /// found.
    fn unused(&self, tells: impl Fn(&str, &str) -> bool) -> Vec<usize> {
        let is_used = |origin: usize| self.used.get(origin).copied().unwrap_or(true);
        let idle = self.all.iter().filter(|one| !is_used(one.origin) && tells(&one.rule, &one.path));
        let mut origins: Vec<usize> = idle.map(|one| one.origin).collect();
        origins.sort_unstable();
        origins.dedup();
        origins
    }
}

/// Whether a finding stays whatever is accepted: connlint's own faults, and for a payload what keeps it from being made.
fn is_firm(found: &Diagnostic, settings: &Settings<'_>) -> bool {
    let blocks = found.breaks.contains(&Consumer::Elasticsearch) || found.rule == "unreadable-file";
    found.rule == "internal-error" || (settings.payloads && blocks)
}

/// Whether a run that knows a file as `status` finds all that the rule has to say about it. A rule that no longer exists
/// finds nothing, and that is all.
fn tells(rule: &str, status: Status, levels: &Levels) -> bool {
    status == Status::Checked && (levels.of(rule).is_some() || rules::find(rule).is_none())
}

/// What is accepted beside the comments.
#[derive(Debug, Default)]
pub struct Accepted {
    /// The `[[ignore]]` entries.
    pub table: Table,
    /// The baseline, where one is in use.
    pub baseline: Option<Baseline>,
}

/// Comments, `[[ignore]]` entries and the baseline, for files that are linted again and again.
#[derive(Debug)]
pub struct Sieve {
    table: Suppressions,
    baseline: Suppressions,
}

impl Sieve {
    /// A sieve of what is accepted.
    pub fn new(accepted: &Accepted) -> Self {
        let baseline = accepted.baseline.as_ref().map(Baseline::suppressions).unwrap_or_default();
        Self { table: accepted.table.suppressions(), baseline }
    }

    /// Takes out of a linted file's diagnostics what is suppressed, and adds comments that suppress nothing.
    pub fn settle(&mut self, told: Told<'_>, settings: &Settings<'_>) {
        let Told { entry, ignored, diagnostics } = told;
        ignored.settle(diagnostics, entry.status, settings);
        self.table.sift(diagnostics, settings);
        self.baseline.sift(diagnostics, settings);
    }
}

/// What a linted file tells.
#[derive(Debug)]
pub struct Told<'f> {
    /// Its line in the report.
    pub entry: &'f FileEntry,
    /// What its comments suppress.
    pub ignored: &'f mut Ignored,
    /// Its findings.
    pub diagnostics: &'f mut Vec<Diagnostic>,
}

/// What suppressing made of a run, beside what it took out of the files' diagnostics and put there.
#[derive(Debug, Default)]
pub struct Settled {
    /// How many diagnostics were taken out, those that comments took out in the worker threads included.
    pub suppressed: usize,
    /// What is wrong with `[[ignore]]` entries and the baseline.
    pub diagnostics: Vec<Diagnostic>,
    /// The entries of the baseline that meet nothing any more, ascending; none unless the run saw the whole repository.
    pub stale: Vec<usize>,
}

/// Applies everything that is accepted to the diagnostics of a run: comments, then `[[ignore]]` entries, then the
/// baseline. `sees_all` tells whether the run saw the whole repository: only then can an entry for a file that the run
/// does not know be called unused.
pub fn settle<'f>(
    files: impl Iterator<Item = Told<'f>>,
    accepted: &Accepted,
    settings: &Settings<'_>,
    sees_all: bool,
) -> Settled {
    let mut files: Vec<Told<'f>> = files.collect();
    let mut settled = Settled::default();
    for one in &mut files {
        settled.suppressed += one.ignored.settle(one.diagnostics, one.entry.status, settings);
    }
    let Accepted { table, baseline } = accepted;
    if table.is_empty() && baseline.is_none() {
        return settled;
    }
    let statuses: BTreeMap<Arc<str>, Status> =
        files.iter().map(|one| (Arc::clone(&one.entry.path), one.entry.status)).collect();
    let told = |rule: &str, path: &str| {
        let status = statuses.get(path).copied().unwrap_or(Status::Checked);
        sees_all && tells(rule, status, &settings.levels)
    };
    let mut sift = |suppressions: &mut Suppressions, settled: &mut Settled| {
        for one in &mut files {
            settled.suppressed += suppressions.sift(one.diagnostics, settings);
        }
        settled.suppressed += suppressions.sift(&mut settled.diagnostics, settings);
    };
    settled.diagnostics = table.judge(settings);
    let mut suppressions = table.suppressions();
    sift(&mut suppressions, &mut settled);
    settled.diagnostics.extend(table.unused(&suppressions.unused(told), settings));
    if let Some(baseline) = baseline {
        let mut suppressions = baseline.suppressions();
        sift(&mut suppressions, &mut settled);
        settled.stale = suppressions.unused(told);
        settled.diagnostics.extend(baseline.stale(&settled.stale, settings));
    }
    settled
}
