//! `nested-update`: an object under `values`, where a value belongs.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::consumers::Consumer;
use crate::finding::{Finding, Message, Place};
use crate::message;
use crate::request::{EntryKind, Mode};
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "nested-update",
    breaks: &[Consumer::Connector, Consumer::Kibana],
    summary: "an object under `values`, which becomes the field's value as a whole",
    page: include_str!("nested_update.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for entry in &subject.request.entries {
        let node = entry.node;
        if entry.kind != EntryKind::Unregistered && matches!(node.value(), Value::Object(_)) {
            let (message, help) = words(subject, node);
            findings.push(Finding::new(Place::key(node), message).field(node.name()).help(help));
        }
    }
}

/// The message and the help.
fn words<'r>(subject: &Subject<'r>, node: Node<'r>) -> (Message<'r>, Message<'r>) {
    let name = node.name();
    if node.children().any(|child| Attribute::from_name(child.name()).is_some()) {
        return (
            message![
                "`",
                name,
                "` holds a definition, but under `values` the whole object becomes the field's value"
            ],
            message!["write only the value, `", name, " = …`; a definition belongs under `configuration`"],
        );
    }
    let effect = match subject.request.mode {
        Mode::Values => ", which is merged into what is stored; no field type holds one",
        Mode::Configuration => ", and no field type holds one",
    };
    (message!["`", name, "` is set to an object", effect], message!["write a string, a number or a bool"])
}
