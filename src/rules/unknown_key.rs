//! `unknown-key`: a top-level key that neither connlint nor a connector document knows.

use super::{Judge, Rule, Subject};
use crate::connector::KNOWN_KEYS;
use crate::connector::attribute::Attribute;
use crate::discover::Role;
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

/// Keys of a connector file that say nothing about a connector type.
const NOT_OF_TYPES: [&str; 2] = ["partial", "values"];

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let is_type = subject.role == Role::Type;
    let is_known = |name: &str| KNOWN_KEYS.contains(&name) && !(is_type && NOT_OF_TYPES.contains(&name));
    let file = if is_type { "file that defines a connector type" } else { "connector file" };
    for child in subject.tree.root().children() {
        let name = child.name();
        if is_known(name) {
            continue;
        }
        let message = message!["`", name, "` is no key of a ", file, ", and nothing reads it"];
        let help = match suggest(name, KNOWN_KEYS.into_iter().filter(|key| is_known(key))) {
            _ if KNOWN_KEYS.contains(&name) => message![
                "remove it: the connectors of the type give the values, and a field's `value` is what it has before"
            ],
            _ if !is_type && subject.request.field(name).is_some() => {
                message!["`", name, "` is a field: its value belongs below `values`"]
            }
            Some(key) => message!["did you mean `", key, "`?"],
            None if Attribute::from_name(name).is_some() => {
                message!["`", name, "` belongs into the definition of a field, below `configuration`"]
            }
            None if is_type => message!["remove it, or put it below `configuration`"],
            None => message!["remove it, or put it below `values` or `configuration`"],
        };
        findings.push(Finding::new(Place::key(child), message).help(help));
    }
}
