//! `orphan-category`: a category that Kibana does not have, so that it hides the field.

use super::{Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "orphan-category",
    severity: Some(Severity::Warning),
    breaks: &[Consumer::Kibana],
    summary: "a `category` hides the field, since no category can be defined through the API",
    page: include_str!("orphan_category.md"),
    claims: &[Cause::HiddenByCategory],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let name = event.name.unwrap_or_default();
    let place = match event.field {
        Some(field) => subject.attribute_place(field, Attribute::Category),
        None => subject.place(event),
    };
    let message =
        message!["Kibana shows `", name, "` nowhere: it looks for a category that no request can define"];
    Finding::new(place, message).help(message!["remove `category`; `order` places the field"])
}
