//! `item in container`, and how the service lists what a container allows.

use std::borrow::Cow;
use std::collections::HashSet;

use super::compare::Key;
use super::{Exception, Py};

/// The right side of `in`, prepared once so that many items can be asked for.
#[derive(Debug)]
pub struct Container<'p> {
    content: Content<'p>,
}

#[derive(Debug)]
enum Content<'p> {
    /// a string: its parts are in it
    Text(&'p str),
    /// a list or tuple: what equals an element is in it
    Elements(HashSet<Key<'p>>),
    /// a dict: its keys are in it
    Keys(HashSet<&'p str>),
    /// anything else, by the name of its type
    Nothing(&'static str),
}

impl<'p> Container<'p> {
    /// Prepares `value`; linear in its size.
    pub fn new(value: &'p Py<'_>) -> Self {
        let content = match value {
            Py::Str(text) => Content::Text(text),
            Py::List(items) | Py::Tuple(items) => Content::Elements(items.iter().map(Key::of).collect()),
            Py::Dict(members) => Content::Keys(members.iter().map(|(key, _)| &**key).collect()),
            Py::None | Py::Bool(_) | Py::Int(_) | Py::Float(_) => Content::Nothing(value.type_name()),
        };
        Self { content }
    }

    /// `item in self`. A `TypeError` where the container is not one, where it is a string and the item is not, and
    /// where it is a dict and the item could not be a key. Costs the size of the item; in a string, also its length.
    pub fn contains(&self, item: &Py<'_>) -> Result<bool, Exception> {
        match (&self.content, item) {
            (Content::Text(text), Py::Str(part)) => Ok(text.contains(&**part)),
            (Content::Text(_), _) => Err(Exception::of_type(format!(
                "'in <string>' requires string as left operand, not {}",
                item.type_name()
            ))),
            (Content::Elements(elements), _) => Ok(elements.contains(&Key::of(item))),
            (Content::Keys(keys), Py::Str(key)) => Ok(keys.contains(&**key)),
            (Content::Keys(_), _) => match unhashable(item) {
                Some(name) => Err(Exception::of_type(format!("unhashable type: '{name}'"))),
                None => Ok(false),
            },
            (Content::Nothing(name), _) => {
                Err(Exception::of_type(format!("argument of type '{name}' is not iterable")))
            }
        }
    }
}

/// The type that keeps a value from being a key, if there is one.
fn unhashable(value: &Py<'_>) -> Option<&'static str> {
    match value {
        Py::List(_) | Py::Dict(_) => Some(value.type_name()),
        Py::Tuple(items) => items.iter().find_map(unhashable),
        _ => None,
    }
}

impl Py<'_> {
    /// `', '.join(str(x) for x in self)`: the elements of a list, the characters of a string, the keys of a dict.
    /// `TypeError` where there is nothing to iterate over, `ValueError` for an integer of more than 4300 digits.
    pub fn joined(&self) -> Result<String, Exception> {
        let mut characters = [0; 4];
        match self {
            Self::List(items) | Self::Tuple(items) => join(items.iter().map(Py::str)),
            Self::Str(text) => {
                Ok(text.chars().enumerate().fold(String::new(), |mut out, (at, character)| {
                    out.push_str(if at == 0 { "" } else { ", " });
                    out.push_str(character.encode_utf8(&mut characters));
                    out
                }))
            }
            Self::Dict(members) => join(members.iter().map(|(key, _)| Ok(Cow::Borrowed(&**key)))),
            Self::None | Self::Bool(_) | Self::Int(_) | Self::Float(_) => {
                Err(Exception::of_type(format!("'{}' object is not iterable", self.type_name())))
            }
        }
    }
}

fn join<'p>(parts: impl Iterator<Item = Result<Cow<'p, str>, Exception>>) -> Result<String, Exception> {
    let mut out = String::new();
    for (at, part) in parts.enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        out.push_str(&part?);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::Int;
    use super::*;

    fn text(text: &str) -> Py<'_> {
        Py::Str(text.into())
    }

    fn contains(container: &Py<'_>, item: &Py<'_>) -> Result<bool, String> {
        Container::new(container).contains(item).map_err(|exception| exception.to_string())
    }

    #[test]
    fn lists_hold_what_equals_an_element() {
        let list = Py::List(vec![Py::Int(Int::written("1")), text("a"), Py::List(vec![Py::None])]);
        assert_eq!(contains(&list, &Py::Bool(true)), Ok(true));
        assert_eq!(contains(&list, &Py::Float(1.0)), Ok(true));
        assert_eq!(contains(&list, &text("1")), Ok(false));
        assert_eq!(contains(&list, &Py::List(vec![Py::None])), Ok(true));
        assert_eq!(contains(&Py::List(vec![]), &text("")), Ok(false));
    }

    #[test]
    fn strings_hold_their_parts_and_take_no_other_item() {
        assert_eq!(contains(&text("abc"), &text("b")), Ok(true));
        assert_eq!(contains(&text("abc"), &text("")), Ok(true));
        let refusal = "TypeError: 'in <string>' requires string as left operand, not int";
        assert_eq!(contains(&text("5"), &Py::Int(Int::written("5"))), Err(refusal.to_owned()));
    }

    #[test]
    fn what_is_no_container_is_a_type_error() {
        let refusal = "TypeError: argument of type 'int' is not iterable";
        assert_eq!(contains(&Py::Int(Int::written("5")), &text("5")), Err(refusal.to_owned()));
        let dict = Py::Dict(vec![("a".into(), Py::None)]);
        assert_eq!(contains(&dict, &text("a")), Ok(true));
        assert_eq!(contains(&dict, &Py::Tuple(vec![])), Ok(false));
        let list = Py::Tuple(vec![Py::List(vec![])]);
        assert_eq!(contains(&dict, &list), Err("TypeError: unhashable type: 'list'".to_owned()));
    }

    #[test]
    fn choices_are_joined_by_their_text() {
        let list = Py::List(vec![text("a'"), Py::None, Py::Float(1.0), Py::List(vec![text("x")])]);
        assert_eq!(list.joined().unwrap(), "a', None, 1.0, ['x']");
        assert_eq!(text("aé€").joined().unwrap(), "a, é, €");
        assert!(Py::None.joined().is_err());
    }
}
