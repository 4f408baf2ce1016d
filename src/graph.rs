//! The graph of dependencies between the fields of one connector. Linear in their number, and never recursive.

pub mod conflict;
mod groups;
pub mod reach;

use std::cell::OnceCell;
use std::collections::VecDeque;

use crate::connector::definition::Definition;
use groups::Groups;

/// A dependency: field `from` depends on field `to`, by its item of that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Place of the dependent field in the slice the graph was made of.
    pub from: usize,
    /// Place of the field that it depends on.
    pub to: usize,
    /// Place of the entry in `depends_on`.
    pub item: usize,
}

/// The dependencies between some fields.
#[derive(Debug)]
pub struct Graph {
    outward: Vec<Vec<Edge>>,
    inward: Vec<Vec<Edge>>,
    /// Made when somebody asks, as what follows: most graphs have a few edges and no circle.
    groups: OnceCell<Groups>,
    circles: OnceCell<Vec<Vec<Edge>>>,
    /// Of each field the circle that it is in or behind.
    near: OnceCell<Vec<Option<usize>>>,
}

impl Graph {
    /// The graph of these fields; `place` finds them by name. Dependencies on others are left out.
    pub fn new<'d>(
        fields: impl ExactSizeIterator<Item = &'d Definition<'d>>,
        place: impl Fn(&str) -> Option<usize>,
    ) -> Self {
        let mut outward = Vec::with_capacity(fields.len());
        let mut inward = vec![Vec::new(); fields.len()];
        for (from, field) in fields.enumerate() {
            let mut own = Vec::new();
            for (item, dependency) in field.dependencies().iter().enumerate() {
                if let Some(to) = place(dependency.field) {
                    let edge = Edge { from, to, item };
                    own.push(edge);
                    inward[to].push(edge);
                }
            }
            outward.push(own);
        }
        Self { outward, inward, groups: OnceCell::new(), circles: OnceCell::new(), near: OnceCell::new() }
    }

    fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| Groups::of(&self.outward))
    }

    /// The number of fields.
    pub fn count(&self) -> usize {
        self.outward.len()
    }

    /// The dependencies of a field, in the order of its `depends_on`.
    pub fn outward(&self, field: usize) -> &[Edge] {
        self.outward.get(field).map_or(&[], Vec::as_slice)
    }

    /// The dependencies on a field, in the order of the dependent fields.
    pub fn inward(&self, field: usize) -> &[Edge] {
        self.inward.get(field).map_or(&[], Vec::as_slice)
    }

    /// A circle for every group of fields that reach each other: the shortest one through the group's first field;
    /// and one for every field that depends on itself. Each begins with the edge that leaves its first field.
    pub fn circles(&self) -> &[Vec<Edge>] {
        self.circles.get_or_init(|| self.all_circles())
    }

    /// The place in [`Self::circles`] of one that this field is in or behind.
    pub fn circle_near(&self, field: usize) -> Option<usize> {
        self.near.get_or_init(|| self.all_near()).get(field).copied().flatten()
    }

    /// Whether the way along a dependency leads back to where it began.
    pub fn is_in_circle(&self, edge: Edge) -> bool {
        self.groups().are_one(edge.from, edge.to)
    }

    fn all_circles(&self) -> Vec<Vec<Edge>> {
        let mut is_done = vec![false; self.count()];
        let mut reached = vec![None; self.count()];
        let mut circles = Vec::new();
        for field in 0..self.count() {
            circles.extend(self.outward(field).iter().find(|edge| edge.to == field).map(|own| vec![*own]));
            let group = self.groups().of_field(field);
            if self.groups().is_circular(field) && !std::mem::replace(&mut is_done[group], true) {
                circles.extend(self.shortest(field, &mut reached));
            }
        }
        circles
    }

    /// The shortest circle of more than one field through `start`, found breadth first within its group. `reached` is
    /// a buffer, which only fields of this group are written to.
    fn shortest(&self, start: usize, reached: &mut [Option<Edge>]) -> Option<Vec<Edge>> {
        let mut queue = VecDeque::from([start]);
        while let Some(field) = queue.pop_front() {
            for edge in self.outward(field).iter().filter(|edge| edge.to != edge.from) {
                if edge.to == start {
                    return Some(way_back(start, *edge, reached));
                }
                if self.is_in_circle(*edge) && reached[edge.to].is_none() {
                    reached[edge.to] = Some(*edge);
                    queue.push_back(edge.to);
                }
            }
        }
        None
    }

    /// Breadth first from all circles at once, against the dependencies.
    fn all_near(&self) -> Vec<Option<usize>> {
        let mut near = vec![None; self.count()];
        let mut queue = VecDeque::new();
        let group_of = |circle: &[Edge]| circle.first().map(|edge| self.groups().of_field(edge.from));
        let mut circle_of_group = vec![None; self.count()];
        for (at, circle) in self.circles().iter().enumerate() {
            if let Some(group) = group_of(circle) {
                circle_of_group[group].get_or_insert(at);
            }
        }
        for field in 0..self.count() {
            near[field] = circle_of_group[self.groups().of_field(field)];
            queue.extend(near[field].map(|_| field));
        }
        while let Some(field) = queue.pop_front() {
            for edge in self.inward(field) {
                if near[edge.from].is_none() {
                    near[edge.from] = near[field];
                    queue.push_back(edge.from);
                }
            }
        }
        near
    }
}

fn way_back(start: usize, last: Edge, reached: &[Option<Edge>]) -> Vec<Edge> {
    let mut circle = vec![last];
    let mut at = last.from;
    while at != start {
        let Some(Some(edge)) = reached.get(at) else { break };
        circle.push(*edge);
        at = edge.from;
    }
    circle.reverse();
    circle
}
