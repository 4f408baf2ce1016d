//! `option-fails-validation`: an option that can be chosen, but never passes the field's own validations.

use std::collections::BTreeSet;

use super::{Judge, Rule, Subject, contradictory_validations};
use crate::connector::attribute::Attribute;
use crate::consumers::service;
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "option-fails-validation",
    summary: "an option that can be chosen violates the field's own validations",
    page: include_str!("option_fails_validation.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let said: BTreeSet<_> = findings
        .iter()
        .filter(|finding| finding.rule == contradictory_validations::RULE.name)
        .filter_map(|finding| finding.field.clone())
        .collect();
    for field in subject.written_fields().filter(|field| !field.checks().is_empty()) {
        if said.contains(field.name) {
            continue; // no option passes, which is one fault
        }
        for (at, choice) in field.choices().iter().enumerate() {
            let (Some(node), false) =
                (subject.item(field, Attribute::Options, at), service::passes(field, choice.value))
            else {
                continue;
            };
            let value = node.get("value").unwrap_or(node);
            let message =
                message!["the option ", value, " of `", field.name, "` violates the field's own validations"];
            let finding = Finding::new(Place::value(value), message).field(field.name);
            let finding = finding.help(message!["remove the option, or correct the validation"]);
            findings.push(match field.validations.origin.node().filter(|node| subject.is_of_file(*node)) {
                Some(checks) => finding.related(Place::key(checks), message!["the validations are here"]),
                None => finding,
            });
        }
    }
}
