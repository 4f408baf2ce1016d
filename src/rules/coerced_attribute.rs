//! `coerced-attribute`: an attribute that Elasticsearch accepts but stores in another form.

use super::{Rule, Subject};
use crate::consumers::{Cause, Event};
use crate::finding::{Change, Finding, Fix, Fixable, Written};
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
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let node = place.node;
    let named = super::named(node);
    if let Some(stored) = event.detail.clone() {
        let message = message![named, " is written as ", node, ", but stored as ", stored.clone()];
        let change = match Written::from_json(&stored) {
            Some(written) => Change::Value(node, written),
            None => Change::Wrap(node),
        };
        let fix = Fix::safe(message!["write ", stored.clone()], change);
        return Finding::new(place, message).help(message!["write ", stored]).fix_if(Some(fix));
    }
    let message = message![named, " is one table, which Elasticsearch stores as a list of one"];
    let help = if is_header(node) {
        message![format!("write two brackets around the header's name: [[…{}]]", node.name())]
    } else {
        message!["put brackets around it: [{ … }]"]
    };
    let fix = Fix::safe(message!["make it a list of one"], Change::Wrap(node));
    Finding::new(place, message).help(help).fix_if(Some(fix))
}

/// Whether a table is written as a TOML header, over the lines that follow it.
fn is_header(node: Node<'_>) -> bool {
    node.key().is_some_and(|key| node.span().contains(key.span))
}
