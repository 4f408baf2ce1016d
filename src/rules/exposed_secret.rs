//! `exposed-secret`: text of a shape that only secrets have, anywhere in the file.

use super::{Judge, Rule, Subject};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "exposed-secret",
    summary: "text of the shape of a well-known secret: a private key, a cloud key, a token",
    page: include_str!("exposed_secret.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for exposed in subject.secrets.exposed() {
        let node = subject.tree.node(exposed.node);
        // In a sensitive field it is plaintext-secret that says so.
        if subject.secrets.is_secret_by_schema(node) {
            continue;
        }
        let message = message![
            "this text has the shape of ",
            exposed.what,
            ", for everybody who can read the repository"
        ];
        let help = message![
            "replace it by a reference such as \"${env:NAME}\", and change the secret: it has to count as known"
        ];
        findings.push(Finding::new(Place::key(node), message).help(help));
    }
}
