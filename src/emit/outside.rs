//! What references lead to: environment variables, and files inside the repository.

use std::env::{self, VarError};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use thiserror::Error;

use crate::discover::visible;
use crate::reference::{Reference, Resolved};

/// The largest file that a reference may name, in bytes: 1 MiB.
const LIMIT: u64 = 1024 * 1024;

/// A reference that leads to nothing. What was found there is in no message.
#[derive(Debug, Error)]
#[error("{}: `${{{}}}` {kind}", visible(.origin), visible(.reference))]
pub struct OutsideFault {
    /// The connector's file.
    pub origin: String,
    /// The reference as `env:NAME` or `file:PATH`.
    pub reference: String,
    /// What is wrong with it.
    pub kind: OutsideFaultKind,
}

/// Why a reference leads to nothing.
#[derive(Debug, Error)]
pub enum OutsideFaultKind {
    /// The environment has no such variable.
    #[error("names a variable that is not set")]
    Unset,
    /// The path leads out of the repository, links followed.
    #[error("names a file that is not inside the repository")]
    OutsidePath,
    /// A folder, a pipe or a device.
    #[error("names something that is no file")]
    NoFile,
    /// More than a secret could be.
    #[error("names a file that is larger than 1 MiB")]
    TooLarge,
    /// JSON holds text only.
    #[error("leads to something that is not UTF-8 text")]
    NoText,
    /// The system's reason.
    #[error("names a file that cannot be read: {0}")]
    Unreadable(io::Error),
}

impl From<io::Error> for OutsideFaultKind {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// Looks up references, given by the file that has them and the name that `unresolved` has for them. Relative paths
/// start at `root`, the root of the repository. All that lead to nothing are told.
pub fn look_up<'r>(
    references: impl IntoIterator<Item = (&'r str, &'r str)>,
    root: &Path,
) -> Result<Resolved, Vec<OutsideFault>> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (origin, name) in references {
        let whole = format!("${{{name}}}");
        let Some(reference) = Reference::parse(&whole) else { continue };
        let text = match reference {
            Reference::Env(name) => variable(name),
            Reference::File(path) => content(root, path),
        };
        match text {
            Ok(text) => found.push((name.to_owned(), text)),
            Err(kind) => {
                faults.push(OutsideFault { origin: origin.to_owned(), reference: name.to_owned(), kind });
            }
        }
    }
    if faults.is_empty() { Ok(found.into_iter().collect()) } else { Err(faults) }
}

fn variable(name: &str) -> Result<String, OutsideFaultKind> {
    env::var(name).map_err(|error| match error {
        VarError::NotPresent => OutsideFaultKind::Unset,
        VarError::NotUnicode(_) => OutsideFaultKind::NoText,
    })
}

/// The text of a file inside `root`, without its final newline, as `$(cat file)` has it: most files of one secret end in
/// one that is not part of it.
fn content(root: &Path, path: &str) -> Result<String, OutsideFaultKind> {
    let root = root.canonicalize()?;
    let path = root.join(path).canonicalize()?;
    if !path.starts_with(&root) {
        return Err(OutsideFaultKind::OutsidePath);
    }
    // Asked before it is opened: opening a pipe would wait for its other end.
    if !path.metadata()?.is_file() {
        return Err(OutsideFaultKind::NoFile);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(OutsideFaultKind::TooLarge);
    }
    let mut text = String::from_utf8(bytes).map_err(|_| OutsideFaultKind::NoText)?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}
