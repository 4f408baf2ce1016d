//! What GitHub Actions makes of a report: commands as its runner reads them, and its limits.

use connlint::report::{Diagnostic, OutputFormat, Report};
use connlint::severity::Severity;
use connlint::source::Source;

use super::{found, tool, written};

/// A command, decoded.
#[derive(Debug, Default)]
pub(super) struct Command {
    pub(super) level: String,
    pub(super) file: String,
    pub(super) title: String,
    pub(super) line: u64,
    pub(super) column: Option<u64>,
    pub(super) end_line: u64,
    pub(super) end_column: Option<u64>,
    pub(super) message: String,
}

/// Reads the lines that are commands, in the way of the runner: up to the second `::`, at commas, at `=`.
pub(super) fn commands(log: &str) -> Vec<Command> {
    let lines = log.lines().filter_map(|line| line.trim_start().strip_prefix("::"));
    lines.map(|line| command(line).expect("a line that begins as a command is one")).collect()
}

fn command(line: &str) -> Option<Command> {
    let (head, message) = line.split_once("::")?;
    let (level, properties) = head.split_once(' ')?;
    let mut command =
        Command { level: level.to_owned(), message: decoded(message, &[]), ..Command::default() };
    for property in properties.trim().split(',') {
        let (name, value) = property.split_once('=')?;
        let value = decoded(value, &[("%3A", ":"), ("%2C", ",")]);
        match name {
            "file" => command.file = value,
            "title" => command.title = value,
            "line" => command.line = value.parse().ok()?,
            "col" => command.column = Some(value.parse().ok()?),
            "endLine" => command.end_line = value.parse().ok()?,
            "endColumn" => command.end_column = Some(value.parse().ok()?),
            _ => return None,
        }
    }
    Some(command)
}

fn decoded(value: &str, more: &[(&str, &str)]) -> String {
    let mut text = value.replace("%0D", "\r").replace("%0A", "\n");
    for (escaped, plain) in more {
        text = text.replace(escaped, plain);
    }
    text.replace("%25", "%")
}

/// So many findings of one severity in a file of this name, a line each.
fn many(path: &str, severity: Severity, count: usize) -> Vec<Diagnostic> {
    let text = "x\n".repeat(count);
    let source = Source::new(path, &text);
    let at = |line: u32| Diagnostic {
        severity,
        region: connlint::source::Region {
            start_line: line,
            end_line: line,
            ..connlint::source::Region::FILE
        },
        message: format!("number {line}"),
        ..found(&source, "unknown-key", "x", u64::from(line))
    };
    (1..).take(count).map(at).collect()
}

fn shown(findings: &[Vec<Diagnostic>]) -> Vec<Command> {
    let report = Report::new(tool(), Vec::new(), findings.concat(), 0, 0);
    commands(&written(&report, OutputFormat::Github))
}

fn places(commands: &[Command], level: &str) -> Vec<(String, u64)> {
    let of_level = commands.iter().filter(|command| command.level == level && !command.file.is_empty());
    of_level.map(|command| (command.file.clone(), command.line)).collect()
}

#[test]
fn every_file_has_its_first_before_any_has_its_second() {
    let files = ["a", "b", "c"].map(|path| many(path, Severity::Error, if path == "b" { 1 } else { 12 }));
    let commands = shown(&files);
    let lines =
        [("a", 1), ("b", 1), ("c", 1), ("a", 2), ("c", 2), ("a", 3), ("c", 3), ("a", 4), ("c", 4), ("a", 5)];
    assert_eq!(places(&commands, "error"), lines.map(|(path, line)| (path.to_owned(), line)));
}

#[test]
fn what_breaks_somebody_comes_first() {
    let mut findings = many("a", Severity::Error, 12);
    findings[11].breaks = vec![connlint::consumers::Consumer::Connector];
    let commands = shown(&[findings, many("b", Severity::Error, 1)]);
    let lines: Vec<_> = places(&commands, "error").into_iter().take(3).collect();
    assert_eq!(lines, [("a".to_owned(), 12), ("b".to_owned(), 1), ("a".to_owned(), 1)]);
    assert_eq!(commands[0].message, "number 12\nbreaks: the connector service");
}

#[test]
fn one_notice_counts_what_is_not_shown() {
    let of = |severity, count| many("a", severity, count);
    let commands = shown(&[of(Severity::Error, 25), of(Severity::Warning, 3), of(Severity::Note, 10)]);
    let counts = ["error", "warning", "notice"].map(|level| places(&commands, level).len());
    assert_eq!(counts, [10, 3, 9]);
    let notice = commands.last().expect("there is a notice");
    assert_eq!((notice.level.as_str(), notice.title.as_str()), ("notice", "connlint"));
    assert!(notice.message.contains(": 15 errors, 1 note. "), "{}", notice.message);
    assert!(notice.message.contains("--output-file concise="), "{}", notice.message);
}

#[test]
fn nothing_is_counted_where_all_is_shown() {
    let commands = shown(&[many("a", Severity::Error, 10), many("b", Severity::Note, 10)]);
    assert_eq!(commands.len(), 20);
    assert!(commands.iter().all(|command| command.title == "connlint(unknown-key)"));
}
