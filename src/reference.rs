//! Secret references: `${env:NAME}` or `${file:PATH}` as a whole value. `$${` stands for a literal `${`.

use std::borrow::Cow;

/// A reference to something that is set outside the repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reference<'t> {
    /// The environment variable of this name.
    Env(&'t str),
    /// The content of this file, relative to the root of the repository.
    File(&'t str),
}

impl<'t> Reference<'t> {
    /// The reference that a value's text is, if it is one as a whole.
    pub fn parse(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix("${")?.strip_suffix('}')?;
        match inner.split_once(':')? {
            ("env", name) if is_variable(name) => Some(Self::Env(name)),
            ("file", path) if !path.is_empty() && !path.contains(['{', '}', '\n', '\r', '\0']) => {
                Some(Self::File(path))
            }
            _ => None,
        }
    }
}

/// A name that a shell can export.
fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The literal text that a value stands for: `$${` undone.
pub fn literal(text: &str) -> Cow<'_, str> {
    if text.contains("$${") { Cow::Owned(text.replace("$${", "${")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_value_is_a_reference() {
        assert_eq!(Reference::parse("${env:DB_PASSWORD}"), Some(Reference::Env("DB_PASSWORD")));
        assert_eq!(Reference::parse("${file:certs/ca.pem}"), Some(Reference::File("certs/ca.pem")));
        for text in
            ["x${env:A}", "${env:A}x", "${env:}", "${env:1A}", "${foo:x}", "$${env:A}", "${file:}", "${"]
        {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_escape_is_undone() {
        assert_eq!(literal("$${env:A} and ${B}"), "${env:A} and ${B}");
    }
}
