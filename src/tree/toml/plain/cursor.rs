//! Where the parts of plain TOML end. Whatever is not plain is None.

use crate::tree::Span;
use crate::tree::scan::{spaces_end, stop};
use crate::tree::toml::scalar::is_bare;

/// A place in the text that moves on with what is taken.
pub(super) struct Cursor<'s> {
    text: &'s str,
    at: usize,
}

/// One part of a key: its span as written, and that of its text, without the quotes.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) span: Span,
    pub(super) text: Span,
}

/// A string: up to where it goes, and whether its text is what stands between the quotes.
pub(super) struct Quoted {
    pub(super) end: usize,
    pub(super) literally: bool,
}

impl<'s> Cursor<'s> {
    /// Begins at the start of a text.
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte of the text where it is.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn text(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    /// Takes this byte.
    #[inline]
    pub(super) fn eat(&mut self, wanted: u8) -> Option<()> {
        (self.peek() == Some(wanted)).then(|| self.at += 1)
    }

    /// Takes this text.
    #[inline]
    pub(super) fn eat_all(&mut self, wanted: &str) -> Option<()> {
        let is_next =
            self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(wanted.as_bytes()));
        is_next.then(|| self.at += wanted.len())
    }

    /// Takes everything up to a byte of the text.
    pub(super) fn take_to(&mut self, end: usize) -> Span {
        let span = Span::within(self.at, end);
        self.at = end;
        span
    }

    /// Takes spaces and tabs.
    #[inline]
    pub(super) fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at = spaces_end(self.text.as_bytes(), self.at + 1);
        }
    }

    /// Takes the comment that begins here. None where it holds what it must not.
    pub(super) fn comment(&mut self) -> Option<Span> {
        let mut end = stop::<0x7f, 0x7f, 0x7f>(self.text.as_bytes(), self.at);
        while self.byte(end) == Some(b'\t') {
            end = stop::<0x7f, 0x7f, 0x7f>(self.text.as_bytes(), end + 1);
        }
        let span = self.take_to(end);
        matches!(self.peek(), None | Some(b'\n' | b'\r')).then_some(span)
    }

    /// Takes a line's end or stands at that of the text.
    #[inline]
    pub(super) fn line_end(&mut self) -> Option<()> {
        match self.peek() {
            None => Some(()),
            Some(b'\n') => self.eat(b'\n'),
            Some(_) => self.eat_all("\r\n"),
        }
    }

    /// Takes one part of a key.
    #[inline]
    pub(super) fn name(&mut self) -> Option<Name> {
        if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            let Quoted { end, literally: true } = self.quoted(quote)? else { return None };
            let span = self.take_to(end);
            return Some(Name { span, text: inside(span) });
        }
        let span = self.take_to(self.end_of(BARE));
        (span.end > span.start).then_some(Name { span, text: span })
    }

    /// A string on one line that begins here with this quote.
    #[inline]
    pub(super) fn quoted(&self, quote: u8) -> Option<Quoted> {
        let bytes = self.text.as_bytes();
        let next = |at| match quote {
            b'"' => stop::<b'"', b'\\', 0x7f>(bytes, at),
            _ => stop::<b'\'', b'\'', 0x7f>(bytes, at),
        };
        let mut end = next(self.at + 1);
        let mut literally = true;
        loop {
            match self.byte(end)? {
                // Two quotes and a third one are the beginning of a string of many lines.
                found if found == quote => {
                    let many = end == self.at + 1 && self.byte(end + 1) == Some(quote);
                    return (!many).then_some(Quoted { end: end + 1, literally });
                }
                b'\\' => {
                    literally = false;
                    end = next(end + 2);
                }
                b'\t' => end = next(end + 1),
                _ => return None,
            }
        }
    }

    /// Where the string of many lines ends that begins here with three of these quotes.
    pub(super) fn quoted_lines(&self, quote: u8) -> Option<usize> {
        let triple = [quote; 3];
        let bytes = self.text.as_bytes();
        bytes.get(self.at..)?.strip_prefix(&triple)?;
        let mut end = self.at + 3;
        loop {
            if bytes.get(end..)?.starts_with(&triple) {
                break;
            }
            let escape = quote == b'"' && self.byte(end)? == b'\\';
            end += if escape { 2 } else { 1 };
        }
        // Up to two quotes may stand right before the closing ones.
        let more = bytes.get(end + 3..)?.iter().take(2).take_while(|&&byte| byte == quote).count();
        Some(end + 3 + more)
    }

    /// Where the number, date or word ends that begins here.
    #[inline]
    pub(super) fn word_end(&self) -> usize {
        self.end_of(BARE | WORD)
    }

    /// Where the run of bytes of these classes ends that begins here.
    #[inline]
    fn end_of(&self, classes: u8) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| CLASSES[usize::from(byte)] & classes == 0);
        self.at + length.unwrap_or(rest.len())
    }
}

/// The span between the quotes.
pub(super) fn inside(quoted: Span) -> Span {
    Span { start: quoted.start + 1, end: quoted.end - 1 }
}

/// What a key without quotes is made of.
const BARE: u8 = 1;
/// What numbers, dates and words are made of beyond that.
const WORD: u8 = 2;

/// The class of every byte.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        if is_bare(byte) {
            classes[byte as usize] = BARE;
        } else if matches!(byte, b'+' | b'.' | b':') {
            classes[byte as usize] = WORD;
        }
        byte += 1;
    }
    classes
};
