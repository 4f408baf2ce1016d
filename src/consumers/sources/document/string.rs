//! The strings of Python's `json`. A surrogate that stands alone has no place in a Rust string: U+FFFD is in its place.

use super::Fault;

/// The string whose quote is at `start`, and the place behind it.
pub(super) fn read(text: &str, start: usize) -> Result<(String, usize), Fault> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut at = start + 1;
    loop {
        let from = at;
        while bytes.get(at).is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
            at += 1;
        }
        out.push_str(text.get(from..at).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok((out, at + 1)),
            Some(b'\\') => at = escape(text, start, at, &mut out)?,
            Some(_) => return Err(Fault::at(text, "Invalid control character at", at)),
            None => return Err(unterminated(text, start)),
        }
    }
}

fn unterminated(text: &str, start: usize) -> Fault {
    Fault::at(text, "Unterminated string starting at", start)
}

/// Reads the escape whose backslash is at `at`; the place behind it.
fn escape(text: &str, start: usize, at: usize, out: &mut String) -> Result<usize, Fault> {
    let Some(letter) = text.as_bytes().get(at + 1) else { return Err(unterminated(text, start)) };
    out.push(match letter {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text, at + 1, out),
        _ => return Err(Fault::at(text, "Invalid \\escape", at)),
    });
    Ok(at + 2)
}

/// Reads an escape by its code, and its pair if it is the first of two; `at` is the place of the letter u.
fn unicode(text: &str, at: usize, out: &mut String) -> Result<usize, Fault> {
    let first = code(text, at)?;
    let mut end = at + 5;
    let is_high = (0xd800..0xdc00).contains(&first);
    let rest = text.get(end..).unwrap_or_default();
    if is_high && rest.starts_with("\\u") {
        let second = code(text, end + 1)?;
        if (0xdc00..0xe000).contains(&second) {
            end += 6;
            let point = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            out.push(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
            return Ok(end);
        }
    }
    out.push(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
    Ok(end)
}

/// The four digits after the letter u, behind which something must follow.
fn code(text: &str, at: usize) -> Result<u32, Fault> {
    let digits =
        text.get(at + 1..at + 5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(code) if at + 5 < text.len() => Ok(code),
        _ => Err(Fault::at(text, "Invalid \\uXXXX escape", at)),
    }
}
