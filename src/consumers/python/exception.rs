//! What Python raises.

use std::fmt;

/// A raised exception, as the service's log prints it: class and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The name of its class: "`ValueError`", "`TypeError`", …
    pub kind: &'static str,
    /// What `str(exception)` gives.
    pub message: String,
}

impl Exception {
    /// A `ValueError`: the right type, but not this value.
    pub fn value(message: impl Into<String>) -> Self {
        Self { kind: "ValueError", message: message.into() }
    }

    /// A `TypeError`: no value of this type would do.
    pub fn of_type(message: impl Into<String>) -> Self {
        Self { kind: "TypeError", message: message.into() }
    }

    /// An `OverflowError`: a result beyond what can be represented.
    pub fn overflow(message: impl Into<String>) -> Self {
        Self { kind: "OverflowError", message: message.into() }
    }
}

/// "Kind: message", as the last line of a traceback.
impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl std::error::Error for Exception {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_like_the_last_line_of_a_traceback() {
        assert_eq!(Exception::value("no").to_string(), "ValueError: no");
    }
}
