//! What Elasticsearch's parser does with a part of a definition that is not in the form that it stores.

use crate::tree::Node;

/// How a part is treated. What refuses the whole request says so by [`Treatment::is_refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// Refused: not a JSON type that the attribute takes, or out of its range.
    WrongType,
    /// Refused: an array as `value` or `default_value`.
    ArrayValue,
    /// Refused: a definition without `label`.
    MissingLabel,
    /// Refused: an item without one of its two keys.
    IncompleteEntry,
    /// Refused: a word that is none of the types.
    UnknownType,
    /// Refused: a word that is none of the displays.
    UnknownDisplay,
    /// Refused: a word that is none of the validations.
    UnknownValidation,
    /// Refused, since it has no form in JSON, or more digits than the parser takes.
    Unrepresentable,
    /// Accepted, but stored in another form.
    Coerced,
    /// Accepted, and not stored.
    Dropped,
    /// Accepted, and without any effect, since it is of the wrong type.
    Ignored,
    /// Accepted: an empty label.
    EmptyLabel,
}

impl Treatment {
    /// Whether the request is answered with an error.
    pub fn is_refusal(self) -> bool {
        !matches!(self, Self::Coerced | Self::Dropped | Self::Ignored | Self::EmptyLabel)
    }
}

/// One part of a definition that is refused, coerced or dropped.
#[derive(Clone, Debug)]
pub struct Remark<'t> {
    /// What happens to it.
    pub treatment: Treatment,
    /// The part: the value, or the item or definition that lacks something.
    pub node: Node<'t>,
    /// The field whose definition it is in; none for the table of fields itself.
    pub field: Option<&'t str>,
    /// For a coercion the stored form, as JSON; for a refusal what is wanted, in words, where the parser knows more
    /// than the schema.
    pub detail: Option<String>,
}
