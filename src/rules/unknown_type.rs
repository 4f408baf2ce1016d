//! `unknown-type`: a word that is none of the field types.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Applicability, Finding, Fix, Fixable};
use crate::message;
use crate::suggest::{suggest, suggest_only};
use crate::tree::Node;

pub(super) const RULE: Rule = Rule {
    name: "unknown-type",
    breaks: &[Consumer::Elasticsearch],
    summary: "a `type` that is none of str, int, bool and list",
    page: include_str!("unknown_type.md"),
    claims: &[Cause::UnknownType],
    word: Some(word),
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let message = message!["`type` must be one of str, int, bool, list, but is ", place.node];
    let meant = meant(place.node.text()).map(|word| message!["write \"", word, "\""]);
    Finding::new(place, message).help_if(meant).fix_if(fix(place.node))
}

/// Writes the word that is certainly meant; an int instead of a fraction is for somebody to judge.
fn fix(node: Node<'_>) -> Option<Fix<'_>> {
    let (word, known) = (node.value().as_text()?, FieldType::ALL.map(FieldType::name));
    let fix = super::word_instead(node, synonym(word).or_else(|| suggest_only(word, known))?);
    let is_fraction = ["float", "double"].contains(&word.to_lowercase().as_str());
    Some(if is_fraction { Fix { applicability: Applicability::Unsafe, ..fix } } else { fix })
}

fn meant(word: &str) -> Option<&'static str> {
    synonym(word).or_else(|| suggest(word, FieldType::ALL.map(FieldType::name)))
}

/// What other systems call the four types.
fn synonym(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "string" | "text" | "password" | "secret" | "url" | "path" | "date" => Some("str"),
        "integer" | "number" | "long" | "float" | "double" => Some("int"),
        "boolean" | "flag" => Some("bool"),
        "array" | "strings" => Some("list"),
        _ => None,
    }
}
