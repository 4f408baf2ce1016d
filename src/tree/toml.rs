//! The TOML reader: the tree that JSON would give, by the text itself or the events of `toml_parser`.
//!
//! Plain statements are read straight from the text (`plain`). From the first other one on, the text is lexed once
//! and handed to the parser one statement at a time (a header or a `key = value`), so that a broken statement is one
//! error and never hides the rest. What the events do not check is checked here: which tables may be defined where
//! (`tables`), what a scalar may look like (`scalar`), and what to say (`damage`).

mod conflict;
mod damage;
mod events;
mod index;
mod number;
mod placement;
mod plain;
mod reader;
mod scalar;
mod statement;
mod string;
mod tables;
mod time;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use self::reader::Reader;
use super::{Builder, Kind, Span};

/// How often reading starts again behind a multi-line string that was never closed.
const MAX_RESUMES: usize = 8;

/// The reader's buffers, kept in the arena so that the next file needs no new ones.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    tokens: Vec<Token>,
    parts: reader::Parts,
}

/// Reads the builder's text as TOML 1.1. What is wrong with it becomes faults of the tree.
pub(super) fn read(builder: &mut Builder<'_>) {
    let source = builder.source();
    let Scratch { mut tokens, parts } = builder.take_toml_scratch();
    builder.root(Kind::Object, Span::new(0, source.len()), builder.raw(Span::default()));
    let log = damage::Log::default();
    let mut reader = Reader::new(builder, &log, parts);
    let plain = plain::read(&mut reader);
    if plain < source.len() {
        // The byte before is a line feed. With it, a U+FEFF on this line is not taken for one that begins a file.
        parse(&mut reader, &mut tokens, plain.saturating_sub(1));
    }
    let parts = reader.into_parts();
    builder.keep_toml_scratch(Scratch { tokens, parts });
}

/// Hands the text from byte `from` on to the parser.
fn parse(reader: &mut Reader<'_, '_>, tokens: &mut Vec<Token>, mut from: usize) {
    for _ in 0..MAX_RESUMES {
        tokens.clear();
        let rest = reader.source.get(from..).unwrap_or_default();
        tokens.extend(Source::new(rest).lex());
        reader.start_at(from);
        read_statements(reader, rest, tokens);
        match statement::resume(rest, tokens) {
            Some(next) => from += next,
            None => break,
        }
    }
}

fn read_statements(reader: &mut Reader<'_, '_>, text: &str, tokens: &[Token]) {
    let mut at = 0;
    let mut cut = false;
    while let Some(token) = tokens.get(at) {
        match token.kind() {
            TokenKind::Whitespace => at += 1,
            TokenKind::Newline => {
                reader.line_end(token.span());
                at += 1;
            }
            TokenKind::Comment => {
                reader.keep_comment(token.span());
                at += 1;
            }
            TokenKind::Eof => return,
            TokenKind::LeftCurlyBracket if reader.is_untouched() => {
                return reader.refuse_json(token.span());
            }
            // What closes a container that was already given up belongs to that error.
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket if cut => {
                cut = false;
                at = statement::end_of_line(tokens, at);
            }
            _ => {
                let end = statement::end(text, tokens, at);
                reader.read_statement(tokens.get(at..end.at).unwrap_or_default(), end.cut);
                cut = end.cut || (cut && token.kind() != TokenKind::LeftSquareBracket);
                at = end.at;
            }
        }
    }
}
