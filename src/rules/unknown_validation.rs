//! `unknown-validation`: a word that is none of the service's validations.

use super::{Rule, Subject};
use crate::connector::attribute::ValidationType;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Applicability, Finding, Fix, Fixable};
use crate::message;
use crate::suggest::{suggest, suggest_only};
use crate::tree::Node;

pub(super) const RULE: Rule = Rule {
    name: "unknown-validation",
    breaks: &[Consumer::Elasticsearch],
    summary: "a validation `type` that Elasticsearch does not know",
    page: include_str!("unknown_validation.md"),
    claims: &[Cause::UnknownValidation],
    word: Some(word),
    fixable: Fixable::Safe,
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
    Finding::new(place, message).help_if(meant).fix_if(fix(place.node))
}

/// Writes the word that is certainly meant. A maximum elsewhere is allowed itself, the bound of `less_than` is not.
fn fix(node: Node<'_>) -> Option<Fix<'_>> {
    let (word, known) = (node.value().as_text()?, ValidationType::ALL.map(ValidationType::name));
    let fix = super::word_instead(node, synonym(word).or_else(|| suggest_only(word, known))?);
    let is_bound = ["max", "maximum", "min", "minimum"].contains(&word.to_lowercase().as_str());
    Some(if is_bound { Fix { applicability: Applicability::Unsafe, ..fix } } else { fix })
}

fn meant(word: &str) -> Option<&'static str> {
    synonym(word).or_else(|| suggest(word, ValidationType::ALL.map(ValidationType::name)))
}

/// What other systems call the five checks.
fn synonym(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "pattern" | "regexp" | "match" => Some("regex"),
        "max" | "maximum" | "lt" => Some("less_than"),
        "min" | "minimum" | "gt" => Some("greater_than"),
        "enum" | "one_of" | "in" => Some("included_in"),
        _ => None,
    }
}
