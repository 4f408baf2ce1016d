//! Characters by their names, as `unicodedata.lookup` of Python 3.11 (Unicode 14) finds them for `\N{…}`.
//!
//! `character_names.bin` holds the names and aliases that this Python knows, recorded from 3.11.7: entries of
//! [`ENTRY`] bytes, sorted, each the first 48 bits of the FNV-1a hash of a name in upper case and 24 bits of its code
//! point, both big-endian. Only hashes are kept, since names are never asked for; that a wrong name has the hash of a
//! right one happens once in eight thousand million. Hangul syllables and unified ideographs are named by rules.

/// The bytes of an entry, and of the hash in it.
const ENTRY: usize = 9;
const HASH: usize = 6;

static NAMES: &[u8] = include_bytes!("character_names.bin");

/// The unified ideographs of Unicode 14.
const IDEOGRAPHS: [(u32, u32); 8] = [
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B738),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
    (0x30000, 0x3134A),
];

const INITIALS: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI",
    "YU", "EU", "YI", "I",
];
const FINALS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS",
    "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
];

/// The code point of this name; none where Python knows none, or where it names a sequence. Case is ignored but in the
/// names that follow a rule.
pub(super) fn lookup(name: &str) -> Option<u32> {
    if let Some(syllable) = name.strip_prefix("HANGUL SYLLABLE ") {
        return hangul(syllable);
    }
    if let Some(digits) = name.strip_prefix("CJK UNIFIED IDEOGRAPH-") {
        return ideograph(digits);
    }
    recorded(name)
}

/// Each part takes as much as it can, as in Python.
fn hangul(syllable: &str) -> Option<u32> {
    let (initial, rest) = longest(&INITIALS, syllable)?;
    let (vowel, rest) = longest(&VOWELS, rest)?;
    let (last, rest) = longest(&FINALS, rest)?;
    rest.is_empty().then_some(0xAC00 + (initial * 21 + vowel) * 28 + last)
}

/// The number of the longest part that the text begins with, and what is behind it.
fn longest<'n>(parts: &[&str], text: &'n str) -> Option<(u32, &'n str)> {
    let fitting = (0..).zip(parts).filter_map(|(at, part)| Some((at, text.strip_prefix(part)?)));
    fitting.min_by_key(|(_, rest)| rest.len())
}

fn ideograph(digits: &str) -> Option<u32> {
    let is_plain =
        matches!(digits.len(), 4 | 5) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    let code = if is_plain { u32::from_str_radix(digits, 16).ok()? } else { return None };
    IDEOGRAPHS.iter().any(|&(first, last)| (first..=last).contains(&code)).then_some(code)
}

fn recorded(name: &str) -> Option<u32> {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_uppercase())).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let bytes = hash.to_be_bytes();
    let hash = bytes.get(..HASH)?;
    let (entries, _) = NAMES.as_chunks::<ENTRY>();
    let at = entries.binary_search_by(|entry| entry[..HASH].cmp(hash)).ok()?;
    let [.., high, middle, low] = *entries.get(at)?;
    Some(u32::from_be_bytes([0, high, middle, low]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_are_found_in_any_case() {
        for (name, code) in [
            ("LATIN SMALL LETTER A", 0x61),
            ("Latin small letter e with acute", 0xE9),
            ("EM DASH", 0x2014),
            ("line feed", 0x0A),
            ("NUL", 0),
            ("BEL", 0x07),
            ("BELL", 0x1F514),
            ("vs17", 0xE0100),
            ("CJK COMPATIBILITY IDEOGRAPH-F900", 0xF900),
            ("nushu character-1b170", 0x1B170),
            ("KHITAN SMALL SCRIPT CHARACTER-18B00", 0x18B00),
        ] {
            assert_eq!(lookup(name), Some(code), "{name}");
        }
    }

    #[test]
    fn only_exact_names_of_single_characters_count() {
        for name in [
            "",
            "LATIN SMALL LETTER",
            "LATIN SMALL LETTER  A",
            "LATIN_SMALL_LETTER_A",
            "LATINSMALLLETTERA",
            "KEYCAP DIGIT ZERO",
            "TANGUT IDEOGRAPH-17000",
            "KAWI LETTER A",
            "U+0041",
            "<control>",
        ] {
            assert_eq!(lookup(name), None, "{name}");
        }
    }

    #[test]
    fn ideographs_and_syllables_follow_their_rules() {
        assert_eq!(lookup("CJK UNIFIED IDEOGRAPH-4E00"), Some(0x4E00));
        assert_eq!(lookup("CJK UNIFIED IDEOGRAPH-04E00"), Some(0x4E00));
        assert_eq!(lookup("CJK UNIFIED IDEOGRAPH-3134A"), Some(0x3134A));
        assert_eq!(lookup("HANGUL SYLLABLE GA"), Some(0xAC00));
        assert_eq!(lookup("HANGUL SYLLABLE A"), Some(0xC544));
        assert_eq!(lookup("HANGUL SYLLABLE GAG"), Some(0xAC01));
        assert_eq!(lookup("HANGUL SYLLABLE HIH"), Some(0xD7A3));
        for name in [
            "cjk unified ideograph-4e00",
            "CJK UNIFIED IDEOGRAPH-4e00",
            "CJK UNIFIED IDEOGRAPH-3134B",
            "CJK UNIFIED IDEOGRAPH-+4E00",
            "hangul syllable gag",
            "HANGUL SYLLABLE ",
            "HANGUL SYLLABLE GAX",
        ] {
            assert_eq!(lookup(name), None, "{name}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(NAMES.len(), 34_997 * ENTRY);
        let (entries, rest) = NAMES.as_chunks::<ENTRY>();
        assert!(rest.is_empty() && entries.is_sorted());
    }
}
