//! Which nodes of a file are secret: their values appear in no message, excerpt, format, fix or log.
//!
//! Secret is what the file's stored `sensitive` or the connector type's says, whichever is true; every value of a field
//! that the schema does not know; and, in a file without a schema or one that does not parse, every value.

mod shape;

use crate::connector::Connector;
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::excerpt::MASK;
use crate::reference::Reference;
use crate::request::{Mode, Request};
use crate::tree::{FaultKind, Kind, Node, NodeId, Span, Tree, Value};

/// Attributes that describe a field and never hold its value.
const HARMLESS: [Attribute; 8] = [
    Attribute::Display,
    Attribute::Label,
    Attribute::Order,
    Attribute::Required,
    Attribute::Sensitive,
    Attribute::Type,
    Attribute::UiRestrictions,
    Attribute::Category,
];

/// The shortest word of a secret that is worth hiding, in bytes.
const TOKEN: usize = 16;

/// Top-level keys whose values are shown even in a file that does not parse.
const HARMLESS_KEYS: [&str; 8] =
    ["$schema", "connector_id", "id", "index_name", "is_native", "name", "partial", "service_type"];

/// What is secret in one file.
#[derive(Clone, Debug)]
pub struct Secrets<'r> {
    tree: &'r Tree<'r>,
    request: Option<&'r Request<'r>>,
    exposed: Vec<Exposed>,
}

/// A string of the shape of a well-known secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// The string.
    pub node: NodeId,
    /// What it has the shape of, with its article.
    pub what: &'static str,
    /// Where in the string that begins, in bytes.
    start: usize,
}

impl<'r> Secrets<'r> {
    /// The secrets of a file; `parsed` is what could be made of it.
    pub fn new(tree: &'r Tree<'r>, parsed: Option<(&'r Connector<'r>, &'r Request<'r>)>) -> Self {
        let request = parsed.map(|(_, request)| request).filter(|_| tree.faults().is_empty());
        let exposed = if shape::may_occur(tree.text()) { exposed(tree) } else { Vec::new() };
        Self { tree, request, exposed }
    }

    /// The strings of the shape of a well-known secret, by place.
    pub fn exposed(&self) -> &[Exposed] {
        &self.exposed
    }

    /// A text about the file without what has the shape of a secret in it: a label, or the id, may hold one.
    pub fn scrubbed(&self, text: String, mask: &str) -> String {
        self.tokens()
            .fold(text, |text, token| if text.contains(token) { text.replace(token, mask) } else { text })
    }

    /// Whether a text has something in it that has the shape of a secret in the file.
    pub fn gives_away(&self, text: &str) -> bool {
        self.tokens().any(|token| text.contains(token))
    }

    /// The words of what has the shape of a secret.
    fn tokens(&self) -> impl Iterator<Item = &'r str> {
        self.exposed.iter().flat_map(|exposed| {
            let whole = self.tree.node(exposed.node).text();
            let rest = whole.get(exposed.start..).unwrap_or(whole);
            rest.split(|one: char| one.is_whitespace()).filter(|word| word.len() >= TOKEN)
        })
    }

    /// Whether the value of a node must not be shown.
    pub fn is_secret(&self, node: Node<'_>) -> bool {
        self.exposed.iter().any(|exposed| exposed.node == node.id()) || self.is_secret_by_schema(node)
    }

    /// Whether the schema, or the want of one, makes the value of a node secret.
    pub fn is_secret_by_schema(&self, node: Node<'_>) -> bool {
        if node.is_resolved() {
            return true;
        }
        if node.value().as_text().and_then(Reference::parse).is_some() {
            return false; // it says where the secret is, and not what it is
        }
        let path = path(node);
        let path: Vec<&str> = path.iter().map(|step| step.name()).collect();
        match (self.request, path.as_slice()) {
            (_, []) => false,
            (_, [key]) if HARMLESS_KEYS.contains(key) => false,
            (None, ["configuration", _, attribute, ..]) => {
                Attribute::from_name(attribute).is_none_or(|attribute| !HARMLESS.contains(&attribute))
            }
            (None, _) => true,
            (Some(request), ["values", field, ..]) => is_secret_entry(request, field),
            (Some(request), ["configuration", field, rest @ ..]) => {
                is_secret_definition(request, field, rest, node)
            }
            (Some(_), [key, ..]) => !crate::connector::KNOWN_KEYS.contains(key),
        }
    }

    /// Whether the values of the field with this name must not be shown.
    pub fn is_secret_field(&self, name: &str) -> bool {
        self.request.is_none_or(|request| is_secret_entry(request, name))
    }

    /// The spans of all secret values, by place, without overlaps; in a file that does not parse everything but keys,
    /// punctuation and harmless values.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = if self.tree.faults().is_empty() {
            self.tree
                .nodes()
                // Where a reference was resolved, the text still has the reference.
                .filter(|node| is_scalar(*node) && !node.is_resolved() && self.is_secret(*node))
                .map(Node::span)
                .collect()
        } else {
            self.unparsed()
        };
        spans.sort_unstable();
        spans
    }

    /// The text with a mask over every secret, line for line.
    pub fn masked(&self) -> String {
        let text = self.tree.text();
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        for span in self.spans() {
            let (start, end) = ((span.start as usize).max(at), span.end as usize);
            masked.push_str(text.get(at..start).unwrap_or_default());
            let hidden = text.get(start..end).unwrap_or_default();
            for line in hidden.split_inclusive('\n') {
                let body = line.trim_end_matches(['\n', '\r']);
                masked.push_str(if body.is_empty() { "" } else { MASK });
                masked.push_str(line.get(body.len()..).unwrap_or_default());
            }
            at = end.max(at);
        }
        masked.push_str(text.get(at..).unwrap_or_default());
        masked
    }

    /// The words of the text that are neither keys nor harmless values.
    fn unparsed(&self) -> Vec<Span> {
        // What stands twice is a key, though one that is no node's.
        let repeated = self.tree.faults().iter().filter(|fault| fault.kind == FaultKind::DuplicateKey);
        let repeated = repeated.map(|fault| fault.span);
        let mut shown: Vec<Span> = self
            .tree
            .nodes()
            .flat_map(|node| {
                let key = node.key().map(|key| key.span);
                let value = (is_scalar(node) && !self.is_secret(node)).then(|| node.span());
                key.into_iter().chain(value)
            })
            .chain(repeated)
            .collect();
        shown.sort_unstable();
        let mut spans = Vec::new();
        let mut at = 0;
        for span in shown.into_iter().chain([Span::new(self.tree.text().len(), self.tree.text().len())]) {
            let (start, end) = (span.start as usize, span.end as usize);
            if start > at {
                words(self.tree.text(), at, start, &mut spans);
            }
            at = at.max(end);
        }
        spans
    }
}

/// The runs of `text[start..end]` that are not only white space and punctuation.
fn words(text: &str, start: usize, end: usize, spans: &mut Vec<Span>) {
    let structural = |character: char| character.is_whitespace() || "{}[]:,=\"'#/*".contains(character);
    let Some(gap) = text.get(start..end) else { return };
    for line in gap.split_inclusive('\n') {
        let at = start + (line.as_ptr() as usize - gap.as_ptr() as usize);
        let word = line.trim_matches(structural);
        // A single dot stands between the parts of a TOML header.
        if !word.is_empty() && word != "." {
            let from = at + (word.as_ptr() as usize - line.as_ptr() as usize);
            spans.push(Span::new(from, from + word.len()));
        }
    }
}

fn is_secret_entry(request: &Request<'_>, field: &str) -> bool {
    let has_schema = request.mode == Mode::Configuration || request.service.is_some();
    !has_schema || request.field(field).is_none_or(is_hidden_field)
}

fn is_secret_definition(request: &Request<'_>, field: &str, rest: &[&str], node: Node<'_>) -> bool {
    let [attribute, inner @ ..] = rest else {
        return request.fields.iter().all(|known| known.name != field);
    };
    match Attribute::from_name(attribute) {
        Some(Attribute::DependsOn) if inner.contains(&"value") => is_secret_dependency(request, node),
        Some(Attribute::Value | Attribute::DefaultValue) | None => {
            request.field(field).is_none_or(is_hidden_field)
        }
        Some(_) => false,
    }
}

/// The strings that have the shape of a secret.
fn exposed(tree: &Tree<'_>) -> Vec<Exposed> {
    let shaped = |node: Node<'_>| {
        let text = node.value().as_text().filter(|_| !node.is_resolved())?;
        let (what, start) = shape::of(text)?;
        Some(Exposed { node: node.id(), what, start })
    };
    tree.nodes().filter_map(shaped).collect()
}

fn is_scalar(node: Node<'_>) -> bool {
    !matches!(node.kind(), Kind::Array | Kind::Object)
}

/// Whether a value of a secret field gives the secret away: blank text and references do not, and a bool is none.
pub fn is_literal(value: Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Text(text) => !text.trim().is_empty() && Reference::parse(text).is_none(),
        Value::Array(items) | Value::Object(items) => items.count() > 0,
        _ => true,
    }
}

/// Whether the values of a field must not be shown: it is secret, or holds what a reference was resolved to.
pub fn is_hidden_field(field: &Definition<'_>) -> bool {
    let mut slots = [&field.value, &field.default_value].into_iter();
    is_secret_field(field) || slots.any(|slot| slot.origin.node().is_some_and(Node::is_resolved))
}

/// Whether a field is secret: by its own definition, or by its connector type's.
pub fn is_secret_field(field: &Definition<'_>) -> bool {
    field.is_sensitive()
        || matches!(field.sensitive.origin, Origin::Refused(_))
        || field.known.is_some_and(Definition::is_sensitive)
}

/// Whether a node is, or is in, a dependency on a secret field.
fn is_secret_dependency(request: &Request<'_>, node: Node<'_>) -> bool {
    let mut at = Some(node);
    while let Some(node) = at {
        if let Some(field) = node.get("field")
            && let Value::Text(parent) = field.value()
        {
            return request.field(parent).is_none_or(is_hidden_field);
        }
        at = node.parent();
        if at.is_some_and(|node| node.name() == "depends_on") {
            break;
        }
    }
    false
}

/// The keyed steps from the root to a node; elements of arrays are left out.
fn path(node: Node<'_>) -> Vec<Node<'_>> {
    let mut steps = Vec::new();
    let mut at = node;
    while let Some(parent) = at.parent() {
        if at.key().is_some() {
            steps.push(at);
        }
        at = parent;
    }
    steps.reverse();
    steps
}
