//! What was recorded of the page: `fixtures/cases/kibana_cases.jsonl`, one configuration a line with the causes, the
//! fields of each, and the fields that were visible; and the shipped types.

use std::collections::{BTreeMap, BTreeSet};

use connlint::catalogue::Catalogue;
use connlint::consumers::{Cause, Event};
use connlint::tree;
use serde_json::{Value, json};

use super::{judged, told};

const CASES: &str = include_str!("../../../fixtures/cases/kibana_cases.jsonl");

/// The word of the recorded cases for a cause.
fn recorded(event: &Event<'_>) -> &'static str {
    match event.cause {
        Cause::FormThrows => "throws",
        Cause::NoForm => "no-form",
        Cause::HiddenByRestriction
        | Cause::HiddenByCategory
        | Cause::HiddenByUnknown
        | Cause::HiddenByCycle
        | Cause::HiddenByContradiction
        | Cause::HiddenByUnreachable
        | Cause::NeverShown => "never-shown",
        Cause::HiddenButChecked => "hidden-but-checked",
        Cause::SaveRefused => "save-refused",
        Cause::SaveChanges => "save-changes",
        other => panic!("{other:?} is not Kibana's"),
    }
}

#[test]
fn every_recorded_case_is_predicted() {
    for line in CASES.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        // Not through a parsed value, which would not keep the spelling of numbers.
        let start = line.find(r#""configuration": "#).unwrap();
        let end = line.rfind(r#", "expected": "#).unwrap();
        judged(&format!("{{{}}}", &line[start..end]), |events, visible| {
            let mut by_cause: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for event in events {
                let fields = by_cause.entry(recorded(event)).or_default();
                match event.name {
                    Some(name) => assert!(fields.insert(name), "{}: {name} twice", case["id"]),
                    None => {
                        fields.extend(case["configuration"].as_object().unwrap().keys().map(String::as_str));
                    }
                }
            }
            assert_eq!(json!(by_cause), case["by_cause"], "{}", case["id"]);
            assert_eq!(json!(visible), case["expected"]["visible"], "{}", case["id"]);
        });
    }
    assert_eq!(CASES.lines().count(), 300);
}

/// The definition that the catalogue has of a type, written out, with this for the values that it does not set.
fn shipped(name: &str, unset: &Value) -> Value {
    let service = Catalogue::newest().get(name).unwrap();
    let scalar = |value: tree::Value<'_>| match value {
        tree::Value::Text(text) => json!(text),
        tree::Value::Bool(value) => json!(value),
        tree::Value::Number(number) => serde_json::from_str(number.text()).unwrap(),
        _ => Value::Null,
    };
    let fields = service.fields.iter().map(|field| {
        let depends_on: Vec<_> = field
            .dependencies()
            .iter()
            .map(|dependency| json!({"field": dependency.field, "value": scalar(dependency.value)}))
            .collect();
        let options: Vec<_> = field
            .choices()
            .iter()
            .map(|choice| json!({"label": choice.label, "value": scalar(choice.value)}))
            .collect();
        let definition = json!({
            "label": field.title(),
            "type": field.field_type().name(),
            "display": field.display.content.unwrap().name(),
            "order": field.order.content.unwrap(),
            "required": field.is_required(),
            "sensitive": field.is_sensitive(),
            "ui_restrictions": field.ui_restrictions.content.as_deref().unwrap(),
            "depends_on": depends_on,
            "options": options,
            "value": match field.value.content {
                Some(tree::Value::Text("") | tree::Value::Array(_)) | None => unset.clone(),
                Some(value) => scalar(value),
            },
        });
        (field.name.to_owned(), definition)
    });
    json!({"configuration": Value::Object(fields.collect())})
}

#[test]
fn a_shipped_type_breaks_where_unset_values_are_null() {
    let breaking = |value: &Value| {
        let breaks = |name: &&str| !told(&shipped(name, value)).is_empty();
        Catalogue::newest().names().filter(breaks).count()
    };
    assert_eq!(breaking(&json!("")), 0);
    assert_eq!(breaking(&json!(null)), 18);
    assert_eq!(Catalogue::newest().names().count(), 31);
}
