//! `connlint emit --check`: what is in the folder, against what would be written to it.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::cli::Cli;
use crate::cli::emit::{Made, failed};
use crate::cli::scene::Scene;
use crate::diagnose;
use crate::discover::{absolute, visible};
use crate::emit::{Drift, DriftKind, Ghosts, compare};
use crate::outcome::Outcome;
use crate::report::{Diagnostic, OutputFormat, Report};
use crate::rules;
use crate::severity::Severity;
use crate::source::Region;

/// A comparison to be made.
pub(super) struct Check<'c> {
    pub(super) cli: &'c Cli,
    pub(super) scene: &'c Scene<'c>,
    pub(super) folder: &'c Path,
    pub(super) format: OutputFormat,
    /// Whether all connectors are seen that could have a payload there.
    pub(super) is_whole: bool,
}

impl Check<'_> {
    /// Compares, and reports what differs. Nothing is written but the report.
    pub(super) fn run(&self, made: Made, skipped: usize, out: &mut impl Write) -> io::Result<Outcome> {
        let ghosts = if self.is_whole { Ghosts::Sought } else { Ghosts::Passed };
        let drifts = match compare(self.folder, &made.payloads, &made.spool, ghosts) {
            Ok(drifts) => drifts,
            Err(fault) => return Ok(failed(&fault)),
        };
        let severity = self.scene.settings.levels.of("stale-payload");
        let findings: Vec<Diagnostic> = match severity {
            Some(severity) => drifts.iter().map(|drift| self.diagnostic(drift, severity)).collect(),
            None => Vec::new(),
        };
        let outcome = if findings.is_empty() { Outcome::Clean } else { Outcome::Findings };
        if self.format == OutputFormat::Human && severity.is_some() {
            self.show(&drifts, out)?;
        }
        let report = Report::new(self.scene.tool(), made.entries, findings, skipped, made.suppressed);
        report.write(self.format, &self.cli.look(), out)?;
        Ok(outcome)
    }

    /// What reports call a file of the folder.
    fn path(&self, name: &str) -> String {
        let path = absolute(&self.scene.cwd, self.folder).join(name);
        let path = path.strip_prefix(&self.scene.root.folder).unwrap_or(&path);
        path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// The differences as unified diffs.
    fn show(&self, drifts: &[Drift], out: &mut impl Write) -> io::Result<()> {
        for drift in drifts {
            if let DriftKind::Differs { origin, diff: Some(diff) } = &drift.kind {
                let path = self.path(&drift.name);
                writeln!(out, "--- {}\n+++ emit {}\n{diff}", visible(&path), visible(origin))?;
            }
        }
        Ok(())
    }

    fn diagnostic(&self, drift: &Drift, severity: Severity) -> Diagnostic {
        let path: Arc<str> = self.path(&drift.name).into();
        let emit = format!("`connlint emit --out-dir {}`", self.folder.display());
        let (message, help) = match &drift.kind {
            DriftKind::Missing { origin } => {
                (format!("the payload of {origin} is missing"), format!("{emit} writes it"))
            }
            DriftKind::Differs { origin, diff } => {
                let where_to = if diff.is_some() { "" } else { "; only masked text differs" };
                let message = format!("the payload is not what `emit` writes for {origin}{where_to}");
                (message, format!("{emit} writes it anew"))
            }
            DriftKind::Ghost => {
                ("this payload belongs to no connector".to_owned(), format!("{emit} with --prune removes it"))
            }
            DriftKind::Stranger => (
                "this file is no payload of a connector, and connlint did not write it".to_owned(),
                "remove it: whoever sends all payloads of the folder sends it too".to_owned(),
            ),
        };
        let rule = rules::find("stale-payload").map_or("internal-error", |rule| rule.name);
        Diagnostic {
            rule,
            severity,
            breaks: Vec::new(),
            says: None,
            message: visible(&message).into_owned(),
            help: Some(visible(&help).into_owned()),
            fingerprint: diagnose::fingerprint(rule, &path, "", 1),
            path,
            pointer: String::new(),
            field: None,
            region: Region::FILE,
            related: Vec::new(),
            fix: None,
            excerpts: Vec::new(),
        }
    }
}
