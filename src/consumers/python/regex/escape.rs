//! Backslash escapes, inside of sets and outside.

use super::PatternError;
use super::ast::{Anchor, Category, CategoryClass, NodeKind, SetItemKind};
use super::character_name;
use super::lexer::{Place, Token};
use super::parse::Parser;
use crate::consumers::python::quoted;

impl Parser<'_> {
    /// An escape outside of a set; its token is taken already.
    pub(super) fn escape(&mut self, token: Token) -> Result<NodeKind, PatternError> {
        let letter = token.character;
        if let Some(anchor) = anchor(letter) {
            return Ok(NodeKind::Anchor(anchor));
        }
        if let Some(category) = category(letter) {
            return Ok(NodeKind::Category(category));
        }
        if let Some(code) = control(letter) {
            return Ok(NodeKind::Literal(code));
        }
        if let Some(code) = self.code_point(token)? {
            return Ok(NodeKind::Literal(code));
        }
        match letter {
            '0' => {
                let digits = self.lexer.take_while(2, is_octal)?;
                Ok(NodeKind::Literal(number(digits, 8)))
            }
            '1'..='9' => self.octal_or_reference(token),
            _ => self.escaped_itself(token).map(NodeKind::Literal),
        }
    }

    /// An escape in a set; its token is taken already.
    pub(super) fn set_escape(&mut self, token: Token) -> Result<SetItemKind, PatternError> {
        let letter = token.character;
        if letter == 'b' {
            return Ok(SetItemKind::Literal(8));
        }
        if let Some(code) = control(letter) {
            return Ok(SetItemKind::Literal(code));
        }
        if let Some(category) = category(letter) {
            return Ok(SetItemKind::Category(category));
        }
        if let Some(code) = self.code_point(token)? {
            return Ok(SetItemKind::Literal(code));
        }
        if is_octal(letter) {
            self.lexer.take_while(2, is_octal)?;
            return self.octal(token).map(SetItemKind::Literal);
        }
        self.escaped_itself(token).map(SetItemKind::Literal)
    }

    /// `\x`, `\u`, `\U` and `\N`; `None` for any other escape.
    fn code_point(&mut self, token: Token) -> Result<Option<u32>, PatternError> {
        let digits = match token.character {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'N' => return self.named(token).map(Some),
            _ => return Ok(None),
        };
        let hex = self.lexer.take_while(digits, |character| character.is_ascii_hexdigit())?;
        if hex.len() != digits {
            let message = format!("incomplete escape {}", self.since(token.start));
            return Err(self.lexer.error_at(token.start, message));
        }
        match number(hex, 16) {
            code @ ..=0x0010_FFFF => Ok(Some(code)),
            _ => Err(self.bad_escape(token)),
        }
    }

    fn named(&mut self, token: Token) -> Result<u32, PatternError> {
        if !self.lexer.take_if('{')? {
            return Err(self.lexer.error("missing {"));
        }
        let name = self.lexer.take_until('}', "character name")?;
        character_name::lookup(name).ok_or_else(|| {
            let message = format!("undefined character name {}", quoted(name));
            self.lexer.error_at(token.start, message)
        })
    }

    /// Three octal digits are a character; anything else with a digit is a reference to a group.
    fn octal_or_reference(&mut self, token: Token) -> Result<NodeKind, PatternError> {
        let second = self.lexer.take_while(1, |character| character.is_ascii_digit())?;
        if is_octal(token.character)
            && second.starts_with(is_octal)
            && self.lexer.peek_plain().is_some_and(is_octal)
        {
            self.lexer.take()?;
            return self.octal(token).map(NodeKind::Literal);
        }
        let group = number(self.since(token.start).get(1..).unwrap_or_default(), 10);
        match self.group_state(group) {
            None => {
                let place = Place { byte: token.start.byte + 1, character: token.start.character + 1 };
                Err(self.lexer.error_at(place, format!("invalid group reference {group}")))
            }
            Some(state) if state.is_open() => {
                Err(self.lexer.error_at(token.start, "cannot refer to an open group"))
            }
            Some(_) => {
                self.check_lookbehind_reference(group)?;
                Ok(NodeKind::BackReference(group))
            }
        }
    }

    fn octal(&self, token: Token) -> Result<u32, PatternError> {
        let written = self.since(token.start);
        let code = number(written.get(1..).unwrap_or_default(), 8);
        if code > 0o377 {
            let message = format!("octal escape value {written} outside of range 0-0o377");
            return Err(self.lexer.error_at(token.start, message));
        }
        Ok(code)
    }

    fn escaped_itself(&self, token: Token) -> Result<u32, PatternError> {
        if token.character.is_ascii_alphanumeric() {
            return Err(self.bad_escape(token));
        }
        Ok(token.character.into())
    }

    fn bad_escape(&self, token: Token) -> PatternError {
        self.lexer.error_at(token.start, format!("bad escape {}", self.since(token.start)))
    }

    fn since(&self, start: Place) -> &str {
        self.lexer.between(start, self.lexer.place())
    }
}

fn anchor(letter: char) -> Option<Anchor> {
    Some(match letter {
        'A' => Anchor::TextStart,
        'Z' => Anchor::TextEnd,
        'b' => Anchor::WordBoundary,
        'B' => Anchor::NotWordBoundary,
        _ => return None,
    })
}

fn category(letter: char) -> Option<Category> {
    let class = match letter {
        'd' | 'D' => CategoryClass::Digit,
        's' | 'S' => CategoryClass::Space,
        'w' | 'W' => CategoryClass::Word,
        _ => return None,
    };
    Some(Category { class, negated: letter.is_ascii_uppercase() })
}

fn control(letter: char) -> Option<u32> {
    Some(match letter {
        'a' => 7,
        't' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        _ => return None,
    })
}

fn is_octal(character: char) -> bool {
    matches!(character, '0'..='7')
}

/// The value of at most eight digits; of none, zero.
fn number(digits: &str, radix: u32) -> u32 {
    u32::from_str_radix(digits, radix).unwrap_or(0)
}
