//! `coerced-attribute`: an attribute that Elasticsearch accepts but stores in another form.

use super::{Rule, Subject};
use crate::consumers::{Cause, Event};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;
use crate::tree::Node;

pub(super) const RULE: Rule = Rule {
    name: "coerced-attribute",
    severity: Some(Severity::Warning),
    summary: "an attribute that Elasticsearch accepts, but stores in another form than it is written",
    page: include_str!("coerced_attribute.md"),
    claims: &[Cause::Coerced],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let node = place.node;
    let named = super::named(node);
    if let Some(stored) = event.detail.clone() {
        let message = message![named, " is written as ", node, ", but stored as ", stored.clone()];
        return Finding::new(place, message).help(message!["write ", stored]);
    }
    let message = message![named, " is one table, which Elasticsearch stores as a list of one"];
    let help = if is_header(node) {
        message![format!("write two brackets around the header's name: [[…{}]]", node.name())]
    } else {
        message!["put brackets around it: [{ … }]"]
    };
    Finding::new(place, message).help(help)
}

/// Whether a table is written as a TOML header, over the lines that follow it.
fn is_header(node: Node<'_>) -> bool {
    node.key().is_some_and(|key| node.span().contains(key.span))
}
