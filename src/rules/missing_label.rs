//! `missing-label`: a field definition without its only mandatory attribute.

use super::{Rule, Subject};
use crate::connector::misnamed::misnamed_label;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "missing-label",
    breaks: &[Consumer::Elasticsearch],
    summary: "a field definition has no `label`, the one attribute that Elasticsearch demands",
    page: include_str!("missing_label.md"),
    claims: &[Cause::MissingLabel],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let help = message!["add `label`, the name that people see, such as \"", spoken(name), "\""];
    if event.breaks {
        let message = message![
            "the field `",
            name,
            "` has no `label`, without which Elasticsearch refuses the request"
        ];
        let meant =
            misnamed_label(place.node).map(|label| message!["rename `", label.name(), "` to `label`"]);
        Finding::new(Place::key(place.node), message).help(help).help_if(meant)
    } else {
        let message = message!["the label of `", name, "` is empty: nobody can tell what the field is"];
        Finding::new(place, message).help(help)
    }
}

/// Words that are written in capitals.
const CAPITALS: [&str; 9] = ["api", "ca", "http", "id", "ip", "ssl", "tls", "uri", "url"];

/// A name as a person would write it: `base_url` is "Base URL".
fn spoken(name: &str) -> String {
    let mut spoken = String::new();
    for word in name.split('_').filter(|word| !word.is_empty()) {
        if CAPITALS.contains(&word) {
            spoken.push_str(&word.to_uppercase());
        } else if spoken.is_empty() {
            let mut characters = word.chars();
            spoken.extend(characters.next().into_iter().flat_map(char::to_uppercase).chain(characters));
        } else {
            spoken.push_str(word);
        }
        spoken.push(' ');
    }
    spoken.truncate(spoken.trim_end().len());
    spoken
}
