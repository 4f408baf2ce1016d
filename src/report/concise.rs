//! One line a finding: `path:line:col: severity[rule] message`, as editors and `grep` like it.

use std::io;

use super::{Look, Report, words};

/// Writes a line for every finding, then the coverage.
pub fn write(report: &Report, look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    for found in &report.diagnostics {
        let style = if look.colour { words::style(found.severity) } else { anstyle::Style::new() };
        let path = words::line(&found.path, look.theme);
        let message = words::line(&found.message, look.theme);
        let (at, severity) = (found.region, found.severity.name());
        let (line, column, rule) = (at.start_line, at.start_column, found.rule);
        writeln!(out, "{path}:{line}:{column}: {style}{severity}[{rule}]{style:#} {message}")?;
    }
    words::write_coverage(report, look, out)
}
