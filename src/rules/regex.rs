//! `regex`: a value that the pattern of its field does not match as a whole.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;

pub(super) const RULE: Rule = Rule {
    name: "regex",
    breaks: &[Consumer::Connector],
    summary: "a value does not match the pattern of its field, which must match the whole of it",
    page: include_str!("regex.md"),
    claims: &[Cause::Regex],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::violation(subject, event, "must as a whole match the pattern ")
}
