//! The git index, through git's own plumbing: one listing, one comparison, one process for all blobs.

use std::cmp::Ordering;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use super::path::{self, Naming};
use super::patterns::Verdict;
use super::{Candidate, LIMIT, PathFaultKind, Place, ReadFault, Role, Search, Source};

mod blobs;

use blobs::Blobs;

/// Links in the index are followed this often, then taken for a circle.
const LINK_HOPS: usize = 8;

/// Why the index cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GitFault {
    /// There is no repository around the first path.
    #[error("--staged needs a git repository, and there is none here")]
    NoRepository,
    /// Git could not be started, in the system's words.
    #[error("--staged needs git, which cannot be started: {0}")]
    NotStarted(String),
    /// Git refused, in its own words.
    #[error("git failed: {}", path::visible(.0))]
    Failed(String),
}

/// The index of one work tree, as it was when it was opened.
#[derive(Debug)]
pub struct Index {
    top: PathBuf,
    /// Sorted by path, as git lists them; one entry a path (the first stage, should a merge be under way).
    entries: Vec<Entry>,
    /// Positions of what differs from the last commit and still exists. Ascending.
    changed: Vec<usize>,
    blobs: Mutex<Blobs>,
}

#[derive(Debug)]
struct Entry {
    /// Bytes relative to the top, with `/`.
    path: Vec<u8>,
    id: String,
    kind: EntryKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryKind {
    File,
    Link,
    Submodule,
}

impl Index {
    /// Opens the index of the work tree that the folder `start` (absolute) lies in.
    pub fn open(start: &Path) -> Result<Self, GitFault> {
        let top = &super::git_root(start).ok_or(GitFault::NoRepository)?;
        let listing = git(top, &["ls-files", "--stage", "-z", "--full-name"])?;
        let mut entries: Vec<Entry> = listing.split(|byte| *byte == 0).filter_map(Entry::parse).collect();
        entries.dedup_by(|later, first| later.path == first.path);
        let compare = [
            "diff",
            "--cached",
            "--name-only",
            "-z",
            "--no-renames",
            "--no-relative",
            "--no-ext-diff",
            "--diff-filter=ACMRT",
        ];
        let names = git(top, &compare)?;
        let mut index = Self { top: top.clone(), entries, changed: Vec::new(), blobs: Mutex::default() };
        index.changed = names.split(|byte| *byte == 0).filter_map(|name| index.position(name)).collect();
        index.changed.sort_unstable();
        Ok(index)
    }

    /// Whether `path` (absolute) lies in the work tree, so that the index decides about it.
    pub(super) fn covers(&self, path: &Path) -> bool {
        path.starts_with(&self.top)
    }

    /// Whether there is a file, or a link to one, at `path` (absolute).
    pub(super) fn has_file(&self, path: &Path) -> bool {
        self.resolve(path).is_ok()
    }

    /// Replaces what `buffer` holds by the file at `path` (absolute). Links are followed within the index.
    pub(super) fn read(&self, path: &Path, buffer: &mut Vec<u8>) -> Result<(), ReadFault> {
        let entry = self.resolve(path)?;
        self.blob(entry, buffer)
    }

    /// The file at `path`, behind any links.
    fn resolve(&self, path: &Path) -> Result<&Entry, ReadFault> {
        let mut path = path.to_path_buf();
        for _ in 0..LINK_HOPS {
            let entry = self.entry(&path).ok_or(ReadFault::NotFound)?;
            match entry.kind {
                EntryKind::File => return Ok(entry),
                EntryKind::Submodule => return Err(ReadFault::NotFound),
                EntryKind::Link => {
                    let mut target = Vec::new();
                    self.blob(entry, &mut target)?;
                    let folder = path.parent().unwrap_or(&self.top);
                    path = path::absolute(folder, &native(&target));
                }
            }
        }
        Err(ReadFault::NotFound)
    }

    fn blob(&self, entry: &Entry, buffer: &mut Vec<u8>) -> Result<(), ReadFault> {
        self.blobs.lock().unwrap_or_else(PoisonError::into_inner).read(&self.top, &entry.id, LIMIT, buffer)
    }

    fn entry(&self, path: &Path) -> Option<&Entry> {
        let inside = path.strip_prefix(&self.top).ok()?;
        self.entries.get(self.position(&portable(inside))?)
    }

    fn position(&self, name: &[u8]) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.path.as_slice().cmp(name)).ok()
    }

    /// The positions of everything below `folder` (absolute): one run of the sorted list.
    fn below(&self, folder: &Path) -> std::ops::Range<usize> {
        let Ok(inside) = folder.strip_prefix(&self.top) else {
            let all = self.top.starts_with(folder);
            return 0..if all { self.entries.len() } else { 0 };
        };
        let mut prefix = portable(inside);
        if !prefix.is_empty() {
            prefix.push(b'/');
        }
        let order = |entry: &Entry| {
            if entry.path.starts_with(&prefix) { Ordering::Equal } else { entry.path.as_slice().cmp(&prefix) }
        };
        let start = self.entries.partition_point(|entry| order(entry) == Ordering::Less);
        start..self.entries.partition_point(|entry| order(entry) != Ordering::Greater)
    }
}

impl Entry {
    /// Reads `<mode> <id> <stage>\t<path>`, as `git ls-files --stage -z` lists it.
    fn parse(record: &[u8]) -> Option<Self> {
        let tab = record.iter().position(|byte| *byte == b'\t')?;
        let (facts, path) = record.split_at_checked(tab)?;
        let mut facts = std::str::from_utf8(facts).ok()?.split(' ');
        let kind = match facts.next()? {
            "120000" => EntryKind::Link,
            "160000" => EntryKind::Submodule,
            _ => EntryKind::File,
        };
        Some(Self { path: path.get(1..)?.to_vec(), id: facts.next()?.to_owned(), kind })
    }
}

impl Search<'_> {
    /// A path of the command line: what is staged at or below it.
    pub(super) fn staged_path(&mut self, index: &Index, given: &Path, absolute: &Path) {
        if index.entry(absolute).is_some() {
            let changed = index.changed.iter().filter_map(|at| index.entries.get(*at));
            if changed.into_iter().any(|entry| index.top.join(native(&entry.path)) == absolute) {
                self.named(given, Source::File);
            }
        } else if !index.below(absolute).is_empty() || absolute.exists() {
            self.staged_below(index, given, absolute);
        } else {
            self.fault(path::shown(given), PathFaultKind::Missing);
        }
    }

    /// Everything that counts among what is staged below the folder `absolute`.
    pub(super) fn staged_below(&mut self, index: &Index, given: &Path, absolute: &Path) {
        let widened = self.widens(absolute);
        let range = index.below(absolute);
        for at in index.changed.iter().filter(|at| range.contains(at)) {
            let Some((path, name, verdict)) = self.judge(index, *at, given, absolute, widened) else {
                continue;
            };
            self.take(verdict, name, Place::At(path), Source::File);
        }
    }

    /// All connector types of the index, staged now or committed long ago.
    pub(super) fn indexed_types(&mut self, index: &Index, folder: &Path) {
        for at in index.below(folder) {
            if let Some((absolute, path, Verdict::Type)) = self.judge(index, at, folder, folder, false) {
                let place = Place::At(absolute);
                self.types.push(Candidate { path, place, role: Role::Type, source: Source::File });
            }
        }
    }

    /// The place, name and verdict of an entry that a scan of `absolute` comes upon.
    fn judge(
        &self,
        index: &Index,
        at: usize,
        given: &Path,
        absolute: &Path,
        widened: bool,
    ) -> Option<(PathBuf, String, Verdict)> {
        let path = index.top.join(native(&index.entries.get(at)?.path));
        let below = path.strip_prefix(absolute).ok()?;
        let hidden =
            |folder: &Path| folder.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if below.ancestors().skip(1).any(hidden) {
            return None;
        }
        let name = Naming::new(&self.request.root.folder, given, absolute).name(&path);
        let verdict = self.request.patterns.of_scanned(&name, widened);
        (verdict != Verdict::Other && index.has_file(&path)).then_some((path, name, verdict))
    }
}

/// Runs git in `top` and returns what it prints.
fn git(top: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitFault> {
    let output = command(top, arguments).output().map_err(|error| not_started(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(GitFault::Failed(words.lines().next().unwrap_or("no reason given").trim().to_owned()))
}

/// A git command that neither asks, nor writes, nor runs what a repository configures. The environment stays as it is:
/// in a hook it names the index that is about to be committed.
fn command(top: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(top)
        .args(["--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn not_started(error: &io::Error) -> GitFault {
    GitFault::NotStarted(error.to_string())
}

/// A path of the index as one of this system.
#[cfg(unix)]
fn native(path: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(path))
}

/// A path of the index as one of this system.
#[cfg(not(unix))]
fn native(path: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(path).into_owned())
}

/// A relative path as the index spells it.
fn portable(path: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    for component in path.components() {
        if !out.is_empty() {
            out.push(b'/');
        }
        out.extend_from_slice(component.as_os_str().as_encoded_bytes());
    }
    out
}
