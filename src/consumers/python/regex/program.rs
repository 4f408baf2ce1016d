//! What a pattern is compiled to: a list of instructions for the matcher.

use super::ast::{Greed, Look};
use super::charset::{Case, CharSet};

/// An index into the code.
pub(super) type Address = u32;

/// A compiled pattern.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) code: Vec<Instruction>,
    pub(super) sets: Vec<CharSet>,
    pub(super) loops: Vec<Loop>,
    /// By address: the index of the loops around it in `scopes`.
    pub(super) scope_of: Vec<u32>,
    /// Lists of loops, outermost first.
    pub(super) scopes: Vec<Vec<u32>>,
    /// Two for each group that is referred to: where it starts and where it ends.
    pub(super) slots: usize,
    /// The fewest characters of any match.
    pub(super) min_width: u64,
}

/// One step of the matcher; without a jump the next instruction follows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    /// Consumes one character.
    One(Single),
    /// Holds at a place between characters.
    Check(Check),
    /// Goes on at the first, on failure at the second.
    Split(Address, Address),
    Jump(Address),
    /// Keeps the position.
    Save(u32),
    /// Consumes the text between a slot and the next.
    Back(u32, Case),
    /// Jumps unless the group that starts in the slot has matched.
    UnlessMatched(u32, Address),
    /// Enters a look-around, which goes on at the address; `back` is how far behind it starts.
    Look {
        look: Look,
        back: u64,
        behind: Address,
    },
    /// The body of the look-around was found.
    Found,
    /// Enters an atomic group.
    Atomic,
    /// Forgets the alternatives since the atomic group was entered.
    Commit,
    /// Consumes a run of single characters.
    Run {
        single: Single,
        min: u32,
        max: u32,
        greed: Greed,
    },
    /// Enters a loop.
    Enter(u32),
    /// Decides between another round, which follows, and the end of the loop.
    Test(u32),
    /// Ends a round of the loop.
    Again(u32),
    /// The whole pattern matched, if the text ends here.
    Accept,
}

/// What one character can be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Single {
    Any,
    AnyButNewline,
    Code(u32),
    Set(u32),
}

/// A place between characters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    TextStart,
    TextEnd,
    /// The end, or before a newline at the end.
    LastLineEnd,
    LineStart,
    LineEnd,
    WordBoundary {
        is_ascii: bool,
        negated: bool,
    },
}

/// A repeat that is not a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop {
    pub(super) min: u32,
    /// `u32::MAX` for any number.
    pub(super) max: u32,
    pub(super) greed: Greed,
    /// The address of its test.
    pub(super) test: Address,
    /// The address behind it.
    pub(super) exit: Address,
    /// A round can consume nothing.
    pub(super) can_be_empty: bool,
}

impl Loop {
    /// Rounds are counted up to here: further ones make no difference.
    pub(super) fn most_counted(&self) -> u32 {
        if self.max == u32::MAX { self.min } else { self.max }
    }
}
