//! Cuts a pattern into characters and backslash pairs. Python reads one token ahead and reports a backslash at
//! the end of the pattern at that moment, before anything wrong with the token in hand; so does this.

use super::PatternError;
use crate::tree::Span;

/// A place in the pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// In bytes.
    pub(super) byte: usize,
    /// In characters, which is what Python counts.
    pub(super) character: usize,
}

/// A character, or a backslash and a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The character, or the one behind the backslash.
    pub(super) character: char,
    pub(super) escaped: bool,
    pub(super) start: Place,
    pub(super) end: Place,
}

impl Token {
    /// The character when it is not escaped.
    pub(super) fn plain(self) -> Option<char> {
        (!self.escaped).then_some(self.character)
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.start.byte, self.end.byte)
    }

    /// Its length in characters: 1 or 2.
    pub(super) fn length(self) -> usize {
        1 + usize::from(self.escaped)
    }
}

/// The pattern text and the token ahead.
pub(super) struct Lexer<'p> {
    text: &'p str,
    ahead: Option<Token>,
    end: Place,
}

impl<'p> Lexer<'p> {
    pub(super) fn new(text: &'p str) -> Result<Self, PatternError> {
        let mut lexer = Self { text, ahead: None, end: Place::default() };
        lexer.load(Place::default())?;
        Ok(lexer)
    }

    /// The token ahead.
    pub(super) fn peek(&self) -> Option<Token> {
        self.ahead
    }

    /// The token ahead when it is a plain character.
    pub(super) fn peek_plain(&self) -> Option<char> {
        self.ahead.and_then(Token::plain)
    }

    /// Where the token ahead starts, or the end of the pattern.
    pub(super) fn place(&self) -> Place {
        self.ahead.map_or(self.end, |token| token.start)
    }

    /// Takes the token ahead.
    pub(super) fn take(&mut self) -> Result<Option<Token>, PatternError> {
        let token = self.ahead;
        if let Some(token) = token {
            self.load(token.end)?;
        }
        Ok(token)
    }

    /// Takes the token ahead when it is this plain character.
    pub(super) fn take_if(&mut self, wanted: char) -> Result<bool, PatternError> {
        let found = self.peek_plain() == Some(wanted);
        if found {
            self.take()?;
        }
        Ok(found)
    }

    /// Takes up to `most` plain characters that fit.
    pub(super) fn take_while(
        &mut self,
        most: usize,
        fits: impl Fn(char) -> bool,
    ) -> Result<&'p str, PatternError> {
        let start = self.place();
        let mut taken = 0;
        while taken < most && self.peek_plain().is_some_and(&fits) {
            self.take()?;
            taken += 1;
        }
        Ok(self.between(start, self.place()))
    }

    /// Takes the text up to a terminator, and the terminator; `what` names the text in messages.
    pub(super) fn take_until(&mut self, terminator: char, what: &str) -> Result<&'p str, PatternError> {
        let start = self.place();
        loop {
            let here = self.place();
            let token = self.take()?;
            let text = self.between(start, here);
            let ended = token.is_none_or(|token| token.plain() == Some(terminator));
            if ended && text.is_empty() {
                return Err(self.error_at(start, format!("missing {what}")));
            }
            if token.is_none() {
                return Err(self.error_at(start, format!("missing {terminator}, unterminated name")));
            }
            if ended {
                return Ok(text);
            }
        }
    }

    /// Goes back to a place seen before.
    pub(super) fn return_to(&mut self, place: Place) -> Result<(), PatternError> {
        self.load(place)
    }

    /// The text between two places.
    pub(super) fn between(&self, start: Place, end: Place) -> &'p str {
        self.text.get(start.byte..end.byte).unwrap_or_default()
    }

    /// The text of a token.
    pub(super) fn text_of(&self, token: Token) -> &'p str {
        self.between(token.start, token.end)
    }

    /// An error where the lexer is.
    pub(super) fn error(&self, message: impl Into<String>) -> PatternError {
        self.error_at(self.place(), message)
    }

    /// An error at a place.
    pub(super) fn error_at(&self, place: Place, message: impl Into<String>) -> PatternError {
        PatternError::at(self.text, place.character, &message.into())
    }

    /// An error so many characters before where the lexer is.
    pub(super) fn error_before(&self, characters: usize, message: impl Into<String>) -> PatternError {
        let position = self.place().character.saturating_sub(characters);
        PatternError::at(self.text, position, &message.into())
    }

    fn load(&mut self, start: Place) -> Result<(), PatternError> {
        let mut characters = self.text.get(start.byte..).unwrap_or_default().chars();
        let Some(first) = characters.next() else {
            self.ahead = None;
            self.end = start;
            return Ok(());
        };
        let mut end = Place { byte: start.byte + first.len_utf8(), character: start.character + 1 };
        let escaped = first == '\\';
        let mut character = first;
        if escaped {
            let Some(second) = characters.next() else {
                return Err(self.error_at(start, "bad escape (end of pattern)"));
            };
            end = Place { byte: end.byte + second.len_utf8(), character: end.character + 1 };
            character = second;
        }
        self.ahead = Some(Token { character, escaped, start, end });
        Ok(())
    }
}
