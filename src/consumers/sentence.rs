//! What the connector service would log, in pieces, so that the values in it can be masked.

use std::borrow::Cow;

/// What stands for a secret value. Its width tells nothing.
pub const MASK: &str = "********";

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

    /// The whole sentence, the value in it masked if the field is secret.
    pub fn shown(&self, is_secret: bool) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Value(_) if is_secret => MASK.to_owned(),
            Piece::Value(text) => text.clone(),
        };
        self.0.iter().map(piece).collect()
    }
}
