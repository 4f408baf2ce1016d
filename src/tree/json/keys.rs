//! Keys that an object has twice.

use std::cmp::Ordering;

use super::{FaultKind, Frame, NodeId, Reader};

/// Objects of up to this many members are compared pair by pair, wider ones are sorted.
const FEW: usize = 16;

/// Longest key, in characters, that a message repeats in full.
const SHOWN: usize = 60;

/// The keys of all open objects, innermost last: a tag of each, and the node that it names.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Equal for equal keys, and nearly always different for different ones.
    tags: Vec<u32>,
    nodes: Vec<NodeId>,
}

impl Keys {
    pub(super) fn len(&self) -> usize {
        self.tags.len()
    }

    #[inline]
    pub(super) fn push(&mut self, key: &[u8], node: NodeId) {
        self.tags.push(tag(key));
        self.nodes.push(node);
    }

    fn truncate(&mut self, len: usize) {
        self.tags.truncate(len);
        self.nodes.truncate(len);
    }

    /// Whether the object whose keys begin at `start` may have a key twice. True for every wide one.
    fn may_repeat(&self, start: usize) -> bool {
        let tags = self.tags.get(start..).unwrap_or_default();
        // Without an early end, so that several tags are compared at once.
        let is_among =
            |tag: u32, tags: &[u32]| tags.iter().map(|&other| u32::from(other == tag)).sum::<u32>() > 0;
        tags.len() > FEW
            || tags.iter().enumerate().any(|(at, &tag)| is_among(tag, tags.get(..at).unwrap_or_default()))
    }
}

/// A cheap mix of the length and of the first and last eight bytes.
#[inline]
fn tag(text: &[u8]) -> u32 {
    let ends = if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
    } else {
        text.iter().fold(0, |all, &byte| all << 8 | u64::from(byte))
    };
    let mixed = (ends ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> 32).unwrap_or_default()
}

impl Reader<'_, '_> {
    /// Reports the repeated keys of an object that has ended, and forgets its keys.
    pub(super) fn duplicates(&mut self, object: Frame) {
        if self.keys.len() > object.keys {
            if self.keys.may_repeat(object.keys) {
                self.report_duplicates(object.keys);
            }
            self.keys.truncate(object.keys);
        }
    }

    fn report_duplicates(&mut self, start: usize) {
        let tags = self.keys.tags.get(start..).unwrap_or_default();
        let nodes = self.keys.nodes.get(start..).unwrap_or_default();
        let mut keys: Vec<(u32, NodeId)> = tags.iter().copied().zip(nodes.iter().copied()).collect();
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
