//! `missing-label`: a field definition without its only mandatory attribute.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "missing-label",
    breaks: &[Consumer::Elasticsearch],
    summary: "a field definition has no `label`, the one attribute that Elasticsearch demands",
    page: include_str!("missing_label.md"),
    claims: &[Cause::MissingLabel],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let help = message!["add `label`, the name that people see, such as \"", spoken(name), "\""];
    if event.breaks {
        let message = message![
            "the field `",
            name,
            "` has no `label`, without which Elasticsearch refuses the request"
        ];
        Finding::new(Place::key(place.node), message).help(help)
    } else {
        let message = message!["the label of `", name, "` is empty: nobody can tell what the field is"];
        Finding::new(place, message).help(help)
    }
}

/// A name as a person would write it: `data_source` is "Data source".
fn spoken(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
