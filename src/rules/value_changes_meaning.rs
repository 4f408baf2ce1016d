//! `value-changes-meaning`: a value or default that the service turns into something else.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::consumers::{Cause, Event};
use crate::finding::{Finding, Message, MessagePart};
use crate::message;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "value-changes-meaning",
    summary: "a value or default that the service turns into something else, such as \"false\" into true",
    page: include_str!("value_changes_meaning.md"),
    claims: &[Cause::ChangedMeaning],
    word: Some(word),
    yields_to: &["nested-update"],
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let Some(field) = event.field else {
        return Finding::new(place, message!["this becomes something else"]);
    };
    let kind = field.field_type();
    let mut message = Message(super::shown(subject, event));
    let becomes = event.detail.clone().unwrap_or_default();
    let name = kind.name();
    if kind == FieldType::Int && matches!(place.node.value(), Value::Bool(_)) {
        message
            .0
            .extend(message![" in the int field `", field.name, "` stays a bool, and counts as 0 or 1"].0);
    } else {
        message.0.extend(message![format!(" in the {name} field `"), field.name, "` becomes "].0);
        message.0.push(MessagePart::Derived(becomes, place.node));
    }
    Finding::new(place, message).help(help(kind, place.node.value()))
}

fn help<'r>(kind: FieldType, value: Value<'r>) -> Message<'r> {
    match (kind, value) {
        (FieldType::Bool, Value::Text(text)) if text.trim().eq_ignore_ascii_case("false") => {
            message!["write false without quotes: every other string is true to the service"]
        }
        (FieldType::Bool, _) => message!["write true or false, without quotes"],
        (FieldType::Int, _) => message!["write a whole number"],
        (FieldType::Str, _) => message!["write the string that is meant, in quotes"],
        (FieldType::List, _) => message!["write a comma-separated string, such as \"a, b\""],
    }
}
