//! The way back: what the matcher leaves on its stack, and what it does with that when an attempt fails.

use super::ast::Look;
use super::matcher::Matcher;
use super::memory::Rounds;
use super::program::Address;

/// What to do when the attempt in hand fails.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame {
    Resume {
        address: Address,
        position: usize,
    },
    /// Give back one character of a run.
    Shorten {
        address: Address,
        least: usize,
        position: usize,
    },
    /// Take one more character into a run.
    Lengthen {
        address: Address,
        position: usize,
        left: u32,
    },
    /// Another round of a lazy loop.
    Round {
        id: u32,
        position: usize,
    },
    RestoreRounds {
        id: u32,
        rounds: Rounds,
    },
    RestoreSlot {
        slot: u32,
        position: Option<usize>,
    },
    Barrier {
        kind: Barrier,
        position: usize,
        outer: Option<usize>,
        entry: u32,
    },
}

/// Where alternatives end that are dropped together.
#[derive(Clone, Copy, Debug)]
pub(super) enum Barrier {
    /// Without a way on, the whole fails.
    Atomic,
    /// A round of a possessive loop, which ends when the round fails.
    Round(Address),
    Look(Look, Address),
}

impl Matcher<'_> {
    /// Goes back to the last alternative; `false` when there is none.
    pub(super) fn backtrack(&mut self) -> bool {
        while let Some(frame) = self.frames.pop() {
            if self.undo(frame) {
                return true;
            }
        }
        false
    }

    /// Takes a frame back; whether there is an alternative in it.
    pub(super) fn undo(&mut self, frame: Frame) -> bool {
        match frame {
            Frame::Resume { address, position } => self.go_to(address, position),
            Frame::Shorten { address, least, position } => {
                let position = position - 1;
                if position > least {
                    self.frames.push(Frame::Shorten { address, least, position });
                }
                self.go_to(address, position)
            }
            Frame::Lengthen { address, position, left } => self.lengthen(address, position, left),
            Frame::Round { id, position } => {
                self.position = position;
                self.loop_of(id).is_some_and(|(this, rounds)| self.lazy_round(id, this, rounds))
            }
            Frame::RestoreRounds { id, rounds } => {
                if let Some(place) = self.rounds.get_mut(id as usize) {
                    *place = rounds;
                }
                false
            }
            Frame::RestoreSlot { slot, position } => {
                if let Some(place) = self.slots.get_mut(slot as usize) {
                    *place = position;
                }
                false
            }
            Frame::Barrier { kind, position, outer, entry } => {
                self.barrier = outer;
                self.entry = entry;
                match kind {
                    Barrier::Round(exit) => self.go_to(exit, position),
                    Barrier::Look(Look { negated: true, .. }, behind) => self.go_to(behind, position),
                    Barrier::Look(..) | Barrier::Atomic => false,
                }
            }
        }
    }

    pub(super) fn go_to(&mut self, address: Address, position: usize) -> bool {
        self.address = address;
        self.position = position;
        true
    }

    pub(super) fn enter(&mut self, kind: Barrier) {
        let frame = Frame::Barrier { kind, position: self.position, outer: self.barrier, entry: self.entry };
        self.barrier = Some(self.frames.len());
        self.frames.push(frame);
        self.entries += 1;
        self.entry = self.entries;
    }

    /// Drops the innermost barrier and the alternatives above it. Groups can still be restored behind it; the
    /// loops inside are over.
    pub(super) fn commit(&mut self) -> Option<(Barrier, usize)> {
        let index = self.barrier?;
        let Some(&Frame::Barrier { kind, position, outer, entry }) = self.frames.get(index) else {
            return None;
        };
        let mut kept = index;
        for above in index + 1..self.frames.len() {
            if matches!(self.frames.get(above), Some(Frame::RestoreSlot { .. })) {
                self.frames.swap(kept, above);
                kept += 1;
            }
        }
        self.frames.truncate(kept);
        self.barrier = outer;
        self.entry = entry;
        Some((kind, position))
    }

    pub(super) fn enter_look(&mut self, look: Look, back: u64, behind: Address) -> bool {
        let start = usize::try_from(back).ok().and_then(|back| self.position.checked_sub(back));
        let Some(start) = start else {
            self.address = behind;
            return look.negated;
        };
        self.enter(Barrier::Look(look, behind));
        self.position = start;
        true
    }

    pub(super) fn leave_look(&mut self) -> bool {
        let index = self.barrier.unwrap_or_default();
        let Some(&Frame::Barrier { kind: Barrier::Look(look, behind), position, outer, entry }) =
            self.frames.get(index)
        else {
            return false;
        };
        if look.negated {
            while self.frames.len() > index + 1 {
                if let Some(frame @ Frame::RestoreSlot { .. }) = self.frames.pop() {
                    self.undo(frame);
                }
            }
            self.frames.pop();
            self.barrier = outer;
            self.entry = entry;
            return false;
        }
        self.commit();
        self.go_to(behind, position)
    }
}
