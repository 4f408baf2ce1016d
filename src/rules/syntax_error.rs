//! `syntax-error`: the file is not valid JSON or TOML.

use super::{Judge, Rule};
use crate::consumers::Consumer;
use crate::finding::{Finding, Fixable};
use crate::tree::{FaultKind, Tree};

pub(super) const RULE: Rule = Rule {
    name: "syntax-error",
    breaks: &[Consumer::Elasticsearch],
    summary: "the file is not valid JSON or TOML",
    page: include_str!("syntax_error.md"),
    judge: Judge::File(judge),
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn judge<'r>(tree: &'r Tree<'r>, findings: &mut Vec<Finding<'r>>) {
    findings.extend(super::faults(tree, FaultKind::Syntax, &[Consumer::Elasticsearch]));
}
