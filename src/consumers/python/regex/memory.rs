//! Remembers states of a match that were tried. Where a match goes on from depends on the state alone, and a state
//! is only met again after everything from it has failed, so the second time it fails at once.

use std::collections::HashSet;

use super::program::{Loop, Program};

/// Short matches are over before remembering pays off; forgetting the first states costs nothing but time.
const FIRST_REMEMBERED: u64 = 64;

/// How far a loop has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rounds {
    /// Rounds ended, as far as they are counted.
    pub(super) count: u32,
    /// Where the last optional round started.
    pub(super) last: Option<usize>,
}

/// The place of a match in the program and the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) address: u32,
    pub(super) position: usize,
    /// Tells entries of look-arounds and atomic groups apart: what failed in one may not in another.
    pub(super) entry: u32,
    pub(super) steps: u64,
}

/// The states tried so far.
#[derive(Debug, Default)]
pub(super) struct Memory {
    tried: HashSet<u128>,
}

impl Memory {
    /// Whether the state was tried before; from now on it was.
    pub(super) fn was_tried(
        &mut self,
        program: &Program,
        length: usize,
        moment: Moment,
        rounds: &[Rounds],
    ) -> bool {
        // Kept groups are part of the state, too, and there are too many ways for them.
        if program.slots > 0 || moment.steps < FIRST_REMEMBERED {
            return false;
        }
        key(program, length, moment, rounds).is_some_and(|key| !self.tried.insert(key))
    }
}

/// One number for the whole state; `None` when it is too large. The address comes last: it tells which loops are
/// in the number, so that no two states share one.
fn key(program: &Program, length: usize, moment: Moment, rounds: &[Rounds]) -> Option<u128> {
    let mut key = u128::from(moment.entry);
    let mut add = |value: u128, values: u128| {
        key = key.checked_mul(values)?.checked_add(value)?;
        Some(())
    };
    let scope = *program.scope_of.get(moment.address as usize)?;
    for &id in program.scopes.get(scope as usize)? {
        let (around, rounds) = (program.loops.get(id as usize)?, rounds.get(id as usize)?);
        add(u128::from(rounds.count), u128::from(around.most_counted()) + 1)?;
        add(u128::from(is_unmoved(around, rounds, moment.position)), 2)?;
    }
    add(moment.position as u128, length as u128 + 1)?;
    add(u128::from(moment.address), program.code.len() as u128)?;
    Some(key)
}

/// Whether the round has consumed nothing yet, where that matters.
fn is_unmoved(around: &Loop, rounds: &Rounds, position: usize) -> bool {
    around.can_be_empty && rounds.last == Some(position)
}
