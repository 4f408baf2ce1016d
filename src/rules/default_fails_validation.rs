//! `default-fails-validation`: a default that violates the field's own validations.

use std::collections::BTreeSet;

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Origin;
use crate::consumers::{At, Cause, Consumer, Event, service};
use crate::finding::Finding;
use crate::message;
use crate::reference::Reference;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "default-fails-validation",
    breaks: &[Consumer::Connector],
    summary: "a default violates the field's own validations",
    page: include_str!("default_fails_validation.md"),
    claims: &[Cause::DefaultFails],
    word: Some(word),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let check = super::check_in_words(event);
    let (state, help) = if event.breaks {
        (" is in effect, since no value is set, but", "correct the default or the validation, or set a value")
    } else {
        ("", "correct the default or the validation: the check fails as soon as no value is set")
    };
    let message =
        message!["the default of `", name, "`", state, " fails the field's own validation: it must ", check];
    super::with_constraint(subject, event, Finding::new(place, message).help(message![help]))
}

/// Defaults that nothing uses now, since a value is set or the field is not checked.
fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let said: BTreeSet<_> = findings
        .iter()
        .filter(|finding| finding.rule == RULE.name)
        .filter_map(|finding| finding.field.clone())
        .collect();
    for field in subject.written_fields().filter(|field| !field.is_required() && !field.checks().is_empty()) {
        let (Origin::Written(_), Some(default)) = (field.default_value.origin, field.default_value.content)
        else {
            continue;
        };
        let is_reference = default.as_text().is_some_and(|text| Reference::parse(text).is_some());
        if is_reference || matches!(default, Value::Null | Value::Text("")) || said.contains(field.name) {
            continue;
        }
        if let Some(validation) = service::failure(field, default).and_then(|event| event.validation) {
            let at = At::Attribute(Attribute::DefaultValue);
            let mut event = Event::failing(Consumer::Connector, Cause::DefaultFails, field, at).harmless();
            event.validation = Some(validation);
            findings.push(word(subject, &event).field(field.name));
        }
    }
}
