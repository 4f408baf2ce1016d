//! The backtracking matcher: Python's order of attempts on an explicit stack.

use super::ast::{Category, CategoryClass, Greed};
use super::backtrack::{Barrier, Frame};
use super::charset::{Case, in_category, same};
use super::memory::{Memory, Moment, Rounds};
use super::program::{Address, Check, Instruction, Program, Single};
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

pub(super) struct Matcher<'m> {
    pub(super) program: &'m Program,
    pub(super) text: &'m [u32],
    pub(super) address: Address,
    pub(super) position: usize,
    pub(super) frames: Vec<Frame>,
    pub(super) rounds: Vec<Rounds>,
    pub(super) slots: Vec<Option<usize>>,
    /// The index of the innermost barrier in `frames`.
    pub(super) barrier: Option<usize>,
    /// The number of the entry of that barrier.
    pub(super) entry: u32,
    pub(super) entries: u32,
    pub(super) steps: u64,
    pub(super) memory: Memory,
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

    fn was_tried(&mut self, address: Address) -> bool {
        let moment = Moment { address, position: self.position, entry: self.entry, steps: self.steps };
        self.memory.was_tried(self.program, self.text.len(), moment, &self.rounds)
    }

    pub(super) fn fits_at(&self, single: Single, position: usize) -> bool {
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

    pub(super) fn lengthen(&mut self, address: Address, position: usize, left: u32) -> bool {
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
}
