//! `null-update`: null under `values`, on which the update fails.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "null-update",
    breaks: &[Consumer::Elasticsearch],
    summary: "null under `values`: Elasticsearch answers the update with an error",
    page: include_str!("null_update.md"),
    claims: &[Cause::NullUpdate],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let message =
        message!["`", place.node.name(), "` is null, which Elasticsearch cannot set through `values`"];
    Finding::new(place, message)
        .help(message!["write \"\" to empty the field, or leave it out to keep what is stored"])
}
