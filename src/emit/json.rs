//! Values as JSON: as they are sent, and as Elasticsearch stores them.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::reference::literal;
use crate::tree::{Node, Value};

/// Whether a definition is written as it is sent, numbers in their exact text and a null tooltip said, or as it is
/// stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As the file has them, references too.
    Sent,
    /// As they are meant, `$${` undone: for a body without references.
    Literal,
    /// As Elasticsearch stores them.
    Stored,
}

/// A value in one of the two forms.
#[derive(Clone, Copy)]
pub(super) struct Written<'r> {
    pub(super) value: Value<'r>,
    pub(super) form: Form,
}

impl<'r> Serialize for Written<'r> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = |child: Node<'r>| Written { value: child.value(), form: self.form };
        match (self.form, self.value) {
            // Only a text that is the whole value can hold an escape.
            (Form::Literal, Value::Text(text)) => serializer.serialize_str(&literal(text)),
            (Form::Sent | Form::Literal, value) => value.serialize(serializer),
            (Form::Stored, Value::Array(node)) => serializer.collect_seq(node.children().map(part)),
            (Form::Stored, Value::Object(node)) => {
                serializer.collect_map(node.children().map(|child| (child.name(), part(child))))
            }
            (Form::Stored, value) => value.stored().serialize(serializer),
        }
    }
}

/// An object with another laid over it, key by key, as a partial update of a stored document does.
pub(super) struct Merged<'r> {
    pub(super) base: Node<'r>,
    pub(super) over: Node<'r>,
}

impl Serialize for Merged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = |value| Written { value, form: Form::Stored };
        let mut map = serializer.serialize_map(None)?;
        for member in self.base.children() {
            match (member.value(), self.over.get(member.name()).map(|over| (over, over.value()))) {
                (_, None) => map.serialize_entry(member.name(), &written(member.value()))?,
                (Value::Object(base), Some((over, Value::Object(_)))) => {
                    map.serialize_entry(member.name(), &Merged { base, over })?;
                }
                (_, Some((_, value))) => map.serialize_entry(member.name(), &written(value))?,
            }
        }
        for member in self.over.children().filter(|member| self.base.get(member.name()).is_none()) {
            map.serialize_entry(member.name(), &written(member.value()))?;
        }
        map.end()
    }
}
