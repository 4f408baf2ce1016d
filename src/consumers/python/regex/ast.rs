//! The tree of a parsed pattern. Every node keeps its span in bytes of the pattern text, so that rules can point
//! at what is unportable, slow or redundant.

use super::flags::{FlagChange, Flags};
use crate::tree::Span;

/// A pattern that Python accepts, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ast {
    /// The whole pattern.
    pub root: Node,
    /// Flags switched on for the whole pattern by a leading `(?…)`.
    pub flags: Flags,
    /// The capturing groups by number; the first is group 1.
    pub groups: Vec<Group>,
    /// The places where Python itself warns (`FutureWarning`), in the order of the text.
    pub warnings: Vec<Warning>,
}

/// One capturing group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The span of its name, when it has one.
    pub name: Option<Span>,
    /// From its opening to its closing parenthesis.
    pub span: Span,
}

/// One node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it is written, a quantifier or parentheses included.
    pub span: Span,
    /// How many characters it consumes.
    pub width: Width,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// One after the other; empty for an empty pattern or group.
    Sequence(Vec<Node>),
    /// The branches around `|`, at least two.
    Alternation(Vec<Node>),
    /// One code point; a surrogate can be written (`\ud800`) and matches nothing.
    Literal(u32),
    /// `.`.
    Dot,
    /// `\d`, `\S` and the like outside of a set.
    Category(Category),
    /// `[…]`.
    Set(Set),
    /// A place between characters.
    Anchor(Anchor),
    /// A quantifier and what it repeats.
    Repeat(Repeat),
    /// `(…)` or `(?P<name>…)`; the number counts from 1.
    Capture(u32, Box<Node>),
    /// `(?:…)`, maybe with flags as in `(?i-s:…)`.
    Scope(FlagChange, Box<Node>),
    /// `(?>…)`.
    Atomic(Box<Node>),
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`.
    Look(Look, Box<Node>),
    /// `\1` or `(?P=name)`: the text of a group by its number.
    BackReference(u32),
    /// `(?(1)yes|no)`.
    Conditional(Conditional),
    /// A group nested deeper than the tree goes; what is in it was checked and left out.
    TooDeep,
}

/// How many characters a node consumes, at least and at most. Both stop at `u64::MAX`, which stands for any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Width {
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
}

impl Width {
    /// One character.
    pub const ONE: Self = Self { min: 1, max: 1 };

    /// Both widths one after the other.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        Self { min: self.min.saturating_add(other.min), max: self.max.saturating_add(other.max) }
    }

    /// Either of the two widths.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// The width repeated; `None` is without an upper bound.
    #[must_use]
    pub fn times(self, min: u32, max: Option<u32>) -> Self {
        let most = match max {
            Some(max) => self.max.saturating_mul(max.into()),
            None if self.max == 0 => 0,
            None => u64::MAX,
        };
        Self { min: self.min.saturating_mul(min.into()), max: most }
    }
}

/// A class of characters by an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Which class.
    pub class: CategoryClass,
    /// Written with a capital: everything outside of the class.
    pub negated: bool,
}

/// The classes that have an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryClass {
    /// `\d`.
    Digit,
    /// `\s`.
    Space,
    /// `\w`.
    Word,
}

/// A set in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// It starts with `^`.
    pub negated: bool,
    /// Its members as written.
    pub items: Vec<SetItem>,
}

/// One member of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetItem {
    /// What it is.
    pub kind: SetItemKind,
    /// Where it is written.
    pub span: Span,
}

/// What a member of a set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetItemKind {
    /// One code point.
    Literal(u32),
    /// `a-z`, both ends included.
    Range(u32, u32),
    /// `\d` and the like.
    Category(Category),
}

/// A place between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// `^`.
    LineStart,
    /// `$`.
    LineEnd,
    /// `\A`.
    TextStart,
    /// `\Z`.
    TextEnd,
    /// `\b`.
    WordBoundary,
    /// `\B`.
    NotWordBoundary,
}

/// A quantifier and what it repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// What is repeated.
    pub node: Box<Node>,
    /// At least so often.
    pub min: u32,
    /// At most so often; `None` for any number.
    pub max: Option<u32>,
    /// How it takes and gives back.
    pub greed: Greed,
    /// Where the quantifier itself is written.
    pub quantifier: Span,
}

/// How a quantifier takes and gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greed {
    /// As much as possible first.
    Greedy,
    /// As little as possible first (`*?`).
    Lazy,
    /// As much as possible and nothing back (`*+`).
    Possessive,
}

/// Which look-around it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// It looks at what is before the place.
    pub behind: bool,
    /// It must not be found.
    pub negated: bool,
}

/// A choice by whether a group has matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditional {
    /// The number of the group.
    pub group: u32,
    /// Taken when the group has matched.
    pub yes: Box<Node>,
    /// Taken when it has not; nothing when absent.
    pub no: Option<Box<Node>>,
}

/// A place where Python warns that a later version may read the pattern differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What Python says is possible there.
    pub kind: WarningKind,
    /// What it is about: two equal characters, or the inner bracket of a nested set. Python tells the start.
    pub span: Span,
}

/// What another reading of a set would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// `[` at the start of a set.
    NestedSet,
    /// `--`.
    Difference,
    /// `&&`.
    Intersection,
    /// `~~`.
    SymmetricDifference,
    /// `||`.
    Union,
}
