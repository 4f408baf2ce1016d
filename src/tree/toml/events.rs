//! The parser's events, one statement at a time.

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, Span as Place};

use super::damage::Problem;
use super::reader::{Progress, Reader};
use super::scalar::{self, Within};
use super::tables::Segment;

impl EventReceiver for Reader<'_, '_> {
    fn std_table_open(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.open_header(span, false);
    }

    fn std_table_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close_header(span);
    }

    fn array_table_open(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.open_header(span, true);
    }

    fn array_table_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close_header(span);
    }

    fn inline_table_open(&mut self, span: Place, _error: &mut dyn ErrorSink) -> bool {
        self.open(self.span(span), true)
    }

    fn inline_table_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close(self.span(span));
    }

    fn array_open(&mut self, span: Place, _error: &mut dyn ErrorSink) -> bool {
        self.open(self.span(span), false)
    }

    fn array_close(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.close(self.span(span));
    }

    fn simple_key(&mut self, place: Place, encoding: Option<Encoding>, _error: &mut dyn ErrorSink) {
        self.catch_up();
        if self.is_over() {
            return;
        }
        let span = self.span(place);
        let text = match scalar::read_key(self.builder, span, encoding) {
            Ok(text) => Some(text),
            Err((problem, text)) => {
                self.report(problem, self.innermost());
                text
            }
        };
        self.trust.nameless |= text.is_none();
        self.parts.path.push(Segment { span, text: text.unwrap_or_default() });
    }

    fn key_val_sep(&mut self, _span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
    }

    fn scalar(&mut self, place: Place, encoding: Option<Encoding>, _error: &mut dyn ErrorSink) {
        self.catch_up();
        if self.is_over() {
            return;
        }
        let span = self.span(place);
        if span.start == span.end {
            return self.put_damaged(span, Problem::missing_value(self.source, span));
        }
        let within = match self.parts.open.last() {
            None => Within::Statement,
            Some(frame) if frame.inline => Within::InlineTable,
            Some(_) => Within::Array,
        };
        match scalar::read(self.builder, span, encoding, within) {
            Ok((kind, text)) => {
                self.put(kind, span, text);
            }
            Err(problem) => self.put_damaged(self.first_line(span), problem),
        }
    }

    fn value_sep(&mut self, _span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
        self.parts.path.clear();
    }

    fn comment(&mut self, span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
        self.keep_comment(span);
    }

    fn newline(&mut self, place: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
        if self.parts.open.is_empty() && self.trust.progress == Progress::Reading {
            self.trust.progress = Progress::Over;
        } else if self.parts.open.last().is_some_and(|frame| frame.inline) && !self.parts.path.is_empty() {
            let problem = Problem::statement(self.span(place), "a line break separates a key from its value")
                .help("write key, `=` and the beginning of the value on one line".to_owned());
            self.report(problem, self.innermost());
        }
        self.line_end(place);
    }

    fn error(&mut self, _span: Place, _error: &mut dyn ErrorSink) {
        self.catch_up();
    }
}
