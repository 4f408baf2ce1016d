//! `missing-field`: a `configuration` drops a field that its connector type has.

use super::{Judge, Rule, Subject};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

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
    // Where the field breaks somebody, a more precise rule says that it is left out.
    let is_said = |finding: &Finding<'_>, name: &str| {
        ["missing-required-value", "array-value"].contains(&finding.rule)
            && finding.field.as_deref() == Some(name)
    };
    let said: Vec<_> = subject
        .request
        .left_out
        .iter()
        .map(|field| findings.iter().any(|finding| is_said(finding, field.name)))
        .collect();
    for (field, _) in subject.request.left_out.iter().zip(said).filter(|(_, said)| !said) {
        let message = message![
            "this configuration leaves out `",
            field.name,
            "` of the connector type `",
            service.name,
            "`: the service adds it back with the type's own value"
        ];
        let finding = Finding::new(subject.field_place(field), message).field(field.name);
        findings
            .push(finding.help(message!["define the field, so that the repository says what is deployed"]));
    }
}
