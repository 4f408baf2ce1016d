//! `no-visible-field`: Kibana's page has no form at all.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "no-visible-field",
    severity: Some(Severity::Warning),
    breaks: &[Consumer::Kibana],
    summary: "no field is in the main panel: Kibana's page has no form, and no Edit button",
    page: include_str!("no_visible_field.md"),
    claims: &[Cause::NoForm],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, _event: &Event<'r>) -> Finding<'r> {
    let message = message![
        "Kibana shows no form for this connector: none of its fields is in the main panel, and without one there is no Edit button"
    ];
    let help = message!["leave at least one field without `ui_restrictions` and without an unmet dependency"];
    Finding::new(subject.connector_place(), message).help(help)
}
