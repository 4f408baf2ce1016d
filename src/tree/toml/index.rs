//! Which key stands where in wide tables: one hash table for all of them, of node ids only.

use std::hash::{BuildHasher, RandomState};

use crate::tree::{Builder, NodeId};

const EMPTY: u32 = u32::MAX;

/// Ids of members by parent and key. The hashing is random, what is found is not: nothing iterates over it.
#[derive(Debug, Default)]
pub(super) struct Index {
    slots: Vec<u32>,
    used: usize,
    hasher: RandomState,
}

impl Index {
    /// Forgets everything and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.slots.fill(EMPTY);
        self.used = 0;
    }

    /// The member of `parent` with this key.
    pub(super) fn find(&self, builder: &Builder<'_>, parent: NodeId, key: &str) -> Option<NodeId> {
        let slot = self.slot(builder, parent, key)?;
        self.slots.get(slot).copied().filter(|&id| id != EMPTY).map(NodeId)
    }

    /// Adds a member, unless its parent has one with the same key already.
    pub(super) fn insert(&mut self, builder: &Builder<'_>, parent: NodeId, member: NodeId) {
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow(builder);
        }
        if let Some(slot) = self.slot(builder, parent, builder.key(member))
            && let Some(id) = self.slots.get_mut(slot)
            && *id == EMPTY
        {
            *id = member.0;
            self.used += 1;
        }
    }

    /// The slot that holds this key, or the free one where it would go.
    fn slot(&self, builder: &Builder<'_>, parent: NodeId, key: &str) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = self.hasher.hash_one((parent.0, key));
        let mut slot = usize::try_from(hash & 0xffff_ffff).unwrap_or_default() & mask;
        loop {
            let id = NodeId(*self.slots.get(slot)?);
            if id.0 == EMPTY || (builder.parent(id) == Some(parent) && builder.key(id) == key) {
                return Some(slot);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self, builder: &Builder<'_>) {
        let wider = vec![EMPTY; (self.slots.len() * 2).max(64)];
        for id in std::mem::replace(&mut self.slots, wider) {
            let id = NodeId(id);
            if let Some(parent) = builder.parent(id)
                && let Some(slot) = self.slot(builder, parent, builder.key(id))
                && let Some(place) = self.slots.get_mut(slot)
            {
                *place = id.0;
            }
        }
    }
}
