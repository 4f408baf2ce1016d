//! Fields that want two values of one field, themselves or through the fields that they depend on.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::consumers::python::Py;
use crate::graph::{Edge, Graph};
use crate::tree::Value;

/// A wanted value, so that two are equal exactly when one stored value meets both, for the service's `==` and for
/// Kibana's `===` alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted<'r> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number, however it is written.
    Whole(Cow<'r, str>),
    /// The bits of any other number.
    Fraction(u64),
    /// A string.
    Text(Cow<'r, str>),
    /// What equals nothing.
    Other,
}

impl<'r> Wanted<'r> {
    /// The value as it is compared.
    pub fn new(value: Value<'r>) -> Self {
        match Py::stored(value) {
            Py::None => Self::Null,
            Py::Bool(value) => Self::Bool(value),
            Py::Int(int) => Self::Whole(Cow::Owned(int.text().to_owned())),
            Py::Float(0.0) => Self::Whole(Cow::Borrowed("0")),
            Py::Float(number) if number.fract() == 0.0 => Self::Whole(Cow::Owned(format!("{number:.0}"))),
            Py::Float(number) => Self::Fraction(number.to_bits()),
            Py::Str(text) => Self::Text(text),
            Py::List(_) | Py::Tuple(_) | Py::Dict(_) => Self::Other,
        }
    }
}

/// How a field comes to want a value: along its dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The dependencies in order, from the field on; where they are many, only the first.
    pub edges: Vec<Edge>,
    /// The last one, which wants the value.
    pub last: Edge,
}

/// Two values that a field wants of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The field that wants both, though no field that it depends on does.
    pub field: usize,
    /// The field that cannot hold both.
    pub parent: usize,
    /// How it wants the one, and the other; in the order of its entries.
    pub ways: [Way; 2],
}

impl Conflict {
    /// Whether both values are wanted by entries of the field itself.
    pub fn is_direct(&self) -> bool {
        self.ways.iter().all(|way| way.edges.len() == 1 && way.last.from == self.field)
    }
}

/// At least so many dependencies of a way are kept.
const KEPT: usize = 8;

/// Steps for each field and dependency after which no more is searched through ancestors. All combinations in a file
/// could be as many as the square of its size; real files need a few.
const PATIENCE: usize = 100;

/// All conflicts: the direct ones, then those through other fields, in the order of the fields that cannot hold both.
/// Dependencies of which `wanted` knows no value are passed over, and the ways through a circle are not followed.
pub fn conflicts<'r>(graph: &Graph, wanted: impl Fn(Edge) -> Option<Wanted<'r>>) -> Vec<Conflict> {
    let mut conflicts = direct(graph, &wanted);
    let mut search = Search {
        graph,
        labels: vec![None; graph.count()],
        steps: PATIENCE
            * (graph.count() + (0..graph.count()).map(|at| graph.outward(at).len()).sum::<usize>()),
    };
    for parent in 0..graph.count() {
        conflicts.extend(search.about(parent, &wanted));
    }
    conflicts
}

fn direct<'r>(graph: &Graph, wanted: &impl Fn(Edge) -> Option<Wanted<'r>>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for field in (0..graph.count()).filter(|&field| graph.outward(field).len() > 1) {
        // Of each parent the first entry, until a second value is found.
        let mut firsts: BTreeMap<usize, Option<(Edge, Wanted<'r>)>> = BTreeMap::new();
        for &edge in graph.outward(field) {
            let Some(value) = wanted(edge) else { continue };
            let first = firsts.entry(edge.to).or_insert_with(|| Some((edge, value.clone())));
            if let Some((one, _)) = first.take_if(|(_, other)| *other != value) {
                let way = |edge: Edge| Way { edges: vec![edge], last: edge };
                conflicts.push(Conflict { field, parent: edge.to, ways: [way(one), way(edge)] });
            }
        }
    }
    conflicts
}

/// What a field wants of the parent in question.
#[derive(Clone, Copy, Debug)]
enum Label {
    /// It is behind one that wants something, but was not looked at yet.
    Waiting,
    /// The value of this number; by the first edge, and in the end by the last.
    One { value: usize, edge: Edge, last: Edge },
    /// Two values at once.
    Torn,
}

struct Search<'g> {
    graph: &'g Graph,
    labels: Vec<Option<Label>>,
    steps: usize,
}

impl Search<'_> {
    /// The conflicts about one parent that are not direct.
    fn about<'r>(&mut self, parent: usize, wanted: &impl Fn(Edge) -> Option<Wanted<'r>>) -> Vec<Conflict> {
        if self.graph.inward(parent).len() < 2 {
            return Vec::new();
        }
        // By field and entry, which is the order of the edges.
        let (mut numbers, mut values) = (HashMap::new(), Vec::new());
        for &edge in self.graph.inward(parent) {
            if let Some(value) = wanted(edge) {
                let next = numbers.len();
                values.push(((edge.from, edge.item), *numbers.entry(value).or_insert(next)));
            }
        }
        if numbers.len() < 2 {
            return Vec::new();
        }
        let mut concerned = self.concerned(parent);
        concerned.sort_by_key(|&field| self.graph.groups().rank(field));
        let mut conflicts = Vec::new();
        for &field in &concerned {
            let (label, conflict) = self.labelled(field, parent, &values);
            self.labels[field] = Some(label);
            conflicts.extend(conflict);
        }
        for field in concerned {
            self.labels[field] = None;
        }
        conflicts.sort_by_key(|conflict| conflict.field);
        conflicts
    }

    /// The fields that depend on `parent`, themselves or through others, as far as the patience lasts.
    fn concerned(&mut self, parent: usize) -> Vec<usize> {
        let graph = self.graph;
        let mut fields: Vec<usize> = Vec::new();
        let mut add = |edge: &Edge, fields: &mut Vec<usize>| {
            if self.labels[edge.from].is_none() {
                self.labels[edge.from] = Some(Label::Waiting);
                fields.push(edge.from);
            }
        };
        for edge in graph.inward(parent) {
            add(edge, &mut fields);
        }
        let mut at = 0;
        while let Some(&field) = fields.get(at) {
            at += 1;
            let cost = 1 + graph.inward(field).len() + graph.outward(field).len();
            if self.steps < cost {
                break;
            }
            self.steps -= cost;
            for edge in graph.inward(field).iter().filter(|edge| !graph.is_in_circle(**edge)) {
                add(edge, &mut fields);
            }
        }
        fields
    }

    /// What a field wants, once that is known of those it depends on.
    fn labelled(
        &self,
        field: usize,
        parent: usize,
        values: &[((usize, usize), usize)],
    ) -> (Label, Option<Conflict>) {
        let mut first: Option<(usize, Edge, Edge)> = None;
        let mut second = None;
        for &edge in self.graph.outward(field) {
            let (value, last) = if edge.to == parent {
                let at = values.binary_search_by_key(&(field, edge.item), |(entry, _)| *entry);
                let Some((_, value)) = at.ok().and_then(|at| values.get(at)) else { continue };
                (*value, edge)
            } else if self.graph.is_in_circle(edge) {
                continue;
            } else {
                match self.labels[edge.to] {
                    Some(Label::One { value, last, .. }) => (value, last),
                    // The fault is that one's, and is told there.
                    Some(Label::Torn) => return (Label::Torn, None),
                    Some(Label::Waiting) | None => continue,
                }
            };
            match first {
                None => first = Some((value, edge, last)),
                Some((other, ..)) if other != value => {
                    second.get_or_insert((edge, last));
                }
                Some(_) => {}
            }
        }
        let Some((value, edge, last)) = first else { return (Label::Waiting, None) };
        let Some(other) = second else { return (Label::One { value, edge, last }, None) };
        let ways = [self.way(edge, last), self.way(other.0, other.1)];
        let conflict = Conflict { field, parent, ways };
        let is_told = conflict.is_direct();
        (Label::Torn, (!is_told).then_some(conflict))
    }

    fn way(&self, first: Edge, last: Edge) -> Way {
        let mut edges = vec![first];
        let mut at = first;
        while at != last
            && edges.len() < KEPT
            && let Some(Some(Label::One { edge, .. })) = self.labels.get(at.to)
        {
            edges.push(*edge);
            at = *edge;
        }
        Way { edges, last }
    }
}
