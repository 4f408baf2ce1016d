//! Where bodies wait until every file of the run is judged, so that memory does not grow with their number.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::SpooledTempFile;

use crate::emit::{Payload, Text};

/// So many bytes of bodies are kept in memory before a file without a name takes them.
const IN_MEMORY: usize = 16 * 1024 * 1024;

/// A place in the spool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spooled {
    start: u64,
    length: usize,
}

/// Bodies, one after another.
#[derive(Debug)]
pub struct Spool(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    file: SpooledTempFile,
    end: u64,
    error: Option<io::Error>,
}

impl Spool {
    /// An empty spool, which goes over to a temporary file when there is much in it.
    pub fn new() -> Self {
        Self::with(IN_MEMORY)
    }

    /// One that stays in memory: bodies with secrets in them are in no file but their own.
    pub fn in_memory() -> Self {
        Self::with(usize::MAX)
    }

    fn with(most: usize) -> Self {
        Self(Mutex::new(Inner { file: SpooledTempFile::new(most), end: 0, error: None }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the body out of a payload. A failure is told by [`Spool::finish`].
    pub fn take(&self, payload: &mut Payload) {
        let Text::Held(body) = &payload.body else { return };
        let mut inner = self.inner();
        if inner.error.is_some() {
            return;
        }
        let place = Spooled { start: inner.end, length: body.len() };
        if let Err(error) = inner.file.write_all(body.as_bytes()) {
            inner.error = Some(error);
            return;
        }
        inner.end += body.len() as u64;
        payload.body = Text::Spooled(place);
    }

    /// Ends the taking.
    pub fn finish(&self) -> io::Result<()> {
        self.inner().error.take().map_or(Ok(()), Err)
    }

    /// The body of a payload, in a buffer that is used again.
    pub fn body<'b>(&self, payload: &'b Payload, buffer: &'b mut Vec<u8>) -> io::Result<&'b str> {
        let place = match &payload.body {
            Text::Held(body) => return Ok(body),
            Text::Spooled(place) => place,
        };
        buffer.resize(place.length, 0);
        let mut inner = self.inner();
        inner.file.seek(SeekFrom::Start(place.start))?;
        inner.file.read_exact(buffer)?;
        str::from_utf8(buffer).map_err(io::Error::other)
    }
}

impl Default for Spool {
    fn default() -> Self {
        Self::new()
    }
}
