//! `unfit-constraint`: a constraint that cannot work with the type or the value of its field.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "unfit-constraint",
    breaks: &[Consumer::Connector],
    summary: "a constraint that cannot work with the type of its field",
    page: include_str!("unfit_constraint.md"),
    claims: &[Cause::UnfitConstraint],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let place = Place::value(place.node.get("constraint").unwrap_or(place.node));
    let name = event.name.unwrap_or_default();
    let kind = event.validation.map_or("", |validation| validation.kind.name());
    let reason = event.detail.clone().unwrap_or_else(|| "does not fit the value".to_owned());
    let message = message!["the ", kind, " constraint of `", name, "` ", reason];
    let help = match kind {
        "less_than" | "greater_than" => {
            message!["write a bound of the field's type, or remove the validation"]
        }
        "included_in" => message!["write the allowed values as a list"],
        "list_type" => message!["remove the validation, or write \"str\" on a list"],
        _ => message!["write the pattern as a string on a str field, or remove the validation"],
    };
    Finding::new(place, message).help(help)
}
