//! `internal-error`: a fault of connlint itself, reported without hiding anything else.

use super::{Judge, Rule};
use crate::finding::{Finding, Place};
use crate::message;
use crate::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "internal-error",
    summary: "connlint itself failed; the rest of the run goes on",
    page: include_str!("internal_error.md"),
    judge: Judge::Run,
    ..Rule::PLAIN
};

/// The finding for a rule that panicked on a file.
pub(super) fn of_rule<'r>(rule: &'static str, tree: &'r Tree<'r>) -> Finding<'r> {
    let message = message!["connlint failed while it ran the rule `", rule, "` on this file"];
    let help = message![
        "this is a fault of connlint, not of the file: please report it with the version that \
         `connlint --version` prints"
    ];
    Finding { rule: RULE.name, ..Finding::new(Place::value(tree.root()), message).help(help) }
}
