//! The strict published shape of a connector file, `schemas/connector.schema.json`, asked about one tree: where does
//! the file differ from it, by which rule, and what belongs there instead.
//!
//! The model of Elasticsearch decides what is refused, coerced or dropped; this module only explains, and only the
//! files that the model found something in. The schema is the one that editors use. It is validated by the
//! `jsonschema` crate on the tree itself, so nothing is converted and no value leaves the tree.

mod annotation;
mod instance;
mod narrowed;

use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::tree::{Kind, Node, NodeId, Tree};
use annotation::Annotations;
use instance::{Instance, TreeJson};

pub use narrowed::narrowed;

/// The schema as published, JSON Schema draft 2020-12.
pub const TEXT: &str = include_str!("../schemas/connector.schema.json");

/// One place where a file differs from the published shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Where: the value that is wrong; for an unknown key its value, for something missing the object around it.
    pub node: NodeId,
    /// The rule that judges it, by its kebab-case name.
    pub rule: &'static str,
    /// What belongs there, in words: "a string", "one of str, int, list, bool", "the keys `field` and `value`".
    pub expected: &'static str,
}

/// Everything that keeps `tree` from the published shape, in the order of the nodes; one explanation for each
/// node and each schema that it fails. Empty for a clean file.
///
/// Values without a form in JSON are passed over, as is what seems missing where the reader could not read
/// everything: both have errors of their own.
pub fn explain(tree: &Tree<'_>) -> Vec<Explanation> {
    SHAPE.as_ref().map_or_else(Vec::new, |shape| shape.explain(tree))
}

/// Built on the first question (about two milliseconds) and never for clean files, which nobody asks about. None
/// only if the published schema were no schema, which a test rules out.
static SHAPE: LazyLock<Option<Shape>> = LazyLock::new(Shape::published);

/// The schema, ready to be asked.
struct Shape {
    validator: Validator<TreeJson>,
    annotations: Annotations,
}

/// An explanation with the constraint that it comes from.
struct Failure {
    explanation: Explanation,
    /// JSON Pointer of the schema that holds the constraint.
    schema: String,
    keyword: &'static str,
}

impl Shape {
    fn published() -> Option<Self> {
        let schema = serde_json::from_str::<Value>(TEXT).ok()?;
        let validator = jsonschema::options_for::<TreeJson>().offline().build(&schema).ok()?;
        Some(Self { validator, annotations: Annotations::new(schema) })
    }

    fn explain(&'static self, tree: &Tree<'_>) -> Vec<Explanation> {
        let mut failures = Vec::new();
        for error in self.validator.iter_errors(Instance::of(tree.root())) {
            self.read(tree, &error, &mut failures);
        }
        failures.sort_by(|a, b| a.order().cmp(&b.order()));
        failures.dedup_by(|later, kept| later.place() == kept.place());
        failures.into_iter().map(|failure| failure.explanation).collect()
    }

    /// Adds what one error of the validator says, unknown keys one by one.
    fn read(&'static self, tree: &Tree<'_>, error: &ValidationError<'_>, failures: &mut Vec<Failure>) {
        let Some(node) = instance::named_by(error.instance(), tree) else { return };
        let Some((schema, keyword)) = error.schema_path().as_str().rsplit_once('/') else { return };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for member in members_named(node, unexpected) {
                    failures.extend(self.failure(member, schema, keyword));
                }
            }
            _ if node.is_damaged() && speaks_of_something_missing(error.kind()) => {}
            _ => failures.extend(self.failure(node, schema, keyword)),
        }
    }

    fn failure(&'static self, node: Node<'_>, schema: &str, keyword: &str) -> Option<Failure> {
        if !is_value(node) {
            return None;
        }
        let constraint = self.annotations.constraint(schema, keyword)?;
        let rule = constraint.rule_for(node);
        let explanation = Explanation { node: node.id(), rule, expected: constraint.expected };
        Some(Failure { explanation, schema: schema.to_owned(), keyword: constraint.keyword })
    }
}

impl Failure {
    /// What only one explanation is given for: of a wrong type nothing else is worth saying.
    fn place(&self) -> (NodeId, &str) {
        (self.explanation.node, &self.schema)
    }

    fn order(&self) -> (NodeId, &str, bool, &str) {
        (self.explanation.node, &self.schema, self.keyword != "type", self.keyword)
    }
}

/// Whether a JSON value is written there. TOML's dates are none, nor is the null that stands for an unreadable value.
fn is_value(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Unrepresentable => false,
        Kind::Null => node.tree().slice(node.span()) == "null",
        _ => true,
    }
}

/// Whether more of the file, had it been readable, could have met the constraint.
fn speaks_of_something_missing(kind: &ValidationErrorKind) -> bool {
    use ValidationErrorKind as E;
    matches!(kind, E::Required { .. } | E::AnyOf { .. } | E::MinProperties { .. })
}

/// The members of `object` with one of these keys, as written; all of them where a key is there twice.
fn members_named<'t>(object: Node<'t>, keys: &[String]) -> impl Iterator<Item = Node<'t>> {
    let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    keys.sort_unstable();
    object.children().filter(move |member| keys.binary_search(&member.name()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Format;

    #[test]
    fn errors_hold_no_text_of_values() {
        let text = r#"{
          "configuration": {"f": {"label": 5, "type": "hunter2", "required": "hunter2", "display": {"a": "hunter2"},
            "order": "hunter2", "value": ["hunter2"], "options": [{"hunter": "hunter2"}]}},
          "values": {"f": ["hunter2"]}, "password": "hunter2", "partial": "hunter2"
        }"#;
        let tree = Tree::parse(text, Format::Json);
        let shape = SHAPE.as_ref().expect("the published schema builds");
        let errors: Vec<_> = shape.validator.iter_errors(Instance::of(tree.root())).collect();
        assert!(errors.len() > 9, "{errors:?}");
        assert!(!format!("{errors:?}").contains("hunter2"), "{errors:?}");
    }
}
