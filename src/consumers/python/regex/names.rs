//! Python's own functions on the text of a group name: `repr` for messages and `int` for group numbers.

use super::unicode;

/// More digits than this are a `ValueError` in Python's `int`.
pub(super) const MAX_DIGITS: usize = 4300;

/// What `repr(text)` gives.
pub(super) fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut shown = String::with_capacity(text.len() + 2);
    shown.push(quote);
    for character in text.chars() {
        match character {
            '\t' => shown.push_str("\\t"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\\' => shown.push_str("\\\\"),
            _ if character == quote => shown.extend(['\\', quote]),
            _ if unicode::is_printable(character) => shown.push(character),
            _ => shown.push_str(&escaped(u32::from(character))),
        }
    }
    shown.push(quote);
    shown
}

fn escaped(code: u32) -> String {
    match code {
        0..=0xFF => format!("\\x{code:02x}"),
        0x100..=0xFFFF => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

/// What `int(text)` gives when that is not negative: decimal digits without leading zeros, `"0"` for zero.
/// `None` where Python raises `ValueError` or the number is negative.
pub(super) fn natural_number(text: &str) -> Option<String> {
    let trimmed = text.trim_matches(is_int_space);
    let unsigned = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let mut digits = String::new();
    let mut after_digit = false;
    for character in unsigned.chars() {
        if character == '_' && after_digit {
            after_digit = false;
            continue;
        }
        digits.push(char::from_digit(unicode::digit_value(u32::from(character))?, 10)?);
        after_digit = true;
    }
    if !after_digit || digits.len() > MAX_DIGITS {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    match significant {
        "" => Some("0".into()),
        _ if trimmed.starts_with('-') => None,
        _ => Some(significant.into()),
    }
}

/// The separators U+001C to U+001F are space for `str.isspace` and not for `int`.
fn is_int_space(character: char) -> bool {
    match u32::from(character) {
        code @ 0..128 => matches!(code, 9..=13 | 32),
        code => unicode::is_space(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_chooses_quotes_and_escapes() {
        assert_eq!(repr("a-b"), "'a-b'");
        assert_eq!(repr("a'b"), "\"a'b\"");
        assert_eq!(repr("a'\"b"), "'a\\'\"b'");
        assert_eq!(repr("é\u{1}\u{378}\n\\"), "'é\\x01\\u0378\\n\\\\'");
    }

    #[test]
    fn int_takes_any_digits() {
        assert_eq!(natural_number(" +1_0 ").as_deref(), Some("10"));
        assert_eq!(natural_number("\u{661}").as_deref(), Some("1"));
        assert_eq!(natural_number("-0").as_deref(), Some("0"));
        for bad in ["", "-1", "1__0", "_1", "1_", "a", "1 1", "\u{1c}1"] {
            assert_eq!(natural_number(bad), None, "{bad:?}");
        }
    }
}
