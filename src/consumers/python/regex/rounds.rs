//! Loops: when there is another round, and counting them.

use super::ast::Greed;
use super::backtrack::{Barrier, Frame};
use super::matcher::Matcher;
use super::memory::Rounds;
use super::program::Loop;

impl Matcher<'_> {
    pub(super) fn loop_of(&self, id: u32) -> Option<(Loop, Rounds)> {
        let this = self.program.loops.get(id as usize)?;
        Some((*this, *self.rounds.get(id as usize)?))
    }

    pub(super) fn set_rounds(&mut self, id: u32, rounds: Rounds) -> bool {
        if let Some(place) = self.rounds.get_mut(id as usize) {
            let rounds = std::mem::replace(place, rounds);
            self.frames.push(Frame::RestoreRounds { id, rounds });
        }
        true
    }

    /// A loop goes on at the next instruction or at its exit. After a round that consumed nothing there is no
    /// other one, unless there are too few yet.
    pub(super) fn test(&mut self, id: u32) -> bool {
        let Some((this, rounds)) = self.loop_of(id) else { return false };
        if rounds.count < this.min {
            if this.greed == Greed::Possessive {
                self.enter(Barrier::Atomic);
            }
            return true;
        }
        if this.greed == Greed::Lazy {
            self.frames.push(Frame::Round { id, position: self.position });
            return self.go_to(this.exit, self.position);
        }
        if !self.may_go_round(this, rounds) {
            return self.go_to(this.exit, self.position);
        }
        let (address, position) = (this.exit, self.position);
        if this.greed == Greed::Possessive {
            self.set_rounds(id, Rounds { last: Some(position), ..rounds });
            self.enter(Barrier::Round(address));
            return true;
        }
        self.frames.push(Frame::Resume { address, position });
        self.set_rounds(id, Rounds { last: Some(position), ..rounds })
    }

    pub(super) fn may_go_round(&self, this: Loop, rounds: Rounds) -> bool {
        rounds.count < this.max && rounds.last != Some(self.position)
    }

    pub(super) fn lazy_round(&mut self, id: u32, this: Loop, rounds: Rounds) -> bool {
        if !self.may_go_round(this, rounds) {
            return false;
        }
        self.set_rounds(id, Rounds { last: Some(self.position), ..rounds });
        self.go_to(this.test + 1, self.position)
    }

    pub(super) fn end_round(&mut self, id: u32) -> bool {
        let Some((this, rounds)) = self.loop_of(id) else { return false };
        if this.greed == Greed::Possessive {
            self.commit();
        }
        let count = (rounds.count + 1).min(this.most_counted());
        self.set_rounds(id, Rounds { count, ..rounds });
        self.go_to(this.test, self.position)
    }
}
