//! `idle-options`: options of a field that is no dropdown.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, Display};
use crate::connector::definition::Origin;
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "idle-options",
    severity: Some(Severity::Note),
    summary: "options of a field that is no dropdown, which nobody looks at",
    page: include_str!("idle_options.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        let Origin::Written(node) = field.options.origin else { continue };
        let Some(display) = field.display.content.filter(|display| *display != Display::Dropdown) else {
            continue;
        };
        if field.choices().is_empty() {
            continue;
        }
        let message = message![
            "`",
            field.name,
            "` has options, but is drawn as a ",
            display.name(),
            ", which offers none"
        ];
        let finding = Finding::new(Place::key(node), message).field(field.name);
        let finding = finding.help(message!["write display = \"dropdown\", or remove the options"]);
        findings.push(match field.display.origin {
            Origin::Written(_) => {
                finding.related(subject.attribute_place(field, Attribute::Display), message!["its control"])
            }
            _ => finding,
        });
    }
}
