//! What differs between two texts, line by line: the same answer for the same texts, in time that grows with their length.
//!
//! The smallest difference takes the number of lines times that of changes to find. So lines that both texts have once are
//! taken for the same first, and the smallest difference is looked for between those; where too much lies between, all of
//! it is replaced.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};

/// Lines around a change.
const AROUND: usize = 3;

/// The most pairs of lines that are compared between two that are the same.
const MOST_PAIRS: usize = 1 << 20;

/// A change with the lines around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// Where it is, as in a unified diff: `@@ -1,2 +1,3 @@`.
    pub(crate) header: String,
    /// Its lines, from above.
    pub(crate) lines: Vec<Line>,
}

/// A line by its number from 0, in the old text or in the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// In both; its number in the new text.
    Same(usize),
    /// In the old text only.
    Old(usize),
    /// In the new text only.
    New(usize),
}

/// The lines of a text with their ends.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// What differs; nothing where the texts are equal.
pub(crate) fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let mut found = Found::default();
    let (mut from_old, mut from_new) = (0, 0);
    for (at_old, at_new) in anchors(old, new) {
        found.between(old, new, from_old..at_old, from_new..at_new);
        found.same(at_old, at_new, 1);
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    found.between(old, new, from_old..old.len(), from_new..new.len());
    let groups = if found.differs { group_diff_ops(found.ops, AROUND) } else { Vec::new() };
    groups
        .iter()
        .map(|ops| Hunk { header: UnifiedHunkHeader::new(ops).to_string(), lines: told(ops, old, new) })
        .collect()
}

fn told(ops: &[DiffOp], old: &[&str], new: &[&str]) -> Vec<Line> {
    let changes = ops.iter().flat_map(|op| op.iter_changes(old, new));
    let line = |change: similar::Change<&str>| match change.tag() {
        ChangeTag::Equal => change.new_index().map(Line::Same),
        ChangeTag::Delete => change.old_index().map(Line::Old),
        ChangeTag::Insert => change.new_index().map(Line::New),
    };
    changes.filter_map(line).collect()
}

/// The difference as far as it is found.
#[derive(Default)]
struct Found {
    ops: Vec<DiffOp>,
    differs: bool,
}

impl Found {
    fn same(&mut self, old_index: usize, new_index: usize, more: usize) {
        if let Some(DiffOp::Equal { len, .. }) = self.ops.last_mut() {
            *len += more;
        } else if more > 0 {
            self.ops.push(DiffOp::Equal { old_index, new_index, len: more });
        }
    }

    /// Compares what lies between two lines that are the same.
    fn between(&mut self, old: &[&str], new: &[&str], in_old: Range<usize>, in_new: Range<usize>) {
        let (old_index, new_index) = (in_old.start, in_new.start);
        let (a, b) = (old.get(in_old).unwrap_or_default(), new.get(in_new).unwrap_or_default());
        let ahead = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        self.same(old_index, new_index, ahead);
        let (a, b) = (a.get(ahead..).unwrap_or_default(), b.get(ahead..).unwrap_or_default());
        let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
        let (old_len, new_len) = (a.len() - behind, b.len() - behind);
        let (old_index, new_index) = (old_index + ahead, new_index + ahead);
        self.differs |= old_len + new_len > 0;
        if old_len.saturating_mul(new_len) > MOST_PAIRS {
            self.ops.push(DiffOp::Replace { old_index, old_len, new_index, new_len });
        } else {
            let (a, b) = (a.get(..old_len).unwrap_or_default(), b.get(..new_len).unwrap_or_default());
            for op in capture_diff_slices(Algorithm::Myers, a, b) {
                self.moved(op, old_index, new_index);
            }
        }
        self.same(old_index + old_len, new_index + new_len, behind);
    }

    /// Adds an operation on parts of the texts that begin there.
    fn moved(&mut self, op: DiffOp, old: usize, new: usize) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => self.same(old + old_index, new + new_index, len),
            DiffOp::Delete { old_index, old_len, new_index } => {
                self.ops.push(DiffOp::Delete {
                    old_index: old + old_index,
                    old_len,
                    new_index: new + new_index,
                });
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                self.ops.push(DiffOp::Insert {
                    old_index: old + old_index,
                    new_index: new + new_index,
                    new_len,
                });
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => self.ops.push(DiffOp::Replace {
                old_index: old + old_index,
                old_len,
                new_index: new + new_index,
                new_len,
            }),
        }
    }
}

/// Lines that each text has once, in an order that both have: as many of them as there can be.
fn anchors(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (here, there) = (once(old), once(new));
    let pair = |(at, line): (usize, &&str)| {
        here.get(line).copied().flatten()?;
        Some((at, there.get(line).copied().flatten()?))
    };
    rising(&old.iter().enumerate().filter_map(pair).collect::<Vec<_>>())
}

/// Where each line is, none where it is there again.
fn once<'t>(lines: &[&'t str]) -> HashMap<&'t str, Option<usize>> {
    let mut places = HashMap::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        match places.entry(*line) {
            Entry::Vacant(place) => drop(place.insert(Some(at))),
            Entry::Occupied(mut place) => drop(place.insert(None)),
        }
    }
    places
}

/// The longest part of the pairs, which rise by their first numbers, that rises by the second ones as well.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of each length the pair at which a part of that length ends lowest, and before each pair the one that it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |pair: usize| pairs.get(pair).map(|(_, second)| *second);
    for pair in 0..pairs.len() {
        let length = ends.partition_point(|end| second(*end) < second(pair));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = pair,
            None => ends.push(pair),
        }
    }
    let mut part = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(pair) = next {
        part.extend(pairs.get(pair));
        next = before.get(pair).copied().flatten();
    }
    part.reverse();
    part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let (old, new) = (lines(old), lines(new));
        let mut text = String::new();
        for hunk in hunks(&old, &new) {
            text += &(hunk.header + "\n");
            for line in hunk.lines {
                let (sign, line) = match line {
                    Line::Same(at) => (" ", new[at]),
                    Line::Old(at) => ("-", old[at]),
                    Line::New(at) => ("+", new[at]),
                };
                text += sign;
                text += line;
            }
        }
        text
    }

    #[test]
    fn changes_are_told_with_what_is_around_them() {
        assert_eq!(shown("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nf\n"), "");
        assert_eq!(
            shown("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n"),
            "@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n"
        );
        assert_eq!(shown("x\nx\nx\n", "x\nx\n"), "@@ -1,3 +1,2 @@\n x\n x\n-x\n");
        assert_eq!(shown("", "x\n"), "@@ -0,0 +1 @@\n+x\n");
        assert_eq!(shown("a\nb\n", "b\na\n"), "@@ -1,2 +1,2 @@\n-a\n b\n+a\n");
    }

    #[test]
    fn what_is_wholly_different_is_replaced_at_once() {
        let many = |line: &str| line.repeat(200_000);
        let start = std::time::Instant::now();
        assert_eq!(hunks(&lines(&many("a\nb\n")), &lines(&many("b\nc\n"))).len(), 1);
        assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn a_difference_makes_the_new_text_of_the_old_one(
            old in "([a-d]\n){0,20}([x-z]\n){0,9}", new in "([a-d]\n){0,20}([w-y]\n){0,9}"
        ) {
            let (old, new) = (lines(&old), lines(&new));
            let (mut made, mut at) = (Vec::new(), 0);
            for line in hunks(&old, &new).into_iter().flat_map(|hunk| hunk.lines) {
                // What no hunk tells of is the same in both.
                while match line { Line::Old(line) => at < line, Line::Same(line) | Line::New(line) => made.len() < line } {
                    made.push(old[at]);
                    at += 1;
                }
                match line {
                    Line::Same(line) => prop_assert_eq!(old[at], new[line]),
                    Line::Old(line) => prop_assert_eq!(at, line),
                    Line::New(line) => made.push(new[line]),
                }
                if let Line::Same(line) = line {
                    made.push(new[line]);
                }
                at += usize::from(!matches!(line, Line::New(_)));
            }
            made.extend(&old[at..]);
            prop_assert_eq!(made, new);
        }
    }
}
