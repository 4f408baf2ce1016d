//! Reads a pattern from left to right and finds what is wrong with it in the order in which Python does. Open
//! groups are kept in a list, so nesting costs no stack.

use std::collections::BTreeMap;

use super::ast::{Anchor, Ast, Conditional, Greed, Group, Look, Node, NodeKind, Repeat, Warning, Width};
use super::flags::{FlagChange, Flags};
use super::lexer::{Lexer, Place, Token};
use super::{PatternError, Undecided};
use crate::consumers::python::Int;
use crate::tree::Span;

/// Groups nested deeper than this are checked but not kept in the tree.
const MAX_DEPTH: usize = 128;

/// Parses a pattern; also tells what in it cannot be decided.
pub(super) fn parse(text: &str) -> Result<(Ast, Option<Undecided>), PatternError> {
    let mut parser = Parser {
        lexer: Lexer::new(text)?,
        flags: Flags::NONE,
        groups: Vec::new(),
        names: BTreeMap::new(),
        conditions: Vec::new(),
        lookbehind_start: None,
        warnings: Vec::new(),
        undecided: None,
        outer: Vec::new(),
        level: Level::new(Opening::Pattern, Place::default(), Place::default(), false),
    };
    parser.pattern()?;
    parser.finish()
}

/// The state of the reading.
pub(super) struct Parser<'p> {
    pub(super) lexer: Lexer<'p>,
    pub(super) flags: Flags,
    pub(super) groups: Vec<GroupState>,
    pub(super) names: BTreeMap<&'p str, u32>,
    /// Groups that conditions ask for, with the place of the number.
    pub(super) conditions: Vec<(u32, Place)>,
    /// Inside of look-behinds: the number that the first group in the outermost has.
    pub(super) lookbehind_start: Option<u32>,
    pub(super) warnings: Vec<Warning>,
    pub(super) undecided: Option<Undecided>,
    pub(super) outer: Vec<Level>,
    pub(super) level: Level,
}

/// A capturing group so far.
pub(super) struct GroupState {
    pub(super) group: Group,
    /// Known once the group is closed.
    pub(super) width: Option<Width>,
}

impl GroupState {
    pub(super) fn is_open(&self) -> bool {
        self.width.is_none()
    }
}

/// What opened a level.
pub(super) enum Opening {
    Pattern,
    Capture(u32),
    Scope(FlagChange),
    Atomic,
    Look(Look),
    Conditional(u32),
}

/// One level of parentheses.
pub(super) struct Level {
    opening: Opening,
    start: Place,
    branch_start: Place,
    branches: Vec<Node>,
    items: Vec<Node>,
    pub(super) is_verbose: bool,
    /// It is the outermost look-behind.
    pub(super) ends_lookbehind: bool,
}

impl Level {
    pub(super) fn new(opening: Opening, start: Place, inside: Place, is_verbose: bool) -> Self {
        Self {
            opening,
            start,
            branch_start: inside,
            branches: Vec::new(),
            items: Vec::new(),
            is_verbose,
            ends_lookbehind: false,
        }
    }

    fn end_branch(&mut self, end: Place, next: Place) {
        let span = Span::new(self.branch_start.byte, end.byte);
        self.branches.push(sequence(std::mem::take(&mut self.items), span));
        self.branch_start = next;
    }
}

impl Parser<'_> {
    fn pattern(&mut self) -> Result<(), PatternError> {
        while let Some(token) = self.lexer.peek() {
            match token.plain() {
                Some('|') => self.next_branch(token)?,
                Some(')') if self.outer.is_empty() => break,
                Some(')') => self.close(token)?,
                _ => {
                    self.lexer.take()?;
                    self.item(token)?;
                }
            }
        }
        match self.lexer.peek() {
            None if !self.outer.is_empty() => {
                Err(self.lexer.error_at(self.level.start, "missing ), unterminated subpattern"))
            }
            _ => Ok(()),
        }
    }

    fn item(&mut self, token: Token) -> Result<(), PatternError> {
        let kind = match token.plain() {
            Some(' ' | '\t'..='\r') if self.level.is_verbose => return Ok(()),
            Some('#') if self.level.is_verbose => return self.skip_line(),
            None => self.escape(token)?,
            Some('[') => self.set(token)?,
            Some('*' | '+' | '?') => return self.quantifier(token),
            Some('{') => return self.braces(token),
            Some('(') => return self.open(token.start),
            Some('.') => NodeKind::Dot,
            Some('^') => NodeKind::Anchor(Anchor::LineStart),
            Some('$') => NodeKind::Anchor(Anchor::LineEnd),
            Some(character) => NodeKind::Literal(character.into()),
        };
        self.push(token.start, kind);
        Ok(())
    }

    fn skip_line(&mut self) -> Result<(), PatternError> {
        while let Some(token) = self.lexer.take()? {
            if token.plain() == Some('\n') {
                break;
            }
        }
        Ok(())
    }

    /// Adds a node that ends where the lexer is.
    pub(super) fn push(&mut self, start: Place, kind: NodeKind) {
        let width = self.width(&kind);
        let span = Span::new(start.byte, self.lexer.place().byte);
        self.level.items.push(Node { kind, span, width });
    }

    fn quantifier(&mut self, token: Token) -> Result<(), PatternError> {
        let (min, max) = match token.character {
            '?' => (0, Some(1)),
            '*' => (0, None),
            _ => (1, None),
        };
        self.repeat(token, min, max)
    }

    /// Braces that are not a quantifier stand for themselves.
    fn braces(&mut self, token: Token) -> Result<(), PatternError> {
        let is_digit = |character: char| character.is_ascii_digit();
        let inside = self.lexer.place();
        let low = self.lexer.take_while(usize::MAX, is_digit)?;
        let comma = self.lexer.take_if(',')?;
        let high = if comma { self.lexer.take_while(usize::MAX, is_digit)? } else { low };
        let is_empty = !comma && low.is_empty();
        if is_empty || !self.lexer.take_if('}')? {
            self.lexer.return_to(inside)?;
            self.push(token.start, NodeKind::Literal('{'.into()));
            return Ok(());
        }
        let min = repetition(low)?.unwrap_or(0);
        let max = repetition(high)?;
        if max.is_some_and(|max| max < min) {
            return Err(self.lexer.error_at(inside, "min repeat greater than max repeat"));
        }
        self.repeat(token, min, max)
    }

    fn repeat(&mut self, token: Token, min: u32, max: Option<u32>) -> Result<(), PatternError> {
        let Some(node) = self.level.items.pop_if(|last| !matches!(last.kind, NodeKind::Anchor(_))) else {
            return Err(self.lexer.error_at(token.start, "nothing to repeat"));
        };
        if matches!(node.kind, NodeKind::Repeat(_)) {
            return Err(self.lexer.error_at(token.start, "multiple repeat"));
        }
        let greed = if self.lexer.take_if('?')? {
            Greed::Lazy
        } else if self.lexer.take_if('+')? {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        let quantifier = Span::new(token.start.byte, self.lexer.place().byte);
        let (span, width) = (node.span.cover(quantifier), node.width.times(min, max));
        let repeat = Repeat { node: Box::new(node), min, max, greed, quantifier };
        self.level.items.push(Node { kind: NodeKind::Repeat(repeat), span, width });
        Ok(())
    }

    fn next_branch(&mut self, bar: Token) -> Result<(), PatternError> {
        let is_conditional = matches!(self.level.opening, Opening::Conditional(_));
        if is_conditional && !self.level.branches.is_empty() {
            return Err(self.lexer.error("conditional backref with more than two branches"));
        }
        self.lexer.take()?;
        self.level.end_branch(bar.start, bar.end);
        Ok(())
    }

    fn close(&mut self, parenthesis: Token) -> Result<(), PatternError> {
        self.lexer.take()?;
        let Some(outer) = self.outer.pop() else { return Ok(()) };
        let mut level = std::mem::replace(&mut self.level, outer);
        level.end_branch(parenthesis.start, parenthesis.end);
        if level.ends_lookbehind {
            self.lookbehind_start = None;
        }
        let (start, end) = (level.start, parenthesis.end);
        let span = Span::new(start.byte, end.byte);
        let inside = Span::new(start.byte, parenthesis.start.byte);
        let mut kind = close_kind(level, inside);
        let width = self.width(&kind);
        if let NodeKind::Capture(number, body) = &kind
            && let Some(state) = self.groups.get_mut(*number as usize - 1)
        {
            state.width = Some(body.width);
            state.group.span = span;
        }
        if self.outer.len() >= MAX_DEPTH {
            kind = NodeKind::TooDeep;
            self.undecided.get_or_insert(Undecided::TooDeep);
        }
        self.level.items.push(Node { kind, span, width });
        Ok(())
    }

    /// What Python checks at the end: flags, then a parenthesis too many, then the groups of conditions.
    fn finish(mut self) -> Result<(Ast, Option<Undecided>), PatternError> {
        if self.flags.has(Flags::ASCII) && self.flags.has(Flags::UNICODE) {
            return Err(PatternError::unplaced("ValueError", "ASCII and UNICODE flags are incompatible"));
        }
        if self.lexer.peek().is_some() {
            return Err(self.lexer.error("unbalanced parenthesis"));
        }
        for &(group, place) in &self.conditions {
            if self.group_state(group).is_none() {
                return Err(self.lexer.error_at(place, format!("invalid group reference {group}")));
            }
        }
        let end = self.lexer.place();
        self.level.end_branch(end, end);
        let root = alternation(self.level.branches, Span::new(0, end.byte));
        let groups = self.groups.into_iter().map(|state| state.group).collect();
        let ast = Ast { root, flags: self.flags, groups, warnings: self.warnings };
        Ok((ast, self.undecided))
    }

    /// The state of a group by its number from 1.
    pub(super) fn group_state(&self, number: u32) -> Option<&GroupState> {
        self.groups.get((number as usize).checked_sub(1)?)
    }

    /// Inside of a look-behind, only groups that were closed before it can be referred to.
    pub(super) fn check_lookbehind_reference(&self, group: u32) -> Result<(), PatternError> {
        let Some(start) = self.lookbehind_start else { return Ok(()) };
        if self.group_state(group).is_none_or(GroupState::is_open) {
            return Err(self.lexer.error("cannot refer to an open group"));
        }
        if group >= start {
            let message = "cannot refer to group defined in the same lookbehind subpattern";
            return Err(self.lexer.error(message));
        }
        Ok(())
    }

    /// Whether nothing is before the lexer that matters: here and only here flags can be set for the whole.
    pub(super) fn is_at_start(&self) -> bool {
        self.outer.is_empty() && self.level.branches.is_empty() && self.level.items.is_empty()
    }

    fn width(&self, kind: &NodeKind) -> Width {
        match kind {
            NodeKind::Literal(_) | NodeKind::Dot | NodeKind::Category(_) | NodeKind::Set(_) => Width::ONE,
            NodeKind::Capture(_, body) | NodeKind::Scope(_, body) | NodeKind::Atomic(body) => body.width,
            NodeKind::BackReference(group) => {
                self.group_state(*group).and_then(|state| state.width).unwrap_or_default()
            }
            NodeKind::Conditional(Conditional { yes, no, .. }) => {
                yes.width.or(no.as_ref().map_or(Width::default(), |no| no.width))
            }
            NodeKind::Sequence(_)
            | NodeKind::Alternation(_)
            | NodeKind::Repeat(_)
            | NodeKind::Anchor(_)
            | NodeKind::Look(..)
            | NodeKind::TooDeep => Width::default(),
        }
    }
}

fn close_kind(level: Level, inside: Span) -> NodeKind {
    let body = |branches| Box::new(alternation(branches, inside));
    match level.opening {
        Opening::Capture(number) => NodeKind::Capture(number, body(level.branches)),
        Opening::Scope(change) => NodeKind::Scope(change, body(level.branches)),
        Opening::Atomic => NodeKind::Atomic(body(level.branches)),
        Opening::Look(look) => NodeKind::Look(look, body(level.branches)),
        Opening::Conditional(group) => {
            let mut branches = level.branches.into_iter();
            let yes = Box::new(branches.next().unwrap_or_else(|| sequence(Vec::new(), inside)));
            NodeKind::Conditional(Conditional { group, yes, no: branches.next().map(Box::new) })
        }
        Opening::Pattern => NodeKind::Alternation(level.branches),
    }
}

fn sequence(mut items: Vec<Node>, span: Span) -> Node {
    match items.pop() {
        Some(only) if items.is_empty() => only,
        last => {
            items.extend(last);
            let width = items.iter().fold(Width::default(), |sum, item| sum.then(item.width));
            Node { kind: NodeKind::Sequence(items), span, width }
        }
    }
}

fn alternation(mut branches: Vec<Node>, span: Span) -> Node {
    match branches.pop() {
        None => sequence(branches, span),
        Some(only) if branches.is_empty() => only,
        Some(last) => {
            let width = branches.iter().fold(last.width, |width, branch| width.or(branch.width));
            branches.push(last);
            Node { kind: NodeKind::Alternation(branches), span, width }
        }
    }
}

/// A number in braces; `None` when it is left out.
fn repetition(digits: &str) -> Result<Option<u32>, PatternError> {
    if digits.is_empty() {
        return Ok(None);
    }
    let number = Int::parse(digits).map_err(|error| PatternError::unplaced("ValueError", error.message))?;
    match number.text().parse() {
        Ok(number) if number < u32::MAX => Ok(Some(number)),
        _ => Err(PatternError::unplaced("OverflowError", "the repetition number is too large")),
    }
}
