//! The automaton of positions (after Glushkov) of a part of a pattern, in which every edge knows in how many ways the
//! matcher can take it.

use super::super::ast::{Anchor, Conditional, Greed, Node, NodeKind, Repeat, SetItemKind};
use super::super::charset::CharSet;
use super::super::compile::{collect_members, reading};
use super::super::flags::Flags;
use super::alphabet::{Alphabet, Class};
use super::fragment::{Edge, Fragment, Ways, scaled};

/// Patterns of more positions, copies of counted repeats included, are not judged.
const MOST_POSITIONS: usize = 200;

/// Nor those whose building takes more steps than this.
const MOST_STEPS: usize = 20_000;

/// What an automaton is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// In how many ways rounds of a body read a text. What is not modelled exactly is no way.
    Ways,
    /// Which texts do not match. What is not modelled exactly matches anything.
    Texts(End),
}

/// What may follow what was matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing.
    OfText,
    /// Anything.
    Open,
}

/// An automaton: one position for every place of the pattern that takes a character.
#[derive(Debug)]
pub(super) struct Automaton {
    /// The characters that a position takes.
    pub(super) classes: Vec<Class>,
    /// Where a position is written, in bytes; copies have the same place.
    pub(super) written: Vec<usize>,
    /// What can follow a position.
    pub(super) follow: Vec<Vec<Edge>>,
    /// Where to start and end, and whether the empty text matches.
    pub(super) ends: Fragment,
    /// Whether it accepts what the pattern matches, and nothing more.
    pub(super) is_exact: bool,
}

impl Automaton {
    /// The automaton of a node; none where it would be too large.
    pub(super) fn build(node: &Node, flags: Flags, alphabet: &Alphabet, purpose: Purpose) -> Option<Self> {
        let mut builder = Builder {
            alphabet,
            purpose,
            classes: Vec::new(),
            written: Vec::new(),
            follow: Vec::new(),
            steps: 0,
            is_exact: true,
        };
        let mut ends = builder.node(node, flags)?;
        match purpose {
            Purpose::Ways => builder.link(&ends.last, &ends.first)?,
            Purpose::Texts(End::OfText) => {}
            Purpose::Texts(End::Open) => {
                let rest = builder.anything(node.span.end as usize)?;
                ends = builder.joined(ends, rest)?;
            }
        }
        Some(builder.finish(ends))
    }

    /// How many positions there are.
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }
}

struct Builder<'a> {
    alphabet: &'a Alphabet,
    purpose: Purpose,
    classes: Vec<Class>,
    written: Vec<usize>,
    follow: Vec<Vec<Edge>>,
    steps: usize,
    is_exact: bool,
}

impl Builder<'_> {
    /// Parallel edges become one that can be taken in as many ways.
    fn finish(self, ends: Fragment) -> Automaton {
        let mut follow = self.follow;
        for edges in &mut follow {
            edges.sort_unstable();
            edges.dedup_by(|next, kept| {
                let is_same = next.to == kept.to;
                if is_same {
                    kept.ways = kept.ways.plus(next.ways);
                }
                is_same
            });
        }
        Automaton { classes: self.classes, written: self.written, follow, ends, is_exact: self.is_exact }
    }

    fn step(&mut self, steps: usize) -> Option<()> {
        self.steps += steps;
        (self.steps <= MOST_STEPS).then_some(())
    }

    fn node(&mut self, node: &Node, flags: Flags) -> Option<Fragment> {
        self.step(1)?;
        match &node.kind {
            NodeKind::Sequence(nodes) => self.sequence(nodes, flags),
            NodeKind::Alternation(branches) => self.alternation(branches, flags, node.span.start as usize),
            NodeKind::Capture(_, body) => self.node(body, flags),
            NodeKind::Scope(change, body) => self.node(body, flags.changed(*change)),
            NodeKind::Repeat(repeat) => self.repeat(repeat, flags),
            NodeKind::Literal(_) | NodeKind::Dot | NodeKind::Category(_) | NodeKind::Set(_) => {
                let class = self.class(node, flags);
                self.position(class, node.span.start as usize)
            }
            _ if self.purpose == Purpose::Ways => Some(Fragment::closed()),
            NodeKind::Anchor(anchor) => {
                self.is_exact &= !matches!(anchor, Anchor::WordBoundary | Anchor::NotWordBoundary);
                Some(Fragment::nothing())
            }
            _ => self.at_least(node, flags),
        }
    }

    /// What matches at least what the node does, and is simpler.
    fn at_least(&mut self, node: &Node, flags: Flags) -> Option<Fragment> {
        self.is_exact = false;
        match &node.kind {
            NodeKind::Atomic(body) => self.node(body, flags),
            NodeKind::Conditional(Conditional { yes, no, .. }) => {
                let yes = self.node(yes, flags)?;
                let no = no.as_ref().map_or(Some(Fragment::nothing()), |no| self.node(no, flags))?;
                Some(yes.or(no))
            }
            NodeKind::Look(..) => Some(Fragment::nothing()),
            _ => self.anything(node.span.start as usize),
        }
    }

    fn class(&self, node: &Node, flags: Flags) -> Class {
        let members = match &node.kind {
            NodeKind::Dot if flags.has(Flags::DOT_ALL) => return Class::ALL,
            NodeKind::Dot => return self.alphabet.class_by(|code| code != u32::from('\n')),
            NodeKind::Set(set) => return self.alphabet.class(&CharSet::of(set, reading(flags))),
            NodeKind::Literal(code) => SetItemKind::Literal(*code),
            NodeKind::Category(category) => SetItemKind::Category(*category),
            _ => return Class::NONE,
        };
        self.alphabet.class(&CharSet::new(&[members], false, reading(flags)))
    }

    fn position(&mut self, class: Class, written: usize) -> Option<Fragment> {
        let position = self.classes.len();
        if position >= MOST_POSITIONS {
            return None;
        }
        self.classes.push(class);
        self.written.push(written);
        self.follow.push(Vec::new());
        Some(Fragment::position(position))
    }

    /// Any text.
    fn anything(&mut self, written: usize) -> Option<Fragment> {
        let one = self.position(Class::ALL, written)?;
        self.star(one)
    }

    fn link(&mut self, from: &[Edge], to: &[Edge]) -> Option<()> {
        self.step(from.len() * to.len())?;
        for last in from {
            if let Some(edges) = self.follow.get_mut(last.to) {
                edges.extend(scaled(to, last.ways));
            }
        }
        Some(())
    }

    fn joined(&mut self, one: Fragment, next: Fragment) -> Option<Fragment> {
        self.link(&one.last, &next.first)?;
        Some(one.then(next))
    }

    fn sequence<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node>, flags: Flags) -> Option<Fragment> {
        nodes.into_iter().try_fold(Fragment::nothing(), |so_far, node| {
            let next = self.node(node, flags)?;
            self.joined(so_far, next)
        })
    }

    /// As Python's parser does it: what all branches begin with is taken out, and if a single character is left of
    /// each, they become one set.
    fn alternation(&mut self, branches: &[Node], flags: Flags, written: usize) -> Option<Fragment> {
        let mut rows: Vec<Vec<&Node>> = vec![Vec::new(); branches.len()];
        for (row, branch) in rows.iter_mut().zip(branches) {
            flatten(branch, row);
            self.step(row.len())?;
        }
        let (one, others) = rows.split_first()?;
        let is_shared = |&at: &usize| {
            one.get(at).is_some_and(|node| {
                others.iter().all(|other| other.get(at).is_some_and(|other| is_same_item(node, other)))
            })
        };
        let shared = (0..one.len()).take_while(is_shared).count();
        self.step(shared * rows.len())?;
        let start = self.sequence(one.iter().take(shared).copied(), flags)?;
        let rests: Vec<&[&Node]> = rows.iter().map(|row| row.get(shared..).unwrap_or_default()).collect();
        let mut members = Vec::new();
        let are_single = |rest: &&[&Node]| match rest {
            [only] => collect_members(only, &mut members),
            _ => false,
        };
        let end = if rests.iter().all(are_single) {
            let class = self.alphabet.class(&CharSet::new(&members, false, reading(flags)));
            self.position(class, written)?
        } else {
            rests.iter().try_fold(Fragment::closed(), |so_far, rest| {
                Some(so_far.or(self.sequence(rest.iter().copied(), flags)?))
            })?
        };
        self.joined(start, end)
    }

    fn repeat(&mut self, repeat: &Repeat, flags: Flags) -> Option<Fragment> {
        if repeat.greed == Greed::Possessive && self.purpose == Purpose::Ways {
            return Some(Fragment::closed());
        }
        self.is_exact &= repeat.greed != Greed::Possessive;
        if repeat.max == Some(0) {
            return Some(Fragment::nothing());
        }
        let mut start = Fragment::nothing();
        let is_loop_exact = repeat.max.is_none() && repeat.min > 0 && repeat.node.width.min > 0;
        for _ in 0..repeat.min - u32::from(is_loop_exact) {
            let copy = self.node(&repeat.node, flags)?;
            if copy.is_hollow() {
                start = copy;
                break;
            }
            start = self.joined(start, copy)?;
        }
        let rest = match repeat.max {
            None => {
                let body = self.node(&repeat.node, flags)?;
                let empty = body.empty;
                let mut rest = self.star(body)?;
                if is_loop_exact {
                    rest.empty = empty;
                }
                rest
            }
            Some(max) => self.optional_copies(&repeat.node, flags, max - repeat.min)?,
        };
        self.joined(start, rest)
    }

    /// `(X(X(X)?)?)?`, from the inside out.
    fn optional_copies(&mut self, body: &Node, flags: Flags, count: u32) -> Option<Fragment> {
        let mut rest = Fragment::nothing();
        for _ in 0..count {
            let copy = self.node(body, flags)?;
            if copy.is_hollow() {
                return Some(Fragment::nothing().or(copy));
            }
            rest = Fragment::nothing().or(self.joined(copy, rest)?);
        }
        Some(rest)
    }

    /// Any number of rounds. After a round that took nothing there is no other one, so that such a round can only be
    /// the last: it doubles the ways out.
    fn star(&mut self, body: Fragment) -> Option<Fragment> {
        self.link(&body.last, &body.first)?;
        let ways_out = Ways::ONE.plus(body.empty);
        let last = scaled(&body.last, ways_out).collect();
        Some(Fragment { empty: ways_out, first: body.first, last })
    }
}

/// The items of a branch, groups without a meaning of their own opened.
fn flatten<'n>(node: &'n Node, items: &mut Vec<&'n Node>) {
    match &node.kind {
        NodeKind::Sequence(nodes) => nodes.iter().for_each(|node| flatten(node, items)),
        NodeKind::Scope(change, body) if change.is_empty() => flatten(body, items),
        _ => items.push(node),
    }
}

/// Whether Python's parser takes two items for the same: single characters and places are compared, groups and repeats
/// never equal one another.
fn is_same_item(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (NodeKind::Set(one), NodeKind::Set(other)) => {
            let items = one.items.iter().map(|item| item.kind);
            one.negated == other.negated && items.eq(other.items.iter().map(|item| item.kind))
        }
        (
            NodeKind::Literal(_)
            | NodeKind::Dot
            | NodeKind::Category(_)
            | NodeKind::Anchor(_)
            | NodeKind::BackReference(_),
            kind,
        ) => one.kind == *kind,
        _ => false,
    }
}
