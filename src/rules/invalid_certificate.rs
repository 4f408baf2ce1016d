//! `invalid-certificate`: the text of a certificate that the source cannot load: a path, a key, base64 without its first and last line.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-certificate",
    breaks: &[Consumer::Connector],
    summary: "the text of a certificate that the source cannot load: a path, a key, base64 without its first and last line",
    page: include_str!("invalid_certificate.md"),
    claims: &[Cause::InvalidCertificate],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    super::of_source(subject, event).help(message![
        "give the text of the PEM file, from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`, or a reference to the \
         file: `${file:ca.pem}`"
    ])
}
