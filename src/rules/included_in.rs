//! `included-in`: a value, or an item of a list, that is not among those that its field allows.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;

pub(super) const RULE: Rule = Rule {
    name: "included-in",
    breaks: &[Consumer::Connector],
    summary: "a value, or an item of a list, is not among those that its field allows",
    page: include_str!("included_in.md"),
    claims: &[Cause::IncludedIn],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let is_list = event.detail.is_some();
    super::violation(subject, event, if is_list { "must hold nothing but " } else { "must be one of " })
}
