//! Keys that an object has twice.

use std::cmp::Ordering;

use super::{FaultKind, Frame, NodeId, Reader, Span, TextRef};

/// Objects of up to this many members are compared pair by pair, wider ones are sorted.
const FEW: usize = 16;

/// Longest key, in characters, that a message repeats in full.
const SHOWN: usize = 60;

/// One key of an open object.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyEntry {
    /// Equal for equal keys, and nearly always different for different ones.
    tag: u32,
    span: Span,
    text: TextRef,
    node: NodeId,
}

impl KeyEntry {
    pub(super) fn new(text: &str, (span, at): (Span, TextRef), node: NodeId) -> Self {
        Self { tag: tag(text.as_bytes()), span, text: at, node }
    }
}

/// A cheap mix of the length and of the first and last eight bytes.
fn tag(text: &[u8]) -> u32 {
    let word = |bytes: Option<&[u8; 8]>| bytes.map(|bytes| u64::from_le_bytes(*bytes));
    let ends = match (word(text.first_chunk()), word(text.last_chunk())) {
        (Some(first), Some(last)) => first ^ last.rotate_left(29),
        _ => text.iter().fold(0, |all, &byte| all << 8 | u64::from(byte)),
    };
    let mixed = (ends ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> 32).unwrap_or_default()
}

impl Reader<'_, '_> {
    /// Reports the repeated keys of an object that has ended, and forgets its keys.
    pub(super) fn duplicates(&mut self, object: Frame) {
        let keys = self.keys.get(object.keys..).unwrap_or_default();
        if keys.len() <= FEW {
            let repeated = keys
                .iter()
                .enumerate()
                .any(|(at, key)| keys.iter().take(at).any(|earlier| earlier.tag == key.tag));
            if !repeated {
                return self.keys.truncate(object.keys);
            }
        }
        let mut keys = self.keys.split_off(object.keys);
        keys.sort_unstable_by(|a, b| self.order(a, b).then(a.node.cmp(&b.node)));
        let mut repeated = Vec::new();
        let mut first = None;
        for key in keys {
            match first {
                Some(first) if self.order(&first, &key) == Ordering::Equal => repeated.push((key, first)),
                _ => first = Some(key),
            }
        }
        repeated.sort_unstable_by_key(|(key, _)| key.node);
        for (key, first) in repeated {
            let message = format!("`{}` is given twice in this object", shown(self.builder.text(key.text)));
            let related = Some((first.span, "first defined here"));
            self.report_as(
                FaultKind::DuplicateKey,
                key.node,
                key.span,
                message,
                Some("keep one of them"),
                related,
            );
        }
    }

    /// An order in which equal keys are neighbours.
    fn order(&self, a: &KeyEntry, b: &KeyEntry) -> Ordering {
        a.tag.cmp(&b.tag).then_with(|| self.builder.text(a.text).cmp(self.builder.text(b.text)))
    }
}

fn shown(key: &str) -> String {
    match key.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", key.get(..end).unwrap_or_default()),
        None => key.to_owned(),
    }
}
