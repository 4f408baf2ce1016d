//! Plain values: scalars, and the steps of containers.

use toml_parser::decoder::Encoding;

use super::cursor::{Cursor, Quoted, inside};
use super::{Scalar, Step, key};
use crate::tree::builder::TextRef;
use crate::tree::toml::scalar::{self, Within};
use crate::tree::{Builder, Kind, MAX_DEPTH, Span};

/// Takes a value without parts.
pub(super) fn scalar(builder: &mut Builder<'_>, cursor: &mut Cursor<'_>) -> Option<Scalar> {
    let quote = cursor.peek()?;
    if !matches!(quote, b'"' | b'\'') {
        return word(builder, cursor);
    }
    let is_double = quote == b'"';
    let (end, encoding) = match cursor.quoted(quote) {
        Some(Quoted { end, literally: true }) => {
            let span = cursor.take_to(end);
            return Some(Scalar { kind: Kind::Text, span, text: builder.raw(inside(span)) });
        }
        Some(Quoted { end, .. }) if is_double => (end, Encoding::BasicString),
        Some(Quoted { end, .. }) => (end, Encoding::LiteralString),
        None if is_double => (cursor.quoted_lines(quote)?, Encoding::MlBasicString),
        None => (cursor.quoted_lines(quote)?, Encoding::MlLiteralString),
    };
    decoded(builder, cursor.take_to(end), Some(encoding))
}

/// Takes a value without quotes.
fn word(builder: &mut Builder<'_>, cursor: &mut Cursor<'_>) -> Option<Scalar> {
    let span = cursor.take_to(cursor.word_end());
    let (kind, text) = match cursor.text(span) {
        "true" => (Kind::Bool(true), TextRef::default()),
        "false" => (Kind::Bool(false), TextRef::default()),
        text if is_plain_integer(text) => (Kind::Number, builder.raw(span)),
        _ => return decoded(builder, span, None),
    };
    Some(Scalar { kind, span, text })
}

/// A value whose text is not what stands there.
fn decoded(builder: &mut Builder<'_>, span: Span, encoding: Option<Encoding>) -> Option<Scalar> {
    let (kind, text) = scalar::read(builder, span, encoding, Within::Statement).ok()?;
    Some(Scalar { kind, span, text })
}

/// Whether JSON writes this integer in the same way, and it fits without a doubt.
fn is_plain_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=18).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && (text == "0" || !digits.starts_with('0'))
}

/// Notes the steps of the array or inline table that begins here, at `depth` containers including itself.
pub(super) fn container(
    builder: &mut Builder<'_>,
    cursor: &mut Cursor<'_>,
    steps: &mut Vec<Step>,
    depth: usize,
) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inline = cursor.peek() == Some(b'{');
    let closing = if inline { b'}' } else { b']' };
    let bracket = cursor.take_to(cursor.at() + 1);
    steps.push(Step::Open { bracket, inline });
    loop {
        skip_gap(cursor, steps)?;
        if cursor.peek() == Some(closing) {
            break;
        }
        let inner = if inline { depth + member_key(builder, cursor, steps)? } else { depth + 1 };
        match cursor.peek()? {
            b'[' | b'{' => container(builder, cursor, steps, inner)?,
            _ => steps.push(Step::Value(scalar(builder, cursor)?)),
        }
        skip_gap(cursor, steps)?;
        if cursor.eat(b',').is_none() {
            break;
        }
    }
    let at = cursor.at();
    cursor.eat(closing)?;
    steps.push(Step::Close { bracket: Span::new(at, at + 1) });
    Some(())
}

/// Takes the key of an inline table's member up to its value and says how many parts it has.
fn member_key(builder: &Builder<'_>, cursor: &mut Cursor<'_>, steps: &mut Vec<Step>) -> Option<usize> {
    let before = steps.len();
    key(builder, cursor, |part| steps.push(Step::Key(part)))?;
    cursor.eat(b'=')?;
    cursor.skip_blanks();
    Some(steps.len() - before)
}

/// Takes white space, line ends and comments.
fn skip_gap(cursor: &mut Cursor<'_>, steps: &mut Vec<Step>) -> Option<()> {
    loop {
        cursor.skip_blanks();
        match cursor.peek()? {
            b'#' => steps.push(Step::Comment(cursor.comment()?)),
            b'\n' | b'\r' => cursor.line_end()?,
            _ => return Some(()),
        }
    }
}
