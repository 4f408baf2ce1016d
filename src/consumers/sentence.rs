//! What the connector service would log, in pieces, so that the values in it can be masked.

use std::borrow::Cow;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that is no secret.
    Text(Cow<'static, str>),
    /// The value of the field that the sentence is about.
    Value(String),
}

/// A sentence of the service, to the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<Piece>);

impl Sentence {
    /// The sentence that begins with this text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self(vec![Piece::Text(text.into())])
    }

    /// The sentence, with more text.
    #[must_use]
    pub fn then(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Piece::Text(text.into()));
        self
    }

    /// The sentence, with the field's value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.0.push(Piece::Value(value.into()));
        self
    }

    /// The sentence, with another one.
    #[must_use]
    pub fn followed_by(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The whole sentence, with a mask in place of the value, if one is given.
    pub fn shown(&self, mask: Option<&str>) -> String {
        let piece = |piece: &Piece| match (piece, mask) {
            (Piece::Text(text), _) => text.to_string(),
            (Piece::Value(_), Some(mask)) => mask.to_owned(),
            (Piece::Value(text), None) => text.clone(),
        };
        self.0.iter().map(piece).collect()
    }
}

impl From<&'static str> for Sentence {
    fn from(text: &'static str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}
