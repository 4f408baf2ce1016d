//! `missing-field`: a `configuration` drops a field that its connector type has.

use super::{Judge, Rule, Subject};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "missing-field",
    severity: Some(Severity::Warning),
    summary: "a `configuration` leaves out a field of its connector type",
    page: include_str!("missing_field.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let (Some(service), true) = (subject.request.service, subject.service.runs_check()) else { return };
    let quiet = |name: &str| {
        // Where the field breaks somebody, missing-required-value or array-value says so.
        let Some(held) = subject.service.field(name) else { return false };
        let is_empty = held.required && held.value.is_empty() == Some(true);
        is_empty && held.dependencies.is_empty()
            || matches!(held.definition.value.content, Some(Value::Array(_)))
    };
    for field in subject.request.left_out.iter().filter(|field| !quiet(field.name)) {
        let message = message![
            "this configuration leaves out `",
            field.name,
            "` of the connector type `",
            service.name,
            "`: the service adds it back with its defaults"
        ];
        let finding = Finding::new(subject.field_place(field), message).field(field.name);
        findings
            .push(finding.help(message!["define the field, so that the repository says what is deployed"]));
    }
}
