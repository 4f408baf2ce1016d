//! `dependency-cycle`: fields that depend on each other.

use super::{Judge, Rule, Subject};
use crate::finding::{Finding, Place};
use crate::graph::{Edge, Graph};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "dependency-cycle",
    summary: "fields depend on each other in a circle",
    page: include_str!("dependency_cycle.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// More edges than these of one cycle are not labelled.
const LABELLED: usize = 12;

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    if subject.written_fields().all(|field| field.dependencies().is_empty()) {
        return;
    }
    let fields: Vec<_> = subject.written_fields().collect();
    for cycle in Graph::new(&fields).cycles() {
        let place = |edge: &Edge| {
            let field = fields.get(edge.from)?;
            let node = field.dependencies().get(edge.item)?.node;
            subject.is_of_file(node).then(|| Place::value(node.get("field").unwrap_or(node)))
        };
        let name = |at: usize| fields.get(at).map_or("", |field| field.name);
        let Some((first, rest)) = cycle.split_first() else { continue };
        let Some(primary) = place(first) else { continue };
        let message = if rest.is_empty() {
            message!["`", name(first.from), "` depends on itself"]
        } else {
            let shown = cycle.iter().take(LABELLED).map(|edge| format!("`{}`", name(edge.from)));
            let more = if cycle.len() > LABELLED { " -> …" } else { "" };
            let path = shown.collect::<Vec<_>>().join(" -> ");
            message!["these fields depend on each other: ", format!("{path}{more} -> `{}`", name(first.from))]
        };
        let help = message![
            "remove one of the dependencies: a circle can only be entered by values that are stored already"
        ];
        let mut finding = Finding::new(primary, message).field(name(first.from)).help(help);
        for edge in rest.iter().take(LABELLED) {
            if let Some(place) = place(edge) {
                finding = finding
                    .related(place, message!["`", name(edge.from), "` depends on `", name(edge.to), "`"]);
            }
        }
        findings.push(finding);
    }
}
