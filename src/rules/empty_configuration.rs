//! `empty-configuration`: a `configuration` without fields, which wipes the connector.

use super::{Judge, Rule, Subject};
use crate::connector::Section;
use crate::discover::Role;
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "empty-configuration",
    summary: "a `configuration` without fields, which wipes what the connector has",
    page: include_str!("empty_configuration.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    if let Section::Table(node) = subject.connector.configuration
        && node.count() == 0
        && !node.is_damaged()
        && !subject.connector.root.is_damaged()
    {
        if subject.role == Role::Type {
            let message = message!["this connector type has no fields"];
            let help = message!["define a field: `[configuration.<field>]`"];
            findings.push(Finding::new(Place::key(node), message).help(help));
            return;
        }
        let message = message![
            "this `configuration` has no fields: Elasticsearch would wipe all that the connector has, \
             secrets included"
        ];
        let help = message!["define the fields, or remove the key and set values under `values`"];
        findings.push(Finding::new(Place::key(node), message).help(help));
    }
}
