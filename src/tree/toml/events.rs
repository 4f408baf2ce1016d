//! The parser's events, turned into nodes. One statement at a time; an error in it never reaches the next one.

use toml_parser::decoder::Encoding;
use toml_parser::lexer::Token;
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, Span as Place};

use super::conflict;
use super::damage::{self, Log, Problem, Reach};
use super::scalar::{self, Within};
use super::tables::{Form, Header, Opened, Refusal, Segment, Tables};
use crate::tree::builder::TextRef;
use crate::tree::{Builder, Fault, FaultKind, Kind, MAX_DEPTH, NodeId, Span};

/// So many errors of one file are kept; who has more has one big error.
const MAX_FAULTS: usize = 50;

/// The buffers of a [`Reader`].
#[derive(Debug, Default)]
pub(super) struct Parts {
    tables: Tables,
    path: Vec<Segment>,
    open: Vec<Frame>,
}

/// An array or inline table that is being read; without a node where it goes nowhere.
#[derive(Clone, Copy, Debug)]
struct Frame {
    node: Option<NodeId>,
    inline: bool,
    depth: usize,
}

/// How far the current statement can be trusted.
#[derive(Clone, Copy, Debug, Default)]
struct Trust {
    /// It has an error that the following ones may come from.
    broken: bool,
    /// Errors up to this byte follow from one on the same line.
    quiet_until: u32,
    /// It is over; what the parser still finds up to the end of its tokens is not a statement.
    over: bool,
    /// Its key has a part without a name, so there is no place for what follows.
    nameless: bool,
    /// A container was refused; its closing bracket is still to come.
    refused: bool,
}

/// Fills the tree from events.
pub(super) struct Reader<'b, 's> {
    builder: &'b mut Builder<'s>,
    source: &'s str,
    log: &'b Log,
    parts: Parts,
    /// Where the parser's offsets count from.
    base: usize,
    /// The table that statements go into; none behind a header that leads nowhere.
    table: Option<NodeId>,
    /// The header being read: its opening bracket, and whether it is a double one.
    header: Option<(Span, bool)>,
    trust: Trust,
    touched: bool,
    bare_return: bool,
}

impl<'b, 's> Reader<'b, 's> {
    /// A reader whose builder has a root.
    pub(super) fn new(builder: &'b mut Builder<'s>, log: &'b Log, mut parts: Parts) -> Self {
        parts.tables.reset();
        let source = builder.source();
        Self {
            builder,
            source,
            log,
            parts,
            base: 0,
            table: Some(NodeId::ROOT),
            header: None,
            trust: Trust::default(),
            touched: false,
            bare_return: false,
        }
    }

    /// Gives the buffers back.
    pub(super) fn into_parts(self) -> Parts {
        self.parts
    }

    /// Tokens count from this byte of the source from here on.
    pub(super) fn start_at(&mut self, base: usize) {
        self.base = base;
    }

    /// Whether no statement has been read so far.
    pub(super) fn is_untouched(&self) -> bool {
        !self.touched
    }

    /// The file is JSON: one error instead of one a line.
    pub(super) fn refuse_json(&mut self, bracket: Place) {
        let problem = Problem::statement(self.span(bracket), "this is JSON, and the file is read as TOML")
            .help("name the file `.json`, or write `key = value` lines".to_owned());
        self.report(problem, NodeId::ROOT);
        self.builder.damage(NodeId::ROOT);
    }

    /// Reads the tokens of one statement. `cut`: they end before its containers do.
    pub(super) fn read_statement(&mut self, tokens: &[Token], cut: bool) {
        self.touched = true;
        self.trust = Trust::default();
        self.parts.path.clear();
        self.parts.open.clear();
        let log = self.log;
        parse_document(tokens, self, &mut &*log);
        self.catch_up();
        if let Some((bracket, _)) = self.header.take() {
            self.lose_header(bracket);
        } else if cut || (!self.parts.path.is_empty() && self.trust.broken) {
            self.damage_table();
        }
    }

    /// Keeps a comment.
    pub(super) fn keep_comment(&mut self, place: Place) {
        let span = self.span(place);
        self.builder.comment(span);
        let text = self.source.get(span.range()).unwrap_or_default();
        let control = text.bytes().position(|byte| byte != b'\t' && (byte < b' ' || byte == 0x7f));
        if let Some(offset) = control {
            let at = span.start as usize + offset;
            let problem = Problem::value(Span::new(at, at + 1), "a comment cannot hold a control character")
                .help("remove it".to_owned());
            self.report(problem, self.innermost());
        }
    }

    /// Checks a line end. A carriage return alone is an error, told once: it is everywhere or nowhere.
    pub(super) fn line_end(&mut self, place: Place) {
        let span = self.span(place);
        let is_bare = place.len() == 1 && self.source.as_bytes().get(span.start as usize) == Some(&b'\r');
        if is_bare && !self.bare_return {
            self.bare_return = true;
            let problem = Problem::statement(span, "a carriage return stands without a line feed behind it")
                .help("end lines with LF or CR LF".to_owned());
            self.report(problem, self.innermost());
        }
    }

    fn span(&self, place: Place) -> Span {
        Span::new(self.base + place.start(), self.base + place.end())
    }

    /// Where something that has no node of its own is.
    fn innermost(&self) -> NodeId {
        self.parts.open.last().and_then(|frame| frame.node).or(self.table).unwrap_or(NodeId::ROOT)
    }

    fn damage_table(&mut self) {
        self.builder.damage(self.table.unwrap_or(NodeId::ROOT));
    }

    /// Takes over what the parser has found wrong since the last event.
    #[inline]
    fn catch_up(&mut self) {
        if self.log.has_error() {
            self.take_error();
        }
    }

    #[cold]
    fn take_error(&mut self) {
        if let Some(error) = self.log.take()
            && !self.trust.over
        {
            let problem = damage::explain(&error, self.source, self.base);
            let node = self.innermost();
            self.report(problem, node);
            self.builder.damage(node);
        }
    }

    /// Records an error, unless it follows from one before it.
    fn report(&mut self, problem: Problem, node: NodeId) {
        let follows = self.trust.broken || problem.span.start < self.trust.quiet_until;
        self.trust.broken |= problem.reach == Reach::Statement;
        if follows {
            return;
        }
        let behind = self.source.get(problem.span.end as usize..).unwrap_or_default();
        let line_end = behind.find('\n').unwrap_or(behind.len());
        self.trust.quiet_until = Span::new(0, problem.span.end as usize + line_end + 1).end;
        self.record(Fault {
            kind: FaultKind::Syntax,
            span: problem.span,
            message: problem.message.into_owned(),
            help: problem.help,
            related: problem.related,
            node,
        });
    }

    fn record(&mut self, fault: Fault) {
        if self.builder.faults() < MAX_FAULTS {
            self.builder.fault(fault);
        }
    }

    /// A header that could not be read: nobody knows where the statements behind it belong.
    fn lose_header(&mut self, bracket: Span) {
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
    fn enter(&mut self, span: Span, array: bool) {
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

    fn refuse(&mut self, refusal: Refusal, path: &[Segment], header: Option<bool>, node: NodeId) {
        if self.trust.broken {
            return;
        }
        let fault = conflict::refused(self.builder, refusal, path, header, node);
        self.record(fault);
    }

    /// Adds a value where the events are. None where there is no place for it.
    fn put(&mut self, kind: Kind, span: Span, text: TextRef) -> Option<NodeId> {
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

    fn put_member(
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
        let first = tables.find(self.builder, parent, self.builder.text(last.text));
        let node = tables.add(self.builder, parent, *last, kind, span, text);
        if let Some(first) = first
            && !self.trust.broken
        {
            self.record(conflict::given_twice(self.builder, first, node, last.span));
        }
        Some(node)
    }

    /// Adds a value that could not be read.
    fn put_damaged(&mut self, span: Span, problem: Problem) {
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
    fn next_depth(&self) -> usize {
        let outer = match (self.parts.open.last(), self.table) {
            (Some(frame), _) if !frame.inline => frame.depth,
            (Some(frame), _) => frame.depth + self.parts.path.len().saturating_sub(1),
            (None, Some(table)) => self.parts.tables.depth(table) + self.parts.path.len().saturating_sub(1),
            (None, None) => 1,
        };
        outer + 1
    }

    /// Begins an array or inline table and says whether the parser may enter it.
    fn open(&mut self, place: Place, inline: bool) -> bool {
        self.catch_up();
        if self.trust.over {
            return false;
        }
        let span = self.span(place);
        if span.start == span.end {
            // The parser makes the opening bracket up for a closing one that it found.
            let problem = Problem::statement(span, "a bracket closes nothing");
            self.trust.refused = true;
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

    fn refuse_depth(&mut self, span: Span) {
        self.trust.refused = true;
        let node = self.put(Kind::Null, span, TextRef::default());
        if let Some(node) = node {
            self.builder.damage(node);
        }
        if !self.trust.broken {
            self.record(conflict::too_deep(span, node.unwrap_or(NodeId::ROOT)));
        }
        self.trust.broken = true;
    }

    fn close(&mut self, place: Place) {
        self.catch_up();
        if self.trust.over || std::mem::take(&mut self.trust.refused) {
            return;
        }
        if let Some(Frame { node: Some(node), .. }) = self.parts.open.pop() {
            let end = self.span(place).end;
            self.builder.close(node, end as usize);
        }
        // What a member of an inline table lacked is told; the next one begins anew.
        self.parts.path.clear();
    }

    fn open_header(&mut self, place: Place, array: bool) {
        self.catch_up();
        if !self.trust.over {
            self.header = Some((self.span(place), array));
        }
    }

    fn close_header(&mut self, place: Place) {
        self.catch_up();
        let end = self.span(place).end;
        if !self.trust.nameless
            && let Some((bracket, array)) = self.header.take()
        {
            self.enter(Span { start: bracket.start, end }, array);
        }
    }
}

impl EventReceiver for Reader<'_, '_> {
    fn std_table_open(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.open_header(span, false);
    }

    fn std_table_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close_header(span);
    }

    fn array_table_open(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.open_header(span, true);
    }

    fn array_table_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close_header(span);
    }

    fn inline_table_open(&mut self, span: Place, _error: &mut dyn ErrorSink) -> bool {
        self.open(span, true)
    }

    fn inline_table_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close(span);
    }

    fn array_open(&mut self, span: Place, _error: &mut dyn ErrorSink) -> bool {
        self.open(span, false)
    }

    fn array_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close(span);
    }

    fn simple_key(&mut self, place: Place, encoding: Option<Encoding>, _error: &mut dyn ErrorSink) {
        self.catch_up();
        if self.trust.over {
            return;
        }
        let span = self.span(place);
        let text = match scalar::read_key(self.builder, span, encoding) {
            Ok(text) => Some(text),
            Err((problem, text)) => {
                self.report(problem, self.innermost());
                text
            }
        };
        self.trust.nameless |= text.is_none();
        self.parts.path.push(Segment { span, text: text.unwrap_or_default() });
    }

    fn key_val_sep(&mut self, _span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
    }

    fn scalar(&mut self, place: Place, encoding: Option<Encoding>, _error: &mut dyn ErrorSink) {
        self.catch_up();
        if self.trust.over {
            return;
        }
        let span = self.span(place);
        if span.start == span.end {
            return self.put_damaged(span, Problem::missing_value(self.source, span));
        }
        let within = match self.parts.open.last() {
            None => Within::Statement,
            Some(frame) if frame.inline => Within::InlineTable,
            Some(_) => Within::Array,
        };
        match scalar::read(self.builder, span, encoding, within) {
            Ok((kind, text)) => {
                self.put(kind, span, text);
            }
            Err(problem) => self.put_damaged(self.first_line(span), problem),
        }
    }

    fn value_sep(&mut self, _span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
        self.parts.path.clear();
    }

    fn comment(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
        self.keep_comment(span);
    }

    fn newline(&mut self, place: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
        if self.parts.open.is_empty() && !self.trust.refused {
            self.trust.over = true;
        } else if self.parts.open.last().is_some_and(|frame| frame.inline) && !self.parts.path.is_empty() {
            let problem = Problem::statement(self.span(place), "a line break separates a key from its value")
                .help("write key, `=` and the beginning of the value on one line".to_owned());
            self.report(problem, self.innermost());
        }
        self.line_end(place);
    }

    fn error(&mut self, _span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
    }
}

impl Reader<'_, '_> {
    /// A value that was never closed ends, for the tree, with its first line.
    fn first_line(&self, span: Span) -> Span {
        let text = self.source.get(span.range()).unwrap_or_default();
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        Span::new(span.start as usize, span.start as usize + line.len())
    }
}
