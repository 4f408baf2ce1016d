//! The rules' pages: documentation, test and fixture in one. Every example of every page is run in the format it is
//! written in and in the other one.
//!
//! An example is a fenced block whose info string is `toml` or `json`, then `bad` or `good`. In a bad one the lines of
//! the findings end with a comment `<- rule` (several: `<- rule, rule`), and nothing else may be found; in a good one
//! nothing may be found at all. A mark behind an ignore comment is no part of the example, or it would be its reason.
//!
//! A third word `file=PATH` names the file. Blocks of that kind that follow each other, with nothing but empty lines
//! between, are one example: a repository. A `connlint.toml` among them gives its clusters, and the files below `types/`
//! define connector types.

mod fixes;
mod several;

use std::collections::BTreeSet;
use std::path::Path;

use connlint::diagnose::Detail;
use connlint::lint::Settings;
use connlint::report::{Diagnostic, Look, OutputFormat, Report, Tool};
use connlint::rules::{RULES, Rule};
use connlint::severity::Severity;
use connlint::suppress::{Accepted, settle};
use connlint::tree::{Arena, Format, Tree};

use crate::{cases, convert};

/// Rules of the run itself, which no file can show.
const WITHOUT_EXAMPLE: [&str; 4] = ["internal-error", "stale-baseline", "stale-payload", "too-many-findings"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Bad,
    Good,
}

#[derive(Debug)]
struct Example {
    format: Format,
    expected: Expected,
    text: String,
    /// The name of the file, in an example of several.
    file: Option<String>,
    /// The same number for all files of one example.
    group: usize,
    /// The line in the page.
    line: usize,
}

fn examples(rule: &Rule) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut open = false;
    let mut apart = true;
    for (at, line) in rule.page.lines().enumerate() {
        if open && line == "```" {
            open = false;
        } else if open {
            let text = &mut examples.last_mut().unwrap().text;
            text.push_str(line);
            text.push('\n');
        } else if let Some(info) = line.strip_prefix("```") {
            let words: Vec<_> = info.split_whitespace().collect();
            let (format, expected, file) = match words[..] {
                [format, expected] => (format, expected, None),
                [format, expected, file] if file.starts_with("file=") => {
                    (format, expected, Some(file["file=".len()..].to_owned()))
                }
                _ => panic!("{}.md:{}: what is {line}?", rule.name, at + 1),
            };
            let format = match format {
                "toml" => Format::Toml,
                "json" => Format::Json,
                other => panic!("{}.md:{}: no format {other}", rule.name, at + 1),
            };
            let expected = match expected {
                "bad" => Expected::Bad,
                "good" => Expected::Good,
                other => panic!("{}.md:{}: neither bad nor good: {other}", rule.name, at + 1),
            };
            let group = match examples.last() {
                Some(last) if file.is_some() && last.file.is_some() && !apart => last.group,
                last => last.map_or(0, |last| last.group + 1),
            };
            examples.push(Example { format, expected, text: String::new(), file, group, line: at + 1 });
            open = true;
            apart = false;
        } else {
            apart |= !line.is_empty();
        }
    }
    assert!(!open, "{}.md: a block is not closed", rule.name);
    examples
}

/// The lines that are marked, with the rule that is expected there.
fn marks(text: &str) -> BTreeSet<(u32, String)> {
    let mut marks = BTreeSet::new();
    for (at, line) in text.lines().enumerate() {
        let Some((_, names)) = line.rsplit_once("# <- ").or_else(|| line.rsplit_once("// <- ")) else {
            continue;
        };
        for name in names.split(", ") {
            assert!(connlint::rules::find(name.trim()).is_some(), "no rule {name}");
            marks.insert((u32::try_from(at).unwrap() + 1, name.trim().to_owned()));
        }
    }
    marks
}

fn settings(rule: &Rule) -> Settings<'static> {
    let mut settings = Settings { detail: Detail::Excerpts, ..Settings::default() };
    settings.levels.set(rule.name, Some(rule.severity.unwrap_or(Severity::Warning)));
    settings
}

fn path(format: Format) -> &'static str {
    match format {
        Format::Toml => "connectors/example.toml",
        Format::Json => "connectors/example.json",
    }
}

fn lint(rule: &Rule, format: Format, text: &str) -> (Vec<Diagnostic>, Report) {
    let settings = settings(rule);
    let mut linted = settings.lint(path(format), text.as_bytes(), &mut Arena::default());
    let settled = settle(std::iter::once(linted.told()), &Accepted::default(), &settings, true);
    let tool = Tool { name: "connlint", version: "0.0.0", stack: "9.6".to_owned() };
    let report = Report::new(tool, vec![linted.entry], linted.diagnostics, 0, settled.suppressed);
    cases::hold_breaks(&report.diagnostics);
    (report.diagnostics.clone(), report)
}

/// What says in a comment that something is accepted.
const IGNORE: &str = "connlint: ignore";

/// The example without the marks that would be read as the reason of an ignore comment.
fn without_marks_of_ignores(text: &str) -> String {
    let without = |line: &'_ str| match line.rsplit_once(" # <- ").or_else(|| line.rsplit_once(" // <- ")) {
        Some((before, _)) if line.contains(IGNORE) => format!("{before}\n"),
        _ => line.to_owned(),
    };
    text.split_inclusive('\n').map(without).collect()
}

fn shown(report: &Report) -> String {
    let mut text = Vec::new();
    report.write(OutputFormat::Human, &Look::default(), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn places(found: &[Diagnostic]) -> BTreeSet<(String, String)> {
    found.iter().map(|one| (one.rule.to_owned(), one.pointer.clone())).collect()
}

#[test]
fn every_example_of_every_page_finds_what_it_marks() {
    let (mut converted, mut of_one_format) = (0, 0);
    for rule in RULES {
        let mut rendered = String::new();
        several::check(rule, &mut rendered);
        for example in examples(rule).into_iter().filter(|example| example.file.is_none()) {
            let at = format!("{}.md:{}", rule.name, example.line);
            let (found, report) = lint(rule, example.format, &without_marks_of_ignores(&example.text));
            let lines: BTreeSet<_> =
                found.iter().map(|one| (one.region.start_line, one.rule.to_owned())).collect();
            assert_eq!(lines, marks(&example.text), "{at}\n{}", shown(&report));
            if example.expected == Expected::Bad {
                assert!(
                    found.iter().any(|one| one.rule == rule.name),
                    "{at}: a bad example without the rule's finding"
                );
                rendered.push_str(&shown(&report));
                rendered.push('\n');
                let text = without_marks_of_ignores(&example.text);
                let diff = fixes::check(rule, example.format, &text, &at);
                if !diff.is_empty() {
                    rendered.push_str(&diff);
                    rendered.push('\n');
                }
            } else {
                assert!(found.is_empty(), "{at}: a good example with findings");
            }
            let tree = Tree::parse(&example.text, example.format);
            let other = match example.format {
                // Comments are no part of a tree, and what they ignore is found where they are lost.
                _ if example.text.contains(IGNORE) => continue,
                _ if !tree.faults().is_empty() => None,
                Format::Json => convert::toml(tree.root()).map(|text| (Format::Toml, text)),
                Format::Toml
                    if tree.nodes().any(|node| node.kind() == connlint::tree::Kind::Unrepresentable) =>
                {
                    None
                }
                Format::Toml => Some((Format::Json, convert::json(tree.root()))),
            };
            match other {
                Some((format, text)) => {
                    converted += 1;
                    let (twin, report) = lint(rule, format, &text);
                    fixes::check(rule, format, &text, &at);
                    assert_eq!(
                        places(&twin),
                        places(&found),
                        "{at} in the other format:\n{text}\n{}",
                        shown(&report)
                    );
                }
                None => of_one_format += 1,
            }
        }
        if !rendered.is_empty() {
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "pages" }, {
                insta::assert_snapshot!(rule.name, rendered);
            });
        }
    }
    assert!(
        converted > 3 * of_one_format,
        "{converted} examples in both formats, {of_one_format} in one only"
    );
}

#[test]
fn every_rule_has_a_page_with_both_kinds_of_examples() {
    for rule in RULES {
        let page = rule.page;
        assert_eq!(page.lines().next(), Some(&*format!("# {}", rule.name)));
        for heading in ["\n## Why\n", "\n## Who breaks\n", "\n## Examples\n"] {
            assert!(
                page.contains(heading) || WITHOUT_EXAMPLE.contains(&rule.name),
                "{}.md lacks {heading:?}",
                rule.name
            );
        }
        for expected in [Expected::Bad, Expected::Good] {
            let has = examples(rule).iter().any(|example| example.expected == expected);
            assert!(
                has || WITHOUT_EXAMPLE.contains(&rule.name),
                "{}.md has no {expected:?} example",
                rule.name
            );
        }
    }
}

#[test]
fn the_table_lists_every_pair_of_files_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["merging.rs", "subject.rs", "words.rs", "zero_division.rs"].contains(&name.as_str()))
        .collect();
    files.sort();
    let pair = |rule: &&Rule| {
        let stem = rule.name.replace('-', "_");
        [format!("{stem}.md"), format!("{stem}.rs")]
    };
    let mut listed: Vec<_> = RULES.iter().flat_map(pair).collect();
    listed.sort();
    assert_eq!(files, listed);
    assert!(RULES.is_sorted_by_key(|rule| rule.name));
}

#[test]
fn every_cause_is_claimed_by_exactly_one_rule() {
    use connlint::consumers::Cause;
    for cause in Cause::ALL {
        let claimants: Vec<_> =
            RULES.iter().filter(|rule| rule.claims.contains(&cause)).map(|rule| rule.name).collect();
        assert_eq!(claimants.len(), 1, "{cause:?} is claimed by {claimants:?}");
    }
}
