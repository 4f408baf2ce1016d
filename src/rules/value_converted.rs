//! `value-converted`: a value or default of another type, which the service converts without loss.

use super::{Rule, Subject};
use crate::connector::attribute::{Attribute, FieldType};
use crate::consumers::{At, Cause, Event};
use crate::finding::{Change, Finding, Fix, Fixable, Message, MessagePart, Written};
use crate::message;
use crate::severity::Severity;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "value-converted",
    severity: Some(Severity::Warning),
    summary: "a value or default of another type than the field's, converted without loss",
    page: include_str!("value_converted.md"),
    claims: &[Cause::Converted],
    word: Some(word),
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let Some(field) = event.field else { return Finding::new(place, message!["this is converted"]) };
    let kind = field.field_type();
    let what = match event.at {
        At::Attribute(Attribute::DefaultValue) => "default",
        _ => "value",
    };
    let mut message =
        message!["`", field.name, "` is ", super::article(kind.name()), " field, but its ", what, " "];
    message.0.extend(super::shown(subject, event));
    let form = match (kind, place.node.value()) {
        (FieldType::Int, Value::Number(_)) => "no integer as it is written",
        (_, value) => value.noun(),
    };
    message.0.extend(message![" is ", form, ", which the service converts"].0);
    let written = event.detail.as_deref().map(|python| match kind {
        FieldType::List => format!("\"{}\"", python.trim_matches(['[', ']'])),
        _ => super::converted(kind, python),
    });
    let help = written.map(|text| Message(vec!["write ".into(), MessagePart::Derived(text, place.node)]));
    Finding::new(place, message).help_if(help).fix_if(fix(subject, event))
}

/// Writes what the service makes of it, unless the form may matter to somebody else: to the options of a dropdown, to
/// the fields that depend on it, to the items that a list is checked for.
fn fix<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Option<Fix<'r>> {
    let (node, field) = (super::written(subject, event)?, event.field?);
    let is_looked_at = !field.choices().is_empty() || !field.checks().is_empty();
    if is_looked_at || subject.is_depended_on(field.name) {
        return None;
    }
    let written = instead(field.field_type(), node, event.detail.as_deref()?)?;
    Some(Fix::safe(message!["write it as the type of the field"], Change::Value(node, written)))
}

/// The value in the type of its field. `python` is the `repr` of what the service makes of it.
fn instead(kind: FieldType, node: Node<'_>, python: &str) -> Option<Written> {
    match (kind, node.value()) {
        (FieldType::Bool, _) => Some(Written::Bool(python == "True")),
        (FieldType::Int, _) => {
            let is_whole = python.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
            is_whole.then(|| Written::Number(python.to_owned()))
        }
        (FieldType::Str | FieldType::List, Value::Number(number)) => {
            Some(Written::Text(number.text().to_owned()))
        }
        _ => None,
    }
}
