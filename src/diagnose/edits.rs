//! The changes of a fix as edits of bytes, in the syntax of the file. None where the syntax at hand is not one that is
//! surely understood, or where a comment would be lost: then there is no fix, rather than a doubtful one.

use std::fmt::Write as _;

use crate::diagnostic::Edit;
use crate::finding::{Change, Fix, Written};
use crate::secret::Secrets;
use crate::tree::{Format, Kind, Node, Span, Tree};

use super::removal;

/// The edits of a fix, by place; none where it cannot be written, or would show a secret.
pub(super) fn edits(tree: &Tree<'_>, secrets: &Secrets<'_>, fix: &Fix<'_>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for change in &fix.changes {
        edits.extend(match change {
            Change::Value(node, written) => {
                let is_made_from_it = !matches!(written, Written::Reference(_));
                if is_made_from_it && secrets.is_secret(*node) {
                    return None;
                }
                value(tree, *node, written)?
            }
            Change::Key(node, text) => key(tree, *node, text)?,
            Change::Wrap(node) => wrap(tree, *node)?,
            Change::Remove(node) => removal::member(tree, *node)?,
            Change::Comment(span) => removal::comment(tree, *span),
            Change::Text(span, text) => vec![edit(*span, *text)],
        });
    }
    edits.sort_by_key(|edit| (edit.start, edit.end));
    (!edits.is_empty()).then_some(edits)
}

pub(super) fn edit(span: Span, replacement: impl Into<String>) -> Edit {
    Edit { start: span.start, end: span.end, replacement: replacement.into() }
}

/// Whether a TOML table, or array of tables, is spread over headers or dotted keys.
pub(super) fn is_spread(node: Node<'_>) -> bool {
    node.key().is_some_and(|key| node.span().contains(key.span))
}

/// The first comment that begins at or behind a byte.
pub(super) fn comment_from(tree: &Tree<'_>, at: u32) -> Option<Span> {
    let comments = tree.comments();
    comments.get(comments.partition_point(|comment| comment.start < at)).copied()
}

fn value(tree: &Tree<'_>, node: Node<'_>, written: &Written) -> Option<Vec<Edit>> {
    let span = node.span();
    let loses_a_comment = comment_from(tree, span.start).is_some_and(|comment| comment.start < span.end);
    if node.is_lost() || node.is_damaged() || is_spread(node) || loses_a_comment {
        return None;
    }
    let text = match (written, tree.format()) {
        (Written::Bool(value), _) => value.to_string(),
        (Written::Number(number), Format::Json) => number.clone(),
        // Larger integers are no TOML.
        (Written::Number(number), Format::Toml) => {
            let is_whole = number.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
            (!is_whole || number.parse::<i64>().is_ok()).then(|| number.clone())?
        }
        (Written::Text(text) | Written::Reference(text), Format::Json) => json_string(text),
        (Written::Text(text) | Written::Reference(text), Format::Toml) => {
            let old = tree.slice(span);
            let is_literal = old.starts_with('\'') && !old.starts_with("'''");
            toml_string(text, is_literal)
        }
    };
    Some(vec![edit(span, text)])
}

fn key(tree: &Tree<'_>, node: Node<'_>, text: &str) -> Option<Vec<Edit>> {
    let span = node.key()?.span;
    if is_spread(node) {
        return None;
    }
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let written = match tree.format() {
        Format::Json => json_string(text),
        Format::Toml if !text.is_empty() && text.bytes().all(is_bare) => text.to_owned(),
        Format::Toml => toml_string(text, false),
    };
    Some(vec![edit(span, written)])
}

/// Brackets around a value; around the name of a header they make a list of tables.
fn wrap(tree: &Tree<'_>, node: Node<'_>) -> Option<Vec<Edit>> {
    if node.is_damaged() || node.is_lost() || node.kind() == Kind::Array {
        return None;
    }
    let outer = if is_spread(node) { header(tree, node.key()?.span)? } else { node.span() };
    Some(vec![edit(Span { end: outer.start, ..outer }, "["), edit(Span { start: outer.end, ..outer }, "]")])
}

/// The header whose name ends with this key: from its bracket to the other.
fn header(tree: &Tree<'_>, key: Span) -> Option<Span> {
    let before = tree.text().get(..key.start as usize)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let start = line + before.get(line..)?.find(|character: char| !character.is_whitespace())?;
    let behind = tree.text().get(key.end as usize..)?;
    let closing = behind.find(|character: char| character != ' ' && character != '\t')?;
    let is_plain = before.get(start..)?.starts_with('[') && !before.get(start..)?.starts_with("[[");
    let is_closed = behind.get(closing..)?.starts_with(']');
    (is_plain && is_closed).then(|| Span::new(start, key.end as usize + closing + 1))
}

fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A TOML string in one line; a literal one where it was and can be.
fn toml_string(text: &str, is_literal: bool) -> String {
    if is_literal && !text.chars().any(|character| character == '\'' || character.is_control()) {
        return format!("'{text}'");
    }
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for character in text.chars() {
        match character {
            '"' => string.push_str("\\\""),
            '\\' => string.push_str("\\\\"),
            '\n' => string.push_str("\\n"),
            '\t' => string.push_str("\\t"),
            '\r' => string.push_str("\\r"),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(string, "\\u{:04X}", u32::from(control));
            }
            other => string.push(other),
        }
    }
    string.push('"');
    string
}
