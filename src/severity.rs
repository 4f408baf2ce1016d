//! How grave a finding is.

/// The severity of a finding, gravest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Somebody breaks, or a secret or a value is lost.
    #[default]
    Error,
    /// It works, but not as it reads.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name in reports, in `connlint.toml` and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
