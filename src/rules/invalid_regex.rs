//! `invalid-regex`: a pattern that Python refuses.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "invalid-regex",
    breaks: &[Consumer::Connector],
    summary: "a pattern that Python's `re` refuses: the check of the whole connector crashes on it",
    page: include_str!("invalid_regex.md"),
    claims: &[Cause::InvalidRegex],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let place = Place::value(place.node.get("constraint").unwrap_or(place.node));
    let name = event.name.unwrap_or_default();
    let fault = event.detail.clone().unwrap_or_default();
    let (start, end) = if event.breaks {
        ("the service crashes on the pattern of `", "`")
    } else {
        ("the service will crash on the pattern of `", "` as soon as it checks the field")
    };
    let help = message![in_python(&fault)];
    Finding::new(place, message![start, name, end, ": ", fault]).help(help)
}

/// How Python writes what other dialects have, as its error tells what was tried.
fn in_python(fault: &str) -> &'static str {
    if fault.starts_with("unknown extension ?<") {
        return "Python writes a named group (?P<name>…)";
    }
    if fault.starts_with(r"bad escape \p") || fault.starts_with(r"bad escape \P") {
        return r"Python has no \p{…}: write a class, such as [A-Z], or \w for all letters and digits";
    }
    if fault.starts_with(r"bad escape \h") {
        return r"write [ \t] for horizontal space";
    }
    if fault.starts_with("global flags not at the start") {
        return "put the flags at the very beginning of the pattern, or write (?i:…) around a part of it";
    }
    "correct the pattern; positions in it are counted from 0"
}
