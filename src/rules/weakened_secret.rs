//! `weakened-secret`: a field that its connector type calls sensitive, and the file does not.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "weakened-secret",
    summary: "a field that its connector type calls sensitive is declared as not sensitive",
    page: include_str!("weakened_secret.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let Some(service) = subject.request.service else { return };
    for field in subject.written_fields() {
        let is_weak = matches!(field.sensitive.origin, Origin::Written(_)) && !field.is_sensitive();
        if is_weak && field.known.is_some_and(Definition::is_sensitive) {
            let message = message![
                "`",
                field.name,
                "` is a secret of the connector type `",
                service.name,
                "`, but declared as not sensitive: Kibana shows it in clear"
            ];
            let place = subject.attribute_place(field, Attribute::Sensitive);
            findings.push(
                Finding::new(place, message).field(field.name).help(message!["write sensitive = true"]),
            );
        }
    }
}
