//! `unexplained-ignore`: an ignore comment or `[[ignore]]` entry that gives no reason. Found in [`crate::suppress`].

use super::{Judge, Rule};
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "unexplained-ignore",
    severity: Some(Severity::Warning),
    summary: "an ignore comment or `[[ignore]]` without a reason",
    page: include_str!("unexplained_ignore.md"),
    judge: Judge::Run,
    ..Rule::PLAIN
};
