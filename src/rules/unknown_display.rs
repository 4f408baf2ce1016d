//! `unknown-display`: a word that is none of Kibana's controls.

use super::{Rule, Subject};
use crate::connector::attribute::Display;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-display",
    breaks: &[Consumer::Elasticsearch],
    summary: "a `display` that Elasticsearch does not know",
    page: include_str!("unknown_display.md"),
    claims: &[Cause::UnknownDisplay],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let words = Display::ALL.map(Display::name).join(", ");
    let message = message!["`display` must be one of ", words, ", but is ", place.node];
    let help = match place.node.text() {
        "password" | "secret" => {
            Some(message!["write \"textbox\" and `sensitive = true`, which makes it a password input"])
        }
        text => meant(text).map(|word| message!["write \"", word, "\""]),
    };
    Finding::new(place, message).help_if(help)
}

/// What other systems call the controls.
fn meant(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "checkbox" | "switch" | "boolean" | "bool" => Some("toggle"),
        "number" | "integer" | "int" => Some("numeric"),
        "select" | "radio" | "combobox" | "list" => Some("dropdown"),
        "string" | "input" => Some("textbox"),
        "multiline" => Some("textarea"),
        _ => suggest(word, Display::ALL.map(Display::name)),
    }
}
