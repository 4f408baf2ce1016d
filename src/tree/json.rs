//! The JSON reader: RFC 8259 with the comments that Elasticsearch's parser lets pass, in one pass over the bytes.
//!
//! This file is the grammar. Where the text leaves it, `recovery` says what was found, mends what it can
//! and hands back to the loop here, so that one mistake is one fault and the next one is still found.

mod bare;
mod keys;
mod recovery;
mod report;
mod scan;
mod skim;
mod string;

use keys::Keys;
use string::Quoted;

use super::scan::spaces_end;
use super::{Builder, FaultKind, Kind, MAX_DEPTH, NodeId, Span, TextRef};

/// Reads the builder's text. What is wrong with it becomes faults of the tree, never an error.
pub(super) fn read(builder: &mut Builder<'_>) {
    let text = builder.source();
    let Scratch { stack, keys } = builder.take_json_scratch();
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        pos: if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 },
        builder,
        stack,
        keys,
        comma: 0,
        end: 0,
        forgiven: usize::MAX,
        unbalanced: false,
    };
    reader.file();
    let Reader { stack, keys, .. } = reader;
    builder.keep_json_scratch(Scratch { stack, keys });
}

/// The reader's buffers, for the next file.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    stack: Vec<Frame>,
    keys: Keys,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A container that is being read.
#[derive(Clone, Copy, Debug)]
struct Frame {
    node: NodeId,
    /// Offset of its opening bracket.
    open: usize,
    /// Where its keys begin in [`Reader::keys`].
    keys: usize,
    bracket: Bracket,
    /// It has already had a fault of a kind that would repeat with every item.
    told: bool,
}

/// The two pairs of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    Curly,
    Square,
}

impl Bracket {
    fn close(self) -> u8 {
        if self == Self::Curly { b'}' } else { b']' }
    }
}

/// What was read last in the innermost container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// Its opening bracket.
    Open,
    /// A comma.
    Comma,
    /// A member or an element.
    Item,
}

/// Where a value goes.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Root,
    Element(NodeId),
    Member(NodeId, (Span, TextRef)),
}

/// Whether a string is read for a key or for a value; faults in a value belong to the value's node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Key,
    Value,
}

struct Reader<'b, 's> {
    builder: &'b mut Builder<'s>,
    text: &'s str,
    bytes: &'s [u8],
    /// Offset of the next byte to read.
    pos: usize,
    stack: Vec<Frame>,
    keys: Keys,
    /// Offset of the comma read last.
    comma: usize,
    /// Offset behind the item read last: the place of a missing comma.
    end: usize,
    /// An [`Reader::end`] behind which a comma may be missing, because text that was skipped may have held it.
    forgiven: usize,
    /// A fault about brackets was told: later ones, which may only follow from it, are not.
    unbalanced: bool,
}

impl Reader<'_, '_> {
    fn file(&mut self) {
        self.blanks();
        if !self.starts_root() {
            return self.no_root();
        }
        let mut last = self.value(Slot::Root);
        while let Some(&frame) = self.stack.last() {
            self.blanks();
            last = match (self.peek(), last) {
                (Some(b','), Last::Item) => {
                    self.comma = self.pos;
                    self.pos += 1;
                    self.blanks();
                    // The way of most commas, without another turn.
                    if self.peek() == Some(b'"') && frame.bracket == Bracket::Curly {
                        self.member(frame)
                    } else {
                        Last::Comma
                    }
                }
                (Some(byte), Last::Open | Last::Item) if byte == frame.bracket.close() => self.close(),
                (Some(b'"'), Last::Open | Last::Comma) if frame.bracket == Bracket::Curly => {
                    self.member(frame)
                }
                (Some(byte), Last::Open | Last::Comma)
                    if frame.bracket == Bracket::Square && scan::starts_value(byte) =>
                {
                    self.value(Slot::Element(frame.node))
                }
                (found, last) => self.recover(frame, found, last),
            };
        }
        self.blanks();
        if self.pos < self.bytes.len() {
            self.text_after_root();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    /// Moves over white space and comments.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "between nearly all tokens there is nothing, one byte, or a line's end"
    )]
    fn blanks(&mut self) {
        if self.peek() == Some(b' ') {
            self.pos += 1;
        }
        if self.peek() == Some(b'\n') {
            self.pos = spaces_end(self.bytes, self.pos + 1);
        }
        if !matches!(self.peek(), Some(b'!' | b'"' | b'$'..=b'.' | b'0'..=b'~')) {
            self.some_blanks();
        }
    }

    fn some_blanks(&mut self) {
        loop {
            self.pos = scan::blank_end(self.bytes, self.pos);
            match self.peek() {
                Some(b'/' | b'#' | 0x0b | 0x0c | 0x80..) if self.odd_blank() => {}
                _ => return,
            }
        }
    }

    fn member(&mut self, object: Frame) -> Last {
        let key = self.string(Place::Key);
        self.member_value(object, &key)
    }

    /// What follows a key, however that was written.
    fn member_value(&mut self, object: Frame, key: &Quoted) -> Last {
        let slot = Slot::Member(object.node, (key.span, key.text));
        self.blanks();
        if self.peek() == Some(b':') {
            self.pos += 1;
            self.blanks();
        } else if !self.no_colon(key) {
            return self.no_value(slot);
        }
        self.value_for(slot, |reader, kind, span, text| {
            reader.add_member(object.node, (key.span, key.text), kind, span, text)
        })
    }

    fn value(&mut self, slot: Slot) -> Last {
        self.value_for(slot, |reader, kind, span, text| reader.add(slot, kind, span, text))
    }

    /// Reads a value, and has `add` put it where it goes unless it is a container.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "nearly all values are members, and their keys stay in registers"
    )]
    fn value_for(&mut self, slot: Slot, add: impl FnOnce(&mut Self, Kind, Span, TextRef) -> NodeId) -> Last {
        let start = self.pos;
        let (kind, span, text) = match self.peek() {
            Some(b'"') => {
                let string = self.string(Place::Value);
                (Kind::Text, string.span, string.text)
            }
            Some(b'{') => return self.open(slot, Bracket::Curly),
            Some(b'[') if self.bytes.get(start + 1) == Some(&b']') && self.stack.len() < MAX_DEPTH => {
                self.pos += 2;
                (Kind::Array, Span::within(start, self.pos), TextRef::default())
            }
            Some(b'[') => return self.open(slot, Bracket::Square),
            Some(byte) => {
                let (kind, end) = match byte {
                    b'-' | b'0'..=b'9' => (Kind::Number, scan::number_end(self.bytes, start)),
                    b't' => (Kind::Bool(true), scan::word_end(self.bytes, start, b"true")),
                    b'f' => (Kind::Bool(false), scan::word_end(self.bytes, start, b"false")),
                    b'n' => (Kind::Null, scan::word_end(self.bytes, start, b"null")),
                    _ => (Kind::Null, None),
                };
                let Some(end) = end else { return self.odd_value(slot) };
                let span = Span::within(start, end);
                let text = if kind == Kind::Number { self.builder.raw(span) } else { TextRef::default() };
                self.pos = end;
                (kind, span, text)
            }
            None => return self.odd_value(slot),
        };
        add(self, kind, span, text);
        self.end = self.pos;
        Last::Item
    }

    fn open(&mut self, slot: Slot, bracket: Bracket) -> Last {
        if self.stack.len() >= MAX_DEPTH {
            return self.too_deep(slot);
        }
        let open = self.pos;
        let kind = if bracket == Bracket::Curly { Kind::Object } else { Kind::Array };
        self.pos += 1;
        let node = self.add(slot, kind, Span::within(open, self.pos), TextRef::default());
        self.stack.push(Frame { node, open, keys: self.keys.len(), bracket, told: false });
        Last::Open
    }

    /// Reads the closing bracket of the innermost container.
    fn close(&mut self) -> Last {
        self.pos += 1;
        self.leave(self.pos);
        Last::Item
    }

    /// Ends the innermost container at `end`, with or without its bracket.
    fn leave(&mut self, end: usize) {
        if let Some(frame) = self.stack.pop() {
            self.builder.close(frame.node, end);
            self.duplicates(frame);
        }
        self.end = end;
    }

    fn add(&mut self, slot: Slot, kind: Kind, span: Span, text: TextRef) -> NodeId {
        match slot {
            Slot::Root => self.builder.root(kind, span, text),
            Slot::Element(array) => self.builder.element(array, kind, span, text),
            Slot::Member(object, key) => self.add_member(object, key, kind, span, text),
        }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "as the value that it adds")]
    fn add_member(
        &mut self,
        object: NodeId,
        key: (Span, TextRef),
        kind: Kind,
        span: Span,
        text: TextRef,
    ) -> NodeId {
        self.keys.push(self.builder.bytes(key.1));
        self.builder.member(object, key, kind, span, text)
    }

    /// The innermost container, or the root where there is none.
    fn container(&self) -> NodeId {
        self.stack.last().map_or(NodeId::ROOT, |frame| frame.node)
    }

    /// Skips a container beyond the depth limit; a null stands in its place.
    fn too_deep(&mut self, slot: Slot) -> Last {
        let open = self.pos;
        let bracket = Span::new(open, open + 1);
        if self.first_time() {
            let message = format!("found more than {MAX_DEPTH} containers inside one another");
            self.report_as(
                FaultKind::TooDeep,
                self.container(),
                bracket,
                message,
                Some("nest less deeply"),
                None,
            );
        }
        self.skim_group();
        self.builder.damage(self.container());
        self.add(slot, Kind::Null, Span::new(open, self.pos), TextRef::default());
        self.end = self.pos;
        Last::Item
    }
}
