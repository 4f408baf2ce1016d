//! `incomplete-entry`: an item of `depends_on`, `options` or `validations` without one of its two keys.

use super::{Rule, Subject};
use crate::connector::misnamed::misnamed;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;
use crate::tree::Node;

pub(super) const RULE: Rule = Rule {
    name: "incomplete-entry",
    breaks: &[Consumer::Elasticsearch],
    summary: "an item of `depends_on`, `options` or `validations` lacks one of its two keys",
    page: include_str!("incomplete_entry.md"),
    claims: &[Cause::IncompleteEntry],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let node = subject.place(event).node;
    let keys = keys(node);
    let missing: Vec<&str> = keys.into_iter().filter(|key| node.get(key).is_none()).collect();
    let lacks = match missing[..] {
        [key] => format!("has no `{key}`"),
        _ => format!("has neither `{}` nor `{}`", keys[0], keys[1]),
    };
    let message = message!["this item of `", owner(node), "` ", lacks];
    let meant = misnamed(node, &missing, true, |name| keys.contains(&name))
        .map(|(child, key)| message!["rename `", child.name(), "` to `", key, "`"]);
    let help = message![format!("an item is written {{ {} = …, {} = … }}", keys[0], keys[1])];
    Finding::new(Place::value(node), message).help(help).help_if(meant)
}

/// The attribute that an item belongs to.
fn owner(node: Node<'_>) -> &str {
    node.key().map_or_else(|| node.parent().map_or("", Node::name), |key| key.text)
}

fn keys(node: Node<'_>) -> [&'static str; 2] {
    match owner(node) {
        "depends_on" => ["field", "value"],
        "options" => ["label", "value"],
        _ => ["type", "constraint"],
    }
}
