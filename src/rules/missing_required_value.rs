//! `missing-required-value`: a required field that is active and empty.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::reference;
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
    let secret = subject.is_secret(field).then(|| {
        let variable = reference::variable(&subject.connector.id, field.name);
        format!("\"${{env:{variable}}}\" and set that variable where the payload is made")
    });
    if is_left_out {
        let message = message![
            "`",
            field.name,
            "` is required by the connector type, but this configuration leaves it out: the service adds it \
             back, empty"
        ];
        let value = secret.map_or_else(|| "a value".to_owned(), |secret| format!("the value {secret}"));
        return Finding::new(place, message).help(message!["define `", field.name, "` with ", value]);
    }
    let message = message!["`", field.name, "` is required, but has no value"];
    let help = match (secret, subject.request.mode) {
        (Some(secret), Mode::Values) => message!["write ", field.name, " = ", secret],
        (Some(secret), Mode::Configuration) => message!["give it the value ", secret],
        (None, Mode::Values) => {
            message![
                "set `",
                field.name,
                "` under `values`, or write `partial = true` if it is set elsewhere"
            ]
        }
        (None, Mode::Configuration) => {
            message!["give it a `value`, or write `partial = true` if it is set elsewhere"]
        }
    };
    Finding::new(place, message).help(help)
}
