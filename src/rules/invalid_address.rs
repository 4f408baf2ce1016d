//! `invalid-address`: an address, path, tenant or database name that the source's client refuses before it connects.

use super::Rule;
use crate::consumers::{Cause, Consumer};

pub(super) const RULE: Rule = Rule {
    name: "invalid-address",
    breaks: &[Consumer::Connector],
    summary: "an address, path, tenant or database name that the source's client refuses before it connects",
    page: include_str!("invalid_address.md"),
    claims: &[Cause::InvalidAddress],
    word: Some(super::of_source),
    ..Rule::PLAIN
};
