//! `duplicate-order`: two fields with the same place in Kibana's form.

use std::collections::BTreeMap;

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-order",
    severity: Some(Severity::Warning),
    summary: "two fields have the same `order`, or some have none",
    page: include_str!("duplicate_order.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let mut taken: BTreeMap<i32, &Definition<'r>> = BTreeMap::new();
    let mut written: Vec<_> = subject.written_fields().filter(|field| is_written(field)).collect();
    written.sort_by_key(|field| field.order.origin.node().map(|node| node.span()));
    let highest = written.iter().filter_map(|field| field.order.content).max();
    for field in written {
        let Some(order) = field.order.content else { continue };
        let Some(first) = taken.get(&order) else {
            taken.insert(order, field);
            continue;
        };
        let place = subject.attribute_place(field, Attribute::Order);
        let message = message!["`", field.name, "` has the same order as `", first.name, "`"];
        let free = highest.and_then(|highest| highest.checked_add(1));
        let help = free.map(|free| message![format!("write an order that is free, such as {free}")]);
        let related = subject.attribute_place(first, Attribute::Order);
        let finding = Finding::new(place, message).field(field.name).help_if(help);
        findings.push(finding.related(related, message!["`", first.name, "` is here already"]));
    }
    if !taken.is_empty() {
        unordered(subject, findings);
    }
}

fn is_written(field: &Definition<'_>) -> bool {
    matches!(field.order.origin, Origin::Written(_))
}

/// Fields without an order among fields that have one.
fn unordered<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        if let (Origin::Standard, Some(node), Some(order)) =
            (field.order.origin, field.node, field.order.content)
            && !node.is_damaged()
        {
            let message =
                message!["`", field.name, "` has no order, though other fields have one: it goes last"];
            let help = message![format!("write `order = {order}`, which is what `emit` fills in")];
            findings.push(Finding::new(Place::key(node), message).field(field.name).help(help));
        }
    }
}
