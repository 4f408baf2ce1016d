//! `unfit-constraint`: a constraint that cannot work with the type or the value of its field.

use super::{Rule, Subject};
use crate::connector::attribute::{Attribute, FieldType, ValidationType};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Message, Place};
use crate::message;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "unfit-constraint",
    breaks: &[Consumer::Connector],
    summary: "a constraint that cannot work with the type of its field",
    page: include_str!("unfit_constraint.md"),
    claims: &[Cause::UnfitConstraint],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let place = Place::value(place.node.get("constraint").unwrap_or(place.node));
    let name = event.name.unwrap_or_default();
    let kind = event.validation.map_or("", |validation| validation.kind.name());
    let reason = event.detail.clone().unwrap_or_else(|| "does not fit the value".to_owned());
    let message = message!["the ", kind, " constraint of `", name, "` ", reason];
    let finding = Finding::new(place, message).help_if(help(event));
    let kind = event.field.map(|field| (field, subject.attribute_place(field, Attribute::Type)));
    match kind.filter(|(_, kind)| kind.node.name() == Attribute::Type.name()) {
        Some((field, kind)) => {
            finding.related(kind, message!["the field is ", super::article(field.field_type().name())])
        }
        None => finding,
    }
}

fn help<'r>(event: &Event<'r>) -> Option<Message<'r>> {
    use ValidationType::{GreaterThan, IncludedIn, LessThan, ListType, Regex};
    let validation = event.validation?;
    Some(match (validation.kind, validation.constraint, event.field?.field_type()) {
        (LessThan | GreaterThan, Value::Text(text), FieldType::Int) if text.trim().parse::<i64>().is_ok() => {
            message!["write ", text.trim(), ", without quotes"]
        }
        (LessThan | GreaterThan, Value::Number(_), FieldType::Str) => {
            message!["declare the field as int, or remove the validation"]
        }
        (LessThan | GreaterThan, _, FieldType::List) => {
            message!["remove the validation: it says nothing about the length of a list"]
        }
        (LessThan | GreaterThan, _, _) => {
            message!["write a bound of the field's type, or remove the validation"]
        }
        (IncludedIn, Value::Text(text), _) => {
            let items: Vec<_> = text.split(',').map(|item| format!("\"{}\"", item.trim())).collect();
            message!["write the allowed values as a list: [", items.join(", "), "]"]
        }
        (IncludedIn, Value::Number(number), _) => {
            message!["write the allowed values as a list: [", number.text(), "]"]
        }
        (IncludedIn, _, _) => message!["write the allowed values as a list"],
        (ListType, _, FieldType::List) => message!["write \"str\", or remove the validation"],
        (ListType, _, _) => message!["declare the field as list, or remove the validation"],
        (Regex, Value::Text(_), FieldType::Int) => {
            message!["use less_than and greater_than, or declare the field as str"]
        }
        (Regex, Value::Text(_), _) => message!["declare the field as str, or remove the validation"],
        (Regex, _, _) => message!["write the pattern as a string, in quotes"],
    })
}
