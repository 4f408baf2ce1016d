//! Headers and values put into the tree: where they belong, or nowhere with a reason.

use toml_parser::Span as Place;

use super::conflict;
use super::damage::{Problem, Reach};
use super::reader::{Frame, Progress, Reader};
use super::tables::{Form, Header, Opened, Refusal, Segment};
use crate::tree::builder::TextRef;
use crate::tree::{Kind, MAX_DEPTH, NodeId, Span};

impl Reader<'_, '_> {
    /// A header that could not be read: nobody knows where the statements behind it belong.
    pub(super) fn lose_header(&mut self, bracket: Span) {
        self.builder.damage(NodeId::ROOT);
        self.table = None;
        let whole = self.parts.path.last().filter(|_| !self.trust.nameless).map(|last| last.span.end);
        let Some(end) = whole else { return };
        let behind = self.source.get(end as usize..).unwrap_or_default();
        let line = behind.lines().next().unwrap_or_default().trim_matches([' ', '\t', ']']);
        // Only the bracket is missing: what is meant is plain.
        if line.is_empty() || line.starts_with('#') {
            let array = self.source.get(bracket.range()) == Some("[[");
            self.enter(Span { start: bracket.start, end }, array);
        }
    }

    /// Opens the table of a header.
    pub(super) fn enter(&mut self, span: Span, array: bool) {
        let path = std::mem::take(&mut self.parts.path);
        let header = Header { path: &path, span, array };
        match self.parts.tables.open(self.builder, header) {
            Ok(Opened::New(table)) => self.table = Some(table),
            Ok(Opened::Again(table, form)) => {
                self.table = Some(table);
                if !self.trust.broken {
                    self.record(conflict::defined_twice(self.builder, header, table, form));
                }
            }
            Err(refusal) => {
                self.table = None;
                self.builder.damage(NodeId::ROOT);
                self.refuse(refusal, &path, Some(array), NodeId::ROOT);
            }
        }
        self.parts.path = path;
        self.parts.path.clear();
    }

    pub(super) fn refuse(&mut self, refusal: Refusal, path: &[Segment], header: Option<bool>, node: NodeId) {
        if self.trust.broken {
            return;
        }
        let fault = conflict::refused(self.builder, refusal, path, header, node);
        self.record(fault);
    }

    /// Adds a value where the events are. None where there is no place for it.
    pub(super) fn put(&mut self, kind: Kind, span: Span, text: TextRef) -> Option<NodeId> {
        if let Some(frame) = self.parts.open.last()
            && !frame.inline
        {
            return frame.node.map(|array| self.builder.element(array, kind, span, text));
        }
        let table = self.parts.open.last().map_or(self.table, |frame| frame.node);
        let path = std::mem::take(&mut self.parts.path);
        let node = table.and_then(|table| self.put_member(table, &path, kind, span, text));
        self.parts.path = path;
        self.parts.path.clear();
        self.trust.nameless = false;
        node
    }

    /// Adds the value of a statement: as [`Self::put`] where nothing is open and nothing was wrong.
    pub(super) fn put_plain(&mut self, kind: Kind, span: Span, text: TextRef) -> Option<NodeId> {
        // Nearly every key has one part, which needs no way to be found.
        if let (&[key], Some(table)) = (self.parts.path.as_slice(), self.table) {
            self.parts.path.clear();
            return Some(self.give(table, key, kind, span, text));
        }
        self.put(kind, span, text)
    }

    /// Adds `[]`, at `depth` containers including itself, which are not too many.
    pub(super) fn put_empty_array(&mut self, span: Span, depth: usize) {
        if let Some(node) = self.put_plain(Kind::Array, span, TextRef::default()) {
            self.parts.tables.note(node, Form::Array, depth);
        }
    }

    pub(super) fn put_member(
        &mut self,
        table: NodeId,
        path: &[Segment],
        kind: Kind,
        span: Span,
        text: TextRef,
    ) -> Option<NodeId> {
        let (last, parents) = path.split_last()?;
        if self.trust.nameless {
            self.builder.damage(table);
            return None;
        }
        let tables = &mut self.parts.tables;
        let parent = match tables.descend_dotted(self.builder, table, parents) {
            Ok(parent) => parent,
            Err(refusal) => {
                self.builder.damage(table);
                self.refuse(refusal, path, None, table);
                return None;
            }
        };
        Some(self.give(parent, *last, kind, span, text))
    }

    /// Adds a value to a table.
    #[inline]
    fn give(&mut self, table: NodeId, key: Segment, kind: Kind, span: Span, text: TextRef) -> NodeId {
        let (node, first) = self.parts.tables.give(self.builder, table, key, kind, span, text);
        if let Some(first) = first
            && !self.trust.broken
        {
            self.record(conflict::given_twice(self.builder, first, node, key.span));
        }
        node
    }

    /// Adds a value that could not be read.
    pub(super) fn put_damaged(&mut self, span: Span, problem: Problem) {
        let node = self.put(Kind::Null, span, TextRef::default());
        if let Some(node) = node {
            self.builder.damage(node);
        }
        if problem.reach == Reach::Statement {
            self.builder.damage(self.innermost());
        }
        self.report(problem, node.unwrap_or(NodeId::ROOT));
    }

    /// How deep a container would be that begins here, itself included.
    pub(super) fn next_depth(&self) -> usize {
        let outer = match (self.parts.open.last(), self.table) {
            (Some(frame), _) if !frame.inline => frame.depth,
            (Some(frame), _) => frame.depth + self.parts.path.len().saturating_sub(1),
            (None, Some(table)) => self.parts.tables.depth(table) + self.parts.path.len().saturating_sub(1),
            (None, None) => 1,
        };
        outer + 1
    }

    /// Begins an array or inline table and says whether the parser may enter it.
    pub(super) fn open(&mut self, span: Span, inline: bool) -> bool {
        self.catch_up();
        if self.is_over() {
            return false;
        }
        if span.start == span.end {
            // The parser makes the opening bracket up for a closing one that it found.
            let problem = Problem::statement(span, "a bracket closes nothing");
            self.trust.progress = Progress::Refused;
            self.put_damaged(span, problem);
            return false;
        }
        let depth = self.next_depth();
        if depth > MAX_DEPTH {
            self.refuse_depth(span);
            return false;
        }
        let kind = if inline { Kind::Object } else { Kind::Array };
        let node = self.put(kind, span, TextRef::default());
        if let Some(node) = node {
            self.parts.tables.note(node, if inline { Form::Inline } else { Form::Array }, depth);
        }
        self.parts.open.push(Frame { node, inline, depth });
        true
    }

    pub(super) fn refuse_depth(&mut self, span: Span) {
        self.trust.progress = Progress::Refused;
        let told = std::mem::replace(&mut self.trust.broken, true);
        let node = self.put(Kind::Null, span, TextRef::default());
        if let Some(node) = node {
            self.builder.damage(node);
        }
        if !told {
            self.record(conflict::too_deep(span, node.unwrap_or(NodeId::ROOT)));
        }
    }

    /// Ends the innermost array or inline table.
    pub(super) fn close(&mut self, bracket: Span) {
        self.catch_up();
        if self.trust.progress != Progress::Reading {
            if self.trust.progress == Progress::Refused {
                self.trust.progress = Progress::Reading;
            }
            return;
        }
        if let Some(Frame { node: Some(node), .. }) = self.parts.open.pop() {
            self.builder.close(node, bracket.end as usize);
        }
        // What a member of an inline table lacked is told; the next one begins anew.
        self.parts.path.clear();
    }

    pub(super) fn open_header(&mut self, place: Place, array: bool) {
        self.catch_up();
        if !self.is_over() {
            self.header = Some((self.span(place), array));
        }
    }

    pub(super) fn close_header(&mut self, place: Place) {
        self.catch_up();
        let end = self.span(place).end;
        if !self.trust.nameless
            && let Some((bracket, array)) = self.header.take()
        {
            self.enter(Span { start: bracket.start, end }, array);
        }
    }

    /// A value that was never closed ends, for the tree, with its first line.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let text = self.source.get(span.range()).unwrap_or_default();
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        Span::new(span.start as usize, span.start as usize + line.len())
    }
}
