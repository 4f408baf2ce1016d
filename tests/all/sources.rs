//! What the sources check themselves: the recorded verdicts, and the texts that people put into these fields.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use connlint::report::Diagnostic;
use connlint::tree::{Format, Tree};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases::{OF_SOURCES, file, judge_source, lint};
use crate::convert;

/// The fixtures spell the word so that no scanner takes them for leaked keys.
fn restored(text: &str) -> String {
    text.replace("PR1VATE", "PRIVATE")
}

#[test]
fn every_recorded_source_is_predicted_exactly() {
    let (mut count, mut in_toml) = (0, 0);
    let mut wrong = BTreeMap::new();
    for line in restored(include_str!("../../fixtures/cases/source_cases.jsonl")).lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let text = file(line, &case);
        let tree = Tree::parse(&text, Format::Json);
        let judge = |found: &[Diagnostic]| {
            let mut wrong = judge_source(&case["expected"], found);
            let breaks = |one: &&Diagnostic| one.breaks.iter().any(|consumer| consumer.name() == "connector");
            let is_valid = case["expected"]["connector"] == "valid";
            if found.iter().find(breaks).is_none() != is_valid {
                wrong.push(format!("expected {}", case["expected"]));
            }
            wrong
        };
        count += 1;
        let faults = judge(&lint("connectors/case.json", &text));
        if !faults.is_empty() {
            wrong.insert(id.to_owned(), faults);
        }
        if let Some(toml) = convert::toml(tree.root()) {
            in_toml += 1;
            let faults = judge(&lint("connectors/case.toml", &toml));
            if !faults.is_empty() {
                wrong.insert(format!("{id} in TOML"), faults);
            }
        }
    }
    let shown: Vec<_> = wrong.iter().map(|(id, faults)| format!("{id}: {}", faults.join("\n    "))).collect();
    assert!(wrong.is_empty(), "{} of {count} cases are wrong:\n{}", wrong.len(), shown.join("\n"));
    assert_eq!(count, 210);
    assert!(in_toml > 150, "{in_toml}");
}
