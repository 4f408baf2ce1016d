//! `connlint rules`.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::TableFormat;
use crate::outcome::Outcome;
use crate::rules::RULES;

#[derive(Serialize)]
struct Row {
    name: &'static str,
    severity: &'static str,
    breaks: Vec<&'static str>,
    fixable: &'static str,
    #[serde(skip)]
    option: &'static str,
    summary: &'static str,
}

/// Lists all rules.
pub(super) fn run(format: TableFormat, out: &mut impl Write) -> io::Result<Outcome> {
    let rows: Vec<Row> = RULES
        .iter()
        .map(|rule| Row {
            name: rule.name,
            severity: rule.severity.map_or("off", |severity| severity.name()),
            breaks: rule.breaks.iter().map(|consumer| consumer.name()).collect(),
            fixable: rule.fixable.name(),
            option: rule.fixable.option(),
            summary: rule.summary,
        })
        .collect();
    match format {
        TableFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &rows)?;
            writeln!(out)?;
        }
        TableFormat::Human => {
            let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
            for row in rows {
                writeln!(out, "{:width$}  {:7}  {:14}  {}", row.name, row.severity, row.option, row.summary)?;
            }
        }
    }
    Ok(Outcome::Clean)
}
