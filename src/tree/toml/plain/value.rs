//! Plain values: scalars, and the steps of containers.

use toml_parser::decoder::Encoding;

use super::scan::{Quoted, Scan, inside};
use super::{Scalar, Step, key};
use crate::tree::toml::scalar::{self, Within};
use crate::tree::{Builder, Kind, MAX_DEPTH, Span};

/// Takes a value without parts.
pub(super) fn scalar(builder: &mut Builder<'_>, scan: &mut Scan<'_>) -> Option<Scalar> {
    let (span, encoding) = match scan.peek()? {
        quote @ (b'"' | b'\'') => {
            let double = quote == b'"';
            if let Some(Quoted { end, literally }) = scan.quoted(quote) {
                let span = scan.take_to(end);
                if literally {
                    return Some(Scalar { kind: Kind::Text, span, text: builder.raw(inside(span)) });
                }
                (span, Some(if double { Encoding::BasicString } else { Encoding::LiteralString }))
            } else {
                let end = scan.quoted_lines(quote)?;
                let encoding = if double { Encoding::MlBasicString } else { Encoding::MlLiteralString };
                (scan.take_to(end), Some(encoding))
            }
        }
        _ => {
            let span = scan.take_to(scan.word_end());
            if is_plain_integer(scan.text(span)) {
                return Some(Scalar { kind: Kind::Number, span, text: builder.raw(span) });
            }
            (span, None)
        }
    };
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
    scan: &mut Scan<'_>,
    steps: &mut Vec<Step>,
    depth: usize,
) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inline = scan.peek() == Some(b'{');
    let closing = if inline { b'}' } else { b']' };
    let bracket = scan.take_to(scan.at() + 1);
    steps.push(Step::Open { bracket, inline });
    loop {
        skip_gap(scan, steps)?;
        if scan.peek() == Some(closing) {
            break;
        }
        let inner = if inline { depth + member_key(builder, scan, steps)? } else { depth + 1 };
        match scan.peek()? {
            b'[' | b'{' => container(builder, scan, steps, inner)?,
            _ => steps.push(Step::Value(scalar(builder, scan)?)),
        }
        skip_gap(scan, steps)?;
        if scan.eat(b',').is_none() {
            break;
        }
    }
    let at = scan.at();
    scan.eat(closing)?;
    steps.push(Step::Close { bracket: Span::new(at, at + 1) });
    Some(())
}

/// Takes the key of an inline table's member up to its value and says how many parts it has.
fn member_key(builder: &Builder<'_>, scan: &mut Scan<'_>, steps: &mut Vec<Step>) -> Option<usize> {
    let before = steps.len();
    key(builder, scan, |part| steps.push(Step::Key(part)))?;
    scan.eat(b'=')?;
    scan.skip_blanks();
    Some(steps.len() - before)
}

/// Takes white space, line ends and comments.
fn skip_gap(scan: &mut Scan<'_>, steps: &mut Vec<Step>) -> Option<()> {
    loop {
        scan.skip_blanks();
        match scan.peek()? {
            b'#' => steps.extend(scan.comment()?.map(Step::Comment)),
            b'\n' | b'\r' => scan.line_end()?,
            _ => return Some(()),
        }
    }
}
