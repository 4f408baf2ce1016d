//! `unregistered-field`: a key of `values` that the schema does not have.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;
use crate::request::Mode;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unregistered-field",
    breaks: &[Consumer::Elasticsearch],
    summary: "a key of `values` that the connector's schema does not have",
    page: include_str!("unregistered_field.md"),
    claims: &[Cause::Unregistered],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let node = subject.place(event).node;
    let message = match (subject.request.mode, subject.request.service) {
        (Mode::Values, Some(service)) => message![
            "`",
            node.name(),
            "` is no field of `",
            service.name,
            "`: Elasticsearch refuses the whole update"
        ],
        _ => {
            message!["`", node.name(), "` is no field of this file's `configuration`: the value goes nowhere"]
        }
    };
    let otherwise = match (subject.request.mode, subject.request.service) {
        (Mode::Values, Some(service)) => message![format!(
            "write one of its fields, which `connlint types {}` lists, or remove it",
            service.name
        )],
        _ => message!["define it under `configuration`, or remove it"],
    };
    let names = subject.request.fields.iter().map(|field| field.name);
    let meant = suggest(node.name(), names).map(|name| message!["did you mean `", name, "`?"]);
    Finding::new(Place::key(node), message).help(otherwise).help_if(meant)
}
