//! How often each rule found something, in place of the findings.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::{Look, OutputFormat, Report, words};
use crate::severity::Severity;

/// The findings of one rule, counted. The order of fields is that of the JSON form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The rule's name.
    pub rule: &'static str,
    /// How grave its findings are.
    #[serde(serialize_with = "crate::diagnostic::severity")]
    pub severity: Severity,
    /// How many there are.
    pub count: usize,
}

#[derive(Serialize)]
struct Counts {
    statistics: Vec<Count>,
}

/// The rules that found something: the busiest first, of equally busy ones by name.
pub fn counts(report: &Report) -> Vec<Count> {
    let mut by_rule: BTreeMap<&str, Count> = BTreeMap::new();
    for found in &report.diagnostics {
        let none = Count { rule: found.rule, severity: found.severity, count: 0 };
        by_rule.entry(found.rule).or_insert(none).count += 1;
    }
    let mut counts: Vec<Count> = by_rule.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}

/// Writes the counts: as JSON where the format is, else as a table with the coverage below it.
pub fn write(report: &Report, format: OutputFormat, look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    let counts = counts(report);
    if format == OutputFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &Counts { statistics: counts })?;
        return writeln!(out);
    }
    let width = counts.iter().map(|count| count.count.to_string().len()).max().unwrap_or_default();
    let longest = counts.iter().map(|count| count.severity.name().len()).max().unwrap_or_default();
    for Count { rule, severity, count } in &counts {
        let style = if look.colour { words::style(*severity) } else { anstyle::Style::new() };
        writeln!(out, "{count:>width$}  {style}{:longest$}{style:#}  {rule}", severity.name())?;
    }
    if !counts.is_empty() && look.coverage {
        writeln!(out)?;
    }
    words::write_coverage(report, look, out)
}
