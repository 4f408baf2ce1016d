//! TOML numbers, respelled as JSON spells them without touching a digit.

use std::borrow::Cow;

/// What is wrong with a number: a sentence, and what to do.
pub(super) struct Misspelled {
    pub(super) message: &'static str,
    pub(super) help: Option<&'static str>,
}

impl Misspelled {
    fn new(message: &'static str, help: &'static str) -> Self {
        Self { message, help: Some(help) }
    }

    fn bare(message: &'static str) -> Self {
        Self { message, help: None }
    }
}

/// Reads a number. The result is JSON's spelling of it, borrowed where the text has it already.
pub(super) fn read(text: &str) -> Result<Cow<'_, str>, Misspelled> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let Some(radix) = Radix::of(unsigned) {
        return with_radix(text, &radix).map(Cow::Owned);
    }
    let integer = decimal(unsigned)?;
    let mut digits = text.strip_prefix('+').unwrap_or(text);
    if integer && unsigned == "0" {
        digits = unsigned; // JSON readers take -0 for a float
    }
    let spelled = without_underscores(digits);
    if integer && spelled.len() > 18 && spelled.parse::<i64>().is_err() {
        return Err(out_of_range());
    }
    Ok(spelled)
}

fn without_underscores(digits: &str) -> Cow<'_, str> {
    if digits.contains('_') { Cow::Owned(digits.replace('_', "")) } else { Cow::Borrowed(digits) }
}

fn out_of_range() -> Misspelled {
    Misspelled::new("an integer of TOML has at most 64 bits", "write it as a string, in quotes")
}

struct Radix {
    base: u32,
    needs: &'static str,
}

impl Radix {
    fn of(unsigned: &str) -> Option<Self> {
        match unsigned.as_bytes() {
            [b'0', b'x' | b'X', ..] => {
                Some(Self { base: 16, needs: "`0x` is followed by hexadecimal digits" })
            }
            [b'0', b'o' | b'O', ..] => {
                Some(Self { base: 8, needs: "`0o` is followed by digits from 0 to 7" })
            }
            [b'0', b'b' | b'B', ..] => Some(Self { base: 2, needs: "`0b` is followed by zeros and ones" }),
            _ => None,
        }
    }
}

fn with_radix(text: &str, radix: &Radix) -> Result<String, Misspelled> {
    let Some((prefix, digits)) = text.split_at_checked(2).filter(|_| text.starts_with('0')) else {
        return Err(Misspelled::new("a number with `0x`, `0o` or `0b` has no sign", "remove the sign"));
    };
    if prefix.ends_with(|letter: char| letter.is_ascii_uppercase()) {
        return Err(Misspelled::new(
            "`0x`, `0o` and `0b` are written in lower case",
            "use the lower-case letter",
        ));
    }
    if !digits.chars().all(|digit| digit == '_' || digit.is_digit(radix.base)) || digits.is_empty() {
        return Err(Misspelled::bare(radix.needs));
    }
    if digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        return Err(stray_underscore());
    }
    match i64::from_str_radix(&without_underscores(digits), radix.base) {
        Ok(value) => Ok(value.to_string()),
        Err(_) => Err(out_of_range()),
    }
}

fn stray_underscore() -> Misspelled {
    Misspelled::new("`_` in a number stands between two digits", "remove the `_`")
}

/// Checks an unsigned decimal number and says whether it is an integer.
fn decimal(text: &str) -> Result<bool, Misspelled> {
    let mut rest = text.as_bytes();
    let whole = run(&mut rest)?;
    if whole == 0 {
        return Err(Misspelled::new("a number begins with a digit", "write a zero before the point"));
    }
    if whole > 1 && text.starts_with('0') {
        return Err(Misspelled::new(
            "a number has no leading zeros",
            "remove the zeros, or write a string in quotes",
        ));
    }
    let mut integer = true;
    if let Some((b'.', tail)) = rest.split_first() {
        integer = false;
        rest = tail;
        if run(&mut rest)? == 0 {
            return Err(Misspelled::new(
                "a digit follows the decimal point",
                "write a zero behind the point",
            ));
        }
    }
    if let Some((b'e' | b'E', tail)) = rest.split_first() {
        integer = false;
        rest = match tail.split_first() {
            Some((b'+' | b'-', digits)) => digits,
            _ => tail,
        };
        if run(&mut rest)? == 0 {
            return Err(Misspelled::bare("an exponent needs digits"));
        }
    }
    if rest.is_empty() {
        Ok(integer)
    } else {
        Err(Misspelled::new("this is not a number, and text needs quotes", "write it in quotes: \"…\""))
    }
}

/// Takes digits with single underscores between them and says how many bytes they are.
fn run(rest: &mut &[u8]) -> Result<usize, Misspelled> {
    let end = rest.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'_')).unwrap_or(rest.len());
    let (taken, tail) = rest.split_at(end);
    if taken.starts_with(b"_") || taken.ends_with(b"_") || taken.windows(2).any(|pair| pair == b"__") {
        return Err(stray_underscore());
    }
    *rest = tail;
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn spelled(text: &str) -> Option<String> {
        read(text).ok().map(std::borrow::Cow::into_owned)
    }

    #[test]
    fn spells_numbers_as_json_does() {
        for (text, json) in [
            ("0", "0"),
            ("+5", "5"),
            ("-0", "0"),
            ("+0", "0"),
            ("-17", "-17"),
            ("1_000", "1000"),
            ("0xFF", "255"),
            ("0xdead_beef", "3735928559"),
            ("0o17", "15"),
            ("0b1_0", "2"),
            ("9223372036854775807", "9223372036854775807"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("+1_0.5_0e+0_6", "10.50e+06"),
            ("-0.0", "-0.0"),
            ("1e06", "1e06"),
            ("6.626E-34", "6.626E-34"),
        ] {
            assert_eq!(spelled(text).as_deref(), Some(json), "{text}");
        }
    }

    #[test]
    fn refuses_what_toml_refuses() {
        for text in [
            "",
            "+",
            "01",
            "-01",
            "1__0",
            "_1",
            "1_",
            "1._5",
            "1_.5",
            "1.",
            ".5",
            "1.e5",
            "1e",
            "1e_5",
            "0x",
            "0X1",
            "+0x1",
            "0xG",
            "0b2",
            "0x_1",
            "0x1_",
            "--1",
            "+-1",
            "1.2.3",
            "9223372036854775808",
            "0xFFFFFFFFFFFFFFFF",
            "00",
            "0_0",
            "03.14",
            "1é",
        ] {
            assert_eq!(spelled(text), None, "{text}");
        }
    }
}
