//! `inactive-value`: a value on a field that is not active now.

use super::{Judge, Rule, Subject, entry_place, wanted};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::consumers::service::Activity;
use crate::finding::Finding;
use crate::message;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "inactive-value",
    severity: None,
    summary: "a value on a field that the service does not look at now",
    page: include_str!("inactive_value.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for (at, held) in subject.service.fields().iter().enumerate() {
        let field = held.definition;
        if subject.service.activity(at) != Some(Activity::Inactive) || !is_chosen(field) {
            continue;
        }
        let mut message = message!["`", field.name, "` has a value, but is not active"];
        let mut other = None;
        if let Some((item, unmet)) = subject.service.unmet(held) {
            message.0.extend(message![": `", unmet.field, "` is not "].0);
            message.0.push(wanted(subject, unmet));
            other = subject
                .item(field, Attribute::DependsOn, item)
                .map(|_| entry_place(subject, field, item, "value"));
        }
        let finding = Finding::new(subject.attribute_place(field, Attribute::Value), message);
        let finding = finding.field(field.name).help(message!["remove the value, or set what it depends on"]);
        findings.push(match other {
            Some(place) => finding.related(place, message!["this is not the case"]),
            None => finding,
        });
    }
}

/// Whether the file gives the field a value that it would not have anyway.
fn is_chosen(field: &Definition<'_>) -> bool {
    let (Origin::Written(_) | Origin::Values(_), Some(value)) = (field.value.origin, field.value.content)
    else {
        return false;
    };
    let usual = [field.default_value.content, field.known.and_then(|known| known.value.content)];
    !matches!(value, Value::Null | Value::Text("") | Value::Bool(false)) && !usual.contains(&Some(value))
}
