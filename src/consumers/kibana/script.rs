//! JavaScript as far as a stored value meets it on the page: `===`, truth, `String()`, `Number()` and `parseInt()`.
//! The rules are ECMA-262's.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::consumers::python::shortest;
use crate::tree::Value;

/// The largest integer up to which all are exact: 2^53 - 1, `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// A stored value as the page holds it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Script<'r> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'r, str>),
    /// An object or an array: as long as it equals nothing, nothing else of it matters.
    Object,
}

impl<'r> Script<'r> {
    /// What the page reads where this value was sent: doubles, and those beyond their range as the string that
    /// Elasticsearch stores for them.
    pub(super) fn stored(value: Value<'r>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => {
                let double = number.as_f64();
                if number.is_integer() || double.is_finite() {
                    Self::Number(double)
                } else {
                    Self::Text(number_text(double).into())
                }
            }
            Value::Text(text) | Value::Unrepresentable(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(_) | Value::Object(_) => Self::Object,
        }
    }

    /// `===`; an object is never the same as another one.
    pub(super) fn is(&self, other: &Self) -> bool {
        *self != Self::Object && self.order(other) == Ordering::Equal
    }

    /// Some order in which just the values that are `===` are equal, but for objects and NaN.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(one), Self::Bool(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => {
                one.partial_cmp(other).unwrap_or_else(|| one.total_cmp(other))
            }
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Number(_) => 2,
            Self::Text(_) => 3,
            Self::Object => 4,
        }
    }

    /// `Boolean(value)`
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Object => true,
        }
    }

    /// `String(value)`, but `""` for null: what a control shows.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Object => Cow::Borrowed("[object Object]"),
        }
    }

    /// `Number(value)`; of objects, which are never anything but refused, not a number.
    fn to_number(&self) -> f64 {
        match self {
            Self::Null => 0.0,
            Self::Bool(value) => f64::from(u8::from(*value)),
            Self::Number(number) => *number,
            Self::Text(text) => number_of(text),
            Self::Object => f64::NAN,
        }
    }

    /// Whether Kibana's form takes it for an integer, or for nothing yet (`validIntInput`).
    pub(super) fn is_valid_int(&self) -> bool {
        // A safe integer is printed without a point.
        is_safe_integer(self.to_number()) && !matches!(self, Self::Text(text) if text.contains('.'))
    }

    /// `parseInt(String(value), 10)`
    pub(super) fn parse_int(&self) -> f64 {
        parse_int(&self.shown())
    }
}

/// `Number.isSafeInteger(number)`
pub(super) fn is_safe_integer(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= MAX_SAFE
}

/// Whether a number is beyond ±(2^53 − 1), whole or not.
pub(super) fn is_beyond_safe(number: f64) -> bool {
    number.abs() > MAX_SAFE
}

/// `String(number)`: plain digits up to 21 of them, and down to six zeros after the point.
pub(super) fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    if number.is_infinite() {
        return format!("{sign}Infinity");
    }
    let scientific = shortest(number.abs());
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = digits.replace('.', "");
    let exponent: i32 = exponent.parse().unwrap_or(0);
    match exponent {
        0..=20 => {
            let width = 1 + exponent.unsigned_abs() as usize;
            match digits.split_at_checked(width) {
                Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
                _ => format!("{sign}{digits:0<width$}"),
            }
        }
        -6..=-1 => {
            let width = digits.len() + exponent.unsigned_abs() as usize - 1;
            format!("{sign}0.{digits:0>width$}")
        }
        _ => {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
            let point = if rest.is_empty() { "" } else { "." };
            format!("{sign}{first}{point}{rest}e{exponent:+}")
        }
    }
}

/// `Number(text)`
fn number_of(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return 0.0;
    }
    let radix = match text.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => return decimal(text),
    };
    let digits = text.get(2..).unwrap_or_default();
    if digits.is_empty() {
        return f64::NAN;
    }
    // Inexact only where the number is beyond the safe integers, which is all that is asked of it there.
    digits
        .chars()
        .try_fold(0.0, |number, digit| Some(number * f64::from(radix) + f64::from(digit.to_digit(radix)?)))
        .unwrap_or(f64::NAN)
}

fn decimal(text: &str) -> f64 {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned == "Infinity" {
        return if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // Rust's grammar is the same, but for the names of what is no number.
    let is_numeric = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if is_numeric { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// `parseInt(text, 10)`: the digits that it begins with.
fn parse_int(text: &str) -> f64 {
    let text = text.trim_start_matches(is_space);
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let rest = unsigned.trim_start_matches(|digit: char| digit.is_ascii_digit());
    text.strip_suffix(rest).and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
}

/// JavaScript's white space and line ends.
fn is_space(character: char) -> bool {
    match character {
        '\u{feff}' => true,
        '\u{85}' => false,
        _ => character.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Number;

    fn text(text: &str) -> Script<'_> {
        Script::Text(text.into())
    }

    fn number(text: &str) -> Script<'_> {
        Script::stored(Value::Number(Number::new(text)))
    }

    #[test]
    fn identity_is_by_type_and_double() {
        assert!(number("1").is(&number("1.0")) && number("1").is(&number("10e-1")));
        assert!(number("-0.0").is(&number("0")));
        assert!(number("9007199254740993").is(&number("9007199254740992")));
        let different = [
            number("1"),
            text("1"),
            Script::Bool(true),
            text("true"),
            Script::Null,
            text(""),
            number("0"),
            Script::Bool(false),
        ];
        for (at, one) in different.iter().enumerate() {
            for (other_at, other) in different.iter().enumerate() {
                assert_eq!(one.is(other), at == other_at, "{one:?} {other:?}");
            }
        }
        assert!(!Script::Object.is(&Script::Object));
    }

    #[test]
    fn what_no_double_holds_is_stored_as_text() {
        assert_eq!(number("1e400"), text("Infinity"));
        assert_eq!(number("-1e400"), text("-Infinity"));
        assert_eq!(number(&"9".repeat(400)), Script::Number(f64::INFINITY));
    }

    #[test]
    fn numbers_are_printed_as_javascript_does() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (5.0, "5"),
            (-12.5, "-12.5"),
            (0.1, "0.1"),
            (1e20, "100000000000000000000"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (0.000_001, "0.000001"),
            (0.000_001_5, "0.0000015"),
            (1e-7, "1e-7"),
            (1.25e-7, "1.25e-7"),
            (5e-324, "5e-324"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn texts_are_numbers_by_their_whole() {
        for (text, number) in [
            ("", 0.0),
            (" \u{feff}\u{a0}\n", 0.0),
            (" 5 ", 5.0),
            ("+.5e1", 5.0),
            ("5.", 5.0),
            ("5.e3", 5000.0),
            ("0x1F", 31.0),
            ("0b101", 5.0),
            ("0O17", 15.0),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            assert_eq!(number_of(text).to_bits(), f64::to_bits(number), "{text}");
        }
        for text in
            ["1_000", "abc", "inf", "nan", "-0x10", "0x", "5a", ".", "e5", "1e", "--1", "٣", "\u{85}5", "0xg"]
        {
            assert!(number_of(text).is_nan(), "{text}");
        }
    }

    #[test]
    fn an_integer_is_one_without_a_point() {
        for valid in ["", " ", "5", " 5 ", "1e3", "0x10", "-5", "9007199254740991"] {
            assert!(text(valid).is_valid_int(), "{valid}");
        }
        for invalid in ["5.0", "5.", "abc", "5.5", "1_000", "9007199254740992", "Infinity"] {
            assert!(!text(invalid).is_valid_int(), "{invalid}");
        }
        assert!(Script::Null.is_valid_int() && Script::Bool(true).is_valid_int());
        assert!(
            number("5.0").is_valid_int() && !number("5.5").is_valid_int() && !number("1e17").is_valid_int()
        );
    }

    #[test]
    fn only_the_leading_digits_are_parsed() {
        for (text, number) in [("5", 5.0), ("1e3", 1.0), ("0x10", 0.0), (" -7up", -7.0), ("+3", 3.0)] {
            assert_eq!(parse_int(text).to_bits(), f64::to_bits(number), "{text}");
        }
        assert!(parse_int("").is_nan() && parse_int("abc").is_nan() && parse_int("-").is_nan());
    }
}
