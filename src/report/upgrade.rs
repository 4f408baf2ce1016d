//! What an upgrade of the stack changes: its part of the report, and the writer for people, by connector.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value as Json;

use super::{Diagnostic, FileEntry, Look, Report, human, words};
use crate::diagnostic::shared;

/// What another version of the stack changes for the same files, beside the findings that appear.
#[derive(Clone, Debug, Serialize)]
pub struct Upgrade {
    /// The version of today.
    pub from: String,
    /// The version of tomorrow.
    pub to: String,
    /// The findings of today that are gone tomorrow.
    pub vanished: Vec<Diagnostic>,
    /// What becomes of types, fields and attributes, by path.
    pub changes: Vec<Change>,
}

/// What becomes of a type, a field or an attribute.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The file.
    #[serde(serialize_with = "shared")]
    pub path: Arc<str>,
    /// The connector's id.
    pub connector_id: Option<String>,
    /// The connector field; none for the type as a whole.
    pub field: Option<String>,
    /// What happens.
    pub change: ChangeKind,
    /// The attribute that changes; `service_type` for the type as a whole; none for a whole field.
    pub attribute: Option<&'static str>,
    /// What it is today, masked where it could be a secret; null for a field.
    pub from: Json,
    /// What it is tomorrow, masked likewise; for a new field the value that the service takes; null for one that is
    /// gone.
    pub to: Json,
}

/// What happens to a type, a field or an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
}

/// Writes what changes for every connector, then the coverage.
pub(super) fn write(
    report: &Report,
    upgrade: &Upgrade,
    look: &Look,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut paths: BTreeSet<&str> = report.diagnostics.iter().map(|found| &*found.path).collect();
    paths.extend(upgrade.vanished.iter().map(|found| &*found.path));
    paths.extend(upgrade.changes.iter().map(|change| &*change.path));
    for path in paths {
        let entry = report.files.binary_search_by(|entry| (*entry.path).cmp(path)).ok();
        writeln!(out, "{}", heading(path, entry.and_then(|at| report.files.get(at)), look))?;
        write_changes(path, upgrade, look, out)?;
        for found in of(path, &upgrade.vanished) {
            let (severity, message) = (found.severity.name(), words::line(&found.message, look.theme));
            writeln!(out, "  vanishes: {severity}[{}] {message}", found.rule)?;
        }
        writeln!(out)?;
        human::write_file(of(path, &report.diagnostics), look, out)?;
    }
    if look.coverage { writeln!(out, "{}", coverage(report, upgrade)) } else { Ok(()) }
}

/// The findings of a file among these, which are sorted by path.
fn of<'r>(path: &str, findings: &'r [Diagnostic]) -> &'r [Diagnostic] {
    let start = findings.partition_point(|found| &*found.path < path);
    let rest = findings.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|found| &*found.path == path)).unwrap_or_default()
}

/// "my-oracle (oracle) in connectors/my-oracle.toml"
fn heading(path: &str, entry: Option<&FileEntry>, look: &Look) -> String {
    let path = words::line(path, look.theme);
    let Some(id) = entry.and_then(|entry| entry.connector_id.as_deref()) else { return path };
    let kind = entry.and_then(|entry| entry.service_type.as_deref());
    let kind = kind.map(|kind| format!(" ({})", words::line(kind, look.theme))).unwrap_or_default();
    format!("{}{kind} in {path}", words::line(id, look.theme))
}

/// Writes what becomes of a file's type and fields, a line each.
fn write_changes(path: &str, upgrade: &Upgrade, look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    let changes = upgrade.changes.iter().filter(|change| &*change.path == path);
    let (mut is_refreshed, mut is_changed) = (false, false);
    for change in changes {
        is_refreshed |= change.change == ChangeKind::Added;
        is_changed |= change.change == ChangeKind::Changed;
        writeln!(out, "  {}", words::line(&sentence(change, &upgrade.to), look.theme))?;
    }
    if is_changed && !is_refreshed {
        let line = "  (the type gains no field: a stored connector keeps its attributes until it is registered anew)";
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What happens, in one line.
fn sentence(change: &Change, version: &str) -> String {
    let Some(field) = change.field.as_deref() else {
        let (kind, what) = match change.change {
            ChangeKind::Removed => (&change.from, "is gone"),
            ChangeKind::Added | ChangeKind::Changed => (&change.to, "is known"),
        };
        return format!("the connector type `{}` {what} in {version}", kind.as_str().unwrap_or_default());
    };
    match (change.change, change.attribute) {
        (ChangeKind::Changed, Some(attribute)) => {
            format!("`{field}`, {attribute}: {} instead of {}", change.to, change.from)
        }
        (ChangeKind::Removed, _) => format!("`{field}` is gone"),
        _ => format!("`{field}` is new, with {}", change.to),
    }
}

/// The last line of a run.
fn coverage(report: &Report, upgrade: &Upgrade) -> String {
    let mut parts = Vec::new();
    if !report.diagnostics.is_empty() {
        parts.push(format!("appearing: {}", words::found(report)));
    }
    if !upgrade.vanished.is_empty() {
        parts.push(format!("vanishing: {}", words::counted(upgrade.vanished.len(), "finding")));
    }
    if !upgrade.changes.is_empty() {
        parts.push(format!("types and fields: {}", words::counted(upgrade.changes.len(), "change")));
    }
    if parts.is_empty() {
        parts.push("nothing changes".to_owned());
    }
    format!("{} for {} and {}: {}", words::covered(report), upgrade.from, upgrade.to, parts.join("; "))
}
