//! TOML strings of all four forms: their text, borrowed from the source where nothing has to be decoded.

use toml_parser::decoder::Encoding;

use super::damage::Problem;
use crate::tree::builder::TextRef;
use crate::tree::{Builder, Span};

/// The text of the string token that begins at byte `at`.
pub(super) fn read(
    builder: &mut Builder<'_>,
    token: &str,
    at: usize,
    encoding: Encoding,
) -> Result<TextRef, Problem> {
    let Some((skipped, inner)) = inner(token, encoding) else { return Err(unclosed(token, at, encoding)) };
    let start = at + skipped;
    #[expect(clippy::needless_bitwise_bool, reason = "without branches the loop takes many bytes at a time")]
    let odd = inner.bytes().fold(false, |odd, byte| odd | (byte < b' ') | matches!(byte, b'\\' | 0x7f));
    if !odd {
        return Ok(builder.raw(Span::new(start, start + inner.len())));
    }
    let lines = matches!(encoding, Encoding::MlBasicString | Encoding::MlLiteralString);
    if matches!(encoding, Encoding::LiteralString | Encoding::MlLiteralString) {
        let mut rest = inner;
        while let Some(stop) = rest.bytes().position(is_control) {
            rest = &rest[stop..];
            let offset = inner.len() - rest.len();
            rest = line_break(rest, lines).ok_or_else(|| control(rest, start + offset))?;
        }
        return Ok(builder.raw(Span::new(start, start + inner.len())));
    }
    let mut outcome = Ok(());
    let text = builder.decode(|text| outcome = decode(inner, start, lines, text));
    match outcome {
        Ok(()) => Ok(text),
        Err(Mistake::At(problem)) => Err(problem),
        Err(Mistake::Unclosed) => Err(unclosed(token, at, encoding)),
    }
}

/// Whether the token has its closing quotes.
pub(super) fn is_closed(token: &str, encoding: Encoding) -> bool {
    inner(token, encoding).is_some_and(|(_, inner)| {
        encoding != Encoding::MlBasicString
            || inner.bytes().rev().take_while(|&byte| byte == b'\\').count().is_multiple_of(2)
    })
}

fn quotes(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::LiteralString => "'",
        Encoding::BasicString => "\"",
        Encoding::MlLiteralString => "'''",
        Encoding::MlBasicString => "\"\"\"",
    }
}

/// What is between the quotes, without the line break right behind multi-line ones, and how many bytes are before.
fn inner(token: &str, encoding: Encoding) -> Option<(usize, &str)> {
    let quotes = quotes(encoding);
    let body = token.strip_prefix(quotes)?.strip_suffix(quotes)?;
    if quotes.len() == 1 {
        return Some((1, body));
    }
    let text = body.strip_prefix('\n').or_else(|| body.strip_prefix("\r\n")).unwrap_or(body);
    Some((quotes.len() + body.len() - text.len(), text))
}

fn unclosed(token: &str, at: usize, encoding: Encoding) -> Problem {
    let quotes = quotes(encoding);
    let opening = if token.starts_with(quotes) { quotes.len() } else { 0 };
    Problem::statement(Span::new(at, at + opening), "this string is not closed")
        .help(format!("close it with `{quotes}`"))
}

fn is_control(byte: u8) -> bool {
    byte != b'\t' && (byte < b' ' || byte == 0x7f)
}

/// Skips the line break that `rest` begins with, if breaks are allowed.
fn line_break(rest: &str, lines: bool) -> Option<&str> {
    if !lines {
        return None;
    }
    rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"))
}

fn control(rest: &str, at: usize) -> Problem {
    let found = rest.chars().next().unwrap_or_default();
    let span = Span::new(at, at + found.len_utf8());
    if found == '\r' {
        return Problem::value(span, "a carriage return stands without a line feed behind it")
            .help("end lines with LF or CR LF".to_owned());
    }
    Problem::value(
        span,
        format!("a string cannot hold the control character U+{:04X} as it is", u32::from(found)),
    )
    .help(format!("write `\\u{:04X}` in a string with double quotes", u32::from(found)))
}

enum Mistake {
    At(Problem),
    /// The last quote belongs to an escape.
    Unclosed,
}

fn decode(inner: &str, start: usize, lines: bool, text: &mut String) -> Result<(), Mistake> {
    let mut rest = inner;
    while let Some(stop) = rest.bytes().position(|byte| byte == b'\\' || is_control(byte)) {
        let (plain, tail) = rest.split_at(stop);
        text.push_str(plain);
        let at = start + inner.len() - tail.len();
        if let Some(escape) = tail.strip_prefix('\\') {
            rest = match trimmed_break(escape, lines) {
                Some(next) => next,
                None => unescape(escape, at, text)?,
            };
        } else {
            rest = line_break(tail, lines).ok_or_else(|| Mistake::At(control(tail, at)))?;
            text.push_str(&tail[..tail.len() - rest.len()]);
        }
    }
    text.push_str(rest);
    Ok(())
}

/// Behind a backslash at the end of a line: the text after all white space and line breaks.
fn trimmed_break(escape: &str, lines: bool) -> Option<&str> {
    let mut rest = escape.trim_start_matches([' ', '\t']);
    rest = line_break(rest, lines)?;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n']);
        match rest.strip_prefix("\r\n") {
            Some(next) => rest = next,
            None => return Some(rest),
        }
    }
}

/// Decodes one escape whose backslash is at byte `at`, and gives what is behind it.
fn unescape<'t>(escape: &'t str, at: usize, text: &mut String) -> Result<&'t str, Mistake> {
    let Some(letter) = escape.chars().next() else { return Err(Mistake::Unclosed) };
    let rest = &escape[letter.len_utf8()..];
    let (decoded, digits) = match letter {
        'b' => ('\u{8}', 0),
        't' => ('\t', 0),
        'n' => ('\n', 0),
        'f' => ('\u{c}', 0),
        'r' => ('\r', 0),
        'e' => ('\u{1b}', 0),
        '"' | '\\' => (letter, 0),
        'x' => (letter, 2),
        'u' => (letter, 4),
        'U' => (letter, 8),
        _ => {
            let span = Span::new(at, at + 1);
            let help = "write `\\\\` for a backslash, or put the string into single quotes".to_owned();
            return Err(Mistake::At(Problem::value(span, "TOML does not know this escape").help(help)));
        }
    };
    if digits == 0 {
        text.push(decoded);
        return Ok(rest);
    }
    let hex = rest.get(..digits).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).map(char::from_u32) {
        Some(Some(decoded)) => {
            text.push(decoded);
            Ok(&rest[digits..])
        }
        Some(None) => Err(Mistake::At(Problem::value(
            Span::new(at, at + 2 + digits),
            "this escape names no Unicode character",
        ))),
        None => Err(Mistake::At(Problem::value(
            Span::new(at, at + 2),
            format!("`\\{letter}` is followed by {digits} hexadecimal digits"),
        ))),
    }
}
