//! Keys that an object has twice.

use std::cmp::Ordering;

use super::{FaultKind, Frame, NodeId, Reader};
use crate::tree::tag::{tag, times};

/// Objects of up to this many members are compared pair by pair, wider ones are sorted.
const FEW: usize = 16;

/// Longest key, in characters, that a message repeats in full.
const SHOWN: usize = 60;

/// The tags of the keys of all open objects, innermost last.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<u32>);

impl Keys {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(super) fn push(&mut self, key: &[u8]) {
        self.0.push(tag(key));
    }

    /// Whether the object whose keys begin at `start` may have a key twice. True for every wide one.
    fn may_repeat(&self, start: usize) -> bool {
        let tags = self.0.get(start..).unwrap_or_default();
        let mut row = [0; FEW];
        let Some(all) = row.get_mut(..tags.len()) else { return true };
        all.copy_from_slice(tags);
        // Always as many, so that no step hangs on how many there are.
        tags.iter().any(|&tag| times(tag, &row) > 1)
    }
}

impl Reader<'_, '_> {
    /// Reports the repeated keys of an object that has ended, and forgets its keys.
    pub(super) fn duplicates(&mut self, object: Frame) {
        if self.keys.len() > object.keys {
            if self.keys.may_repeat(object.keys) {
                self.report_duplicates(object);
            }
            self.keys.0.truncate(object.keys);
        }
    }

    fn report_duplicates(&mut self, object: Frame) {
        let tags = self.keys.0.get(object.keys..).unwrap_or_default();
        let mut keys: Vec<(u32, NodeId)> =
            tags.iter().copied().zip(self.builder.children(object.node)).collect();
        keys.sort_unstable_by(|a, b| self.order(*a, *b).then(a.1.cmp(&b.1)));
        let mut repeated = Vec::new();
        let mut first = None;
        for key in keys {
            match first {
                Some(first) if self.order(first, key) == Ordering::Equal => repeated.push((key.1, first.1)),
                _ => first = Some(key),
            }
        }
        repeated.sort_unstable();
        for (key, first) in repeated {
            let message = format!("`{}` is given twice in this object", shown(self.builder.key(key)));
            let related = Some((self.builder.key_span(first), "first defined here"));
            let span = self.builder.key_span(key);
            self.report_as(FaultKind::DuplicateKey, key, span, message, Some("keep one of them"), related);
        }
    }

    /// An order in which equal keys are neighbours.
    fn order(&self, a: (u32, NodeId), b: (u32, NodeId)) -> Ordering {
        a.0.cmp(&b.0).then_with(|| self.builder.key(a.1).cmp(self.builder.key(b.1)))
    }
}

fn shown(key: &str) -> String {
    match key.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", key.get(..end).unwrap_or_default()),
        None => key.to_owned(),
    }
}
