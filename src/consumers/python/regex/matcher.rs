//! The backtracking matcher: Python's order of attempts on an explicit stack.

use super::ast::{Category, CategoryClass, Greed, Look};
use super::charset::{Case, in_category, same};
use super::memory::{Memory, Moment, Rounds};
use super::program::{Address, Check, Instruction, Loop, Program, Single};
use super::{STEP_LIMIT, Verdict};

/// Runs a program over the whole of a text; also tells how many steps that took.
pub(super) fn fullmatch(program: &Program, text: &str) -> (Verdict, u64) {
    let text: Vec<u32> = text.chars().map(u32::from).collect();
    if program.min_width > text.len() as u64 {
        return (Verdict::NoMatch, 0);
    }
    let mut matcher = Matcher {
        program,
        text: &text,
        address: 0,
        position: 0,
        frames: Vec::new(),
        rounds: vec![Rounds::default(); program.loops.len()],
        slots: vec![None; program.slots],
        barrier: None,
        entry: 0,
        entries: 0,
        steps: 0,
        memory: Memory::default(),
    };
    let verdict = matcher.run();
    (verdict, matcher.steps)
}

/// What to do when the attempt in hand fails.
#[derive(Clone, Copy, Debug)]
enum Frame {
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
enum Barrier {
    /// Without a way on, the whole fails.
    Atomic,
    /// A round of a possessive loop, which ends when the round fails.
    Round(Address),
    Look(Look, Address),
}

struct Matcher<'m> {
    program: &'m Program,
    text: &'m [u32],
    address: Address,
    position: usize,
    frames: Vec<Frame>,
    rounds: Vec<Rounds>,
    slots: Vec<Option<usize>>,
    /// The index of the innermost barrier in `frames`.
    barrier: Option<usize>,
    /// The number of the entry of that barrier.
    entry: u32,
    entries: u32,
    steps: u64,
    memory: Memory,
}

impl Matcher<'_> {
    fn run(&mut self) -> Verdict {
        let program = self.program;
        while self.steps < STEP_LIMIT {
            self.steps += 1;
            let Some(&instruction) = program.code.get(self.address as usize) else {
                return Verdict::Undecided;
            };
            if matches!(instruction, Instruction::Accept) && self.position == self.text.len() {
                return Verdict::Match;
            }
            if !self.execute(instruction) && !self.backtrack() {
                return Verdict::NoMatch;
            }
        }
        Verdict::Undecided
    }

    /// Does one instruction; `false` when it fails.
    fn execute(&mut self, instruction: Instruction) -> bool {
        let here = self.address;
        self.address += 1;
        match instruction {
            Instruction::One(single) => {
                let fits = self.fits_at(single, self.position);
                self.position += usize::from(fits);
                fits
            }
            Instruction::Check(check) => self.holds(check),
            Instruction::Split(first, second) => {
                if self.was_tried(here) {
                    return false;
                }
                self.frames.push(Frame::Resume { address: second, position: self.position });
                self.address = first;
                true
            }
            Instruction::Jump(address) => {
                self.address = address;
                true
            }
            Instruction::Save(slot) => self.save(slot),
            Instruction::Back(slot, case) => self.back(slot, case),
            Instruction::UnlessMatched(slot, otherwise) => {
                if self.captured(slot).is_none() {
                    self.address = otherwise;
                }
                true
            }
            Instruction::Look { look, back, behind } => self.enter_look(look, back, behind),
            Instruction::Found => self.leave_look(),
            Instruction::Atomic => {
                self.enter(Barrier::Atomic);
                true
            }
            Instruction::Commit => {
                self.commit();
                true
            }
            Instruction::Run { single, min, max, greed } => {
                !self.was_tried(here) && self.take_run(single, min, max, greed)
            }
            Instruction::Enter(id) => self.set_rounds(id, Rounds::default()),
            Instruction::Test(id) => !self.was_tried(here) && self.test(id),
            Instruction::Again(id) => self.end_round(id),
            Instruction::Accept => false,
        }
    }

    /// Goes back to the last alternative; `false` when there is none.
    fn backtrack(&mut self) -> bool {
        while let Some(frame) = self.frames.pop() {
            if self.undo(frame) {
                return true;
            }
        }
        false
    }

    /// Takes a frame back; whether there is an alternative in it.
    fn undo(&mut self, frame: Frame) -> bool {
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

    fn go_to(&mut self, address: Address, position: usize) -> bool {
        self.address = address;
        self.position = position;
        true
    }

    fn was_tried(&mut self, address: Address) -> bool {
        let moment = Moment { address, position: self.position, entry: self.entry, steps: self.steps };
        self.memory.was_tried(self.program, self.text.len(), moment, &self.rounds)
    }

    fn fits_at(&self, single: Single, position: usize) -> bool {
        let Some(&code) = self.text.get(position) else { return false };
        match single {
            Single::Any => true,
            Single::AnyButNewline => code != u32::from('\n'),
            Single::Code(wanted) => code == wanted,
            Single::Set(set) => self.program.sets.get(set as usize).is_some_and(|set| set.has(code)),
        }
    }

    fn holds(&self, check: Check) -> bool {
        let is_newline = |position| self.fits_at(Single::Code(u32::from('\n')), position);
        let (here, end) = (self.position, self.text.len());
        match check {
            Check::TextStart => here == 0,
            Check::TextEnd => here == end,
            Check::LastLineEnd => here == end || here + 1 == end && is_newline(here),
            Check::LineStart => here == 0 || is_newline(here - 1),
            Check::LineEnd => here == end || is_newline(here),
            // In an empty text, `\B` holds as little as `\b`.
            Check::WordBoundary { .. } if end == 0 => false,
            Check::WordBoundary { is_ascii, negated } => {
                let before = here.checked_sub(1).is_some_and(|before| self.is_word(before, is_ascii));
                (before != self.is_word(here, is_ascii)) != negated
            }
        }
    }

    fn is_word(&self, position: usize, is_ascii: bool) -> bool {
        let word = Category { class: CategoryClass::Word, negated: false };
        self.text.get(position).is_some_and(|&code| in_category(word, code, is_ascii))
    }

    fn save(&mut self, slot: u32) -> bool {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            let position = place.replace(self.position);
            self.frames.push(Frame::RestoreSlot { slot, position });
        }
        true
    }

    /// The text that the group of the slot has matched.
    fn captured(&self, slot: u32) -> Option<&[u32]> {
        let slot = slot as usize;
        let (start, end) = (*self.slots.get(slot)?, *self.slots.get(slot + 1)?);
        self.text.get(start?..end?)
    }

    fn back(&mut self, slot: u32, case: Case) -> bool {
        let Some(wanted) = self.captured(slot) else { return false };
        let length = wanted.len();
        let found = self.text.get(self.position..self.position.saturating_add(length));
        let is_same = found
            .is_some_and(|found| found.iter().zip(wanted).all(|(&found, &wanted)| same(found, wanted, case)));
        self.steps += length as u64 / 16;
        self.position += if is_same { length } else { 0 };
        is_same
    }

    fn take_run(&mut self, single: Single, min: u32, max: u32, greed: Greed) -> bool {
        let start = self.position;
        let wanted = if greed == Greed::Lazy { min } else { max } as usize;
        let most = wanted.min(self.text.len() - start);
        let taken = (start..start + most).take_while(|&position| self.fits_at(single, position)).count();
        self.steps += taken as u64 / 16;
        self.position += taken;
        let Some(above) = taken.checked_sub(min as usize) else { return false };
        let (address, position) = (self.address, self.position);
        match greed {
            Greed::Greedy if above > 0 => {
                self.frames.push(Frame::Shorten { address, least: position - above, position });
            }
            Greed::Lazy if max > min => {
                self.frames.push(Frame::Lengthen { address: address - 1, position, left: max - min });
            }
            _ => {}
        }
        true
    }

    fn lengthen(&mut self, address: Address, position: usize, left: u32) -> bool {
        let Some(&Instruction::Run { single, .. }) = self.program.code.get(address as usize) else {
            return false;
        };
        if !self.fits_at(single, position) {
            return false;
        }
        let position = position + 1;
        if left > 1 {
            self.frames.push(Frame::Lengthen { address, position, left: left - 1 });
        }
        self.go_to(address + 1, position)
    }

    fn loop_of(&self, id: u32) -> Option<(Loop, Rounds)> {
        let this = self.program.loops.get(id as usize)?;
        Some((*this, *self.rounds.get(id as usize)?))
    }

    fn set_rounds(&mut self, id: u32, rounds: Rounds) -> bool {
        if let Some(place) = self.rounds.get_mut(id as usize) {
            let rounds = std::mem::replace(place, rounds);
            self.frames.push(Frame::RestoreRounds { id, rounds });
        }
        true
    }

    /// A loop goes on at the next instruction or at its exit. After a round that consumed nothing there is no
    /// other one, unless there are too few yet.
    fn test(&mut self, id: u32) -> bool {
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

    fn may_go_round(&self, this: Loop, rounds: Rounds) -> bool {
        (this.max == u32::MAX || rounds.count < this.max) && rounds.last != Some(self.position)
    }

    fn lazy_round(&mut self, id: u32, this: Loop, rounds: Rounds) -> bool {
        if !self.may_go_round(this, rounds) {
            return false;
        }
        self.set_rounds(id, Rounds { last: Some(self.position), ..rounds });
        self.go_to(this.test + 1, self.position)
    }

    fn end_round(&mut self, id: u32) -> bool {
        let Some((this, rounds)) = self.loop_of(id) else { return false };
        if this.greed == Greed::Possessive {
            self.commit();
        }
        let count = (rounds.count + 1).min(this.most_counted());
        self.set_rounds(id, Rounds { count, ..rounds });
        self.go_to(this.test, self.position)
    }

    fn enter(&mut self, kind: Barrier) {
        let frame = Frame::Barrier { kind, position: self.position, outer: self.barrier, entry: self.entry };
        self.barrier = Some(self.frames.len());
        self.frames.push(frame);
        self.entries += 1;
        self.entry = self.entries;
    }

    /// Drops the innermost barrier and the alternatives above it. Groups can still be restored behind it; the
    /// loops inside are over.
    fn commit(&mut self) -> Option<(Barrier, usize)> {
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

    fn enter_look(&mut self, look: Look, back: u64, behind: Address) -> bool {
        let start = usize::try_from(back).ok().and_then(|back| self.position.checked_sub(back));
        let Some(start) = start else {
            self.address = behind;
            return look.negated;
        };
        self.enter(Barrier::Look(look, behind));
        self.position = start;
        true
    }

    fn leave_look(&mut self) -> bool {
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
