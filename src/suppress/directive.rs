//! What a comment says to connlint: `connlint: ignore[rule, rule] reason`.

use crate::tree::Span;

/// Words by which other tools are told to be silent: who writes one of them behind `connlint:` means `ignore`.
const MEANT: [&str; 8] = ["allow", "disable", "ignores", "nolint", "noqa", "off", "skip", "suppress"];

/// A comment that is meant for connlint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive<'s> {
    /// The names between the brackets, each with its place; none where there are no brackets or nothing in them.
    pub(super) rules: Vec<(&'s str, Span)>,
    /// Whether words follow the brackets.
    pub(super) has_reason: bool,
}

impl<'s> Directive<'s> {
    /// Reads a comment, its introducer included, that stands at `span`. None for a comment about something else.
    pub(super) fn read(comment: &'s str, span: Span) -> Option<Self> {
        let body = match comment.strip_prefix("/*") {
            Some(block) => block.strip_suffix("*/").unwrap_or(block).trim_start_matches('*'),
            None => comment.trim_start_matches(['#', '/']),
        };
        let order = body.trim_start().strip_prefix("connlint:")?.trim_start();
        let end = order.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(order.len());
        let (word, rest) = order.split_at_checked(end)?;
        if word != "ignore" && !MEANT.contains(&word) {
            return None;
        }
        let list = rest.trim_start().strip_prefix('[').and_then(|list| list.split_once(']'));
        let (names, reason) = list.filter(|_| word == "ignore").unwrap_or_default();
        let place = |name: &str| {
            let start = span.start as usize + (name.as_ptr() as usize - comment.as_ptr() as usize);
            Span::new(start, start + name.len())
        };
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        Some(Self {
            rules: names.map(|name| (name, place(name))).collect(),
            has_reason: reason.contains(char::is_alphanumeric),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(comment: &str) -> Option<(Vec<&str>, bool)> {
        let directive = Directive::read(comment, Span::new(0, comment.len()))?;
        for (name, span) in &directive.rules {
            assert_eq!(&comment[span.range()], *name);
        }
        Some((directive.rules.into_iter().map(|(name, _)| name).collect(), directive.has_reason))
    }

    #[test]
    fn names_and_a_reason_are_read_in_every_kind_of_comment() {
        for (comment, names, has_reason) in [
            ("# connlint: ignore[a-b] they share a slot", vec!["a-b"], true),
            ("#connlint:ignore[ a , b ]", vec!["a", "b"], false),
            ("// connlint: ignore [a,] -", vec!["a"], false),
            ("/* connlint: ignore[a] why */", vec!["a"], true),
            ("/** connlint: ignore[a\n , b] */", vec!["a", "b"], false),
        ] {
            assert_eq!(read(comment), Some((names, has_reason)), "{comment}");
        }
    }

    #[test]
    fn what_is_meant_but_names_nothing_is_told_from_prose() {
        for comment in
            ["# connlint: ignore", "# connlint: ignore[]", "# connlint: ignore[a", "# connlint: noqa[a]"]
        {
            assert_eq!(read(comment), Some((vec![], false)), "{comment}");
        }
        for comment in ["# connlint: runs in CI", "# see connlint: ignore[a] b", "# ignore[a] b", "#", "/*"] {
            assert_eq!(read(comment), None, "{comment}");
        }
    }
}
