//! Did you mean: the known name that is closest to an unknown one.

/// Longer names are not compared: the measure is quadratic.
const LONGEST: usize = 64;

/// The candidate that somebody probably meant by `name`; of equally close ones the first.
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = name.chars().count();
    if length > LONGEST || length < 2 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let wanted = plain(name);
    let allowed = match length {
        0..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let distance = |candidate: &'c str| {
        let near = candidate.chars().count().abs_diff(length) <= allowed;
        let other = plain(candidate);
        let squeezed = |text: &str| text.replace('_', "");
        if squeezed(&other) == squeezed(&wanted) {
            return Some((0, candidate));
        }
        let distance = near.then(|| strsim::damerau_levenshtein(&wanted, &other))?;
        (distance <= allowed && distance < length).then_some((distance, candidate))
    };
    let best = candidates.into_iter().filter_map(distance).min_by_key(|(distance, _)| *distance);
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_is_suggested_and_no_distant_one() {
        let types = ["less_than", "greater_than", "list_type", "included_in", "regex"];
        assert_eq!(closest("lessthan", types), Some("less_than"));
        assert_eq!(closest("Less-Than", types), Some("less_than"));
        assert_eq!(closest("regexp", types), Some("regex"));
        assert_eq!(closest("one_of", types), None);
        assert_eq!(closest(&"x".repeat(100_000), types), None);
    }
}
