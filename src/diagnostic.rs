//! A finding in words, and the file that it is in: what suppression, fixes and reports work on.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::consumers::Consumer;
use crate::excerpt::Excerpt;
use crate::severity::Severity;
use crate::source::Region;

pub use crate::finding::Applicability;

/// A file of the run.
#[derive(Clone, Debug, Serialize)]
pub struct FileEntry {
    /// Relative, with `/`.
    #[serde(serialize_with = "shared")]
    pub path: Arc<str>,
    /// The connector's id, where the file could be read.
    pub connector_id: Option<Box<str>>,
    /// The connector's type, where the file names one.
    pub service_type: Option<Box<str>>,
    /// How much of it was judged.
    pub status: Status,
}

/// How much of a file was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All of it.
    Checked,
    /// What its syntax errors left.
    PartlyChecked,
    /// Nothing: there is no schema for it, or it is no connector.
    NotUnderstood,
    /// Nothing: it could not be read.
    Unreadable,
}

/// A finding, in words.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostic {
    /// The name of the rule.
    pub rule: &'static str,
    /// How grave it is in this run.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// Who fails on it, in the order of [`Consumer`].
    #[serde(serialize_with = "consumers")]
    pub breaks: Vec<Consumer>,
    /// What the connector service would log, to the letter but for masks.
    pub says: Option<String>,
    /// What is wrong, in one line, hidden characters drawn.
    pub message: String,
    /// What to do; may have several lines (LF), hidden characters of quoted text drawn.
    pub help: Option<String>,
    /// The file.
    #[serde(serialize_with = "shared")]
    pub path: Arc<str>,
    /// RFC 6901 JSON Pointer into the file.
    pub pointer: String,
    /// The connector field that it is about.
    pub field: Option<String>,
    /// Where it is in the file.
    #[serde(rename = "span")]
    pub region: Region,
    /// Other places that it mentions.
    pub related: Vec<Related>,
    /// How to mend it.
    #[serde(serialize_with = "shown_fix")]
    pub fix: Option<Fix>,
    /// The same for the same finding after lines moved; tells nothing about values.
    pub fingerprint: String,
    /// What people are shown of the files, in this order: this place first, and related ones, as labels. A related
    /// place that begins where no mark of an excerpt does is named in a line of its own.
    #[serde(skip)]
    pub excerpts: Vec<Excerpt>,
}

/// Another place that a finding mentions.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    /// What is there, in one line.
    pub message: String,
    /// The file.
    #[serde(serialize_with = "shared")]
    pub path: Arc<str>,
    /// RFC 6901 JSON Pointer into the file.
    pub pointer: String,
    /// Where it is in the file.
    #[serde(rename = "span")]
    pub region: Region,
}

/// A change that mends a finding.
#[derive(Clone, Debug, Serialize)]
pub struct Fix {
    /// What it does, such as "write `less_than`".
    pub title: String,
    /// Whether it may be done without asking.
    pub applicability: Applicability,
    /// The edits, by place, without overlaps.
    pub edits: Vec<Edit>,
    /// Whether an edit covers a secret, whose length its place would tell: no format shows such a fix.
    #[serde(skip)]
    pub is_private: bool,
}

/// A piece of text in place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Offset of the first byte that goes.
    pub start: u32,
    /// Offset behind the last byte that goes.
    pub end: u32,
    /// What comes.
    pub replacement: String,
}

impl Diagnostic {
    /// The fix, unless it is private.
    pub fn shown_fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|fix| !fix.is_private)
    }

    /// Whether `--fix` would mend it.
    pub fn is_fixable(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    }

    /// The order of findings in every format.
    pub fn compare(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }

    /// What findings are sorted by.
    fn key(&self) -> (&str, Region, &str, &str, &str) {
        (&self.path, self.region, self.rule, &self.message, &self.pointer)
    }
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
fn shown_fix<S: Serializer>(fix: &Option<Fix>, serializer: S) -> Result<S::Ok, S::Error> {
    fix.as_ref().filter(|fix| !fix.is_private).serialize(serializer)
}

pub(crate) fn shared<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
pub(crate) fn severity<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

fn consumers<S: Serializer>(consumers: &[Consumer], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(consumers.iter().map(|consumer| consumer.name()))
}
