//! What a run found, as data, and the writers that print it.
//!
//! Whoever makes a [`Report`] has masked and worded everything in it. A writer gets the report and a place to write to,
//! and never looks at rules or files.

pub mod concise;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod statistics;
mod upgrade;
mod words;

use std::io;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::consumers::Consumer;
use crate::excerpt::Excerpt;
use crate::severity::Severity;
use crate::source::Region;

pub use crate::finding::Applicability;
pub use upgrade::{Change, ChangeKind, Upgrade};

/// Everything that a run has to say. The order of fields, here and below, is that of the JSON report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What made it.
    pub tool: Tool,
    /// The counts.
    pub summary: Summary,
    /// Every file of the run, by path.
    pub files: Vec<FileEntry>,
    /// The findings, by path, position, rule and message.
    pub diagnostics: Vec<Diagnostic>,
    /// What an upgrade of the stack changes; the findings are then those that appear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade: Option<Upgrade>,
}

/// What made a report.
#[derive(Clone, Debug, Serialize)]
pub struct Tool {
    /// `connlint`
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The minor version of the stack that was judged for, such as `9.2`.
    pub stack: String,
}

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files of the run.
    pub files: usize,
    /// Files that `exclude` left out.
    pub skipped: usize,
    /// Findings that are errors.
    pub error: usize,
    /// Findings that are warnings.
    pub warning: usize,
    /// Findings that are notes.
    pub note: usize,
    /// Findings that something suppressed; they are not in the report.
    pub suppressed: usize,
    /// Findings that `--fix` would mend.
    pub fixable: usize,
}

/// A file of the run.
#[derive(Clone, Debug, Serialize)]
pub struct FileEntry {
    /// Relative, with `/`.
    #[serde(serialize_with = "shared")]
    pub path: Arc<str>,
    /// The connector's id, where the file could be read.
    pub connector_id: Option<String>,
    /// The connector's type, where the file names one.
    pub service_type: Option<String>,
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

/// The forms in which a report can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum OutputFormat {
    /// A block with an excerpt for every finding.
    #[default]
    Human,
    /// A line for every finding.
    Concise,
    /// The JSON report, version 1.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands that GitHub Actions turns into annotations.
    Github,
    /// A code quality report for GitLab.
    Gitlab,
    /// JUnit XML: a suite for every file.
    Junit,
}

/// How people see a report; the other formats do not care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to write ANSI colours.
    pub colour: bool,
    /// The columns of the terminal.
    pub width: usize,
    /// What to draw with.
    pub theme: Theme,
    /// Whether the last line tells what was covered.
    pub coverage: bool,
}

/// A plain look for files: no colour, 100 columns.
impl Default for Look {
    fn default() -> Self {
        Self { colour: false, width: 100, theme: Theme::Unicode, coverage: true }
    }
}

/// What frames, pictures and masks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Box drawing.
    Unicode,
    /// For terminals without it.
    Ascii,
}

impl Report {
    /// A report of these files and findings, in any order: sorts and counts them. `skipped` files were left out by
    /// `exclude`, `suppressed` findings by a comment, an `[[ignore]]` or a baseline.
    pub fn new(
        tool: Tool,
        mut files: Vec<FileEntry>,
        mut diagnostics: Vec<Diagnostic>,
        skipped: usize,
        suppressed: usize,
    ) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        diagnostics.sort_by(Diagnostic::compare);
        let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
        let summary = Summary {
            files: files.len(),
            skipped,
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
            suppressed,
            fixable: diagnostics.iter().filter(|found| found.is_fixable()).count(),
        };
        Self { tool, summary, files, diagnostics, upgrade: None }
    }

    /// Writes the report in a format.
    pub fn write(&self, format: OutputFormat, look: &Look, out: &mut impl io::Write) -> io::Result<()> {
        match format {
            OutputFormat::Human => match &self.upgrade {
                None => human::write(self, look, out),
                Some(upgrade) => upgrade::write(self, upgrade, look, out),
            },
            OutputFormat::Concise => concise::write(self, look, out),
            OutputFormat::Json => json::write(self, out),
            OutputFormat::Sarif => sarif::write(self, out),
            OutputFormat::Github => github::write(self, out),
            OutputFormat::Gitlab => gitlab::write(self, out),
            OutputFormat::Junit => junit::write(self, out),
        }
    }
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

fn shared<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn severity<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

fn consumers<S: Serializer>(consumers: &[Consumer], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(consumers.iter().map(|consumer| consumer.name()))
}
