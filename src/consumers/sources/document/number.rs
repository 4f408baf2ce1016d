//! The numbers of Python's `json`.

use super::Fault;
use crate::consumers::python::{Int, Py};

/// Python converts no integer of more digits.
const MOST_DIGITS: usize = 4300;

/// How much of a text is the number at its start; none where there is none.
pub(super) fn length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    at += match bytes.get(at)? {
        b'0' => 1,
        b'1'..=b'9' => digits(at),
        _ => return None,
    };
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let count = digits(at + 1 + sign);
        if count > 0 {
            at += 1 + sign + count;
        }
    }
    Some(at)
}

/// The number that a text is.
pub(super) fn value(text: &str) -> Result<Py<'static>, Fault> {
    if text.contains(['.', 'e', 'E']) {
        return Ok(Py::Float(text.parse().unwrap_or(f64::NAN)));
    }
    let count = text.trim_start_matches('-').len();
    if count > MOST_DIGITS {
        let message = format!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {count} digits; use \
             sys.set_int_max_str_digits() to increase the limit"
        );
        return Err(Fault::Refused { message, place: None });
    }
    Ok(Py::Int(Int::written(text).into_owned()))
}
