//! `altered-on-save`: a value that Kibana changes when the form is saved without an edit.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Message, MessagePart};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "altered-on-save",
    severity: Some(Severity::Warning),
    breaks: &[Consumer::Kibana],
    summary: "a number in a str field that comes back in another form when Kibana's form is saved",
    page: include_str!("altered_on_save.md"),
    claims: &[Cause::SaveChanges],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let name = event.name.unwrap_or_default();
    let reason = MessagePart::Derived(event.detail.clone().unwrap_or_default(), place.node);
    let mut message = message!["saving Kibana's form without an edit changes `", name, "`: "];
    message.0.push(reason);
    let quoted = MessagePart::Derived(format!("\"{}\"", place.node.text()), place.node);
    Finding::new(place, message).help(Message(vec!["write it as a string: ".into(), quoted]))
}
