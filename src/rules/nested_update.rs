//! `nested-update`: an object under `values`, where a value belongs.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::finding::{Finding, Place};
use crate::message;
use crate::request::EntryKind;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "nested-update",
    summary: "an object under `values`, which becomes the field's value as a whole",
    page: include_str!("nested_update.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for entry in &subject.request.entries {
        let node = entry.node;
        if entry.kind == EntryKind::Unregistered || !matches!(node.value(), Value::Object(_)) {
            continue;
        }
        let is_definition = node.children().any(|child| Attribute::from_name(child.name()).is_some());
        let (message, help) = if is_definition {
            (
                message![
                    "`",
                    node.name(),
                    "` holds a definition, but under `values` the whole object becomes the field's value"
                ],
                message![
                    "write only the value: ",
                    node.name(),
                    " = …; definitions belong under `configuration`"
                ],
            )
        } else {
            (
                message![
                    "`",
                    node.name(),
                    "` holds an object, which is merged into what is stored, and no field type can hold one"
                ],
                message!["write a string, a number or a bool"],
            )
        };
        findings.push(Finding::new(Place::key(node), message).field(node.name()).help(help));
    }
}
