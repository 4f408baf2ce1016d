//! "Did you mean": the known name that a misspelled one most likely stands for.

/// Names are compared up to this many characters: the comparison is quadratic, and longer names are no typing slips.
const LONGEST: usize = 64;

/// Shortened names of at least this many characters are completed.
const SHORTEST_STEM: usize = 3;

/// The candidate that `word` begins, if it begins only one; else the nearest to it, if that is near enough to be meant: an
/// edit for every three characters of `word`, case aside, and at least one. Of equally near ones the first wins.
/// None if `word` is no misspelling.
pub fn suggest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let typed: String = word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    let length = typed.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut completed = Vec::new();
    let mut nearest: Option<(usize, &'c str)> = None;
    for candidate in candidates.into_iter().filter(|candidate| *candidate != word) {
        if length >= SHORTEST_STEM && candidate.starts_with(&typed) {
            completed.push(candidate);
        }
        let size = candidate.chars().take(LONGEST + 1).count();
        let allowed = (length / 3).max(1).min(size.saturating_sub(1));
        if size.abs_diff(length) <= allowed {
            let distance = strsim::damerau_levenshtein(&typed, &candidate.to_lowercase());
            if distance <= allowed && nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, candidate));
            }
        }
    }
    match completed[..] {
        [only] => Some(only),
        _ => nearest.map(|(_, candidate)| candidate),
    }
}

/// As [`suggest`], if no other candidate is as near: what a fix may write without asking.
pub fn suggest_only<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str> + Clone,
) -> Option<&'c str> {
    let distance =
        |candidate: &str| strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase());
    let meant = suggest(word, candidates.clone())?;
    let other = suggest(word, candidates.into_iter().filter(|candidate| *candidate != meant));
    other.is_none_or(|other| distance(meant) < distance(other)).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["include", "exclude", "types", "rules", "off"];
        for (word, expected) in [
            ("inclde", Some("include")),
            ("Exclude", Some("exclude")),
            ("tpyes", Some("types")),
            ("rule", Some("rules")),
            ("of", Some("off")),
            ("inc", Some("include")),
            ("timeout", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(suggest(word, known), expected, "{word}");
        }
    }

    #[test]
    fn endless_names_cost_nothing() {
        let long = "a".repeat(1_000_000);
        assert_eq!(suggest(&long, [long.as_str(), "a"]), None);
    }
}
