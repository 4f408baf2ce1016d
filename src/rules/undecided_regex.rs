//! `undecided-regex`: a pattern of which it could not be decided whether it matches the value.

use super::{Rule, Subject};
use crate::consumers::{Cause, Event};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "undecided-regex",
    severity: Some(Severity::Note),
    summary: "whether a pattern matches the value could not be decided within the limit of steps",
    page: include_str!("undecided_regex.md"),
    claims: &[Cause::UndecidedRegex],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let reason = event.detail.clone().unwrap_or_default();
    let message = message![
        "whether the value of `",
        name,
        "` matches its pattern could not be decided: the pattern ",
        reason
    ];
    let finding = Finding::new(place, message).help(message!["write a simpler pattern"]);
    super::with_constraint(subject, event, finding)
}
