//! `array-value`: an array where Elasticsearch takes none, or stores one that it cannot read again.

use super::{Rule, Subject};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Message};
use crate::message;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "array-value",
    breaks: &[Consumer::Elasticsearch],
    summary: "an array as a value, which is refused, or stops every sync job later",
    page: include_str!("array_value.md"),
    claims: &[Cause::ArrayValue, Cause::StoredArray],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or(place.node.name());
    if let At::Node(node) = event.at {
        let effect = match event.cause {
            Cause::StoredArray => {
                "Elasticsearch stores this array, but can then no longer create a sync job for the connector"
            }
            _ => "Elasticsearch refuses an array here, also for a field of type `list`",
        };
        return Finding::new(place, message!["`", name, "`: ", effect]).help(comma_string(node));
    }
    let message = message![
        "`",
        name,
        "` is registered with an array, which this file leaves as it is: Elasticsearch can no longer create a sync job"
    ];
    Finding::new(place, message).help(message!["set `", name, "` to a string, such as \"a, b\" or \"\""])
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
        return Message(vec![
            "write a comma-separated string: ".into(),
            crate::finding::MessagePart::Derived(string, node),
        ]);
    }
    message!["write a comma-separated string; an item can hold no comma"]
}
