//! `contradictory-dependencies`: a field waits for two values of one field at once.

use super::{Judge, Rule, Subject, entry_place, wanted};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Definition;
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Message, MessagePart};
use crate::graph::Edge;
use crate::graph::conflict::{Conflict, Wanted, Way};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "contradictory-dependencies",
    breaks: &[Consumer::Kibana],
    summary: "a field waits for two values of one field at once, itself or through the fields it depends on",
    page: include_str!("contradictory_dependencies.md"),
    claims: &[Cause::HiddenByContradiction],
    word: Some(word),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    if subject.writes_dependencies() {
        findings.extend(subject.conflicts().iter().filter_map(|conflict| finding(subject, conflict)));
    }
}

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let (Some(field), At::Item(_, item)) = (event.field, event.at) else {
        return Finding::new(subject.place(event), message!["two values are wanted of one field"]);
    };
    if let Some(conflict) = own_conflict(subject, field, item)
        && let Some(finding) = finding(subject, &conflict)
    {
        return finding;
    }
    let next = event.detail.clone().unwrap_or_default();
    let message = message![
        "`",
        field.name,
        "` depends on `",
        next,
        "`, which waits for two values of one field, or is behind one that does: Kibana can never show it"
    ];
    let place = entry_place(subject, field, item, "field");
    Finding::new(place, message).help(message!["resolve the contradiction that it is behind"])
}

/// The conflict between an entry and an earlier one of the same field.
fn own_conflict(subject: &Subject<'_>, field: &Definition<'_>, item: usize) -> Option<Conflict> {
    let entries = field.dependencies();
    let second = entries.get(item)?;
    let is_other = |value| Wanted::new(value) != Wanted::new(second.value);
    let mut before = entries.iter().take(item);
    let first = before.position(|entry| entry.field == second.field && is_other(entry.value))?;
    let (from, to) = (subject.service.place(field.name)?, subject.service.place(second.field)?);
    let way = |item| {
        let edge = Edge { from, to, item };
        Way { edges: vec![edge], last: edge }
    };
    Some(Conflict { field: from, parent: to, ways: [way(first), way(item)] })
}

/// None where nothing of it is written in the file.
fn finding<'r>(subject: &Subject<'r>, conflict: &Conflict) -> Option<Finding<'r>> {
    let [one, other] = &conflict.ways;
    // Of several entries the later one, but rather one that wants the value itself.
    let by_itself = |way: &&Way| way.edges.len() == 1;
    let ways = [other, one];
    let mut candidates = ways.iter().filter(|way| by_itself(way)).chain(&ways);
    let primary =
        candidates.find_map(|way| way.edges.first().copied().filter(|edge| is_written(subject, *edge)))?;
    let (field, parent) = (field(subject, conflict.field)?, field(subject, conflict.parent)?);
    let mut message = message!["`", field.name, "` depends on `", parent.name, "` being "];
    message.0.extend(value(subject, one.last));
    message.0.extend(detour(subject, one).0);
    message.0.push(" and ".into());
    message.0.extend(value(subject, other.last));
    message.0.extend(detour(subject, other).0);
    message.0.push(", which it never is at once".into());
    let help = if conflict.is_direct() {
        "all entries of `depends_on` have to hold, not just one of them: keep the one that is meant"
    } else {
        "change one of these values: a field is meant to be set while it and all that it depends on are active"
    };
    let place = entry_place(subject, field, primary.item, "value");
    let mut finding = Finding::new(place, message).field(field.name).help(message![help]);
    for edge in conflict.ways.iter().flat_map(edges).filter(|edge| *edge != primary) {
        finding = labelled(subject, finding, edge);
    }
    Some(finding)
}

/// The dependencies of a way that are shown.
fn edges(way: &Way) -> impl Iterator<Item = Edge> {
    let is_cut = way.edges.last() != Some(&way.last);
    way.edges.iter().copied().chain(is_cut.then_some(way.last))
}

fn labelled<'r>(subject: &Subject<'r>, finding: Finding<'r>, edge: Edge) -> Finding<'r> {
    let (Some(from), Some(to)) = (field(subject, edge.from), field(subject, edge.to)) else { return finding };
    if !is_written(subject, edge) {
        return finding;
    }
    let mut message = message!["`", from.name, "` depends on `", to.name, "` being "];
    message.0.extend(value(subject, edge));
    finding.related(entry_place(subject, from, edge.item, "value"), message)
}

/// By which fields a way leads, where it is not straight.
fn detour<'r>(subject: &Subject<'r>, way: &Way) -> Message<'r> {
    let is_cut = way.edges.last() != Some(&way.last);
    let between = way.edges.iter().take(way.edges.len() - usize::from(!is_cut));
    let names: Vec<_> = between
        .filter_map(|edge| field(subject, edge.to))
        .map(|field| format!("`{}`", field.name))
        .chain(is_cut.then(|| "…".to_owned()))
        .collect();
    if names.is_empty() {
        Message::default()
    } else {
        message![format!(" (by way of {})", names.join(" -> "))]
    }
}

fn field<'r>(subject: &Subject<'r>, at: usize) -> Option<&'r Definition<'r>> {
    subject.service.fields().get(at).map(|held| held.definition)
}

fn value<'r>(subject: &Subject<'r>, edge: Edge) -> Option<MessagePart<'r>> {
    let dependency = field(subject, edge.from)?.dependencies().get(edge.item)?;
    Some(wanted(subject, dependency))
}

fn is_written(subject: &Subject<'_>, edge: Edge) -> bool {
    field(subject, edge.from)
        .is_some_and(|field| subject.item(field, Attribute::DependsOn, edge.item).is_some())
}
