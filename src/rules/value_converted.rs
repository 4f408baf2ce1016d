//! `value-converted`: a value or default of another type, which the service converts without loss.

use super::{Rule, Subject};
use crate::connector::attribute::{Attribute, FieldType};
use crate::consumers::{At, Cause, Event};
use crate::finding::{Finding, Message, MessagePart};
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "value-converted",
    severity: Some(Severity::Warning),
    summary: "a value or default of another type than the field's, converted without loss",
    page: include_str!("value_converted.md"),
    claims: &[Cause::Converted],
    word: Some(word),
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
    Finding::new(place, message).help_if(help)
}
