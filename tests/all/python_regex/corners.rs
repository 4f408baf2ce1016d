//! Corners of patterns: groups, flags, repetitions and sets that are rare.

use connlint::consumers::python::regex::Verdict;

use super::{assert_verdicts, error, verdict};

#[test]
fn a_group_has_the_name_of_a_variable() {
    assert_verdicts(&[
        ("(?P<_>x)(?P=_)", "xx", true),
        ("(?P<_1>x)(?P=_1)", "xx", true),
        ("(?P<a_b>x)(?(a_b)y|z)", "xy", true),
        ("(?P<aé>x)(?P=aé)", "xx", true),
        ("(?P<é·>x)", "x", true),
    ]);
    for (name, printed) in
        [("·", "'·'"), ("a-", "'a-'"), ("1_", "'1_'"), ("a\tb", r"'a\tb'"), ("a\rb", r"'a\rb'")]
    {
        let wanted = format!("error: bad character in group name {printed} at position 4");
        assert_eq!(error(&format!("(?P<{name}>x)")), wanted);
    }
}

#[test]
fn a_condition_counts_the_digits_of_its_number_as_int_does() {
    let condition = |number: &str| format!("(a)(?({number})b|c)");
    let padded = |length: usize| format!("{:0>length$}", 1);
    assert_eq!(verdict(&condition(&padded(4300)), "ab"), Verdict::Match);
    let (longest, longer) = ("1".repeat(4300), "1".repeat(4301));
    let wanted = format!("error: invalid group reference {longest} at position 6");
    assert_eq!(error(&condition(&longest)), wanted);
    for number in [padded(4301), longer] {
        let wanted = format!("error: bad character in group name '{number}' at position 6");
        assert_eq!(error(&condition(&number)), wanted);
    }
}

#[test]
fn digits_are_a_character_only_when_all_three_are_octal() {
    assert_verdicts(&[(r"\101", "A", true), (r"(x)\1a", "xxa", true), (r"(x)\1\0610", "xx10", true)]);
    for (pattern, group) in [(r"\811", 81), (r"\181", 18), (r"\118", 11), (r"\18", 18)] {
        let wanted = format!("error: invalid group reference {group} at position 1");
        assert_eq!(error(pattern), wanted, "{pattern}");
    }
}

#[test]
fn every_control_has_its_letter() {
    assert_verdicts(&[
        (r"\a\t\n\v\f\r\\", "\u{7}\t\n\u{b}\u{c}\r\\", true),
        (r"[\a][\b][\t][\n][\v][\f][\r][\\]", "\u{7}\u{8}\t\n\u{b}\u{c}\r\\", true),
        (r"[\t-\r]{5}", "\t\n\u{b}\u{c}\r", true),
    ]);
    assert_eq!(error(r"\e"), r"error: bad escape \e at position 0");
}

#[test]
fn the_code_point_of_an_ideograph_is_named_with_four_digits_or_five() {
    assert_verdicts(&[(r"\N{CJK UNIFIED IDEOGRAPH-4E00}\N{CJK UNIFIED IDEOGRAPH-04E00}", "一一", true)]);
    for digits in ["4E0", "004E00", ""] {
        let name = format!("CJK UNIFIED IDEOGRAPH-{digits}");
        let wanted = format!("error: undefined character name '{name}' at position 0");
        assert_eq!(error(&format!("\\N{{{name}}}")), wanted);
    }
}

#[test]
fn a_branch_of_one_letter_keeps_its_own_flags() {
    assert_verdicts(&[
        ("(?i:a)|b", "A", true),
        ("(?i:a)|b", "B", false),
        ("(?i:(?-i:a)|b)", "A", false),
        ("(?i:(?-i:a)|b)", "B", true),
        ("(?:a)|b", "a", true),
    ]);
}
