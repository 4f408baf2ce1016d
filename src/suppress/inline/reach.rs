//! What a comment is about: the line that it is on, the line below it, or all of the table that begins there.

use crate::source::Source;
use crate::tree::{Kind, Node, NodeId, Span, Tree};

/// What one comment is about.
#[derive(Clone, Debug)]
pub(super) struct Reached<'t> {
    /// The lines, from 1.
    pub(super) lines: Vec<u32>,
    /// What begins on the line; the root where nothing does.
    pub(super) node: Node<'t>,
    /// Whether everything in that node is meant too.
    pub(super) is_whole: bool,
}

/// How a comment stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    /// The line that it is about.
    target: u32,
    /// Whether nothing else is on its own lines.
    is_alone: bool,
}

/// What each of `wanted`, comments of the tree by place, is about. The cost is that of one pass over comments and nodes.
pub(super) fn reaches<'t>(
    tree: &'t Tree<'t>,
    source: &Source<'_>,
    wanted: impl Iterator<Item = Span> + Clone,
) -> Vec<Reached<'t>> {
    let standings = standings(tree, source);
    let standing = |span: Span| {
        let at = tree.comments().binary_search(&span).ok()?;
        standings.get(at).copied()
    };
    let starts: Vec<Option<u32>> = starts(source, wanted.clone().map(|span| Some(standing(span)?.target)));
    let nodes = nodes_at(tree, &starts);
    let top = tree.root().children().next().map_or(u32::MAX, start);
    let reached = |(span, start_of_line): (Span, &Option<u32>)| {
        let found = start_of_line.and_then(|offset| {
            nodes.binary_search_by_key(&offset, |(offset, _)| *offset).ok().and_then(|at| nodes.get(at)?.1)
        });
        let node = tree.node(found.unwrap_or(NodeId::ROOT));
        let Some(standing) = standing(span) else {
            return Reached { lines: Vec::new(), node, is_whole: false };
        };
        let mut lines = vec![standing.target];
        // Above everything else it is about the file, too: what has no other place is found at the root's.
        if standing.is_alone && span.start < top {
            lines.push(source.position(tree.root().span().start as usize).line);
        }
        Reached { lines, node, is_whole: standing.is_alone && is_table(node) }
    };
    wanted.zip(&starts).map(reached).collect()
}

/// How every comment of the tree stands. One that has a line to itself is about the next line that is no such comment.
fn standings(tree: &Tree<'_>, source: &Source<'_>) -> Vec<Standing> {
    let mut standings = Vec::with_capacity(tree.comments().len());
    let mut below: Option<(u32, u32)> = None;
    for span in tree.comments().iter().rev() {
        let (is_first, is_last) = (is_first(tree.text(), *span), is_last(tree.text(), *span));
        let line = |offset: u32| source.position(offset as usize).line;
        let is_alone = is_first && is_last;
        let target = if is_alone {
            let next = line(span.end).saturating_add(1);
            below.filter(|(first, _)| *first == next).map_or(next, |(_, target)| target)
        } else {
            line(if is_first { span.end } else { span.start })
        };
        if is_alone {
            below = Some((line(span.start), target));
        }
        standings.push(Standing { target, is_alone });
    }
    standings.reverse();
    standings
}

/// Whether nothing stands before a comment on its line.
fn is_first(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or_default().trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n') || before == "\u{FEFF}"
}

/// Whether nothing stands behind a comment on its last line.
fn is_last(text: &str, span: Span) -> bool {
    let after = text.get(span.end as usize..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
    after.is_empty() || after.starts_with('\n')
}

/// The offsets of the first characters of lines that are no white space.
fn starts(source: &Source<'_>, lines: impl Iterator<Item = Option<u32>>) -> Vec<Option<u32>> {
    let mut last = None;
    let start = |line: Option<u32>| {
        let line = line?;
        // Many comments may share one long line.
        if let Some((known, start)) = last
            && known == line
        {
            return start;
        }
        let range = source.line(line);
        let text = source.text().get(range.clone()).unwrap_or_default();
        let blank = text.len() - text.trim_ascii_start().len();
        let start = (blank < text.len()).then(|| u32::try_from(range.start + blank).unwrap_or(u32::MAX));
        last = Some((line, start));
        start
    };
    lines.map(start).collect()
}

/// The node that begins at each of the offsets, by offset: the innermost where several do.
fn nodes_at(tree: &Tree<'_>, offsets: &[Option<u32>]) -> Vec<(u32, Option<NodeId>)> {
    let mut found: Vec<(u32, Option<NodeId>)> =
        offsets.iter().flatten().map(|offset| (*offset, None)).collect();
    found.sort_unstable_by_key(|(offset, _)| *offset);
    found.dedup_by_key(|(offset, _)| *offset);
    for node in tree.nodes().skip(1) {
        if let Ok(at) = found.binary_search_by_key(&start(node), |(offset, _)| *offset)
            && let Some((_, place)) = found.get_mut(at)
        {
            *place = Some(node.id());
        }
    }
    found
}

/// Where a node begins: with its header, its key or, without one, its value.
fn start(node: Node<'_>) -> u32 {
    node.key().map_or(node.span().start, |key| key.span.start.min(node.span().start))
}

/// Whether a node is a table with a header or a member of its own: the tables that a dotted key makes begin where the
/// key does, and are about that line only.
fn is_table(node: Node<'_>) -> bool {
    let is_dotted = node.key().is_some_and(|key| key.span.start == node.span().start);
    node.kind() == Kind::Object && node.parent().is_some() && !is_dotted
}
