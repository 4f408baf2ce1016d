//! Where a statement ends: at its line's end, or behind the bracket that closes its value. A container that was
//! never closed ends before the line that is plainly a statement of its own.

use toml_parser::Source;
use toml_parser::decoder::Encoding;
use toml_parser::lexer::{Token, TokenKind};

use super::string;

/// The end of a statement: the index behind its last token.
pub(super) struct End {
    pub(super) at: usize,
    /// A container is still open there.
    pub(super) cut: bool,
}

/// The end of the statement whose first token is at `start`.
pub(super) fn end(text: &str, tokens: &[Token], start: usize) -> End {
    match value_start(tokens, start) {
        Some(value) => end_of_container(text, tokens, value),
        None => End { at: end_of_line(tokens, start), cut: false },
    }
}

/// The index behind the next line end.
pub(super) fn end_of_line(tokens: &[Token], from: usize) -> usize {
    let newline = tokens.iter().skip(from).position(|token| token.kind() == TokenKind::Newline);
    newline.map_or(tokens.len(), |count| from + count + 1)
}

fn kind(tokens: &[Token], at: usize) -> TokenKind {
    tokens.get(at).map_or(TokenKind::Eof, Token::kind)
}

/// The opening bracket of the value, where the statement is `key = [` or `key = {`.
fn value_start(tokens: &[Token], start: usize) -> Option<usize> {
    let mut at = start;
    while is_key_part(kind(tokens, at)) {
        at += 1;
    }
    if kind(tokens, at) != TokenKind::Equals {
        return None;
    }
    while matches!(kind(tokens, at), TokenKind::Equals | TokenKind::Whitespace) {
        at += 1;
    }
    matches!(kind(tokens, at), TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket).then_some(at)
}

fn is_key_part(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Atom | TokenKind::Dot | TokenKind::Whitespace)
        || matches!(kind, TokenKind::BasicString | TokenKind::LiteralString)
        || matches!(kind, TokenKind::MlBasicString | TokenKind::MlLiteralString)
}

/// The containers that are open: one bit each, set for an inline table. Deeper ones than 128 pass for arrays.
#[derive(Default)]
struct Open {
    inline: u128,
    depth: usize,
}

impl Open {
    fn push(&mut self, inline: bool) {
        self.inline = self.inline << 1 | u128::from(inline);
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.inline >>= 1;
        self.depth -= 1;
    }

    fn in_table(&self) -> bool {
        self.inline & 1 == 1
    }
}

fn end_of_container(text: &str, tokens: &[Token], start: usize) -> End {
    let mut open = Open::default();
    let mut last = TokenKind::Equals;
    let mut on_first_line = true;
    let mut on_one_line = true;
    let mut at = start;
    loop {
        let now = kind(tokens, at);
        match now {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                open.push(now == TokenKind::LeftCurlyBracket);
                on_first_line = true;
            }
            // A bracket of the other kind closes nothing, as in the parser.
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                if open.depth > 0 && open.in_table() == (now == TokenKind::RightCurlyBracket) {
                    open.pop();
                }
                on_first_line = on_one_line;
            }
            TokenKind::Newline if open.depth == 0 => return End { at: at + 1, cut: false },
            TokenKind::Newline => {
                let unfinished =
                    matches!(last, TokenKind::Comma | TokenKind::LeftCurlyBracket | TokenKind::Equals);
                let member_follows = open.in_table() && (unfinished || !on_first_line);
                if is_header(text, tokens, at + 1) || (!member_follows && is_assignment(tokens, at + 1)) {
                    return End { at: at + 1, cut: true };
                }
                on_first_line = false;
                on_one_line = false;
            }
            TokenKind::Eof => return End { at: at + 1, cut: open.depth > 0 },
            _ => {}
        }
        if !matches!(now, TokenKind::Whitespace | TokenKind::Comment | TokenKind::Newline) {
            last = now;
        }
        at += 1;
    }
}

/// Whether the line at `at` begins with a key and `=`.
fn is_assignment(tokens: &[Token], at: usize) -> bool {
    let mut at = skip_space(tokens, at);
    loop {
        if !is_name(kind(tokens, at)) {
            return false;
        }
        at = skip_space(tokens, at + 1);
        match kind(tokens, at) {
            TokenKind::Dot => at = skip_space(tokens, at + 1),
            found => return found == TokenKind::Equals,
        }
    }
}

/// Whether the line at `at` is a header and cannot be an array: its name begins with a letter and is no keyword.
fn is_header(text: &str, tokens: &[Token], at: usize) -> bool {
    let mut at = skip_space(tokens, at);
    if kind(tokens, at) != TokenKind::LeftSquareBracket {
        return false;
    }
    at += 1;
    if kind(tokens, at) == TokenKind::LeftSquareBracket {
        at += 1;
    }
    at = skip_space(tokens, at);
    if !tokens.get(at).is_some_and(|name| is_no_value(text, name)) {
        return false;
    }
    loop {
        if !is_name(kind(tokens, at)) {
            return false;
        }
        at = skip_space(tokens, at + 1);
        match kind(tokens, at) {
            TokenKind::Dot => at = skip_space(tokens, at + 1),
            TokenKind::RightSquareBracket => break,
            _ => return false,
        }
    }
    while kind(tokens, at) == TokenKind::RightSquareBracket {
        at += 1;
    }
    at = skip_space(tokens, at);
    matches!(kind(tokens, at), TokenKind::Comment | TokenKind::Newline | TokenKind::Eof)
}

/// Whether a token is bare text that begins with a letter and is none of TOML's words.
fn is_no_value(text: &str, token: &Token) -> bool {
    let span = token.span();
    let word = text.get(span.start()..span.end()).unwrap_or_default();
    token.kind() == TokenKind::Atom
        && word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && !matches!(word, "true" | "false" | "inf" | "nan")
}

fn is_name(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString)
}

fn skip_space(tokens: &[Token], at: usize) -> usize {
    if kind(tokens, at) == TokenKind::Whitespace { at + 1 } else { at }
}

/// If the text ends inside of a multi-line string: the offset of the next line that is plainly a statement.
pub(super) fn resume(text: &str, tokens: &[Token]) -> Option<usize> {
    let last = tokens.iter().rev().find(|token| token.kind() != TokenKind::Eof)?;
    let encoding = last.kind().encoding()?;
    let span = last.span();
    let token = text.get(span.start()..span.end())?;
    if !matches!(encoding, Encoding::MlBasicString | Encoding::MlLiteralString)
        || string::is_closed(token, encoding)
    {
        return None;
    }
    let mut at = span.start();
    for line in token.split_inclusive('\n') {
        if at > span.start() {
            let tokens: Vec<Token> = Source::new(line).lex().collect();
            if is_header(line, &tokens, 0) || is_assignment(&tokens, 0) {
                return Some(at);
            }
        }
        at += line.len();
    }
    None
}
