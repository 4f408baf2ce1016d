//! Text put into a file at places that the parser tells.

use proc_macro2::Span;

/// What is put in front of, behind and in place of parts of a text.
#[derive(Default)]
pub struct Edits {
    /// Place in bytes, order at that place, text. What closes an inner part comes before what closes an outer one, and
    /// both before what opens a part, outer ones first.
    insertions: Vec<(usize, i64, String)>,
    removals: Vec<(usize, usize)>,
    /// How many parts were wrapped: a part is wrapped before those inside it.
    wrapped: i64,
}

/// Behind everything that closes a part.
const BETWEEN: i64 = -1;

impl Edits {
    /// Puts text around a part.
    pub fn wrap(&mut self, part: Span, before: String, after: &str) {
        self.wrapped += 1;
        let range = part.byte_range();
        self.insertions.push((range.start, self.wrapped, before));
        self.insertions.push((range.end, i64::MIN / 2 - self.wrapped, after.to_owned()));
    }

    /// Puts text behind a part and all that was put around it.
    pub fn behind(&mut self, part: Span, text: String) {
        self.insertions.push((part.byte_range().end, BETWEEN, text));
    }

    /// Takes a part out.
    pub fn remove(&mut self, part: Span) {
        let range = part.byte_range();
        self.removals.push((range.start, range.end));
    }

    /// The text with all of it done.
    pub fn applied(mut self, text: &str) -> String {
        self.insertions.sort();
        let mut out = String::with_capacity(text.len() * 2);
        let mut at = 0;
        for (place, _, insertion) in &self.insertions {
            self.copy(text, at, *place, &mut out);
            out.push_str(insertion);
            at = *place;
        }
        self.copy(text, at, text.len(), &mut out);
        out
    }

    fn copy(&self, text: &str, from: usize, to: usize, out: &mut String) {
        let is_removed = |at: usize| self.removals.iter().any(|(start, end)| (*start..*end).contains(&at));
        let part = text[from..to].char_indices();
        out.extend(part.filter(|(at, _)| !is_removed(from + at)).map(|(_, character)| character));
    }
}
