//! `invalid-query`: a GraphQL query that the source cannot use: no query, or without what the other fields look for in it.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-query",
    breaks: &[Consumer::Connector],
    summary: "a GraphQL query that the source cannot use: no query, or without what the other fields look for in it",
    page: include_str!("invalid_query.md"),
    claims: &[Cause::InvalidQuery],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::of_source(subject, event).help(message![
        "write one query of plain fields, which selects every object and id that the other fields name"
    ])
}
