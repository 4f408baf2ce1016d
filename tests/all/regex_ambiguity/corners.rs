//! Corners of the search for slow patterns.

use std::time::{Duration, Instant};

use super::found;

/// Python's time grows with every round. Few of them are common and soon over, so that only so many are told.
#[test]
fn counted_loops_are_told_from_so_many_rounds_on() {
    for (loop_of, count, behind) in [("(.*,)", 10, "x"), ("(a{1,3})", 20, "b"), ("(a?)", 20, "b")] {
        let is_told = |count: usize| found(&format!("{loop_of}{{{count}}}{behind}")).is_some();
        assert!(is_told(count) && !is_told(count - 1), "{loop_of}");
    }
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
