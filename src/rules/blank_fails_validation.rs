//! `blank-fails-validation`: an optional field without value and default, whose validations run all the same.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "blank-fails-validation",
    breaks: &[Consumer::Connector],
    summary: "an optional field is blank and has no default, but its validations run all the same, and fail",
    page: include_str!("blank_fails_validation.md"),
    claims: &[Cause::BlankFails],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let check = super::check_in_words(event);
    let message = message![
        "`",
        name,
        "` is optional and blank, but the service validates it all the same: it must ",
        check
    ];
    let help =
        message!["give it a `default_value` that passes, set a value, or make the validation accept a blank"];
    super::with_constraint(subject, event, Finding::new(place, message).help(help))
}
