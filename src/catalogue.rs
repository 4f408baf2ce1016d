//! Connector types: the fields that a service registers for each of its service types.
//!
//! The facts are those of elastic/connectors, embedded as JSON and read on first use by the tree's own reader, so that
//! a type's fields are [`Definition`]s like any other. An attribute that a field of the source lacks is filled in with
//! the framework's default (`DEFAULT_CONFIGURATION` in its `source.py`).

use std::sync::{LazyLock, OnceLock};

use crate::connector;
use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Definition, Origin, Slot};
use crate::tree::{Format, Node, Tree, Value};

/// A connector type: the schema that its service registers.
#[derive(Debug)]
pub struct ServiceType<'c> {
    /// The value of `service_type`.
    pub name: &'c str,
    /// What people call it.
    pub title: &'c str,
    /// Its fields, in the order of the source, every attribute given.
    pub fields: Vec<Definition<'c>>,
}

impl<'c> ServiceType<'c> {
    /// Reads a type from an object with `name` and `fields`.
    fn read(node: Node<'c>) -> Self {
        let title = node.get("name").and_then(|title| title.value().as_text()).unwrap_or(node.name());
        let fields = node.get("fields").into_iter().flat_map(Node::children);
        Self { name: node.name(), title, fields: fields.map(registered).collect() }
    }

    /// What a connector has stored: an object of fields, as `GET _connector/<id>` returns its `configuration`.
    pub fn existing(configuration: Node<'c>) -> Self {
        let fields = configuration.children().map(|field| stored(field).registered()).collect();
        Self { name: "", title: "", fields }
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Definition<'c>> {
        self.fields.iter().find(|field| field.name == name)
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
    facts: Tree<'static>,
    /// The types that were asked for so far, by their place in the facts.
    read: Vec<OnceLock<ServiceType<'static>>>,
}

static NEWEST: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::parse("9.6", include_str!("catalogue/9.6.json")));

impl Catalogue {
    fn parse(version: &'static str, text: &'static str) -> Self {
        let facts = Tree::parse(text, Format::Json);
        let count = facts.root().get("service_types").map_or(0, Node::count);
        Self { version, facts, read: std::iter::repeat_with(OnceLock::new).take(count).collect() }
    }

    /// The newest stack's. Its facts are read on the first call.
    pub fn newest() -> &'static Self {
        &NEWEST
    }

    /// The minor version of the stack, as `9.6`.
    pub fn version(&self) -> &'static str {
        self.version
    }

    fn types(&'static self) -> impl Iterator<Item = Node<'static>> {
        self.facts.root().get("service_types").into_iter().flat_map(Node::children)
    }

    /// The names of all service types, in the order of the catalogue, which is alphabetical.
    pub fn names(&'static self) -> impl Iterator<Item = &'static str> {
        self.types().map(Node::name)
    }

    /// The service type of this name.
    pub fn get(&'static self, name: &str) -> Option<&'static ServiceType<'static>> {
        let (at, node) = self.types().enumerate().find(|(_, node)| node.name() == name)?;
        self.read.get(at).map(|slot| slot.get_or_init(|| ServiceType::read(node)))
    }
}
