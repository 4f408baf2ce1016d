//! `slow-regex`: a pattern on which the service can hang.

use super::{Judge, Rule, Subject};
use crate::consumers::python::regex::Attack;
use crate::consumers::service;
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "slow-regex",
    severity: Some(Severity::Warning),
    summary: "a pattern takes Python exponentially long on some values that do not match",
    page: include_str!("slow_regex.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for (field, node, text) in subject.written_patterns() {
        let compiled = service::compiled(text);
        let Some(slow) = compiled.as_ref().as_ref().ok().and_then(|pattern| pattern.exponential()) else {
            continue;
        };
        let part = cut(text.get(slow.span.range()).unwrap_or(text));
        let message = message![
            "the pattern of `",
            field.name,
            "` can keep Python busy for hours: `",
            part,
            "` can match one and the same text in several ways, and all are tried before a value fails"
        ];
        let example = slow.attack.as_ref().map_or_else(String::new, example);
        let help = message![
            "rewrite it so that each text fits in one way only, with a separator between rounds",
            example
        ];
        findings.push(Finding::new(Place::value(node), message).field(field.name).help(help));
    }
}

/// A part that is not longer than a message bears.
fn cut(part: &str) -> String {
    const LONGEST: usize = 60;
    match part.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", part.get(..end).unwrap_or_default()),
        None => part.to_owned(),
    }
}

/// A value to try it with, long enough to be felt.
fn example(attack: &Attack) -> String {
    /// Characters of the value; each pump doubles the time.
    const LENGTH: usize = 32;
    let pumps = (LENGTH / attack.pump.chars().count().max(1)).max(4);
    format!("; a value to try it with: {:?}", attack.text(pumps))
}
