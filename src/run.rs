//! A run over files: reading, linting on several threads, and one ordered result.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::discover::{Candidate, Origin, ReadFault};
use crate::lint::{Linted, Settings};
use crate::report::{Diagnostic, FileEntry, Status};
use crate::rules;
use crate::severity::Severity;
use crate::source::Region;
use crate::suppress::Ignored;
use crate::tree::Arena;

/// Files that a thread takes at a time.
const CHUNK: usize = 32;

/// Lints all candidates; the results are in their order, whatever the number of threads.
pub fn lint_all(
    candidates: &[Candidate],
    origin: &Origin,
    settings: &Settings,
    jobs: Option<NonZeroUsize>,
) -> Vec<Linted> {
    let available = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = jobs.map_or_else(available, NonZeroUsize::get).min(candidates.len().div_ceil(CHUNK)).max(1);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut worker = Worker::default();
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed);
            let Some(rest) = candidates.get(start..).filter(|rest| !rest.is_empty()) else { return done };
            let chunk = rest.iter().take(CHUNK);
            done.push((start, chunk.map(|one| worker.lint(one, origin, settings)).collect::<Vec<_>>()));
        }
    };
    let mut chunks: Vec<(usize, Vec<Linted>)> = if threads == 1 {
        work()
    } else {
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
        })
    };
    chunks.sort_unstable_by_key(|(start, _)| *start);
    chunks.into_iter().flat_map(|(_, chunk)| chunk).collect()
}

/// The buffers of one thread.
#[derive(Default)]
struct Worker {
    bytes: Vec<u8>,
    arena: Arena,
}

impl Worker {
    fn lint(&mut self, candidate: &Candidate, origin: &Origin, settings: &Settings) -> Linted {
        if let Err(fault) = origin.read(candidate, &mut self.bytes) {
            return unreadable(&candidate.path, &fault, settings);
        }
        let (bytes, arena) = (&self.bytes, &mut self.arena);
        let linted = catch_unwind(AssertUnwindSafe(|| settings.lint(&candidate.path, bytes, arena)));
        linted.unwrap_or_else(|_| failed(&candidate.path))
    }
}

fn unreadable(path: &str, fault: &ReadFault, settings: &Settings) -> Linted {
    let severity = settings.levels.of("unreadable-file");
    let message = format!("the file cannot be read: {fault}");
    whole_file(path, Status::Unreadable, "unreadable-file", severity, message, None)
}

fn failed(path: &str) -> Linted {
    let help = "this is a fault of connlint, not of the file: please report it with the version that \
                `connlint --version` prints";
    let message = "connlint failed on this file".to_owned();
    whole_file(
        path,
        Status::Unreadable,
        "internal-error",
        Some(Severity::Error),
        message,
        Some(help.to_owned()),
    )
}

/// A finding about a file of which nothing was judged.
fn whole_file(
    path: &str,
    status: Status,
    rule: &str,
    severity: Option<Severity>,
    message: String,
    help: Option<String>,
) -> Linted {
    let shared: Arc<str> = path.into();
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
            fingerprint: crate::diagnose::fingerprint(rule, path, "", 1),
            excerpts: Vec::new(),
        }
    };
    let diagnostics = severity.map(diagnostic).into_iter().collect();
    Linted { entry, diagnostics, ignored: Ignored::default(), payload: None }
}
