//! Workflow commands for GitHub Actions: a line for every annotation.
//!
//! GitHub shows ten annotations per level and step and drops the rest without a word. So what is worst comes first, and
//! one finding of every file before a second of any; what does not fit is counted in a notice. The runner reads commands
//! out of whatever a step prints, as `ActionCommand` of `actions/runner` does: nothing of a file may begin or end one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::{Diagnostic, Report, Theme, words};
use crate::excerpt::{is_hidden, visible};
use crate::severity::Severity;

/// The most annotations of one level that GitHub shows of a step.
const SHOWN: usize = 10;

/// Writes the commands, errors first, then the coverage as a plain line.
pub fn write(report: &Report, out: &mut impl io::Write) -> io::Result<()> {
    let levels = [Severity::Error, Severity::Warning, Severity::Note].map(|level| in_turn(report, level));
    let is_crowded = levels.iter().any(|level| level.len() > SHOWN);
    let mut hidden = Vec::new();
    for level in &levels {
        let Some(first) = level.first() else { continue };
        // The notice about the rest is an annotation too.
        let has_notice = is_crowded && first.severity == Severity::Note;
        let room = if has_notice { SHOWN - 1 } else { SHOWN };
        for found in level.iter().take(room) {
            write_command(found, out)?;
        }
        if level.len() > room {
            hidden.push(words::counted(level.len() - room, first.severity.name()));
        }
    }
    if !hidden.is_empty() {
        writeln!(
            out,
            "::notice title=connlint::Not shown here, because GitHub shows {SHOWN} annotations of a level: {}. \
             To see everything, run `connlint check`, or add `--output-file concise=connlint.txt` to this step.",
            hidden.join(", ")
        )?;
    }
    writeln!(out, "{}", words::coverage(report))
}

/// The findings of a severity: the first of every file, then the second of every file, and so on; those that break
/// somebody before others, else in the order of the report.
fn in_turn(report: &Report, severity: Severity) -> Vec<&Diagnostic> {
    let of_severity = |found: &&Diagnostic| found.severity == severity;
    let mut findings: Vec<&Diagnostic> = report.diagnostics.iter().filter(of_severity).collect();
    findings.sort_by_key(|found| found.breaks.is_empty());
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut queue: Vec<(usize, &Diagnostic)> = Vec::with_capacity(findings.len());
    for found in findings {
        let turn = turns.entry(&found.path).or_default();
        queue.push((*turn, found));
        *turn += 1;
    }
    queue.sort_by_key(|(turn, _)| *turn);
    queue.into_iter().map(|(_, found)| found).collect()
}

fn write_command(found: &Diagnostic, out: &mut impl io::Write) -> io::Result<()> {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let at = found.region;
    write!(out, "::{level} file={},line={}", property(&found.path), at.start_line)?;
    // The runner refuses columns of a place with several lines.
    if at.start_line == at.end_line {
        write!(out, ",col={},endLine={},endColumn={}", at.start_column, at.end_line, at.end_column)?;
    } else {
        write!(out, ",endLine={}", at.end_line)?;
    }
    let mut message = words::line(&found.message, Theme::Unicode);
    if !found.breaks.is_empty() {
        message = format!("{message}\nbreaks: {}", words::who(&found.breaks));
    }
    if let Some(help) = &found.help {
        message = format!("{message}\nhelp: {help}");
    }
    let title = format!("connlint({})", found.rule);
    writeln!(out, ",title={}::{}", property(&title), data(&message))
}

/// A text as what a command says.
fn data(text: &str) -> String {
    escaped(text, &['%', '\r', '\n'])
}

/// A text as the value of a property.
fn property(text: &str) -> String {
    escaped(text, &['%', '\r', '\n', ':', ','])
}

/// The text with these characters as the runner decodes them, and with pictures of hidden ones: a path with such is
/// shown, but leads to no file.
fn escaped(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(character));
        } else if is_hidden(character) {
            out.push_str(&visible(character.encode_utf8(&mut [0; 4])));
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_begin_or_end_a_command_is_escaped() {
        assert_eq!(property("a,b:c%0A.toml"), "a%2Cb%3Ac%250A.toml");
        assert_eq!(data("50%\r\n::set-env name=x::y"), "50%25%0D%0A::set-env name=x::y");
        assert_eq!(data("\u{1b}[1m\u{202e}"), "␛[1m⟨U+202E⟩");
    }
}
