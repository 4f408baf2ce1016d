//! `missing-attribute`: a definition without an attribute that the published API calls required.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Origin;
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "missing-attribute",
    severity: None,
    summary: "a definition lacks attributes that the published API calls required",
    page: include_str!("missing_attribute.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// What the API's specification has as required; `label` too, which has a rule of its own.
const REQUIRED: [Attribute; 7] = [
    Attribute::DefaultValue,
    Attribute::DependsOn,
    Attribute::Display,
    Attribute::Options,
    Attribute::Required,
    Attribute::Sensitive,
    Attribute::Value,
];

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        let Some(node) = field.node.filter(|node| !node.is_damaged()) else { continue };
        let is_given = |attribute: &Attribute| {
            node.get(attribute.name()).is_some()
                || *attribute == Attribute::Value && matches!(field.value.origin, Origin::Values(_))
        };
        let missing: Vec<_> = REQUIRED.iter().filter(|attribute| !is_given(attribute)).collect();
        if missing.is_empty() {
            continue;
        }
        let message = message![
            "`",
            field.name,
            "` has no ",
            listed(&missing),
            if missing.len() == 1 { ", which" } else { ", all of which" },
            " the published API calls required"
        ];
        let help = message!["`emit` fills them in; a file that is sent as it is has to give them"];
        findings.push(Finding::new(Place::key(node), message).field(field.name).help(help));
    }
}

/// As a sentence lists names: `a`, `b` and `c`.
fn listed(attributes: &[&Attribute]) -> String {
    let mut text = String::new();
    for (at, attribute) in attributes.iter().enumerate() {
        text.push_str(match at {
            0 => "`",
            _ if at + 1 == attributes.len() => " and `",
            _ => ", `",
        });
        text.push_str(attribute.name());
        text.push('`');
    }
    text
}
