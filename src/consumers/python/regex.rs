//! The dialect of Python 3.11's `re` as far as `re.fullmatch(pattern, text)` can tell: which patterns are bad and
//! what Python says of them, and which texts match. Behaviour recorded from Python 3.11.7.
//!
//! A pattern becomes a tree ([`Ast`]) and on first use a program, which a backtracking matcher runs with the failed
//! states remembered. What cannot be decided is told as such: groups nested deeper than the tree goes, references
//! into a possessive repeat, and matches that take more than [`STEP_LIMIT`] steps.

mod ambiguity;
mod ast;
mod backtrack;
mod character_name;
mod charset;
mod compile;
mod doubt;
mod escape;
mod flags;
mod group;
mod lexer;
mod lookbehind;
mod matcher;
mod memory;
mod parse;
mod program;
mod rounds;
mod set;
mod unicode;

use std::sync::OnceLock;

pub use ambiguity::{Attack, Exponential};
pub use ast::{
    Anchor, Ast, Category, CategoryClass, Conditional, Greed, Group, Look, Node, NodeKind, Repeat, Set,
    SetItem, SetItemKind, Warning, WarningKind, Width,
};
pub use flags::{FlagChange, Flags};
use program::Program;

/// A match that takes more steps than this is left undecided.
pub const STEP_LIMIT: u64 = 1_000_000;

/// A pattern that Python accepts.
#[derive(Debug)]
pub struct Pattern {
    ast: Ast,
    undecided: Option<Undecided>,
    program: OnceLock<Program>,
    exponential: OnceLock<Option<Exponential>>,
}

impl Pattern {
    /// Parses a pattern as `re.compile(text)` would.
    ///
    /// The error is the exception that Python raises. Patterns nested so deep that Python hits its recursion
    /// limit are accepted here, and undecided.
    pub fn compile(text: &str) -> Result<Self, PatternError> {
        let (ast, mut undecided) = parse::parse(text)?;
        lookbehind::check(&ast)?;
        if undecided.is_none() && doubt::refers_into_possessive_repeat(&ast) {
            undecided = Some(Undecided::PossessiveGroup);
        }
        Ok(Self { ast, undecided, program: OnceLock::new(), exponential: OnceLock::new() })
    }

    /// The tree of the pattern.
    pub fn ast(&self) -> &Ast {
        &self.ast
    }

    /// What in the pattern keeps every match from being decided, if anything.
    pub fn undecided(&self) -> Option<Undecided> {
        self.undecided
    }

    /// What in the pattern can make Python try exponentially many ways before it gives up on a text; none where
    /// nothing can, or where the pattern is too large to tell.
    pub fn exponential(&self) -> Option<&Exponential> {
        self.exponential.get_or_init(|| ambiguity::find(&self.ast)).as_ref()
    }

    /// Whether the whole of `text` matches, as `re.fullmatch` has it.
    pub fn fullmatch(&self, text: &str) -> Verdict {
        self.fullmatch_counted(text).0
    }

    /// As [`Pattern::fullmatch`], and how many steps it took.
    pub fn fullmatch_counted(&self, text: &str) -> (Verdict, u64) {
        if self.undecided.is_some() {
            return (Verdict::Undecided, 0);
        }
        let program = self.program.get_or_init(|| compile::compile(&self.ast));
        matcher::fullmatch(program, text)
    }
}

/// Whether a text matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Python finds a match.
    Match,
    /// Python finds none.
    NoMatch,
    /// Not known here; see [`Pattern::undecided`] and [`STEP_LIMIT`].
    Undecided,
}

/// Why no match of a pattern can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Its groups are nested deeper than the tree goes; Python may hit its recursion limit.
    TooDeep,
    /// It refers to a group captured inside of a possessive repeat, which Python does not restore reliably.
    PossessiveGroup,
}

/// The exception that Python raises for a bad pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// The text of the exception, the position in it included where Python tells one.
    pub message: String,
    /// Where in the pattern, in characters from 0; `None` where Python tells none.
    pub position: Option<usize>,
    /// The name of the exception: `error` (that is `re.error`), `OverflowError` or `ValueError`.
    pub exception: &'static str,
}

impl PatternError {
    fn at(pattern: &str, position: usize, message: &str) -> Self {
        let mut message = format!("{message} at position {position}");
        if pattern.contains('\n') {
            let (mut line, mut column) = (1, position + 1);
            let before = pattern.chars().take(position).enumerate();
            for (index, _) in before.filter(|&(_, found)| found == '\n') {
                line += 1;
                column = position - index;
            }
            message = format!("{message} (line {line}, column {column})");
        }
        Self { message, position: Some(position), exception: "error" }
    }

    fn unplaced(exception: &'static str, message: impl Into<String>) -> Self {
        Self { message: message.into(), position: None, exception }
    }
}
