//! `differs-from-type`: options, dependencies or validations that are not the connector type's.

use std::borrow::Cow;

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
            if items(field, attribute) != items(known, attribute) {
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

/// What two definitions are compared by: the items of an attribute, whatever their order and their labels.
fn items<'r>(field: &Definition<'r>, attribute: Attribute) -> Vec<(&'r str, Written<'r>)> {
    let mut items: Vec<_> = match attribute {
        Attribute::DependsOn => {
            field.dependencies().iter().map(|one| (one.field, written(one.value))).collect()
        }
        Attribute::Options => field.choices().iter().map(|one| ("", written(one.value))).collect(),
        _ => field.checks().iter().map(|one| (one.kind.name(), written(one.constraint))).collect(),
    };
    items.sort_unstable();
    items
}

/// Whether a value is a string, and its text: that of JSON, but for a string's own.
type Written<'r> = (bool, Cow<'r, str>);

fn written(value: Value<'_>) -> Written<'_> {
    match value {
        Value::Text(text) => (true, Cow::Borrowed(text)),
        Value::Number(number) => (false, Cow::Borrowed(number.text())),
        other => (false, Cow::Owned(serde_json::to_string(&other).unwrap_or_default())),
    }
}
