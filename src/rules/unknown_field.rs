//! `unknown-field`: a field that the connector type does not have.

use super::{Judge, Rule, Subject};
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-field",
    severity: Some(Severity::Warning),
    summary: "a `configuration` defines a field that its connector type does not have",
    page: include_str!("unknown_field.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let Some(service) = subject.request.service else { return };
    for field in subject.written_fields() {
        let (None, Some(node)) = (field.known, field.node) else { continue };
        let message = message![
            "`",
            field.name,
            "` is no field of the connector type `",
            service.name,
            "`: its source never reads it"
        ];
        let names = service.fields.iter().map(|known| known.name);
        let names = names.filter(|name| subject.request.fields.iter().all(|field| field.name != *name));
        let help = suggest(field.name, names).map(|name| message!["did you mean `", name, "`?"]);
        let remove =
            message![format!("remove it, or write a field that `connlint types {}` lists", service.name)];
        findings.push(Finding::new(Place::key(node), message).field(field.name).help(remove).help_if(help));
    }
}
