//! Which Python object a JSON value becomes, and what can be asked of it alone.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Int, Py};
use crate::tree::{Node, Value};

impl<'t> Py<'t> {
    /// What the service holds once Elasticsearch stored `value` and Python's `json` read it: integers exact, other
    /// numbers as doubles, those beyond a double's range as the string that Elasticsearch stores for infinity. Of
    /// members with the same key the last one's value stays, in the place of the first.
    ///
    /// A value without a form in JSON can never be stored; it stands as its text.
    pub fn stored(value: Value<'t>) -> Self {
        match value.stored() {
            Value::Null => Self::None,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) if number.is_integer() => Self::Int(Int::written(number.text())),
            Value::Number(number) => Self::Float(number.as_f64()),
            Value::Text(text) | Value::Unrepresentable(text) => Self::Str(Cow::Borrowed(text)),
            Value::Array(array) => {
                Self::List(array.children().map(|element| Self::stored(element.value())).collect())
            }
            Value::Object(object) => Self::Dict(stored_members(object)),
        }
    }

    /// `type(self).__name__`, as messages give it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Str(_) => "str",
            Self::List(_) => "list",
            Self::Tuple(_) => "tuple",
            Self::Dict(_) => "dict",
        }
    }

    /// `isinstance(self, str)`
    pub fn is_str(&self) -> bool {
        matches!(self, Self::Str(_))
    }

    /// `isinstance(self, int)`: a bool is one too.
    pub fn is_int(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Bool(_))
    }

    /// `isinstance(self, list)`
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// `bool(self)`
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::None => false,
            Self::Bool(value) => *value,
            Self::Int(int) => !int.is_zero(),
            Self::Float(number) => *number != 0.0,
            Self::Str(text) => !text.is_empty(),
            Self::List(items) | Self::Tuple(items) => !items.is_empty(),
            Self::Dict(members) => !members.is_empty(),
        }
    }

    /// Whether the service takes this for no value at all (`Field.is_value_empty`): `None`, the empty string, and a
    /// list of nothing but these. A blank string, `False` and an empty dict are values.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.iter().all(Self::is_blank),
            _ => self.is_blank(),
        }
    }

    /// Whether it is `None` or the empty string.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::None => true,
            Self::Str(text) => text.is_empty(),
            _ => false,
        }
    }
}

fn stored_members<'t>(object: Node<'t>) -> Vec<(Cow<'t, str>, Py<'t>)> {
    let mut places = HashMap::with_capacity(object.count());
    let mut members: Vec<(Cow<'t, str>, Py<'t>)> = Vec::with_capacity(object.count());
    for child in object.children() {
        let (key, value) = (child.name(), Py::stored(child.value()));
        let place = *places.entry(key).or_insert(members.len());
        match members.get_mut(place) {
            Some(member) => member.1 = value,
            None => members.push((Cow::Borrowed(key), value)),
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{Format, Number, Tree};

    fn number(text: &str) -> Py<'_> {
        Py::stored(Value::Number(Number::new(text)))
    }

    #[test]
    fn numbers_are_exact_integers_or_doubles() {
        assert_eq!(number("-0"), Py::Int(Int::written("0")));
        assert_eq!(number("123456789012345678901234567890").str().unwrap(), "123456789012345678901234567890");
        assert_eq!(number("5.0"), Py::Float(5.0));
        assert_eq!(number("1E2"), Py::Float(100.0));
        assert_eq!(number("-0.0").repr().unwrap(), "-0.0");
        assert_eq!(number("1e-400"), Py::Float(0.0));
        assert_eq!(number("1e400"), Py::Str("Infinity".into()));
        assert_eq!(number("-1e400"), Py::Str("-Infinity".into()));
    }

    #[test]
    fn the_last_of_equal_keys_wins_in_the_first_place() {
        let tree = Tree::parse(r#"{"a": 1, "b": [null, {"c": true}], "a": "x"}"#, Format::Json);
        let value = Py::stored(tree.root().value());
        assert_eq!(value.repr().unwrap(), "{'a': 'x', 'b': [None, {'c': True}]}");
    }

    #[test]
    fn emptiness_is_the_services_and_truth_is_pythons() {
        let empty = Py::Str("".into());
        assert!(empty.is_empty() && Py::None.is_empty());
        assert!(Py::List(vec![]).is_empty());
        assert!(Py::List(vec![Py::None, empty]).is_empty());
        assert!(!Py::List(vec![Py::List(vec![])]).is_empty());
        for filled in [Py::Bool(false), Py::Dict(vec![]), Py::Str(" ".into()), Py::Float(0.0)] {
            assert!(!filled.is_empty());
        }
        assert!(!Py::Dict(vec![]).is_truthy() && !Py::Float(-0.0).is_truthy());
        assert!(Py::Str("False".into()).is_truthy() && Py::Float(f64::NAN).is_truthy());
    }
}
