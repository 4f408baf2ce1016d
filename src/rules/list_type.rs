//! `list-type`: an item of a list that is not of the type that its field wants.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;

pub(super) const RULE: Rule = Rule {
    name: "list-type",
    breaks: &[Consumer::Connector],
    summary: "an item of a list is not of the type that its field wants",
    page: include_str!("list_type.md"),
    claims: &[Cause::ListType],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::violation(subject, event, "must hold only items of type ")
}
