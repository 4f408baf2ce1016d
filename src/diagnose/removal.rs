//! Taking a member or a comment out of a file, with the comma and the line that are left of it. Comments beside a member
//! stay: somebody wrote them.

use super::edits::{comment_from, edit, is_spread};
use crate::diagnostic::Edit;
use crate::tree::{Format, Node, Span, Tree};

/// The edits that take a member of an object away.
pub(super) fn member(tree: &Tree<'_>, node: Node<'_>) -> Option<Vec<Edit>> {
    let (key, parent) = (node.key()?, node.parent()?);
    if is_spread(node) || node.is_damaged() || node.is_lost() {
        return None;
    }
    let whole = key.span.cover(node.span());
    let is_inline = tree.text().as_bytes().get(parent.span().start as usize) == Some(&b'{');
    if tree.format() == Format::Toml && !is_inline {
        let start = statement(tree, whole)?;
        return Some(vec![edit(with_line(tree, Span { start, ..whole }), "")]);
    }
    if is_spread(parent) {
        return None;
    }
    let behind = code_from(tree, whole.end)?;
    if tree.text().as_bytes().get(behind as usize) == Some(&b',') {
        // A comment between the value and its comma stays where it is.
        let comma = Span { start: behind, end: behind + 1 };
        if tree.slice(Span { start: whole.end, end: behind }).trim().is_empty() {
            return Some(vec![edit(with_line(tree, whole.cover(comma)), "")]);
        }
        return Some(vec![edit(whole, ""), edit(comma, "")]);
    }
    // The last one: the comma before it goes.
    let Some(before) = parent.children().take_while(|child| *child != node).last() else {
        return Some(vec![edit(with_line(tree, whole), "")]);
    };
    let comma = code_from(tree, before.span().end)?;
    if tree.text().as_bytes().get(comma as usize) != Some(&b',') {
        return None;
    }
    let comma = Span { start: comma, end: comma + 1 };
    let between = tree.slice(Span { start: comma.end, end: whole.start });
    if between.trim_matches([' ', '\t']).is_empty() {
        return Some(vec![edit(comma.cover(whole), "")]);
    }
    Some(vec![edit(comma, ""), edit(with_line(tree, whole), "")])
}

/// The edits that take a comment away.
pub(super) fn comment(tree: &Tree<'_>, span: Span) -> Vec<Edit> {
    let whole = with_line(tree, span);
    if whole != span {
        return vec![edit(whole, "")];
    }
    // Behind something: the blanks between go too.
    let before = tree.text().get(..span.start as usize).unwrap_or_default();
    let start = before.trim_end_matches([' ', '\t']).len();
    vec![edit(Span::new(start, span.end as usize), "")]
}

/// Where the statement `key = value` begins, dotted keys before the last included; none where it is not alone.
fn statement(tree: &Tree<'_>, whole: Span) -> Option<u32> {
    let before = tree.text().get(..whole.start as usize)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let line = if line == 0 && before.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { line };
    let path = before.get(line..)?;
    let start = line + path.len() - path.trim_start().len();
    let path = path.trim();
    let is_path = |character: char| character.is_alphanumeric() || "_-.\"' \t".contains(character);
    let is_whole = path.is_empty() || (path.ends_with('.') && path.chars().all(is_path));
    is_whole.then(|| Span::new(start, start).start)
}

/// The first byte at or behind `at` that is neither blank nor in a comment.
fn code_from(tree: &Tree<'_>, at: u32) -> Option<u32> {
    let mut at = at as usize;
    loop {
        let rest = tree.text().get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let place = Span::new(at, at).start;
        match comment_from(tree, place) {
            Some(comment) if comment.start == place => at = comment.end as usize,
            _ => return Some(place),
        }
    }
}

/// The span with the whole of its lines, where nothing else is on them; else with the blanks up to what follows on its
/// line.
fn with_line(tree: &Tree<'_>, span: Span) -> Span {
    let text = tree.text();
    let before = text.get(..span.start as usize).unwrap_or_default();
    let start = before.trim_end_matches([' ', '\t']).len();
    let behind = text.get(span.end as usize..).unwrap_or_default();
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let rest = behind.get(blanks..).unwrap_or_default();
    let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    let begins_line = start == 0 || before.get(..start).is_some_and(|before| before.ends_with('\n'));
    let ends_line = line_end > 0 || rest.is_empty();
    match (begins_line, ends_line) {
        (true, true) => Span::new(start, span.end as usize + blanks + line_end),
        // What stood before it ends its line now, without blanks behind it.
        (false, true) => Span { start: Span::new(start, start).start, ..span },
        (_, false) => Span::new(span.start as usize, span.end as usize + blanks),
    }
}
