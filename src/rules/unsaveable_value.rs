//! `unsaveable-value`: a value on which Kibana's form throws, or which it refuses to save.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Change, Finding, Fix, Fixable, Written};
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "unsaveable-value",
    severity: Some(Severity::Warning),
    breaks: &[Consumer::Kibana],
    summary: "a value that Kibana's form cannot save: the whole form is refused, or throws",
    page: include_str!("unsaveable_value.md"),
    claims: &[Cause::FormThrows, Cause::SaveRefused],
    word: Some(word),
    fixable: Fixable::Safe,
    yields_to: &[
        "array-value",
        "nested-update",
        "null-update",
        "value-not-convertible",
        "value-changes-meaning",
    ],
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let reason = event.detail.clone().unwrap_or_default();
    let message = if event.cause == Cause::FormThrows {
        message![
            "Kibana's form breaks down over the value of `",
            name,
            "`: it is an object with a key `toString`"
        ]
    } else {
        message!["Kibana's form cannot be saved as long as `", name, "` holds ", reason]
    };
    let help = match event.field.and_then(|field| field.value.content) {
        Some(Value::Null) => message!["write \"\", which is the same to the connector service"],
        Some(Value::Number(_)) => {
            message!["write the number as a string, or choose one that a double can hold"]
        }
        Some(Value::Text(_)) => message!["write a whole number without quotes"],
        _ => message!["write a string, a number or a bool"],
    };
    Finding::new(place, message).help(help).fix_if(fix(subject, event))
}

/// Writes "" for a null: to the service it is the same. A number box does not take it.
fn fix<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Option<Fix<'r>> {
    let (node, field) = (super::written(subject, event)?, event.field?);
    let is_meant = node.value() == Value::Null && field.field_type() != FieldType::Int;
    let change = Change::Value(node, Written::Text(String::new()));
    is_meant.then(|| Fix::safe(message!["write \"\""], change))
}
