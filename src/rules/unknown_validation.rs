//! `unknown-validation`: a word that is none of the service's validations.

use super::{Rule, Subject};
use crate::connector::attribute::ValidationType;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-validation",
    breaks: &[Consumer::Elasticsearch],
    summary: "a validation `type` that Elasticsearch does not know",
    page: include_str!("unknown_validation.md"),
    claims: &[Cause::UnknownValidation],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    if place.node.text() == "unset" {
        let message = message!["the validation `unset` is documented, but only stack 8.12 accepted it"];
        return Finding::new(place, message).help(message!["remove this entry: it checks nothing"]);
    }
    let words = ValidationType::ALL.map(ValidationType::name).join(", ");
    let message = message!["a validation's `type` must be one of ", words, ", but is ", place.node];
    let meant = meant(place.node.text()).map(|word| message!["write \"", word, "\""]);
    Finding::new(place, message).help_if(meant)
}

/// What other systems call the five checks.
fn meant(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "pattern" | "regexp" | "match" => Some("regex"),
        "max" | "maximum" | "lt" => Some("less_than"),
        "min" | "minimum" | "gt" => Some("greater_than"),
        "enum" | "one_of" | "in" => Some("included_in"),
        _ => suggest(word, ValidationType::ALL.map(ValidationType::name)),
    }
}
