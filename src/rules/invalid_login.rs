//! `invalid-login`: a user or password that the source cannot log in with: a colon, null, a letter that no header carries.

use super::Rule;
use crate::consumers::{Cause, Consumer};

pub(super) const RULE: Rule = Rule {
    name: "invalid-login",
    breaks: &[Consumer::Connector],
    summary: "a user or password that the source cannot log in with: a colon, null, a letter that no header carries",
    page: include_str!("invalid_login.md"),
    claims: &[Cause::InvalidLogin],
    word: Some(super::of_source),
    ..Rule::PLAIN
};
