//! `unknown-restriction`: an entry of `ui_restrictions` that hides the field in Kibana.

use super::{Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;
use crate::suggest::suggest;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "unknown-restriction",
    breaks: &[Consumer::Kibana],
    summary: "an entry of `ui_restrictions` other than `advanced`: Kibana shows the field nowhere",
    page: include_str!("unknown_restriction.md"),
    claims: &[Cause::HiddenByRestriction],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let name = event.name.unwrap_or_default();
    let Some(field) = event.field else {
        return Finding::new(subject.place(event), message!["Kibana hides this field"]);
    };
    let place = subject.attribute_place(field, Attribute::UiRestrictions);
    let entry = match place.node.value() {
        Value::Array(list) => list.children().next().unwrap_or(place.node),
        _ => place.node,
    };
    let message = message!["Kibana shows `", name, "` nowhere: of all restrictions it knows only `advanced`"];
    let help = match entry.value().as_text().and_then(|text| suggest(text, ["advanced"])) {
        Some(_) => message!["write \"advanced\""],
        None => {
            message!["remove the entry, or write \"advanced\" to put the field into the panel of that name"]
        }
    };
    Finding::new(Place { node: entry, ..place }, message).help(help)
}
