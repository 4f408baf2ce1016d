//! What a run looks at: from the paths of the command line to a sorted list of sources.
//!
//! The contract is the section "Discovery" of the product's design. A folder is scanned: its files count if
//! `include` matches them, ignore files and hidden folders are honoured, `exclude` is counted. A named file always counts, unless
//! `exclude` matches it. With [`Origin::Index`] the same is done on what is staged.

mod candidate;
mod ignored;
mod origin;
mod path;
mod patterns;
mod read;
mod root;
mod staged;
mod walk;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use candidate::{Candidate, Folder, Place, Role, Source};
pub use origin::Origin;
pub(crate) use path::absolute;
pub use path::visible;
pub use patterns::{DEFAULT_INCLUDE, GlobFault, Patterns, check, compile};
pub use read::{LIMIT, ReadFault};
pub use root::{ConfigChoice, Root, RootKind, git_root, start_folder};
pub use staged::{GitFault, Index};

use path::Naming;
use patterns::Verdict;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "connlint.toml";
/// The name of the baseline file.
pub const BASELINE_FILE: &str = ".connlint-baseline.json";

/// How much of the repository a run sees: what judges the whole needs [`Scope::Repository`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Named or staged files: that there are none is no fault.
    Files,
    /// At least one folder was scanned, but none that holds the root.
    Folders,
    /// The root was scanned.
    Repository,
}

/// A path of the command line, or a folder below it, that could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}: {kind}", visible(.path))]
pub struct PathFault {
    /// The path as a reader sees it.
    pub path: String,
    /// What is wrong with it.
    pub kind: PathFaultKind,
}

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathFaultKind {
    /// It was named and is not there.
    #[error("no such file or folder")]
    Missing,
    /// `types` names it and it is no folder.
    #[error("`types` in connlint.toml names this folder, but it does not exist")]
    TypesMissing,
    /// The system does not let it be looked at, in the system's words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// `-` without a name.
    #[error("standard input needs a name: add --stdin-filename NAME")]
    StdinWithoutName,
    /// A name without `-`.
    #[error("--stdin-filename names standard input, but no `-` is among the paths")]
    NameWithoutStdin,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where the run takes place.
    pub root: &'a Root,
    /// The working folder, absolute.
    pub cwd: &'a Path,
    /// The paths of the command line; none means the working folder, or with an index the whole root.
    pub paths: &'a [PathBuf],
    /// What `-` among the paths is called.
    pub stdin_name: Option<&'a Path>,
    /// Which files count.
    pub patterns: &'a Patterns,
    /// Which state of the repository.
    pub origin: &'a Origin,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// What is linted, sorted by path, each source once.
    pub candidates: Vec<Candidate>,
    /// All connector types of the repository, wherever the run looks: they are loaded, not linted. Sorted.
    pub types: Vec<Candidate>,
    /// How many files `exclude` left out that would have counted.
    pub skipped: usize,
    /// How much was seen.
    pub scope: Scope,
    /// Every path that could not be looked at, in the order of the command line.
    pub faults: Vec<PathFault>,
}

/// Looks for everything that `request` asks for. Faults do not hinder the rest.
pub fn discover(request: &Request<'_>) -> Discovery {
    let mut search = Search::new(request);
    search.paths();
    search.types();
    search.finish()
}

/// Looks for the connector types of the repository only. Nothing is a candidate.
pub fn discover_types(request: &Request<'_>) -> Discovery {
    let mut search = Search::new(request);
    search.types();
    search.finish()
}

/// A search under way: what is asked, and what is found so far.
struct Search<'r> {
    request: &'r Request<'r>,
    candidates: Vec<Candidate>,
    types: Vec<Candidate>,
    skipped: Vec<PathBuf>,
    scope: Scope,
    faults: Vec<PathFault>,
}

/// What a scan of a folder looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// Whatever counts; `widened` lets every TOML and JSON file count.
    Lint { widened: bool },
    /// Connector types only, to be loaded.
    Types,
}

impl<'r> Search<'r> {
    fn new(request: &'r Request<'r>) -> Self {
        Self {
            request,
            candidates: Vec::new(),
            types: Vec::new(),
            skipped: Vec::new(),
            scope: Scope::Files,
            faults: Vec::new(),
        }
    }

    fn paths(&mut self) {
        let request = self.request;
        let mut stdin_name = request.stdin_name;
        for given in request.paths {
            if given.as_os_str() == "-" {
                match request.stdin_name {
                    Some(name) => self.named(name, Source::Stdin),
                    None => self.fault("-".to_owned(), PathFaultKind::StdinWithoutName),
                }
                stdin_name = None;
            } else {
                self.path(given);
            }
        }
        if let Some(name) = stdin_name {
            self.fault(path::shown(name), PathFaultKind::NameWithoutStdin);
        }
        if request.paths.is_empty() {
            match request.origin {
                Origin::Disk(_) => self.path(Path::new(".")),
                Origin::Index(index) => self.staged_below(index, &request.root.folder, &request.root.folder),
            }
        }
    }

    fn path(&mut self, given: &Path) {
        let absolute = path::absolute(self.request.cwd, given);
        if let Origin::Index(index) = self.request.origin {
            return self.staged_path(index, given, &absolute);
        }
        // The path as given: an empty one and `file/` do not exist, though their absolute forms would.
        let on_disk = if given.as_os_str().is_empty() { given } else { &self.request.cwd.join(given) };
        match on_disk.metadata() {
            Ok(metadata) if metadata.is_dir() => {
                self.note_scan(&absolute);
                let target = Target::Lint { widened: self.widens(&absolute) };
                self.walk(given, &absolute, target);
            }
            Ok(_) => self.named(given, Source::File),
            Err(error) => {
                let kind = match ReadFault::from(error) {
                    ReadFault::NotFound => PathFaultKind::Missing,
                    fault => PathFaultKind::Unreadable(fault.to_string()),
                };
                self.fault(path::shown(given), kind);
            }
        }
    }

    /// A file that was named on the command line.
    fn named(&mut self, given: &Path, source: Source) {
        let absolute = path::absolute(self.request.cwd, given);
        let name = Naming::new(&self.request.root.folder, given, &absolute).name(&absolute);
        let verdict = self.request.patterns.of_named(&name);
        self.take(verdict, name, Place::At(absolute), source);
    }

    /// Takes a file by the verdict over it.
    fn take(&mut self, verdict: Verdict, path: String, place: Place, source: Source) {
        let role = if verdict == Verdict::Type { Role::Type } else { Role::Connector };
        let candidate = Candidate { path, place, role, source };
        match verdict {
            Verdict::Connector | Verdict::Type => self.candidates.push(candidate),
            Verdict::Excluded => self.skipped.push(candidate.absolute().into_owned()),
            Verdict::Other => {}
        }
    }

    /// All connector types of the repository. Their folder is scanned again if the run sees it too: it is small.
    fn types(&mut self) {
        let request = self.request;
        let Some(given) = request.patterns.types_folder() else { return };
        let folder = request.root.folder.join(given);
        match request.origin {
            Origin::Index(index) => self.indexed_types(index, &folder),
            Origin::Disk(_) if folder.is_dir() => self.walk(&folder, &folder, Target::Types),
            Origin::Disk(_) => self.fault(given.to_owned(), PathFaultKind::TypesMissing),
        }
    }

    fn note_scan(&mut self, folder: &Path) {
        let holds_root = self.request.root.folder.starts_with(folder);
        self.scope = self.scope.max(if holds_root { Scope::Repository } else { Scope::Folders });
    }

    /// Whether a folder that was named is, or is inside, one called `connectors`, so that all of its TOML and JSON
    /// files count. An `include` in `connlint.toml` has the last word, and what lies above a configured or git root
    /// says nothing: where somebody cloned the repository must not matter.
    fn widens(&self, folder: &Path) -> bool {
        let Root { folder: root, kind, .. } = self.request.root;
        let above = if *kind == RootKind::Working { None } else { root.parent() };
        let telling = above.and_then(|above| folder.strip_prefix(above).ok()).unwrap_or(folder);
        self.request.patterns.has_default_include()
            && telling.components().any(|part| part.as_os_str() == "connectors")
    }

    fn fault(&mut self, path: String, kind: PathFaultKind) {
        self.faults.push(PathFault { path, kind });
    }

    fn finish(mut self) -> Discovery {
        let by_path = |a: &Candidate, b: &Candidate| {
            a.path.cmp(&b.path).then_with(|| a.absolute().cmp(&b.absolute())).then(a.source.cmp(&b.source))
        };
        // Standard input comes first, and so replaces the file in whose place it stands.
        self.candidates.sort_unstable_by(by_path);
        // One path alone leads to no file twice.
        if self.request.paths.len() > 1 {
            let mut seen = HashSet::new();
            self.candidates.retain(|candidate| seen.insert(candidate.absolute().into_owned()));
        }
        self.types.sort_unstable_by(by_path);
        self.skipped.sort_unstable();
        self.skipped.dedup();
        Discovery {
            candidates: self.candidates,
            types: self.types,
            skipped: self.skipped.len(),
            scope: self.scope,
            faults: self.faults,
        }
    }
}
