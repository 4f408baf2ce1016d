//! Scanning bytes: where white space, strings, numbers and words end. Nothing here knows about faults.

use crate::tree::scan::{spaces_end, stop};

/// Offset of the first byte from `at` on that is no JSON white space.
#[inline]
pub(super) fn blank_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at = spaces_end(bytes, at + 1); // of which indentation is made
    }
    at
}

/// Offset of the first byte from `at` on that a string cannot hold as it is: a quote, a backslash, a control
/// character; else the length.
#[inline]
pub(super) fn string_stop(bytes: &[u8], at: usize) -> usize {
    stop::<b'"', b'\\', b'"'>(bytes, at)
}

/// Where the number that begins at `at` ends, if it is one by RFC 8259 and nothing is glued to it.
#[inline]
pub(super) fn number_end(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let first = if bytes.get(at) == Some(&b'-') { at + 1 } else { at };
    let mut end = digits(first);
    if end == first || (bytes.get(first) == Some(&b'0') && end > first + 1) {
        return None;
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = end + 1;
        end = digits(fraction);
        if end == fraction {
            return None;
        }
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let exponent = if let Some(b'+' | b'-') = bytes.get(end + 1) { end + 2 } else { end + 1 };
        end = digits(exponent);
        if end == exponent {
            return None;
        }
    }
    is_end(bytes, end).then_some(end)
}

/// Where `word` ends, if it stands at `at` and nothing is glued to it.
#[inline]
pub(super) fn word_end(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    let end = at + word.len();
    (bytes.get(at..end) == Some(word) && is_end(bytes, end)).then_some(end)
}

/// Whether a word or number may end before `at`.
fn is_end(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|&byte| !matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'$' | b'.' | b'+' | b'-' | 0x80..))
}

/// Whether a value, well written or not, may begin with this byte.
#[inline]
pub(super) fn starts_value(byte: u8) -> bool {
    !matches!(byte, b',' | b':' | b';' | b'=' | b'}' | b']')
}

/// Offset of the end of the line that `at` is in: of its line feed or carriage return, or the length.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
}

/// Offset behind the comment that begins at `at`, and whether it is closed; none where no comment begins.
/// A line comment ends before its line feed or carriage return, as in Jackson.
pub(super) fn comment_end(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    match bytes.get(at..at + 2)? {
        b"//" => Some((line_end(bytes, at), true)),
        b"/*" => {
            let rest = bytes.get(at + 2..).unwrap_or_default();
            let close = rest.windows(2).position(|pair| pair == b"*/");
            Some(close.map_or((bytes.len(), false), |close| (at + 4 + close, true)))
        }
        _ => None,
    }
}

/// Offset of the quote that closes the string opened at `open`, if it stands on the same line.
pub(super) fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes.get(open)?;
    let mut at = open + 1;
    loop {
        match bytes.get(at)? {
            byte if byte == quote => return Some(at),
            b'\n' | b'\r' => return None,
            b'\\' if bytes.get(at + 1).is_some_and(|&byte| byte >= 0x20) => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_rfc() {
        for good in ["0", "-0", "10", "1.5", "0.0", "1e5", "1E+5", "1.25e-07", "-12", "9223372036854775808"] {
            assert_eq!(number_end(good.as_bytes(), 0), Some(good.len()), "{good}");
        }
        for bad in
            ["", "-", "00", "-01", "1.", "1.e5", "1e", "1e+", ".5", "1_0", "0x1", "1a", "1-2", "1.2.3", "-a"]
        {
            assert_eq!(number_end(bad.as_bytes(), 0), None, "{bad}");
        }
    }

    #[test]
    fn white_space_is_the_four_of_the_rfc() {
        assert_eq!(blank_end(b" \t\r\n           x", 0), 15);
        assert_eq!(blank_end(b"\x0bx", 0), 0);
    }
}
