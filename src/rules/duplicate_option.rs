//! `duplicate-option`: two options with one value or one label.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Definition;
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-option",
    severity: Some(Severity::Warning),
    summary: "two options of a field have the same value or the same label",
    page: include_str!("duplicate_option.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields().filter(|field| field.choices().len() > 1) {
        for key in ["value", "label"] {
            duplicates(subject, field, key, findings);
        }
    }
}

fn duplicates<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    key: &'static str,
    findings: &mut Vec<Finding<'r>>,
) {
    let items = (0..field.choices().len()).filter_map(|at| subject.item(field, Attribute::Options, at));
    let mut parts: Vec<Node<'r>> = items.filter_map(|item| item.get(key)).collect();
    parts.sort_by_key(|part| (kind(*part), part.text(), part.span()));
    for pair in parts.chunk_by(|one, other| kind(*one) == kind(*other) && one.text() == other.text()) {
        let [first, rest @ ..] = pair else { continue };
        for later in rest {
            let message = message!["two options of `", field.name, "` have the ", key, " ", *later];
            let help = message!["remove one of the two, or give it another ", key];
            let finding = Finding::new(Place::value(*later), message).field(field.name).help(help);
            findings.push(finding.related(Place::value(*first), message!["the first one"]));
        }
    }
}

/// Tells the string "1" from the number 1.
fn kind(node: Node<'_>) -> bool {
    matches!(node.value(), Value::Text(_))
}
