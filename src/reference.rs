//! Secret references: `${env:NAME}` or `${file:PATH}` as a whole value. `$${` stands for a literal `${`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

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

/// As the list `unresolved` names it: `env:NAME`, `file:PATH`.
impl fmt::Display for Reference<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(name) => write!(formatter, "env:{name}"),
            Self::File(path) => write!(formatter, "file:{path}"),
        }
    }
}

/// What references lead to: texts by the name that [`Reference`] displays. Nothing shows these texts, `Debug` neither.
#[derive(Clone, Default)]
pub struct Resolved(BTreeMap<String, String>);

impl Resolved {
    /// What a reference leads to; none where nobody looked.
    pub fn get(&self, reference: Reference<'_>) -> Option<&str> {
        self.0.get(&reference.to_string()).map(String::as_str)
    }
}

impl FromIterator<(String, String)> for Resolved {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl fmt::Debug for Resolved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// Why a text that looks like a reference is none, or none that can be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `${env:…}` without a name that a shell can export.
    NoVariable,
    /// `${file:…}` without a path.
    NoPath,
    /// A path that is absolute or leads out of the repository.
    OutsidePath,
    /// Neither `env` nor `file`.
    UnknownKind,
    /// `${NAME}`, as a shell has it.
    NoKind,
    /// A reference that is not the whole value.
    Embedded,
}

impl Fault {
    /// What is wrong, as it follows "but".
    pub fn what(self) -> &'static str {
        match self {
            Self::NoVariable => "names no environment variable",
            Self::NoPath => "names no file",
            Self::OutsidePath => "names a file that is not inside the repository",
            Self::UnknownKind => "is of a kind that does not exist: there are only `env` and `file`",
            Self::NoKind => "does not say whether `env` or `file` is meant",
            Self::Embedded => "is only a part of the value, where it has to be all of it",
        }
    }
}

/// What is wrong with a text that somebody probably meant as a reference; none for a good one and for any other text.
pub fn fault_of(text: &str) -> Option<Fault> {
    if !text.contains('$') {
        return None;
    }
    match Reference::parse(text) {
        Some(Reference::File(path)) => return leaves(path).then_some(Fault::OutsidePath),
        Some(Reference::Env(_)) => return None,
        None => {}
    }
    let opened = |kind: &str| text.match_indices(kind).any(|(at, _)| !text[..at].ends_with('$'));
    let whole = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|inner| !inner.contains(['{', '}']));
    match whole.map(|inner| (inner.split_once(':'), inner)) {
        Some((Some(("env", _)), _)) => Some(Fault::NoVariable),
        Some((Some(("file", _)), _)) => Some(Fault::NoPath),
        Some((Some((kind, _)), _)) if is_variable(kind) => Some(Fault::UnknownKind),
        Some((None, inner)) if is_variable(inner) => Some(Fault::NoKind),
        _ if opened("${env:") || opened("${file:") => Some(Fault::Embedded),
        _ => None,
    }
}

/// Whether a path is absolute, or has more steps up than down.
fn leaves(path: &str) -> bool {
    let mut depth = 0_i32;
    for step in path.split(['/', '\\']) {
        match step {
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
        if depth < 0 {
            return true;
        }
    }
    path.starts_with(['/', '\\', '~']) || path.get(1..2) == Some(":")
}

/// A name that a shell can export.
fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        // Without an early end, so that several bytes are looked at at once.
        && name.bytes().fold(true, |all, byte| all & (byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// The name of the environment variable for a field of a connector, such as `INTRANET_SECRET_VALUE`: what is neither an
/// ASCII letter nor a digit becomes `_`.
pub fn variable(connector: &str, field: &str) -> String {
    let word = |character: char| {
        if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() } else { '_' }
    };
    let name: String = format!("{connector}_{field}").chars().map(word).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// A literal text as it has to stand in a file: `${` is escaped where the text would be read as something else.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let is_misread = Reference::parse(text).is_some() || fault_of(text).is_some() || text.contains("$${");
    if is_misread { Cow::Owned(text.replace("${", "$${")) } else { Cow::Borrowed(text) }
}

/// The literal text that a value stands for: `$${` undone.
pub fn literal(text: &str) -> Cow<'_, str> {
    let is_escaped = text.contains('$') && text.contains("$${");
    if is_escaped { Cow::Owned(text.replace("$${", "${")) } else { Cow::Borrowed(text) }
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
    #[test]
    fn an_escaped_text_stands_for_itself() {
        for text in
            ["${env:A}", "$${env:A}", "${HOME}", "a ${file:x} b", "$$${", "$${", "${", "plain", "a${b}c"]
        {
            let escaped = escaped(text);
            assert_eq!(literal(&escaped), text);
            assert!(Reference::parse(&escaped).is_none() && fault_of(&escaped).is_none(), "{text}");
        }
        assert_eq!(escaped("${b} c"), "${b} c", "what nobody would misread stays");
    }

    #[test]
    fn a_variable_is_one_that_a_shell_can_export() {
        assert_eq!(variable("my-spo", "secret_value"), "MY_SPO_SECRET_VALUE");
        assert_eq!(variable("1\u{e9}.x", "a b"), "_1__X_A_B");
        assert!(is_variable(&variable("", "")));
    }

    #[test]
    fn what_is_resolved_is_not_shown() {
        let resolved: Resolved = [("env:A".to_owned(), "hunter2".to_owned())].into_iter().collect();
        assert_eq!(resolved.get(Reference::Env("A")), Some("hunter2"));
        assert_eq!(resolved.get(Reference::File("A")), None);
        assert_eq!(format!("{resolved:?}"), "{\"env:A\"}");
    }
}
