//! `connlint.toml`, read with spans: what it says, and every mistake in it.
//!
//! Reading is pure: the bytes come from [`crate::discover::Origin::read_file`]. A mistake never stops the reading, and what is
//! unusable is left out of the result, so that a caller may go on or (as the command does) refuse.

mod reader;
mod sections;

use toml::de::DeTable;

use crate::severity::Severity;
use crate::tree::Span;
use reader::Reader;

/// The keys of the file, in the order of the documentation.
pub const KEYS: [&str; 7] = ["include", "exclude", "types", "stack", "rules", "cluster", "ignore"];

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place in `connlint.toml`, in bytes.
    pub span: Span,
}

/// What a rule's findings count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Reported with this severity.
    At(Severity),
    /// Not reported.
    Off,
}

impl Level {
    /// Every level, gravest first.
    pub const ALL: [Self; 4] =
        [Self::At(Severity::Error), Self::At(Severity::Warning), Self::At(Severity::Note), Self::Off];

    /// The name in `connlint.toml` and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::At(severity) => severity.name(),
            Self::Off => "off",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// A part of the repository within which ids and index names are unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its name, for `--cluster` and messages.
    pub name: Placed<String>,
    /// Globs of the files that belong to it, relative to the root; each is valid.
    pub include: Vec<String>,
}

/// Findings that are accepted, for files that cannot say so in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The file, relative to the root, with `/`.
    pub path: Placed<String>,
    /// RFC 6901 pointer to the place; it and everything below it is meant. Empty for the whole file.
    pub pointer: String,
    /// The rules. One that does not exist is a finding, no mistake of the file.
    pub rules: Vec<Placed<String>>,
    /// Why. A missing reason is a finding, no mistake of the file.
    pub reason: Option<String>,
    /// The place of the whole entry.
    pub span: Span,
}

/// What `connlint.toml` says. Without a file: [`Config::default`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Globs of the files that count; `None` where the default is in force.
    pub include: Option<Vec<String>>,
    /// Globs of the files that do not count after all.
    pub exclude: Vec<String>,
    /// The folder of connector types, relative to the root.
    pub types: Option<Placed<String>>,
    /// The minor version of the stack.
    pub stack: Option<Placed<String>>,
    /// The levels, in the order of the file.
    pub rules: Vec<(Placed<String>, Level)>,
    /// The clusters, in the order of the file.
    pub clusters: Vec<Cluster>,
    /// The accepted findings, in the order of the file.
    pub ignores: Vec<Ignore>,
}

/// A mistake in `connlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// Where, in bytes.
    pub span: Span,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

/// The names that a configuration may use.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Every rule.
    pub rules: &'a [&'a str],
    /// Every minor version of the stack that has a catalogue, oldest first.
    pub stacks: &'a [&'a str],
}

/// Reads the text of `connlint.toml`. The mistakes are sorted by place, and there are at most a hundred and one.
///
/// Where the syntax is damaged, only what stands before the first damage is judged: what follows may be read wrongly.
pub fn parse(text: &str, known: Known<'_>) -> (Config, Vec<ConfigFault>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, errors);
    let config = sections::read(&mut reader, &document, known);
    (config, reader.finish())
}

/// Like [`parse`], for the bytes of the file, which must be UTF-8.
pub fn parse_bytes(bytes: &[u8], known: Known<'_>) -> (Config, Vec<ConfigFault>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text, known),
        Err(error) => {
            let start = error.valid_up_to();
            let end = start + error.error_len().unwrap_or(bytes.len() - start);
            let fault = ConfigFault {
                span: Span::new(start, end),
                message: "connlint.toml is not UTF-8".to_owned(),
                help: Some("save the file in the encoding UTF-8".to_owned()),
            };
            (Config::default(), vec![fault])
        }
    }
}
