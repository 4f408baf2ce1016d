//! The body of a request, written as Elasticsearch would store it: fields by order and name, attributes alphabetically.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Choice, Definition, Dependency, Validation};
use crate::emit::json::{Form, Merged, Written};
use crate::request::{Mode, Request};
use crate::tree::{Node, Value};

/// The body of a request.
pub(super) struct Body<'r>(pub(super) &'r Request<'r>, pub(super) Form);

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_map(Some(1))?;
        match self.0.mode {
            Mode::Configuration => {
                body.serialize_entry("configuration", &Configuration(&self.0.fields, self.1))?;
            }
            Mode::Values => body.serialize_entry("values", &Values(self.0, self.1))?,
        }
        body.end()
    }
}

struct Values<'r>(&'r Request<'r>, Form);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries: Vec<Node<'_>> = self.0.entries.iter().map(|entry| entry.node).collect();
        entries.sort_by_key(|entry| entry.name());
        serializer.collect_map(
            entries.into_iter().map(|entry| (entry.name(), Written { value: entry.value(), form: self.1 })),
        )
    }
}

struct Configuration<'r>(&'r [Definition<'r>], Form);

impl Serialize for Configuration<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields: Vec<_> = self.0.iter().collect();
        fields.sort_by_key(|field| (field.order.content, field.name));
        serializer.collect_map(fields.into_iter().map(|field| (field.name, Sent(field, self.1))))
    }
}

/// A definition as it is sent: a null tooltip is said, though it is not stored.
struct Sent<'r>(&'r Definition<'r>, Form);

impl Serialize for Sent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        definition(self.0, serializer, self.1)
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
    let written = |value| Written { value, form };
    // What `--resolve` replaces is a field's value and default, and nothing else.
    let part = if form == Form::Literal { Form::Sent } else { form };
    let mut map = serializer.serialize_map(None)?;
    some(&mut map, "category", field.category.content)?;
    map.serialize_entry("default_value", &field.default_value.content.map(written))?;
    some(&mut map, "depends_on", field.depends_on.content.as_ref().map(|_| dependencies(field, part)))?;
    some(&mut map, "display", field.display.content.map(Display::name))?;
    map.serialize_entry("label", &field.label.content)?;
    some(&mut map, "options", field.options.content.as_ref().map(|_| options(field, part)))?;
    some(&mut map, "order", field.order.content)?;
    some(&mut map, "placeholder", field.placeholder.content)?;
    map.serialize_entry("required", &field.is_required())?;
    map.serialize_entry("sensitive", &field.is_sensitive())?;
    let is_said = field.tooltip.content.is_some() || form != Form::Stored;
    some(&mut map, "tooltip", is_said.then_some(field.tooltip.content))?;
    some(&mut map, "type", field.kind.content.map(FieldType::name))?;
    some(&mut map, "ui_restrictions", field.ui_restrictions.content.as_ref())?;
    some(&mut map, "validations", field.validations.content.as_ref().map(|_| validations(field, part)))?;
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
