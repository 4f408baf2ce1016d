//! Scalars and keys: what bare text means, or why it means nothing.

use std::borrow::Cow;

use toml_parser::decoder::Encoding;

use super::damage::Problem;
use super::{number, string, time};
use crate::tree::builder::TextRef;
use crate::tree::{Builder, Kind, Span};

const QUOTE_IT: &str = "write it in quotes: \"…\"";

/// What a scalar is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Nothing: it is the value of a statement.
    Statement,
    Array,
    InlineTable,
}

/// Reads a scalar at `span`. The text is the decoded string, the number in JSON's spelling, or a date as written.
pub(super) fn read(
    builder: &mut Builder<'_>,
    span: Span,
    encoding: Option<Encoding>,
    within: Within,
) -> Result<(Kind, TextRef), Problem> {
    let source = builder.source();
    let text = source.get(span.range()).unwrap_or_default();
    if let Some(encoding) = encoding {
        return Ok((Kind::Text, string::read(builder, text, span.start as usize, encoding)?));
    }
    match text {
        "true" => return Ok((Kind::Bool(true), TextRef::default())),
        "false" => return Ok((Kind::Bool(false), TextRef::default())),
        "inf" | "+inf" | "-inf" | "nan" | "+nan" | "-nan" => {
            return Ok((Kind::Unrepresentable, builder.raw(span)));
        }
        _ => {}
    }
    if is_time(text) {
        return match time::check(text) {
            Ok(()) => Ok((Kind::Unrepresentable, builder.raw(span))),
            Err(message) => Err(Problem::value(span, message)),
        };
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.' | '_')) {
        return Err(not_a_value(source, span, text, within));
    }
    if text.contains([' ', '\t']) || !text.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(not_a_value(source, span, text, within));
    }
    match number::read(text) {
        Ok(Cow::Borrowed(spelled)) => {
            // What is borrowed is the text without its sign, or all of it.
            let start = span.end - Span::new(0, spelled.len()).end;
            Ok((Kind::Number, builder.raw(Span { start, end: span.end })))
        }
        Ok(Cow::Owned(spelled)) => Ok((Kind::Number, builder.decode(|text| text.push_str(&spelled)))),
        Err(wrong) => {
            let problem = Problem::value(span, wrong.message);
            Err(match wrong.help {
                Some(help) => problem.help(help.to_owned()),
                None => problem,
            })
        }
    }
}

/// Whether text is meant as a date or a time: digits, then `-` or `:`.
fn is_time(text: &str) -> bool {
    let behind = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    behind.len() < text.len() && behind.starts_with(['-', ':'])
}

/// Why text without quotes, which is neither a number nor a date, is no value.
fn not_a_value(source: &str, span: Span, text: &str, within: Within) -> Problem {
    if let Some(problem) = two_in_one(source, span, text, within) {
        return problem;
    }
    let behind = source.get(span.end as usize..).unwrap_or_default().trim_start_matches([' ', '\t']);
    if within == Within::Array && behind.starts_with('=') {
        return Problem::key_in_array(span);
    }
    let lower = text.to_ascii_lowercase();
    match lower.trim_start_matches(['+', '-']) {
        "null" | "nil" | "none" | "undefined" => {
            Problem::value(span, "TOML has no null").help("leave the key out".to_owned())
        }
        "true" | "false" | "inf" | "nan" => {
            Problem::value(span, "`true`, `false`, `inf` and `nan` are written in lower case")
                .help(format!("write `{lower}`"))
        }
        "infinity" => Problem::value(span, "infinity is written `inf`").help("write `inf`".to_owned()),
        "yes" | "on" => Problem::value(span, "a bool is `true` or `false`").help("write `true`".to_owned()),
        "no" | "off" => Problem::value(span, "a bool is `true` or `false`").help("write `false`".to_owned()),
        _ if text.ends_with(['"', '\'']) => {
            Problem::statement(span, "the opening quote of this string is missing").help(QUOTE_IT.to_owned())
        }
        _ => Problem::value(span, "a string stands in quotes").help(QUOTE_IT.to_owned()),
    }
}

/// Bare words with spaces between them, which the lexer gives as one, where they are plainly several things.
fn two_in_one(source: &str, span: Span, text: &str, within: Within) -> Option<Problem> {
    let behind = source.get(span.end as usize..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let (first, rest) = text.split_once([' ', '\t'])?;
    let word = if within == Within::Array { rest } else { text.rsplit([' ', '\t']).next()? };
    let start = span.end as usize - word.trim_start_matches([' ', '\t']).len();
    let place = Span::new(start, start + word.trim_start_matches([' ', '\t']).chars().next()?.len_utf8());
    match within {
        Within::Statement if behind.starts_with('=') => {
            let problem =
                Problem::statement(place, "a statement ends with its line, and here a second one begins");
            Some(problem.help("put each `key = value` on a line of its own".to_owned()))
        }
        Within::InlineTable if behind.starts_with('=') => Some(
            Problem::statement(place, "a comma is missing between two members, before this text")
                .help("write `,` between them".to_owned()),
        ),
        Within::Array if matches!(first, "true" | "false") || number::read(first).is_ok() => Some(
            Problem::statement(place, "a comma is missing between two elements, before this text")
                .help("write `,` between them".to_owned()),
        ),
        _ => None,
    }
}

/// Reads one part of a key at `span`. The error comes with the text that the part has all the same, if any.
pub(super) fn read_key(
    builder: &mut Builder<'_>,
    span: Span,
    encoding: Option<Encoding>,
) -> Result<TextRef, (Problem, Option<TextRef>)> {
    let source = builder.source();
    let text = source.get(span.range()).unwrap_or_default();
    match encoding {
        Some(encoding @ (Encoding::BasicString | Encoding::LiteralString)) => {
            string::read(builder, text, span.start as usize, encoding).map_err(|problem| (problem, None))
        }
        Some(_) => {
            let quotes = Span { start: span.start, end: span.start + 3 };
            Err((Problem::statement(quotes, "a key cannot be a multi-line string"), None))
        }
        None if text.is_empty() => Err((Problem::missing_key(source, span), None)),
        None if text.bytes().all(is_bare) => Ok(builder.raw(span)),
        None => Err(bare_key(source, span, text, builder.raw(span))),
    }
}

/// Whether a key without quotes may hold this byte.
pub(super) const fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn bare_key(source: &str, span: Span, text: &str, whole: TextRef) -> (Problem, Option<TextRef>) {
    let behind = source.get(span.end as usize..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let assigned = behind.starts_with(['=', '.', ']']);
    let start = span.start as usize;
    if let Some(colon) = text.find(':').filter(|_| !assigned) {
        return (Problem::colon(Span::new(start + colon, start + colon + 1)), None);
    }
    let first = text.char_indices().find(|(_, letter)| !letter.is_ascii() || !is_bare(*letter as u8));
    let (offset, letter) = first.unwrap_or_default();
    let span = Span::new(start + offset, start + offset + letter.len_utf8());
    if letter.is_control() {
        let message = format!("the control character U+{:04X} cannot stand here", u32::from(letter));
        return (Problem::statement(span, message), None);
    }
    let problem = Problem::value(span, "a key without quotes is made of ASCII letters, digits, `-` and `_`")
        .help("put the key into quotes".to_owned());
    (problem, Some(whole))
}
