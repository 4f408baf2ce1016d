//! `differs-from-type`: options, dependencies or validations that are not the connector type's.

use std::borrow::Cow;

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Origin;
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
        let Some(known) = field.known else { continue };
        for attribute in [Attribute::DependsOn, Attribute::Options, Attribute::Validations] {
            let Origin::Written(node) = field.origin(attribute) else { continue };
            let differs = match attribute {
                Attribute::DependsOn => {
                    differ(field.dependencies(), known.dependencies(), |one| (one.field, one.value))
                }
                Attribute::Options => differ(field.choices(), known.choices(), |one| ("", one.value)),
                _ => differ(field.checks(), known.checks(), |one| (one.kind.name(), one.constraint)),
            };
            if differs {
                let message = message![
                    "`",
                    field.name,
                    "` has other `",
                    attribute.name(),
                    "` than the connector type `",
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

/// Whether the items of an attribute are others, whatever their order and their labels. `part` gives what is compared.
fn differ<'r, T>(own: &[T], known: &[T], part: impl Fn(&T) -> (&'r str, Value<'r>)) -> bool {
    let is_same = |(one, other): (&T, &T)| part(one) == part(other);
    if own.len() == known.len() && own.iter().zip(known).all(is_same) {
        return false;
    }
    let sorted = |items: &[T]| {
        let mut items: Vec<_> = items.iter().map(&part).map(|(name, value)| (name, written(value))).collect();
        items.sort_unstable();
        items
    };
    own.len() != known.len() || sorted(own) != sorted(known)
}

/// Whether a value is a string, and its text: that of JSON, but for a string's own.
fn written(value: Value<'_>) -> (bool, Cow<'_, str>) {
    match value {
        Value::Text(text) => (true, Cow::Borrowed(text)),
        Value::Number(number) => (false, Cow::Borrowed(number.text())),
        other => (false, Cow::Owned(serde_json::to_string(&other).unwrap_or_default())),
    }
}
