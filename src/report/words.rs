//! Sentences that more than one writer for people needs.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::{Look, Report, Status, Theme};
use crate::consumers::Consumer;
use crate::excerpt::{ascii, visible};
use crate::severity::Severity;
use crate::source::Region;

/// The most characters of a message or sentence that people are shown.
const LONGEST: usize = 1000;

/// Writes the last line of a run, where it is wanted.
pub(super) fn write_coverage(report: &Report, look: &Look, out: &mut impl io::Write) -> io::Result<()> {
    if look.coverage { writeln!(out, "{}", coverage(report)) } else { Ok(()) }
}

/// The last line of a run, without a line end: what was covered, and what was found. Parts that are zero are left out.
pub(super) fn coverage(report: &Report) -> String {
    format!("{}: {}", covered(report), found(report))
}

/// What was covered.
pub(super) fn covered(report: &Report) -> String {
    let summary = &report.summary;
    let with = |status| report.files.iter().filter(|file| file.status == status).count();
    let (lost, unread) = (with(Status::NotUnderstood), with(Status::Unreadable));
    let covered = [
        (with(Status::PartlyChecked), "only in part"),
        (lost, "not understood"),
        (unread, "unreadable"),
        (summary.skipped, "skipped"),
    ];
    let mut parts = vec![format!("checked {}", counted(summary.files.saturating_sub(lost + unread), "file"))];
    parts.extend(
        covered.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")),
    );
    parts.join(", ")
}

/// What was found.
pub(super) fn found(report: &Report) -> String {
    let summary = &report.summary;
    let mut parts: Vec<String> =
        [(summary.error, "error"), (summary.warning, "warning"), (summary.note, "note")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
    if parts.is_empty() {
        parts.push("no findings".to_owned());
    }
    if summary.fixable > 0 {
        parts.push(format!("{} fixable with --fix", summary.fixable));
    }
    if summary.suppressed > 0 {
        parts.push(format!("{} suppressed", summary.suppressed));
    }
    parts.join(", ")
}

/// "1 file", "2 files".
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// `path:line:col`.
pub(super) fn place(path: &str, region: Region) -> String {
    format!("{}:{}:{}", visible(path), region.start_line, region.start_column)
}

/// Who fails: "Elasticsearch, the connector service and Kibana's form".
pub(super) fn who(consumers: &[Consumer]) -> String {
    let names: Vec<&str> = consumers.iter().map(|consumer| in_words(*consumer)).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => first.join(", ") + " and " + last,
    }
}

fn in_words(consumer: Consumer) -> &'static str {
    match consumer {
        Consumer::Elasticsearch => "Elasticsearch",
        Consumer::Connector => "the connector service",
        Consumer::Kibana => "Kibana's form",
    }
}

/// The colour of a severity.
pub(super) fn style(severity: Severity) -> anstyle::Style {
    let colour = match severity {
        Severity::Error => anstyle::AnsiColor::Red,
        Severity::Warning => anstyle::AnsiColor::Yellow,
        Severity::Note => anstyle::AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// The text as one printable line, cut when it is very long.
pub(super) fn line(text: &str, theme: Theme) -> String {
    let cut = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    let shown = visible(text.get(..cut.unwrap_or(text.len())).unwrap_or(text));
    let shown = if cut.is_some() { shown.into_owned() + "…" } else { shown.into_owned() };
    match theme {
        Theme::Unicode => shown,
        Theme::Ascii => ascii(&shown),
    }
}

/// The text in lines that break at its spaces: the first of at most `first` columns, the others of `others`. A word is
/// never broken: it may be something to copy.
pub(super) fn wrap(text: &str, first: usize, others: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut columns) = (0, 0, 0);
    for word in text.split_inclusive(' ') {
        let width = if lines.is_empty() { first } else { others };
        let line = &text[start..end];
        if columns + word.trim_end().width() > width && !line.trim().is_empty() {
            lines.push(line.trim_end());
            (start, columns) = (end, 0);
        }
        end += word.len();
        columns += word.width();
    }
    lines.push(text[start..].trim_end());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_only() {
        assert_eq!(wrap("one two three", 7, 7), ["one two", "three"]);
        assert_eq!(wrap("a-very-long-word b", 5, 9), ["a-very-long-word", "b"]);
        assert_eq!(wrap("  漢字 漢字", 6, 4), ["  漢字", "漢字"]);
        assert_eq!(wrap("", 7, 7), [""]);
    }

    #[test]
    fn consumers_are_named_as_people_name_them() {
        use Consumer::{Connector, Elasticsearch, Kibana};
        assert_eq!(who(&[Connector]), "the connector service");
        assert_eq!(
            who(&[Elasticsearch, Connector, Kibana]),
            "Elasticsearch, the connector service and Kibana's form"
        );
    }

    #[test]
    fn a_very_long_text_is_cut() {
        assert_eq!(line(&"x".repeat(5000), Theme::Ascii).len(), LONGEST + 3);
    }
}
