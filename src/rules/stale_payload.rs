//! `stale-payload`: a folder of payloads is not what `emit` would write. Found in [`crate::emit`].

use super::{Judge, Rule};

pub(super) const RULE: Rule = Rule {
    name: "stale-payload",
    summary: "a payload in the folder is not what `emit` would write, is missing, or is of no connector",
    page: include_str!("stale_payload.md"),
    judge: Judge::Run,
    ..Rule::PLAIN
};
