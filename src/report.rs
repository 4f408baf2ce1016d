//! What a run found, as data, and the writers that print it.
//!
//! Whoever makes a [`Report`] has masked and worded everything in it. A writer gets the report and a place to write to,
//! and never looks at rules or files.

mod abridged;
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

use serde::Serialize;

use crate::severity::Severity;

pub use crate::diagnostic::{Applicability, Diagnostic, Edit, FileEntry, Fix, Related, Status};
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
