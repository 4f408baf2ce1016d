//! JUnit XML, as Jenkins and GitLab read it: a suite for every file, a case for every finding.
//!
//! Errors and warnings are failures; notes pass and have their text in `system-out`. A file without findings is one
//! case: passed, or skipped where nothing of it was judged. The name of a case has no line in it, so that it stays the
//! same case when lines move. XML 1.0 has no form for most control characters, so that hidden ones are pictures.
//!
//! Written by hand: `quick-junit` would bring eight more crates for these few elements.

use std::collections::BTreeMap;
use std::io;

use super::{Diagnostic, Report, Status, words};
use crate::excerpt::visible;
use crate::severity::Severity;

/// What there is to say about a file.
#[derive(Default)]
struct Suite<'r> {
    findings: Vec<&'r Diagnostic>,
    /// Why nothing can be said.
    unjudged: Option<&'static str>,
}

/// What the cases of a suite come to.
#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

/// Writes the document.
pub fn write(report: &Report, out: &mut impl io::Write) -> io::Result<()> {
    let suites = suites(report);
    let total = suites.values().map(Suite::counts).fold(Counts::default(), Counts::plus);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="connlint" {}>"#, total.attributes())?;
    for (path, suite) in &suites {
        suite.write(&attribute(path), out)?;
    }
    writeln!(out, "</testsuites>")
}

/// The suites by path: of the files of the run, and of whatever else findings are about.
fn suites(report: &Report) -> BTreeMap<&str, Suite<'_>> {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for file in &report.files {
        suites.entry(&file.path).or_default().unjudged = match file.status {
            Status::Checked | Status::PartlyChecked => None,
            Status::NotUnderstood => Some("not understood"),
            Status::Unreadable => Some("unreadable"),
        };
    }
    for found in &report.diagnostics {
        suites.entry(&found.path).or_default().findings.push(found);
    }
    suites
}

impl Suite<'_> {
    fn counts(&self) -> Counts {
        let failures = self.findings.iter().filter(|found| found.severity != Severity::Note).count();
        let skipped = usize::from(self.findings.is_empty() && self.unjudged.is_some());
        Counts { tests: self.findings.len().max(1), failures, skipped }
    }

    /// Writes the suite of a file, whose path is escaped.
    fn write(&self, path: &str, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, r#"  <testsuite name="{path}" {}>"#, self.counts().attributes())?;
        for found in &self.findings {
            write_case(path, found, out)?;
        }
        if self.findings.is_empty() {
            write!(out, r#"    <testcase name="{path}" classname="{path}" file="{path}""#)?;
            match self.unjudged {
                Some(why) => writeln!(out, "><skipped message=\"{why}\"/></testcase>")?,
                None => writeln!(out, "/>")?,
            }
        }
        writeln!(out, "  </testsuite>")
    }
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            skipped: self.skipped + other.skipped,
        }
    }

    fn attributes(self) -> String {
        let Self { tests, failures, skipped } = self;
        format!(r#"tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}""#)
    }
}

fn write_case(path: &str, found: &Diagnostic, out: &mut impl io::Write) -> io::Result<()> {
    let name = attribute(&format!("{} {}", found.rule, found.pointer));
    let (name, line) = (name.trim_end(), found.region.start_line);
    writeln!(out, r#"    <testcase name="{name}" classname="{path}" file="{path}" line="{line}">"#)?;
    let details = escaped(&details(found));
    match found.severity {
        Severity::Note => writeln!(out, "      <system-out>{details}</system-out>")?,
        severity => {
            let (kind, message) = (severity.name(), attribute(&found.message));
            writeln!(out, r#"      <failure type="{kind}" message="{message}">{details}</failure>"#)?;
        }
    }
    writeln!(out, "    </testcase>")
}

/// All that is known of a finding, in lines.
fn details(found: &Diagnostic) -> String {
    let mut lines = vec![format!("{}: {}", words::place(&found.path, found.region), visible(&found.message))];
    for other in &found.related {
        lines.push(format!("{}: {}", words::place(&other.path, other.region), visible(&other.message)));
    }
    if !found.breaks.is_empty() {
        lines.push(format!("breaks: {}", words::who(&found.breaks)));
    }
    if let Some(sentence) = &found.says {
        lines.push(format!("the service would say: {sentence}"));
    }
    if let Some(help) = &found.help {
        lines.push(format!("help: {help}"));
    }
    lines.join("\n")
}

/// A text as the value of an attribute, where a line end would become a space.
fn attribute(text: &str) -> String {
    escaped(&visible(text))
}

/// A text as the content of an element.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        for character in visible(line).chars() {
            match character {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                // The two others that XML 1.0 forbids.
                '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
                plain => out.push(plain),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("<a b=\"1\">&amp;]]>"), "&lt;a b=&quot;1&quot;&gt;&amp;amp;]]&gt;");
        assert_eq!(escaped("\u{0}\u{1b}\r\n\u{FFFF}漢"), "␀␛␍\n\u{FFFD}漢");
        assert_eq!(attribute("a\nb'"), "a␊b'");
    }
}
