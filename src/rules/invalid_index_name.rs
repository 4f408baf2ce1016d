//! `invalid-index-name`: an index name that Elasticsearch refuses.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "invalid-index-name",
    breaks: &[Consumer::Elasticsearch],
    summary: "an `index_name` that Elasticsearch refuses, at once or when it creates the index",
    page: include_str!("invalid_index_name.md"),
    claims: &[Cause::InvalidIndexName],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let reason = event.detail.clone().unwrap_or_default();
    let node = place.node;
    if event.breaks {
        let help = if reason.contains("`content-`") {
            message![format!("write \"content-{}\"", node.text())]
        } else {
            message!["choose a name of lower-case letters, digits, `-` and `.` that begins with a letter"]
        };
        let message = message!["Elasticsearch refuses this index name: it ", reason];
        return Finding::new(place, message).help(help);
    }
    let message = message![
        "this index name ",
        reason,
        ": the connector is accepted, but its index can never be created"
    ];
    let lower = serde_json::Value::from(node.text().to_lowercase()).to_string();
    let finding = Finding::new(place, message).help(message!["write ", lower]);
    Finding { severity: Severity::Warning, ..finding }
}
