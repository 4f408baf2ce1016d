//! `duplicate-type`: two files that define one connector type.

use super::words::first_file;
use super::{Judge, Rule};
use crate::finding::{Finding, Place};
use crate::message;
use crate::repository::{Claimed, Conflict};
use crate::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-type",
    summary: "two files of the repository define one connector type",
    page: include_str!("duplicate_type.md"),
    judge: Judge::Repository(Claimed::TypeName, word),
    ..Rule::PLAIN
};

fn word<'r>(tree: &'r Tree<'r>, conflict: &'r Conflict<'r>) -> Finding<'r> {
    let claim = conflict.claim;
    let message = message![
        "the connector type `",
        &*claim.name,
        "` is defined in ",
        first_file(conflict),
        " already: this file is passed over"
    ];
    let help = match claim.key {
        Some(_) => message!["remove one of the two, or correct the `service_type`"],
        None => message![
            "remove one of the two, or say with `service_type` which type this one is: without it the file's name is the type"
        ],
    };
    Finding::new(Place::value(claim.node(tree)), message).help(help)
}
