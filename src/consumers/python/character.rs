//! What Python 3.11 knows about single characters: blank, printable, decimal digit.
//!
//! Its facts come from Unicode 14.0 and from its own rules (the separators U+001C to U+001F are blank to it), so the
//! tests of Rust's `char`, which follow a newer Unicode, cannot stand in for them.

mod table;

use table::{PRINTABLE_EDGES, ZEROS};

/// Whether `str.isspace` holds, which is what `str.strip` takes away.
pub fn is_space(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r'
            | '\u{1c}'..=' '
            | '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
    )
}

/// Whether `str.isprintable` holds; `repr` escapes every other character.
pub fn is_printable(character: char) -> bool {
    match character {
        ' '..='~' => true,
        '\0'..='\u{7f}' => false,
        _ => PRINTABLE_EDGES.partition_point(|&edge| edge <= u32::from(character)) % 2 == 1,
    }
}

/// The value of a decimal digit of any script, 0 to 9 (`unicodedata.decimal`); none for other characters.
pub fn digit_value(character: char) -> Option<u8> {
    if character.is_ascii() {
        return character.is_ascii_digit().then(|| character as u8 - b'0');
    }
    let code = u32::from(character);
    let after = ZEROS.partition_point(|&zero| zero <= code);
    let zero = *ZEROS.get(after.checked_sub(1)?)?;
    u8::try_from(code - zero).ok().filter(|&value| value < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many characters satisfy a test, and the sum of their code points.
    fn census(test: impl Fn(char) -> bool) -> (usize, u64) {
        ('\0'..=char::MAX)
            .filter(|&character| test(character))
            .fold((0, 0), |(count, sum), character| (count + 1, sum + u64::from(character)))
    }

    #[test]
    fn the_tables_hold_as_many_characters_as_python_counts() {
        assert_eq!(census(is_printable), (144_516, 14_867_683_184));
        assert_eq!(census(is_space), (29, 141_704));
        assert_eq!(census(|character| digit_value(character).is_some()), (660, 30_806_570));
        assert_eq!(census(|character| digit_value(character) == Some(7)), (66, 3_080_822));
    }

    #[test]
    fn digits_of_every_script_have_their_value() {
        assert_eq!(digit_value('7'), Some(7));
        assert_eq!(digit_value('\u{667}'), Some(7));
        assert_eq!(digit_value('\u{1d7ff}'), Some(9));
        assert_eq!(digit_value('\u{1d7ce}'), Some(0));
        assert_eq!(digit_value('a'), None);
        assert_eq!(digit_value('\u{b2}'), None);
        assert_eq!(digit_value(char::MAX), None);
    }

    #[test]
    fn separators_of_ascii_are_blank_to_python() {
        assert!(is_space('\u{1c}'));
        assert!(!is_space('\u{200b}'));
    }
}
