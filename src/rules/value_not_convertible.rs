//! `value-not-convertible`: a value or default on which the service crashes when it starts.

use super::{Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "value-not-convertible",
    breaks: &[Consumer::Connector, Consumer::Kibana],
    summary: "a value or default that cannot be converted to the field's type: the service stops before it reports in",
    page: include_str!("value_not_convertible.md"),
    claims: &[Cause::NotConvertible],
    word: Some(word),
    yields_to: &["nested-update"],
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let Some(field) = event.field else { return Finding::new(place, message!["this cannot be converted"]) };
    let kind = field.field_type().name();
    let what = match event.at {
        At::Attribute(Attribute::DefaultValue) => "its default ",
        _ => "",
    };
    let mut message = message!["`", field.name, "` is ", super::article(kind), " field, but ", what];
    message.0.extend(super::shown(subject, event));
    message.0.extend(message![format!(" cannot be read as {}", super::kind_in_words(kind))].0);
    Finding::new(place, message).help(message![
        "write a whole number without quotes; until then the service stops before it reports in, and only its log says why"
    ])
}
