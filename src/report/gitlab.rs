//! GitLab's code quality report: a JSON array with an object for every finding, the part of the Code Climate format
//! that GitLab's documentation describes ("Code Quality", "Code Quality report format").
//!
//! GitLab keeps one finding of a fingerprint and drops the others; ours differ within a run. It shows the description
//! alone, so that the help is part of it.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::{Diagnostic, Report, json};
use crate::severity::Severity;
use crate::source::Region;

#[derive(Serialize)]
struct Issue<'r> {
    description: Cow<'r, str>,
    check_name: &'static str,
    fingerprint: &'r str,
    severity: &'static str,
    location: Location<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_locations: Vec<Location<'r>>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

/// Both from 1; columns count characters.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// Writes the array, indented and with a final line end; an empty one where nothing was found.
pub fn write(report: &Report, out: &mut impl io::Write) -> io::Result<()> {
    let issues: Vec<Issue<'_>> = report.diagnostics.iter().map(Issue::new).collect();
    json::write_escaped(&issues, out)
}

impl<'r> Issue<'r> {
    fn new(found: &'r Diagnostic) -> Self {
        let related = found.related.iter();
        Self {
            description: match &found.help {
                Some(help) => format!("{}\n{help}", found.message).into(),
                None => found.message.as_str().into(),
            },
            check_name: found.rule,
            fingerprint: &found.fingerprint,
            severity: match found.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: Location::new(&found.path, found.region),
            other_locations: related.map(|other| Location::new(&other.path, other.region)).collect(),
        }
    }
}

impl<'r> Location<'r> {
    fn new(path: &'r str, region: Region) -> Self {
        let begin = Position { line: region.start_line, column: region.start_column };
        let end = Position { line: region.end_line, column: region.end_column };
        Self { path, positions: Positions { begin, end } }
    }
}
