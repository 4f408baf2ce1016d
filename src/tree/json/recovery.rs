//! What to do where the text leaves the grammar: one fault, then on from the next place that makes sense.

use super::scan;
use super::string::Quoted;
use super::{Bracket, Frame, Kind, Last, Place, Reader, Slot, Span, TextRef};
use crate::tree::Remedy;

impl Reader<'_, '_> {
    /// Whether what is next can be the top-level value.
    pub(super) fn starts_root(&self) -> bool {
        let word = |word: &[u8]| scan::word_end(self.bytes, self.pos, word).is_some();
        match self.peek() {
            Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9') => true,
            _ => word(b"true") || word(b"false") || word(b"null"),
        }
    }

    /// Reports that there is no top-level value. The rest of the file is not read.
    pub(super) fn no_root(&mut self) {
        let all = Span::new(self.pos, self.bytes.len());
        if self.peek().is_some() {
            let message = format!("found {}, expected a JSON value", self.found(self.pos));
            self.report(self.word_span(self.pos), message, Some("begin the file with `{`"));
        } else if !self.unbalanced {
            let found = if self.builder.has_comments() { "the end of the file" } else { "an empty file" };
            let message = format!("found {found}, expected a JSON value");
            self.report(all, message, Some("begin the file with `{`"));
        }
        let root = self.add(Slot::Root, Kind::Null, all, TextRef::default());
        self.builder.damage(root);
    }

    /// Reports what stands behind the top-level value, which is not read.
    pub(super) fn text_after_root(&mut self) {
        let root = self.container();
        if !self.unbalanced {
            let message = format!(
                "found {} behind the top-level value, expected the end of the file",
                self.found(self.pos)
            );
            let last = self.text.get(..self.end).and_then(|value| value.chars().next_back());
            let start = self.end - last.map_or(0, char::len_utf8);
            let related = Some((Span::new(start, self.end), "the value ends here"));
            let span = self.word_span(self.pos);
            self.report_as(super::FaultKind::Syntax, root, span, message, None, related);
        }
        self.builder.damage(root);
    }

    /// Goes on where neither an item nor a comma nor the right bracket is next.
    pub(super) fn recover(&mut self, frame: Frame, found: Option<u8>, last: Last) -> Last {
        match (found, last) {
            (None, _) => self.end_of_file(frame),
            (Some(byte @ (b'}' | b']')), _) if byte == frame.bracket.close() => self.trailing_comma(frame),
            (Some(byte @ (b'}' | b']')), _) => self.wrong_bracket(frame, byte, last),
            (Some(b','), _) => self.extra_comma(frame, last),
            (Some(b';'), Last::Item) => self.semicolon(),
            (Some(b':'), Last::Item) => self.odd_colon(frame),
            (Some(byte), Last::Item) => self.no_comma(frame, byte),
            (Some(_), _) if frame.bracket == Bracket::Curly => self.odd_key(frame),
            (Some(_), _) => self.junk("a value", None),
        }
    }

    fn end_of_file(&mut self, frame: Frame) -> Last {
        if !self.unbalanced {
            let end = self.text.trim_end().len();
            let missing: String =
                self.stack.iter().rev().map(|frame| char::from(frame.bracket.close())).collect();
            let help = (missing.len() <= 8).then(|| format!("add `{missing}`"));
            let message = format!("found the end of the file, expected {}", frame.bracket.expected());
            self.report_open(Span::new(end, end), message, help.as_deref(), frame);
        }
        while !self.stack.is_empty() {
            self.leave(self.bytes.len());
        }
        Last::Item
    }

    fn trailing_comma(&mut self, frame: Frame) -> Last {
        let (item, close) = (frame.bracket.item(), frame.bracket.expected());
        let message = format!("found `,` behind the last {item}, expected {close}");
        let comma = Span::new(self.comma, self.comma + 1);
        self.report_mendable(comma, message, "remove the comma", Remedy::DropComma);
        self.close()
    }

    fn extra_comma(&mut self, frame: Frame, last: Last) -> Last {
        let expected = if frame.bracket == Bracket::Curly { "a key" } else { "a value" };
        self.report(
            self.char_span(self.pos),
            format!("found `,`, expected {expected}"),
            Some("remove the comma"),
        );
        while self.peek() == Some(b',') {
            self.pos += 1;
            self.blanks();
        }
        last
    }

    fn semicolon(&mut self) -> Last {
        self.report(self.char_span(self.pos), "found `;`, expected `,`", Some("write `,`"));
        self.pos += 1;
        Last::Open
    }

    /// A closing bracket of the wrong kind: it ends all containers up to its own kind, or it stands for the right
    /// one, or it is one too many. What follows it decides.
    fn wrong_bracket(&mut self, frame: Frame, found: u8, last: Last) -> Last {
        let at = self.pos;
        let depth = self.stack.len();
        let next = self.bytes.get(scan::blank_end(self.bytes, at + 1)).copied();
        let fits = |left: usize| match (left.checked_sub(1).and_then(|top| self.stack.get(top)), next) {
            (Some(around), Some(next)) => next == b',' || next == around.bracket.close(),
            (around, next) => around.is_none() && next.is_none(),
        };
        let own = self.stack.iter().rposition(|frame| frame.bracket.close() == found);
        let left = match own {
            Some(own) if fits(own) => own,
            _ if fits(depth - 1) => depth - 1,
            own => own.unwrap_or(depth),
        };
        let expected = frame.bracket.expected();
        let message = format!("found `{}`, expected {expected}", char::from(found));
        let help = match depth - left {
            0 => "remove the bracket".to_owned(),
            1 => format!("write {expected}"),
            _ => format!("add {expected} before it"),
        };
        if left < depth || !self.unbalanced {
            self.report_open(self.char_span(at), message, Some(&help), frame);
        }
        self.unbalanced = true;
        self.pos = at + 1;
        while self.stack.len() > left {
            self.leave(if self.stack.len() == left + 1 { self.pos } else { at });
        }
        if left < depth { Last::Item } else { last }
    }

    /// A colon behind a complete item.
    fn odd_colon(&mut self, frame: Frame) -> Last {
        if frame.bracket == Bracket::Square {
            if self.first_time() {
                let help = "write names with values in `{` and `}`";
                self.report(
                    self.char_span(self.pos),
                    "found `:` in an array, expected `,` or `]`",
                    Some(help),
                );
            }
            self.builder.damage(frame.node);
            self.pos += 1;
            return Last::Open;
        }
        // What was taken for a value on a line of its own is the next key: the value before it is missing.
        if let Some(child) = self.builder.last_child(frame.node)
            && self.builder.kind(child) == Kind::Text
            && let key = self.builder.key_span(child)
            && let between = self.text.get(key.end as usize..self.end).unwrap_or_default()
            && let Some(line) = between.split(['\n', '\r']).next_back()
            && line.len() < between.len()
            && line.trim_start().starts_with('"')
        {
            self.report(key, "found a key without a value, expected one behind `:`", None);
            self.builder.damage(frame.node);
            let (span, text) = self.builder.retract(child);
            return self.member_value(frame, &Quoted { span, text, cut: false });
        }
        self.junk("`,` or `}`", None)
    }

    /// An item without a comma before it, or text that is no item.
    fn no_comma(&mut self, frame: Frame, found: u8) -> Last {
        let at = self.pos;
        let glued = self.end == at && found != b'"' && self.bytes.get(at.wrapping_sub(1)) == Some(&b'"');
        let curly = frame.bracket == Bracket::Curly;
        let is_item = if curly { self.key_ahead(at) } else { !glued && scan::starts_value(found) };
        if self.end == at && self.ends_string(at) {
            self.report(
                self.char_span(at),
                "found `\"` behind a value without an opening quote",
                Some("remove the `\"`"),
            );
            self.pos = at + 1;
            self.end = self.pos;
            return Last::Item;
        }
        if !is_item {
            let help = glued.then_some("write `\\\"` for a quote inside a string");
            return self.junk(if curly { "`,` or `}`" } else { "`,` or `]`" }, help);
        }
        if glued {
            // A quote between the two is missing: one fault, at the key, and the value before it is wrong.
            self.builder.damage(frame.node);
        } else if self.forgiven != self.end {
            let (item, next) = (frame.bracket.item(), if curly { "key" } else { "value" });
            let message = format!("found the next {next}, expected `,` between two {item}s");
            self.report_mendable(Span::new(self.end, self.end), message, "add `,`", Remedy::AddComma);
        }
        match (curly, found) {
            (true, b'"') => self.member(frame),
            (true, _) => self.odd_key(frame),
            (false, _) => self.value(Slot::Element(frame.node)),
        }
    }

    /// A key that is not in double quotes, or no key at all.
    fn odd_key(&mut self, frame: Frame) -> Last {
        if !self.key_ahead(self.pos) {
            return self.junk("a key in double quotes", None);
        }
        let key = if self.peek() == Some(b'\'') { self.single_quoted(Place::Key) } else { self.bare_key() };
        self.member_value(frame, &key)
    }

    /// Reports that no colon follows a key. True where a value follows all the same.
    pub(super) fn no_colon(&mut self, key: &Quoted) -> bool {
        let at = self.pos;
        if key.cut {
            return false;
        }
        match self.peek() {
            None => false,
            Some(b'=') => {
                self.report(self.char_span(at), "found `=`, expected `:`", Some("write `:`"));
                self.pos += if self.bytes.get(at + 1) == Some(&b'>') { 2 } else { 1 };
                self.blanks();
                true
            }
            Some(byte) if matches!(byte, b',' | b'}' | b']') || (byte == b'"' && self.key_ahead(at)) => {
                self.report(key.span, "found a key without a value, expected `:` and a value", None);
                false
            }
            _ if self.starts_root() => {
                let end = key.span.end as usize;
                let message = format!("found {}, expected `:` between key and value", self.found(at));
                self.report(Span::new(end, end), message, Some("add `:`"));
                true
            }
            _ => {
                self.junk("`:`", None);
                false
            }
        }
    }

    /// Puts a null where a value is missing. The reason has been told.
    pub(super) fn no_value(&mut self, slot: Slot) -> Last {
        let at = if let Slot::Member(_, (key, _)) = slot { key.end as usize } else { self.pos };
        self.add(slot, Kind::Null, Span::new(at, at), TextRef::default());
        self.builder.damage(self.container());
        self.end = self.pos;
        self.forgiven = self.pos;
        Last::Item
    }

    /// Skips text that cannot be read, with a fault unless it may follow from the one before.
    pub(super) fn junk(&mut self, expected: &str, help: Option<&str>) -> Last {
        if self.forgiven != self.end {
            let message = format!("found {}, expected {expected}", self.found(self.pos));
            self.report(self.word_span(self.pos), message, help);
        }
        self.skim_item();
        self.builder.damage(self.container());
        self.end = self.pos;
        self.forgiven = self.pos;
        Last::Item
    }
}
