//! Recording faults, and the words for what was found.

use super::{Bracket, FaultKind, Frame, NodeId, Place, Reader, Span};
use crate::tree::{Fault, Remedy};

/// How many faults of one file are kept.
pub(super) const MAX_FAULTS: usize = 50;

impl Reader<'_, '_> {
    /// Records a fault of the grammar in the innermost container.
    pub(super) fn report(&mut self, span: Span, message: impl Into<String>, help: Option<&str>) {
        self.report_as(FaultKind::Syntax, self.container(), span, message, help, None);
    }

    /// As [`Reader::report`], with what mends it.
    pub(super) fn report_mendable(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: &str,
        remedy: Remedy,
    ) {
        let (kind, node) = (FaultKind::Syntax, self.container());
        if self.builder.faults() < MAX_FAULTS {
            let (message, help) = (message.into(), Some(help.to_owned()));
            self.builder.fault(Fault {
                kind,
                span,
                message,
                help,
                related: None,
                node,
                remedy: Some(remedy),
            });
        }
    }

    /// As [`Reader::report`], with the bracket that is still open.
    pub(super) fn report_open(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: Option<&str>,
        open: Frame,
    ) {
        let related = Some((Span::new(open.open, open.open + 1), "opened here"));
        self.report_as(FaultKind::Syntax, self.container(), span, message, help, related);
    }

    /// Records a fault inside a key or value. A value's node is the next to be added.
    pub(super) fn report_in(
        &mut self,
        place: Place,
        span: Span,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        let node = if place == Place::Value { self.builder.next_id() } else { self.container() };
        self.report_as(FaultKind::Syntax, node, span, message, help, None);
    }

    pub(super) fn report_as(
        &mut self,
        kind: FaultKind,
        node: NodeId,
        span: Span,
        message: impl Into<String>,
        help: Option<&str>,
        related: Option<(Span, &'static str)>,
    ) {
        if self.builder.faults() < MAX_FAULTS {
            let (message, help) = (message.into(), help.map(str::to_owned));
            self.builder.fault(Fault { kind, span, message, help, related, node, remedy: None });
        }
    }

    /// Whether the innermost container is still free of the faults that would repeat with every item; from now on
    /// it is not.
    pub(super) fn first_time(&mut self) -> bool {
        self.stack.last_mut().is_none_or(|frame| !std::mem::replace(&mut frame.told, true))
    }

    /// The character at `at`, as a span.
    pub(super) fn char_span(&self, at: usize) -> Span {
        let width = self.char_at(at).map_or(0, char::len_utf8);
        Span::new(at, at + width)
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// What stands at `at`, in words that repeat no text of a value.
    pub(super) fn found(&self, at: usize) -> String {
        match self.char_at(at) {
            None => "the end of the file".to_owned(),
            Some('"') => "a string".to_owned(),
            Some('0'..='9' | '-') => "a number".to_owned(),
            Some(letter) if letter == '_' || letter.is_alphanumeric() => "a word".to_owned(),
            Some(sign) if sign.is_ascii_punctuation() => format!("`{sign}`"),
            Some(other) => format!("the character U+{:04X}", u32::from(other)),
        }
    }
}

impl Bracket {
    /// The closing bracket, in quotes.
    pub(super) fn expected(self) -> &'static str {
        if self == Self::Curly { "`}`" } else { "`]`" }
    }

    /// What such a container holds.
    pub(super) fn item(self) -> &'static str {
        if self == Self::Curly { "member" } else { "element" }
    }
}
