//! One line made fit for a terminal: cut around what matters, tabs expanded, hidden characters drawn, secrets masked.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::secrets::{MASK, Secrets};
use super::visible::{is_hidden, push_visible};

/// Columns between two tab stops.
const TAB: usize = 4;

/// Columns that are shown around a place at least, on either side.
const MARGIN: usize = 8;

/// How lines are shown.
pub(super) struct Style<'s> {
    /// Secrets of the text that the lines are in.
    pub(super) secrets: &'s Secrets,
    /// The widest that a line may become, in columns (a few more where there are many places in it).
    pub(super) width: usize,
    /// What stands where text is left out.
    pub(super) ellipsis: &'s str,
}

/// A line as shown.
pub(super) struct Shown {
    /// Its text, without a line end.
    pub(super) text: String,
    cells: Vec<Cell>,
}

/// A character, mask or ellipsis: the bytes that it stands for and its bytes in the shown text.
struct Cell {
    source: Range<usize>,
    shown: Range<usize>,
}

impl Shown {
    /// Where in the shown text a span of the source is. What is left out is in its ellipsis, what is secret in
    /// its mask; an empty span stays empty.
    pub(super) fn locate(&self, span: &Range<usize>) -> Range<usize> {
        let first = self.cells.partition_point(|cell| cell.source.end <= span.start);
        let start = self.cells.get(first).map_or(self.text.len(), |cell| cell.shown.start);
        let behind = self.cells.partition_point(|cell| cell.source.start < span.end);
        let end =
            behind.checked_sub(1).and_then(|last| self.cells.get(last)).map_or(0, |cell| cell.shown.end);
        start..if span.is_empty() { start } else { end.max(start) }
    }
}

/// A stretch of a text with what is needed to walk over it by what will be shown: a mask or a character at a time.
struct Walk<'s> {
    text: &'s str,
    line: Range<usize>,
    secrets: &'s Secrets,
}

/// Shows a line of `text`. Where it is too wide, the surroundings of `places` stay (in order of their starts, within
/// the line), or its beginning when there are none. Costs time by what is shown, never by the length of the line.
pub(super) fn show(text: &str, line: Range<usize>, places: &[Range<usize>], style: &Style<'_>) -> Shown {
    let walk = Walk { text, line: line.clone(), secrets: style.secrets };
    let mut shown = Shown { text: String::new(), cells: Vec::new() };
    let mut column = 0;
    let mut at = line.start;
    for kept in walk.choose(places, style.width) {
        if at < kept.start {
            column += shown.push(at..kept.start, |text| text.push_str(style.ellipsis));
        }
        at = kept.start;
        while let Some((unit, character)) = walk.next(at).filter(|_| at < kept.end) {
            at = unit.end;
            column += shown.push(unit, |text| match character {
                None => text.push_str(MASK),
                Some('\t') => text.extend(std::iter::repeat_n(' ', TAB - column % TAB)),
                Some(character) => push_visible(text, character),
            });
        }
    }
    if at < line.end {
        shown.push(at..line.end, |text| text.push_str(style.ellipsis));
    }
    shown
}

impl Shown {
    /// Adds a cell and tells its width.
    fn push(&mut self, source: Range<usize>, write: impl FnOnce(&mut String)) -> usize {
        let start = self.text.len();
        write(&mut self.text);
        self.cells.push(Cell { source, shown: start..self.text.len() });
        self.text[start..].width()
    }
}

impl Walk<'_> {
    /// The parts of the line that are shown, in order.
    fn choose(&self, places: &[Range<usize>], width: usize) -> Vec<Range<usize>> {
        let from_start = self.line.start..self.forward(self.line.start, width);
        let near = self.forward(self.line.start, width.saturating_sub(MARGIN));
        if from_start.end == self.line.end || places.iter().all(|place| place.end <= near) {
            return vec![from_start];
        }
        let room = width / places.len();
        let mut parts: Vec<Range<usize>> = places.iter().flat_map(|place| self.around(place, room)).collect();
        parts.sort_unstable_by_key(|part| part.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match merged.last_mut() {
                Some(last) if part.start <= self.forward(last.end, MARGIN) => {
                    last.end = last.end.max(part.end);
                }
                _ => merged.push(part),
            }
        }
        merged
    }

    /// The surroundings of one place within `room` columns: of the whole place, or of its start and its end.
    fn around(&self, place: &Range<usize>, room: usize) -> Vec<Range<usize>> {
        let wide = self.forward(place.start, room.saturating_sub(2 * MARGIN)) < place.end;
        if wide {
            let piece = (room / 4).max(MARGIN);
            let of = |at| self.back(at, piece)..self.forward(at, piece);
            return vec![of(place.start), of(place.end)];
        }
        let context = room.saturating_sub(self.width(place)).max(2 * MARGIN) / 2;
        let start = self.back(place.start, context);
        let end = self.forward(start, room).max(self.forward(place.end, MARGIN));
        // At the end of the line the columns that are left over go to the text before.
        let start = if end == self.line.end { self.back(end, room).min(start) } else { start };
        let part = start..end;
        vec![part]
    }

    /// The columns of a short range.
    fn width(&self, range: &Range<usize>) -> usize {
        let mut at = range.start;
        let mut width = 0;
        while let Some((unit, character)) = self.next(at).filter(|_| at < range.end) {
            width += columns(character);
            at = unit.end;
        }
        width
    }

    /// The offset up to which `room` columns reach from `at`.
    fn forward(&self, mut at: usize, mut room: usize) -> usize {
        while let Some((unit, character)) = self.next(at) {
            let Some(left) = room.checked_sub(columns(character)) else { break };
            (at, room) = (unit.end, left);
        }
        at
    }

    /// The offset back to which `room` columns reach from `at`.
    fn back(&self, mut at: usize, mut room: usize) -> usize {
        while let Some((unit, character)) = self.previous(at) {
            let Some(left) = room.checked_sub(columns(character)) else { break };
            (at, room) = (unit.start, left);
        }
        at
    }

    /// The unit that starts at `at`, with its character; a mask has none.
    fn next(&self, at: usize) -> Option<(Range<usize>, Option<char>)> {
        if at >= self.line.end {
            return None;
        }
        if let Some(secret) = self.secrets.at(at) {
            return Some((at..(secret.end as usize).min(self.line.end), None));
        }
        let character = self.text.get(at..self.line.end)?.chars().next()?;
        Some((at..at + character.len_utf8(), Some(character)))
    }

    /// The unit that ends at `at`.
    fn previous(&self, at: usize) -> Option<(Range<usize>, Option<char>)> {
        let last = at.checked_sub(1).filter(|last| *last >= self.line.start)?;
        if let Some(secret) = self.secrets.at(last) {
            return Some(((secret.start as usize).max(self.line.start)..at, None));
        }
        let character = self.text.get(self.line.start..at)?.chars().next_back()?;
        Some((at - character.len_utf8()..at, Some(character)))
    }
}

/// Columns that a unit is reckoned with. Never none, or a line of combining marks alone would have no end.
fn columns(character: Option<char>) -> usize {
    match character {
        None => MASK.width(),
        Some('\t') => TAB,
        Some(hidden) if is_hidden(hidden) => {
            let mut picture = String::new();
            push_visible(&mut picture, hidden);
            picture.width()
        }
        Some(plain) => plain.width().unwrap_or(1).max(1),
    }
}
