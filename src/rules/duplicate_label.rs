//! `duplicate-label`: two fields with one label.

use std::collections::BTreeMap;

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-label",
    severity: None,
    summary: "two fields have one label",
    page: include_str!("duplicate_label.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let mut taken: BTreeMap<&str, &Definition<'r>> = BTreeMap::new();
    for field in subject.written_fields() {
        let (Origin::Written(_), Some(label)) = (field.label.origin, field.label.content) else { continue };
        if label.is_empty() {
            continue;
        }
        let Some(first) = taken.get(label) else {
            taken.insert(label, field);
            continue;
        };
        let message = message!["`", field.name, "` has the same label as `", first.name, "`"];
        let finding =
            Finding::new(subject.attribute_place(field, Attribute::Label), message).field(field.name);
        let finding = finding.help(message!["tell them apart: the service names a field by its label alone"]);
        let place = subject.attribute_place(first, Attribute::Label);
        findings.push(finding.related(place, message!["`", first.name, "` has it already"]));
    }
}
