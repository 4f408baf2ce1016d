//! The limits of a run, through the real binary: where they are, and that what lies beyond is told.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{connlint, repository};

/// A file whose fields have one finding each, a warning that breaks nobody.
fn with_findings(count: usize, last: &str) -> TempDir {
    let mut text = String::from("[configuration.host]\nlabel = \"Host\"\norder = 1\nvalue = \"x\"\n");
    for at in 0..count {
        write!(text, "\n[configuration.f{at}]\nlabel = \"F{at}\"\norder = {}\nunheard_of = 1\n", at + 2)
            .unwrap();
    }
    repository(&[
        ("connectors/large.toml", &(text + last)),
        ("connectors/small.toml", "[configuration.a]\nlabel = \"A\"\norder = 1\nunheard_of = 1\n"),
    ])
}

fn report(folder: &Path, options: &[&str]) -> Value {
    let output = connlint(folder, &[&["check", "--output-format", "json"], options].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn of_large(report: &Value) -> Vec<&Value> {
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.filter(|one| one["path"] == "connectors/large.toml").collect()
}

fn is_count(one: &Value) -> bool {
    one["rule"] == "too-many-findings"
}

#[test]
fn a_thousand_findings_of_a_file_are_told_and_the_others_counted() {
    let folder = with_findings(1000, "");
    let whole = report(folder.path(), &[]);
    assert_eq!(
        (of_large(&whole).len(), of_large(&whole).into_iter().find(|one| is_count(one))),
        (1000, None)
    );
    for (count, said) in [
        (1001, "1 more finding of this file is not told"),
        (1234, "234 more findings of this file are not told"),
    ] {
        let folder = with_findings(count, "");
        let report = report(folder.path(), &[]);
        let found = of_large(&report);
        assert_eq!(found.len(), 1001);
        let rest = found.iter().find(|one| is_count(one)).unwrap();
        assert_eq!((rest["message"].as_str(), rest["severity"].as_str()), (Some(said), Some("note")));
        let total: u64 =
            ["error", "warning", "note"].iter().filter_map(|key| report["summary"][key].as_u64()).sum();
        assert_eq!(total, u64::try_from(count).unwrap() + 1, "the summary counts every finding");
        let all = report["diagnostics"].as_array().unwrap();
        assert!(all.iter().any(|one| one["path"] == "connectors/small.toml"), "others are told as always");
    }
}

#[test]
fn what_breaks_somebody_is_told_before_the_rest() {
    let last = "\n[configuration.zzz]\nlabel = \"Z\"\norder = 9999\ntype = \"int\"\nvalue = \"many\"\n\n\
                [configuration.zzzz]\nlabel = \"Z\"\norder = 9999\ntype = \"integer\"\n";
    let folder = with_findings(1500, last);
    let report = report(folder.path(), &[]);
    let breaking = of_large(&report).into_iter().filter(|one| !one["breaks"].as_array().unwrap().is_empty());
    assert!(breaking.count() >= 1, "{:?}", of_large(&report).last());
    let output = connlint(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("unknown-type") && told.contains("more findings of this file are not told"));
}

#[test]
fn the_limit_can_be_lifted_and_hides_nothing_from_counts_and_codes() {
    let folder = with_findings(1200, "");
    let statistics = connlint(folder.path(), &["check", "--statistics"]);
    let told = String::from_utf8(statistics.stdout).unwrap();
    assert!(told.starts_with("1201  ") && !told.contains("too-many-findings"), "{told}");
    assert_eq!(of_large(&report(folder.path(), &["--level", "too-many-findings=off"])).len(), 1200);
    assert_eq!(of_large(&report(folder.path(), &["--select", "unknown-attribute"])).len(), 1001);
    let graver = ["--level", "too-many-findings=error,unknown-attribute=note"];
    let failing = connlint(folder.path(), &[&["check", "--fail-on", "error"], &graver[..]].concat());
    assert_eq!(failing.status.code(), Some(0), "a count is no finding of its own");
    let upgrade =
        connlint(folder.path(), &["upgrade", "--to", "9.0", "--stack", "8.13", "--output-format", "json"]);
    assert!(
        upgrade.status.code().is_some_and(|code| code < 2),
        "{}",
        String::from_utf8_lossy(&upgrade.stderr)
    );
}

#[test]
fn nesting_is_limited_in_both_formats() {
    for (ending, open, close) in [("json", "{\"a\": ", "}"), ("toml", "{a = ", "}")] {
        let nested = |levels: usize| {
            let value = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            if ending == "json" { format!("{{\"values\": {value}}}") } else { format!("values = {value}\n") }
        };
        let path = format!("connectors/a.{ending}");
        let told = |levels: usize| {
            let folder = repository(&[(path.as_str(), nested(levels).as_str())]);
            String::from_utf8(connlint(folder.path(), &["check", "--output-format", "concise"]).stdout)
                .unwrap()
        };
        assert!(!told(127).contains("128"), "{}", told(127));
        assert!(told(128).contains("more than 128"), "{}", told(128));
        assert!(told(100_000).contains("more than 128"));
    }
}

#[test]
fn patterns_that_are_too_large_or_take_too_long_are_undecided() {
    let file = |pattern: &str, value: &str| {
        format!(
            "[configuration.a]\nlabel = \"A\"\norder = 1\nvalue = '{value}'\n\
             validations = [{{ type = \"regex\", constraint = '{pattern}' }}]\n"
        )
    };
    let slow = file(r"(?:(a|b|ab)(c?))+\2x", &"ab".repeat(60));
    let large = file("(?:a?){4000000000}", "a");
    for text in [slow, large] {
        let folder = repository(&[("connectors/a.toml", text.as_str())]);
        let output = connlint(folder.path(), &["check", "--output-format", "concise"]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains("undecided-regex"), "{told}");
    }
}
