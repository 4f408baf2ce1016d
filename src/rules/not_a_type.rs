//! `not-a-type`: a file of the folder of connector types that defines none.

use super::{Judge, Rule};
use crate::discover::Role;
use crate::finding::{Finding, Place};
use crate::message;
use crate::suggest::suggest;
use crate::tree::{Tree, Value};

pub(super) const RULE: Rule = Rule {
    name: "not-a-type",
    summary: "a file in the folder of connector types has no `configuration` table, so that it defines none",
    page: include_str!("not_a_type.md"),
    judge: Judge::Role(Role::Type, judge),
    ..Rule::PLAIN
};

fn judge<'r>(tree: &'r Tree<'r>, findings: &mut Vec<Finding<'r>>) {
    let root = tree.root();
    if root.get("configuration").is_some()
        || root.is_damaged()
        || (!tree.faults().is_empty() && root.count() == 0)
    {
        return;
    }
    let message = match root.value() {
        Value::Object(_) => message!["this file defines no connector type: it has no `configuration`"],
        other => {
            message!["this file defines no connector type: its top level is ", other.noun(), ", not a table"]
        }
    };
    let help = match root.children().find_map(|child| suggest(child.name(), ["configuration"])) {
        Some(key) => message!["did you mean `", key, "`?"],
        None => message![
            "define its fields in tables `[configuration.<field>]`, or move the file out of the folder that `types` in connlint.toml names"
        ],
    };
    findings.push(Finding::new(Place::value(root), message).help(help));
}
