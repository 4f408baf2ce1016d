//! Values as JSON: as they are sent, and as Elasticsearch stores them.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::tree::{Node, Value};

/// Whether a definition is written as it is sent, numbers in their exact text and a null tooltip said, or as it is
/// stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Sent,
    Stored,
}

/// A value of a tree as JSON, its numbers in their exact text.
#[derive(Clone, Copy)]
pub struct Json<'r>(pub Value<'r>);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { value: self.0, form: Form::Sent }.serialize(serializer)
    }
}

/// A value in one of the two forms.
#[derive(Clone, Copy)]
pub(super) struct Written<'r> {
    pub(super) value: Value<'r>,
    pub(super) form: Form,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = |value| Written { value, form: self.form };
        let value = match self.form {
            Form::Sent => self.value,
            Form::Stored => self.value.stored(),
        };
        match value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(value),
            Value::Number(number) => {
                let raw = RawValue::from_string(number.text().to_owned());
                raw.map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
            Value::Text(text) => serializer.serialize_str(text),
            Value::Array(node) => {
                let mut items = serializer.serialize_seq(Some(node.count()))?;
                for child in node.children() {
                    items.serialize_element(&part(child.value()))?;
                }
                items.end()
            }
            Value::Object(node) => {
                serializer.collect_map(node.children().map(|child| (child.name(), part(child.value()))))
            }
            Value::Unrepresentable(text) => {
                Err(serde::ser::Error::custom(format!("JSON has no form for {text}")))
            }
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
