//! `value-converted`: a value or default of another type, which the service converts without loss.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::consumers::{Cause, Event};
use crate::finding::{Finding, Message, MessagePart};
use crate::message;
use crate::severity::Severity;

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
    let mut message = message!["`", field.name, "` is ", super::article(kind.name()), " field, so that "];
    message.0.extend(super::shown(subject, event));
    message.0.extend(message![" is converted"].0);
    let written = event.detail.clone().map(|python| match (kind, python.as_str()) {
        (FieldType::Bool, "True") => "true".to_owned(),
        (FieldType::Bool, _) => "false".to_owned(),
        (FieldType::Str, text) => format!("\"{}\"", text.trim_matches('\'')),
        (FieldType::List, text) => format!("\"{}\"", text.trim_matches(['[', ']'])),
        (FieldType::Int, text) => text.to_owned(),
    });
    let help = written.map(|text| Message(vec!["write ".into(), MessagePart::Derived(text, place.node)]));
    Finding::new(place, message).help_if(help)
}
