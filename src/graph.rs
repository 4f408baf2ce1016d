//! The graph of dependencies between the fields of one connector. Linear in their number, and never recursive.

use std::collections::{HashMap, VecDeque};

use crate::connector::definition::Definition;

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
    edges: Vec<Vec<Edge>>,
}

impl Graph {
    /// The graph of these fields; dependencies on others are left out.
    pub fn new(fields: &[&Definition<'_>]) -> Self {
        let places: HashMap<&str, usize> =
            fields.iter().enumerate().rev().map(|(at, field)| (field.name, at)).collect();
        let edges = fields.iter().enumerate().map(|(from, field)| {
            let targets = field.dependencies().iter().enumerate();
            let edge = |(item, dependency): (usize, &crate::connector::definition::Dependency<'_>)| {
                places.get(dependency.field).map(|&to| Edge { from, to, item })
            };
            targets.filter_map(edge).collect()
        });
        Self { edges: edges.collect() }
    }

    /// The edges that leave a field.
    pub fn edges(&self, field: usize) -> &[Edge] {
        self.edges.get(field).map_or(&[], Vec::as_slice)
    }

    /// A cycle for every group of fields that reach each other: the shortest one through the group's first field;
    /// and one for every field that depends on itself. Each begins with the edge that leaves its first field.
    pub fn cycles(&self) -> Vec<Vec<Edge>> {
        let group = self.groups();
        let mut seen = vec![false; self.edges.len()];
        let mut cycles = Vec::new();
        for field in 0..self.edges.len() {
            if let Some(own) = self.edges(field).iter().find(|edge| edge.to == field) {
                cycles.push(vec![*own]);
            }
            let Some(&own) = group.get(field) else { continue };
            if let Some(first) = seen.get_mut(own)
                && !std::mem::replace(first, true)
            {
                cycles.extend(self.shortest(field, &group));
            }
        }
        cycles
    }

    /// The shortest cycle of more than one field through `start`, found breadth first within its group.
    fn shortest(&self, start: usize, group: &[usize]) -> Option<Vec<Edge>> {
        let mut reached: Vec<Option<Edge>> = vec![None; self.edges.len()];
        let mut queue = VecDeque::from([start]);
        while let Some(field) = queue.pop_front() {
            for edge in self.edges(field).iter().filter(|edge| edge.to != edge.from) {
                if edge.to == start {
                    return Some(Self::way_back(start, *edge, &reached));
                }
                if group.get(edge.to) == group.get(start)
                    && let Some(slot) = reached.get_mut(edge.to)
                    && slot.is_none()
                {
                    *slot = Some(*edge);
                    queue.push_back(edge.to);
                }
            }
        }
        None
    }

    fn way_back(start: usize, last: Edge, reached: &[Option<Edge>]) -> Vec<Edge> {
        let mut cycle = vec![last];
        let mut at = last.from;
        while at != start {
            let Some(Some(edge)) = reached.get(at) else { break };
            cycle.push(*edge);
            at = edge.from;
        }
        cycle.reverse();
        cycle
    }

    /// The group of each field: fields that reach each other share one, named by some field of it (Tarjan's
    /// strongly connected components, with a stack of our own).
    fn groups(&self) -> Vec<usize> {
        const UNSEEN: usize = usize::MAX;
        let count = self.edges.len();
        let (mut order, mut low, mut group) = (vec![UNSEEN; count], vec![0; count], vec![UNSEEN; count]);
        let (mut open, mut work, mut clock) = (Vec::new(), Vec::new(), 0);
        for root in 0..count {
            if order[root] != UNSEEN {
                continue;
            }
            work.push((root, 0));
            while let Some((field, next)) = work.pop() {
                if next == 0 {
                    (order[field], low[field]) = (clock, clock);
                    clock += 1;
                    open.push(field);
                }
                if let Some(edge) = self.edges(field).get(next) {
                    work.push((field, next + 1));
                    if order[edge.to] == UNSEEN {
                        work.push((edge.to, 0));
                    } else if group[edge.to] == UNSEEN {
                        low[field] = low[field].min(order[edge.to]);
                    }
                    continue;
                }
                if low[field] == order[field] {
                    while let Some(member) = open.pop() {
                        group[member] = field;
                        if member == field {
                            break;
                        }
                    }
                }
                if let Some((parent, _)) = work.last().copied() {
                    low[parent] = low[parent].min(low[field]);
                }
            }
        }
        group
    }
}
