//! `unreadable-file`: a file that cannot be opened, or goes beyond the limits of what is read.

use super::{Judge, Rule};
use crate::finding::Finding;
use crate::tree::{FaultKind, Tree};

/// Its first findings are made where files are read; deep nesting is the reader's.
pub(super) const RULE: Rule = Rule {
    name: "unreadable-file",
    summary: "the file cannot be opened, is larger than 16 MiB or nested deeper than 128",
    page: include_str!("unreadable_file.md"),
    judge: Judge::File(judge),
    ..Rule::PLAIN
};

fn judge<'r>(tree: &'r Tree<'r>, findings: &mut Vec<Finding<'r>>) {
    findings.extend(super::faults(tree, FaultKind::TooDeep, &[]));
}
