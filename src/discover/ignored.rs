//! What git and `.ignore` files leave out, level by level on the way down.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The ignore files that hold for the place where a walk stands.
///
/// Precedence, strongest first: `.ignore` of the deepest folder up to the top one, `.gitignore` likewise, then
/// `.git/info/exclude`. Within one file the last match wins. A user's global excludes are not read: a run
/// must say the same on every machine.
pub(super) struct Ignored {
    levels: Vec<Level>,
    exclude: Gitignore,
}

struct Level {
    depth: usize,
    ignore: Gitignore,
    gitignore: Gitignore,
}

impl Ignored {
    /// The ignore files from `top` (the git root, if there is one) down to the folder above `start`.
    pub(super) fn above(start: &Path, top: &Path, git: Option<&Path>) -> Self {
        let mut ignored = Self { levels: Vec::new(), exclude: git.map_or_else(Gitignore::empty, exclude_of) };
        let mut folders: Vec<&Path> =
            start.ancestors().skip(1).take_while(|folder| folder.starts_with(top)).collect();
        folders.reverse();
        for folder in folders {
            ignored.enter(folder, 0);
        }
        ignored
    }

    /// Takes up the files of `folder`; `depth` is that of the walk, 0 for its start and everything above.
    pub(super) fn enter(&mut self, folder: &Path, depth: usize) {
        let ignore = read(folder, &folder.join(".ignore"));
        let gitignore = read(folder, &folder.join(".gitignore"));
        if !(ignore.is_empty() && gitignore.is_empty()) {
            self.levels.push(Level { depth, ignore, gitignore });
        }
    }

    /// Drops the files of folders that do not contain an entry at `depth`.
    pub(super) fn leave_to(&mut self, depth: usize) {
        while self.levels.last().is_some_and(|level| level.depth > 0 && level.depth >= depth) {
            self.levels.pop();
        }
    }

    /// Whether the entry itself is left out. Its folders are the walk's affair: it prunes them.
    pub(super) fn matches(&self, path: &Path, is_folder: bool) -> bool {
        let by_ignore = self.levels.iter().rev().map(|level| &level.ignore);
        let by_git = self.levels.iter().rev().map(|level| &level.gitignore);
        by_ignore
            .chain(by_git)
            .chain([&self.exclude])
            .map(|matcher| matcher.matched(path, is_folder))
            .find(|matched| !matched.is_none())
            .is_some_and(|matched| matches!(matched, Match::Ignore(_)))
    }
}

/// One ignore file. A line that is no glob is passed over, as git does; a file that is not there has none.
fn read(folder: &Path, file: &Path) -> Gitignore {
    let Ok(bytes) = fs::read(file) else { return Gitignore::empty() };
    let mut builder = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines() {
        // A malformed glob is an error of that line alone.
        drop(builder.add_line(None, line));
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

fn exclude_of(git_root: &Path) -> Gitignore {
    read(git_root, &common_git_folder(git_root).join("info").join("exclude"))
}

/// The folder that all work trees of a repository share: `.git` itself, or what a `.git` file leads to.
fn common_git_folder(git_root: &Path) -> PathBuf {
    let dot_git = git_root.join(".git");
    let pointed = |file: &Path, prefix: &str, from: &Path| -> Option<PathBuf> {
        let text = fs::read_to_string(file).ok()?;
        Some(from.join(text.strip_prefix(prefix)?.trim_end()))
    };
    let git_folder = pointed(&dot_git, "gitdir: ", git_root).unwrap_or(dot_git);
    pointed(&git_folder.join("commondir"), "", &git_folder).unwrap_or(git_folder)
}
