//! `invalid-connector-id`: an id that the API cannot take, or two that differ.

use super::{Judge, Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-connector-id",
    breaks: &[Consumer::Elasticsearch],
    summary: "an id that the API cannot take, or `id` and `connector_id` that differ",
    page: include_str!("invalid_connector_id.md"),
    claims: &[Cause::InvalidId],
    word: Some(word),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = match event.at {
        crate::consumers::At::Node(node) => Place::value(node),
        _ => Place::value(subject.tree.root()),
    };
    let reason = event.detail.clone().unwrap_or_default();
    let message = message!["this connector cannot be reached through the API: its id is ", reason];
    let help = match event.at {
        crate::consumers::At::Node(_) => message!["choose an id of letters, digits, `-` and `_`"],
        _ => message!["add `connector_id`: without it the file's name up to the first dot is the id"],
    };
    Finding::new(place, message).help(help)
}

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let (Some(id), Some(alias)) = (subject.connector.connector_id, subject.connector.id_alias) else {
        return;
    };
    if id.value() != alias.value() {
        let (first, later) = if id.span() < alias.span() { (id, alias) } else { (alias, id) };
        let message = message!["`connector_id` and `id` name different connectors; `connector_id` counts"];
        let finding = Finding::new(Place::value(later), message).help(message!["keep one of the two"]);
        findings.push(finding.related(Place::value(first), message!["the other is here"]));
    }
}
