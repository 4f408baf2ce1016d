//! `invalid-json`: a field that the source reads as JSON, and that is none, or not the object that it wants.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-json",
    breaks: &[Consumer::Connector],
    summary: "a field that the source reads as JSON, and that is none, or not the object that it wants",
    page: include_str!("invalid_json.md"),
    claims: &[Cause::InvalidJson],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::of_source(subject, event).help(message![
        "JSON has its keys and strings in double quotes, nothing behind the last item, and one value in all"
    ])
}
