//! `value-changes-meaning`: a value or default that the service turns into something else.

use super::{Rule, Subject};
use crate::connector::attribute::{Attribute, FieldType};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Change, Finding, Fix, Fixable, Message, MessagePart, Written};
use crate::message;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "value-changes-meaning",
    breaks: &[Consumer::Kibana],
    summary: "a value or default that the service turns into something else, such as \"false\" into true",
    page: include_str!("value_changes_meaning.md"),
    claims: &[Cause::ChangedMeaning],
    word: Some(word),
    fixable: Fixable::Unsafe,
    yields_to: &["nested-update"],
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let Some(field) = event.field else {
        return Finding::new(place, message!["this becomes something else"]);
    };
    let kind = field.field_type();
    let what = match event.at {
        At::Attribute(Attribute::DefaultValue) => "default",
        _ => "value",
    };
    let node = place.node;
    let value = node.value();
    let mut message = message!["`", field.name, "` is ", super::article(kind.name()), " field, "];
    if let (FieldType::Int, Value::Bool(is_true)) = (kind, value) {
        message.0.extend(message!["in which the ", what, " ", node, " stays a bool, and counts as "].0);
        message.0.push(MessagePart::Derived(u8::from(is_true).to_string(), node));
    } else {
        let comma = if matches!(value, Value::Object(_)) { ", " } else { " " };
        message.0.extend(message!["so the service turns its ", what, comma].0);
        message.0.extend(super::shown(subject, event));
        message.0.extend(message![comma.trim_end(), " into "].0);
        let becomes = super::converted(kind, event.detail.as_deref().unwrap_or_default());
        message.0.push(MessagePart::Derived(becomes, node));
    }
    let fix = super::written(subject, event).and_then(|node| fix(kind, node));
    Finding::new(place, message).help(help(kind, node)).fix_if(fix)
}

/// Writes what was probably meant. It is not what the connector has so far.
fn fix(kind: FieldType, node: Node<'_>) -> Option<Fix<'_>> {
    let (title, written) = match (kind, node.value()) {
        (FieldType::Bool, Value::Text(text)) => {
            let word = text.trim().to_ascii_lowercase();
            let says_no = ["false", "no", "off", "n", "f", "0"].contains(&word.as_str());
            says_no.then_some(("write false without quotes", Written::Bool(false)))?
        }
        (FieldType::Str, Value::Bool(value)) => ("write it in quotes", Written::Text(value.to_string())),
        (FieldType::Str, Value::Number(number)) => {
            ("write it in quotes", Written::Text(number.text().to_owned()))
        }
        _ => return None,
    };
    Some(Fix::judged(message![title], Change::Value(node, written)))
}

fn help(kind: FieldType, node: Node<'_>) -> Message<'_> {
    match (kind, node.value()) {
        (FieldType::Bool, Value::Text(text)) if text.trim().eq_ignore_ascii_case("false") => {
            message!["write false without quotes: to the service every string but the empty one is true"]
        }
        (FieldType::Bool, _) => message!["write true or false, without quotes"],
        (FieldType::Int, _) => message!["write a whole number"],
        (FieldType::Str, Value::Bool(_) | Value::Number(_)) => {
            Message(vec!["write it in quotes: ".into(), super::in_quotes(node)])
        }
        (FieldType::Str, _) => message!["write a string"],
        (FieldType::List, _) => message!["write a comma-separated string, such as \"a, b\""],
    }
}
