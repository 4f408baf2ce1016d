//! `option-fails-validation`: an option that can be chosen, but never passes the field's own validations.

use std::collections::BTreeSet;

use super::{Judge, Rule, Subject, contradictory_validations};
use crate::connector::attribute::{Attribute, Display};
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
    // Where no option passes, that is one fault, which contradictory-validations says.
    let said: BTreeSet<_> = findings
        .iter()
        .filter(|finding| finding.rule == contradictory_validations::RULE.name)
        .filter_map(|finding| finding.field.clone())
        .collect();
    let dropdowns = subject.written_fields().filter(|field| field.display.content == Some(Display::Dropdown));
    for field in dropdowns.filter(|field| !field.checks().is_empty() && !said.contains(field.name)) {
        for (at, choice) in field.choices().iter().enumerate() {
            let (Some(item), Some(event)) =
                (subject.item(field, Attribute::Options, at), service::failure(field, choice.value))
            else {
                continue;
            };
            let value = item.get("value").unwrap_or(item);
            let check = super::check_in_words(&event);
            let message = message![
                "the option ",
                value,
                " of `",
                field.name,
                "` can be chosen, but violates its own validation: it must ",
                check
            ];
            let finding = Finding::new(Place::value(value), message).field(field.name);
            let finding = finding.help(message!["remove the option, or widen the validation"]);
            findings.push(super::with_constraint(subject, &event, finding));
        }
    }
}
