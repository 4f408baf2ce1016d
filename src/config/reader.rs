//! Reads typed values out of a TOML document and collects what is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::{ConfigFault, Placed};
use crate::suggest::suggest;
use crate::tree::Span;

/// More mistakes than this are counted, not listed.
const LIMIT: usize = 100;

/// The parser's words for a key that is set twice: a mistake that damages nothing.
const DUPLICATE_KEY: &str = "duplicate key";

/// Collects mistakes.
pub(super) struct Reader {
    faults: Vec<ConfigFault>,
    /// Where the syntax is damaged for the first time.
    damage: Option<usize>,
    unlisted: usize,
}

/// An entry of a table: its key, its value.
pub(super) type Entry<'d> = (Placed<&'d str>, &'d Spanned<DeValue<'d>>);

impl Reader {
    pub(super) fn new(text: &str, mut errors: Vec<Error>) -> Self {
        errors.sort_by_key(|error| error.span().map_or(text.len(), |span| span.start));
        let mut reader = Self { faults: Vec::new(), damage: None, unlisted: 0 };
        let (mut line, mut counted) = (1, 0);
        let mut lines: [(usize, Vec<String>); 2] = Default::default();
        for error in errors {
            let span = error.span().unwrap_or(text.len()..text.len());
            line += text.get(counted..span.start).map_or(0, |between| between.matches('\n').count());
            counted = counted.max(span.start);
            let message = wording(text, &error, &span);
            if lines[1].0 != line {
                lines.swap(0, 1);
                lines[1] = (line, Vec::new());
            }
            // One mistake makes the parser stumble several times: on one line, or with the same words on every line that
            // follows. The first time is the one that helps.
            let [(before, said_before), (_, said)] = &lines;
            let is_echo = !said.is_empty() || (before + 1 == line && said_before.contains(&message));
            if !is_echo {
                if !message.starts_with(DUPLICATE_KEY) {
                    reader.damage.get_or_insert(span.start);
                }
                reader.push(&span, message.clone(), None);
            }
            lines[1].1.push(message);
        }
        reader
    }

    /// The mistakes in the order of their places.
    pub(super) fn finish(mut self) -> Vec<ConfigFault> {
        self.faults.sort_by_key(|fault| fault.span);
        if let Some(last) = self.faults.last().filter(|_| self.unlisted > 0) {
            let message = format!("{} more mistakes are not listed", self.unlisted);
            self.faults.push(ConfigFault { span: last.span, message, help: None });
        }
        self.faults
    }

    /// Notes a mistake, unless the text before it is damaged.
    pub(super) fn fault(&mut self, span: &Range<usize>, message: impl Into<String>, help: Option<String>) {
        // What the parser made up in place of something damaged is empty or ends there.
        if self.damage.is_none_or(|damage| !span.is_empty() && span.end < damage) {
            self.push(span, message.into(), help);
        }
    }

    /// Notes that something is missing, unless it may have been lost to damage.
    pub(super) fn missing(&mut self, span: &Range<usize>, message: impl Into<String>, help: &str) {
        if self.damage.is_none() {
            self.push(span, message.into(), Some(help.to_owned()));
        }
    }

    fn push(&mut self, span: &Range<usize>, message: String, help: Option<String>) {
        if self.faults.len() < LIMIT {
            self.faults.push(ConfigFault { span: Span::new(span.start, span.end), message, help });
        } else {
            self.unlisted += 1;
        }
    }

    /// Notes an unknown name, with the known one that is meant or with all of them.
    pub(super) fn unknown(&mut self, span: &Range<usize>, what: &str, name: &str, known: &[&str]) {
        let shown = shorten(name);
        let help = if self.faults.len() >= LIMIT {
            None
        } else if let Some(meant) = suggest(name, known.iter().copied()) {
            Some(format!("did you mean `{meant}`?"))
        } else {
            (known.len() <= 8).then(|| format!("known: {}", known.join(", ")))
        };
        self.fault(span, format!("unknown {what} `{shown}`"), help);
    }

    /// The entries of a table in the order of the file.
    pub(super) fn entries<'d>(table: &'d DeTable<'d>) -> Vec<Entry<'d>> {
        let placed =
            |key: &'d Spanned<_>| Placed::<&'d str> { value: text_of(key), span: span_of(&key.span()) };
        let mut entries: Vec<Entry<'d>> = table.iter().map(|(key, value)| (placed(key), value)).collect();
        entries.sort_by_key(|(key, _)| key.span);
        entries
    }

    /// A string; `what` begins a sentence about it, and `example` is what a right entry looks like.
    pub(super) fn string(
        &mut self,
        what: &str,
        value: &Spanned<DeValue<'_>>,
        example: &str,
    ) -> Option<Placed<String>> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(Placed { value: text.clone().into_owned(), span: span_of(&value.span()) });
        }
        self.wrong_type(what, value, "a string", example);
        None
    }

    /// A list of strings.
    pub(super) fn strings(
        &mut self,
        what: &str,
        value: &Spanned<DeValue<'_>>,
        example: &str,
    ) -> Option<Vec<Placed<String>>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(what, value, "a list of strings", example);
            return None;
        };
        let entry = format!("an entry of {what}");
        Some(items.iter().filter_map(|item| self.string(&entry, item, example)).collect())
    }

    /// A table.
    pub(super) fn table<'d>(
        &mut self,
        what: &str,
        value: &'d Spanned<DeValue<'d>>,
        example: &str,
    ) -> Option<&'d DeTable<'d>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(what, value, "a table", example);
        }
        table
    }

    /// A list of tables, each with the place of its header (or of its braces).
    pub(super) fn tables<'d>(
        &mut self,
        what: &str,
        value: &'d Spanned<DeValue<'d>>,
        example: &str,
    ) -> Vec<(&'d DeTable<'d>, Range<usize>)> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(what, value, "a list of tables", example);
            return Vec::new();
        };
        items.iter().filter_map(|item| Some((self.table(what, item, example)?, item.span()))).collect()
    }

    fn wrong_type(&mut self, what: &str, value: &Spanned<DeValue<'_>>, expected: &str, example: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(
            &value.span(),
            format!("{what} is {expected}, not {found}"),
            Some(format!("write `{example}`")),
        );
    }
}

pub(super) fn span_of(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// The name as a message shows it: at most 64 characters, nothing invisible.
pub(super) fn shorten(name: &str) -> String {
    let cut = name.char_indices().nth(64).map_or(name, |(end, _)| name.get(..end).unwrap_or(name));
    let dots = if cut.len() < name.len() { "…" } else { "" };
    format!("{}{dots}", crate::discover::visible(cut))
}

fn text_of<'d>(key: &'d Spanned<std::borrow::Cow<'d, str>>) -> &'d str {
    key.get_ref()
}

/// What the parser says, on one line, and with the name of a key where it leaves it out.
fn wording(text: &str, error: &Error, span: &Range<usize>) -> String {
    let message = error.message().trim_end().replace('\n', ", ");
    match text.get(span.clone()) {
        Some(key) if message == DUPLICATE_KEY => format!("{DUPLICATE_KEY} `{}`", shorten(key)),
        _ => message,
    }
}
