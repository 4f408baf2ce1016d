//! Corners of the search for slow patterns.

use std::time::{Duration, Instant};

use super::found;

/// A pattern, and the part of it that is the reason.
const SLOW: [(&str, &str); 25] = [
    // Parts beside the loop that are not modelled exactly do not hide it.
    (r"(a+)+(?>b)", r"(a+)+"),
    (r"(a+)+(?!b)", r"(a+)+"),
    (r"x*+(a+)+b", r"(a+)+"),
    (r"(?:(?:(?=a)a)?b+)*c", r"(?:(?:(?=a)a)?b+)*"),
    // Branches that only go to a place from which the loop does not start again do not hide the others.
    (r"(?:xxxxx\b|a|b|ab)*c", r"(?:xxxxx\b|a|b|ab)*"),
    (r"(?:a(?:|)b\b|c(?:|)d)*e", r"(?:a(?:|)b\b|c(?:|)d)*"),
    (r"(?:a|ab|cd|c|d)*e", r"(?:a|ab|cd|c|d)*"),
    (r"(?:[^\w\W]+|a+)+b", r"(?:[^\w\W]+|a+)+"),
    // The second way is in how often nothing is taken.
    (r"(?:(?:[^\w\W]?)+b)*c", r"(?:(?:[^\w\W]?)+b)*"),
    (r"(?:(?:|)b)*c", r"(?:(?:|)b)*"),
    (r"(?:()+b)*c", r"(?:()+b)*"),
    (r"(?:()*b)*c", r"(?:()*b)*"),
    (r"(?:(?:)?b)*c", r"(?:(?:)?b)*"),
    (r"(?:(?:){0,5}b)*c", r"(?:(?:){0,5}b)*"),
    (r"(?:(){2,5}b)*c", r"(?:(){2,5}b)*"),
    (r"(?:(?:a|a){2})*c", r"(?:(?:a|a){2})*"),
    // A plus takes one character, too.
    (r"(?:a+b|aab)*c", r"(?:a+b|aab)*"),
    // Rounds of nothing are not counted out.
    (r"(?:(?:){30000}a+)*b", r"(?:(?:){30000}a+)*"),
    (r"(?:(?:){0,30000}a+)*b", r"(?:(?:){0,30000}a+)*"),
    // Characters that look the same are not.
    (r"(?:(?i:a)|A)*c", r"(?:(?i:a)|A)*"),
    (r"(?:(?:[a]x|[^a]y)|by)*z", r"(?:(?:[a]x|[^a]y)|by)*"),
    ("(\u{80}+)+", "(\u{80}+)+"),
    // So many rounds are enough: long ones, short ones, empty ones.
    (r"(.*,){10}x", r"(.*,){10}"),
    (r"(a{1,3}){20}b", r"(a{1,3}){20}"),
    (r"(a?){20}b", r"(a?){20}"),
];

/// Patterns that have only one way, or with which nothing is tried again.
const FAST: [&str; 9] = [
    r"(?=a)(?s:(a+)+.*)",
    r"(?:(?:a)[xy]|a[xz])*b",
    r"(?:[ab][xy]|[ab][xz])*c",
    r"(a|ab){20}c",
    r"(.*,){9}x",
    r"(a{1,3}){19}b",
    r"(a?){19}b",
    r"(?:(){3}b)*c",
    r"(?:(?:)b)*c",
];

#[test]
fn a_slow_loop_is_found_among_much_that_is_in_order() {
    for (pattern, reason) in SLOW {
        let found = found(pattern).unwrap_or_else(|| panic!("nothing in {pattern}"));
        assert_eq!(&pattern[found.span.range()], reason, "{pattern}");
    }
}

#[test]
fn what_only_looks_like_a_slow_loop_is_none() {
    let wrong: Vec<_> = FAST.into_iter().filter_map(|pattern| Some((pattern, found(pattern)?))).collect();
    assert_eq!(wrong, []);
}

#[test]
fn a_slow_loop_is_found_behind_many_characters_and_loops() {
    assert!(found(&format!("{}(ω+)+", "x".repeat(70))).is_some());
    assert!(found(&format!("{}(a+)+c", "b*".repeat(70))).is_some());
    assert_eq!(found(&"(?:a?b)*c".repeat(70)), None);
}

#[test]
fn the_made_up_text_leads_to_the_loop_goes_round_in_it_and_fails() {
    for (pattern, start, pump, end) in [
        (r"(a+)+", "a", "a", "!"),
        (r"^(a+)+$", "a", "a", "!"),
        (r"b?(a+)+", "a", "a", "!"),
        (r"(?:a+b|aab)*c", "a", "baaba", ""),
        (r"(?:ab|cd|a|c|d)*e", "a", "bcda", ""),
        (r"x(?:y|z)((ab)+)+c", "xyab", "ab", ""),
    ] {
        let attack = found(pattern).and_then(|found| found.attack).unwrap_or_else(|| panic!("{pattern}"));
        let parts = (attack.start.as_str(), attack.pump.as_str(), attack.end.as_str());
        assert_eq!(parts, (start, pump, end), "{pattern}");
        assert_eq!(attack.text(2), format!("{start}{pump}{pump}{end}"));
    }
}

#[test]
fn no_text_is_made_up_where_it_might_not_be_slow() {
    for pattern in [
        r"(a+){30}",
        r"(a+)+\b",
        r"x*+(a+)+b",
        r"(x)?(?(1)(a+)+b|c)",
        r"(?=(a+)+b)\w+",
        r"(?:(?:(?=a)a)?b+)*c",
    ] {
        assert_eq!(found(pattern).map(|found| found.attack), Some(None), "{pattern}");
    }
}

#[test]
fn a_text_is_made_up_for_patterns_of_up_to_two_hundred_characters() {
    let is_made_up = |pattern: &str| found(pattern).unwrap().attack.is_some();
    assert!(is_made_up("a{198}(b+)+c"));
    assert!(!is_made_up("a{199}(b+)+c"));
}

#[test]
fn the_search_for_an_end_that_fails_is_over_soon_where_there_is_none() {
    let start = Instant::now();
    assert_eq!(found(r"(?s)(?:a+)+.*(?:[ab]*a[ab]{16})?"), None);
    assert!(start.elapsed() < Duration::from_secs(5));
}
