//! Files under temporary names, until all of them are written and can take their places.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::emit::Secrecy;

/// What the names of files begin with that are not finished.
const PREFIX: &str = ".connlint-tmp-";

/// With more files than this, the system is asked once to write everything out, where it can be.
const FEW: usize = 16;

/// Files that wait for their places in one folder. What has not taken its place when this is dropped is removed.
#[derive(Debug)]
pub(super) struct Stage<'f> {
    folder: &'f Path,
    secrecy: Secrecy,
    lasting: Lasting,
    waiting: Vec<(PathBuf, String)>,
    count: usize,
}

/// When files are made to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting {
    /// Each when it is written.
    Each,
    /// All of them before the first takes its place.
    AtOnce,
}

impl<'f> Stage<'f> {
    /// A stage for about so many files.
    pub(super) fn new(folder: &'f Path, secrecy: Secrecy, files: usize) -> Self {
        let lasting = if files > FEW && cfg!(target_os = "linux") { Lasting::AtOnce } else { Lasting::Each };
        Self { folder, secrecy, lasting, waiting: Vec::with_capacity(files), count: 0 }
    }

    /// Writes a file that will have this name.
    pub(super) fn write(&mut self, name: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(format!("{PREFIX}{}-{}", std::process::id(), self.count));
        self.count += 1;
        let mut file = created(&path, self.secrecy)?;
        self.waiting.push((path, name.to_owned()));
        file.write_all(text.as_bytes())?;
        if self.lasting == Lasting::Each { file.sync_all() } else { Ok(()) }
    }

    /// Lets all files take their places, in the order in which they were written. Tells how many did, where it fails.
    pub(super) fn settle(&mut self) -> Result<(), (usize, io::Error)> {
        if self.lasting == Lasting::AtOnce {
            self.sync().map_err(|error| (0, error))?;
        }
        let waiting = std::mem::take(&mut self.waiting);
        for (at, (path, name)) in waiting.iter().enumerate() {
            if let Err(error) = fs::rename(path, self.folder.join(name)) {
                self.waiting = waiting.into_iter().skip(at).collect();
                return Err((at, error));
            }
        }
        sync_folder(self.folder).map_err(|error| (waiting.len(), error))
    }

    /// Makes all files last: at once, or one by one where the file system cannot do that.
    fn sync(&self) -> io::Result<()> {
        if sync_all(self.folder).is_ok() {
            return Ok(());
        }
        self.waiting.iter().try_for_each(|(path, _)| File::open(path)?.sync_all())
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        for (path, _) in &self.waiting {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes what a run left behind that was killed.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes()) && entry.file_type()?.is_file()
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A new file; never one that is there, and never what a link leads to.
fn created(path: &Path, secrecy: Secrecy) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secrecy == Secrecy::Private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = secrecy;
    options.open(path)
}

/// Makes everything last that was written to the file system of a folder.
#[cfg(target_os = "linux")]
fn sync_all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_all(_: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes the names in a folder last.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
