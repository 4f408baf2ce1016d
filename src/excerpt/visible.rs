//! Characters that a reader would not see, or that would move what he sees: told apart here for every format.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character has no picture of its own: controls, line separators, marks that turn the direction of
/// writing, and what has no width (joiners, fillers, tags). Variation selectors and combining marks stay: they
/// change how the character before them looks.
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The text with a picture for every character that [`is_hidden`]: `␛` for an escape, `⟨U+202E⟩` for a mark without
/// a picture in Unicode. For messages, file names and helps in formats that people read; borrowed when nothing
/// is hidden, and the same when applied twice.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends a character, or its picture where it is hidden.
pub(super) fn push_visible(shown: &mut String, character: char) {
    match character {
        '\0'..='\u{1F}' => shown.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{2426}')),
        '\u{7F}' => shown.push('\u{2421}'),
        hidden if is_hidden(hidden) => push_code_point(shown, hidden, ['⟨', '⟩']),
        plain => shown.push(plain),
    }
}

/// The text in which everything that connlint itself drew outside of ASCII (pictures, masks, ellipses) is redrawn
/// in it. Text of the user stays as it is.
pub fn ascii(text: &str) -> String {
    let mut drawn = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '⟨' => drawn.push('<'),
            '⟩' => drawn.push('>'),
            '…' => drawn.push_str("..."),
            '•' => drawn.push('*'),
            '\u{2421}' => push_code_point(&mut drawn, '\u{7F}', ['<', '>']),
            '\u{2400}'..='\u{241F}' => {
                let control = char::from_u32(u32::from(character) - 0x2400).unwrap_or(character);
                push_code_point(&mut drawn, control, ['<', '>']);
            }
            plain => drawn.push(plain),
        }
    }
    drawn
}

fn push_code_point(shown: &mut String, character: char, [open, close]: [char; 2]) {
    // Writing into a string cannot fail.
    let _ = write!(shown, "{open}U+{:04X}{close}", u32::from(character));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(visible("Größe 漢字 👍🏽 e\u{301}"), Cow::Borrowed(_)));
    }

    #[test]
    fn hidden_characters_get_pictures() {
        assert_eq!(visible("a\u{1b}[31m\tb\r\n\u{7f}"), "a␛[31m␉b␍␊␡");
        assert_eq!(visible("\u{202e}x\u{200b}\u{85}\u{feff}"), "⟨U+202E⟩x⟨U+200B⟩⟨U+0085⟩⟨U+FEFF⟩");
        assert_eq!(visible("\u{e0041}"), "⟨U+E0041⟩");
    }

    #[test]
    fn pictures_stay_when_shown_again() {
        let once = visible("\u{1b}\u{2066}").into_owned();
        assert_eq!(visible(&once), once);
    }

    #[test]
    fn what_we_draw_has_an_ascii_form() {
        assert_eq!(ascii("␛…⟨U+202E⟩ ••• é"), "<U+001B>...<U+202E> *** é");
    }
}
