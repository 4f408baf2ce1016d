//! Finding fields by name: by looking at each in a small file, through a map in a large one.

use std::collections::HashMap;

/// Where the fields of some list are. It keeps no list: the same names have to be handed in again.
#[derive(Debug, Default)]
pub struct Places<'t>(Option<HashMap<&'t str, usize>>);

/// Up to this many fields a scan is faster than hashing.
const SCANNED: usize = 24;

impl<'t> Places<'t> {
    /// The places of the fields with these names; of duplicates the first counts.
    pub fn of(names: impl DoubleEndedIterator<Item = &'t str> + ExactSizeIterator) -> Self {
        let is_large = names.len() > SCANNED;
        Self(is_large.then(|| names.enumerate().rev().map(|(at, name)| (name, at)).collect()))
    }

    /// The place of the field with this name among the same ones.
    pub fn get<'n>(&self, mut names: impl Iterator<Item = &'n str>, name: &str) -> Option<usize> {
        match &self.0 {
            Some(map) => map.get(name).copied(),
            None => names.position(|own| own == name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_name_is_found_among_few_and_many() {
        for count in [1, SCANNED, SCANNED + 1, 100] {
            let mut names: Vec<String> = (0..count).map(|at| format!("field_{at}")).collect();
            names.push("field_0".to_owned());
            let places = Places::of(names.iter().map(String::as_str));
            let place = |name: &str| places.get(names.iter().map(String::as_str), name);
            assert_eq!(place("field_0"), Some(0));
            assert_eq!(place(&format!("field_{}", count - 1)), Some(count - 1));
            assert_eq!(place("other"), None);
        }
    }
}
