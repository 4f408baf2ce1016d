//! `stale-baseline`: an entry of the baseline whose finding is gone. Found in [`crate::suppress`].

use super::{Judge, Rule};
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "stale-baseline",
    severity: Some(Severity::Note),
    summary: "an entry of the baseline for something that is no longer found",
    page: include_str!("stale_baseline.md"),
    judge: Judge::Run,
    ..Rule::PLAIN
};
