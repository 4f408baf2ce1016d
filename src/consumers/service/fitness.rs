//! Whether a constraint can work with the type of its field at all, whatever the value is.

use crate::connector::attribute::{FieldType, ValidationType};
use crate::connector::definition::Validation;
use crate::tree::Value;

/// Why a constraint cannot do what it says, in words that follow "the constraint"; none where it can.
pub fn misfit(validation: &Validation<'_>, kind: FieldType) -> Option<&'static str> {
    use FieldType::{Bool, Int, List, Str};
    use ValidationType::{GreaterThan, IncludedIn, LessThan, ListType, Regex};
    match (validation.kind, validation.constraint.stored(), kind) {
        (LessThan | GreaterThan, Value::Number(_), Int | Bool)
        | (LessThan | GreaterThan | Regex, Value::Text(_), Str)
        | (LessThan | GreaterThan, Value::Array(_), List)
        | (IncludedIn, Value::Array(_), _) => None,
        (LessThan | GreaterThan, _, Int | Bool) => {
            Some("is no number, and Python compares a number with nothing else")
        }
        (LessThan | GreaterThan, _, Str) => {
            Some("is no string, and Python compares a string with nothing else")
        }
        (LessThan | GreaterThan, _, List) => Some("is no list, and Python compares a list with nothing else"),
        (IncludedIn, Value::Text(_), _) => Some("is one string, of which every part is allowed"),
        (IncludedIn, _, _) => Some("is no list of values"),
        (ListType, Value::Text("int"), List) => {
            Some("wants integers, but the items of a comma-separated list are always strings")
        }
        (ListType, _, List) => None,
        (ListType, _, _) => Some("is for the items of a list, and the field is none"),
        (Regex, Value::Text(_), _) => Some("is for strings, and the field is none"),
        (Regex, Value::Array(_), _) => Some("is an array, not a pattern"),
        (Regex, _, _) => Some("is a number, not a pattern"),
    }
}
