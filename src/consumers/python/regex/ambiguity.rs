//! Whether a pattern can make Python's matcher try exponentially many ways. It forgets what it has tried, so a loop
//! that can read one text in two ways reads its repetition in 2ⁿ ways, and all of them are tried on a text that does
//! not match in the end.
//!
//! Every loop's body becomes an automaton of positions; the loop is exponential exactly when two different runs lead
//! from one position back to it over one text, which the product of the automaton with itself shows. Whether such a
//! text can be followed by one that fails is asked of the automaton of the whole. What cannot be modelled exactly
//! (look-around, back references, atomic groups) never counts as a way, so that nothing is found by mistake;
//! polynomially many ways are not told, nor is anything of patterns that are too large.

mod alphabet;
mod attack;
mod automaton;
mod components;
mod fragment;
mod product;

use super::ast::{Ast, Conditional, Greed, Node, NodeKind, Repeat};
use super::flags::Flags;
use crate::tree::Span;
use alphabet::Alphabet;
use automaton::{Automaton, End, Purpose};

/// Rounds from which on a bounded repeat is as bad as an unbounded one, if each can be of any length.
const MANY_LONG_ROUNDS: u32 = 10;

/// The same, if each round is of bounded length.
const MANY_SHORT_ROUNDS: u32 = 20;

/// Rounds, each possibly empty, among which the ways to choose the empty ones are too many.
const MANY_EMPTY_ROUNDS: u32 = 20;

/// So many loops of one pattern are judged.
const MOST_LOOPS: usize = 64;

/// A loop that can be read in exponentially many ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exponential {
    /// The loop, in bytes of the pattern.
    pub span: Span,
    /// A text on which it happens, where one could be made up for the whole pattern.
    pub attack: Option<Attack>,
}

/// A text that takes exponentially many steps: the start, the pump many times, the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// What leads to the loop.
    pub start: String,
    /// What doubles the steps each time that it is repeated.
    pub pump: String,
    /// What makes every way fail.
    pub end: String,
}

impl Attack {
    /// The text with so many pumps.
    pub fn text(&self, pumps: usize) -> String {
        format!("{}{}{}", self.start, self.pump.repeat(pumps), self.end)
    }
}

/// The first innermost loop of a pattern that is exponential.
pub(super) fn find(ast: &Ast) -> Option<Exponential> {
    let context = Context { root: &ast.root, flags: ast.flags, end: End::OfText };
    let mut search = Search { ast, alphabet: None, loops: MOST_LOOPS, budget: product::BUDGET };
    search.visit(&ast.root, ast.flags, context)
}

/// What has to fail as a whole for its parts to be tried again: the pattern, or what backtracking does not leave.
#[derive(Clone, Copy)]
struct Context<'a> {
    root: &'a Node,
    flags: Flags,
    end: End,
}

struct Search<'a> {
    ast: &'a Ast,
    /// Made when the first suspicious loop is met.
    alphabet: Option<Alphabet>,
    loops: usize,
    budget: usize,
}

impl<'a> Search<'a> {
    fn visit(&mut self, node: &'a Node, flags: Flags, context: Context<'a>) -> Option<Exponential> {
        match &node.kind {
            NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => {
                nodes.iter().find_map(|node| self.visit(node, flags, context))
            }
            NodeKind::Capture(_, body) => self.visit(body, flags, context),
            NodeKind::Scope(change, body) => self.visit(body, flags.changed(*change), context),
            NodeKind::Atomic(body) | NodeKind::Look(_, body) => self.visit_closed(body, flags),
            NodeKind::Conditional(Conditional { yes, no, .. }) => self
                .visit(yes, flags, context)
                .or_else(|| no.as_ref().and_then(|no| self.visit(no, flags, context))),
            NodeKind::Repeat(repeat) if repeat.greed == Greed::Possessive => {
                self.visit_closed(&repeat.node, flags)
            }
            NodeKind::Repeat(repeat) => self
                .visit(&repeat.node, flags, context)
                .or_else(|| self.judge(repeat, node.span, flags, context)),
            _ => None,
        }
    }

    /// A body that, once matched, is not tried again: it has to fail itself.
    fn visit_closed(&mut self, body: &'a Node, flags: Flags) -> Option<Exponential> {
        self.visit(body, flags, Context { root: body, flags, end: End::Open })
    }

    fn judge(
        &mut self,
        repeat: &Repeat,
        span: Span,
        flags: Flags,
        context: Context<'_>,
    ) -> Option<Exponential> {
        let many = match repeat.node.width.max {
            u64::MAX => MANY_LONG_ROUNDS,
            _ => MANY_SHORT_ROUNDS,
        };
        if repeat.max.is_some_and(|max| max < many) || !has_choice(&repeat.node) || self.loops == 0 {
            return None;
        }
        self.loops -= 1;
        let alphabet = self.alphabet.get_or_insert_with(|| Alphabet::of(self.ast));
        let rounds = Automaton::of_loop(&repeat.node, flags, alphabet)?;
        let found = product::pump(&rounds, &mut self.budget).or_else(|| {
            let is_hollow = repeat.min >= MANY_EMPTY_ROUNDS && repeat.node.width.min == 0;
            is_hollow.then(|| product::first_round(&rounds)).flatten()
        })?;
        let whole = Automaton::of_whole(context.root, context.flags, alphabet, context.end);
        let attack = match whole {
            None => None,
            // A text for a part alone, or one that may not reach the loop, is shown to nobody, but there has to be one.
            Some(whole) => Some(attack::find(&whole, alphabet, &found)?)
                .filter(|_| whole.is_exact && context.end == End::OfText && repeat.max.is_none()),
        };
        Some(Exponential { span, attack })
    }
}

/// Whether there is more than one way through a body at all.
fn has_choice(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Alternation(_) | NodeKind::Conditional(_) => true,
        NodeKind::Repeat(repeat) => repeat.max != Some(repeat.min) || has_choice(&repeat.node),
        NodeKind::Sequence(nodes) => nodes.iter().any(has_choice),
        NodeKind::Capture(_, body) | NodeKind::Scope(_, body) => has_choice(body),
        _ => false,
    }
}

impl Automaton {
    /// The automaton of any number of rounds of a body.
    fn of_loop(body: &Node, flags: Flags, alphabet: &Alphabet) -> Option<Self> {
        Self::build(body, flags, alphabet, Purpose::Ways)
    }

    /// The automaton of the texts that a pattern may match.
    fn of_whole(root: &Node, flags: Flags, alphabet: &Alphabet, end: End) -> Option<Self> {
        Self::build(root, flags, alphabet, Purpose::Texts(end))
    }
}
