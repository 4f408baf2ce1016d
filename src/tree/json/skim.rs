//! Moving over text without reading it: odd white space, and whatever cannot be a member or an element.

use super::scan;
use super::{Reader, Span};

impl Reader<'_, '_> {
    /// Moves over a comment, or over white space that JSON does not have. False where there is neither.
    pub(super) fn odd_blank(&mut self) -> bool {
        let start = self.pos;
        if self.peek() == Some(b'#') {
            self.pos = scan::line_end(self.bytes, start);
            self.report(
                Span::new(start, start + 1),
                "found a `#` comment, expected `//`",
                Some("write `//`"),
            );
            self.builder.comment(Span::new(start, self.pos));
        } else if let Some((end, closed)) = scan::comment_end(self.bytes, start) {
            self.pos = end;
            self.builder.comment(Span::new(start, end));
            if !closed {
                let message = "found the end of the file in a comment, expected `*/`";
                self.report(Span::new(start, start + 2), message, Some("close the comment with `*/`"));
                self.unbalanced = true;
            }
        } else {
            let rest = self.text.get(start..).unwrap_or_default();
            self.pos += rest.len() - rest.trim_start_matches(is_odd_blank).len();
            if self.pos == start {
                return false;
            }
            let code = rest.chars().next().map_or(0, u32::from);
            let message =
                format!("found the invisible character U+{code:04X}, expected ordinary white space");
            self.report(self.char_span(start), message, Some("replace it with a space"));
        }
        true
    }

    /// Moves over a container, from its opening bracket to the one that closes it; their kinds are not compared.
    pub(super) fn skim_group(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.skim_token(byte);
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
        self.unbalanced = true;
    }

    /// Moves to the next comma or closing bracket of the container that is open, or to the end of the line.
    pub(super) fn skim_item(&mut self) {
        let start = self.pos;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' if self.pos > start && self.ends_string(self.pos) => self.pos += 1,
                b',' | b'}' | b']' | b'\n' | b'\r' => return,
                b'{' | b'[' => self.skim_group(),
                _ => self.skim_token(byte),
            }
        }
    }

    /// Moves over a string, a comment or one byte. A string without closing quote ends as such a string does.
    fn skim_token(&mut self, byte: u8) {
        let comment = if byte == b'/' { scan::comment_end(self.bytes, self.pos) } else { None };
        self.pos = match (byte, comment) {
            (b'"', _) => scan::closing_quote(self.bytes, self.pos).map_or_else(
                || self.tail(self.pos + 1, scan::line_end(self.bytes, self.pos)),
                |quote| quote + 1,
            ),
            (_, Some((end, _))) => end,
            _ => self.pos + 1,
        };
    }
}

fn is_odd_blank(char: char) -> bool {
    let is_blank = char.is_whitespace() && !matches!(char, ' ' | '\t' | '\r' | '\n');
    is_blank || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
