//! `unknown-ignore`: an ignore comment or `[[ignore]]` entry that names no rule. Found in [`crate::suppress`].

use super::{Judge, Rule};
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "unknown-ignore",
    severity: Some(Severity::Warning),
    summary: "an ignore comment or `[[ignore]]` that names no rule there is",
    page: include_str!("unknown_ignore.md"),
    judge: Judge::Run,
    ..Rule::PLAIN
};
