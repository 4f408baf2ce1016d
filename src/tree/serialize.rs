//! Values of a tree as JSON: numbers in their exact text, members in written order.

use serde::ser::{Error, Serialize, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::Value;

/// Fails on what JSON has no form for.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => {
                RawValue::from_string(number.text().to_owned()).map_err(Error::custom)?.serialize(serializer)
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::Array(node) => {
                let mut items = serializer.serialize_seq(Some(node.count()))?;
                for child in node.children() {
                    items.serialize_element(&child.value())?;
                }
                items.end()
            }
            Self::Object(node) => {
                serializer.collect_map(node.children().map(|child| (child.name(), child.value())))
            }
            Self::Unrepresentable(text) => Err(Error::custom(format!("JSON has no form for {text}"))),
        }
    }
}
