//! JSON as Python's `json.loads` reads it, with its messages to the letter. More lenient than the standard: NaN,
//! infinities and lone surrogates pass; of members with the same key the first one's place and the last one's value
//! stay.

mod number;
mod string;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::consumers::python::Py;

/// Values nested deeper than this are not judged: somewhere there Python's own recursion ends.
const DEEPEST: usize = 300;

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Python refuses it.
    Refused {
        /// What Python says, without the place.
        message: String,
        /// The place in Python's words, "line 1 column 2 (char 1)", in characters; none where Python tells none.
        place: Option<String>,
    },
    /// It is nested too deep to know.
    Undecided,
}

impl Fault {
    fn at(text: &str, message: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let count = |text: &str| text.chars().count();
        let (line, column) = (before.matches('\n').count() + 1, count(&before[line_start..]) + 1);
        let place = format!("line {line} column {column} (char {})", count(before));
        Self::Refused { message: message.to_owned(), place: Some(place) }
    }
}

/// What `json.loads(text)` gives.
pub fn parse(text: &str) -> Result<Py<'static>, Fault> {
    let mut reader = Reader { text, at: 0, open: Vec::new() };
    if text.starts_with('\u{feff}') {
        return Err(reader.fault("Unexpected UTF-8 BOM (decode using utf-8-sig)"));
    }
    reader.skip_blanks();
    let value = reader.value()?;
    reader.skip_blanks();
    if reader.at < text.len() { Err(reader.fault("Extra data")) } else { Ok(value) }
}

/// An array or object that is being read.
enum Open {
    Array(Vec<Py<'static>>),
    Object { members: Vec<(Cow<'static, str>, Py<'static>)>, places: HashMap<String, usize>, key: String },
}

impl Open {
    fn object() -> Self {
        Self::Object { members: Vec::new(), places: HashMap::new(), key: String::new() }
    }

    /// Takes a value in.
    fn add(&mut self, value: Py<'static>) {
        match self {
            Self::Array(items) => items.push(value),
            Self::Object { members, places, key } => {
                let place = *places.entry(key.clone()).or_insert(members.len());
                match members.get_mut(place) {
                    Some(member) => member.1 = value,
                    None => members.push((Cow::Owned(std::mem::take(key)), value)),
                }
            }
        }
    }

    fn closed(self) -> Py<'static> {
        match self {
            Self::Array(items) => Py::List(items),
            Self::Object { members, .. } => Py::Dict(members),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// What encloses the place, outermost first.
    open: Vec<Open>,
}

impl Reader<'_> {
    fn fault(&self, message: &str) -> Fault {
        Fault::at(self.text, message, self.at)
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Reads a byte, if it comes next.
    fn eat(&mut self, wanted: u8) -> bool {
        let is_next = self.next() == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    /// Reads a value, with everything in it.
    fn value(&mut self) -> Result<Py<'static>, Fault> {
        loop {
            let mut value = match self.next() {
                Some(b'{') => {
                    self.enter(Open::object())?;
                    if !self.eat(b'}') {
                        self.key()?;
                        continue;
                    }
                    self.leave()
                }
                Some(b'[') => {
                    self.enter(Open::Array(Vec::new()))?;
                    if !self.eat(b']') {
                        continue;
                    }
                    self.leave()
                }
                _ => self.scalar()?,
            };
            // The value may be the last one of several that enclose it.
            loop {
                let Some(open) = self.open.last_mut() else { return Ok(value) };
                open.add(value);
                let (end, is_object) = match open {
                    Open::Array(_) => (b']', false),
                    Open::Object { .. } => (b'}', true),
                };
                self.skip_blanks();
                if self.eat(end) {
                    value = self.leave();
                } else if self.eat(b',') {
                    self.skip_blanks();
                    if is_object {
                        self.key()?;
                    }
                    break;
                } else {
                    return Err(self.fault("Expecting ',' delimiter"));
                }
            }
        }
    }

    fn enter(&mut self, open: Open) -> Result<(), Fault> {
        if self.open.len() == DEEPEST {
            return Err(Fault::Undecided);
        }
        self.open.push(open);
        self.at += 1;
        self.skip_blanks();
        Ok(())
    }

    fn leave(&mut self) -> Py<'static> {
        self.open.pop().map_or(Py::None, Open::closed)
    }

    /// Reads a key, and the colon after it.
    fn key(&mut self) -> Result<(), Fault> {
        if self.next() != Some(b'"') {
            return Err(self.fault("Expecting property name enclosed in double quotes"));
        }
        let name = self.string()?;
        if let Some(Open::Object { key, .. }) = self.open.last_mut() {
            *key = name;
        }
        self.skip_blanks();
        if !self.eat(b':') {
            return Err(self.fault("Expecting ':' delimiter"));
        }
        self.skip_blanks();
        Ok(())
    }

    fn scalar(&mut self) -> Result<Py<'static>, Fault> {
        let words: [(&str, Py<'static>); 6] = [
            ("null", Py::None),
            ("true", Py::Bool(true)),
            ("false", Py::Bool(false)),
            ("NaN", Py::Float(f64::NAN)),
            ("Infinity", Py::Float(f64::INFINITY)),
            ("-Infinity", Py::Float(f64::NEG_INFINITY)),
        ];
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with('"') {
            return self.string().map(|text| Py::Str(text.into()));
        }
        for (word, value) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        let Some(length) = number::length(rest) else { return Err(self.fault("Expecting value")) };
        self.at += length;
        number::value(rest.get(..length).unwrap_or_default())
    }

    fn string(&mut self) -> Result<String, Fault> {
        let (text, end) = string::read(self.text, self.at)?;
        self.at = end;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match parse(text) {
            Ok(value) => value.repr().unwrap(),
            Err(Fault::Undecided) => "undecided".to_owned(),
            Err(Fault::Refused { message, place }) => match place {
                Some(place) => format!("{message}: {place}"),
                None => message,
            },
        }
    }

    #[test]
    fn values_are_pythons() {
        for (text, printed) in [
            (" {\"a\": [1, -2.5e3, \"x\\u00e9\\n\"], \"b\": {}, \"a\": null}\r\n", "{'a': None, 'b': {}}"),
            ("[NaN, Infinity, -Infinity, true, false, []]", "[nan, inf, -inf, True, False, []]"),
            ("\"\\ud83d\\ude00\\/\"", "'\u{1f600}/'"),
            ("-0", "0"),
            ("1E400", "inf"),
            ("\"\u{7f}\"", "'\\x7f'"),
        ] {
            assert_eq!(said(text), printed, "{text}");
        }
    }

    #[test]
    fn faults_are_told_in_pythons_words() {
        let long = "9".repeat(4301);
        for (text, message) in [
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ("\u{feff}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
            ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("{\"a\":1,}", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
            ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
            ("{\"a\":}", "Expecting value: line 1 column 6 (char 5)"),
            ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
            ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
            ("[\n\u{e9}", "Expecting value: line 2 column 1 (char 2)"),
            ("\"\u{e9}\" x", "Extra data: line 1 column 5 (char 4)"),
            ("01", "Extra data: line 1 column 2 (char 1)"),
            ("1.", "Extra data: line 1 column 2 (char 1)"),
            ("-", "Expecting value: line 1 column 1 (char 0)"),
            ("[\"a", "Unterminated string starting at: line 1 column 2 (char 1)"),
            ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
            ("\"a\\x\"", "Invalid \\escape: line 1 column 3 (char 2)"),
            ("\"\\u12x4\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\u1234", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\ud800\\u12x4 \"", "Invalid \\uXXXX escape: line 1 column 9 (char 8)"),
            ("\"a\\", "Unterminated string starting at: line 1 column 1 (char 0)"),
            (
                &long,
                "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use \
                 sys.set_int_max_str_digits() to increase the limit",
            ),
        ] {
            assert_eq!(said(text), message, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_left_open() {
        assert_eq!(said(&"[".repeat(301)), "undecided");
        assert!(said(&"[".repeat(300)).starts_with("Expecting value"));
        assert_eq!(said(&"{\"a\":".repeat(1_000_000)), "undecided");
    }
}
