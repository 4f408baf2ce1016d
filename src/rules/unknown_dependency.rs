//! `unknown-dependency`: a field depends on one that does not exist.

use super::{Rule, Subject, entry_place};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

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
    let place = match (event.field, event.at) {
        (Some(field), At::Item(_, item)) => entry_place(subject, field, item, "field"),
        _ => subject.place(event),
    };
    let name = event.name.unwrap_or_default();
    let target = event.detail.clone().unwrap_or_default();
    let names = subject.request.all_fields().map(|field| field.name).filter(|known| *known != name);
    let meant = subject.suggest(&target, names).map(|known| message!["did you mean `", known, "`?"]);
    let message = message!["`", name, "` depends on `", target, "`, which is no field of this connector"];
    let help = message!["name a field of this configuration, or remove the dependency"];
    Finding::new(place, message).help(help).help_if(meant)
}
