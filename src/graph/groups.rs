//! Fields that reach each other by their dependencies: Tarjan's strongly connected components, with a stack of our own.

use crate::graph::Edge;

const UNSEEN: usize = usize::MAX;

/// The groups of a graph's fields.
#[derive(Debug)]
pub(super) struct Groups {
    /// Of each field its group, named by some field of it.
    group: Vec<usize>,
    /// Of each group, by its name, how many fields it has.
    size: Vec<usize>,
    /// Of each field a number that is higher than those of all fields it depends on outside its group.
    rank: Vec<usize>,
}

impl Groups {
    /// The groups by the edges that leave each field.
    pub(super) fn of(outward: &[Vec<Edge>]) -> Self {
        let count = outward.len();
        let mut groups = Self { group: vec![UNSEEN; count], size: vec![0; count], rank: vec![0; count] };
        let (mut order, mut low) = (vec![UNSEEN; count], vec![0; count]);
        let (mut open, mut work, mut clock, mut closed) = (Vec::new(), Vec::new(), 0, 0);
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
                if let Some(edge) = outward[field].get(next) {
                    work.push((field, next + 1));
                    if order[edge.to] == UNSEEN {
                        work.push((edge.to, 0));
                    } else if groups.group[edge.to] == UNSEEN {
                        low[field] = low[field].min(order[edge.to]);
                    }
                    continue;
                }
                if low[field] == order[field] {
                    while let Some(member) = open.pop() {
                        groups.group[member] = field;
                        groups.size[field] += 1;
                        groups.rank[member] = closed;
                        closed += 1;
                        if member == field {
                            break;
                        }
                    }
                }
                if let Some(&(parent, _)) = work.last() {
                    low[parent] = low[parent].min(low[field]);
                }
            }
        }
        groups
    }

    pub(super) fn of_field(&self, field: usize) -> usize {
        self.group[field]
    }

    /// Whether the fields reach each other; a field always reaches itself.
    pub(super) fn are_one(&self, one: usize, other: usize) -> bool {
        self.group[one] == self.group[other]
    }

    /// Whether the field is in a group of several.
    pub(super) fn is_circular(&self, field: usize) -> bool {
        self.size[self.group[field]] > 1
    }

    /// A number by which every field comes after those that it depends on, but for those that also depend on it.
    pub(super) fn rank(&self, field: usize) -> usize {
        self.rank[field]
    }
}
