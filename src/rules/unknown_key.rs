//! `unknown-key`: a top-level key that neither connlint nor a connector document knows.

use super::{Judge, Rule, Subject};
use crate::connector::KNOWN_KEYS;
use crate::connector::attribute::Attribute;
use crate::finding::{Finding, Place};
use crate::message;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-key",
    summary: "a top-level key that no connector file has",
    page: include_str!("unknown_key.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for child in subject.tree.root().children() {
        let name = child.name();
        if KNOWN_KEYS.contains(&name) {
            continue;
        }
        let message = message!["`", name, "` is no key of a connector file, and nothing reads it"];
        let help = match suggest(name, KNOWN_KEYS) {
            _ if subject.request.field(name).is_some() => {
                message!["`", name, "` is a field: its value belongs below `values`"]
            }
            Some(key) => message!["did you mean `", key, "`?"],
            None if Attribute::from_name(name).is_some() => {
                message!["`", name, "` belongs into the definition of a field, below `configuration`"]
            }
            None => message!["remove it, or put it below `values` or `configuration`"],
        };
        findings.push(Finding::new(Place::key(child), message).help(help));
    }
}
