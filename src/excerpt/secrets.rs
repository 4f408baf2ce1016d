//! The places of a file whose text is never shown.

use crate::tree::Span;

/// What stands for a secret: always as wide, so that it tells no length.
pub const MASK: &str = "••••••••";

/// The secret spans of one file, sorted and without overlaps.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<Span>);

impl Secrets {
    /// From spans in any order; those that overlap or touch become one, empty ones vanish.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|span| span.start < span.end).collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }

    /// The secret that the byte at `offset` belongs to.
    pub fn at(&self, offset: usize) -> Option<Span> {
        let next = self.0.partition_point(|span| span.end as usize <= offset);
        self.0.get(next).copied().filter(|span| span.start as usize <= offset)
    }

    /// Whether the byte at `offset` and the one before it belong to the same secret.
    pub fn crosses(&self, offset: usize) -> bool {
        self.at(offset).is_some_and(|span| (span.start as usize) < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_overlapping_and_touching_spans_are_one() {
        let secrets = Secrets::new(
            [(10, 20), (3, 5), (12, 14), (18, 25), (25, 26), (7, 7)].map(|(a, b)| Span::new(a, b)),
        );
        assert_eq!(secrets.0, [Span::new(3, 5), Span::new(10, 26)]);
        assert_eq!(secrets.at(13), Some(Span::new(10, 26)));
        assert_eq!(secrets.at(26), None);
        assert!(!secrets.crosses(10));
        assert!(secrets.crosses(25));
    }
}
