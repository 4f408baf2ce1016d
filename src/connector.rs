//! A connector file as written: its top-level keys and its field definitions, typed, every part with its node.

pub mod attribute;
mod coercion;
pub mod definition;
mod items;
pub mod misnamed;
pub mod places;
pub(crate) mod reading;
pub mod remark;

use std::borrow::Cow;

use crate::connector::definition::Definition;
use crate::connector::reading::Reader;
use crate::connector::remark::{Remark, Treatment};
use crate::tree::{Node, Tree, Value};

/// The top-level keys of a connector file that connlint reads, and those of a connector document as
/// `GET _connector/<id>` returns it.
pub const KNOWN_KEYS: [&str; 38] = [
    "$schema",
    "api_key_id",
    "api_key_secret_id",
    "configuration",
    "connector_id",
    "custom_scheduling",
    "deleted",
    "description",
    "error",
    "features",
    "filtering",
    "id",
    "index_name",
    "is_native",
    "language",
    "last_access_control_sync_error",
    "last_access_control_sync_scheduled_at",
    "last_access_control_sync_status",
    "last_deleted_document_count",
    "last_incremental_sync_scheduled_at",
    "last_indexed_document_count",
    "last_permissions_sync_scheduled_at",
    "last_seen",
    "last_sync_error",
    "last_sync_scheduled_at",
    "last_sync_status",
    "last_synced",
    "name",
    "partial",
    "pipeline",
    "scheduling",
    "service_type",
    "status",
    "sync_cursor",
    "sync_job_id",
    "sync_now",
    "values",
    "_id",
];

/// The `configuration` or the `values` of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Section<'t> {
    /// The file does not have it.
    Absent,
    /// A table of fields.
    Table(Node<'t>),
    /// Not a table, and the server answers with an error.
    Refused(Node<'t>),
    /// Not a table, and the server passes over it.
    Ignored(Node<'t>),
}

impl<'t> Section<'t> {
    /// The table, if it is one.
    pub fn table(self) -> Option<Node<'t>> {
        if let Self::Table(node) = self { Some(node) } else { None }
    }

    /// The node, whatever it is.
    pub fn node(self) -> Option<Node<'t>> {
        match self {
            Self::Absent => None,
            Self::Table(node) | Self::Refused(node) | Self::Ignored(node) => Some(node),
        }
    }
}

/// A connector file as written.
#[derive(Debug)]
pub struct Connector<'t> {
    /// The top-level object.
    pub root: Node<'t>,
    /// The id: `connector_id` or `id`, or the file's name up to its first dot.
    pub id: Cow<'t, str>,
    /// `connector_id`, whatever it holds.
    pub connector_id: Option<Node<'t>>,
    /// `id`, whatever it holds.
    pub id_alias: Option<Node<'t>>,
    /// `service_type`, where it is a string.
    pub service_type: Option<&'t str>,
    /// `index_name`, whatever it holds.
    pub index_name: Option<Node<'t>>,
    /// `is_native`.
    pub is_native: bool,
    /// `partial`: values that are not given here are set elsewhere.
    pub partial: bool,
    /// `configuration`.
    pub configuration: Section<'t>,
    /// `values`.
    pub values: Section<'t>,
    /// The definitions of `configuration`, as written.
    pub fields: Vec<Definition<'t>>,
    /// What Elasticsearch does not take as it is written.
    pub remarks: Vec<Remark<'t>>,
}

impl<'t> Connector<'t> {
    /// Reads a file's tree; none where the top level is no object. `file_name` is the last part of its path.
    pub fn read(tree: &'t Tree<'t>, file_name: &str) -> Option<Self> {
        let root = tree.root();
        let Value::Object(_) = root.value() else { return None };
        let stem = file_name.split('.').next().unwrap_or_default();
        let mut read = Self {
            root,
            id: Cow::Owned(stem.to_owned()),
            connector_id: None,
            id_alias: None,
            service_type: None,
            index_name: None,
            is_native: false,
            partial: false,
            configuration: Section::Absent,
            values: Section::Absent,
            fields: Vec::new(),
            remarks: Vec::new(),
        };
        for child in root.children() {
            read.key(child);
        }
        if let Some(id) = read.connector_id.or(read.id_alias).and_then(|node| node.value().as_text()) {
            read.id = Cow::Borrowed(id);
        }
        Some(read)
    }

    /// The same file as the definition of a connector type: only its `configuration` counts, and the values that it does
    /// not give are set elsewhere, by the connectors of the type.
    #[must_use]
    pub fn into_type(self) -> Self {
        Self {
            connector_id: None,
            id_alias: None,
            index_name: None,
            partial: true,
            values: Section::Absent,
            ..self
        }
    }

    /// Reads one top-level key; of duplicates the first counts.
    fn key(&mut self, node: Node<'t>) {
        match node.name() {
            "connector_id" if self.connector_id.is_none() => {
                self.connector_id = Some(node);
                self.text(node);
            }
            "id" if self.id_alias.is_none() => {
                self.id_alias = Some(node);
                self.text(node);
            }
            "service_type" if self.service_type.is_none() => self.service_type = self.text(node),
            "$schema" => drop(self.text(node)),
            "is_native" => self.is_native = self.bool(node),
            "partial" => self.partial = self.bool(node),
            "index_name" if self.index_name.is_none() => {
                self.index_name = Some(node);
                if !matches!(node.value(), Value::Text(_) | Value::Null) {
                    self.remark(Treatment::WrongType, node);
                }
            }
            "configuration" if self.configuration == Section::Absent => {
                self.configuration = self.section(node, Treatment::WrongType);
                self.definitions();
            }
            "values" if self.values == Section::Absent => {
                let treatment = if matches!(node.value(), Value::Array(_)) {
                    Treatment::WrongType
                } else {
                    Treatment::Ignored
                };
                self.values = self.section(node, treatment);
            }
            _ => {}
        }
    }

    fn remark(&mut self, treatment: Treatment, node: Node<'t>) {
        self.remarks.push(Remark { treatment, node, field: None, detail: None });
    }

    /// A string among connlint's own keys; nobody else reads them, so that a wrong one breaks nobody.
    fn text(&mut self, node: Node<'t>) -> Option<&'t str> {
        let text = node.value().as_text();
        if text.is_none() && node.value() != Value::Null {
            self.remark(Treatment::Ignored, node);
        }
        text
    }

    fn bool(&mut self, node: Node<'t>) -> bool {
        let Value::Bool(value) = node.value() else {
            self.remark(Treatment::Ignored, node);
            return false;
        };
        value
    }

    fn section(&mut self, node: Node<'t>, treatment: Treatment) -> Section<'t> {
        if let Value::Object(_) = node.value() {
            return Section::Table(node);
        }
        self.remark(treatment, node);
        if treatment.is_refusal() { Section::Refused(node) } else { Section::Ignored(node) }
    }

    fn definitions(&mut self) {
        let Some(table) = self.configuration.table() else { return };
        self.fields.reserve(table.count());
        for child in table.children() {
            let mut reader = Reader { field: child.name(), remarks: &mut self.remarks };
            match child.value() {
                Value::Object(_) => self.fields.push(reader.definition(child)),
                _ => drop(reader.refuse::<()>(Treatment::WrongType, child)),
            }
        }
    }

    /// Whether text of the file was lost to syntax errors, so that what is missing may not be missing.
    pub fn is_damaged(&self) -> bool {
        self.root.is_damaged()
            || self.configuration.node().is_some_and(Node::is_damaged)
            || self.values.node().is_some_and(Node::is_damaged)
    }
}

/// Reads a definition outside a connector file: a field of a connector type.
pub fn definition<'t>(node: Node<'t>, remarks: &mut Vec<Remark<'t>>) -> Definition<'t> {
    Reader { field: node.name(), remarks }.definition(node)
}
