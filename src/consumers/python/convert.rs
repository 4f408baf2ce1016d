//! How the service converts a value to the type of its field (`Field._convert`).

use std::borrow::Cow;

use super::character::is_space;
use super::{Exception, Int, Py};
use crate::stack::Splitting;

/// The type to convert to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cast {
    /// `str`
    Str,
    /// `int`
    Int,
    /// `bool`
    Bool,
    /// `list`
    List,
}

/// Converts `value`, which may be the result of an earlier conversion. What has the type already stays as it is (a
/// bool in an int field too); nothing and the empty string become the type's default; everything else goes through
/// the type's constructor, whose exception escapes.
pub fn convert(value: Py<'_>, cast: Cast, splitting: Splitting) -> Result<Py<'_>, Exception> {
    if cast.is_type_of(&value) {
        return Ok(value);
    }
    match cast {
        Cast::List => Ok(Py::List(items_of(value, splitting))),
        Cast::Str if value.is_blank() => Ok(Py::Str(Cow::Borrowed(""))),
        Cast::Str => value.str().map(|text| Py::Str(Cow::Owned(text.into_owned()))),
        Cast::Int | Cast::Bool if value.is_blank() => Ok(Py::None),
        Cast::Int => int_of(&value).map(Py::Int),
        Cast::Bool => Ok(Py::Bool(value.is_truthy())),
    }
}

impl Cast {
    fn is_type_of(self, value: &Py<'_>) -> bool {
        match self {
            Self::Str => value.is_str(),
            Self::Int => value.is_int(),
            Self::Bool => matches!(value, Py::Bool(_)),
            Self::List => value.is_list(),
        }
    }
}

fn int_of(value: &Py<'_>) -> Result<Int<'static>, Exception> {
    match value {
        Py::Float(number) => Int::truncated(*number),
        Py::Str(text) => Int::parse(text),
        _ => Err(Exception::of_type(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            value.type_name()
        ))),
    }
}

fn items_of(value: Py<'_>, splitting: Splitting) -> Vec<Py<'_>> {
    match value {
        Py::None => Vec::new(),
        Py::Str(Cow::Borrowed(text)) => split(text, splitting).map(|item| Py::Str(item.into())).collect(),
        Py::Str(Cow::Owned(text)) => {
            split(&text, splitting).map(|item| Py::Str(item.to_owned().into())).collect()
        }
        Py::Dict(members) => {
            members.into_iter().map(|(key, value)| Py::Tuple(vec![Py::Str(key), value])).collect()
        }
        single => vec![single],
    }
}

fn split(text: &str, splitting: Splitting) -> impl Iterator<Item = &str> {
    let keep_empty = splitting == Splitting::KeepEmpty && !text.is_empty();
    text.split(',').map(|item| item.trim_matches(is_space)).filter(move |item| keep_empty || !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: Py<'_>, cast: Cast) -> String {
        converted(value, cast, Splitting::DropEmpty)
    }

    fn converted(value: Py<'_>, cast: Cast, splitting: Splitting) -> String {
        convert(value, cast, splitting)
            .and_then(|value| value.repr())
            .unwrap_or_else(|exception| exception.to_string())
    }

    fn text(text: &str) -> Py<'_> {
        Py::Str(text.into())
    }

    #[test]
    fn the_right_type_stays_as_it_is() {
        assert_eq!(shown(Py::Bool(true), Cast::Int), "True");
        assert_eq!(shown(text(" "), Cast::Str), "' '");
        assert_eq!(shown(Py::List(vec![text("")]), Cast::List), "['']");
    }

    #[test]
    fn nothing_becomes_the_default_of_the_type() {
        for blank in [Py::None, text("")] {
            assert_eq!(shown(blank.clone(), Cast::Str), "''");
            assert_eq!(shown(blank.clone(), Cast::Int), "None");
            assert_eq!(shown(blank.clone(), Cast::Bool), "None");
            assert_eq!(shown(blank, Cast::List), "[]");
        }
    }

    #[test]
    fn truth_of_text_is_not_its_meaning() {
        assert_eq!(shown(text("false"), Cast::Bool), "True");
        assert_eq!(shown(Py::Float(0.0), Cast::Bool), "False");
        assert_eq!(shown(Py::Dict(vec![]), Cast::Bool), "False");
    }

    #[test]
    fn integers_come_from_text_and_doubles_only() {
        assert_eq!(shown(text("1_000"), Cast::Int), "1000");
        assert_eq!(shown(Py::Float(-5.7), Cast::Int), "-5");
        let refusal = "TypeError: int() argument must be a string, a bytes-like object or a real number, not";
        assert_eq!(shown(Py::List(vec![]), Cast::Int), format!("{refusal} 'list'"));
        assert_eq!(shown(Py::Dict(vec![]), Cast::Int), format!("{refusal} 'dict'"));
    }

    #[test]
    fn lists_are_split_at_commas() {
        assert_eq!(shown(text(" a ,b c,,\u{1f}d\u{3000}, "), Cast::List), "['a', 'b c', 'd']");
        assert_eq!(shown(text(", ,"), Cast::List), "[]");
        assert_eq!(shown(Py::Float(1.5), Cast::List), "[1.5]");
        let dict = Py::Dict(vec![("k".into(), Py::None)]);
        assert_eq!(shown(dict, Cast::List), "[('k', None)]");
    }

    #[test]
    fn older_services_keep_empty_items() {
        for (written, list) in
            [("a,,b", "['a', '', 'b']"), (", ,", "['', '', '']"), (" ", "['']"), ("", "[]")]
        {
            assert_eq!(converted(text(written), Cast::List, Splitting::KeepEmpty), list);
        }
    }

    #[test]
    fn a_second_conversion_takes_the_first_ones_result() {
        let list = convert(text("a,b"), Cast::List, Splitting::DropEmpty).unwrap();
        assert_eq!(shown(list.clone(), Cast::Str), "\"['a', 'b']\"");
        assert!(shown(list, Cast::Int).starts_with("TypeError"));
        let text = convert(Py::Bool(false), Cast::Str, Splitting::DropEmpty).unwrap();
        assert_eq!(shown(text, Cast::Bool), "True");
    }
}
