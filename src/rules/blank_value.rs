//! `blank-value`: a value of white space only, which counts as filled.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, FieldType};
use crate::connector::definition::{Definition, Origin};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "blank-value",
    severity: Some(Severity::Warning),
    summary: "a value of white space only, which counts as filled",
    page: include_str!("blank_value.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    // Of the other types the conversion says what becomes of it.
    let is_text = |field: &&Definition<'_>| field.field_type() == FieldType::Str;
    for field in subject.request.fields.iter().filter(is_text) {
        for (attribute, slot) in
            [(Attribute::Value, &field.value), (Attribute::DefaultValue, &field.default_value)]
        {
            if let (Origin::Written(_) | Origin::Values(_), Some(Value::Text(text))) =
                (slot.origin, slot.content)
                && !text.is_empty()
                && text.trim().is_empty()
            {
                let what = if attribute == Attribute::Value { "value" } else { "default" };
                let message = message![
                    "the ",
                    what,
                    " of `",
                    field.name,
                    "` is only white space, which counts as filled"
                ];
                let place = subject.attribute_place(field, attribute);
                let help = if field.is_required() {
                    message!["write what is meant; the field is required"]
                } else {
                    message!["write \"\" for an empty value"]
                };
                findings.push(Finding::new(place, message).field(field.name).help(help));
            }
        }
    }
}
