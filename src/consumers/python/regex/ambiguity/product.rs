//! Two runs over one text: the product of an automaton with itself.

use std::collections::{BTreeMap, VecDeque};

use super::alphabet::Class;
use super::automaton::Automaton;
use super::components::components;

/// So many edges of products are looked at for one pattern.
pub(super) const BUDGET: usize = 100_000;

/// A text that leads from a position back to it in two ways.
#[derive(Debug)]
pub(super) struct Pump {
    /// Where the position is written, in bytes of the pattern.
    pub(super) written: usize,
    /// The characters that each step can take.
    pub(super) word: Vec<Class>,
}

/// A text by which a loop returns to a position in two ways; none where there is none or the budget is spent.
pub(super) fn pump(automaton: &Automaton, budget: &mut usize) -> Option<Pump> {
    let size = automaton.len();
    let component = components(size, 0..size, |at, ahead| {
        ahead.extend(steps(automaton, at).map(|(to, _)| to));
        true
    })?;
    doubled_edge(automaton, &component).or_else(|| fork(automaton, &component, budget))
}

/// A text of one round.
pub(super) fn first_round(automaton: &Automaton) -> Option<Pump> {
    let start = automaton.ends.first.iter().find(|edge| !class(automaton, edge.to).is_empty())?;
    let word = vec![class(automaton, start.to)];
    Some(Pump { written: automaton.written.get(start.to).copied()?, word })
}

fn class(automaton: &Automaton, at: usize) -> Class {
    automaton.classes.get(at).copied().unwrap_or(Class::NONE)
}

/// The positions that can follow one, with the characters that they take.
fn steps(automaton: &Automaton, at: usize) -> impl Iterator<Item = (usize, Class)> {
    let edges = automaton.follow.get(at).map(Vec::as_slice).unwrap_or_default();
    edges.iter().map(|edge| (edge.to, class(automaton, edge.to))).filter(|(_, class)| !class.is_empty())
}

/// An edge that can be taken in two ways and lies on a cycle.
fn doubled_edge(automaton: &Automaton, component: &[Option<usize>]) -> Option<Pump> {
    let edges = automaton.follow.iter().enumerate();
    let mut doubled = edges.flat_map(|(from, edges)| {
        edges.iter().filter(|edge| edge.ways.are_many()).map(move |edge| (from, edge.to))
    });
    let (from, to) = doubled
        .find(|&(from, to)| component.get(from) == component.get(to) && !class(automaton, to).is_empty())?;
    let mut word = vec![class(automaton, to)];
    word.extend(path(to, |at| at == from, |at, ahead| ahead.extend(steps(automaton, at)))?.1);
    Some(Pump { written: automaton.written.get(from).copied()?, word })
}

/// A pair of different positions on a cycle through a pair of equal ones. The order in a pair is of no matter.
fn fork(automaton: &Automaton, component: &[Option<usize>], budget: &mut usize) -> Option<Pump> {
    let size = automaton.len();
    let pairs = |at: usize, ahead: &mut Vec<(usize, Class)>| {
        let (one, other) = (at / size, at % size);
        for (left, left_class) in
            steps(automaton, one).filter(|(to, _)| component.get(*to) == component.get(one))
        {
            for (right, right_class) in
                steps(automaton, other).filter(|(to, _)| component.get(*to) == component.get(other))
            {
                let both = left_class.and(right_class);
                if !both.is_empty() {
                    ahead.push((left.min(right) * size + left.max(right), both));
                }
            }
        }
    };
    let mut room = Vec::new();
    let found = components(size * size, (0..size).map(|at| at * size + at), |at, ahead| {
        let work = degree(automaton, at / size) * degree(automaton, at % size) + 1;
        let Some(left) = budget.checked_sub(work) else { return false };
        *budget = left;
        room.clear();
        pairs(at, &mut room);
        ahead.extend(room.iter().map(|(to, _)| *to));
        true
    })?;
    let is_equal = |pair: usize| pair / size == pair % size;
    let mut start_of: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in (0..size).map(|at| at * size + at) {
        if let Some(number) = found.get(pair).copied().flatten() {
            start_of.entry(number).or_insert(pair);
        }
    }
    let forked = found.iter().enumerate().find_map(|(pair, number)| {
        let start = start_of.get(&(*number)?)?;
        (!is_equal(pair)).then_some(*start)
    })?;
    let inside = |at: usize, ahead: &mut Vec<(usize, Class)>| {
        pairs(at, ahead);
        ahead.retain(|to| found.get(to.0) == found.get(forked));
    };
    let (middle, mut word) = path(forked, |pair| !is_equal(pair), inside)?;
    word.extend(path(middle, |pair| pair == forked, inside)?.1);
    Some(Pump { written: automaton.written.get(forked / size).copied()?, word })
}

fn degree(automaton: &Automaton, at: usize) -> usize {
    automaton.follow.get(at).map_or(0, Vec::len)
}

/// The shortest path from a node to one that is wanted: that one, and the characters on the way.
pub(super) fn path(
    start: usize,
    is_wanted: impl Fn(usize) -> bool,
    next: impl Fn(usize, &mut Vec<(usize, Class)>),
) -> Option<(usize, Vec<Class>)> {
    if is_wanted(start) {
        return Some((start, Vec::new()));
    }
    let mut before: BTreeMap<usize, (usize, Class)> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    let mut ahead = Vec::new();
    while let Some(at) = open.pop_front() {
        ahead.clear();
        next(at, &mut ahead);
        for &(to, class) in &ahead {
            if to == start || before.contains_key(&to) {
                continue;
            }
            before.insert(to, (at, class));
            if is_wanted(to) {
                return Some((to, walked(to, &before)));
            }
            open.push_back(to);
        }
    }
    None
}

fn walked(end: usize, before: &BTreeMap<usize, (usize, Class)>) -> Vec<Class> {
    let mut word = Vec::new();
    let mut at = end;
    while let Some((from, class)) = before.get(&at) {
        word.push(*class);
        at = *from;
    }
    word.reverse();
    word
}
