//! One check after the other, and what stops a source.

use std::borrow::Cow;

use crate::consumers::Cause;
use crate::consumers::sentence::Sentence;

/// Where in a source a check runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// In the constructor: only the log tells.
    Constructor,
    /// Where the source's logger is set: only the log tells.
    Logger,
    /// In its own validation: the text becomes the connector's error.
    #[default]
    Validation,
}

/// Why a check does not pass.
#[derive(Clone, Debug)]
pub enum Stop {
    /// It raises.
    Failure(Box<Failure>),
    /// Whether it raises is not known.
    Undecided,
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

/// An exception of a source.
#[derive(Clone, Debug)]
pub struct Failure {
    pub(super) cause: Cause,
    /// The fields that it is about, the one to edit first.
    pub(super) fields: Vec<&'static str>,
    /// The type of the exception.
    pub(super) kind: &'static str,
    /// Its text.
    pub(super) text: Sentence,
    /// What is wrong, in words that follow the name of the field.
    pub(super) words: Cow<'static, str>,
    /// What of the value the words end with; secret with it.
    pub(super) inside: Option<String>,
    pub(super) place: Place,
    /// Whether the same is wrong with every field.
    pub(super) is_shared: bool,
}

impl Failure {
    pub(super) fn new(
        cause: Cause,
        field: &'static str,
        kind: &'static str,
        text: impl Into<Sentence>,
        words: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (text, words) = (text.into(), words.into());
        let place = Place::default();
        Self { cause, fields: vec![field], kind, text, words, inside: None, place, is_shared: false }
    }

    /// The same, about another field too.
    pub(super) fn and(mut self, field: &'static str) -> Self {
        if !self.fields.contains(&field) {
            self.fields.push(field);
        }
        self
    }

    /// The same, about another field with which the same is wrong.
    pub(super) fn and_alike(self, field: &'static str) -> Self {
        Self { is_shared: true, ..self.and(field) }
    }

    /// The same, with something made from the value.
    pub(super) fn inside(mut self, text: impl Into<String>) -> Self {
        self.inside = Some(text.into());
        self
    }

    /// What the service says: in the log with the type in front, in the status the text alone. None where that is not
    /// certain.
    pub(super) fn sentence(&self) -> Sentence {
        match self.place {
            Place::Validation => self.text.clone(),
            Place::Constructor | Place::Logger => {
                Sentence::text(format!("{}: ", self.kind)).followed_by(self.text.clone())
            }
        }
    }
}

/// The checks of a connector, as they are made.
#[derive(Debug, Default)]
pub(super) struct Steps {
    is_undecided: bool,
}

impl Steps {
    /// A check in the constructor.
    pub(super) fn construct(&mut self, check: impl FnOnce() -> Result<(), Stop>) -> Result<(), Failure> {
        self.step(Place::Constructor, check())
    }

    /// A check where the logger is set.
    pub(super) fn set_logger(&mut self, check: impl FnOnce() -> Result<(), Stop>) -> Result<(), Failure> {
        self.step(Place::Logger, check())
    }

    /// A check of the source's own validation.
    pub(super) fn validate(&mut self, check: impl FnOnce() -> Result<(), Stop>) -> Result<(), Failure> {
        self.step(Place::Validation, check())
    }

    /// Whether an undecided check raises is not known, so that nothing is said of those behind it either: of a
    /// connector's checks the first one that fails is told.
    fn step(&mut self, place: Place, result: Result<(), Stop>) -> Result<(), Failure> {
        match result {
            Err(Stop::Undecided) => self.is_undecided = true,
            Err(Stop::Failure(failure)) if !self.is_undecided => return Err(Failure { place, ..*failure }),
            Ok(()) | Err(Stop::Failure(_)) => {}
        }
        Ok(())
    }
}
