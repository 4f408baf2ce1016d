//! `unknown-dependency`: a field depends on one that does not exist.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-dependency",
    breaks: &[Consumer::Connector, Consumer::Kibana],
    summary: "a field depends on one that does not exist, at which the service's whole check ends",
    page: include_str!("unknown_dependency.md"),
    claims: &[Cause::UnknownDependency, Cause::HiddenByUnknown],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let place = Place::value(place.node.get("field").unwrap_or(place.node));
    let name = event.name.unwrap_or_default();
    let target = event.detail.clone().unwrap_or_default();
    let names = subject.request.all_fields().map(|field| field.name).filter(|known| *known != name);
    let meant = suggest(&target, names).map(|known| message!["did you mean `", known, "`?"]);
    let effect = match (event.breaks, event.consumer) {
        (true, Consumer::Connector) => ": the service's whole check ends there",
        (true, Consumer::Kibana) => ": the form never shows it",
        _ => "",
    };
    let message =
        message!["`", name, "` depends on `", target, "`, which is no field of this connector", effect];
    let help = message!["name a field of this configuration, or remove the dependency"];
    Finding::new(place, message).help(help).help_if(meant)
}
