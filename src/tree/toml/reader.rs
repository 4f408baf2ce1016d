//! The state of reading: where statements go, what is open, and how far the current statement can be trusted.

use toml_parser::Span as Place;
use toml_parser::lexer::Token;
use toml_parser::parser::parse_document;

use super::damage::{self, Log, Problem, Reach};
use super::plain::Step;
use super::tables::{Segment, Tables};
use crate::tree::{Builder, Fault, FaultKind, NodeId, Span};

/// So many errors of one file are kept; who has more has one big error.
const MAX_FAULTS: usize = 50;

/// The buffers of a [`Reader`].
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) tables: Tables,
    pub(super) path: Vec<Segment>,
    pub(super) open: Vec<Frame>,
    pub(super) steps: Vec<Step>,
}

/// An array or inline table that is being read; without a node where it goes nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) node: Option<NodeId>,
    pub(super) inline: bool,
    pub(super) depth: usize,
}

/// How far the current statement can be trusted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trust {
    /// It has an error that the following ones may come from.
    pub(super) broken: bool,
    /// Errors up to this byte follow from one on the same line.
    pub(super) quiet_until: u32,
    /// Its key has a part without a name, so there is no place for what follows.
    pub(super) nameless: bool,
    pub(super) progress: Progress,
}

/// How far the parser is in the current statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Progress {
    #[default]
    Reading,
    /// In a container that it was not let into; the closing bracket is still to come.
    Refused,
    /// Behind its end; what else there is up to the end of the tokens is not a statement.
    Over,
}

/// Fills the tree from events.
pub(super) struct Reader<'b, 's> {
    pub(super) builder: &'b mut Builder<'s>,
    pub(super) source: &'s str,
    pub(super) log: &'b Log,
    pub(super) parts: Parts,
    /// Where the parser's offsets count from.
    pub(super) base: usize,
    /// The table that statements go into; none behind a header that leads nowhere.
    pub(super) table: Option<NodeId>,
    /// The header being read: its opening bracket, and whether it is a double one.
    pub(super) header: Option<(Span, bool)>,
    pub(super) trust: Trust,
    pub(super) touched: bool,
    pub(super) bare_return: bool,
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

    /// Begins a statement.
    pub(super) fn begin(&mut self) {
        self.touched = true;
        self.trust = Trust::default(); // what comments before it had wrong is no part of it
        self.parts.path.clear();
        self.parts.open.clear();
    }

    /// Reads the tokens of one statement. `cut`: they end before its containers do.
    pub(super) fn read_statement(&mut self, tokens: &[Token], cut: bool) {
        self.begin();
        let log = self.log;
        parse_document(tokens, self, &mut &*log);
        self.catch_up();
        if let Some((bracket, _)) = self.header.take() {
            self.lose_header(bracket);
        } else if cut || (!self.parts.path.is_empty() && self.trust.broken) {
            self.damage_table();
        }
        self.trust = Trust::default();
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
            let problem = Problem::value(span, "a carriage return stands without a line feed behind it")
                .help("end lines with LF or CR LF".to_owned());
            self.report(problem, self.innermost());
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.trust.progress == Progress::Over
    }

    pub(super) fn span(&self, place: Place) -> Span {
        Span::new(self.base + place.start(), self.base + place.end())
    }

    /// Where something that has no node of its own is.
    pub(super) fn innermost(&self) -> NodeId {
        self.parts.open.last().and_then(|frame| frame.node).or(self.table).unwrap_or(NodeId::ROOT)
    }

    pub(super) fn damage_table(&mut self) {
        self.builder.damage(self.table.unwrap_or(NodeId::ROOT));
    }

    /// Takes over what the parser has found wrong since the last event.
    #[inline]
    pub(super) fn catch_up(&mut self) {
        if self.log.has_error() {
            self.take_error();
        }
    }

    #[cold]
    pub(super) fn take_error(&mut self) {
        let Some(error) = self.log.take() else { return };
        if self.is_over() {
            return;
        }
        let node = self.innermost();
        self.builder.damage(node);
        if !self.trust.broken {
            let problem = damage::explain(&error, self.source, self.base);
            self.report(problem, node);
        }
    }

    /// Records an error, unless it follows from one before it.
    pub(super) fn report(&mut self, problem: Problem, node: NodeId) {
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
            remedy: None,
        });
    }

    pub(super) fn record(&mut self, fault: Fault) {
        if self.builder.faults() < MAX_FAULTS {
            self.builder.fault(fault);
        }
    }
}
