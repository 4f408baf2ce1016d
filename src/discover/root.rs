//! The configuration root: the folder that globs and the paths of every report are relative to.

use std::io;
use std::path::{Path, PathBuf};

use super::{CONFIG_FILE, Origin, path};

/// What made a folder the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootKind {
    /// It holds the `connlint.toml` that is in force.
    Config,
    /// It is the root of a git work tree.
    Git,
    /// It is the working folder, for want of anything better.
    Working,
}

/// Which `connlint.toml` to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigChoice<'a> {
    /// The nearest one, from the first path upward to the git root.
    Search,
    /// This one (`--config`), relative to the working folder.
    File(&'a Path),
    /// None, even if there is one (`--no-config`).
    Without,
}

/// Where a run takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The configuration root, absolute.
    pub folder: PathBuf,
    /// What made it the root.
    pub kind: RootKind,
    /// The git root above the first path, absolute.
    pub git: Option<PathBuf>,
    /// The configuration file in force, absolute. That of [`ConfigChoice::File`] may turn out not to exist.
    pub config: Option<PathBuf>,
}

impl Root {
    /// Finds the root for a run from `cwd` (absolute) whose first path is `first` (`None`: the working folder).
    pub fn find(cwd: &Path, first: Option<&Path>, choice: ConfigChoice<'_>, origin: &Origin) -> Self {
        let start = start_folder(cwd, first);
        let git = git_root(&start);
        let config = match choice {
            ConfigChoice::Search => search(&start, git.as_deref(), origin),
            ConfigChoice::File(file) => Some(path::absolute(cwd, file)),
            ConfigChoice::Without => None,
        };
        let (folder, kind) = match (config.as_deref().and_then(Path::parent), &git) {
            (Some(folder), _) => (folder.to_path_buf(), RootKind::Config),
            (None, Some(git)) => (git.clone(), RootKind::Git),
            (None, None) => (cwd.to_path_buf(), RootKind::Working),
        };
        Self { folder, kind, git, config }
    }

    /// Refuses to write at an absolute path that stands inside the repository and leads out of it by a link: whoever
    /// made the link may not be who runs connlint.
    pub(crate) fn keep_inside(&self, path: &Path) -> io::Result<()> {
        let tree = self.git.as_deref().unwrap_or(&self.folder);
        if !path.starts_with(tree) {
            return Ok(()); // where the user points to by name
        }
        // What is there, or the nearest folder that is; a link that leads nowhere would lead to a new file.
        let there = path.ancestors().find(|path| path.symlink_metadata().is_ok()).unwrap_or(path);
        if there.canonicalize().is_ok_and(|real| tree.canonicalize().is_ok_and(|tree| real.starts_with(tree)))
        {
            return Ok(());
        }
        Err(io::Error::other("it leads out of the repository by a link"))
    }
}

/// The folder from which everything is looked for upward: `first` itself or, if it is no folder, the one it is in.
pub fn start_folder(cwd: &Path, first: Option<&Path>) -> PathBuf {
    let Some(first) = first else { return cwd.to_path_buf() };
    let mut start = path::absolute(cwd, first);
    if !start.is_dir() {
        start.pop();
    }
    start
}

/// The nearest folder at or above `start` that has a `.git` (a folder, or the file of a linked work tree).
pub fn git_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// The nearest configuration file at or above `start`; not above the git root, where there is one.
fn search(start: &Path, git: Option<&Path>, origin: &Origin) -> Option<PathBuf> {
    start
        .ancestors()
        .take_while(|folder| git.is_none_or(|git| folder.starts_with(git)))
        .map(|folder| folder.join(CONFIG_FILE))
        .find(|file| origin.has_file(file))
}
