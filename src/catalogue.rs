//! Connector types: the fields that a service registers for each of its service types.
//!
//! The facts are those of elastic/connectors, embedded as JSON and read on first use by the tree's own reader, so that
//! a type's fields are [`Definition`]s like any other. An attribute that a field of the source lacks is filled in with
//! the framework's default (`DEFAULT_CONFIGURATION` in its `source.py`).
//!
//! The newest version has a file of its own, of which only the types that are asked for are read; the others share one.

pub mod difference;
mod newest;
mod shared;

use std::sync::{Arc, LazyLock, OnceLock};

use crate::connector;
use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Definition, Origin, Slot};
use crate::connector::places::Places;
use crate::tree::{Node, Value};
use newest::Line;
use shared::View;

/// A connector type: the schema that its service registers.
#[derive(Debug)]
pub struct ServiceType<'c> {
    /// The value of `service_type`.
    pub name: &'c str,
    /// What people call it.
    pub title: &'c str,
    /// Its fields, in the order of the source, every attribute given.
    pub fields: Vec<Definition<'c>>,
    places: Places<'c>,
}

impl<'c> ServiceType<'c> {
    /// The type with these fields.
    pub fn new(name: &'c str, title: &'c str, fields: Vec<Definition<'c>>) -> Self {
        let places = Places::of(fields.iter().map(|field| field.name));
        Self { name, title, fields, places }
    }

    /// Reads a type: its entry, and its fields by name.
    fn read(node: Node<'c>, fields: impl Iterator<Item = (&'c str, Node<'c>)>) -> Self {
        let title = node.get("name").and_then(|title| title.value().as_text()).unwrap_or(node.name());
        let fields = fields.map(|(name, node)| Definition { name, ..registered(node) });
        Self::new(node.name(), title, fields.collect())
    }

    /// What a connector has stored: an object of fields, as `GET _connector/<id>` returns its `configuration`.
    pub fn existing(configuration: Node<'c>) -> Self {
        let fields = configuration.children().map(|field| stored(field).registered()).collect();
        Self::new("", "", fields)
    }

    /// The field of this name, which is probably at this place.
    pub fn field_near(&self, place: usize, name: &str) -> Option<&Definition<'c>> {
        self.fields.get(place).filter(|field| field.name == name).or_else(|| self.field(name))
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Definition<'c>> {
        let place = self.places.get(self.fields.iter().map(|field| field.name), name)?;
        self.fields.get(place)
    }
}

/// A field as it is stored. A list as a value is what the service may have written, and nobody can send.
fn stored(node: Node<'_>) -> Definition<'_> {
    let mut field = connector::definition(node, &mut Vec::new());
    for (key, slot) in [("value", &mut field.value), ("default_value", &mut field.default_value)] {
        if let Some(list) = node.get(key).filter(|list| matches!(list.value(), Value::Array(_))) {
            *slot = Slot::written(list.value(), list);
        }
    }
    field
}

/// A field as the service registers it: with the framework's default for what its source leaves out.
fn registered(node: Node<'_>) -> Definition<'_> {
    let mut field = stored(node);
    field.default_value.complete(Value::Null, Origin::Type);
    field.depends_on.complete(Vec::new(), Origin::Type);
    field.display.complete(Display::Text, Origin::Type);
    field.options.complete(Vec::new(), Origin::Type);
    field.order.complete(1, Origin::Type);
    field.required.complete(true, Origin::Type);
    field.sensitive.complete(false, Origin::Type);
    field.kind.complete(FieldType::Str, Origin::Type);
    field.ui_restrictions.complete(Vec::new(), Origin::Type);
    field.validations.complete(Vec::new(), Origin::Type);
    field.value.complete(Value::Text(""), Origin::Type);
    field.registered()
}

/// The connector types of one version of the stack.
#[derive(Debug)]
pub struct Catalogue {
    version: &'static str,
    types: Vec<Entry>,
}

/// A type as the facts have it, and as it was read if somebody asked for it.
#[derive(Debug)]
struct Entry {
    name: &'static str,
    facts: Facts,
    read: OnceLock<Option<ServiceType<'static>>>,
}

/// Where a type is written.
#[derive(Debug)]
enum Facts {
    /// In the newest version's own file.
    Own(&'static Line),
    /// In the file that all versions share, of which one sees a part.
    Shared(Node<'static>, Arc<View>),
}

impl Entry {
    fn new(name: &'static str, facts: Facts) -> Self {
        Self { name, facts, read: OnceLock::new() }
    }

    fn read(&self) -> Option<ServiceType<'static>> {
        match &self.facts {
            Facts::Own(line) => {
                let node = line.node()?;
                let fields = node.get("fields").into_iter().flat_map(Node::children);
                Some(ServiceType::read(node, fields.map(|field| (field.name(), field))))
            }
            Facts::Shared(node, view) => Some(ServiceType::read(*node, view.fields(*node))),
        }
    }
}

static NEWEST: LazyLock<Catalogue> = LazyLock::new(|| {
    let types = newest::lines().iter().map(|line| Entry::new(line.name, Facts::Own(line)));
    Catalogue { version: "9.6", types: types.collect() }
});

impl Catalogue {
    /// The newest stack's.
    pub fn newest() -> &'static Self {
        &NEWEST
    }

    /// Reads a version from the file that all share; of one that it does not know there are no types.
    pub(crate) fn shared(version: &'static str) -> Self {
        let view = Arc::new(View::of(version));
        let entry = |node: Node<'static>| Entry::new(node.name(), Facts::Shared(node, Arc::clone(&view)));
        Self { version, types: view.types().map(entry).collect() }
    }

    /// The minor version of the stack, as `9.6`.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The names of all service types, in the order of the catalogue, which is alphabetical.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.types.iter().map(|entry| entry.name)
    }

    /// The service type of this name. Its facts are read on the first call.
    pub fn get(&self, name: &str) -> Option<&ServiceType<'static>> {
        let at = self.types.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
        let entry = self.types.get(at)?;
        entry.read.get_or_init(|| entry.read()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_the_same_in_both_files() {
        let (own, shared) = (Catalogue::newest(), Catalogue::shared(Catalogue::newest().version()));
        assert_eq!(own.names().collect::<Vec<_>>(), shared.names().collect::<Vec<_>>());
        assert!(own.names().is_sorted() && shared.names().is_sorted());
        for name in own.names() {
            let (one, other) = (own.get(name).unwrap(), shared.get(name).unwrap());
            assert_eq!(one.title, other.title);
            let fields = |kind: &ServiceType<'_>| {
                kind.fields.iter().map(|field| field.name.to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(fields(one), fields(other), "{name}");
            let differences = difference::between(one.fields.iter(), other.fields.iter());
            assert!(differences.is_empty(), "{name}: {differences:?}");
        }
    }
}
