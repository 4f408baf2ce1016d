//! `unknown-display`: a word that is none of Kibana's controls.

use super::{Rule, Subject};
use crate::connector::attribute::Display;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Fix, Fixable};
use crate::message;
use crate::suggest::{suggest, suggest_only};
use crate::tree::Node;

pub(super) const RULE: Rule = Rule {
    name: "unknown-display",
    breaks: &[Consumer::Elasticsearch],
    summary: "a `display` that Elasticsearch does not know",
    page: include_str!("unknown_display.md"),
    claims: &[Cause::UnknownDisplay],
    word: Some(word),
    fixable: Fixable::Safe,
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
    Finding::new(place, message).help_if(help).fix_if(fix(place.node))
}

/// Writes the word that is certainly meant. A password needs `sensitive` too.
fn fix(node: Node<'_>) -> Option<Fix<'_>> {
    let word = node.value().as_text().filter(|word| !["password", "secret"].contains(word))?;
    let known = Display::ALL.map(Display::name);
    Some(super::word_instead(node, synonym(word).or_else(|| suggest_only(word, known))?))
}

fn meant(word: &str) -> Option<&'static str> {
    synonym(word).or_else(|| suggest(word, Display::ALL.map(Display::name)))
}

/// What other systems call the controls.
fn synonym(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "checkbox" | "switch" | "boolean" | "bool" => Some("toggle"),
        "number" | "integer" | "int" => Some("numeric"),
        "select" | "radio" | "combobox" | "list" => Some("dropdown"),
        "string" | "input" => Some("textbox"),
        "multiline" => Some("textarea"),
        _ => None,
    }
}
