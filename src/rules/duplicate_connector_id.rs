//! `duplicate-connector-id`: two files of a cluster that deploy to one connector.

use super::words::{first_file, within};
use super::{Judge, Rule};
use crate::finding::{Finding, Place};
use crate::message;
use crate::repository::{Claimed, Conflict};
use crate::tree::Tree;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-connector-id",
    summary: "two files of a cluster deploy to one connector",
    page: include_str!("duplicate_connector_id.md"),
    judge: Judge::Repository(Claimed::ConnectorId, word),
    ..Rule::PLAIN
};

fn word<'r>(tree: &'r Tree<'r>, conflict: &'r Conflict<'r>) -> Finding<'r> {
    let claim = conflict.claim;
    let message = message![
        first_file(conflict),
        " deploys to the connector `",
        &*claim.name,
        "` already",
        within(conflict)
    ];
    let other = match claim.key {
        Some(_) => "give this connector an id of its own",
        None => {
            "say with `connector_id` which connector this one is, since a file without it is named by its own name"
        }
    };
    let help = message!["put both tables into one file, `values` beside `configuration`, or ", other];
    Finding::new(Place::value(claim.node(tree)), message).help(help)
}
