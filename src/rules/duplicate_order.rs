//! `duplicate-order`: two fields with the same place in Kibana's form.

use std::collections::{BTreeMap, BTreeSet};

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::finding::{Change, Finding, Fix, Fixable, Place, Written};
use crate::message;
use crate::severity::Severity;
use crate::tree::Node;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-order",
    severity: Some(Severity::Warning),
    summary: "two fields have the same `order`, or some have none",
    page: include_str!("duplicate_order.md"),
    judge: Judge::Connector(judge),
    fixable: Fixable::Unsafe,
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let mut orders: Vec<_> = subject.written_fields().map(|field| field.order.content).collect();
    orders.sort_unstable();
    if orders.windows(2).any(|pair| pair[0] == pair[1]) {
        repeated(subject, findings);
    }
    if subject.written_fields().any(|field| is_deployed(field) && field.order.content.is_some()) {
        unordered(subject, findings);
    }
}

/// Fields whose order another one has already.
fn repeated<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let mut taken: BTreeMap<i32, &Definition<'r>> = BTreeMap::new();
    // Those of the connector type come first: what is to be edited is the order that is written.
    let mut ordered: Vec<_> = subject.written_fields().filter(|field| is_deployed(field)).collect();
    ordered.sort_by_key(|field| field.order.origin.node().map(Node::span));
    // Of a duplicate key the first counts.
    let mut seen = BTreeSet::new();
    ordered.retain(|field| seen.insert(field.name));
    let mut highest = ordered.iter().filter_map(|field| field.order.content).max();
    for field in ordered {
        let Some(order) = field.order.content else { continue };
        let Some(first) = taken.get(&order) else {
            taken.insert(order, field);
            continue;
        };
        let Origin::Written(node) = field.order.origin else { continue };
        let place = subject.attribute_place(field, Attribute::Order);
        let message = message!["`", field.name, "` has the same order as `", first.name, "`"];
        let free = highest.and_then(|highest| highest.checked_add(1));
        let help = free.map(|free| message![format!("write an order that is free, such as {free}")]);
        let fix = free.map(|free| {
            let change = Change::Value(node, Written::Number(free.to_string()));
            Fix::judged(message![format!("write order {free}, which is free")], change)
        });
        highest = free.or(highest);
        let related = subject.attribute_place(first, Attribute::Order);
        let finding = Finding::new(place, message).field(field.name).help_if(help).fix_if(fix);
        let origin = match first.order.origin {
            Origin::Type => "` has it from its connector type",
            _ => "` has it already",
        };
        findings.push(finding.related(related, message!["`", first.name, origin]));
    }
}

/// Whether its order is written, or the connector type's.
fn is_deployed(field: &Definition<'_>) -> bool {
    matches!(field.order.origin, Origin::Written(_) | Origin::Type)
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
