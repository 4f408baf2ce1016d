//! `less-than`: a value that is not less than its bound.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;

pub(super) const RULE: Rule = Rule {
    name: "less-than",
    breaks: &[Consumer::Connector],
    summary: "a value is not less than the bound of its field",
    page: include_str!("less_than.md"),
    claims: &[Cause::LessThan],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::violation(subject, event, "must be less than ")
}
