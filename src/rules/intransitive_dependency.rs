//! `intransitive-dependency`: a field is active although one that it depends on is not.

use std::collections::HashSet;

use super::{Judge, Rule, Subject, entry_place, wanted};
use crate::connector::attribute::Attribute;
use crate::consumers::service::Activity;
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "intransitive-dependency",
    severity: Some(Severity::Warning),
    summary: "a field is active although the field that it depends on is not",
    page: include_str!("intransitive_dependency.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    if !subject.writes_dependencies() {
        return;
    }
    let service = subject.service;
    let torn: HashSet<usize> = subject.conflicts().iter().map(|conflict| conflict.field).collect();
    for (at, held) in service.fields().iter().enumerate() {
        let field = held.definition;
        let is_as_written = std::ptr::eq(held.dependencies, field.dependencies());
        let is_active = service.activity(at) == Some(Activity::Active);
        // One that wants two values by way of its parents is contradictory, and no further condition helps.
        if !is_active || !is_as_written || torn.contains(&at) {
            continue;
        }
        for &edge in subject.graph().outward(at) {
            let is_written = subject.item(field, Attribute::DependsOn, edge.item).is_some();
            let is_inactive = service.activity(edge.to) == Some(Activity::Inactive);
            if !is_written || !is_inactive || subject.graph().is_in_circle(edge) {
                continue;
            }
            let Some(parent) = service.fields().get(edge.to) else { continue };
            let message = message![
                "`",
                field.name,
                "` is active although `",
                parent.definition.name,
                "`, which it depends on, is not"
            ];
            let place = entry_place(subject, field, edge.item, "field");
            let mut finding = Finding::new(place, message).field(field.name);
            if let Some((item, unmet)) = service.unmet(parent) {
                let mut help = message![
                    "the service looks no further than one step: depend on `",
                    unmet.field,
                    "` being "
                ];
                help.0.extend([wanted(subject, unmet), " as well".into()]);
                finding = finding.help(help);
                if subject.item(parent.definition, Attribute::DependsOn, item).is_some() {
                    let place = entry_place(subject, parent.definition, item, "field");
                    finding = finding.related(place, message!["this is not the case"]);
                }
            }
            findings.push(finding);
        }
    }
}
