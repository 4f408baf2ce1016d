//! `invalid-regex`: a pattern that Python refuses.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-regex",
    breaks: &[Consumer::Connector],
    summary: "a pattern that Python's `re` refuses: the check of the whole connector crashes on it",
    page: include_str!("invalid_regex.md"),
    claims: &[Cause::InvalidRegex],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let place = Place::value(place.node.get("constraint").unwrap_or(place.node));
    let name = event.name.unwrap_or_default();
    let fault = event.detail.clone().unwrap_or_default();
    let message = message!["Python refuses the pattern of `", name, "`: ", fault];
    let help = if event.breaks {
        message!["correct the pattern: the service's check of the whole connector ends here with a crash"]
    } else {
        message!["correct the pattern: as soon as the field is checked, the service's check crashes on it"]
    };
    Finding::new(place, message).help(help)
}
