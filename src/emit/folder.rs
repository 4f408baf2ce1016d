//! Payloads in a folder: one file for each connector, each of them old or new, never half.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::emit::listing::{self, LISTING};
use crate::emit::name::{NameFault, named};
use crate::emit::stage::{self, Stage};
use crate::emit::{Payload, Spool};

/// Who may read the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// Whom the system lets read new files.
    Usual,
    /// Their owner only (mode 0600), since there are secrets in them.
    Private,
}

/// What happens to payloads of connectors that are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// They stay.
    Kept,
    /// Those that connlint wrote are removed.
    Removed,
}

/// Where and how payloads are written.
#[derive(Clone, Copy, Debug)]
pub struct Folder<'f> {
    /// The folder; it is made if it is not there.
    pub path: &'f Path,
    /// Who may read the files.
    pub secrecy: Secrecy,
    /// What happens to payloads of connectors that are gone.
    pub gone: Gone,
}

/// What went wrong with a folder of payloads.
#[derive(Debug, Error)]
pub enum FolderFault {
    /// Payloads without a name of their own.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Names(Vec<NameFault>),
    /// A file or folder cannot be written; nothing is changed.
    #[error("{path}: cannot be written: {error}; no payload is changed")]
    Write {
        /// The file or folder.
        path: String,
        /// The system's reason.
        error: io::Error,
    },
    /// A payload that is there cannot be compared.
    #[error("{path}: cannot be read: {error}")]
    Read {
        /// The file or folder.
        path: String,
        /// The system's reason.
        error: io::Error,
    },
    /// The system failed when everything was written and took its place.
    #[error(
        "{path}: {done} files are replaced, each as a whole, then the system failed: {error}; run it again"
    )]
    Settle {
        /// The folder.
        path: String,
        /// How many took their places.
        done: usize,
        /// The system's reason.
        error: io::Error,
    },
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> FolderFault {
    let path = path.display().to_string();
    move |error| FolderFault::Write { path, error }
}

/// Writes all payloads into a folder. Everything is written under temporary names, and made to last, before the first
/// file is replaced; until then a failure leaves the folder as it was. What a killed run left behind is removed first.
///
/// The list of what connlint wrote is replaced first and shortened last, so that it names every file at any moment.
pub fn write_all(folder: Folder<'_>, payloads: &[Payload], spool: &Spool) -> Result<(), FolderFault> {
    let names = named(payloads).map_err(FolderFault::Names)?;
    let made = Made::folder(folder.path).map_err(at(folder.path))?;
    // Two runs at once must not sweep each other's files away; where the system has no locks, they are told apart only
    // by their numbers.
    let lock = File::open(folder.path);
    let _ = lock.as_ref().map(File::lock);
    stage::sweep(folder.path).map_err(at(folder.path))?;
    let list = folder.path.join(LISTING);
    let old = listing::read(folder.path).map_err(at(&list))?;
    let current: BTreeSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
    let mut stage = Stage::new(folder.path, folder.secrecy, names.len());
    let all: BTreeSet<&String> = old.union(&current).collect();
    write(&mut stage, folder.path, LISTING, &listing::write(all.iter().copied()))?;
    let mut buffer = Vec::new();
    for (name, payload) in &names {
        let body = spool.body(payload, &mut buffer).map_err(at(&folder.path.join(name)))?;
        write(&mut stage, folder.path, name, body)?;
    }
    let failed = |(done, error)| FolderFault::Settle { path: folder.path.display().to_string(), done, error };
    stage.settle().map_err(failed)?;
    made.keep();
    if folder.gone == Gone::Removed && old.difference(&current).next().is_some() {
        prune(folder.path, old.difference(&current)).map_err(|error| failed((names.len(), error)))?;
        write(&mut stage, folder.path, LISTING, &listing::write(&current))?;
        stage.settle().map_err(failed)?;
    }
    Ok(())
}

fn write(stage: &mut Stage<'_>, folder: &Path, name: &str, text: &str) -> Result<(), FolderFault> {
    let path = folder.join(name);
    // It could not be replaced, which must be known before another one is.
    if path.symlink_metadata().is_ok_and(|found| found.is_dir()) {
        return Err(at(&path)(io::ErrorKind::IsADirectory.into()));
    }
    stage.write(name, text).map_err(at(&path))
}

/// Removes payloads. One that is gone already is no failure.
fn prune<'n>(folder: &Path, names: impl Iterator<Item = &'n String>) -> io::Result<()> {
    for name in names {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    stage::sync_folder(folder)
}

/// The folders that had to be made; they are removed again unless they are kept.
struct Made(Vec<PathBuf>);

impl Made {
    fn folder(path: &Path) -> io::Result<Self> {
        let missing = path
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && folder.symlink_metadata().is_err());
        let made = Self(missing.map(Path::to_path_buf).collect());
        fs::create_dir_all(path)?;
        Ok(made)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.0 {
            // One in which somebody else has put something by now stays.
            let _ = fs::remove_dir(folder);
        }
    }
}
