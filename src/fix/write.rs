//! Putting a mended file in the place of the old one, as a whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use thiserror::Error;

/// Why a file stays as it is.
#[derive(Debug, Error)]
pub enum WriteFault {
    /// Nobody may write it.
    #[error("it is read-only")]
    ReadOnly,
    /// It is no longer what was linted.
    #[error("it was changed meanwhile")]
    Changed,
    /// The system's words.
    #[error("{0}")]
    System(#[from] io::Error),
}

/// Replaces the file at `path`, whose bytes are `old`, by `new`: written beside it, flushed and renamed, with the old
/// mode. Where a link is, the file that it leads to is replaced, as an editor does.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteFault> {
    let target = fs::canonicalize(path)?;
    let metadata = fs::metadata(&target)?;
    if metadata.permissions().readonly() {
        return Err(WriteFault::ReadOnly);
    }
    // A rename would not ask whether the file may be written.
    OpenOptions::new().write(true).open(&target)?;
    let mut now = Vec::with_capacity(old.len() + 1);
    File::open(&target)?.take(old.len() as u64 + 1).read_to_end(&mut now)?;
    if now != old {
        return Err(WriteFault::Changed);
    }
    let folder = target.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::Builder::new().prefix(".connlint-").tempfile_in(folder)?;
    file.write_all(new)?;
    keep_owner(file.as_file(), &metadata);
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|failed| failed.error)?;
    Ok(())
}

/// Gives the file to the owner of the old one, as far as the system lets us: what matters is the text.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let is_ours = file.metadata().is_ok_and(|new| (new.uid(), new.gid()) == (old.uid(), old.gid()));
    if !is_ours {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _old: &fs::Metadata) {}
