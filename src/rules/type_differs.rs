//! `type-differs`: a declared type that is not the connector type's.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Message, MessagePart};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "type-differs",
    breaks: &[Consumer::Connector],
    summary: "a declared `type` is not that of the connector type, so that values are converted twice",
    page: include_str!("type_differs.md"),
    claims: &[Cause::TypeDiffers],
    word: Some(word),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let Some(field) = event.field else { return Finding::new(subject.place(event), message![""]) };
    let effect = match event.at {
        At::Attribute(Attribute::DefaultValue) => message![", and its default does not survive that"],
        _ => message![", and does not survive that"],
    };
    differing(subject, field, effect)
}

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let reported: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule == RULE.name)
        .filter_map(|finding| finding.field.clone())
        .collect();
    for field in subject.written_fields() {
        let Some(known) = field.known else { continue };
        let differs =
            matches!(field.kind.origin, Origin::Written(_)) && field.field_type() != known.field_type();
        if differs && !reported.iter().any(|name| name == field.name) {
            findings.push(differing(subject, field, result(subject, field)));
        }
    }
}

/// What the value is in the end, where one is written.
fn result<'r>(subject: &Subject<'r>, field: &'r Definition<'r>) -> Message<'r> {
    let ending = || {
        let node = field.value.origin.node().filter(|node| subject.is_of_file(*node))?;
        let held = subject.service.field(field.name).filter(|held| !held.blank)?;
        let ending = held.value.known()?.repr().ok()?;
        let ending = MessagePart::Derived(super::converted(held.kind, &ending), node);
        Some(Message(vec![", and ends as ".into(), ending]))
    };
    ending().unwrap_or_default()
}

fn differing<'r>(subject: &Subject<'r>, field: &'r Definition<'r>, effect: Message<'r>) -> Finding<'r> {
    let wanted = field.known.map_or("", |known| known.field_type().name());
    let mut message = message![
        "`",
        field.name,
        "` is declared as ",
        super::article(field.field_type().name()),
        " field, but its source has ",
        super::article(wanted),
        " field: the value is converted twice",
    ];
    message.0.extend(effect.0);
    let place = subject.attribute_place(field, Attribute::Type);
    Finding::new(place, message).field(field.name).help(message!["write \"", wanted, "\""])
}
