//! `wrong-type`: a part of the file has a JSON type that it cannot have.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Message};
use crate::message;
use crate::tree::{Format, Node, Value};

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
    let mut message = message![super::named(node), " must be ", expected.clone(), ", but is "];
    message.0.extend(found.0);
    if !event.breaks {
        message.0.extend(message![": it has no effect"].0);
    }
    Finding::new(place, message).help_if(help(node, &expected))
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

fn help<'r>(node: Node<'r>, expected: &str) -> Option<Message<'r>> {
    let is_switch = ["required", "sensitive", "partial", "is_native"].contains(&node.name());
    let is_field =
        node.parent().is_some_and(|parent| parent.name() == "configuration") && node.key().is_some();
    let depth = node.pointer().matches('/').count();
    Some(match node.value() {
        _ if is_field && depth == 2 => {
            message!["to set only a value of a registered field, write it under `values`"]
        }
        Value::Null if node.key().is_none() => message!["remove it"],
        Value::Null if node.name() == "label" => message!["write what the field is called"],
        Value::Null if depth == 3 => message!["leave the attribute out"],
        value if is_switch => message!["write ", meant(value)?],
        Value::Bool(_) | Value::Number(_) if expected.starts_with("a string") => {
            Message(vec!["write it in quotes: ".into(), super::in_quotes(node)])
        }
        _ if depth == 1 && ["values", "configuration"].contains(&node.name()) => match node.tree().format() {
            Format::Toml => message!["write `[", node.name(), "]`, and below it what belongs to each field"],
            Format::Json => message!["write an object with a key for each field"],
        },
        _ => return None,
    })
}

/// The bool that a person means by such a value.
fn meant(value: Value<'_>) -> Option<&'static str> {
    let word = match value {
        Value::Text(text) => text.to_ascii_lowercase(),
        Value::Number(number) => number.text().to_owned(),
        _ => return None,
    };
    match word.as_str() {
        "yes" | "true" | "on" | "y" | "1" => Some("true"),
        "no" | "false" | "off" | "n" | "0" => Some("false"),
        _ => None,
    }
}
