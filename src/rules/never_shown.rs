//! `never-shown`: nothing that can be set in Kibana shows the field.

use super::{Rule, Subject, entry_place};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "never-shown",
    severity: Some(Severity::Warning),
    breaks: &[Consumer::Kibana],
    summary: "Kibana never shows a field: its name is reserved, or it depends on one that is never shown",
    page: include_str!("never_shown.md"),
    claims: &[Cause::NeverShown],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let name = event.name.unwrap_or_default();
    let (Some(field), At::Item(_, item)) = (event.field, event.at) else {
        let message = message!["Kibana never shows a field with the name `", name, "`"];
        let help = message!["the page leaves this name out, which belongs to crawlers: choose another one"];
        return Finding::new(subject.place(event), message).help(help);
    };
    let next = event.detail.clone().unwrap_or_default();
    let parent = subject.service.field(&next).and_then(|held| held.definition.node);
    let message = message!["`", name, "` depends on `", next, "`, which Kibana never shows"];
    let help = message![
        "nobody can enter there what this field waits for: let Kibana show that one, or give it the value here"
    ];
    let finding = Finding::new(entry_place(subject, field, item, "field"), message).help(help);
    match parent.filter(|node| subject.is_of_file(*node)) {
        Some(node) => finding.related(Place::key(node), message!["this field is never shown"]),
        None => finding,
    }
}
