//! Keys and values that are not written as JSON: without quotes, in single quotes, numbers and words of other
//! languages. What they were meant to be is read from them where that is plain.

use super::scan;
use super::string::Quoted;
use super::{Kind, Last, Place, Reader, Slot, Span, TextRef};

/// What text without quotes was meant to be.
enum Meaning {
    Known(Kind),
    /// A number, in JSON's spelling.
    Number(String),
    Text,
    /// JSON has nothing for it.
    Nothing,
}

/// A judgement on text without quotes: what it means, what is wrong with it, what to type.
struct Reading {
    meaning: Meaning,
    message: String,
    help: String,
}

impl Reading {
    fn new(meaning: Meaning, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { meaning, message: message.into(), help: help.into() }
    }
}

const TYPOGRAPHIC: [char; 5] = ['“', '”', '„', '‘', '’'];

impl Reader<'_, '_> {
    /// Reads what stands where a value belongs and is none.
    pub(super) fn odd_value(&mut self, slot: Slot) -> Last {
        let found = self.peek();
        match found {
            None | Some(b',' | b'}' | b']' | b';') => self.missing_value(slot),
            Some(b':' | b'=') => {
                let message = format!("found {}, expected a value", self.found(self.pos));
                self.report(self.char_span(self.pos), message, Some("write one `:` only"));
                while let Some(b':' | b'=') = self.peek() {
                    self.pos += 1;
                    self.blanks();
                }
                self.value(slot)
            }
            Some(b'\'') if scan::closing_quote(self.bytes, self.pos).is_some() => {
                let string = self.single_quoted(Place::Value);
                self.add(slot, Kind::Text, string.span, string.text);
                self.end = self.pos;
                Last::Item
            }
            Some(_) => self.bare_value(slot),
        }
    }

    fn missing_value(&mut self, slot: Slot) -> Last {
        let before = self.bytes.get(..self.pos).unwrap_or_default().trim_ascii_end();
        let end = before.len();
        if self.peek().is_some() {
            let span =
                if before.ends_with(b":") { Span::new(end - 1, end) } else { self.char_span(self.pos) };
            self.report(span, format!("found {}, expected a value behind `:`", self.found(self.pos)), None);
        }
        self.add(slot, Kind::Null, Span::new(end, end), TextRef::default());
        self.builder.damage(self.container());
        self.end = end;
        Last::Item
    }

    /// Reads a string in single quotes, which are known to be closed.
    pub(super) fn single_quoted(&mut self, place: Place) -> Quoted {
        let open = self.pos;
        let close = scan::closing_quote(self.bytes, open).unwrap_or(open);
        self.pos = close + 1;
        let span = Span::new(open, self.pos);
        self.report_in(
            place,
            span,
            "found single quotes, expected double quotes",
            Some("write `\"` for `'`"),
        );
        Quoted { span, text: self.decoded(open + 1, close, place), cut: false }
    }

    /// Reads a key without quotes.
    pub(super) fn bare_key(&mut self) -> Quoted {
        let start = self.pos;
        let end = self.bare_key_end(start);
        self.pos = if self.bytes.get(end) == Some(&b'"') { end + 1 } else { end };
        let span = Span::new(start, self.pos);
        let message = if self.pos > end {
            "found a key without its opening quote, expected `\"`"
        } else {
            "found a key without quotes, expected `\"`"
        };
        self.report(span, message, Some("put the key in double quotes"));
        let raw = self.text.get(start..end).unwrap_or_default();
        let from = start + raw.len() - raw.trim_start_matches(TYPOGRAPHIC).len();
        let text = Span::new(from, from + raw.trim_matches(TYPOGRAPHIC).len());
        Quoted { span, text: self.builder.raw(text), cut: false }
    }

    fn bare_key_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let ends = |byte: &u8| {
            matches!(byte, 0..=b' ' | b':' | b'=' | b',' | b'{' | b'}' | b'[' | b']' | b'"' | b'\'')
        };
        at + rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// Whether a key, well written or not, stands at `at`: something with a colon behind it.
    pub(super) fn key_ahead(&self, at: usize) -> bool {
        let end = match self.bytes.get(at) {
            Some(b'"' | b'\'') => scan::closing_quote(self.bytes, at).map_or(at, |quote| quote + 1),
            _ => match self.bare_key_end(at) {
                end if end > at && self.bytes.get(end) == Some(&b'"') => end + 1,
                end => end,
            },
        };
        end > at && matches!(self.bytes.get(scan::blank_end(self.bytes, end)), Some(b':' | b'='))
    }

    /// The word or the one character at `at`: the place of a fault.
    pub(super) fn word_span(&self, at: usize) -> Span {
        let is_word = self.char_at(at).is_some_and(|char| char == '_' || char.is_alphanumeric());
        if is_word { Span::new(at, self.bare_key_end(at)) } else { self.char_span(at) }
    }

    fn bare_value(&mut self, slot: Slot) -> Last {
        let start = self.pos;
        let end = self.bare_value_end(start);
        let raw = self.text.get(start..end).unwrap_or_default();
        let reading = if self.ends_string(end) {
            self.pos = end + 1;
            let message = "found a string without its opening quote, expected `\"`";
            Reading::new(Meaning::Text, message, "put the text in double quotes")
        } else {
            self.pos = end;
            judge(raw)
        };
        let span = Span::new(start, self.pos);
        self.report_in(Place::Value, span, reading.message, Some(&reading.help));
        match reading.meaning {
            Meaning::Known(kind) => {
                self.add(slot, kind, span, TextRef::default());
            }
            Meaning::Number(number) => {
                let text = self.builder.decode(|out| out.push_str(&number));
                self.add(slot, Kind::Number, span, text);
            }
            Meaning::Text => {
                let from = start + raw.len() - raw.trim_start_matches(TYPOGRAPHIC).len();
                let text = Span::new(from, from + raw.trim_matches(TYPOGRAPHIC).len());
                self.add(slot, Kind::Text, span, self.builder.raw(text));
            }
            Meaning::Nothing => {
                self.add(slot, Kind::Null, span, TextRef::default());
                self.builder.damage(self.container());
            }
        }
        self.end = self.pos;
        Last::Item
    }

    /// Whether a quote stands at `at` that more likely closes a string than opens one.
    pub(super) fn ends_string(&self, at: usize) -> bool {
        let next = self.bytes.get(at + 1);
        self.bytes.get(at) == Some(&b'"') && matches!(next, None | Some(b',' | b'}' | b']' | b'\n' | b'\r'))
    }

    /// Where text without quotes ends: before a comma, bracket, quote, comment or line end, and before the blanks in
    /// front of that. `${NAME}` is part of it.
    fn bare_value_end(&self, start: usize) -> usize {
        let mut at = start;
        let mut before = b'.';
        while let Some(&byte) = self.bytes.get(at) {
            let rest = self.bytes.get(at..).unwrap_or_default();
            match byte {
                b'{' if before == b'$' => {
                    let line = rest.iter().take_while(|byte| !matches!(byte, b'\n' | b'\r' | b'"' | b','));
                    match line.take_while(|&&byte| byte != b'}').count() {
                        inside if rest.get(inside) == Some(&b'}') => at += inside,
                        _ => break,
                    }
                }
                b',' | b'{' | b'}' | b'[' | b']' | b'"' | b'\n' | b'\r' => break,
                b'#' if before.is_ascii_whitespace() => break,
                b'/' if before.is_ascii_whitespace() && matches!(rest.get(1), Some(b'/' | b'*')) => break,
                _ => {}
            }
            before = byte;
            at += 1;
        }
        start + self.bytes.get(start..at).unwrap_or_default().trim_ascii_end().len()
    }
}

fn judge(raw: &str) -> Reading {
    const KNOWN: [(&str, &str, Kind); 6] = [
        ("true", "true", Kind::Bool(true)),
        ("false", "false", Kind::Bool(false)),
        ("null", "null", Kind::Null),
        ("none", "null", Kind::Null),
        ("nil", "null", Kind::Null),
        ("undefined", "null", Kind::Null),
    ];
    if let Some((_, word, kind)) = KNOWN.into_iter().find(|(known, ..)| raw.eq_ignore_ascii_case(known)) {
        return Reading::new(
            Meaning::Known(kind),
            format!("found `{raw}`, expected `{word}`"),
            format!("write `{word}`"),
        );
    }
    if let "NaN" | "Infinity" | "-Infinity" | "+Infinity" = raw {
        let message = format!("found `{raw}`, which JSON does not have, expected a number");
        return Reading::new(Meaning::Nothing, message, "write a number or `null`");
    }
    if let Some((_, word, kind)) = KNOWN.into_iter().take(3).find(|(_, word, _)| is_slip(raw, word)) {
        return Reading::new(
            Meaning::Known(kind),
            "found an unknown word, expected a value",
            format!("write `{word}`, or put the text in double quotes"),
        );
    }
    if raw.starts_with(TYPOGRAPHIC) {
        let message = "found a typographic quotation mark, expected `\"`";
        return Reading::new(Meaning::Text, message, "put the text in straight double quotes");
    }
    number(raw).unwrap_or_else(|| {
        let message = "found text without quotes, expected a value";
        Reading::new(Meaning::Text, message, "put the text in double quotes")
    })
}

/// Whether `raw` is `word` with a letter left out, put in or swapped with its neighbour. Another letter in its place
/// makes too many other words.
fn is_slip(raw: &str, word: &str) -> bool {
    let letters = |text: &str| {
        let mut letters = text.as_bytes().to_ascii_lowercase();
        letters.sort_unstable();
        letters
    };
    raw.len().abs_diff(word.len()) <= 1
        && strsim::osa_distance(&raw.to_ascii_lowercase(), word) == 1
        && (raw.len() != word.len() || letters(raw) == letters(word))
}

/// Reads a number that is not JSON's; none where it is no number at all.
fn number(raw: &str) -> Option<Reading> {
    if matches!(raw, "-" | "+" | "." | "-." | "+.")
        || (raw.ends_with(['e', 'E', '+', '-']) && is_number(&format!("{raw}0")))
    {
        let message = "found an incomplete number, expected a digit";
        return Some(Reading::new(Meaning::Nothing, message, "write the digits that are missing"));
    }
    let (sign, digits) = match raw.as_bytes().first()? {
        b'-' => ("-", raw.get(1..)?),
        b'+' => ("", raw.get(1..)?),
        _ => ("", raw),
    };
    if let Some(hex) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        let number = u64::from_str_radix(hex, 16).ok().filter(|_| !hex.starts_with('+'))?;
        let message = "found a hexadecimal number, expected a decimal one";
        let help = "write it in decimal, or put it in double quotes";
        return Some(Reading::new(Meaning::Number(format!("{sign}{number}")), message, help));
    }
    if !digits.strip_prefix('.').unwrap_or(digits).starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let mut plain = digits.replace('_', "");
    let grouped = plain.len() < digits.len();
    let significant = plain.trim_start_matches('0').len();
    let zeros = plain.len() - significant;
    let led = zeros > 1 || (zeros == 1 && plain.as_bytes().get(1).is_some_and(u8::is_ascii_digit));
    if led {
        plain = plain.split_off(zeros);
    }
    if !plain.starts_with(|first: char| first.is_ascii_digit()) {
        plain.insert(0, '0');
    }
    let bare_point = plain.ends_with('.') || plain.contains(".e") || plain.contains(".E");
    let plain = sign.to_owned() + &plain.replacen(".e", "e", 1).replacen(".E", "E", 1);
    let plain = plain.strip_suffix('.').unwrap_or(&plain);
    if !is_number(plain) {
        return None;
    }
    let (message, help) = if raw.starts_with('+') {
        ("found `+` before a number, expected a digit or `-`", "remove the `+`")
    } else if grouped {
        ("found `_` in a number, expected digits only", "remove the `_`")
    } else if led {
        ("found a number with a leading zero", "remove the zero, or put the digits in double quotes")
    } else if bare_point {
        ("found a number without a digit behind the point", "remove the point, or write `0` behind it")
    } else {
        ("found a number without a digit before the point", "write `0` before the point")
    };
    Some(Reading::new(Meaning::Number(plain.to_owned()), message, help))
}

fn is_number(text: &str) -> bool {
    scan::number_end(text.as_bytes(), 0) == Some(text.len())
}
