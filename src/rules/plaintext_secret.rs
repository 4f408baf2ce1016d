//! `plaintext-secret`: a literal in a sensitive field.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin, Slot};
use crate::finding::{Change, Finding, Fix, Fixable, Place, Written};
use crate::message;
use crate::reference;
use crate::request::EntryKind;
use crate::secret::{is_literal, is_secret_field};
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "plaintext-secret",
    summary: "a literal stands in a sensitive field, for everybody who can read the repository",
    page: include_str!("plaintext_secret.md"),
    judge: Judge::Connector(judge),
    fixable: Fixable::Unsafe,
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.request.fields.iter().filter(|field| is_sensitive(field)) {
        let attributes = [(Attribute::Value, &field.value), (Attribute::DefaultValue, &field.default_value)];
        findings.extend(
            attributes.into_iter().filter_map(|(attribute, slot)| literal(subject, field, attribute, slot)),
        );
    }
    // A value of `configuration` that `values` lays itself over is in the repository all the same.
    for entry in subject.request.entries.iter().filter(|entry| entry.kind == EntryKind::Conflicting) {
        if let (Some(node), Some(field)) = (entry.other, subject.request.field(entry.node.name()))
            && is_sensitive(field)
            && is_hard_coded(node)
        {
            findings.push(finding(subject, field, node, "value"));
        }
    }
}

/// Whether a field is said to be secret; one whose `sensitive` cannot be read is only treated so.
fn is_sensitive(field: &Definition<'_>) -> bool {
    is_secret_field(field)
        && (!matches!(field.sensitive.origin, Origin::Refused(_))
            || field.known.is_some_and(Definition::is_sensitive))
}

fn literal<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    attribute: Attribute,
    slot: &Slot<'r, Value<'r>>,
) -> Option<Finding<'r>> {
    // What Elasticsearch refuses is in the repository all the same.
    let (Origin::Written(node) | Origin::Values(node) | Origin::Refused(node)) = slot.origin else {
        return None;
    };
    let what = if attribute == Attribute::Value { "value" } else { "default" };
    is_hard_coded(node).then(|| finding(subject, field, node, what))
}

/// Whether the file itself gives a secret away: what a reference was resolved to is not in it.
fn is_hard_coded(node: Node<'_>) -> bool {
    !node.is_resolved() && is_literal(node.value())
}

fn finding<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    node: Node<'r>,
    what: &'r str,
) -> Finding<'r> {
    let message =
        message!["`", field.name, "` is sensitive, but its ", what, " stands in this file in clear text"];
    let variable = reference::variable(&subject.connector.id, field.name);
    let help = message![format!(
        "write \"${{env:{variable}}}\", set that variable where the payload is made, and change the secret: git keeps the old one"
    )];
    let reference = format!("${{env:{variable}}}");
    let title = message!["write ", format!("\"{reference}\"")];
    let fix = Fix::judged(title, Change::Value(node, Written::Reference(reference)));
    Finding::new(Place::key(node), message).field(field.name).help(help).fix_if(Some(fix))
}
