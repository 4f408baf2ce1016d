//! `unused-ignore`: an ignore comment or `[[ignore]]` entry that suppresses nothing. Found in [`crate::suppress`].

use super::{Judge, Rule};
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "unused-ignore",
    severity: Some(Severity::Warning),
    summary: "an ignore comment or `[[ignore]]` that suppresses nothing",
    page: include_str!("unused_ignore.md"),
    judge: Judge::Run,
    fixable: crate::finding::Fixable::Safe,
    ..Rule::PLAIN
};
