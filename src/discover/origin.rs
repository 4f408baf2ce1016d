//! Where bytes come from. Nothing to the right of `discover` knows.

use std::io;
use std::path::{Path, PathBuf};

use super::{Candidate, Index, ReadFault, Source, read};

/// The state of the repository that a run looks at: its files, `connlint.toml`, types and baseline alike.
#[derive(Debug)]
pub enum Origin {
    /// The work tree, as it is on the disk. Files below the working folder of the process are opened from there, where
    /// it is given: the system need not walk down to it for each.
    Disk(Option<PathBuf>),
    /// The git index (`--staged`): what the next commit would contain.
    Index(Index),
}

impl Origin {
    /// Replaces what `buffer` holds by the bytes of `candidate`. On a fault the buffer holds nothing of use.
    pub fn read(&self, candidate: &Candidate, buffer: &mut Vec<u8>) -> Result<(), ReadFault> {
        match candidate.source {
            Source::File => self.read_file(&candidate.location(), buffer),
            Source::Stdin => {
                buffer.clear();
                read::stream(io::stdin().lock(), buffer)
            }
        }
    }

    /// How an absolute path is opened: from the working folder, where it lies in that, which itself is empty.
    pub(super) fn opened<'p>(&self, path: &'p Path) -> &'p Path {
        match self {
            Self::Disk(Some(here)) => path.strip_prefix(here).unwrap_or(path),
            Self::Disk(None) | Self::Index(_) => path,
        }
    }

    /// Like [`Self::read`], for a file that is no candidate. `path` is absolute; what lies outside the work
    /// tree of an index is read from the disk.
    pub fn read_file(&self, path: &Path, buffer: &mut Vec<u8>) -> Result<(), ReadFault> {
        match self {
            Self::Index(index) if index.covers(path) => index.read(path, buffer),
            Self::Disk(_) | Self::Index(_) => read::file(path, buffer),
        }
    }

    /// Whether there is a file at `path` (absolute).
    pub fn has_file(&self, path: &Path) -> bool {
        match self {
            Self::Index(index) if index.covers(path) => index.has_file(path),
            Self::Disk(_) | Self::Index(_) => path.is_file(),
        }
    }
}
