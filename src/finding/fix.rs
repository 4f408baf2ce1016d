//! A fix: what a rule would change, in nodes and values. How a file's format writes that is decided in
//! [`crate::diagnose`], once for all rules.

use std::borrow::Cow;

use serde::Serialize;

use super::Message;
use crate::tree::{Node, Span};

/// Whether a fix may be done without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// `--fix` does it.
    Safe,
    /// It may change what the file means: `--unsafe-fixes` does it.
    Unsafe,
}

/// Whether a rule has fixes for what it finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fixable {
    /// Never.
    #[default]
    No,
    /// Where one answer is certain, `--fix` writes it.
    Safe,
    /// What it would write changes what is deployed, or needs judgement: `--unsafe-fixes`.
    Unsafe,
}

impl Fixable {
    /// The word for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }

    /// The option that does it; empty where there is none.
    pub fn option(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Safe => "--fix",
            Self::Unsafe => "--unsafe-fixes",
        }
    }
}

/// A value to write, without the form that a format gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// `true` or `false`
    Bool(bool),
    /// A number, in JSON's spelling.
    Number(String),
    /// A string.
    Text(String),
    /// A secret reference, which may stand in the place of a secret: it is not made from the value.
    Reference(String),
}

impl Written {
    /// A scalar from its JSON; none for anything else.
    pub fn from_json(json: &str) -> Option<Self> {
        match serde_json::from_str(json).ok()? {
            serde_json::Value::Bool(value) => Some(Self::Bool(value)),
            serde_json::Value::Number(_) => Some(Self::Number(json.to_owned())),
            serde_json::Value::String(text) => Some(Self::Text(text)),
            _ => None,
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<'t> {
    /// Another value.
    Value(Node<'t>, Written),
    /// Another key.
    Key(Node<'t>, Cow<'t, str>),
    /// The value as the only element of an array.
    Wrap(Node<'t>),
    /// The member of an object goes, its comma with it.
    Remove(Node<'t>),
    /// A comment goes, with its line where there is nothing else on it.
    Comment(Span),
    /// What the reader knows to be missing, or too much.
    Text(Span, &'static str),
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix<'t> {
    /// What it does, such as "write `less_than`".
    pub title: Message<'t>,
    /// Whether it may be done without asking.
    pub applicability: Applicability,
    /// What it changes; all of it or nothing.
    pub changes: Vec<Change<'t>>,
}

impl<'t> Fix<'t> {
    /// A fix that keeps the meaning.
    pub fn safe(title: Message<'t>, change: Change<'t>) -> Self {
        Self { title, applicability: Applicability::Safe, changes: vec![change] }
    }

    /// A fix that somebody has to judge.
    pub fn judged(title: Message<'t>, change: Change<'t>) -> Self {
        Self { applicability: Applicability::Unsafe, ..Self::safe(title, change) }
    }
}
