//! `plaintext-secret`: a literal in a sensitive field.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin, Slot};
use crate::finding::{Finding, Place};
use crate::message;
use crate::reference::Reference;
use crate::request::EntryKind;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "plaintext-secret",
    summary: "a literal stands in a sensitive field, for everybody who can read the repository",
    page: include_str!("plaintext_secret.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.request.fields.iter().filter(|field| subject.is_secret(field)) {
        let attributes = [(Attribute::Value, &field.value), (Attribute::DefaultValue, &field.default_value)];
        findings.extend(attributes.into_iter().filter_map(|(attribute, slot)| literal(subject, field, attribute, slot)));
    }
    // A value of `configuration` that `values` lays itself over is in the repository all the same.
    for entry in subject.request.entries.iter().filter(|entry| entry.kind == EntryKind::Conflicting) {
        if let (Some(node), Some(field)) = (entry.other, subject.request.field(entry.node.name()))
            && subject.is_secret(field)
            && is_literal(node.value())
        {
            findings.push(finding(subject, field, node, ""));
        }
    }
}

fn literal<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    attribute: Attribute,
    slot: &Slot<'r, Value<'r>>,
) -> Option<Finding<'r>> {
    let (Origin::Written(node) | Origin::Values(node)) = slot.origin else { return None };
    let what = if attribute == Attribute::Value { "" } else { "default " };
    is_literal(node.value()).then(|| finding(subject, field, node, what))
}

fn is_literal(value: Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Text(text) => !text.trim().is_empty() && Reference::parse(text).is_none(),
        _ => true,
    }
}

fn finding<'r>(subject: &Subject<'r>, field: &'r Definition<'r>, node: Node<'r>, what: &'r str) -> Finding<'r> {
    let message = message!["the ", what, "value of the sensitive field `", field.name, "` stands in the file in clear"];
    let variable = variable(&subject.connector.id, field.name);
    let help = message![format!("write \"${{env:{variable}}}\" and set that variable where the payload is made; then change the secret")];
    Finding::new(Place::key(node), message).field(field.name).help(help)
}

/// The name of an environment variable for a field of a connector.
pub(super) fn variable(connector: &str, field: &str) -> String {
    let word = |character: char| if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() } else { '_' };
    let name: String = format!("{connector}_{field}").chars().map(word).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name }
}
