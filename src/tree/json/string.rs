//! Strings: their ends, closed or not, and their escapes.

use super::scan;
use super::{Place, Reader, Span, TextRef};

/// A string as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    /// Its bytes, quotes included.
    pub(super) span: Span,
    /// Its decoded text.
    pub(super) text: TextRef,
    /// It has no closing quote, and what follows it in the file may have been meant to be in it or behind it.
    pub(super) cut: bool,
}

/// An escape that JSON does not have.
struct BadEscape {
    span: Span,
    message: &'static str,
    help: &'static str,
}

impl Reader<'_, '_> {
    /// Reads the string whose opening quote is next.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "handing the string over in memory costs a tenth of the speed")]
    pub(super) fn string(&mut self, place: Place) -> Quoted {
        let open = self.pos;
        let stop = scan::string_stop(self.bytes, open + 1);
        if self.bytes.get(stop) == Some(&b'"') {
            self.pos = stop + 1;
            let text = self.builder.raw(Span::within(open + 1, stop));
            return Quoted { span: Span::within(open, self.pos), text, cut: false };
        }
        self.long_string(open, stop, place)
    }

    /// Goes on with a string that holds more than plain text, from its first special byte.
    #[inline(never)]
    fn long_string(&mut self, open: usize, mut at: usize, place: Place) -> Quoted {
        let mut told = false;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    at += if self.bytes.get(at + 1).is_some_and(|&byte| byte >= 0x20) { 2 } else { 1 }
                }
                Some(b'\n' | b'\r') | None => match self.broken_string_end(at) {
                    Some(close) => {
                        self.line_break(at, place);
                        at = close;
                        break;
                    }
                    None => return self.unclosed_string(open, at, place),
                },
                Some(&control) => {
                    if !std::mem::replace(&mut told, true) {
                        self.control_character(at, control, place);
                    }
                    at += 1;
                }
            }
            at = scan::string_stop(self.bytes, at);
        }
        self.pos = at + 1;
        let text = self.decoded(open + 1, at, place);
        Quoted { span: Span::new(open, self.pos), text, cut: false }
    }

    fn control_character(&mut self, at: usize, control: u8, place: Place) {
        let (message, help) = match control {
            b'\t' => {
                ("found a tab in a string, expected an escape".to_owned(), "write it as `\\t`".to_owned())
            }
            _ => (
                format!("found the control character U+{control:04X} in a string, expected an escape"),
                format!("write it as `\\u{control:04x}`, or remove it"),
            ),
        };
        self.report_in(place, Span::new(at, at + 1), message, Some(&help));
    }

    fn line_break(&mut self, at: usize, place: Place) {
        let message = "found a line break in a string, expected an escape";
        self.report_in(place, Span::new(at, at + 1), message, Some("write it as `\\n`"));
    }

    /// Where a string that goes on behind the line break at `at` is closed, if it looks as if it was meant to: no
    /// line begins like JSON, and what follows the next quote does.
    fn broken_string_end(&self, mut at: usize) -> Option<usize> {
        loop {
            let line = if self.bytes.get(at..)?.starts_with(b"\r\n") { at + 2 } else { at + 1 };
            let rest = self.bytes.get(line..)?;
            match rest.iter().find(|byte| !matches!(byte, b' ' | b'\t'))? {
                b'"' | b'{' | b'}' | b'[' | b']' | b',' | b'#' | b'\n' | b'\r' => return None,
                _ if rest.trim_ascii_start().starts_with(b"//") => return None,
                _ => {}
            }
            let stop = line + rest.iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\r'))?;
            if *self.bytes.get(stop)? == b'"' {
                let next = self.bytes.get(scan::blank_end(self.bytes, stop + 1));
                return matches!(next, None | Some(b',' | b'}' | b']' | b':')).then_some(stop);
            }
            at = stop;
        }
    }

    /// Ends a string without closing quote at the end of its line, or where the text behind it seems to begin.
    fn unclosed_string(&mut self, open: usize, line_end: usize, place: Place) -> Quoted {
        let message = if line_end == self.bytes.len() {
            "found the end of the file in a string, expected `\"`"
        } else {
            "found the end of the line in a string, expected `\"`"
        };
        self.report_in(place, Span::new(open, open + 1), message, Some("close the string with `\"`"));
        let inside = self.bytes.get(open + 1..line_end).unwrap_or_default();
        let colon = inside.iter().position(|&byte| byte == b':').filter(|_| place == Place::Key);
        let end = colon.map_or_else(|| self.tail(open + 1, line_end), |colon| open + 1 + colon);
        let cut = colon.is_none();
        if cut && line_end == self.bytes.len() {
            self.unbalanced = true;
        }
        self.pos = end;
        if cut {
            self.forgiven = end;
        }
        let text = self.decoded(open + 1, end, place);
        Quoted { span: Span::new(open, end), text, cut }
    }

    /// Where the brackets and commas at the end of a line begin, as far as they fit the containers that are open:
    /// an unclosed string in front of them was meant to end there.
    pub(super) fn tail(&self, from: usize, line_end: usize) -> usize {
        let line = self.bytes.get(from..line_end).unwrap_or_default();
        let is_tail = |byte: &u8| matches!(byte, b' ' | b'\t' | b',' | b']' | b'}');
        let tail = line.len() - line.iter().rev().take_while(|byte| is_tail(byte)).count();
        let mut open = self.stack.iter().rev();
        let mut closing = line.iter().skip(tail).filter(|byte| matches!(byte, b']' | b'}'));
        if closing.all(|&byte| open.next().is_some_and(|frame| frame.bracket.close() == byte)) {
            return from + tail;
        }
        let line = line.trim_ascii_end();
        from + line.strip_suffix(b",").unwrap_or(line).trim_ascii_end().len()
    }

    /// The text between two offsets with its escapes decoded; what is wrong with them is reported.
    pub(super) fn decoded(&mut self, start: usize, end: usize, place: Place) -> TextRef {
        let raw = self.text.get(start..end).unwrap_or_default();
        if !raw.contains('\\') {
            return self.builder.raw(Span::new(start, end));
        }
        let mut bad = Vec::new();
        let text = self.builder.decode(|out| unescape(raw, start, out, &mut bad));
        // In single quotes, which have been told, this escape is right.
        let single = self.bytes.get(start.wrapping_sub(1)) == Some(&b'\'');
        bad.retain(|escape| !(single && self.text.get(escape.span.range()) == Some("\\'")));
        for escape in bad {
            self.report_in(place, escape.span, escape.message, Some(escape.help));
        }
        text
    }
}

/// Appends `raw`, which begins at offset `start`, with its escapes decoded. A bad escape stays as it is, but for
/// `\'`; half a surrogate pair becomes U+FFFD.
fn unescape(raw: &str, start: usize, out: &mut String, bad: &mut Vec<BadEscape>) {
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        out.push_str(plain);
        let offset = start + raw.len() - escape.len();
        let mut refuse = |width: usize, message, help| {
            bad.push(BadEscape { span: Span::new(offset, offset + width), message, help });
        };
        let mut chars = escape.chars().skip(1);
        let (decoded, width) = match chars.next() {
            Some(sign @ ('"' | '\\' | '/')) => (sign, 2),
            Some('b') => ('\u{8}', 2),
            Some('f') => ('\u{c}', 2),
            Some('n') => ('\n', 2),
            Some('r') => ('\r', 2),
            Some('t') => ('\t', 2),
            Some('u') => match unicode_escape(escape) {
                Unicode::Char(char, width) => (char, width),
                Unicode::HalfPair => {
                    let message =
                        "found half of a surrogate pair, expected two `\\u` escapes that make one character";
                    refuse(6, message, "write the character itself");
                    (char::REPLACEMENT_CHARACTER, 6)
                }
                Unicode::NotHex(width) => {
                    refuse(
                        width,
                        "found `\\u` without four hexadecimal digits",
                        "write four hexadecimal digits, or `\\\\` for a backslash",
                    );
                    ('\\', 1)
                }
            },
            Some(other) => {
                let message =
                    "found an unknown escape, expected one of `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u`";
                if other == '\'' {
                    refuse(2, message, "write `'` without a backslash");
                    (other, 2)
                } else {
                    refuse(1 + other.len_utf8(), message, "write `\\\\` for a backslash");
                    ('\\', 1)
                }
            }
            None => ('\\', 1),
        };
        out.push(decoded);
        rest = escape.get(width..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// What a `\u` escape says.
enum Unicode {
    /// A character, and how many bytes its escape or pair of escapes takes.
    Char(char, usize),
    HalfPair,
    /// Not four digits; so many bytes are what there is of the escape.
    NotHex(usize),
}

fn unicode_escape(escape: &str) -> Unicode {
    let unit = |at: usize| {
        let digits = escape.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let Some(first) = unit(0) else {
        let digits = escape.bytes().skip(2).take(4).take_while(u8::is_ascii_hexdigit).count();
        return Unicode::NotHex(2 + digits);
    };
    let units = [Some(first), unit(6)];
    match char::decode_utf16(units.into_iter().flatten()).next() {
        Some(Ok(char)) => Unicode::Char(char, char.len_utf16() * 6),
        _ => Unicode::HalfPair,
    }
}
