//! `unknown-type`: a word that is none of the field types.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-type",
    breaks: &[Consumer::Elasticsearch],
    summary: "a `type` that is none of str, int, bool and list",
    page: include_str!("unknown_type.md"),
    claims: &[Cause::UnknownType],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let message = message!["`type` must be one of str, int, bool, list, but is ", place.node];
    let meant = meant(place.node.text()).map(|word| message!["write \"", word, "\""]);
    Finding::new(place, message).help_if(meant)
}

/// What other systems call the four types.
fn meant(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "string" | "text" | "password" | "secret" | "url" | "path" | "date" => Some("str"),
        "integer" | "number" | "long" | "float" | "double" => Some("int"),
        "boolean" | "flag" => Some("bool"),
        "array" | "strings" => Some("list"),
        _ => suggest(word, FieldType::ALL.map(FieldType::name)),
    }
}
