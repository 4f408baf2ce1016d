//! Reading and matching at their borders: what is decided, what Python says, and how much work it may take.

use connlint::consumers::python::regex::{Pattern, STEP_LIMIT, Undecided, Verdict};

use super::{assert_verdicts, error, verdict};

fn nested(depth: usize, before: &str, inside: &str, behind: &str) -> String {
    format!("{}{inside}{}", before.repeat(depth), behind.repeat(depth))
}

#[test]
fn sets_and_categories_know_their_borders() {
    assert_verdicts(&[
        ("(?i)[x\u{1f600}]", "\u{1f600}", true),
        (r"\s", "\u{1c}", true),
        (r"(?a)\s", "\u{1c}", false),
    ]);
}

#[test]
fn groups_inside_of_verbose_ones_are_verbose() {
    assert_verdicts(&[("(?x)(?:a b)", "ab", true), ("(?x:(?:a b))", "ab", true)]);
}

#[test]
fn lazy_repeats_take_no_more_than_they_may_and_the_least_first() {
    assert_verdicts(&[("a{2}?", "aa", true), ("a{2}?", "aaa", false), ("(?>(?:ab)??)ab", "ab", true)]);
}

#[test]
fn look_behinds_are_as_wide_as_what_is_in_them() {
    assert_verdicts(&[("(?<=(?:)*)b", "b", true), ("(?<=(?=x)*)b", "b", true)]);
    assert_eq!(verdict("b|(?<=(?:a{65535}){65537})", "b"), Verdict::Match, "4,294,967,295 characters");
    assert_eq!(error("b|(?<=(?:a{65536}){65536})"), "error: looks too much behind");
}

#[test]
fn references_are_refused_where_python_refuses_them() {
    for (pattern, wanted) in [
        (
            r"(?<=(?<=b)(a)\1)",
            "error: cannot refer to group defined in the same lookbehind subpattern at position 15",
        ),
        ("(a)(?(0)a)", "error: bad group number at position 6"),
        ("(?(1073741822)*)", "error: nothing to repeat at position 14"),
        ("(?(1073741823)*)", "error: invalid group reference 1073741823 at position 3"),
        ("(?(1073741824)*)", "error: invalid group reference 1073741824 at position 3"),
    ] {
        assert_eq!(error(pattern), wanted, "{pattern}");
    }
}

#[test]
fn numbers_of_4300_digits_are_read() {
    let of = |digits| error(&format!("a{{{}}}", "1".repeat(digits)));
    assert_eq!(of(4300), "OverflowError: the repetition number is too large");
    assert!(of(4301).starts_with("ValueError: Exceeds the limit (4300 digits)"));
}

/// Each pattern has far more ways than the limit has steps, and few states.
#[test]
fn what_was_tried_is_remembered_in_every_kind_of_repeat() {
    let letters = format!("{}!", "a".repeat(40));
    let pairs = format!("{}!", "ab".repeat(40));
    for (pattern, subject) in [
        ("a?".repeat(30) + "b", "a".repeat(30)),
        ("(?:(?:ab)*)*".to_owned(), pairs),
        (format!("(?={}$)a*.", nested(70, "(?:", "(?:a|aa)*", "){1}")), letters.clone()),
        (format!("(?={}c)a*.", nested(70, "(?:", "(?:a|aa)*", ")?")), letters),
        (nested(120, "(?:", &format!("{}a", "(?:|)".repeat(22)), "b)*"), "x".repeat(40)),
        (nested(124, "(?:", &format!("(?:b{}c)?", "(?:|)".repeat(22)), ")*"), "bx".to_owned()),
    ] {
        assert_eq!(verdict(&pattern, &subject), Verdict::NoMatch, "{pattern}");
    }
}

#[test]
fn a_possessive_round_that_takes_nothing_ends_the_loop_after_long_texts_too() {
    let subject = "a".repeat(100) + "c";
    assert_verdicts(&[("(?:a|b?)*+c", &subject, true), ("(?:a|b?)*+b", &subject, false)]);
}

#[test]
fn repeats_of_one_character_cost_next_to_nothing_however_they_are_written() {
    let subject = "a".repeat(400_000);
    for pattern in ["(?:a)*", "(?:(?:a)|b)*"] {
        let (verdict, steps) = Pattern::compile(pattern).unwrap().fullmatch_counted(&subject);
        assert_eq!(verdict, Verdict::Match, "{pattern}");
        assert!(steps < 40_000, "{pattern} took {steps} steps");
    }
}

#[test]
fn a_match_may_take_as_many_steps_as_the_limit_says() {
    let pairs = "ab".repeat(249_999);
    for (before, wanted) in [("x", Verdict::Match), ("xx", Verdict::Undecided)] {
        let pattern = Pattern::compile(&format!("{before}(?:ab){{249999}}")).unwrap();
        let counted = pattern.fullmatch_counted(&format!("{before}{pairs}"));
        assert_eq!(counted, (wanted, STEP_LIMIT), "{before}");
    }
}

#[test]
fn the_tree_goes_128_groups_deep() {
    let undecided = |depth| Pattern::compile(&nested(depth, "(", "a", ")")).unwrap().undecided();
    assert_eq!(undecided(128), None);
    assert_eq!(undecided(129), Some(Undecided::TooDeep));
    let both = nested(129, "(", "a", ")") + "(?:(?P<n>b)|c)*+(?P=n)";
    assert_eq!(Pattern::compile(&both).unwrap().undecided(), Some(Undecided::TooDeep), "the first reason");
}

#[test]
fn warnings_are_about_both_characters() {
    for (source, doubled) in [("[a||b]", "||"), ("[é&&]", "&&"), ("[+--]", "--")] {
        let pattern = Pattern::compile(source).unwrap();
        let about = pattern.ast().warnings.iter().map(|warning| source.get(warning.span.range()).unwrap());
        assert_eq!(about.collect::<Vec<_>>(), [doubled], "{source}");
    }
}
