//! `array-value`: an array where Elasticsearch takes none, or stores one that it cannot read again.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::connector::definition::{Definition, Origin};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Change, Finding, Fix, Fixable, Message, MessagePart, Written};
use crate::message;
use crate::request::Mode;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "array-value",
    breaks: &[Consumer::Elasticsearch, Consumer::Kibana],
    summary: "an array as a value, which is refused, or stops every sync job later",
    page: include_str!("array_value.md"),
    claims: &[Cause::ArrayValue, Cause::StoredArray],
    word: Some(word),
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or(place.node.name());
    if let At::Node(node) = event.at {
        let what = if node.name() == "default_value" { "the default of `" } else { "`" };
        let effect = match event.cause {
            Cause::StoredArray => {
                ": Elasticsearch stores it, but can then create no sync job for the connector any more"
            }
            _ => ", which Elasticsearch refuses, also in a field of type `list`",
        };
        return Finding::new(place, message![what, name, "` is an array", effect])
            .help(comma_string(node))
            .fix_if(event.field.and_then(|field| fix(field, node)));
    }
    let origin = match subject.request.mode {
        Mode::Values => "` as an array, and this file leaves it so",
        Mode::Configuration => {
            "` as an array, and the service adds it back, since this configuration leaves it out"
        }
    };
    let message = message![
        "the connector type registers `",
        name,
        origin,
        ": Elasticsearch can create no sync job for the connector"
    ];
    let or_none = if event.field.is_some_and(Definition::is_required) { "" } else { ", or \"\" for none" };
    Finding::new(place, message).help(message!["set `", name, "` to a string, such as \"a, b\"", or_none])
}

/// Writes the items of a list with commas between them, where each is a string that no comma or blank cuts.
fn fix<'r>(field: &Definition<'r>, node: Node<'r>) -> Option<Fix<'r>> {
    let is_list = field.field_type() == FieldType::List && !matches!(field.kind.origin, Origin::Refused(_));
    let item = |item: Node<'r>| {
        let text = item.value().as_text()?;
        let is_whole = !text.is_empty() && text.trim() == text && !text.contains(',') && !text.contains("${");
        is_whole.then_some(text)
    };
    let items: Option<Vec<&str>> = node.children().map(item).collect();
    let items = items.filter(|_| is_list)?;
    let title = message!["write a comma-separated string"];
    Some(Fix::safe(title, Change::Value(node, Written::Text(items.join(", ")))))
}

/// The comma-separated string that says the same, where every item can be an item of it.
fn comma_string(node: Node<'_>) -> Message<'_> {
    let is_plain = |item: Node<'_>| match item.value() {
        Value::Text(text) => !text.contains(',') && !text.trim().is_empty() && text.trim() == text,
        Value::Number(_) => true,
        _ => false,
    };
    if node.children().all(is_plain) {
        let items: Vec<_> = node.children().map(Node::text).collect();
        let string = serde_json::Value::from(items.join(", ")).to_string();
        return Message(vec!["write a comma-separated string: ".into(), MessagePart::Derived(string, node)]);
    }
    message!["write a comma-separated string, in which no item can hold a comma"]
}
