//! Reading one source into a buffer that is used again and again.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

/// The largest source that is read, in bytes: 16 MiB. A connector file has a few kilobytes.
pub const LIMIT: u64 = 16 * 1024 * 1024;

/// Room for the files that are usual, in bytes. To ask for a file's length takes longer than to read one of 4 KB.
const USUAL: usize = 16 * 1024;

/// Why a source could not be read. The text says it without the path, for "cannot be read: …".
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadFault {
    /// It is not there (any more); also a link that leads nowhere.
    #[error("it does not exist")]
    NotFound,
    /// The system refused.
    #[error("permission denied")]
    Denied,
    /// More than [`LIMIT`] bytes.
    #[error("it is larger than 16 MiB")]
    TooLarge,
    /// Anything else, in the system's words.
    #[error("{0}")]
    Other(String),
}

impl From<io::Error> for ReadFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Replaces what `buffer` holds by the bytes of the file at `path`.
pub(super) fn file(path: &Path, buffer: &mut Vec<u8>) -> Result<(), ReadFault> {
    buffer.clear();
    buffer.reserve(USUAL);
    stream(File::open(path)?, buffer)
}

/// Appends all of `reader` to `buffer`; a stream has no length to check beforehand.
pub(super) fn stream(reader: impl Read, buffer: &mut Vec<u8>) -> Result<(), ReadFault> {
    let read = reader.take(LIMIT + 1).read_to_end(buffer)?;
    if read as u64 > LIMIT { Err(ReadFault::TooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_holds_for_streams_too() {
        let mut buffer = Vec::new();
        assert_eq!(stream(io::repeat(b'x').take(LIMIT), &mut buffer), Ok(()));
        buffer.clear();
        assert_eq!(stream(io::repeat(b'x'), &mut buffer), Err(ReadFault::TooLarge));
    }

    #[test]
    fn faults_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let large = folder.path().join("large.toml");
        File::create(&large).unwrap().set_len(LIMIT + 1).unwrap();
        let mut buffer = vec![1, 2, 3];
        assert_eq!(file(&large, &mut buffer), Err(ReadFault::TooLarge));
        assert_eq!(file(&folder.path().join("none"), &mut buffer), Err(ReadFault::NotFound));
        assert_eq!(file(&large.join("below"), &mut buffer), Err(ReadFault::NotFound));
        assert!(matches!(file(folder.path(), &mut buffer), Err(ReadFault::Other(_))));
        assert!(buffer.is_empty());
    }
}
