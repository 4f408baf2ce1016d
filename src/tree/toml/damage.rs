//! What to say about a broken statement: the parser's errors in our words, with what to type instead.

use std::borrow::Cow;
use std::cell::Cell;

use toml_parser::{ErrorSink, ParseError};

use crate::tree::Span;

/// How much of the file an error takes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// One value or one name; what follows on later lines of the statement is read as usual.
    Value,
    /// The rest of the statement: what else the parser says about it follows from this.
    Statement,
}

/// A syntax error, before it becomes a fault of a node.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) message: Cow<'static, str>,
    pub(super) help: Option<String>,
    pub(super) related: Option<(Span, &'static str)>,
    pub(super) reach: Reach,
}

impl Problem {
    /// An error of one value.
    pub(super) fn value(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { span, message: message.into(), help: None, related: None, reach: Reach::Value }
    }

    /// An error behind which the statement cannot be trusted.
    pub(super) fn statement(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { reach: Reach::Statement, ..Self::value(span, message) }
    }

    /// Adds what to type instead.
    pub(super) fn help(self, help: String) -> Self {
        Self { help: Some(help), ..self }
    }

    fn opened_at(self, bracket: Span) -> Self {
        Self { related: Some((bracket, "opened here")), ..self }
    }

    /// A value that should stand at `span` and does not.
    pub(super) fn missing_value(source: &str, span: Span) -> Self {
        Self::value(span, format!("a value is missing before {}", Found::at(source, span)))
            .help("write a value behind `=`; an empty string is `\"\"`".to_owned())
    }

    /// A key, or a part of one, that should stand at `span` and does not.
    pub(super) fn missing_key(source: &str, span: Span) -> Self {
        Self::statement(here(source, span), format!("a name is missing before {}", Found::at(source, span)))
    }

    /// `[key = value]`.
    pub(super) fn key_in_array(span: Span) -> Self {
        Self::statement(span, "an array holds values without keys")
            .help("close the array with `]`, or use `{` and `}`".to_owned())
    }

    /// `key: value`.
    pub(super) fn colon(span: Span) -> Self {
        Self::statement(span, "TOML writes `=` between key and value, not `:`").help("write `=`".to_owned())
    }
}

/// Where the parser leaves its errors: the first one since it was last emptied, the rest follows from that.
#[derive(Default)]
pub(super) struct Log {
    waiting: Cell<bool>,
    first: Cell<Option<ParseError>>,
}

impl Log {
    /// Whether there is an error to take.
    #[inline]
    pub(super) fn has_error(&self) -> bool {
        self.waiting.get()
    }

    /// Takes the error out, if there is one.
    pub(super) fn take(&self) -> Option<ParseError> {
        self.waiting.set(false);
        self.first.take()
    }
}

impl ErrorSink for &Log {
    fn report_error(&mut self, error: ParseError) {
        if !self.waiting.replace(true) {
            self.first.set(Some(error));
        }
    }
}

/// What stands at a place, in words that quote no text.
struct Found(Option<char>);

impl Found {
    fn at(source: &str, span: Span) -> Self {
        Self(source.get(span.start as usize..).and_then(|rest| rest.chars().next()))
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            None => out.write_str("the end of the file"),
            Some('\n' | '\r') => out.write_str("the end of the line"),
            Some('"' | '\'') => out.write_str("a string"),
            Some('#') => out.write_str("a comment"),
            Some(sign @ ('=' | ',' | '.' | ':' | '[' | ']' | '{' | '}')) => write!(out, "`{sign}`"),
            Some(_) => out.write_str("this text"),
        }
    }
}

/// The character at an empty span, to have something to underline; nothing at the end of a line.
fn here(source: &str, span: Span) -> Span {
    let next = source.get(span.start as usize..).and_then(|rest| rest.chars().next());
    let width = next.filter(|next| !matches!(next, '\n' | '\r')).map_or(0, char::len_utf8);
    Span::new(span.start as usize, span.start as usize + width)
}

/// The rest of the line from `span` on.
fn rest_of_line(source: &str, span: Span) -> &str {
    let rest = source.get(span.start as usize..).unwrap_or_default();
    rest.split(['\n', '\r']).next().unwrap_or_default()
}

/// Puts an error of the parser into our words. Its spans count from byte `base` of `source`.
pub(super) fn explain(error: &ParseError, source: &str, base: usize) -> Problem {
    let place = |span: toml_parser::Span| Span::new(base + span.start(), base + span.end());
    let context = error.context().map(place).unwrap_or_default();
    let span = error.unexpected().map_or(context, place);
    let place = here(source, span);
    let found = Found::at(source, span);
    match error.description() {
        "unclosed table" | "unclosed array table" => unclosed_header(source, span, context),
        "key with no value" | "missing value for key" | "missing assignment between key-value pairs" => {
            no_assignment(source, span)
        }
        "unexpected key or value" => garbage(source, span),
        "extra `=`" => Problem::statement(place, "one `=` is enough").help("remove this one".to_owned()),
        "missing inline table opening" | "missing array opening" | "missing table open" => {
            Problem::statement(place, format!("{found} closes nothing"))
        }
        "invalid key-value pair" => {
            Problem::statement(place, format!("a statement cannot begin with {found}"))
                .help("write `key = value` or `[table]`".to_owned())
        }
        "extra comma in array" | "extra comma in inline table" => {
            Problem::statement(place, "nothing stands before this comma").help("remove the comma".to_owned())
        }
        "missing comma between array elements" => {
            Problem::statement(place, format!("a comma is missing between two elements, before {found}"))
                .help("write `,` between them".to_owned())
        }
        "missing comma between key-value pairs" => {
            Problem::statement(place, format!("a comma is missing between two members, before {found}"))
                .help("write `,` between them".to_owned())
        }
        "unexpected `=` in array" => Problem::key_in_array(place),
        "unclosed array" => Problem::statement(place, "this array is not closed")
            .opened_at(context)
            .help("close it with `]`".to_owned()),
        "unclosed inline table" => Problem::statement(place, "this inline table is not closed")
            .opened_at(context)
            .help("close it with `}`".to_owned()),
        "missing key for inline table element" => Problem::statement(
            place,
            format!("a member of an inline table begins with its key, not with {found}"),
        ),
        _ => Problem::statement(place, format!("{found} cannot stand here")),
    }
}

fn unclosed_header(source: &str, span: Span, context: Span) -> Problem {
    let rest = rest_of_line(source, span).trim_start_matches([' ', '\t']);
    let opened = Span { start: context.start, end: context.start + 1 };
    let closing = if source.get(context.range()).unwrap_or_default().starts_with("[[") { "]]" } else { "]" };
    let message = format!("the header is not closed with `{closing}`");
    let problem = Problem::statement(here(source, span), message).opened_at(opened);
    if rest.is_empty() || rest.starts_with('#') {
        return problem.help(format!("write `{closing}` at its end"));
    }
    problem
        .help("a name with other characters than ASCII letters, digits, `-` and `_` needs quotes".to_owned())
}

fn no_assignment(source: &str, span: Span) -> Problem {
    let rest = rest_of_line(source, span);
    let ahead = source.get(..span.start as usize).unwrap_or_default().trim_end_matches([' ', '\t']);
    if rest.starts_with(':') {
        return Problem::colon(here(source, span));
    }
    if rest.is_empty() || rest.starts_with('#') {
        // The key's end is where `=` belongs, not the end of the spaces behind it.
        let end = ahead.len();
        return Problem::statement(Span::new(end, end), "this key has no value")
            .help("write `key = value`, or `#` before a comment".to_owned());
    }
    let problem = Problem::statement(here(source, span), "`=` is missing between key and value");
    if rest.starts_with('[') {
        return problem.help("a key with brackets needs quotes; an element cannot be assigned".to_owned());
    }
    let help =
        if rest.contains('=') { "put a key with spaces into quotes" } else { "write `=` between them" };
    problem.help(help.to_owned())
}

fn garbage(source: &str, span: Span) -> Problem {
    let place = here(source, span);
    let found = Found::at(source, span);
    match found.0 {
        Some(',') => {
            let more = rest_of_line(source, span).trim_matches([',', ' ', '\t']);
            let alone = more.is_empty() || more.starts_with('#');
            let help =
                if alone { "remove the comma" } else { "put several values into an array: `[…, …]`" };
            Problem::statement(place, "a statement ends with its line, not with a comma")
                .help(help.to_owned())
        }
        Some(']' | '}') => Problem::statement(place, format!("{found} closes nothing"))
            .help("remove it, or write the bracket that opens it".to_owned()),
        _ => Problem::statement(place, format!("the statement is complete here, and {found} follows"))
            .help("put the next statement on a line of its own, and a comment behind `#`".to_owned()),
    }
}
