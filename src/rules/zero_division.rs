//! A rule that fails on a field called `zero`: compiled for tests only, to see what becomes of the rest.

use super::{Judge, Rule, Subject};
use crate::finding::Finding;

pub(super) const RULE: Rule = Rule {
    name: "zero-division",
    summary: "a rule that fails",
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, _: &mut Vec<Finding<'r>>) {
    let zeros = subject.request.fields.iter().filter(|field| field.name == "zero").count();
    assert_eq!(zeros, 0, "this rule cannot go on");
}
