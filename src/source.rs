//! The text of a file and its places: byte offsets to lines and columns, and back.
//!
//! The index is built once, at the first look-up; a look-up then costs the same in a file of any size and in a
//! line of any length, because characters are counted from the last of the checkpoints that stand every kilobyte.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::tree::Span;

/// Bytes between two checkpoints.
const STEP: usize = 1024;

/// A file as it was read.
#[derive(Debug)]
pub struct Source<'t> {
    path: Arc<str>,
    text: &'t str,
    index: OnceLock<Index>,
}

/// A place for people: both numbers start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line; LF and CRLF end one.
    pub line: u32,
    /// The column, in characters. A byte order mark at the start of the file takes no column; a line end has
    /// the column behind the last character.
    pub column: u32,
}

/// A range of a file, for programs and for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Region {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
    /// Line of `start`, from 1.
    pub start_line: u32,
    /// Column of `start`, from 1, in characters.
    pub start_column: u32,
    /// Line of `end`, from 1.
    pub end_line: u32,
    /// Column of `end`, from 1, in characters.
    pub end_column: u32,
}

impl Region {
    /// The place of something that has none, such as a file that cannot be read: the file's first character.
    pub const FILE: Self =
        Self { start: 0, end: 0, start_line: 1, start_column: 1, end_line: 1, end_column: 1 };
}

impl<'t> Source<'t> {
    /// A file's text under the path that reports show: relative, with `/` between folders.
    pub fn new(path: impl Into<Arc<str>>, text: &'t str) -> Self {
        Self { path: path.into(), text, index: OnceLock::new() }
    }

    /// The path that reports show.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The text, byte order mark and line ends included.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many lines there are. An empty file has one, and so has the emptiness behind a final line end.
    pub fn line_count(&self) -> u32 {
        cut(self.index().line_starts.len())
    }

    /// Line and column of a byte offset. One past the end is the end; one inside a character is its start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor(self.text, offset);
        let line = self.index().line_starts.partition_point(|start| *start as usize <= offset).max(1);
        let content = self.content(line - 1);
        let offset = offset.clamp(content.start, content.end);
        let column = self.characters(offset) - self.characters(content.start) + 1;
        Position { line: cut(line), column: cut(column) }
    }

    /// The byte offset of a line and column; none where the file has no such place.
    pub fn offset(&self, position: Position) -> Option<usize> {
        let line = (position.line as usize).checked_sub(1)?;
        let wanted = (position.column as usize).checked_sub(1)?;
        let content = (line < self.index().line_starts.len()).then(|| self.content(line))?;
        let before = self.characters(content.start) + wanted;
        let passed = self.index().characters.partition_point(|count| *count <= before).saturating_sub(1);
        let from = content.start.max(ceil(self.text, passed * STEP));
        let rest = before - self.characters(from);
        let ends = std::iter::once(content.end.checked_sub(from)?);
        let starts = self.text[from..content.end].char_indices().map(|(at, _)| at);
        starts.chain(ends).nth(rest).map(|at| from + at)
    }

    /// The bytes of a line's text, without its line end and without the byte order mark; `line` counts from 1.
    /// Empty at the end of the text for a line that does not exist.
    pub fn line(&self, line: u32) -> Range<usize> {
        match (line as usize).checked_sub(1) {
            Some(index) if index < self.index().line_starts.len() => self.content(index),
            _ => self.text.len()..self.text.len(),
        }
    }

    /// A span with its lines and columns, cut to the text.
    pub fn region(&self, span: Span) -> Region {
        let Range { start, end } = self.clamp(span);
        let (from, to) = (self.position(start), self.position(end));
        Region {
            start: cut(start),
            end: cut(end),
            start_line: from.line,
            start_column: from.column,
            end_line: to.line,
            end_column: to.column,
        }
    }

    /// A span as a range that is inside the text and cuts no character.
    pub fn clamp(&self, span: Span) -> Range<usize> {
        let Range { start, end } = span.range();
        let start = floor(self.text, start);
        start..ceil(self.text, end).max(start)
    }

    fn content(&self, line: usize) -> Range<usize> {
        let starts = &self.index().line_starts;
        let at = |line: usize| starts.get(line).map(|start| *start as usize);
        let mark = if line == 0 && self.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let start = at(line).unwrap_or(self.text.len()) + mark;
        let Some(next) = at(line + 1) else { return start..self.text.len() };
        let returns = usize::from(self.text[start..next].ends_with("\r\n"));
        start..next - 1 - returns
    }

    /// Characters before an offset that cuts none.
    fn characters(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let counted = self.index().characters.get(step).map_or(0, |count| *count);
        counted + count(&self.text.as_bytes()[step * STEP..offset])
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.text))
    }
}

/// What makes look-ups cheap.
#[derive(Debug)]
struct Index {
    line_starts: Vec<u32>,
    /// Characters that begin before each multiple of [`STEP`] bytes.
    characters: Vec<usize>,
}

impl Index {
    fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| cut(at + 1))).collect();
        let mut characters = vec![0];
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            total += count(chunk);
            characters.push(total);
        }
        Self { line_starts, characters }
    }
}

/// Characters that begin in these bytes: all but the continuations of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// Sources are at most 16 MiB, so everything fits.
fn cut(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The start of the character that `offset` is in; the end of the text for an offset past it.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The end of the character that `offset` is in; `offset` itself between two.
fn ceil(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, offsets: &[usize]) -> Vec<(u32, u32)> {
        let source = Source::new("a.toml", text);
        offsets.iter().map(|offset| source.position(*offset)).map(|at| (at.line, at.column)).collect()
    }

    #[test]
    fn lines_end_with_lf_or_crlf() {
        assert_eq!(
            places("a\r\nbc\nd", &[0, 1, 2, 3, 5, 6, 7, 99]),
            [(1, 1), (1, 2), (1, 2), (2, 1), (2, 3), (3, 1), (3, 2), (3, 2)]
        );
    }

    #[test]
    fn columns_count_characters_and_no_byte_order_mark() {
        assert_eq!(
            places("\u{FEFF}é漢b", &[0, 1, 3, 4, 5, 8, 9]),
            [(1, 1), (1, 1), (1, 1), (1, 1), (1, 2), (1, 3), (1, 4)]
        );
    }

    #[test]
    fn an_empty_file_has_one_place() {
        let source = Source::new("a.toml", "");
        assert_eq!(source.line_count(), 1);
        assert_eq!(source.region(Span::new(5, 9)), Region::FILE);
        assert_eq!(source.line(1), 0..0);
        assert_eq!(source.line(0), 0..0);
        assert_eq!(source.line(7), 0..0);
    }

    #[test]
    fn every_position_leads_back_to_its_offset() {
        let text = format!("\u{FEFF}x\r\n{}\n{}é\n", "漢é".repeat(700), "ab".repeat(3000));
        let source = Source::new("a.toml", &text);
        for (offset, character) in text.char_indices().skip(1) {
            if character != '\n' || !text[..offset].ends_with('\r') {
                assert_eq!(source.offset(source.position(offset)), Some(offset));
            }
        }
        assert_eq!(source.offset(source.position(text.len())), Some(text.len()));
        for (line, column) in [(0, 1), (1, 0), (1, 3), (4, 2), (5, 1)] {
            assert_eq!(source.offset(Position { line, column }), None, "{line}:{column}");
        }
    }
}
