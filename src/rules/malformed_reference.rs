//! `malformed-reference`: text that looks like a secret reference, and is none.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin, Slot};
use crate::finding::Finding;
use crate::message;
use crate::reference::{Reference, fault_of};
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "malformed-reference",
    summary: "text that looks like a secret reference, but is sent as it stands",
    page: include_str!("malformed_reference.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in &subject.request.fields {
        findings.extend(malformed(subject, field, Attribute::Value, &field.value));
        findings.extend(malformed(subject, field, Attribute::DefaultValue, &field.default_value));
    }
}

fn malformed<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    attribute: Attribute,
    slot: &Slot<'r, Value<'r>>,
) -> Option<Finding<'r>> {
    let (Origin::Written(_) | Origin::Values(_), Some(Value::Text(text))) = (slot.origin, slot.content)
    else {
        return None;
    };
    let fault = fault_of(text)?;
    let message =
        message!["the value of `", field.name, "` looks like a secret reference, but ", fault.what()];
    let help = match Reference::parse(text) {
        Some(_) => message!["name a file inside the repository, relative to its root"],
        None => message![
            "write the whole value as \"${env:NAME}\" or \"${file:PATH}\"; \"$${\" stands for a literal \"${\""
        ],
    };
    Some(Finding::new(subject.attribute_place(field, attribute), message).field(field.name).help(help))
}
