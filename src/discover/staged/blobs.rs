//! `git cat-file --batch`: started for the first blob, asked for one after the other.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::super::ReadFault;

/// The process, once it is needed. It ends with this value.
#[derive(Debug, Default)]
pub(super) struct Blobs(Option<Process>);

#[derive(Debug)]
struct Process {
    child: Child,
    /// `None` only while the process is being ended.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    /// Replaces what `buffer` holds by the blob `id` of the repository at `top`, unless it has more than `limit` bytes.
    pub(super) fn read(
        &mut self,
        top: &Path,
        id: &str,
        limit: u64,
        buffer: &mut Vec<u8>,
    ) -> Result<(), ReadFault> {
        buffer.clear();
        let answered = self.process(top).and_then(|process| process.ask(id, limit, buffer));
        match answered {
            Ok(verdict) => verdict,
            Err(error) => {
                // Where the answer ends is unknown now: the next question needs a new process.
                self.0 = None;
                Err(ReadFault::Other(format!("git cat-file failed: {error}")))
            }
        }
    }

    fn process(&mut self, top: &Path) -> io::Result<&mut Process> {
        if self.0.is_none() {
            self.0 = Some(Process::start(top)?);
        }
        self.0.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

impl Process {
    fn start(top: &Path) -> io::Result<Self> {
        let mut child = super::command(top, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stderr(Stdio::null()) // nobody reads it, and a full pipe would stop git
            .spawn()?;
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        let questions = Some(child.stdin.take().ok_or_else(broken)?);
        let answers = BufReader::new(child.stdout.take().ok_or_else(broken)?);
        Ok(Self { child, questions, answers })
    }

    /// Asks for `id`. The answer is `<id> <type> <size>`, the bytes and a line feed, or `<id> missing`.
    fn ask(&mut self, id: &str, limit: u64, buffer: &mut Vec<u8>) -> io::Result<Result<(), ReadFault>> {
        let broken = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let questions = self.questions.as_mut().ok_or_else(broken)?;
        questions.write_all(format!("{id}\n").as_bytes())?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        if head.trim_end().ends_with(" missing") {
            return Ok(Err(ReadFault::NotFound));
        }
        let size: u64 =
            head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(broken)?;
        if size > limit {
            io::copy(&mut (&mut self.answers).take(size + 1), &mut io::sink())?;
            return Ok(Err(ReadFault::TooLarge));
        }
        (&mut self.answers).take(size).read_to_end(buffer)?;
        self.answers.read_exact(&mut [0])?;
        Ok(if buffer.len() as u64 == size { Ok(()) } else { Err(ReadFault::NotFound) })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The end of the questions is the end of git.
        self.questions = None;
        drop(self.child.wait());
    }
}
