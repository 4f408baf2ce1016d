//! What a rule judges: one connector with everything that is known of it.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;

use crate::connector::Connector;
use crate::connector::attribute::{Attribute, FieldType, ValidationType};
use crate::connector::definition::{Definition, Dependency, Origin, Validation};
use crate::consumers::service::Service;
use crate::consumers::{At, Event};
use crate::discover::Role;
use crate::finding::Place;
use crate::graph::conflict::{Conflict, Wanted, conflicts};
use crate::graph::reach::{Nevers, nevers, wanted};
use crate::graph::{Edge, Graph};
use crate::request::{Mode, Request};
use crate::schema::{self, Explanation};
use crate::secret::{Secrets, is_hidden_field};
use crate::suggest::suggest;
use crate::tree::{Node, Tree};
use crate::types::Types;

/// A connector file as a rule sees it.
#[derive(Debug)]
pub struct Subject<'r> {
    /// The file's tree.
    pub tree: &'r Tree<'r>,
    /// The file as written.
    pub connector: &'r Connector<'r>,
    /// What will be sent.
    pub request: &'r Request<'r>,
    /// The configuration as the service holds it.
    pub service: &'r Service<'r>,
    /// Whether the file is a connector, or defines a connector type.
    pub role: Role,
    /// The connector types that are known.
    pub types: Types<'r>,
    /// What is secret.
    pub secrets: Secrets<'r>,
    explanations: OnceCell<Vec<Explanation>>,
    graph: OnceCell<Graph>,
    nevers: OnceCell<Nevers>,
    conflicts: OnceCell<Vec<Conflict>>,
    patience: Cell<usize>,
    parents: OnceCell<BTreeSet<String>>,
}

/// Names that are compared for suggestions in one connector before the rest goes without: a file could have as many
/// pairs of a mistake and a candidate as the square of its size.
const PATIENCE: usize = 100_000;

/// Dependencies of one field that are worth comparing pair by pair before a graph is made.
const MANY: usize = 16;

impl<'r> Subject<'r> {
    /// A subject; the schema is asked only when a rule needs its words.
    pub fn new(
        tree: &'r Tree<'r>,
        connector: &'r Connector<'r>,
        request: &'r Request<'r>,
        service: &'r Service<'r>,
        role: Role,
        types: Types<'r>,
    ) -> Self {
        let secrets = Secrets::new(tree, Some((connector, request)));
        Self {
            tree,
            connector,
            request,
            service,
            role,
            types,
            secrets,
            explanations: OnceCell::new(),
            graph: OnceCell::new(),
            nevers: OnceCell::new(),
            conflicts: OnceCell::new(),
            patience: Cell::new(PATIENCE),
            parents: OnceCell::new(),
        }
    }

    /// The dependencies between all fields, which it knows by their places in [`Service::fields`].
    pub fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| {
            let fields = self.service.fields().iter().map(|held| held.definition);
            Graph::new(fields, |name| self.service.place(name))
        })
    }

    /// The values that fields wait for and that are never held, by the place of the field and the entry.
    pub fn nevers(&self) -> &Nevers {
        self.nevers.get_or_init(|| nevers(self.graph(), self.service))
    }

    /// The fields that wait for two values of one field, either of which it can hold.
    pub fn conflicts(&self) -> &[Conflict] {
        self.conflicts.get_or_init(|| {
            if !self.service.fields().iter().any(|held| self.may_conflict(held.definition.dependencies())) {
                return Vec::new();
            }
            let nevers = self.nevers();
            let is_held = |edge: &Edge| !nevers.contains_key(&(edge.from, edge.item));
            let wanted = |edge: Edge| wanted(self.service, edge).filter(|_| is_held(&edge)).map(Wanted::new);
            conflicts(self.graph(), wanted)
        })
    }

    /// Whether the file itself writes a dependency, so that the graph is worth making.
    pub fn writes_dependencies(&self) -> bool {
        self.written_fields().any(|field| !field.dependencies().is_empty())
    }

    /// Whether some field depends on one that depends on something itself, without which there is no circle.
    pub fn chains_dependencies(&self) -> bool {
        let fields = self.service.fields().iter();
        fields.flat_map(|held| held.definition.dependencies()).any(|one| self.is_chained(one))
    }

    /// Whether what an entry depends on depends on something itself.
    fn is_chained(&self, entry: &Dependency<'_>) -> bool {
        let parent = self.service.field(entry.field);
        parent.is_some_and(|held| !held.definition.dependencies().is_empty())
    }

    /// Whether two ways to one field may part at the field with these dependencies: two of them lead there at once, or
    /// one leads on.
    fn may_conflict(&self, entries: &[Dependency<'_>]) -> bool {
        let is_repeated = |at: usize, entry: &Dependency<'_>| {
            entries.iter().take(at).any(|other| other.field == entry.field)
        };
        let parts = |(at, entry)| is_repeated(at, entry) || self.is_chained(entry);
        entries.len() > MANY || (entries.len() > 1 && entries.iter().enumerate().any(parts))
    }

    /// The candidate that was probably meant, as long as the patience lasts.
    pub fn suggest<'c>(&self, word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
        let left = self.patience.get();
        let mut compared = 0;
        let meant = suggest(word, candidates.take(left).inspect(|_| compared += 1));
        self.patience.set(left.saturating_sub(compared));
        meant
    }

    /// What the schema says is wanted at this node, in words.
    pub fn expected(&self, node: Node<'_>) -> Option<&'static str> {
        let explanations = self.explanations.get_or_init(|| schema::explain(self.tree));
        let at = explanations.binary_search_by_key(&node.id(), |explanation| explanation.node);
        at.ok().and_then(|at| explanations.get(at)).map(|explanation| explanation.expected)
    }

    /// Whether the field's value must not be shown.
    pub fn is_secret(&self, field: &Definition<'_>) -> bool {
        is_hidden_field(field)
    }

    /// Whether some field depends on the one with this name.
    pub fn is_depended_on(&self, name: &str) -> bool {
        let parents = self.parents.get_or_init(|| {
            let dependencies = self.request.fields.iter().flat_map(Definition::dependencies);
            dependencies.map(|dependency| dependency.field.to_owned()).collect()
        });
        parents.contains(name)
    }

    /// The fields whose definitions the file itself gives.
    pub fn written_fields(&self) -> impl Iterator<Item = &'r Definition<'r>> {
        let fields: &'r [Definition<'r>] =
            if self.request.mode == Mode::Configuration { &self.request.fields } else { &[] };
        fields.iter()
    }

    /// The entries of a field's `validations` that the file itself gives, and the nodes of their constraints.
    pub fn written_checks(
        &self,
        field: &'r Definition<'r>,
    ) -> impl Iterator<Item = (&'r Validation<'r>, Node<'r>)> {
        let is_written = matches!(field.validations.origin, Origin::Written(_));
        let checks = if is_written { field.checks() } else { &[] };
        checks.iter().filter_map(|check| Some((check, check.node.get("constraint")?)))
    }

    /// The patterns for string fields that the file itself gives: the field, the pattern's node and its text.
    pub fn written_patterns(&self) -> impl Iterator<Item = (&'r Definition<'r>, Node<'r>, &'r str)> {
        let fields = self.written_fields().filter(|field| field.field_type() == FieldType::Str);
        fields.flat_map(|field| {
            let patterns =
                self.written_checks(field).filter(|(check, _)| check.kind == ValidationType::Regex);
            patterns.filter_map(move |(check, node)| Some((field, node, check.constraint.as_text()?)))
        })
    }

    /// Where to edit for an event.
    pub fn place(&self, event: &Event<'r>) -> Place<'r> {
        match (event.at, event.field) {
            (At::Node(node), _) => Place::value(node),
            (At::Attribute(attribute), Some(field)) => self.attribute_place(field, attribute),
            (At::Item(attribute, at), Some(field)) => self
                .item(field, attribute, at)
                .map_or_else(|| self.attribute_place(field, attribute), Place::value),
            (_, Some(field)) => self.field_place(field),
            (_, None) => self.connector_place(),
        }
    }

    /// An attribute's value in the file; a secret one is stood for by its key, so that nothing tells its length; where
    /// it is absent, the nearest thing that exists.
    pub fn attribute_place(&self, field: &Definition<'r>, attribute: Attribute) -> Place<'r> {
        match field.origin(attribute).node().filter(|node| self.is_of_file(*node)) {
            Some(node) if self.secrets.is_secret(node) => Place::key(node),
            Some(node) => Place::value(node),
            None => self.field_place(field),
        }
    }

    /// The key of a field's definition, of its entry in `values`, or of the table in which it is missing.
    pub fn field_place(&self, field: &Definition<'r>) -> Place<'r> {
        if let Some(node) = field.node.filter(|node| self.is_of_file(*node)) {
            return Place::key(node);
        }
        match field.value.origin.node().filter(|node| self.is_of_file(*node)) {
            Some(node) => Place::key(node),
            None => self.connector_place(),
        }
    }

    /// The key of the table that makes the request.
    pub fn connector_place(&self) -> Place<'r> {
        let section = match self.request.mode {
            Mode::Configuration => self.connector.configuration,
            Mode::Values => self.connector.values,
        };
        Place::key(section.node().unwrap_or(self.connector.root))
    }

    /// An item of an attribute, where it stands in the file.
    pub fn item(&self, field: &Definition<'r>, attribute: Attribute, at: usize) -> Option<Node<'r>> {
        let node = match attribute {
            Attribute::DependsOn => field.dependencies().get(at)?.node,
            Attribute::Options => field.choices().get(at)?.node,
            Attribute::Validations => field.checks().get(at)?.node,
            _ => return None,
        };
        self.is_of_file(node).then_some(node)
    }

    /// Whether a node is the file's, and not the connector type's.
    pub fn is_of_file(&self, node: Node<'r>) -> bool {
        std::ptr::eq(node.tree(), self.tree)
    }
}
