//! The newest version's file: after its origin, a line of JSON for each type, `{"name": {"name": …, "fields": …}}`.
//!
//! Where a type stands can be told without reading the others, which is most of what the first file of a run would
//! otherwise wait for.

use std::sync::{LazyLock, OnceLock};

use crate::tree::{Format, Node, Tree};

/// The facts of one type.
#[derive(Debug)]
pub(super) struct Line {
    /// The value of `service_type`.
    pub(super) name: &'static str,
    text: &'static str,
    tree: OnceLock<Tree<'static>>,
}

static LINES: LazyLock<Vec<Line>> =
    LazyLock::new(|| include_str!("9.6.jsonl").lines().skip(1).filter_map(Line::new).collect());

/// All lines, by name.
pub(super) fn lines() -> &'static [Line] {
    &LINES
}

impl Line {
    fn new(text: &'static str) -> Option<Self> {
        let (name, _) = text.strip_prefix("{\"")?.split_once('"')?;
        Some(Self { name, text, tree: OnceLock::new() })
    }

    /// The member that the line consists of; it is read on the first call.
    pub(super) fn node(&'static self) -> Option<Node<'static>> {
        self.tree.get_or_init(|| Tree::parse(self.text, Format::Json)).root().children().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_but_the_first_is_a_type_named_by_its_beginning() {
        assert_eq!(lines().len() + 1, include_str!("9.6.jsonl").lines().count());
        for line in lines() {
            assert_eq!(line.node().map(Node::name), Some(line.name));
            assert!(line.tree.get().is_some_and(|tree| tree.faults().is_empty()), "{}", line.name);
        }
    }
}
