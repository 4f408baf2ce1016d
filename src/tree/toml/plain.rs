//! Plain statements, read straight from the text: nearly all there are. What is not plain, be it an error or only
//! rare, is left to the parser with everything behind it, so that nothing is judged here: a text is read here only
//! where it can mean one thing.

mod cursor;
mod value;

use super::reader::Reader;
use super::tables::Segment;
use crate::tree::builder::TextRef;
use crate::tree::{Builder, Kind, MAX_DEPTH, Span};

use self::cursor::Cursor;

/// A step of a statement whose value is an array or an inline table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Key(Segment),
    Value(Scalar),
    Open { bracket: Span, inline: bool },
    Close { bracket: Span },
    Comment(Span),
}

/// A value that holds no others: what it is, where, and its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar {
    kind: Kind,
    span: Span,
    text: TextRef,
}

/// What a line begins with.
enum Statement {
    Nothing,
    Header {
        span: Span,
        array: bool,
    },
    Scalar(Scalar),
    /// `[]`
    EmptyArray {
        span: Span,
        depth: usize,
    },
    /// Its steps are those that were noted.
    Container,
}

/// Reads lines from the start of the text up to the first one that is not plain. Gives the byte where that one
/// begins, which is the length of the text if there is none.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> usize {
    let mut steps = std::mem::take(&mut reader.parts.steps);
    let mut cursor = Cursor::new(reader.source);
    let mut line = 0;
    while cursor.peek().is_some() && read_line(reader, &mut cursor, &mut steps).is_some() {
        line = cursor.at();
    }
    reader.parts.steps = steps;
    line
}

/// Reads a line, or as many as its statement takes. None where it is not plain: the tree is as it was then.
fn read_line(reader: &mut Reader<'_, '_>, cursor: &mut Cursor<'_>, steps: &mut Vec<Step>) -> Option<()> {
    cursor.skip_blanks();
    let statement = match cursor.peek() {
        None | Some(b'#' | b'\n' | b'\r') => Statement::Nothing,
        Some(b'[') => header(reader, cursor)?,
        Some(b'{') => return None, // JSON, maybe, if nothing was read before
        Some(_) => assignment(reader, cursor, steps)?,
    };
    let comment = if cursor.eat(b'\n').is_some() { Span::default() } else { line_end(cursor)? };
    match statement {
        Statement::Nothing => {}
        Statement::Header { span, array } => reader.enter(span, array),
        Statement::Scalar(Scalar { kind, span, text }) => {
            reader.put_plain(kind, span, text);
        }
        Statement::EmptyArray { span, depth } => reader.put_empty_array(span, depth),
        Statement::Container => {
            steps.drain(..).for_each(|step| take(reader, step));
        }
    }
    if comment.start < comment.end {
        reader.builder.comment(comment);
    }
    Some(())
}

/// Takes blanks, a comment and the line's end. Gives the comment; empty where there is none.
fn line_end(cursor: &mut Cursor<'_>) -> Option<Span> {
    cursor.skip_blanks();
    let comment = if cursor.peek() == Some(b'#') { cursor.comment()? } else { Span::default() };
    cursor.line_end()?;
    Some(comment)
}

/// `[a.b]` or `[[a.b]]`. Its key becomes the reader's path.
fn header(reader: &mut Reader<'_, '_>, cursor: &mut Cursor<'_>) -> Option<Statement> {
    reader.begin();
    let start = cursor.at();
    cursor.eat(b'[')?;
    let array = cursor.eat(b'[').is_some();
    key(reader.builder, cursor, |part| reader.parts.path.push(part))?;
    cursor.eat(b']')?;
    if array {
        cursor.eat(b']')?;
    }
    Some(Statement::Header { span: Span::new(start, cursor.at()), array })
}

/// `a.b = value`. Its key becomes the reader's path.
fn assignment(
    reader: &mut Reader<'_, '_>,
    cursor: &mut Cursor<'_>,
    steps: &mut Vec<Step>,
) -> Option<Statement> {
    reader.begin();
    let first = part(reader.builder, cursor)?;
    reader.parts.path.push(first);
    if cursor.eat_all(" = ").is_none() {
        parts(reader.builder, cursor, |part| reader.parts.path.push(part))?;
        cursor.eat(b'=')?;
    }
    cursor.skip_blanks();
    if let Some(b'[' | b'{') = cursor.peek() {
        let depth = reader.next_depth();
        if depth <= MAX_DEPTH && cursor.eat_all("[]").is_some() {
            return Some(Statement::EmptyArray { span: Span::new(cursor.at() - 2, cursor.at()), depth });
        }
        steps.clear();
        value::container(reader.builder, cursor, steps, depth)?;
        return Some(Statement::Container);
    }
    value::scalar(reader.builder, cursor).map(Statement::Scalar)
}

/// Takes a key and the blanks around its parts.
fn key(builder: &Builder<'_>, cursor: &mut Cursor<'_>, mut note: impl FnMut(Segment)) -> Option<()> {
    cursor.skip_blanks();
    note(part(builder, cursor)?);
    parts(builder, cursor, note)
}

/// Takes what follows the first part of a key, up to the blanks behind the last one.
fn parts(builder: &Builder<'_>, cursor: &mut Cursor<'_>, mut note: impl FnMut(Segment)) -> Option<()> {
    cursor.skip_blanks();
    while cursor.eat(b'.').is_some() {
        cursor.skip_blanks();
        note(part(builder, cursor)?);
        cursor.skip_blanks();
    }
    Some(())
}

#[inline]
fn part(builder: &Builder<'_>, cursor: &mut Cursor<'_>) -> Option<Segment> {
    let name = cursor.name()?;
    Some(Segment { span: name.span, text: builder.raw(name.text) })
}

fn take(reader: &mut Reader<'_, '_>, step: Step) {
    match step {
        Step::Key(part) => reader.parts.path.push(part),
        Step::Value(Scalar { kind, span, text }) => {
            reader.put(kind, span, text);
        }
        Step::Open { bracket, inline } => {
            reader.open(bracket, inline);
        }
        Step::Close { bracket } => reader.close(bracket),
        Step::Comment(span) => reader.builder.comment(span),
    }
}
