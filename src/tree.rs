//! One spanned tree for both formats: an arena of nodes with `u32` ids, every key and value with its
//! byte span in the file as written, keys in written order, duplicates kept, comments aside.
//!
//! The readers ([`json`], [`toml`]) fill it through a [`Builder`]; everything to the right reads it through
//! [`Node`], a copyable handle. Offsets are bytes into the text that was given, a byte order mark included.

mod builder;
pub mod json;
mod node;
mod scan;
mod serialize;
pub(crate) mod tag;
pub mod toml;

pub use builder::{Arena, Builder, TextRef};
pub use node::{Children, Key, Node, Number, Value};

/// Containers nested deeper than this are an error of the file, in both formats.
pub const MAX_DEPTH: usize = 128;

/// The syntax that a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON with comments, as Elasticsearch reads it.
    Json,
    /// TOML 1.1.
    Toml,
}

impl Format {
    /// The format that a file's name tells; anything but `.toml` is read as JSON.
    pub fn of_path(path: &str) -> Self {
        let is_toml = path.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if is_toml { Self::Toml } else { Self::Json }
    }
}

/// A half-open range of bytes in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets. Sources are at most 16 MiB, so offsets fit; larger ones saturate.
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: cut(start), end: cut(end.max(start)) }
    }

    /// A span of a text that a tree is read from: its offsets fit, since [`Tree::parse_into`] takes no more than fits, and
    /// there are several in every member.
    #[expect(clippy::cast_possible_truncation, reason = "the offsets of such a text have 32 bits")]
    #[inline]
    pub(crate) fn within(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && u32::try_from(end).is_ok());
        Self { start: start as u32, end: end as u32 }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Id of a node in its tree. The root is [`NodeId::ROOT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The top-level value of the file. It always exists: an empty TOML file is an empty table.
    pub const ROOT: Self = Self(0);
}

/// What a node is, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// JSON `null`; also stands where a value is missing or unreadable (the tree is damaged there).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; its text is in JSON's spelling, digits exact.
    Number,
    /// A string; its text is decoded.
    Text,
    /// An array.
    Array,
    /// A JSON object or a TOML table of any form.
    Object,
    /// A TOML date or time, `inf` or `nan`: legal there, without a form in JSON. The text is as written.
    Unrepresentable,
}

/// What a reader found wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// Not the grammar of the format.
    Syntax,
    /// A key that its object or table already has (or a table defined twice).
    DuplicateKey,
    /// Containers nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// One error of a reader, with everything needed to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of error it is.
    pub kind: FaultKind,
    /// Where it is. For a duplicate key: the later key.
    pub span: Span,
    /// What was found and what was expected, one sentence without a full stop. It quotes no text of a value.
    pub message: String,
    /// What to type instead, where that is known.
    pub help: Option<String>,
    /// The other place of a conflict: the first of two keys, the bracket that is still open.
    pub related: Option<(Span, &'static str)>,
    /// The innermost node around the error (for its JSON Pointer); for a duplicate key the later value's node.
    pub node: NodeId,
    /// What mends it, where that is certain.
    pub remedy: Option<Remedy>,
}

/// What mends an error of a reader: its span is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// By a comma.
    AddComma,
    /// By nothing.
    DropComma,
}

/// A parsed file: the text and the arena of its nodes.
#[derive(Debug)]
pub struct Tree<'s> {
    text: &'s str,
    format: Format,
    arena: Arena,
}

impl<'s> Tree<'s> {
    /// Reads `text` in `format`. Never fails: what is wrong is in [`Tree::faults`], and what could be read is there.
    pub fn parse(text: &'s str, format: Format) -> Self {
        Self::parse_into(text, format, Arena::default())
    }

    /// As [`Tree::parse`], reusing the buffers of an arena that an earlier file left (see [`Tree::into_arena`]). Offsets
    /// have 32 bits: what lies behind 4 GiB is not read.
    pub fn parse_into(text: &'s str, format: Format, arena: Arena) -> Self {
        let text = text.get(..text.floor_char_boundary(u32::MAX as usize)).unwrap_or(text);
        let mut builder = Builder::new(text, arena);
        match format {
            Format::Json => json::read(&mut builder),
            Format::Toml => toml::read(&mut builder),
        }
        Self { text, format, arena: builder.finish(format) }
    }

    /// Records an error that was found before the text was read: what stands behind it is not known. Errors that come
    /// after it are dropped, since they follow from it.
    pub fn add_fault(&mut self, fault: Fault) {
        self.arena.faults.retain(|other| other.span.end < fault.span.start);
        self.arena.faults.push(fault);
        for node in &mut self.arena.nodes {
            node.damaged |= matches!(node.kind, Kind::Object | Kind::Array);
        }
    }

    /// Puts what a reference leads to in its place: a bool, a number in JSON's spelling, or a text. The node's span stays
    /// that of the reference, so that no excerpt can show what was put there.
    pub fn resolve(&mut self, id: NodeId, kind: Kind, text: &str) {
        self.arena.resolve(id, kind, text);
    }

    /// Gives the buffers back for the next file.
    pub fn into_arena(self) -> Arena {
        self.arena
    }

    /// The text that was read, as given.
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// The format it was read in.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The top-level value.
    pub fn root(&self) -> Node<'_> {
        self.node(NodeId::ROOT)
    }

    /// The handle of a node of this tree.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node::new(self, id)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.arena.nodes.len()
    }

    /// Whether there is no node at all; never true for a parsed file.
    pub fn is_empty(&self) -> bool {
        self.arena.nodes.is_empty()
    }

    /// Every node, parents before their children.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(|id| self.node(NodeId(id)))
    }

    /// The reader's errors, by place.
    pub fn faults(&self) -> &[Fault] {
        &self.arena.faults
    }

    /// The comments, by place, each with its introducer (`#`, `//`, `/*`) and without the line end.
    pub fn comments(&self) -> &[Span] {
        &self.arena.comments
    }

    /// The text behind a span of this tree.
    pub fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or_default()
    }
}
