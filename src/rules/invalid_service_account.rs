//! `invalid-service-account`: a Google service account that is no object, or has a key that the source does not take.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-service-account",
    breaks: &[Consumer::Connector],
    summary: "a Google service account that is no object, or has a key that the source does not take",
    page: include_str!("invalid_service_account.md"),
    claims: &[Cause::InvalidServiceAccount],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::of_source(subject, event)
        .help(message!["paste the key file of the service account as Google wrote it"])
}
