//! The few lines of a file that a finding shows: small, owned, clean.
//!
//! A renderer never gets a file. It gets an [`Excerpt`]: the lines around some labels, cut to a width, without tabs,
//! control characters or secrets, at a cost that does not grow with the file or the line. True lines and columns come
//! with it.

mod line;
mod place;
mod secrets;
mod snippets;
mod visible;

use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

pub use secrets::{MASK, Secrets};
pub use snippets::Snippets;
pub use visible::{ascii, is_hidden, visible};

use crate::source::{Position, Source};
use crate::tree::Span;
use line::{Style, show};
use place::Place;

/// The widest line of an excerpt, in columns. Narrower terminals narrow it again: [`Excerpt::fit`].
pub const WIDTH: usize = 120;

/// A place to point at, with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes of the place in its source. One that reaches past the end is cut, an empty one is a point.
    pub span: Span,
    /// What is said there, masked and in one line; may be empty.
    pub text: String,
    /// Whether this is the place that the finding is about, rather than another one that it mentions.
    pub primary: bool,
}

/// Lines of one file that follow each other, fit to be printed, with marks at places in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    path: Arc<str>,
    first_line: u32,
    /// The lines; each ends with LF.
    text: String,
    marks: Vec<Mark>,
}

/// A label as it stands in an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes in the text of the excerpt; never a line end at its end.
    pub range: Range<usize>,
    /// What is said there; may be empty.
    pub text: String,
    /// Whether the finding is about this place.
    pub primary: bool,
    /// Where the label begins in the file.
    pub position: Position,
}

impl Excerpt {
    /// Shows the labels of one file with a line of context on either side: one excerpt for labels that are close to
    /// each other, several where they are not, by line. A label over many lines shows its first; of very many labels
    /// only a few are kept, the primary one among them. Secrets, and lines that are in the middle of one, are masked.
    pub fn around(source: &Source<'_>, labels: &[Label], secrets: &Secrets) -> Vec<Self> {
        let places = place::places(source, labels, secrets);
        let style = Style { secrets, width: WIDTH, ellipsis: "…" };
        let runs = place::runs(source, &places, secrets);
        let excerpts = runs.into_iter().map(|run| {
            let lines: Vec<_> = run.clone().map(|line| source.line(line)).collect();
            let inside: Vec<&Place> =
                places.iter().filter(|place| run.contains(&place.lines.start)).collect();
            let ranges: Vec<_> = inside.iter().map(|place| place.range.clone()).collect();
            let (text, ranges) = lay_out(source.text(), &lines, &ranges, &style);
            let marks = inside.into_iter().zip(ranges).map(|(place, range)| place.mark(range)).collect();
            let marks = disentangle(marks, &text);
            Self { path: source.path().clone(), first_line: run.start, text, marks }
        });
        excerpts.collect()
    }

    /// The path of the file, as the source has it.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The labels, by place.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The number of the last line.
    pub fn last_line(&self) -> u32 {
        let lines = self.text.bytes().filter(|byte| *byte == b'\n').count();
        self.first_line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX).saturating_sub(1))
    }

    /// The excerpt with lines of at most about `width` columns. `ellipsis` stands where text is left out.
    #[must_use]
    pub fn fit(self, width: usize, ellipsis: &str) -> Self {
        if self.text.lines().all(|line| line.width() <= width) {
            return self;
        }
        let mut start = 0;
        let lines = self.text.split_inclusive('\n').map(|line| {
            let content = start..start + line.trim_end_matches('\n').len();
            start += line.len();
            content
        });
        let lines: Vec<_> = lines.collect();
        let ranges: Vec<_> = self.marks.iter().map(|mark| mark.range.clone()).collect();
        let style = Style { secrets: &Secrets::default(), width, ellipsis };
        let (text, ranges) = lay_out(&self.text, &lines, &ranges, &style);
        let marks = self.marks.into_iter().zip(ranges).map(|(mark, range)| Mark { range, ..mark }).collect();
        Self { text, marks, ..self }
    }

    /// The excerpt with ASCII for everything in it that connlint drew (see [`ascii`]), its path included.
    #[must_use]
    pub fn into_ascii(self) -> Self {
        let place = |at: usize| self.text.get(..at).map_or(0, |before| ascii(before).len());
        let mark = |mark: &Mark| Mark {
            range: place(mark.range.start)..place(mark.range.end),
            text: ascii(&visible(&mark.text)),
            ..mark.clone()
        };
        let marks = self.marks.iter().map(mark).collect();
        Self { path: ascii(&visible(&self.path)).into(), text: ascii(&self.text), marks, ..self }
    }
}

/// Shows lines of a text and tells where ranges of it are in what is shown.
fn lay_out(
    text: &str,
    lines: &[Range<usize>],
    ranges: &[Range<usize>],
    style: &Style<'_>,
) -> (String, Vec<Range<usize>>) {
    let mut drawn = String::new();
    let mut placed = vec![0..0; ranges.len()];
    for line in lines {
        let holds = |at: usize| line.start <= at && at <= line.end;
        let mut focus: Vec<_> = ranges.iter().filter_map(|range| focus(range, line)).collect();
        focus.sort_unstable_by_key(|range| range.start);
        let shown = show(text, line.clone(), &focus, style);
        for (range, placed) in ranges.iter().zip(&mut placed) {
            let here = shown.locate(&(range.start.max(line.start)..range.end.min(line.end)));
            if holds(range.start) {
                placed.start = drawn.len() + here.start;
            }
            if holds(range.end) {
                placed.end = drawn.len() + here.end;
            }
        }
        drawn.push_str(&shown.text);
        drawn.push('\n');
    }
    (drawn, placed)
}

/// The part of a line that must be seen for a range: all of it, or the end that is in this line.
fn focus(range: &Range<usize>, line: &Range<usize>) -> Option<Range<usize>> {
    let holds = |at: usize| line.start <= at && at <= line.end;
    match (holds(range.start), holds(range.end)) {
        (true, true) => Some(range.clone()),
        (true, false) => Some(range.start..range.start),
        (false, true) => Some(range.end..range.end),
        (false, false) => None,
    }
}

/// Makes marks of one line stand side by side, as a renderer can draw them: of two that overlap the earlier ends where
/// the later begins, and two at the same place become one that says both.
fn disentangle(mut marks: Vec<Mark>, text: &str) -> Vec<Mark> {
    let one_line = |range: Range<usize>| text.get(range).is_some_and(|part| !part.contains('\n'));
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    let mut apart: Vec<Mark> = Vec::with_capacity(marks.len());
    for mut mark in marks {
        match apart.last_mut() {
            Some(last) if last.range == mark.range => {
                last.absorb(mark);
                continue;
            }
            Some(last) if !one_line(last.range.start..mark.range.end) => {}
            Some(last) if last.range.start == mark.range.start && !last.range.is_empty() => {
                mark.range.start = last.range.end;
            }
            Some(last) if last.range.end > mark.range.start => last.range.end = mark.range.start,
            _ => {}
        }
        apart.push(mark);
    }
    apart
}

impl Mark {
    /// Takes over what another mark of the same place says.
    fn absorb(&mut self, other: Self) {
        let (first, second) =
            if other.primary { (other.text, &self.text) } else { (self.text.clone(), &other.text) };
        let both = !first.is_empty() && !second.is_empty() && first != *second;
        self.text = if both {
            format!("{first}; {second}")
        } else if first.is_empty() {
            second.clone()
        } else {
            first
        };
        self.primary |= other.primary;
    }
}
