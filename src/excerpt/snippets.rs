//! Excerpts as miette reads them: one source in which each excerpt has its own stretch of offsets.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};

use super::visible::visible;
use super::{Excerpt, Mark};

/// The excerpts of one finding, of one file or several, shown in their order.
#[derive(Debug)]
pub struct Snippets {
    excerpts: Vec<Excerpt>,
}

impl Snippets {
    /// From excerpts as they shall be shown.
    pub fn new(excerpts: Vec<Excerpt>) -> Self {
        Self { excerpts }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.excerpts.is_empty()
    }

    /// Every mark, in the order in which they are shown.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.excerpts.iter().flat_map(Excerpt::marks)
    }

    /// The marks as labels of this source.
    pub fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        self.placed().flat_map(|(base, excerpt)| {
            excerpt.marks.iter().map(move |mark| {
                let text = (!mark.text.is_empty()).then(|| visible(&mark.text).into_owned());
                let span = (base + mark.range.start, mark.range.len());
                if mark.primary {
                    LabeledSpan::new_primary_with_span(text, span)
                } else {
                    LabeledSpan::new_with_span(text, span)
                }
            })
        })
    }

    /// The excerpts with the offset at which each begins.
    fn placed(&self) -> impl Iterator<Item = (usize, &Excerpt)> {
        self.excerpts.iter().scan(0, |next, excerpt| {
            let base = *next;
            *next += excerpt.text.len();
            Some((base, excerpt))
        })
    }

    fn find(&self, range: &Range<usize>) -> Option<(usize, &Excerpt)> {
        // No mark reaches the end, which is a line end: a span that does is one over two excerpts, the second of which
        // has an empty mark at its start.
        let holds =
            |base: usize, excerpt: &Excerpt| base <= range.start && range.end < base + excerpt.text.len();
        self.placed().find(|(base, excerpt)| holds(*base, excerpt))
    }
}

/// miette asks twice: with context lines for what to draw (always the whole excerpt), and without for the place that
/// heads it (always a label). A span over two excerpts is refused, which keeps them apart.
impl SourceCode for Snippets {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let (base, excerpt) = self.find(&range).ok_or(MietteError::OutOfBounds)?;
        let here = range.start - base..range.end - base;
        let mark = (before == 0 && after == 0)
            .then(|| excerpt.marks.iter().find(|mark| mark.range == here))
            .flatten();
        let first = excerpt.first_line as usize;
        let (line, column) =
            mark.map_or((first, 1), |mark| (mark.position.line as usize, mark.position.column as usize));
        Ok(Box::new(Contents {
            data: excerpt.text.as_bytes(),
            span: (base, excerpt.text.len()).into(),
            name: visible(&excerpt.path).into_owned(),
            line: line.saturating_sub(1),
            column: column.saturating_sub(1),
            line_count: excerpt.text.bytes().filter(|byte| *byte == b'\n').count(),
        }))
    }
}

struct Contents<'a> {
    data: &'a [u8],
    span: SourceSpan,
    name: String,
    line: usize,
    column: usize,
    line_count: usize,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.data
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.line_count
    }
}
