//! A part of an automaton while it is built: which positions it can start and end at, and in how many ways.

/// A number of ways that stops at two: more than one is all that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ways(u8);

impl Ways {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ONE: Self = Self(1);

    pub(super) fn plus(self, other: Self) -> Self {
        Self((self.0 + other.0).min(2))
    }

    pub(super) fn times(self, other: Self) -> Self {
        Self((self.0 * other.0).min(2))
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(super) fn are_many(self) -> bool {
        self.0 > 1
    }
}

/// A position, and in how many ways it is reached without a character in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) to: usize,
    pub(super) ways: Ways,
}

/// A part of an automaton.
#[derive(Debug)]
pub(super) struct Fragment {
    /// The ways through it without a character.
    pub(super) empty: Ways,
    /// The positions that it can start with.
    pub(super) first: Vec<Edge>,
    /// The positions that it can end with.
    pub(super) last: Vec<Edge>,
}

impl Fragment {
    /// No way through.
    pub(super) fn closed() -> Self {
        Self { empty: Ways::NONE, first: Vec::new(), last: Vec::new() }
    }

    /// One way through, without a character.
    pub(super) fn nothing() -> Self {
        Self { empty: Ways::ONE, ..Self::closed() }
    }

    /// One position.
    pub(super) fn position(to: usize) -> Self {
        let edge = Edge { to, ways: Ways::ONE };
        Self { empty: Ways::NONE, first: vec![edge], last: vec![edge] }
    }

    /// This or the other.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.empty = self.empty.plus(other.empty);
        self.first.extend(other.first);
        self.last.extend(other.last);
        self
    }

    /// This and the other behind it, once their positions are linked.
    pub(super) fn then(mut self, mut other: Self) -> Self {
        self.first.extend(scaled(&other.first, self.empty));
        // The last positions of the whole are many in a row of optional copies: the longer list is kept.
        other.last.extend(scaled(&self.last, other.empty));
        Self { empty: self.empty.times(other.empty), first: self.first, last: other.last }
    }

    /// Whether no character can pass.
    pub(super) fn is_hollow(&self) -> bool {
        self.first.is_empty()
    }
}

/// Edges each of which can be taken in so many more ways.
pub(super) fn scaled(edges: &[Edge], by: Ways) -> impl Iterator<Item = Edge> {
    let edges = if by.is_none() { &[] } else { edges };
    edges.iter().map(move |edge| Edge { ways: edge.ways.times(by), ..*edge })
}
