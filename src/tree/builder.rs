//! What a reader calls to grow a tree. Children may be added to any open or closed parent at any time, because
//! TOML opens its tables in any order.

use super::{Fault, FaultKind, Format, Kind, NodeId, Span};

/// Where a node's text is: a range of the source, or of the buffer for text that had to be decoded.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextRef {
    start: u32,
    end: u32,
    buffer: Buffer,
}

/// The two buffers of a tree. As wide as an offset, so that a [`TextRef`] has no padding: writing
/// around padding and reading over it stalls the processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u32)]
enum Buffer {
    #[default]
    Source,
    Decoded,
}

/// One node as it is stored. Links are ids; [`NONE`] stands for no node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Data {
    pub(super) kind: Kind,
    pub(super) damaged: bool,
    pub(super) has_key: bool,
    /// Whether its value stands in for a reference that the file has there.
    pub(super) resolved: bool,
    pub(super) span: Span,
    pub(super) key_span: Span,
    pub(super) key: TextRef,
    pub(super) text: TextRef,
    pub(super) parent: u32,
    pub(super) next: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    /// Position among its siblings, from 0.
    pub(super) index: u32,
    /// How many children it has.
    pub(super) count: u32,
}

pub(super) const NONE: u32 = u32::MAX;

/// The buffers of a tree, free of any borrow, so that one file's can serve the next.
#[derive(Debug, Default)]
pub struct Arena {
    pub(super) nodes: Vec<Data>,
    pub(super) decoded: String,
    pub(super) comments: Vec<Span>,
    pub(super) faults: Vec<Fault>,
    /// What the readers keep between files.
    json: super::json::Scratch,
    toml: super::toml::Scratch,
}

impl Arena {
    /// Gives a scalar another value. Its span stays that of what the file has there.
    pub(super) fn resolve(&mut self, id: NodeId, kind: Kind, text: &str) {
        let start = self.decoded.len();
        self.decoded.push_str(text);
        let span = Span::new(start, self.decoded.len());
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.kind = kind;
            node.text = TextRef { start: span.start, end: span.end, buffer: Buffer::Decoded };
            node.resolved = true;
        }
    }

    pub(super) fn text<'a>(&'a self, source: &'a str, at: TextRef) -> &'a str {
        let whole = if at.buffer == Buffer::Decoded { &self.decoded } else { source };
        whole.get(at.start as usize..at.end as usize).unwrap_or_default()
    }

    /// Whether the text at `at` is `wanted`; most are told apart by their length.
    fn is(&self, source: &str, at: TextRef, wanted: &str) -> bool {
        let whole = if at.buffer == Buffer::Decoded { &self.decoded } else { source };
        (at.end - at.start) as usize == wanted.len()
            && whole.as_bytes().get(at.start as usize..at.end as usize) == Some(wanted.as_bytes())
    }
}

/// Grows the tree of one file.
#[derive(Debug)]
pub struct Builder<'s> {
    source: &'s str,
    arena: Arena,
}

impl<'s> Builder<'s> {
    /// A builder without any node; the first one added becomes the root.
    pub(super) fn new(source: &'s str, mut arena: Arena) -> Self {
        arena.nodes.clear();
        arena.decoded.clear();
        arena.comments.clear();
        arena.faults.clear();
        Self { source, arena }
    }

    /// Lends the TOML reader its buffers; it gives them back with [`Builder::keep_toml_scratch`].
    pub(super) fn take_toml_scratch(&mut self) -> super::toml::Scratch {
        std::mem::take(&mut self.arena.toml)
    }

    /// Takes the TOML reader's buffers back, for the next file.
    pub(super) fn keep_toml_scratch(&mut self, scratch: super::toml::Scratch) {
        self.arena.toml = scratch;
    }

    /// Lends the JSON reader its buffers; it gives them back with [`Builder::keep_json_scratch`].
    pub(super) fn take_json_scratch(&mut self) -> super::json::Scratch {
        std::mem::take(&mut self.arena.json)
    }

    /// Takes the JSON reader's buffers back, for the next file.
    pub(super) fn keep_json_scratch(&mut self, scratch: super::json::Scratch) {
        self.arena.json = scratch;
    }

    /// The text being read.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// Text that stands in the source as it is.
    pub fn raw(&self, span: Span) -> TextRef {
        TextRef { start: span.start, end: span.end, buffer: Buffer::Source }
    }

    /// Text that had to be decoded: `write` appends it to the buffer it is given.
    pub fn decode(&mut self, write: impl FnOnce(&mut String)) -> TextRef {
        let start = self.arena.decoded.len();
        write(&mut self.arena.decoded);
        let span = Span::new(start, self.arena.decoded.len());
        TextRef { start: span.start, end: span.end, buffer: Buffer::Decoded }
    }

    /// The bytes of the text behind a reference.
    pub(super) fn bytes(&self, at: TextRef) -> &[u8] {
        let whole = if at.buffer == Buffer::Decoded { &self.arena.decoded } else { self.source };
        whole.as_bytes().get(at.start as usize..at.end as usize).unwrap_or_default()
    }

    /// The text behind a reference.
    pub fn text(&self, at: TextRef) -> &str {
        self.arena.text(self.source, at)
    }

    /// Adds the top-level value. Call it first and once.
    pub fn root(&mut self, kind: Kind, span: Span, text: TextRef) -> NodeId {
        self.push(NONE, None, kind, span, text)
    }

    /// Adds a member of an object: `key` is its span as written (quotes included) and its decoded text.
    #[inline]
    pub fn member(
        &mut self,
        parent: NodeId,
        key: (Span, TextRef),
        kind: Kind,
        span: Span,
        text: TextRef,
    ) -> NodeId {
        self.push(parent.0, Some(key), kind, span, text)
    }

    /// Adds an element of an array.
    pub fn element(&mut self, parent: NodeId, kind: Kind, span: Span, text: TextRef) -> NodeId {
        self.push(parent.0, None, kind, span, text)
    }

    fn push(
        &mut self,
        parent: u32,
        key: Option<(Span, TextRef)>,
        kind: Kind,
        span: Span,
        text: TextRef,
    ) -> NodeId {
        let id = u32::try_from(self.arena.nodes.len()).unwrap_or(NONE);
        let mut index = 0;
        if let Some(owner) = self.arena.nodes.get_mut(parent as usize) {
            index = owner.count;
            owner.count += 1;
            let last = std::mem::replace(&mut owner.last, id);
            if last == NONE {
                owner.first = id;
            } else if let Some(before) = self.arena.nodes.get_mut(last as usize) {
                before.next = id;
            }
        }
        let (key_span, key) = key.map_or_else(Default::default, |(span, text)| (span, text));
        self.arena.nodes.push(Data {
            kind,
            damaged: false,
            resolved: false,
            has_key: key.buffer == Buffer::Decoded || key.end > key.start || key_span.end > key_span.start,
            span,
            key_span,
            key,
            text,
            parent,
            next: NONE,
            first: NONE,
            last: NONE,
            index,
            count: 0,
        });
        NodeId(id)
    }

    /// Moves the end of a container's span, when its closing bracket is read.
    pub fn close(&mut self, id: NodeId, end: usize) {
        if let Some(node) = self.arena.nodes.get_mut(id.0 as usize) {
            node.span.end = Span::new(0, end).end.max(node.span.start);
        }
    }

    /// Notes that something inside this container could not be read: what is missing from it may not be missing.
    pub fn damage(&mut self, id: NodeId) {
        if let Some(node) = self.arena.nodes.get_mut(id.0 as usize) {
            node.damaged = true;
        }
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.arena.nodes.get(id.0 as usize).map_or(Kind::Null, |node| node.kind)
    }

    /// The span of a node's key; empty for elements and the root.
    pub fn key_span(&self, id: NodeId) -> Span {
        self.arena.nodes.get(id.0 as usize).map_or(Span::default(), |node| node.key_span)
    }

    /// The id that the next node will get.
    pub fn next_id(&self) -> NodeId {
        NodeId(u32::try_from(self.arena.nodes.len()).unwrap_or(NONE))
    }

    /// Turns a string that proved to be no value into a null that takes no room, and gives back where the string
    /// is and its text.
    pub fn retract(&mut self, id: NodeId) -> (Span, TextRef) {
        let Some(node) = self.arena.nodes.get_mut(id.0 as usize) else { return Default::default() };
        let was = (node.span, node.text);
        node.kind = Kind::Null;
        node.span.end = node.span.start;
        node.text = TextRef::default();
        was
    }

    /// The text of a node's key, decoded; empty for elements and the root.
    pub fn key(&self, id: NodeId) -> &str {
        self.arena.nodes.get(id.0 as usize).map_or("", |node| self.text(node.key))
    }

    /// The container that a node is in.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.arena.nodes.get(id.0 as usize).map(|node| node.parent).filter(|&up| up != NONE).map(NodeId)
    }

    /// The children of a node so far, in the order in which they were added.
    pub fn children(&self, parent: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = self.arena.nodes.get(parent.0 as usize).map_or(NONE, |node| node.first);
        std::iter::from_fn(move || {
            let node = self.arena.nodes.get(at as usize)?;
            Some(NodeId(std::mem::replace(&mut at, node.next)))
        })
    }

    /// Moves a member to the place that defines it: a TOML table that was first only named on the way to another.
    pub fn relocate(&mut self, id: NodeId, key: Span, span: Span) {
        if let Some(node) = self.arena.nodes.get_mut(id.0 as usize) {
            node.key_span = key;
            node.span = span;
        }
    }

    /// How many children a node has.
    pub fn count(&self, id: NodeId) -> usize {
        self.arena.nodes.get(id.0 as usize).map_or(0, |node| node.count as usize)
    }

    /// The last child of a node.
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.arena.nodes.get(id.0 as usize).map(|node| node.last).filter(|&last| last != NONE).map(NodeId)
    }

    /// The first child with this key. Linear; a reader of wide tables keeps a map of its own.
    pub fn find(&self, parent: NodeId, key: &str) -> Option<NodeId> {
        let mut at = self.arena.nodes.get(parent.0 as usize)?.first;
        while let Some(node) = self.arena.nodes.get(at as usize) {
            if node.has_key && self.arena.is(self.source, node.key, key) {
                return Some(NodeId(at));
            }
            at = node.next;
        }
        None
    }

    /// Keeps a comment.
    pub fn comment(&mut self, span: Span) {
        self.arena.comments.push(span);
    }

    /// Whether a comment was kept.
    pub fn has_comments(&self) -> bool {
        !self.arena.comments.is_empty()
    }

    /// Records an error.
    pub fn fault(&mut self, fault: Fault) {
        self.arena.faults.push(fault);
    }

    /// How many errors there are so far.
    pub fn faults(&self) -> usize {
        self.arena.faults.len()
    }

    /// The finished arena: spans of TOML's tables cover what was put into them, errors are in order of place.
    pub(super) fn finish(mut self, format: Format) -> Arena {
        if self.arena.nodes.is_empty() {
            let all = Span::new(0, self.source.len());
            self.root(Kind::Null, all, TextRef::default());
        }
        let apart = if format == Format::Toml { self.arena.nodes.len() } else { 0 };
        for at in (1..apart).rev() {
            let Some(child) = self.arena.nodes.get(at) else { continue };
            let extent = if child.has_key { child.span.cover(child.key_span) } else { child.span };
            let parent = child.parent as usize;
            if let Some(parent) = self.arena.nodes.get_mut(parent) {
                parent.span = parent.span.cover(extent);
            }
        }
        self.arena.faults.sort_by_key(|fault| (fault.span, fault.kind == FaultKind::DuplicateKey));
        self.arena
    }
}
