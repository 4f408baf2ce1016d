//! The text around a pump: what leads to the loop, and what makes every way fail.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Attack;
use super::alphabet::{Alphabet, Class};
use super::automaton::Automaton;
use super::product::{Pump, path};

/// So many sets of positions are looked at for an end that fails.
const MOST_SETS: usize = 200;

/// After so many pumps the set of positions is taken as it is.
const MOST_PUMPS: usize = 16;

/// The positions that the runs over a text are at.
type Positions = BTreeSet<usize>;

/// A text on which the pump does its work; none where every text that goes on from it matches, so that nothing is
/// ever tried again.
pub(super) fn find(whole: &Automaton, alphabet: &Alphabet, pump: &Pump) -> Option<Attack> {
    let word: Vec<usize> = pump.word.iter().filter_map(|class| alphabet.best(*class)).collect();
    let start = lead(whole, alphabet, pump.written)?;
    let (&first, rest) = start.split_first()?;
    let at_first = whole.ends.first.iter().map(|edge| edge.to);
    let mut positions: Positions = at_first.filter(|at| takes(whole, *at, first)).collect();
    for &place in rest {
        positions = step(whole, &positions, place);
    }
    let (mut seen, mut all) = (BTreeSet::new(), Positions::new());
    for _ in 0..MOST_PUMPS {
        for &place in &word {
            positions = step(whole, &positions, place);
        }
        all.extend(&positions);
        if !seen.insert(positions.clone()) {
            break;
        }
    }
    // An end that fails after any number of pumps: after an even number other runs may be at the end than after an odd one.
    let end = failing(whole, alphabet, all).or_else(|| failing(whole, alphabet, positions))?;
    Some(Attack { start: alphabet.text(&start), pump: alphabet.text(&word), end: alphabet.text(&end) })
}

fn takes(whole: &Automaton, at: usize, place: usize) -> bool {
    whole.classes.get(at).is_some_and(|class| class.has(place))
}

fn step(whole: &Automaton, positions: &Positions, place: usize) -> Positions {
    let edges = positions.iter().filter_map(|at| whole.follow.get(*at)).flatten();
    edges.map(|edge| edge.to).filter(|to| takes(whole, *to, place)).collect()
}

/// A word that leads from the start to a position that is written there.
fn lead(whole: &Automaton, alphabet: &Alphabet, written: usize) -> Option<Vec<usize>> {
    let outside = whole.len();
    let class = |at: usize| whole.classes.get(at).copied().unwrap_or(Class::NONE);
    let next = |at: usize, ahead: &mut Vec<(usize, Class)>| {
        let edges = if at == outside { Some(&whole.ends.first) } else { whole.follow.get(at) };
        let steps = edges.into_iter().flatten().map(|edge| (edge.to, class(edge.to)));
        ahead.extend(steps.filter(|(_, class)| !class.is_empty()));
    };
    let (_, word) = path(outside, |at| whole.written.get(at) == Some(&written), next)?;
    Some(word.into_iter().filter_map(|class| alphabet.best(class)).collect())
}

/// The shortest word after which no run is at an end.
fn failing(whole: &Automaton, alphabet: &Alphabet, start: Positions) -> Option<Vec<usize>> {
    let last: Positions = whole.ends.last.iter().map(|edge| edge.to).collect();
    let kinds = kinds(whole, alphabet);
    let mut seen = BTreeSet::from([start.clone()]);
    let mut open = VecDeque::from([(start, Vec::new())]);
    while let Some((positions, word)) = open.pop_front() {
        if positions.is_disjoint(&last) {
            return Some(word);
        }
        for &place in &kinds {
            let next = step(whole, &positions, place);
            if seen.len() < MOST_SETS && seen.insert(next.clone()) {
                open.push_back((next, word.iter().copied().chain([place]).collect()));
            }
        }
    }
    None
}

/// One character of each kind that the positions tell apart; marks stand for their kind rather than letters.
fn kinds(whole: &Automaton, alphabet: &Alphabet) -> Vec<usize> {
    let mut kinds: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    let is_mark =
        |place: &usize| alphabet.text(&[*place]).starts_with(|mark: char| mark.is_ascii_punctuation());
    let (marks, others): (Vec<_>, Vec<_>) = alphabet.places().partition(is_mark);
    for place in marks.into_iter().chain(others) {
        let kind = whole.classes.iter().map(|class| class.has(place)).collect();
        kinds.entry(kind).or_insert(place);
    }
    let mut kinds: Vec<usize> = kinds.into_values().collect();
    kinds.sort_unstable_by_key(|place| (!is_mark(place), *place));
    kinds
}
