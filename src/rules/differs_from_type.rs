//! `differs-from-type`: options, dependencies or validations that are not the connector type's.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "differs-from-type",
    severity: Some(Severity::Note),
    summary: "options, dependencies or validations of a field are not those of its connector type",
    page: include_str!("differs_from_type.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let Some(service) = subject.request.service else { return };
    for field in subject.written_fields() {
        let Some(known) = service.field(field.name) else { continue };
        for attribute in [Attribute::DependsOn, Attribute::Options, Attribute::Validations] {
            let Origin::Written(node) = field.origin(attribute) else { continue };
            let counts = (count(field, attribute), count(known, attribute));
            if counts != (0, 0)
                && (counts.0 != counts.1 || pairs(field, attribute) != pairs(known, attribute))
            {
                let message = message![
                    "the ",
                    attribute.name(),
                    " of `",
                    field.name,
                    "` is not that of the connector type `",
                    service.name,
                    "`"
                ];
                let help = message![
                    "leave `",
                    attribute.name(),
                    "` out to get the type's: ",
                    format!("`connlint types {}` shows them", service.name)
                ];
                findings.push(Finding::new(Place::key(node), message).field(field.name).help(help));
            }
        }
    }
}

fn count(field: &Definition<'_>, attribute: Attribute) -> usize {
    match attribute {
        Attribute::DependsOn => field.dependencies().len(),
        Attribute::Options => field.choices().len(),
        _ => field.checks().len(),
    }
}

/// What two definitions are compared by: the items of an attribute, whatever their order and their labels.
fn pairs(field: &Definition<'_>, attribute: Attribute) -> Vec<(String, String)> {
    let text = |value: Value<'_>| serde_json::to_string(&value).unwrap_or_default();
    let mut pairs: Vec<_> = match attribute {
        Attribute::DependsOn => {
            field.dependencies().iter().map(|one| (one.field.to_owned(), text(one.value))).collect()
        }
        Attribute::Options => field.choices().iter().map(|one| (String::new(), text(one.value))).collect(),
        _ => field.checks().iter().map(|one| (one.kind.name().to_owned(), text(one.constraint))).collect(),
    };
    pairs.sort_unstable();
    pairs
}
