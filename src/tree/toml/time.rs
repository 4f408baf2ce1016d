//! Whether text is a TOML date, time or date-time (RFC 3339 with TOML 1.1's optional seconds).

/// Checks the text of a date, a time or both. The error says what is wrong with it.
pub(super) fn check(text: &str) -> Result<(), &'static str> {
    let mut rest = text.as_bytes();
    if rest.get(2) == Some(&b':') {
        time(&mut rest)?;
        return if rest.is_empty() { Ok(()) } else { Err("a time of day ends after its seconds") };
    }
    date(&mut rest)?;
    match rest.split_first() {
        None => return Ok(()),
        Some((b'T' | b't' | b' ', tail)) => rest = tail,
        Some(_) => return Err("`T` or one space stands between a date and a time"),
    }
    time(&mut rest)?;
    offset(&mut rest)?;
    if rest.is_empty() { Ok(()) } else { Err("a date-time ends after its offset") }
}

fn date(rest: &mut &[u8]) -> Result<(), &'static str> {
    const SHAPE: &str = "a date is written `YYYY-MM-DD`";
    let year = digits(rest, 4).ok_or(SHAPE)?;
    sign(rest, b'-').ok_or(SHAPE)?;
    let month = digits(rest, 2).ok_or(SHAPE)?;
    sign(rest, b'-').ok_or(SHAPE)?;
    let day = digits(rest, 2).ok_or(SHAPE)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Err("a month is between 01 and 12"),
    };
    if (1..=days).contains(&day) { Ok(()) } else { Err("this month has no such day") }
}

fn time(rest: &mut &[u8]) -> Result<(), &'static str> {
    const SHAPE: &str = "a time is written `HH:MM:SS`";
    let hour = digits(rest, 2).ok_or(SHAPE)?;
    sign(rest, b':').ok_or(SHAPE)?;
    let minute = digits(rest, 2).ok_or(SHAPE)?;
    let mut second = 0;
    if sign(rest, b':').is_some() {
        second = digits(rest, 2).ok_or(SHAPE)?;
        if sign(rest, b'.').is_some() {
            digits(rest, 1).ok_or("a fraction of a second needs a digit")?;
            while digits(rest, 1).is_some() {}
        }
    }
    match (hour, minute, second) {
        // The 60th second is a leap second.
        (0..=23, 0..=59, 0..=60) => Ok(()),
        (24.., ..) => Err("an hour is between 00 and 23"),
        (_, 60.., _) => Err("a minute is between 00 and 59"),
        _ => Err("a second is between 00 and 60"),
    }
}

fn offset(rest: &mut &[u8]) -> Result<(), &'static str> {
    const SHAPE: &str = "an offset is written `Z`, `+HH:MM` or `-HH:MM`";
    if rest.is_empty() || sign(rest, b'Z').or_else(|| sign(rest, b'z')).is_some() {
        return Ok(());
    }
    sign(rest, b'+').or_else(|| sign(rest, b'-')).ok_or(SHAPE)?;
    let hour = digits(rest, 2).ok_or(SHAPE)?;
    sign(rest, b':').ok_or(SHAPE)?;
    let minute = digits(rest, 2).ok_or(SHAPE)?;
    if hour <= 23 && minute <= 59 { Ok(()) } else { Err("an offset is at most 23:59") }
}

/// Takes exactly so many digits.
fn digits(rest: &mut &[u8], count: usize) -> Option<u32> {
    let (taken, tail) = rest.split_at_checked(count)?;
    let value = taken
        .iter()
        .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))?;
    *rest = tail;
    Some(value)
}

/// Takes one given character.
fn sign(rest: &mut &[u8], wanted: u8) -> Option<()> {
    let (first, tail) = rest.split_first()?;
    (*first == wanted).then(|| *rest = tail)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn accepts_what_toml_accepts() {
        for text in [
            "1979-05-27T07:32:00Z",
            "1979-05-27 07:32:00.999999-07:00",
            "1979-05-27t07:32z",
            "2000-02-29",
            "1990-12-31T23:59:60Z",
            "07:32",
            "00:32:00.5",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn refuses_days_and_hours_that_do_not_exist() {
        for text in [
            "1900-02-29",
            "2023-04-31",
            "2023-13-01",
            "2023-1-01",
            "24:00:00",
            "10:60",
            "10:00:61",
            "10:00:00.",
            "10:00Z",
            "2023-01-01T",
            "2023-01-01T10:00+24:00",
            "2023-01-01  10:00",
            "2023-01-01T10:00Zx",
            "é",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
