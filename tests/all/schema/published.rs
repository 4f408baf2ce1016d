//! The published schema as a document: valid, annotated and described throughout.

use serde_json::{Value, json};

use super::{explained, published};

/// The rules of the kinds File and Shape that a schema can judge by.
const RULES: [&str; 15] = [
    "array-value",
    "coerced-attribute",
    "empty-configuration",
    "incomplete-entry",
    "invalid-connector-id",
    "invalid-index-name",
    "missing-label",
    "not-a-connector",
    "null-update",
    "unknown-attribute",
    "unknown-display",
    "unknown-key",
    "unknown-type",
    "unknown-validation",
    "wrong-type",
];

#[test]
fn the_schema_is_one_of_draft_2020_12() {
    let schema = published();
    let verdict = jsonschema::draft202012::meta::validate(&schema);
    assert!(verdict.is_ok(), "{verdict:?}");
}

/// Calls `visit` with every schema in `schema` that can fail on its own; `if`, `not` and `anyOf` only select.
fn visit_schemas<'s>(schema: &'s Value, pointer: &str, visit: &mut impl FnMut(&'s Value, &str)) {
    visit(schema, pointer);
    for applicator in ["items", "additionalProperties", "then"] {
        if let Some(inner) = schema.get(applicator).filter(|inner| inner.is_object()) {
            visit_schemas(inner, &format!("{pointer}/{applicator}"), visit);
        }
    }
    for holder in ["properties", "$defs"] {
        for (name, inner) in schema.get(holder).and_then(Value::as_object).into_iter().flatten() {
            visit_schemas(inner, &format!("{pointer}/{holder}/{name}"), visit);
        }
    }
}

#[test]
fn every_constraint_names_a_rule_and_what_belongs_there() {
    const CONSTRAINTS: [&str; 12] = [
        "type",
        "enum",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "minProperties",
        "required",
        "not",
        "anyOf",
        "additionalProperties",
    ];
    let schema = published();
    let mut count = 0;
    visit_schemas(&schema, "", &mut |schema, pointer| {
        let holder = schema.as_object().unwrap();
        let about = |annotation: &str, keyword: &str| match holder.get(annotation) {
            Some(Value::Object(by_keyword)) => by_keyword.get(keyword).and_then(Value::as_str),
            other => other.and_then(Value::as_str),
        };
        for keyword in CONSTRAINTS {
            let constrains = match (keyword, holder.get(keyword)) {
                (_, None) => false,
                ("additionalProperties", Some(value)) => value == &json!(false),
                _ => true,
            };
            if constrains {
                let rule = about("x-rule", keyword);
                assert!(rule.is_some_and(|rule| RULES.contains(&rule)), "{pointer} {keyword}: {rule:?}");
                assert!(about("x-expected", keyword).is_some(), "{pointer} {keyword}");
                count += 1;
            }
        }
        for rule in holder.get("x-rule-when").and_then(Value::as_object).into_iter().flatten() {
            assert!(RULES.contains(&rule.0.as_str()), "{pointer}: {}", rule.0);
            let verdict = jsonschema::draft202012::meta::validate(rule.1);
            assert!(verdict.is_ok(), "{pointer}: {verdict:?}");
        }
    });
    assert!(count > 50, "{count}");
}

#[test]
fn every_property_is_described() {
    let schema = published();
    visit_schemas(&schema, "", &mut |schema, pointer| {
        if pointer.rsplit('/').nth(1) == Some("properties") && !pointer.starts_with("/then") {
            assert!(schema.get("description").is_some(), "{pointer}");
        }
    });
}

#[test]
fn the_examples_of_the_schema_are_clean() {
    let schema = published();
    for example in schema["examples"].as_array().unwrap() {
        assert_eq!(explained(&example.to_string()), "", "{example}");
    }
}
