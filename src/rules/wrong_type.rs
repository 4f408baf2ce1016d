//! `wrong-type`: a part of the file has a JSON type that it cannot have.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Message};
use crate::message;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "wrong-type",
    breaks: &[Consumer::Elasticsearch],
    summary: "a part has a JSON type, or a number a size, that it cannot have",
    page: include_str!("wrong_type.md"),
    claims: &[Cause::WrongType],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let node = place.node;
    let expected = event.detail.as_deref().or_else(|| subject.expected(node));
    let expected = expected.unwrap_or(fallback(subject, event)).to_owned();
    let found = match node.value() {
        Value::Number(_) | Value::Bool(_) | Value::Text(_) => message![node],
        other => message![other.noun()],
    };
    let mut message = message![super::named(node), " must be ", expected, ", but is "];
    message.0.extend(found.0);
    if !event.breaks {
        message.0.extend(message![": it has no effect"].0);
    }
    Finding::new(place, message).help_if(help(event, node.value()))
}

/// What is wanted where the schema has no word for it.
fn fallback(subject: &Subject<'_>, event: &Event<'_>) -> &'static str {
    let place = subject.place(event).node;
    match place.name() {
        "connector_id" | "id" | "service_type" | "$schema" => "a string",
        "partial" | "is_native" => "true or false",
        "values" | "configuration" => "a table of fields",
        _ => "something else",
    }
}

fn help<'r>(event: &Event<'r>, value: Value<'r>) -> Option<Message<'r>> {
    match value {
        Value::Null => Some(message!["leave the attribute out"]),
        Value::Text("yes" | "True" | "on") => Some(message!["write true"]),
        Value::Text("no" | "False" | "off") => Some(message!["write false"]),
        _ if event.breaks => None,
        _ => Some(message!["write a table, or remove it"]),
    }
}
