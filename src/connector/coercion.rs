//! The conversions that Elasticsearch's lenient parsers make on a single value, as Java makes them
//! (`Booleans.parseBoolean`, `Double.parseDouble`, `String.equalsIgnoreCase`).

/// What a string in a bool attribute is stored as; none where the server refuses it.
pub(crate) fn bool_from_text(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ if text.chars().all(is_java_blank) => Some(false),
        _ => None,
    }
}

/// Java's `Character.isWhitespace`: no-break spaces and NEL are not blank.
fn is_java_blank(character: char) -> bool {
    matches!(character,
        '\t'..='\r' | '\u{1c}'..='\u{20}' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}')
}

/// What a number in `order` is stored as: truncated toward zero; none outside 32 bits before truncation.
pub(crate) fn order_from_number(number: f64) -> Option<i32> {
    if number.is_nan() {
        return Some(0);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked, and the fraction is to be cut"
    )]
    (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number).then_some(number as i32)
}

/// What a string in `order` is stored as, where Java reads it as a double.
pub(crate) fn order_from_text(text: &str) -> Option<i32> {
    order_from_number(java_double(text)?)
}

/// `Double.parseDouble`: blanks and control characters trimmed, `1d`, `.5`, `5.` and `0x1p4` accepted, `NaN` and
/// `Infinity` spelled so.
fn java_double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|character| character <= ' ');
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let size = match digits {
        "NaN" => f64::NAN,
        "Infinity" => f64::INFINITY,
        _ => {
            let digits = digits.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(digits);
            match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
                Some(hexadecimal) => hexadecimal_double(hexadecimal)?,
                None => decimal_double(digits)?,
            }
        }
    };
    Some(if negative { -size } else { size })
}

fn decimal_double(text: &str) -> Option<f64> {
    let numeric = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    let starts = text.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    if starts && text.bytes().all(numeric) { text.parse().ok() } else { None }
}

/// The digits behind `0x`: a mantissa with or without a point, and a binary exponent that must be there.
fn hexadecimal_double(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['p', 'P'])?;
    let exponent = binary_exponent(exponent)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut size = 0.0;
    let mut weight = 1.0;
    for digit in whole.chars() {
        size = size * 16.0 + f64::from(digit.to_digit(16)?);
    }
    for digit in fraction.chars() {
        weight /= 16.0;
        size += f64::from(digit.to_digit(16)?) * weight;
    }
    Some(if size == 0.0 { 0.0 } else { size * 2f64.powi(exponent) })
}

/// The exponent behind `p`; one beyond 32 bits counts as the largest of its sign.
fn binary_exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(if text.starts_with('-') { i32::MIN } else { i32::MAX }))
}

/// A word of an enumeration in lower case, folded as `equalsIgnoreCase` folds: `ı` and `İ` count as i, `ſ` as s.
pub(crate) fn folded(text: &str) -> String {
    let fold = |character: char| match character {
        'ı' | 'İ' => 'i',
        'ſ' => 's',
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bool_is_spelled_exactly_or_blank() {
        let read = ["true", "false", "", " \t", "True", "yes", "\u{a0}", "\u{85}"].map(bool_from_text);
        assert_eq!(read, [Some(true), Some(false), Some(false), Some(false), None, None, None, None]);
    }

    #[test]
    fn an_order_is_what_java_reads() {
        let read = |texts: &[&str]| texts.iter().map(|text| order_from_text(text)).collect::<Vec<_>>();
        assert_eq!(
            read(&["4", " 4.7 ", "-4.9", "1d", "5.", ".5", "0x1p4", "0x.8p1", "NaN", "1e3", "+7"]),
            [4, 4, -4, 1, 5, 0, 16, 1, 0, 1000, 7].map(Some)
        );
        let refused = [
            "",
            "four",
            "1_000",
            "nan",
            "inf",
            "Infinity",
            "3000000000",
            "0x10",
            "--1",
            "1e",
            "2147483647.5",
        ];
        assert_eq!(read(&refused), [None; 11]);
    }

    #[test]
    fn words_fold_as_in_java() {
        assert_eq!(folded("LIST_TYPE"), "list_type");
        assert_eq!(folded("lİſt_type"), "list_type");
    }
}
