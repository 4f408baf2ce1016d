//! `invalid-private-key`: a private key that the source cannot use: no PEM, encrypted, or of another kind than RSA.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-private-key",
    breaks: &[Consumer::Connector],
    summary: "a private key that the source cannot use: no PEM, encrypted, or of another kind than RSA",
    page: include_str!("invalid_private_key.md"),
    claims: &[Cause::InvalidPrivateKey],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::of_source(subject, event).help(message![
        "give the text of an RSA key in PEM, without a password; `openssl rsa -in key.pem` writes one"
    ])
}
