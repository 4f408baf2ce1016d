//! Doubles as Python prints them.

/// `repr(number)`: the shortest digits that read back as the same double, with a fraction at least, and an exponent
/// of two digits at least where the decimal point would stand more than 16 places behind the first digit or more
/// than 3 zeros before it.
pub(super) fn repr(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return number.to_string();
    }
    let scientific = shortest(number);
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>().unwrap_or(0) {
        place @ -4..=15 => plain(digits, place),
        small @ ..=-5 => format!("{digits}e-{:02}", small.unsigned_abs()),
        large => format!("{digits}e+{large:02}"),
    }
}

/// The shortest digits in scientific notation. Where two candidates are equally near, Rust takes the larger and
/// Python the even one, which is also what rounding to that many digits gives.
pub(in crate::consumers) fn shortest(number: f64) -> String {
    let shortest = format!("{number:e}");
    let mantissa = shortest.split('e').next().unwrap_or_default();
    let Some((_, fraction)) = mantissa.split_once('.') else { return shortest };
    let rounded = format!("{number:.*e}", fraction.len());
    if rounded.parse() == Ok(number) { rounded } else { shortest }
}

/// The digits of scientific notation, written out with the point moved `place` to the right.
fn plain(digits: &str, place: i32) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let digits = digits.replace('.', "");
    if place < 0 {
        let width = digits.len() - 1 + place.unsigned_abs() as usize;
        return format!("{sign}0.{digits:0>width$}");
    }
    let width = 1 + place.unsigned_abs() as usize;
    let (whole, fraction) = digits.split_at_checked(width).unwrap_or((&digits, ""));
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    format!("{sign}{whole:0<width$}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::repr;

    #[test]
    fn of_two_candidates_equally_near_the_even_one_is_printed() {
        assert_eq!(repr(684_368_652_744_092.3), "684368652744092.2");
        assert_eq!(repr(-156_563_271_967_025.13), "-156563271967025.12");
        assert_eq!(repr(2.0_f64.powi(-44)), "5.684341886080802e-14");
    }

    #[test]
    fn switches_to_an_exponent_where_python_does() {
        for (number, text) in [
            (5.0, "5.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (0.0001, "0.0001"),
            (0.000_09, "9e-05"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1e22, "1e+22"),
            (12.5, "12.5"),
            (-0.012, "-0.012"),
            (1.5e20, "1.5e+20"),
            (-2.5e-310, "-2.5e-310"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(repr(number), text);
        }
    }
}
