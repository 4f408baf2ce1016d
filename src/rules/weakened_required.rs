//! `weakened-required`: a field that its connector type requires, and the file does not.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "weakened-required",
    severity: Some(Severity::Warning),
    summary: "a field that its connector type requires is declared as optional",
    page: include_str!("weakened_required.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let Some(service) = subject.request.service else { return };
    for field in subject.written_fields() {
        let is_weak = matches!(field.required.origin, Origin::Written(_)) && !field.is_required();
        if is_weak && field.known.is_some_and(Definition::is_required) {
            let message = message![
                "`",
                field.name,
                "` is required by the connector type `",
                service.name,
                "`, but declared as optional: its source may fail on an empty value"
            ];
            let place = subject.attribute_place(field, Attribute::Required);
            findings
                .push(Finding::new(place, message).field(field.name).help(message!["write required = true"]));
        }
    }
}
