//! `dependency-cycle`: fields that depend on each other.

use super::{Judge, Rule, Subject, entry_place};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Place};
use crate::graph::Edge;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "dependency-cycle",
    breaks: &[Consumer::Kibana],
    summary: "fields depend on each other in a circle",
    page: include_str!("dependency_cycle.md"),
    claims: &[Cause::HiddenByCycle],
    word: Some(word),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// More edges than these of one circle are not labelled.
const LABELLED: usize = 12;

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    if subject.writes_dependencies() && subject.chains_dependencies() {
        let circles = subject.graph().circles().iter().filter_map(|edges| Circle::written(subject, edges));
        findings.extend(circles.map(|circle| circle.finding(subject, Shown::Perhaps)));
    }
}

/// The circle's own finding for its first field, and one for each other field that Kibana never shows by it.
fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let name = event.name.unwrap_or_default();
    let next = event.detail.clone().unwrap_or_default();
    let at = subject.service.place(name);
    let graph = subject.graph();
    let circle = at.and_then(|at| graph.circle_near(at)).and_then(|near| graph.circles().get(near));
    let circle = circle.and_then(|edges| Circle::written(subject, edges));
    if let Some(circle) = circle
        && at == Some(circle.first.from)
    {
        return circle.finding(subject, Shown::Never);
    }
    let place = match (event.field, event.at) {
        (Some(field), At::Item(_, item)) => entry_place(subject, field, item, "field"),
        _ => subject.place(event),
    };
    let is_inside = at
        .zip(subject.service.place(&next))
        .is_some_and(|(from, to)| graph.is_in_circle(Edge { from, to, item: 0 }));
    let where_it_is = if is_inside { " in a circle" } else { ", which is in a circle or behind one" };
    let message = message!["`", name, "` depends on `", next, "`", where_it_is, ": Kibana can never show it"];
    let finding = Finding::new(place, message).help(message!["take the circle apart"]);
    match circle {
        Some(circle) => finding.related(circle.place, message!["the circle begins here"]),
        None => finding,
    }
}

/// Whether Kibana can show the first field of a circle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Perhaps,
    Never,
}

/// A circle that the file writes, or a part of it.
#[derive(Clone, Copy)]
struct Circle<'c, 'r> {
    edges: &'c [Edge],
    /// Where it begins: its first entry in the file.
    start: usize,
    first: Edge,
    place: Place<'r>,
}

impl<'c, 'r> Circle<'c, 'r> {
    fn written(subject: &Subject<'r>, edges: &'c [Edge]) -> Option<Self> {
        let mut places = edges.iter().enumerate();
        places.find_map(|(start, edge)| {
            Some(Self { edges, start, first: *edge, place: place(subject, *edge)? })
        })
    }

    /// Its edges from its beginning on.
    fn around(self) -> impl Iterator<Item = Edge> + use<'c> {
        self.edges.iter().cycle().skip(self.start).take(self.edges.len()).copied()
    }

    fn finding(self, subject: &Subject<'r>, shown: Shown) -> Finding<'r> {
        let name = |at: usize| subject.service.fields().get(at).map_or("", |held| held.definition.name);
        let first = name(self.first.from);
        let mut message = match self.edges.len() {
            1 => message!["`", first, "` depends on itself"],
            2 => message!["`", first, "` and `", name(self.first.to), "` depend on each other"],
            many => {
                let shown = self.around().take(LABELLED).map(|edge| format!("`{}`", name(edge.from)));
                let more = if many > LABELLED { " -> …" } else { "" };
                let path = shown.collect::<Vec<_>>().join(" -> ");
                message![format!("these fields depend on each other: {path}{more} -> `{first}`")]
            }
        };
        if shown == Shown::Never {
            message.0.extend(message![", so that Kibana can never show `", first, "`"].0);
        }
        let help = message![
            "remove one of the dependencies: a circle can only be entered by values that are stored already"
        ];
        let finding = Finding::new(self.place, message).field(first).help(help);
        self.around().skip(1).take(LABELLED).fold(finding, |finding, edge| match place(subject, edge) {
            Some(place) => {
                finding.related(place, message!["`", name(edge.from), "` depends on `", name(edge.to), "`"])
            }
            None => finding,
        })
    }
}

/// The entry of an edge, where the file writes it.
fn place<'r>(subject: &Subject<'r>, edge: Edge) -> Option<Place<'r>> {
    let field = subject.service.fields().get(edge.from)?.definition;
    let dependency = field.dependencies().get(edge.item)?;
    subject.is_of_file(dependency.node).then(|| entry_place(subject, field, edge.item, "field"))
}
