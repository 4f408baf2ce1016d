//! `duplicate-index-name`: two connectors of a cluster that write to one index.

use super::words::{first_file, within};
use super::{Judge, Rule};
use crate::consumers::Consumer;
use crate::finding::{Finding, Place};
use crate::message;
use crate::repository::{Claimed, Conflict};
use crate::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-index-name",
    breaks: &[Consumer::Elasticsearch],
    summary: "two connectors of a cluster have the same `index_name`",
    page: include_str!("duplicate_index_name.md"),
    judge: Judge::Repository(Claimed::IndexName, word),
    ..Rule::PLAIN
};

fn word<'r>(tree: &'r Tree<'r>, conflict: &'r Conflict<'r>) -> Finding<'r> {
    let name = &*conflict.claim.name;
    let message = message![
        "the connector of ",
        first_file(conflict),
        " has the index `",
        name,
        "` already",
        within(conflict)
    ];
    let help = message!["give this connector an index of its own"];
    Finding::new(Place::value(conflict.claim.node(tree)), message).help(help)
}
