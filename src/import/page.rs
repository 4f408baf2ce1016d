//! A draft as text: TOML with a comment over each field, or JSON.

use std::fmt::Write as _;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::connector::attribute::Attribute;
use crate::import::draft::{Draft, Field, Said};
use crate::notation::{self, Unsayable};

impl Draft<'_> {
    /// The draft as TOML; else what TOML cannot say, and where it is.
    pub(super) fn toml(&self) -> Result<String, String> {
        let mut out = String::new();
        for (key, value) in &self.head {
            let value = notation::value(*value).map_err(|what| format!("`{key}` is {what}"))?;
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{key} = {value}");
        }
        for field in &self.fields {
            out.push('\n');
            notation::comment(&mut out, field.label.unwrap_or_default());
            let _ = writeln!(out, "[configuration.{}]", notation::key(field.name));
            for (attribute, said) in &field.attributes {
                let value = said.toml().map_err(|what| {
                    format!("`{attribute}` of the field `{}` is or holds {what}", field.name)
                })?;
                let _ = writeln!(out, "{attribute} = {value}");
            }
        }
        Ok(out)
    }

    /// The draft as JSON.
    pub(super) fn json(&self) -> String {
        // Nothing in it is without a form in JSON: it was read from JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl Said<'_> {
    fn toml(&self) -> Result<String, Unsayable> {
        match self {
            Self::Value(value) => notation::value(*value),
            Self::Text(text) => Ok(notation::text(text)),
            Self::Order(order) => Ok(order.to_string()),
            Self::Texts(texts) => notation::list(texts.iter().map(|text| Ok(notation::text(text)))),
            Self::Pairs(pairs) => {
                let items = pairs.iter().map(|pair| {
                    notation::table(pair.iter().map(|(key, value)| Ok((*key, notation::value(*value)?))))
                });
                match items.collect::<Result<Vec<_>, _>>()?.as_slice() {
                    items @ ([] | [_]) => Ok(format!("[{}]", items.concat())),
                    items => Ok(format!("[\n  {},\n]", items.join(",\n  "))),
                }
            }
        }
    }
}

impl Serialize for Draft<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Fields<'d>(&'d [Field<'d>]);
        impl Serialize for Fields<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|field| (field.name, Attributes(&field.attributes))))
            }
        }
        struct Attributes<'d>(&'d [(Attribute, Said<'d>)]);
        impl Serialize for Attributes<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(attribute, said)| (attribute.name(), said)))
            }
        }
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.head {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry("configuration", &Fields(&self.fields))?;
        map.end()
    }
}

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Pair<'d>(&'d [(&'static str, crate::tree::Value<'d>); 2]);
        impl Serialize for Pair<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
            }
        }
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
            Self::Order(order) => order.serialize(serializer),
            Self::Texts(texts) => texts.serialize(serializer),
            Self::Pairs(pairs) => serializer.collect_seq(pairs.iter().map(Pair)),
        }
    }
}
