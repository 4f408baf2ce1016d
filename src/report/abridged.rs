//! A report of a file with thousands of findings tells the gravest of them, and counts the others.

use crate::consumers::Consumer;
use crate::diagnose::fingerprint;
use crate::diagnostic::Diagnostic;
use crate::severity::Severity;
use crate::source::Region;

use super::Report;

/// The most findings that are told of one file.
const MOST: usize = 1000;

/// The rule that counts the others.
const RULE: &str = "too-many-findings";

impl Report {
    /// The report with at most a thousand findings of each file and, where that leaves any out, a finding of this
    /// severity that counts them. The summary goes on counting all.
    #[must_use]
    pub fn abridged(mut self, severity: Severity) -> Self {
        let is_long = |chunk: &[Diagnostic]| chunk.len() > MOST;
        if !self.diagnostics.chunk_by(|a, b| a.path == b.path).any(is_long) {
            return self;
        }
        let mut kept = Vec::with_capacity(self.diagnostics.len());
        for file in self.diagnostics.chunk_by(|a, b| a.path == b.path) {
            kept.extend(gravest(file).into_iter().cloned());
            kept.extend(rest(file, severity));
        }
        kept.sort_by(Diagnostic::compare);
        self.diagnostics = kept;
        self
    }
}

/// The findings to tell. Whoever breaks is named by at least one.
fn gravest(file: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut named: Vec<Consumer> = Vec::new();
    let mut ranked: Vec<(bool, bool, Severity, &Diagnostic)> = Vec::with_capacity(file.len());
    for found in file {
        let before = named.len();
        for consumer in &found.breaks {
            if !named.contains(consumer) {
                named.push(*consumer);
            }
        }
        ranked.push((named.len() == before, found.breaks.is_empty(), found.severity, found));
    }
    ranked.sort_by_key(|(is_no_news, is_harmless, severity, _)| (*is_no_news, *is_harmless, *severity));
    ranked.into_iter().take(MOST).map(|(_, _, _, found)| found).collect()
}

/// The finding that counts the others.
fn rest(file: &[Diagnostic], severity: Severity) -> Option<Diagnostic> {
    let first = file.first()?;
    let count = file.len().checked_sub(MOST).filter(|count| *count > 0)?;
    let (noun, are) = if count == 1 { ("finding", "is") } else { ("findings", "are") };
    Some(Diagnostic {
        rule: RULE,
        severity,
        breaks: Vec::new(),
        says: None,
        message: format!("{count} more {noun} of this file {are} not told"),
        help: Some("mend some of the others first; `--statistics` counts all".to_owned()),
        pointer: String::new(),
        field: None,
        region: Region::FILE,
        related: Vec::new(),
        fix: None,
        fingerprint: fingerprint(RULE, &first.path, "", 1),
        excerpts: Vec::new(),
        ..first.clone()
    })
}
