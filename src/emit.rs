//! Canonical payloads: the request as JSON, in the form that Elasticsearch would store.

mod folder;
mod json;

use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Choice, Definition, Dependency, Origin, Validation};
use crate::emit::json::{Form, Merged, Written};
use crate::reference::Reference;
use crate::request::{Mode, Request};
use crate::tree::{Node, Value};

pub use folder::{FolderFault, NameFault, file_name, write_all};

/// What deploys one connector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The connector's id.
    pub connector_id: String,
    /// The file that it was made of.
    pub origin: String,
    /// The body as pretty JSON with a final newline.
    pub body: String,
    /// What `--resolve` would replace: `env:NAME`, `file:PATH`, or `escape` for a `$${`; sorted, each once.
    pub unresolved: Vec<String>,
}

impl Payload {
    /// The payload of a request; none where JSON cannot say it.
    pub fn new(connector_id: &str, origin: &str, request: &Request<'_>) -> Option<Self> {
        let mut body = serde_json::to_string_pretty(&Body(request)).ok()?;
        body.push('\n');
        Some(Self {
            connector_id: connector_id.to_owned(),
            origin: origin.to_owned(),
            body,
            unresolved: unresolved(request),
        })
    }

    /// The path of the API that takes it, the id percent-encoded.
    pub fn path(&self) -> String {
        let mut path = String::from("/_connector/");
        for byte in self.connector_id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                path.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(path, "%{byte:02X}");
            }
        }
        path + "/_configuration"
    }

    /// One line of NDJSON, with its newline.
    pub fn line(&self) -> Option<String> {
        #[derive(Serialize)]
        struct Line<'p> {
            connector_id: &'p str,
            method: &'static str,
            path: String,
            body: &'p RawValue,
            unresolved: &'p [String],
        }
        let compact = compact(&self.body);
        let line = Line {
            connector_id: &self.connector_id,
            method: "PUT",
            path: self.path(),
            body: serde_json::from_str(&compact).ok()?,
            unresolved: &self.unresolved,
        };
        serde_json::to_string(&line).ok().map(|line| line + "\n")
    }
}

/// JSON without the white space between its tokens.
fn compact(pretty: &str) -> String {
    let mut text = String::with_capacity(pretty.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for character in pretty.chars() {
        if is_string || !character.is_ascii_whitespace() {
            text.push(character);
        }
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_string => is_escaped = true,
            '"' => is_string = !is_string,
            _ => {}
        }
    }
    text
}

fn unresolved(request: &Request<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut text = |value: Option<Value<'_>>| {
        let Some(Value::Text(text)) = value else { return };
        match Reference::parse(text) {
            Some(Reference::Env(name)) => found.push(format!("env:{name}")),
            Some(Reference::File(path)) => found.push(format!("file:{path}")),
            None if text.contains("$${") => found.push("escape".to_owned()),
            None => {}
        }
    };
    for field in &request.fields {
        let is_sent = request.mode == Mode::Configuration || matches!(field.value.origin, Origin::Values(_));
        if is_sent {
            text(field.value.content);
        }
        if request.mode == Mode::Configuration {
            text(field.default_value.content);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

struct Body<'r>(&'r Request<'r>);

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_map(Some(1))?;
        match self.0.mode {
            Mode::Configuration => body.serialize_entry("configuration", &Configuration(&self.0.fields))?,
            Mode::Values => body.serialize_entry("values", &Values(self.0))?,
        }
        body.end()
    }
}

struct Values<'r>(&'r Request<'r>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries: Vec<Node<'_>> = self.0.entries.iter().map(|entry| entry.node).collect();
        entries.sort_by_key(|entry| entry.name());
        serializer.collect_map(entries.into_iter().map(|entry| (entry.name(), entry.value())))
    }
}

struct Configuration<'r>(&'r [Definition<'r>]);

impl Serialize for Configuration<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields: Vec<_> = self.0.iter().collect();
        fields.sort_by_key(|field| (field.order.content, field.name));
        serializer.collect_map(fields.into_iter().map(|field| (field.name, Sent(field))))
    }
}

/// A definition as it is sent: a null tooltip is said, though it is not stored.
struct Sent<'r>(&'r Definition<'r>);

impl Serialize for Sent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        definition(self.0, serializer, Form::Sent)
    }
}

/// The configuration that Elasticsearch stores for a request, as `GET _connector/<id>` would return it.
#[derive(Debug)]
pub struct Stored<'r>(pub &'r Request<'r>);

impl Serialize for Stored<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct One<'r>(&'r Definition<'r>);
        impl Serialize for One<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                definition(self.0, serializer, Form::Stored)
            }
        }
        serializer.collect_map(self.0.fields.iter().map(|field| (field.name, One(field))))
    }
}

/// A definition: the attributes that it has, and the five that are always stored.
fn definition<S: Serializer>(field: &Definition<'_>, serializer: S, form: Form) -> Result<S::Ok, S::Error> {
    fn some<M: SerializeMap>(map: &mut M, key: &str, value: Option<impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| map.serialize_entry(key, &value))
    }
    let mut map = serializer.serialize_map(None)?;
    some(&mut map, "category", field.category.content)?;
    let written = |value| Written { value, form };
    map.serialize_entry("default_value", &field.default_value.content.map(written))?;
    some(&mut map, "depends_on", field.depends_on.content.as_ref().map(|_| dependencies(field, form)))?;
    some(&mut map, "display", field.display.content.map(Display::name))?;
    map.serialize_entry("label", &field.label.content)?;
    some(&mut map, "options", field.options.content.as_ref().map(|_| options(field, form)))?;
    some(&mut map, "order", field.order.content)?;
    some(&mut map, "placeholder", field.placeholder.content)?;
    map.serialize_entry("required", &field.is_required())?;
    map.serialize_entry("sensitive", &field.is_sensitive())?;
    let is_said = field.tooltip.content.is_some() || form == Form::Sent;
    some(&mut map, "tooltip", is_said.then_some(field.tooltip.content))?;
    some(&mut map, "type", field.kind.content.map(FieldType::name))?;
    some(&mut map, "ui_restrictions", field.ui_restrictions.content.as_ref())?;
    some(&mut map, "validations", field.validations.content.as_ref().map(|_| validations(field, form)))?;
    match (field.value.content, field.merged_into) {
        (Some(Value::Object(over)), Some(base)) => map.serialize_entry("value", &Merged { base, over })?,
        (value, _) => map.serialize_entry("value", &value.map(written))?,
    }
    map.end()
}

/// An item of two keys.
struct Pair<'r>([(&'static str, Value<'r>); 2], Form);

impl Serialize for Pair<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = |value| Written { value, form: self.1 };
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, written(*value))))
    }
}

fn dependencies<'r>(field: &Definition<'r>, form: Form) -> Vec<Pair<'r>> {
    let pair = |one: &Dependency<'r>| Pair([("field", Value::Text(one.field)), ("value", one.value)], form);
    field.dependencies().iter().map(pair).collect()
}

fn options<'r>(field: &Definition<'r>, form: Form) -> Vec<Pair<'r>> {
    let pair = |one: &Choice<'r>| Pair([("label", Value::Text(one.label)), ("value", one.value)], form);
    field.choices().iter().map(pair).collect()
}

fn validations<'r>(field: &Definition<'r>, form: Form) -> Vec<Pair<'r>> {
    let pair = |one: &Validation<'r>| {
        Pair([("constraint", one.constraint), ("type", Value::Text(one.kind.name()))], form)
    };
    field.checks().iter().map(pair).collect()
}
