//! Python's integers: any size, exact. They are kept as decimal text, because all that is ever done with them is to
//! read, compare and print.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::character::{digit_value, is_space};
use super::{Exception, repr};

/// Python refuses to convert between text and integers of more digits than this (`sys.int_info`).
const MAX_DIGITS: usize = 4300;

/// An integer: its canonical decimal text, without leading zeros, and `0` without a sign.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Int<'t>(Cow<'t, str>);

impl<'t> Int<'t> {
    /// The integer that JSON's spelling (digits, a minus sign perhaps) stands for.
    pub fn written(text: &'t str) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        match digits.trim_start_matches('0') {
            "" => Self(Cow::Borrowed("0")),
            significant if significant.len() == digits.len() => Self(Cow::Borrowed(text)),
            significant if digits.len() == text.len() => Self(Cow::Borrowed(significant)),
            significant => Self(Cow::Owned(format!("-{significant}"))),
        }
    }

    /// `int(number)`: toward zero. `OverflowError` for infinity, `ValueError` for NaN.
    pub fn truncated(number: f64) -> Result<Self, Exception> {
        if number.is_nan() {
            return Err(Exception::value("cannot convert float NaN to integer"));
        }
        if number.is_infinite() {
            return Err(Exception::overflow("cannot convert float infinity to integer"));
        }
        Ok(Self::whole(number))
    }

    /// The integral part of a finite double.
    pub(super) fn whole(number: f64) -> Self {
        let text = format!("{:.0}", number.trunc());
        if text == "-0" { Self::from(false) } else { Self(Cow::Owned(text)) }
    }

    /// `int(text)`, base 10: blanks around, one sign, digits of any script, single underscores between digits.
    /// Anything else, and more than 4300 digits (leading zeros count), is a `ValueError`.
    pub fn parse(text: &str) -> Result<Self, Exception> {
        let body = text.trim_matches(is_blank);
        let (negative, body) = match body.strip_prefix(['+', '-']) {
            Some(rest) => (body.starts_with('-'), rest),
            None => (false, body),
        };
        let mut digits = String::with_capacity(body.len() + 1);
        if negative {
            digits.push('-');
        }
        let (mut count, mut behind_digit, mut complete) = (0, false, true);
        for character in body.chars() {
            if let Some(value) = digit_value(character) {
                digits.push(char::from(b'0' + value));
                count += 1;
                behind_digit = true;
            } else if character == '_' && behind_digit {
                behind_digit = false;
            } else {
                complete = false;
                break;
            }
        }
        // The limit is met before what follows the digits is looked at; only a stray underscore comes first.
        if behind_digit && count > MAX_DIGITS {
            return Err(too_long_to_read(count));
        }
        if behind_digit && complete {
            Ok(Int::written(&digits).into_owned())
        } else {
            Err(not_a_literal(text))
        }
    }

    /// The canonical decimal text, however long it is.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// `str(self)`: the text, or a `ValueError` where it has more than 4300 digits.
    pub fn str(&self) -> Result<&str, Exception> {
        if self.magnitude().len() > MAX_DIGITS {
            return Err(Exception::value(format!(
                "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion; \
                 use sys.set_int_max_str_digits() to increase the limit"
            )));
        }
        Ok(&self.0)
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0 == "0"
    }

    /// How it lies to a double, without rounding either; none for NaN.
    pub fn compare_float(&self, number: f64) -> Option<Ordering> {
        if !number.is_finite() {
            return 0.0_f64.partial_cmp(&number);
        }
        let whole = self.cmp(&Int::whole(number));
        if whole.is_eq() { number.trunc().partial_cmp(&number) } else { Some(whole) }
    }

    /// The same integer, which borrows nothing.
    pub fn into_owned<'o>(self) -> Int<'o> {
        Int(Cow::Owned(self.0.into_owned()))
    }

    fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    fn magnitude(&self) -> &str {
        self.0.strip_prefix('-').unwrap_or(&self.0)
    }
}

/// As arithmetic takes a bool: `False` is 0 and `True` is 1.
impl From<bool> for Int<'_> {
    fn from(value: bool) -> Self {
        Self(Cow::Borrowed(if value { "1" } else { "0" }))
    }
}

/// By value.
impl Ord for Int<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = || {
            let (own, others) = (self.magnitude(), other.magnitude());
            own.len().cmp(&others.len()).then_with(|| own.cmp(others))
        };
        match (self.is_negative(), other.is_negative()) {
            (false, false) => magnitudes(),
            (true, true) => magnitudes().reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Int<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What `int()` takes away at both ends: unlike `str.strip`, not the separators U+001C to U+001F.
fn is_blank(character: char) -> bool {
    matches!(character, '\t'..='\r' | ' ') || (!character.is_ascii() && is_space(character))
}

/// The message quotes the whole argument, cut to 200 characters with the quotes counted.
fn not_a_literal(text: &str) -> Exception {
    let quoted = repr::quoted_head(text, 200);
    Exception::value(format!("invalid literal for int() with base 10: {quoted}"))
}

fn too_long_to_read(digits: usize) -> Exception {
    Exception::value(format!(
        "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {digits} digits; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        Int::parse(text).map_or_else(|exception| exception.to_string(), |int| int.text().to_owned())
    }

    #[test]
    fn reads_what_python_reads() {
        for (text, value) in [
            (" 5\n", "5"),
            ("+0_07", "7"),
            ("-0", "0"),
            ("-1_000", "-1000"),
            ("\u{663}\u{ff14}", "34"),
            ("\u{3000}12\u{85}", "12"),
        ] {
            assert_eq!(parsed(text), value, "{text:?}");
        }
    }

    #[test]
    fn refuses_with_pythons_words() {
        for (text, quoted) in [
            ("", "''"),
            ("5.0", "'5.0'"),
            ("0x10", "'0x10'"),
            ("1__0", "'1__0'"),
            ("_1", "'_1'"),
            ("1_", "'1_'"),
            ("- 1", "'- 1'"),
            ("\u{1c}5", r"'\x1c5'"),
            ("it's", "\"it's\""),
            ("\u{b2}", "'\u{b2}'"),
        ] {
            let message = format!("ValueError: invalid literal for int() with base 10: {quoted}");
            assert_eq!(parsed(text), message);
        }
    }

    #[test]
    fn the_limit_is_met_before_what_follows_the_digits() {
        let digits = "1".repeat(4301);
        assert!(parsed(&digits).contains("value has 4301 digits;"));
        assert!(parsed(&format!("{digits}x")).contains("value has 4301 digits;"));
        assert!(parsed(&format!("{digits}_x")).contains("invalid literal"));
        assert!(parsed(&format!("{digits}__1")).contains("invalid literal"));
        assert_eq!(parsed(&"0".repeat(4300)), "0");
        assert!(Int::written(&digits).str().is_err());
        assert!(Int::written(&digits[1..]).str().is_ok());
    }

    #[test]
    fn compares_with_doubles_exactly() {
        let large = Int::written("9007199254740993");
        assert_eq!(large.compare_float(9_007_199_254_740_992.0), Some(Ordering::Greater));
        assert_eq!(Int::written("-1").compare_float(-1.5), Some(Ordering::Greater));
        assert_eq!(Int::written("0").compare_float(-0.0), Some(Ordering::Equal));
        assert_eq!(Int::written("0").compare_float(0.5), Some(Ordering::Less));
        assert_eq!(Int::written(&"9".repeat(400)).compare_float(f64::MAX), Some(Ordering::Greater));
        assert_eq!(large.compare_float(f64::INFINITY), Some(Ordering::Less));
        assert_eq!(large.compare_float(f64::NAN), None);
    }

    #[test]
    fn orders_by_value() {
        let ascending = ["-100", "-20", "-3", "0", "3", "20", "100"].map(Int::written);
        assert!(ascending.is_sorted());
    }

    #[test]
    fn json_spellings_become_canonical() {
        for (written, text) in [("-0", "0"), ("-007", "-7"), ("00", "0"), ("012", "12"), ("-5", "-5")] {
            assert_eq!(Int::written(written).text(), text);
        }
        assert_eq!(Int::truncated(-5.7).map(|int| int.text().to_owned()), Ok("-5".to_owned()));
        assert_eq!(Int::truncated(-0.5).map(|int| int.text().to_owned()), Ok("0".to_owned()));
        assert_eq!(
            Int::truncated(1e23).map(|int| int.text().to_owned()),
            Ok("99999999999999991611392".to_owned())
        );
    }
}
