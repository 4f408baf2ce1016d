//! `unknown-choice`: a method or mode that the source does not know, or one without the credentials that it wants.

use super::Rule;
use crate::consumers::{Cause, Consumer};

pub(super) const RULE: Rule = Rule {
    name: "unknown-choice",
    breaks: &[Consumer::Connector],
    summary: "a method or mode that the source does not know, or one without the credentials that it wants",
    page: include_str!("unknown_choice.md"),
    claims: &[Cause::UnknownChoice],
    word: Some(super::of_source),
    ..Rule::PLAIN
};
