//! TOML's rules of who may add to which table: once by header, dotted keys only under one header, inline tables
//! and arrays never from outside (<https://toml.io/en/v1.1.0>, "Table", "Inline Table", "Array of Tables").

use super::index::Index;
use crate::tree::builder::TextRef;
use crate::tree::tag::{tag, times};
use crate::tree::{Builder, Kind, MAX_DEPTH, NodeId, Span};

/// Tables with at most so many members are searched one by one.
const NARROW: usize = 16;

/// How a node came to be, which decides what may be added to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// A scalar.
    #[default]
    Scalar,
    /// The root, `[table]`, or an element of `[[tables]]`.
    Header,
    /// Named on the way to another header; a header of its own may still come.
    Super,
    /// Made by a dotted key.
    Dotted,
    /// `{ … }`, complete as written.
    Inline,
    /// `[ … ]`, complete as written.
    Array,
    /// `[[tables]]`.
    Tables,
}

/// One part of a key as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) span: Span,
    pub(super) text: TextRef,
}

impl Segment {
    fn key(self) -> (Span, TextRef) {
        (self.span, self.text)
    }
}

/// A header as written: its key and the span from bracket to bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header<'p> {
    pub(super) path: &'p [Segment],
    pub(super) span: Span,
    pub(super) array: bool,
}

/// Why a key cannot go where it is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refusal {
    /// The part of the key at `part` names `existing`, to which nothing can be added here.
    Taken { part: usize, existing: NodeId, form: Form },
    /// It would be nested too deeply; `part` is the first one that is.
    TooDeep { part: usize },
}

/// Where a header leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opened {
    /// To a table that it defines.
    New(NodeId),
    /// To a table that was complete before, of this form.
    Again(NodeId, Form),
}

#[derive(Clone, Copy, Debug, Default)]
struct Meta {
    form: Form,
    depth: u8,
    indexed: bool,
}

/// What the reader knows of the containers beyond the tree.
#[derive(Debug, Default)]
pub(super) struct Tables {
    metas: Vec<Meta>,
    index: Index,
    /// Of the table that was begun last, but for those inside a statement: most statements go there.
    latest: Row,
    /// Of the inline table that was begun last.
    inline: Row,
}

/// The tags of a table's first keys.
#[derive(Debug, Default)]
struct Row {
    /// None once a file ends.
    table: Option<NodeId>,
    /// Zero where there is no key yet.
    tags: [u32; NARROW],
    count: usize,
}

impl Row {
    /// Takes note of the key that the table is about to get behind `count` others, and says whether it is certain that
    /// it has no such key yet.
    #[inline]
    fn is_new(&mut self, count: usize, tag: u32) -> bool {
        let is_new = times(tag, &self.tags) == 0;
        // It got others on the way of dotted keys, or it is wide.
        let Some(place) = self.tags.get_mut(count).filter(|_| self.count == count) else { return false };
        *place = tag;
        self.count += 1;
        is_new
    }
}

impl Tables {
    /// Starts a file: only the root is there.
    pub(super) fn reset(&mut self) {
        self.metas.clear();
        self.index.clear();
        (self.latest.table, self.inline.table) = (None, None);
        self.note(NodeId::ROOT, Form::Header, 1);
    }

    /// Notes a container that was added to the tree, at `depth` containers including itself.
    pub(super) fn note(&mut self, id: NodeId, form: Form, depth: usize) {
        let at = id.0 as usize;
        if at >= self.metas.len() {
            self.metas.resize(at + 1, Meta::default());
        }
        if let Some(meta) = self.metas.get_mut(at) {
            *meta = Meta { form, depth: u8::try_from(depth).unwrap_or(u8::MAX), indexed: meta.indexed };
        }
    }

    fn meta(&self, id: NodeId) -> Meta {
        self.metas.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// How many containers it is nested in, itself included.
    pub(super) fn depth(&self, id: NodeId) -> usize {
        usize::from(self.meta(id).depth)
    }

    /// The member of a table with this key.
    pub(super) fn find(&mut self, builder: &Builder<'_>, table: NodeId, key: &str) -> Option<NodeId> {
        if builder.count(table) <= NARROW {
            return builder.find(table, key);
        }
        if !self.meta(table).indexed {
            for member in builder.children(table) {
                self.index.insert(builder, table, member);
            }
            if let Some(meta) = self.metas.get_mut(table.0 as usize) {
                meta.indexed = true;
            }
        }
        self.index.find(builder, table, key)
    }

    /// Adds a member to a table, whether or not it has that key already; gives the first one that has it, too.
    pub(super) fn give(
        &mut self,
        builder: &mut Builder<'_>,
        table: NodeId,
        key: Segment,
        kind: Kind,
        span: Span,
        text: TextRef,
    ) -> (NodeId, Option<NodeId>) {
        let is_new = self.is_new(builder, table, key.text);
        let first = if is_new { None } else { self.find(builder, table, builder.text(key.text)) };
        (self.add(builder, table, key, kind, span, text), first)
    }

    /// Whether it is certain that a table, which is about to get this key, has no such key yet.
    #[inline]
    fn is_new(&mut self, builder: &Builder<'_>, table: NodeId, key: TextRef) -> bool {
        let count = builder.count(table);
        let row = if self.latest.table == Some(table) {
            &mut self.latest
        } else if self.inline.table == Some(table) {
            &mut self.inline
        } else if count == 0 {
            let is_inline = self.meta(table).form == Form::Inline;
            let row = if is_inline { &mut self.inline } else { &mut self.latest };
            *row = Row { table: Some(table), ..Row::default() };
            row
        } else {
            return false;
        };
        row.is_new(count, tag(builder.bytes(key)))
    }

    #[inline]
    fn add(
        &mut self,
        builder: &mut Builder<'_>,
        table: NodeId,
        key: Segment,
        kind: Kind,
        span: Span,
        text: TextRef,
    ) -> NodeId {
        let id = builder.member(table, key.key(), kind, span, text);
        if builder.count(table) > NARROW && self.meta(table).indexed {
            self.index.insert(builder, table, id);
        }
        id
    }

    /// Adds a table or an array of tables under a key that is free.
    fn add_container(
        &mut self,
        builder: &mut Builder<'_>,
        table: NodeId,
        key: Segment,
        (kind, span): (Kind, Span),
        form: Form,
    ) -> NodeId {
        let id = self.add(builder, table, key, kind, span, TextRef::default());
        self.note(id, form, self.depth(table) + 1);
        id
    }

    /// The table that the leading parts of a dotted key lead to from `table`; made where it is missing.
    pub(super) fn descend_dotted(
        &mut self,
        builder: &mut Builder<'_>,
        table: NodeId,
        parents: &[Segment],
    ) -> Result<NodeId, Refusal> {
        let mut at = table;
        for (part, segment) in parents.iter().enumerate() {
            let Some(next) = self.find(builder, at, builder.text(segment.text)) else {
                if self.depth(at) >= MAX_DEPTH {
                    return Err(Refusal::TooDeep { part });
                }
                at = self.add_container(builder, at, *segment, (Kind::Object, segment.span), Form::Dotted);
                continue;
            };
            let form = self.meta(next).form;
            if !matches!(form, Form::Dotted | Form::Super) {
                return Err(Refusal::Taken { part, existing: next, form });
            }
            self.note(next, Form::Dotted, self.depth(next));
            at = next;
        }
        Ok(at)
    }

    /// The table that the statements behind a header go into.
    pub(super) fn open(&mut self, builder: &mut Builder<'_>, header: Header<'_>) -> Result<Opened, Refusal> {
        let Some((last, parents)) = header.path.split_last() else { return Ok(Opened::New(NodeId::ROOT)) };
        let parent = self.descend_header(builder, parents)?;
        let part = parents.len();
        let levels = if header.array { 2 } else { 1 };
        if self.depth(parent) + levels > MAX_DEPTH {
            return Err(Refusal::TooDeep { part });
        }
        let existing = self.find(builder, parent, builder.text(last.text));
        if header.array {
            return self.open_element(builder, parent, *last, existing, header);
        }
        let Some(existing) = existing else {
            let place = (Kind::Object, header.span);
            return Ok(Opened::New(self.add_container(builder, parent, *last, place, Form::Header)));
        };
        match self.meta(existing).form {
            Form::Super => {
                builder.relocate(existing, last.span, header.span);
                self.note(existing, Form::Header, self.depth(existing));
                Ok(Opened::New(existing))
            }
            form @ (Form::Header | Form::Dotted | Form::Inline) => Ok(Opened::Again(existing, form)),
            form => Err(Refusal::Taken { part, existing, form }),
        }
    }

    fn descend_header(&mut self, builder: &mut Builder<'_>, parents: &[Segment]) -> Result<NodeId, Refusal> {
        let mut at = NodeId::ROOT;
        for (part, segment) in parents.iter().enumerate() {
            let Some(next) = self.find(builder, at, builder.text(segment.text)) else {
                if self.depth(at) >= MAX_DEPTH {
                    return Err(Refusal::TooDeep { part });
                }
                at = self.add_container(builder, at, *segment, (Kind::Object, segment.span), Form::Super);
                continue;
            };
            at = match self.meta(next).form {
                Form::Header | Form::Super | Form::Dotted => next,
                Form::Tables => builder.last_child(next).unwrap_or(next),
                form => return Err(Refusal::Taken { part, existing: next, form }),
            };
        }
        Ok(at)
    }

    fn open_element(
        &mut self,
        builder: &mut Builder<'_>,
        parent: NodeId,
        last: Segment,
        existing: Option<NodeId>,
        header: Header<'_>,
    ) -> Result<Opened, Refusal> {
        let tables = match existing {
            None => self.add_container(builder, parent, last, (Kind::Array, header.span), Form::Tables),
            Some(existing) => match self.meta(existing).form {
                Form::Tables => existing,
                form => return Err(Refusal::Taken { part: header.path.len() - 1, existing, form }),
            },
        };
        let element = builder.element(tables, Kind::Object, header.span, TextRef::default());
        self.note(element, Form::Header, self.depth(tables) + 1);
        Ok(Opened::New(element))
    }
}
