//! The dialect of Python's `re`, against verdicts recorded from Python 3.11.7.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod corners;
mod engine;

use connlint::consumers::python::regex::{
    NodeKind, Pattern, PatternError, STEP_LIMIT, Undecided, Verdict, Warning, WarningKind,
};
use proptest::prelude::*;
use serde_json::Value;

const CASES: &str = include_str!("../../fixtures/cases/regex_cases.jsonl");
const RANDOM: &str = include_str!("../../fixtures/python/regex.jsonl");

fn rows(text: &'static str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn shown(error: &PatternError) -> String {
    format!("{}: {error}", error.exception)
}

fn verdict(pattern: &str, subject: &str) -> Verdict {
    Pattern::compile(pattern).unwrap().fullmatch(subject)
}

/// Pattern, text, and whether that matches.
fn assert_verdicts(cases: &[(&str, &str, bool)]) {
    for &(pattern, subject, matches) in cases {
        let wanted = if matches { Verdict::Match } else { Verdict::NoMatch };
        assert_eq!(verdict(pattern, subject), wanted, "{pattern} on {subject:?}");
    }
}

fn error(pattern: &str) -> String {
    shown(&Pattern::compile(pattern).unwrap_err())
}

fn warning(pattern: &str, warning: Warning) -> String {
    let position = pattern.get(..warning.span.start as usize).unwrap().chars().count();
    let what = match warning.kind {
        WarningKind::NestedSet => "nested set",
        WarningKind::Difference => "set difference",
        WarningKind::Intersection => "set intersection",
        WarningKind::SymmetricDifference => "set symmetric difference",
        WarningKind::Union => "set union",
    };
    format!("Possible {what} at position {position}")
}

#[test]
fn anchors_hold_at_the_ends_of_lines_as_in_python() {
    for (pattern, subject, holds) in [
        (r"a$\n", "a\n", true),
        (r"a$\nb", "a\nb", false),
        (r"a$\n\n", "a\n\n", false),
        (r"a\n$\n", "a\n\n", true),
        (r"$\n", "\n", true),
        (r".+?$\n?", "ab\n", true),
        (r"[^x]$.?", "a\n", false),
        (r"(?m:a$)\nb", "a\nb", true),
        (r"(?m)a\n^b", "a\nb", true),
        (r"(?m)a$b", "ab", false),
        (r"(?m)^$", "", true),
        (r"a\n^b", "a\nb", false),
        (r"a\Z\n", "a\n", false),
        (r"\Aa\Z", "a", true),
        (r"a\n\Ab", "a\nb", false),
    ] {
        let wanted = if holds { Verdict::Match } else { Verdict::NoMatch };
        assert_eq!(verdict(pattern, subject), wanted, "{pattern} on {subject:?}");
    }
}

#[test]
fn case_is_ignored_as_in_python() {
    for (pattern, subject, matches) in [
        (r"(?i)(a)\1", "aA", true),
        (r"(?i)(a)\1", "aB", false),
        (r"(?i)(é)\1", "éÉ", true),
        (r"(?i)(é)\1", "éÈ", false),
        (r"(?ia)(é)\1", "éÉ", false),
        (r"(?ia)(k)\1", "kK", true),
        (r"(?ia)(k)\1", "k\u{212a}", false),
        (r"(?i)(k)\1", "k\u{212a}", true),
        (r"(?i)(s)\1", "s\u{17f}", false),
        (r"(?i)(σ)\1", "σς", false),
        (r"(?i)[à-ý]", "Ý", true),
        (r"(?i)[À-Ý]", "þ", false),
        (r"(?i)[^à-ý]", "É", false),
        (r"(?i)[A-C]", "b", true),
        (r"(?i)[A-C]", "d", false),
        (r"(?i)\u0130", "i", true),
        (r"(?i)[H-\u0130]", "\u{131}", true),
        (r"(?i)k", "\u{212a}", true),
        (r"(?ia)k", "\u{212a}", false),
        (r"(?ia)[j-l]", "\u{212a}", false),
        (r"(?i)[^k]", "\u{212a}", false),
        (r"(?i)[ж-я]", "Я", true),
        (r"(?i)[ς]", "Σ", true),
        (r"(?i)[\U00010400]", "\u{10400}", true),
        (r"(?i)[\U00010428]", "\u{10400}", true),
        (r"[x\U00010428]", "\u{10400}", false),
        (r"(?i)[x\U00010428]", "\u{10400}", true),
        (r"(?i)[x\U00010400]", "\u{10400}", false),
        (r"(?i)[x\U00010400]", "\u{10428}", false),
        (r"(?ia)[x\U00010428]", "\u{10400}", false),
        (r"(?ia)[x\U00010400]", "\u{10400}", true),
        (r"(?i)[\U00010400-\U00010401]", "\u{10428}", true),
        (r"(?ia)[\U00010400-\U00010401]", "\u{10428}", true),
        (r"(?ia)[\U00010428-\U00010429]", "\u{10400}", false),
        (r"(?i)(\U00010400)\1", "\u{10400}\u{10428}", true),
    ] {
        let wanted = if matches { Verdict::Match } else { Verdict::NoMatch };
        assert_eq!(verdict(pattern, subject), wanted, "{pattern} on {subject:?}");
    }
}

#[test]
fn recorded_cases_agree() {
    for row in rows(CASES) {
        let (pattern, wanted) = (text(&row, "pattern"), text(&row, "python_error"));
        match Pattern::compile(pattern) {
            Err(error) => assert_eq!(shown(&error), wanted, "{pattern}"),
            Ok(compiled) => {
                assert_eq!(wanted, "", "{pattern}");
                let verdict = compiled.fullmatch(text(&row, "string"));
                assert_ne!(verdict, Verdict::Undecided, "{row}");
                assert_eq!(Value::Bool(verdict == Verdict::Match), row["fullmatch"], "{row}");
            }
        }
    }
}

#[test]
fn random_patterns_agree() {
    for row in rows(RANDOM) {
        let (pattern, wanted) = (text(&row, "pattern"), text(&row, "error"));
        let compiled = match Pattern::compile(pattern) {
            Err(error) => {
                assert_eq!(shown(&error), wanted, "{pattern:?}");
                continue;
            }
            Ok(compiled) if compiled.undecided().is_some() => continue,
            Ok(compiled) => compiled,
        };
        assert_eq!(wanted, "", "{pattern:?}");
        let warnings: Vec<_> = compiled.ast().warnings.iter().map(|&found| warning(pattern, found)).collect();
        let wanted: Vec<_> =
            row["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(warnings, wanted, "{pattern:?}");
        for (subject, wanted) in row["strings"].as_array().unwrap().iter().zip(text(&row, "matches").chars())
        {
            let wanted = if wanted == '1' { Verdict::Match } else { Verdict::NoMatch };
            let subject = subject.as_str().unwrap();
            assert_eq!(compiled.fullmatch(subject), wanted, "{pattern:?} on {subject:?}");
        }
    }
}

#[test]
fn errors_tell_line_and_column_in_patterns_of_lines() {
    assert_eq!(error("a\nb)"), "error: unbalanced parenthesis at position 3 (line 2, column 2)");
    assert_eq!(error("(\n"), "error: missing ), unterminated subpattern at position 0 (line 1, column 1)");
}

#[test]
fn a_backslash_at_the_end_is_found_one_token_early() {
    assert_eq!(error("*\\"), "error: bad escape (end of pattern) at position 1");
    assert_eq!(error("**\\"), "error: nothing to repeat at position 0");
}

#[test]
fn positions_count_characters() {
    let error = Pattern::compile("日本)").unwrap_err();
    assert_eq!((error.position, error.message.as_str()), (Some(2), "unbalanced parenthesis at position 2"));
}

#[test]
fn other_exceptions_keep_their_names() {
    let large = Pattern::compile("a{4294967295}").unwrap_err();
    assert_eq!((large.exception, large.position), ("OverflowError", None));
    assert_eq!(error("(?a)(?u)"), "ValueError: ASCII and UNICODE flags are incompatible");
    let digits = error(&format!("a{{{}}}", "1".repeat(4301)));
    assert!(digits.starts_with("ValueError: Exceeds the limit (4300 digits)"), "{digits}");
    assert_eq!(error("(?<=a+)b"), "error: look-behind requires fixed-width pattern");
}

#[test]
fn nested_repeats_are_answered_by_memory() {
    let subject = format!("{}!", "a".repeat(40));
    for pattern in ["(a+)+$", "(a|aa)+$", "(a*)*$", "(?:a?){1,40}(?:aa){19}b", "(?:(?:a{1,3}){2,5}){3,}"] {
        let (verdict, steps) = Pattern::compile(pattern).unwrap().fullmatch_counted(&subject);
        assert_eq!(verdict, Verdict::NoMatch, "{pattern}");
        assert!(steps < 40_000, "{pattern} took {steps} steps");
    }
}

#[test]
fn what_takes_too_long_is_undecided() {
    let pattern = Pattern::compile(r"(?:(a|b|ab)(c?))+\2x").unwrap();
    let (verdict, steps) = pattern.fullmatch_counted(&"ab".repeat(60));
    assert_eq!(verdict, Verdict::Undecided);
    assert!(steps <= STEP_LIMIT + 64);
    assert_eq!(pattern.undecided(), None);
}

#[test]
fn large_counts_are_counted() {
    let pattern = Pattern::compile("(?:(?:ab){1000,5000}){1000,5000}").unwrap();
    assert_eq!(pattern.fullmatch("abab"), Verdict::NoMatch);
    assert_eq!(verdict("(?:ab){3,4000000000}", &"ab".repeat(50)), Verdict::Match);
    assert_eq!(verdict("(?:a?){4000000000}", "a"), Verdict::Undecided);
}

#[test]
fn deep_nesting_is_undecided_and_still_checked() {
    let nested = |depth: usize, inside: &str| format!("{}{inside}{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(verdict(&nested(100, "a*"), "aa"), Verdict::Match);
    let deep = Pattern::compile(&nested(100_000, "a")).unwrap();
    assert_eq!((deep.undecided(), deep.fullmatch("a")), (Some(Undecided::TooDeep), Verdict::Undecided));
    let thick = format!("{}{}", "(?:a|b(".repeat(64), "c)*d|e)*".repeat(64));
    assert_eq!((verdict(&thick, "bcdae"), verdict(&thick, "bcd!")), (Verdict::Match, Verdict::NoMatch));
    assert_eq!(error(&nested(1000, "*")), "error: nothing to repeat at position 1000");
    assert_eq!(error(&"(".repeat(9)), "error: missing ), unterminated subpattern at position 8");
}

#[test]
fn possessive_groups_are_undecided() {
    let of = |pattern: &str| Pattern::compile(pattern).unwrap().undecided();
    assert_eq!(of(r"(?:(a)|b)*+\1"), Some(Undecided::PossessiveGroup));
    assert_eq!(of(r"(?:(?:(a)|b)*c)*+\1"), Some(Undecided::PossessiveGroup));
    assert_eq!(of(r"(a)*\1"), None);
}

#[test]
fn characters_are_known_by_name() {
    assert_eq!(verdict(r"\N{EM DASH}\N{line feed}", "\u{2014}\n"), Verdict::Match);
    assert_eq!(verdict(r"[\N{EM DASH}-\uffff]+", "\u{2014}\u{3000}"), Verdict::Match);
    assert_eq!(verdict(r"(?i)\N{LATIN SMALL LETTER A}", "A"), Verdict::Match);
    assert_eq!(error(r"a[b\N{é}]"), "error: undefined character name 'é' at position 3");
    assert_eq!(
        error(r"\N{LATIN SMALL LETTER}"),
        "error: undefined character name 'LATIN SMALL LETTER' at position 0"
    );
    assert_eq!(error(r"[\N{EM DASH}-a]"), r"error: bad character range \N-a at position 10");
}

#[test]
fn spans_are_bytes_of_the_pattern() {
    let source = "é(?P<n>a|bc)+?[^x]";
    let pattern = Pattern::compile(source).unwrap();
    let NodeKind::Sequence(items) = &pattern.ast().root.kind else { panic!("not a sequence") };
    let written: Vec<&str> = items.iter().map(|item| source.get(item.span.range()).unwrap()).collect();
    assert_eq!(written, ["é", "(?P<n>a|bc)+?", "[^x]"]);
    let NodeKind::Repeat(repeat) = &items[1].kind else { panic!("not a repeat") };
    assert_eq!(source.get(repeat.quantifier.range()), Some("+?"));
    let group = &pattern.ast().groups[0];
    assert_eq!(source.get(group.span.range()), Some("(?P<n>a|bc)"));
    assert_eq!(source.get(group.name.unwrap().range()), Some("n"));
}

proptest! {
    #[test]
    fn any_pattern_and_text_get_a_verdict(pattern in "\\PC{0,24}", subject in "\\PC{0,12}") {
        if let Ok(pattern) = Pattern::compile(&pattern) {
            pattern.fullmatch(&subject);
        }
    }

    #[test]
    fn any_soup_of_syntax_gets_a_verdict(
        pieces in prop::collection::vec(prop::sample::select(SYNTAX), 0..16),
        subject in "[ab1_\n]{0,10}",
    ) {
        if let Ok(pattern) = Pattern::compile(&pieces.concat()) {
            pattern.fullmatch(&subject);
        }
    }
}

const SYNTAX: &[&str] = &[
    "(", ")", "[", "]", "{", "}", "|", "*", "+", "?", "^", "$", ".", "-", ",", "\\", "a", "b", "1", "é",
    "\n", "(?", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?P<n>", "(?P=n)", "(?(1)", "(?(n)",
    "(?i)", "(?x)", "(?s-m:", "\\1", "\\b", "\\B", "\\w", "\\D", "\\Z", "\\x4", "\\u00e9", "\\N{A}", "{2}",
    "{1,2}", "{,3}?", "*+",
];
