//! A few characters that stand for all: two that no set of the pattern tells apart need not both be tried.

use super::super::ast::{Ast, Conditional, Node, NodeKind, Repeat, SetItemKind};
use super::super::charset::CharSet;

/// So many characters at most; of a pattern with more, the further ones are passed over.
const MOST: usize = 256;

/// The characters, those that read best first.
#[derive(Debug)]
pub(super) struct Alphabet(Vec<u32>);

/// A set of places in the alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class([u128; 2]);

impl Class {
    pub(super) const NONE: Self = Self([0; 2]);
    pub(super) const ALL: Self = Self([u128::MAX; 2]);

    pub(super) fn and(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn has(self, place: usize) -> bool {
        self.0.get(place / 128).is_some_and(|half| half >> (place % 128) & 1 == 1)
    }

    fn insert(&mut self, place: usize) {
        if let Some(half) = self.0.get_mut(place / 128) {
            *half |= 1 << (place % 128);
        }
    }
}

impl Alphabet {
    /// All of ASCII, one of each kind beyond it, and the edges of what the pattern names beyond it.
    pub(super) fn of(ast: &Ast) -> Self {
        let letters = ('a'..='z').chain('A'..='Z').chain('0'..='9');
        let marks = (' '..='~').filter(|mark| !mark.is_ascii_alphanumeric());
        let controls = ['\n', '\t'].into_iter().chain('\0'..='\u{1f}').chain(['\u{7f}']);
        let beyond = ['é', 'Б', '中', '٣', '\u{a0}', '—', '😀'];
        let mut samples: Vec<u32> =
            letters.chain(['!']).chain(marks).chain(controls).chain(beyond).map(u32::from).collect();
        let mut named = Vec::new();
        collect(&ast.root, &mut named);
        samples.extend(named.into_iter().filter(|code| char::from_u32(*code).is_some()));
        let mut seen = std::collections::BTreeSet::new();
        samples.retain(|code| seen.insert(*code));
        samples.truncate(MOST);
        Self(samples)
    }

    /// Which of the characters are in a set.
    pub(super) fn class(&self, set: &CharSet) -> Class {
        self.class_by(|code| set.has(code))
    }

    /// Which of them fit.
    pub(super) fn class_by(&self, fits: impl Fn(u32) -> bool) -> Class {
        let mut class = Class::NONE;
        for (place, _) in self.0.iter().enumerate().filter(|(_, code)| fits(**code)) {
            class.insert(place);
        }
        class
    }

    /// The places of all characters.
    pub(super) fn places(&self) -> std::ops::Range<usize> {
        0..self.0.len()
    }

    /// The character of a class that reads best, by its place.
    pub(super) fn best(&self, class: Class) -> Option<usize> {
        self.places().find(|place| class.has(*place))
    }

    /// The text of a word of places.
    pub(super) fn text(&self, word: &[usize]) -> String {
        word.iter().filter_map(|place| self.0.get(*place)).filter_map(|code| char::from_u32(*code)).collect()
    }
}

/// Collects the edges of all characters and ranges that the pattern names.
fn collect(node: &Node, named: &mut Vec<u32>) {
    match &node.kind {
        NodeKind::Literal(code) => edges(*code, *code, named),
        NodeKind::Set(set) => {
            for item in &set.items {
                match item.kind {
                    SetItemKind::Literal(code) => edges(code, code, named),
                    SetItemKind::Range(first, last) => edges(first, last, named),
                    SetItemKind::Category(_) => {}
                }
            }
        }
        NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => {
            for node in nodes {
                collect(node, named);
            }
        }
        NodeKind::Repeat(Repeat { node: body, .. })
        | NodeKind::Capture(_, body)
        | NodeKind::Scope(_, body)
        | NodeKind::Atomic(body)
        | NodeKind::Look(_, body) => collect(body, named),
        NodeKind::Conditional(Conditional { yes, no, .. }) => {
            collect(yes, named);
            if let Some(no) = no {
                collect(no, named);
            }
        }
        _ => {}
    }
}

fn edges(first: u32, last: u32, named: &mut Vec<u32>) {
    named.extend([first, last, last.saturating_add(1)]);
    named.extend(first.checked_sub(1));
}
