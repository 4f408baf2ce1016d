//! `default-fails-validation`: a default that violates the field's own validations.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "default-fails-validation",
    breaks: &[Consumer::Connector],
    summary: "a default violates the field's own validations",
    page: include_str!("default_fails_validation.md"),
    claims: &[Cause::DefaultFails],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let state = if event.breaks { ", which is in effect since no value is set" } else { "" };
    let check = super::check_in_words(event);
    let message =
        message!["the default of `", name, "`", state, ", violates its own validation: it must ", check];
    let finding = Finding::new(place, message).help(message!["change the default, or the validation"]);
    super::with_constraint(subject, event, finding)
}
