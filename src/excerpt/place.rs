//! Which lines a finding's labels show.

use std::ops::Range;

use super::secrets::Secrets;
use super::{Label, Mark};
use crate::source::{Position, Source};

/// The most lines of a label that are shown; of a longer one its first line is.
const LINES: u32 = 5;

/// The most labels of one finding in one file. A renderer's work grows with lines times labels.
const LABELS: usize = 8;

/// A label, brought into the bounds of the text and out of the middle of secrets.
pub(super) struct Place {
    /// Its bytes, without a line end at their end.
    pub(super) range: Range<usize>,
    /// Its lines, from 1.
    pub(super) lines: Range<u32>,
    position: Position,
    text: String,
    primary: bool,
}

impl Place {
    fn new(source: &Source<'_>, label: &Label, secrets: &Secrets) -> Self {
        let given = source.clamp(label.span);
        let position = source.position(given.start);
        let secret = secrets.at(given.start).map_or(given.clone(), |secret| source.clamp(secret));
        let Range { start, end } = secret.start.min(given.start)..secret.end.max(given.end);
        let end = match end.checked_sub(1).filter(|last| start <= *last).and_then(|last| secrets.at(last)) {
            Some(secret) => source.clamp(secret).end.max(end),
            None => end,
        };
        let first = source.position(start).line;
        let last = source.position(end.saturating_sub(1).max(start)).line;
        let hides = |line: u32| secrets.crosses(source.line(line).start);
        let last = if last - first < LINES && !(first + 1..=last).any(hides) { last } else { first };
        let content = source.line(first);
        let start = start.clamp(content.start, content.end);
        let end = end.min(source.line(last).end).max(start);
        Self {
            range: start..end,
            lines: first..last + 1,
            position,
            text: label.text.clone(),
            primary: label.primary,
        }
    }

    /// The mark for this place at a range of an excerpt.
    pub(super) fn mark(&self, range: Range<usize>) -> Mark {
        Mark { range, text: self.text.clone(), primary: self.primary, position: self.position }
    }
}

/// The places of the labels, in order; of too many the primary and the first given.
pub(super) fn places(source: &Source<'_>, labels: &[Label], secrets: &Secrets) -> Vec<Place> {
    let primary = labels.iter().filter(|label| label.primary);
    let others = labels.iter().filter(|label| !label.primary);
    let kept = primary.chain(others).take(LABELS);
    let mut places: Vec<_> = kept.map(|label| Place::new(source, label, secrets)).collect();
    places.sort_by_key(|place| (place.range.start, place.range.end));
    places
}

/// The lines to show, as runs of lines that follow each other: those of the places, one more on either side where there
/// is something in it, and a single line between two runs.
pub(super) fn runs(source: &Source<'_>, places: &[Place], secrets: &Secrets) -> Vec<Range<u32>> {
    let hidden = |line: u32| secrets.crosses(source.line(line).start);
    let tells = |line: u32| !hidden(line) && !source.text()[source.line(line)].trim_ascii().is_empty();
    let mut runs: Vec<Range<u32>> = Vec::new();
    for place in places {
        let start = place.lines.start - u32::from(tells(place.lines.start.saturating_sub(1)));
        let end = place.lines.end + u32::from(tells(place.lines.end));
        match runs.last_mut() {
            Some(last) if start <= last.end || (start == last.end + 1 && !hidden(last.end)) => {
                last.end = last.end.max(end);
            }
            _ => runs.push(start..end),
        }
    }
    runs
}
