//! `not-a-connector`: nothing in the file would be sent.

use super::{Judge, Rule};
use crate::discover::Role;
use crate::finding::{Finding, Place};
use crate::message;
use crate::suggest::suggest;
use crate::tree::{Tree, Value};

pub(super) const RULE: Rule = Rule {
    name: "not-a-connector",
    summary: "the file has neither `configuration` nor `values`, so that nothing would be sent",
    page: include_str!("not_a_connector.md"),
    judge: Judge::Role(Role::Connector, judge),
    ..Rule::PLAIN
};

fn judge<'r>(tree: &'r Tree<'r>, findings: &mut Vec<Finding<'r>>) {
    let root = tree.root();
    let is_connector = root.get("configuration").or(root.get("values")).is_some();
    if is_connector || root.is_damaged() || (!tree.faults().is_empty() && root.count() == 0) {
        return;
    }
    let message = match root.value() {
        Value::Object(_) => {
            message!["this is no connector file: it has neither `configuration` nor `values`"]
        }
        other => message!["this is no connector file: its top level is ", other.noun(), ", not a table"],
    };
    let meant =
        root.children().find_map(|child| Some((child, suggest(child.name(), ["configuration", "values"])?)));
    let help = match (meant, root.value()) {
        (Some((_, key)), _) => message!["did you mean `", key, "`?"],
        (None, Value::Array(_)) => message!["put each connector into a file of its own"],
        (None, _) => message![
            "give it `values` (to set values) or `configuration` (to register fields), or leave it out with \
             `exclude` in connlint.toml"
        ],
    };
    let place = meant.map_or(Place::value(root), |(child, _)| Place::key(child));
    findings.push(Finding::new(place, message).help(help));
}
