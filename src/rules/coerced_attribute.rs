//! `coerced-attribute`: an attribute that Elasticsearch accepts but stores in another form.

use super::{Rule, Subject};
use crate::consumers::{Cause, Event};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

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
    match (node.value(), event.detail.clone()) {
        (Value::Object(_), _) => {
            let message = message![named, " is one table, which Elasticsearch stores as a list of one"];
            Finding::new(place, message).help(message!["put it in brackets: [ … ]"])
        }
        (_, Some(stored)) => {
            let message = message![named, " is written as ", node, ", but stored as ", stored.clone()];
            Finding::new(place, message).help(message!["write ", stored])
        }
        _ => Finding::new(place, message![named, " is stored in another form"]),
    }
}
