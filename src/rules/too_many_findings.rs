//! `too-many-findings`: the count of what a report leaves out of one file.

use super::{Judge, Rule};
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "too-many-findings",
    severity: Some(Severity::Note),
    summary: "a file has more than 1,000 findings; the others are only counted",
    page: include_str!("too_many_findings.md"),
    judge: Judge::Run,
    ..Rule::PLAIN
};
