//! Files that are new in a folder: all of them, or none.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

use crate::import::File;
use crate::tree::Format;

/// The longest name of a file, in bytes.
const LONGEST: usize = 255;

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum Fault {
    /// Connectors whose files would have the same name, at least where case does not count.
    #[error("the connectors `{one}` and `{other}` would have the same file where case does not count")]
    Clash {
        /// The earlier connector.
        one: String,
        /// The later one.
        other: String,
    },
    /// An id that is too long for a file's name.
    #[error("the file name for the connector `{id}` would be longer than 255 bytes")]
    TooLong {
        /// The connector.
        id: String,
    },
    /// A file that is there already.
    #[error("{path} exists, and import never overwrites: nothing was written")]
    Exists {
        /// The file.
        path: String,
    },
    /// A file or folder that cannot be written.
    #[error("{path}: cannot be written: {error}")]
    Write {
        /// The file or folder.
        path: String,
        /// The system's reason.
        error: io::Error,
    },
}

/// Writes all files into a folder, which is made if it is not there. A connector that has a file there, in either
/// format, stops all of them. Everything is written under temporary names before the first file appears.
pub fn write_all(folder: &Path, files: &[File]) -> Result<(), Fault> {
    check_names(files)?;
    for file in files {
        for format in [Format::Toml, Format::Json] {
            let path = folder.join(file.name_in(format));
            if path.symlink_metadata().is_ok() {
                return Err(Fault::Exists { path: path.display().to_string() });
            }
        }
    }
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    let mut written = Vec::with_capacity(files.len());
    for file in files {
        let path = folder.join(file.name());
        let temporary = temporary(folder, &file.text).map_err(|error| cannot(&path, error))?;
        written.push((temporary, path));
    }
    place(written)
}

fn check_names(files: &[File]) -> Result<(), Fault> {
    let mut taken = BTreeMap::new();
    for file in files {
        if file.name().len() > LONGEST {
            return Err(Fault::TooLong { id: file.connector_id.clone() });
        }
        if let Some(one) = taken.insert(file.stem.to_lowercase(), &file.connector_id) {
            return Err(Fault::Clash { one: one.clone(), other: file.connector_id.clone() });
        }
    }
    Ok(())
}

fn cannot(path: &Path, error: io::Error) -> Fault {
    Fault::Write { path: path.display().to_string(), error }
}

/// A file under a name of its own, as readable as the user's other files. It is not forced to the disk: there is nothing
/// of the user's that it replaces, and the answer can be asked for again.
fn temporary(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".connlint-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the umask says
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Gives every file its name, or takes those away that have theirs already.
fn place(written: Vec<(NamedTempFile, PathBuf)>) -> Result<(), Fault> {
    let mut placed: Vec<PathBuf> = Vec::with_capacity(written.len());
    for (file, path) in written {
        if let Err(failed) = file.persist_noclobber(&path) {
            for path in &placed {
                // What cannot be removed is told by the fault that is on its way.
                let _ = fs::remove_file(path);
            }
            return Err(match failed.error.kind() {
                io::ErrorKind::AlreadyExists => Fault::Exists { path: path.display().to_string() },
                _ => cannot(&path, failed.error),
            });
        }
        placed.push(path);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_in_the_meantime_takes_the_others_back() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        let written =
            ["a.toml", "b.toml", "c.toml"].map(|name| (temporary(folder.path(), name).unwrap(), path(name)));
        fs::write(path("b.toml"), "mine").unwrap();
        assert!(
            matches!(place(written.into()), Err(Fault::Exists { path: taken }) if taken.ends_with("b.toml"))
        );
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["b.toml"]);
        assert_eq!(fs::read_to_string(path("b.toml")).unwrap(), "mine");
    }
}
