//! `missing-required-value`: a required field that is active and empty.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::request::Mode;

pub(super) const RULE: Rule = Rule {
    name: "missing-required-value",
    breaks: &[Consumer::Connector],
    summary: "a required field that the service checks is empty",
    page: include_str!("missing_required_value.md"),
    claims: &[Cause::MissingRequired],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let Some(field) = event.field else { return Finding::new(place, message!["a required field is empty"]) };
    let is_left_out = subject.request.mode == Mode::Configuration && field.node.is_none();
    if is_left_out {
        let message = message![
            "`",
            field.name,
            "` is required by the connector type, but this configuration leaves it out: the service adds it back, empty"
        ];
        return Finding::new(place, message).help(message![
            "define `",
            field.name,
            "` with a value, or set it under `values`"
        ]);
    }
    let message = message!["`", field.name, "` is required, but has no value"];
    let help = match subject.request.mode {
        _ if subject.is_secret(field) => message![format!(
            "write \"${{env:{}}}\" and set the variable where the payload is made",
            field.name.to_uppercase()
        )],
        Mode::Values => message![
            "set `",
            field.name,
            "` under `values`, or write `partial = true` if it is set elsewhere"
        ],
        Mode::Configuration => {
            message!["give it a `value`, or write `partial = true` if it is set elsewhere"]
        }
    };
    Finding::new(place, message).help(help)
}
