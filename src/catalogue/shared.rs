//! The file that all versions share: each type, and each distinct definition of a field, with the versions that have it.
//!
//! The versions are ranges over the list that the file begins with, both ends included: `8.13-9.0,9.3-9.6`.

use std::sync::LazyLock;

use crate::tree::{Format, Node, Tree};

static FACTS: LazyLock<Tree<'static>> =
    LazyLock::new(|| Tree::parse(include_str!("stacks.json"), Format::Json));

/// One version's part of the file.
#[derive(Debug)]
pub(super) struct View {
    versions: Vec<&'static str>,
    /// The place of the version among them; behind the last one if it is not there.
    at: usize,
}

impl View {
    /// What the file has of a version.
    pub(super) fn of(version: &str) -> Self {
        let versions = FACTS.root().get("versions").into_iter().flat_map(Node::children);
        let versions: Vec<_> = versions.filter_map(|node| node.value().as_text()).collect();
        let at = versions.iter().position(|known| *known == version).unwrap_or(versions.len());
        Self { versions, at }
    }

    /// The types that the version has, in the order of the file.
    pub(super) fn types(&self) -> impl Iterator<Item = Node<'static>> {
        FACTS.root().get("types").into_iter().flat_map(Node::children).filter(|node| self.has(*node))
    }

    /// The fields that a type has in the version, by name, in the order of the file.
    pub(super) fn fields(&self, kind: Node<'static>) -> impl Iterator<Item = (&'static str, Node<'static>)> {
        kind.get("fields").into_iter().flat_map(Node::children).filter_map(|field| {
            let held = field.children().find(|one| self.has(*one))?;
            Some((field.name(), held.get("def")?))
        })
    }

    /// Whether the version is in the ranges of an entry.
    fn has(&self, entry: Node<'static>) -> bool {
        let ranges = entry.get("in").and_then(|ranges| ranges.value().as_text()).unwrap_or_default();
        ranges.split(',').any(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let place = |version| self.versions.iter().position(|known| *known == version);
            place(first).is_some_and(|first| first <= self.at)
                && place(last).is_some_and(|last| self.at <= last)
        })
    }
}
