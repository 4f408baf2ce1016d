//! `str()` and `repr()`: how messages print a value, and what becomes of it in a field of type str.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::character::is_printable;
use super::{Exception, Py, float};

impl Py<'_> {
    /// `str(self)`, which is also how an f-string prints it. `ValueError` where an integer inside has more than
    /// 4300 digits.
    pub fn str(&self) -> Result<Cow<'_, str>, Exception> {
        match self {
            Self::Str(text) => Ok(Cow::Borrowed(text)),
            Self::None => Ok(Cow::Borrowed("None")),
            Self::Bool(value) => Ok(Cow::Borrowed(bool_name(*value))),
            Self::Int(int) => int.str().map(Cow::Borrowed),
            _ => self.repr().map(Cow::Owned),
        }
    }

    /// `repr(self)`. `ValueError` where an integer inside has more than 4300 digits.
    pub fn repr(&self) -> Result<String, Exception> {
        let mut out = String::new();
        self.write_repr(&mut out)?;
        Ok(out)
    }

    fn write_repr(&self, out: &mut String) -> Result<(), Exception> {
        match self {
            Self::None => out.push_str("None"),
            Self::Bool(value) => out.push_str(bool_name(*value)),
            Self::Int(int) => out.push_str(int.str()?),
            Self::Float(number) => out.push_str(&float::repr(*number)),
            Self::Str(text) => write_quoted(out, text, Quote::around(text)),
            Self::List(items) => {
                out.push('[');
                write_items(out, items)?;
                out.push(']');
            }
            Self::Tuple(items) => {
                out.push('(');
                write_items(out, items)?;
                out.push_str(if items.len() == 1 { ",)" } else { ")" });
            }
            Self::Dict(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    write_quoted(out, key, Quote::around(key));
                    out.push_str(": ");
                    value.write_repr(out)?;
                }
                out.push('}');
            }
        }
        Ok(())
    }
}

fn bool_name(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

fn write_items(out: &mut String, items: &[Py<'_>]) -> Result<(), Exception> {
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        item.write_repr(out)?;
    }
    Ok(())
}

/// `repr(text)` of a string: quoted, with escapes for what is not printable.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_quoted(&mut out, text, Quote::around(text));
    out
}

/// The first `limit` characters of `repr(text)`, at the cost of that many.
pub(super) fn quoted_head(text: &str, limit: usize) -> String {
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let mut out = String::new();
    // Each character prints as one at least, so a closing quote that comes too early lies behind the cut.
    write_quoted(&mut out, text.get(..end).unwrap_or(text), Quote::around(text));
    if let Some((cut, _)) = out.char_indices().nth(limit) {
        out.truncate(cut);
    }
    out
}

/// The quotation mark that a string is printed in.
#[derive(Clone, Copy)]
enum Quote {
    Single,
    Double,
}

impl Quote {
    /// Double only where that spares escaping single ones.
    fn around(text: &str) -> Self {
        if text.contains('\'') && !text.contains('"') { Self::Double } else { Self::Single }
    }

    fn mark(self) -> char {
        match self {
            Self::Single => '\'',
            Self::Double => '"',
        }
    }
}

fn write_quoted(out: &mut String, text: &str, quote: Quote) {
    let mark = quote.mark();
    out.push(mark);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if character == mark => out.extend(['\\', mark]),
            _ if is_printable(character) => out.push(character),
            _ => write_escape(out, u32::from(character)),
        }
    }
    out.push(mark);
}

fn write_escape(out: &mut String, code: u32) {
    // Writing to a string cannot fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

#[cfg(test)]
mod tests {
    use super::super::Int;
    use super::*;

    #[test]
    fn quotes_and_escapes_as_python_does() {
        for (text, printed) in [
            ("it's", r#""it's""#),
            (r#"it's "x""#, r#"'it\'s "x"'"#),
            ("a\\b\n\r\t\0\u{7f}", r"'a\\b\n\r\t\x00\x7f'"),
            (
                "\u{ad}\u{e9}\u{200b}\u{e000}\u{1f600}\u{10ffff}",
                "'\\xad\u{e9}\\u200b\\ue000\u{1f600}\\U0010ffff'",
            ),
        ] {
            assert_eq!(quoted(text), printed);
        }
    }

    #[test]
    fn a_head_is_cut_in_the_printed_form() {
        assert_eq!(quoted_head("abc", 5), "'abc'");
        assert_eq!(quoted_head("abcd", 5), "'abcd");
        assert_eq!(quoted_head("\0\0'", 5), r#""\x00"#);
    }

    #[test]
    fn containers_print_their_elements_repr() {
        let pair = Py::Tuple(vec![Py::Str("k".into()), Py::Float(5.0)]);
        let list = Py::List(vec![Py::None, Py::Bool(true), Py::Int(Int::written("5")), pair]);
        let dict = Py::Dict(vec![("x".into(), list), ("y".into(), Py::Tuple(vec![Py::None]))]);
        assert_eq!(dict.repr().unwrap(), "{'x': [None, True, 5, ('k', 5.0)], 'y': (None,)}");
        assert_eq!(Py::Str("a'b".into()).str().unwrap(), "a'b");
    }
}
