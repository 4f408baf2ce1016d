//! `duplicate-key`: a key stands twice in one object or table.

use super::{Judge, Rule};
use crate::consumers::Consumer;
use crate::finding::Finding;
use crate::message;
use crate::tree::{FaultKind, Tree};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-key",
    breaks: &[Consumer::Elasticsearch],
    summary: "a key stands twice in one object or table",
    page: include_str!("duplicate_key.md"),
    judge: Judge::File(judge),
    ..Rule::PLAIN
};

fn judge<'r>(tree: &'r Tree<'r>, findings: &mut Vec<Finding<'r>>) {
    let faults = super::faults(tree, FaultKind::DuplicateKey, &[Consumer::Elasticsearch]);
    findings.extend(faults.map(|finding| {
        let help =
            finding.help.is_none().then(|| message!["keep one of the two, or put what they say into one"]);
        finding.help_if(help)
    }));
}
