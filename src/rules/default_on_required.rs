//! `default-on-required`: a default that is never used.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Origin;
use crate::finding::{Change, Finding, Fix, Fixable, Place};
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "default-on-required",
    severity: Some(Severity::Warning),
    summary: "the default of a required field, which is never used",
    page: include_str!("default_on_required.md"),
    judge: Judge::Connector(judge),
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields().filter(|field| field.is_required()) {
        let Origin::Written(node) = field.default_value.origin else { continue };
        if matches!(node.value(), Value::Null | Value::Text("")) {
            continue;
        }
        let message = message!["`", field.name, "` is required, so that its default is never used"];
        let help = message!["remove the default, write it as the `value`, or make the field optional"];
        let fix = Fix::safe(message!["remove the default"], Change::Remove(node));
        let finding = Finding::new(Place::key(node), message).field(field.name).help(help).fix_if(Some(fix));
        findings.push(match field.required.origin {
            Origin::Written(_) => finding
                .related(subject.attribute_place(field, Attribute::Required), message!["required here"]),
            _ => finding,
        });
    }
}
