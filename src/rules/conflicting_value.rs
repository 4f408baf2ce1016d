//! `conflicting-value`: `values` and `configuration` give one field different values.

use super::{Judge, Rule, Subject};
use crate::finding::{Finding, Place};
use crate::message;
use crate::request::EntryKind;

pub(super) const RULE: Rule = Rule {
    name: "conflicting-value",
    summary: "`values` and `configuration` give one field different values",
    page: include_str!("conflicting_value.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for entry in subject.request.entries.iter().filter(|entry| entry.kind == EntryKind::Conflicting) {
        let Some(other) = entry.other else { continue };
        let message = message![
            "`",
            entry.node.name(),
            "` has another value in `configuration`; the one under `values` wins"
        ];
        let finding = Finding::new(Place::key(entry.node), message).field(entry.node.name());
        let finding =
            finding.help(message!["remove the value from `configuration`, or this entry from `values`"]);
        findings.push(finding.related(Place::key(other), message!["the other value"]));
    }
}
