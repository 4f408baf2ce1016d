//! `greater-than`: a value that is not greater than its bound.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;

pub(super) const RULE: Rule = Rule {
    name: "greater-than",
    breaks: &[Consumer::Connector],
    summary: "a value is not greater than the bound of its field",
    page: include_str!("greater_than.md"),
    claims: &[Cause::GreaterThan],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::violation(subject, event, "must be greater than ")
}
