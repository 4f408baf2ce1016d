//! A run over files: reading, linting on several threads, and one ordered result.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, FileEntry, Status};
use crate::discover::{Candidate, Origin, ReadFault, Source};
use crate::finding::Elsewhere;
use crate::lint::{File, Linted, Settings};
use crate::repository::{self, Claim, Clash, Conflict, Tags};
use crate::rules;
use crate::severity::Severity;
use crate::source::Region;
use crate::suppress::Ignored;
use crate::tree::Arena;

/// Files that a thread takes at a time.
const CHUNK: usize = 8;

/// What a run reads, and what it judges by.
#[derive(Clone, Copy)]
struct Run<'r> {
    candidates: &'r [Candidate],
    origin: &'r Origin,
    settings: &'r Settings<'r>,
    jobs: Option<NonZeroUsize>,
}

/// Lints all candidates, which are sorted by path; the results are in their order, whatever the number of threads.
///
/// Files that claim what an earlier one has are linted a second time, with that knowledge.
pub fn lint_all(
    candidates: &[Candidate],
    origin: &Origin,
    settings: &Settings<'_>,
    jobs: Option<NonZeroUsize>,
) -> Vec<Linted> {
    lint_each(candidates, origin, settings, jobs, |_| ())
}

/// As [`lint_all`]; every result is seen by `take` as soon as it is there, in no certain order, so that what is large in
/// it need not be kept, and somebody can count.
pub fn lint_each(
    candidates: &[Candidate],
    origin: &Origin,
    settings: &Settings<'_>,
    jobs: Option<NonZeroUsize>,
    take: impl Fn(&mut Linted) + Sync,
) -> Vec<Linted> {
    let run = Run { candidates, origin, settings, jobs };
    let mut linted = run.share(candidates, |worker, one| {
        let mut linted = worker.lint(&run, one, &[], None);
        take(&mut linted);
        linted
    });
    let again = run.again(&linted);
    for (at, replacement) in again {
        if let Some(place) = linted.get_mut(at) {
            *place = replacement;
        }
    }
    linted
}

impl Run<'_> {
    /// Does a piece of work for every item, shared among threads; the results are in the order of the items.
    fn share<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&mut Worker, &T) -> R + Sync) -> Vec<R> {
        let threads = self.threads(items.len().div_ceil(CHUNK));
        let next = AtomicUsize::new(0);
        let results: Mutex<Vec<Option<R>>> = Mutex::new(Vec::with_capacity(items.len()));
        let work = || {
            let mut worker = Worker::default();
            let mut done = Vec::with_capacity(CHUNK);
            loop {
                let start = next.fetch_add(CHUNK, Ordering::Relaxed);
                let Some(rest) = items.get(start..).filter(|rest| !rest.is_empty()) else { return };
                done.extend(rest.iter().take(CHUNK).map(|one| Some(work(&mut worker, one))));
                let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                if results.len() < start + done.len() {
                    results.resize_with(start + done.len(), || None);
                }
                if let Some(places) = results.get_mut(start..start + done.len()) {
                    places.swap_with_slice(&mut done);
                }
                done.clear();
            }
        };
        if threads == 1 {
            work();
        } else {
            std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
        }
        let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Every place is filled. As all or nothing the list is taken over as it is, and not copied.
        results.into_iter().collect::<Option<_>>().unwrap_or_default()
    }

    /// The number of threads for so many chunks. How many processors there are is asked only where it matters: the answer
    /// takes as long as linting a file.
    fn threads(&self, chunks: usize) -> usize {
        let available = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        if chunks > 1 { self.jobs.map_or_else(available, NonZeroUsize::get).min(chunks) } else { 1 }
    }

    /// The files that are in conflict with earlier ones, linted again with that knowledge.
    fn again(&self, linted: &[Linted]) -> Vec<(usize, Linted)> {
        let contested = repository::contested(linted.iter().map(|one| one.tags));
        let claims = self.share(&contested, |worker, file| worker.claims(self, linted, *file));
        let claims = contested
            .iter()
            .zip(&claims)
            .filter_map(|(file, claims)| linted.get(*file).map(|one| (*file, &*one.entry.path, &**claims)));
        let mut clashes = repository::clashes(claims, &self.settings.clusters);
        clashes.retain(|clash| {
            rules::keeper(clash.claim.claimed)
                .is_some_and(|rule| self.settings.levels.of(rule.name).is_some())
        });
        let mut by_file: BTreeMap<usize, Vec<&Clash<'_>>> = BTreeMap::new();
        let mut firsts: Vec<(usize, &Claim)> = Vec::new();
        for clash in &clashes {
            by_file.entry(clash.file).or_default().push(clash);
            firsts.extend(&clash.firsts);
        }
        firsts.sort_unstable_by_key(|(file, claim)| (*file, claim.claimed));
        firsts.dedup();
        let places = self.share(&firsts, |worker, (file, claim)| worker.place(self, linted, *file, claim));
        let place = |first: &(usize, &Claim)| {
            let at = firsts
                .binary_search_by_key(&(first.0, first.1.claimed), |(file, claim)| (*file, claim.claimed));
            at.ok().and_then(|at| places.get(at)).and_then(Option::as_ref)
        };
        let late: Vec<_> = by_file.into_iter().collect();
        self.share(&late, |worker, (file, clashes)| {
            let conflicts = clashes.iter().map(|clash| Conflict {
                claim: clash.claim,
                firsts: clash.firsts.iter().filter_map(place).collect(),
                cluster: clash.cluster,
            });
            let conflicts: Vec<_> = conflicts.collect();
            let kept = linted.get(*file).and_then(|one| one.bytes.as_deref());
            let candidate = self.candidates.get(*file)?;
            Some((*file, worker.lint(self, candidate, &conflicts, kept)))
        })
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The buffers of one thread.
#[derive(Default)]
struct Worker {
    bytes: Vec<u8>,
    arena: Arena,
}

impl Worker {
    /// Lints a file. `kept` are its bytes, where it cannot be read a second time.
    fn lint(
        &mut self,
        run: &Run<'_>,
        candidate: &Candidate,
        conflicts: &[Conflict<'_>],
        kept: Option<&[u8]>,
    ) -> Linted {
        let file = File { path: &candidate.path, role: candidate.role, conflicts };
        if kept.is_none()
            && let Err(fault) = run.origin.read(candidate, &mut self.bytes)
        {
            return unreadable(&file, &fault, run.settings);
        }
        let (bytes, arena) = (kept.unwrap_or(&self.bytes), &mut self.arena);
        let linted = catch_unwind(AssertUnwindSafe(|| run.settings.lint_file(&file, bytes, arena)));
        let mut linted = linted.unwrap_or_else(|_| failed(&file));
        if candidate.source == Source::Stdin {
            linted.bytes = Some(bytes.into());
        }
        linted
    }

    /// What a file claims; nothing where it cannot be read any more.
    fn claims(&mut self, run: &Run<'_>, linted: &[Linted], file: usize) -> Vec<Claim> {
        let claims =
            self.again(run, linted, file, |file, bytes, arena| run.settings.claims(file, bytes, arena));
        claims.unwrap_or_default()
    }

    /// The place of a claim; none where the file cannot be read any more.
    fn place(&mut self, run: &Run<'_>, linted: &[Linted], file: usize, claim: &Claim) -> Option<Elsewhere> {
        self.again(run, linted, file, |file, bytes, arena| run.settings.claimed(file, claim, bytes, arena))
    }

    /// What a second look at a file tells; none where it cannot be read any more.
    fn again<R>(
        &mut self,
        run: &Run<'_>,
        linted: &[Linted],
        file: usize,
        look: impl FnOnce(&File<'_>, &[u8], &mut Arena) -> R,
    ) -> Option<R> {
        let candidate = run.candidates.get(file)?;
        let kept = linted.get(file).and_then(|one| one.bytes.as_deref());
        if kept.is_none() {
            run.origin.read(candidate, &mut self.bytes).ok()?;
        }
        let (bytes, arena) = (kept.unwrap_or(&self.bytes), &mut self.arena);
        let file = File { path: &candidate.path, role: candidate.role, conflicts: &[] };
        catch_unwind(AssertUnwindSafe(|| look(&file, bytes, arena))).ok()
    }
}

fn unreadable(file: &File<'_>, fault: &ReadFault, settings: &Settings<'_>) -> Linted {
    let severity = settings.levels.of("unreadable-file");
    let message = format!("the file cannot be read: {fault}");
    whole_file(file, "unreadable-file", severity, message, None)
}

fn failed(file: &File<'_>) -> Linted {
    let help = "this is a fault of connlint, not of the file: please report it with the version that \
                `connlint --version` prints";
    let message = "connlint failed on this file".to_owned();
    whole_file(file, "internal-error", Some(Severity::Error), message, Some(help.to_owned()))
}

/// A finding about a file of which nothing was judged.
fn whole_file(
    file: &File<'_>,
    rule: &str,
    severity: Option<Severity>,
    message: String,
    help: Option<String>,
) -> Linted {
    let shared: Arc<str> = file.path.into();
    let status = Status::Unreadable;
    let entry = FileEntry { path: Arc::clone(&shared), connector_id: None, service_type: None, status };
    let diagnostic = |severity| {
        let rule = rules::find(rule).map_or("internal-error", |rule| rule.name);
        Diagnostic {
            rule,
            severity,
            breaks: Vec::new(),
            says: None,
            message,
            help,
            path: Arc::clone(&shared),
            pointer: String::new(),
            field: None,
            region: Region::FILE,
            related: Vec::new(),
            fix: None,
            fingerprint: crate::diagnose::fingerprint(rule, file.path, "", 1),
            excerpts: Vec::new(),
        }
    };
    Linted {
        role: file.role,
        entry,
        diagnostics: severity.map(diagnostic).into_iter().collect(),
        ignored: Ignored::default(),
        payload: None,
        tags: Tags::default(),
        bytes: None,
    }
}
