//! Plain statements, read straight from the text: nearly all there are. What is not plain, be it an error or only
//! rare, is left to the parser with everything behind it, so that nothing is judged here: a text is read here only
//! where it can mean one thing.

mod scan;
mod value;

use super::reader::Reader;
use super::tables::Segment;
use crate::tree::builder::TextRef;
use crate::tree::{Builder, Kind, Span};

use self::scan::Scan;

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
    /// Its steps are those that were noted.
    Container,
}

/// Reads lines from the start of the text up to the first one that is not plain. Gives the byte where that one
/// begins, which is the length of the text if there is none.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> usize {
    let mut steps = std::mem::take(&mut reader.parts.steps);
    let mut scan = Scan::new(reader.source);
    let mut line = 0;
    while scan.peek().is_some() && read_line(reader, &mut scan, &mut steps).is_some() {
        line = scan.at();
    }
    reader.parts.steps = steps;
    line
}

/// Reads a line, or as many as its statement takes. None where it is not plain: nothing has been read then.
fn read_line(reader: &mut Reader<'_, '_>, scan: &mut Scan<'_>, steps: &mut Vec<Step>) -> Option<()> {
    scan.skip_blanks();
    let statement = match scan.peek() {
        None | Some(b'#' | b'\n' | b'\r') => Statement::Nothing,
        Some(b'[') => header(reader, scan)?,
        Some(b'{') => return None, // JSON, maybe, if nothing was read before
        Some(_) => assignment(reader, scan, steps)?,
    };
    scan.skip_blanks();
    let comment = scan.comment()?;
    scan.line_end()?;
    match statement {
        Statement::Nothing => {}
        Statement::Header { span, array } => reader.enter(span, array),
        Statement::Scalar(Scalar { kind, span, text }) => {
            reader.put(kind, span, text);
        }
        Statement::Container => {
            steps.drain(..).for_each(|step| take(reader, step));
        }
    }
    if let Some(span) = comment {
        reader.builder.comment(span);
    }
    Some(())
}

/// `[a.b]` or `[[a.b]]`. Its key becomes the reader's path.
fn header(reader: &mut Reader<'_, '_>, scan: &mut Scan<'_>) -> Option<Statement> {
    reader.begin();
    let start = scan.at();
    scan.eat(b'[')?;
    let array = scan.eat(b'[').is_some();
    key(reader.builder, scan, |part| reader.parts.path.push(part))?;
    scan.eat(b']')?;
    if array {
        scan.eat(b']')?;
    }
    Some(Statement::Header { span: Span::new(start, scan.at()), array })
}

/// `a.b = value`. Its key becomes the reader's path.
fn assignment(reader: &mut Reader<'_, '_>, scan: &mut Scan<'_>, steps: &mut Vec<Step>) -> Option<Statement> {
    reader.begin();
    key(reader.builder, scan, |part| reader.parts.path.push(part))?;
    scan.eat(b'=')?;
    scan.skip_blanks();
    if let Some(b'[' | b'{') = scan.peek() {
        steps.clear();
        let depth = reader.next_depth();
        value::container(reader.builder, scan, steps, depth)?;
        return Some(Statement::Container);
    }
    value::scalar(reader.builder, scan).map(Statement::Scalar)
}

/// Takes a key and the blanks around its parts.
fn key(builder: &Builder<'_>, scan: &mut Scan<'_>, mut note: impl FnMut(Segment)) -> Option<()> {
    loop {
        scan.skip_blanks();
        let name = scan.name()?;
        note(Segment { span: name.span, text: builder.raw(name.text) });
        scan.skip_blanks();
        if scan.eat(b'.').is_none() {
            return Some(());
        }
    }
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
