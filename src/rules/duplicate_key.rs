//! `duplicate-key`: a key stands twice in one object or table.

use super::{Judge, Rule};
use crate::consumers::Consumer;
use crate::finding::Finding;
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
    findings.extend(super::faults(tree, FaultKind::DuplicateKey, &[Consumer::Elasticsearch]));
}
