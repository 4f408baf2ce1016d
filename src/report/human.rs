//! A block a finding, for people: the rule, the message, the place in the file, who breaks, what to do.

mod block;

use std::collections::BTreeMap;
use std::io;

use super::{Diagnostic, Look, Report, words};
use block::Block;

/// With more findings of one rule in one file than this, only the first of them are shown in full.
const CROWD: usize = 5;

/// How many of a crowd are shown in full.
const SHOWN: usize = 3;

/// Writes a block for every finding, with an empty line between, then the coverage.
pub fn write(report: &Report, look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    let mut rest = report.diagnostics.as_slice();
    while let Some(first) = rest.first() {
        let (file, others) = rest.split_at(rest.partition_point(|found| found.path <= first.path));
        write_file(file, look, out)?;
        rest = others;
    }
    words::write_coverage(report, look, out)
}

/// Writes the findings of one file.
pub(super) fn write_file(findings: &[Diagnostic], look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for found in findings {
        by_rule.entry(found.rule).or_default().push(found);
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for found in findings {
        let crowd = by_rule.get(found.rule).map_or(&[][..], Vec::as_slice);
        let number = seen.entry(found.rule).and_modify(|number| *number += 1).or_insert(1);
        if crowd.len() <= CROWD || *number <= SHOWN {
            out.write_all(Block::new(found, look).render()?.as_bytes())?;
            writeln!(out)?;
        }
        if crowd.len() > CROWD && *number == SHOWN {
            write_rest(&crowd[SHOWN..], look, out)?;
        }
    }
    Ok(())
}

/// Writes the rest of a crowd, a line each.
fn write_rest(rest: &[&Diagnostic], look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    let Some(first) = rest.first() else { return Ok(()) };
    let style = if look.colour { words::style(first.severity) } else { anstyle::Style::new() };
    writeln!(
        out,
        "{style}{}[{}]{style:#} {} more in this file",
        first.severity.name(),
        first.rule,
        rest.len()
    )?;
    for found in rest {
        let path = words::line(&found.path, look.theme);
        let (line, column) = (found.region.start_line, found.region.start_column);
        writeln!(out, "  {path}:{line}:{column} {}", words::line(&found.message, look.theme))?;
    }
    writeln!(out)
}
