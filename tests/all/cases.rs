//! The recorded verdicts: what the real implementations said, against what connlint predicts.

use std::collections::BTreeMap;

use connlint::consumers::Consumer;
use connlint::excerpt::MASK;
use connlint::lint::Settings;
use connlint::report::Diagnostic;
use connlint::tree::{Arena, Format, Tree};
use serde_json::Value;

use crate::convert;

/// The recorded cases of a file.
pub(crate) fn cases(text: &'static str) -> impl Iterator<Item = Value> {
    text.split('\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap())
}

pub(crate) fn lint(path: &str, text: &str) -> Vec<Diagnostic> {
    Settings::default().lint(path, text.as_bytes(), &mut Arena::default()).diagnostics
}

/// The file that deploys a case: its body, with the service type in front.
pub(crate) fn file(line: &str, case: &Value) -> String {
    let tree = Tree::parse(line, Format::Json);
    let body = convert::json(tree.root().get("body").unwrap());
    let known = case["service_type"].as_str().map(|name| format!("\"service_type\": \"{name}\", "));
    body.replacen('{', &format!("{{{}", known.unwrap_or_default()), 1)
}

/// Whether what a finding says is the recorded sentence, where secret values are masked.
fn is_said(says: &str, message: &str) -> bool {
    match says.split_once(MASK) {
        Some((start, end)) => {
            message.starts_with(start) && message.ends_with(end) && message.len() >= start.len() + end.len()
        }
        None => says == message,
    }
}

/// The rules of what a source checks itself.
pub(crate) const OF_SOURCES: [&str; 9] = [
    "invalid-address",
    "invalid-certificate",
    "invalid-json",
    "invalid-login",
    "invalid-private-key",
    "invalid-query",
    "invalid-service-account",
    "unknown-choice",
    "unusable-item",
];

/// What is wrong with the prediction of a source's own checks, in words; `expected` is what was recorded with them.
pub(crate) fn judge_source(expected: &Value, found: &[Diagnostic]) -> Vec<String> {
    let found: Vec<_> = found.iter().filter(|one| OF_SOURCES.contains(&one.rule)).collect();
    let shown: Vec<_> = found.iter().map(|one| (one.rule, &one.pointer, &one.says, &one.message)).collect();
    let mut wrong = Vec::new();
    if expected["connector"] != "source" {
        // Behind a failed check the source is not asked, but what it would refuse is told all the same.
        if expected["connector"] == "valid" && !found.is_empty() {
            wrong.push(format!("no source fails, but found {shown:?}"));
        }
        return wrong;
    }
    for field in expected["fields"].as_array().unwrap() {
        if !found.iter().any(|one| one.field.as_deref() == field.as_str()) {
            wrong.push(format!("{field} is not named: {shown:?}"));
        }
    }
    for message in expected["messages"].as_array().unwrap() {
        let message = message.as_str().unwrap();
        let is_prefix = expected["message_prefix"] == true;
        let is_told = |one: &&&Diagnostic| {
            let says = one.says.as_deref();
            says.is_some_and(|says| is_said(says, message) || is_prefix && message.starts_with(says))
        };
        if found.iter().filter(is_told).count() != 1 {
            wrong.push(format!("expected one that says {message:?}, found {shown:?}"));
        }
    }
    wrong
}

/// What is wrong with the prediction for a case, in words; nothing if it is exact. A source's own checks aside.
fn judge(case: &Value, found: &[Diagnostic]) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = &case["expected"];
    let is_generic = |one: &&Diagnostic| !OF_SOURCES.contains(&one.rule);
    let breaking =
        |consumer| found.iter().filter(is_generic).filter(move |one| one.breaks.contains(&consumer));
    let refused = expected["elasticsearch"] == "reject" || expected["sync_job_reparse"] == "reject";
    if breaking(Consumer::Elasticsearch).next().is_some() != refused {
        let rules: Vec<_> = breaking(Consumer::Elasticsearch).map(|one| (one.rule, &one.pointer)).collect();
        wrong.push(format!(
            "elasticsearch: expected refused = {refused} ({}), found {rules:?}",
            expected["why"]
        ));
    }
    let Some(verdict) = expected["connector"].as_str() else { return wrong };
    let events: Vec<_> = breaking(Consumer::Connector).collect();
    if events.is_empty() != (verdict == "valid") {
        let rules: Vec<_> = events.iter().map(|one| (one.rule, &one.pointer, &one.says)).collect();
        wrong.push(format!("connector: expected {verdict} {expected}, found {rules:?}"));
        return wrong;
    }
    let fields: Vec<_> =
        expected["fields"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let mut named: Vec<_> = events.iter().filter_map(|one| one.field.as_deref()).collect();
    named.sort_unstable();
    named.dedup();
    let mut wanted = fields.clone();
    wanted.sort_unstable();
    wanted.dedup();
    let fields_fit = match verdict {
        "invalid" => named == wanted,
        _ => wanted.iter().all(|field| named.contains(field)),
    };
    if !fields_fit && expected["order_dependent"] != true {
        wrong.push(format!("fields: expected {wanted:?}, found {named:?}"));
    }
    let mut open: Vec<_> = events.iter().filter_map(|one| one.says.as_deref()).collect();
    for message in expected["messages"].as_array().unwrap() {
        let message = message.as_str().unwrap();
        match open.iter().position(|says| is_said(says, message)) {
            Some(at) => drop(open.remove(at)),
            None => wrong.push(format!("nobody says {message:?}; said: {open:?}")),
        }
    }
    if verdict == "invalid" && !open.is_empty() {
        wrong.push(format!("said beyond the recorded: {open:?}"));
    }
    wrong
}

/// Runs every case of a file in JSON, and in TOML where TOML can say it; tells how many that were.
fn run(name: &str, text: &'static str) -> (usize, usize) {
    let (mut count, mut in_toml) = (0, 0);
    let changes: BTreeMap<_, _> = cases(include_str!("../../fixtures/cases/source_changes.jsonl"))
        .filter(|change| change["file"] == format!("{name}_cases.jsonl"))
        .map(|change| (change["id"].as_str().unwrap().to_owned(), change["expected"].clone()))
        .collect();
    let mut wrong = BTreeMap::new();
    let judge = |case: &Value, found: &[Diagnostic]| {
        let mut wrong = judge(case, found);
        let expected = changes.get(case["id"].as_str().unwrap()).unwrap_or(&case["expected"]);
        if expected["spec"] != "undecided" {
            wrong.extend(judge_source(expected, found));
        }
        wrong
    };
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap().to_owned();
        let json = file(line, &case);
        let found = lint("connectors/case.json", &json);
        count += 1;
        let faults = judge(&case, &found);
        if !faults.is_empty() {
            wrong.insert(id.clone(), faults);
        }
        let tree = Tree::parse(&json, Format::Json);
        if let Some(toml) = convert::toml(tree.root()) {
            in_toml += 1;
            let found = lint("connectors/case.toml", &toml);
            let faults = judge(&case, &found);
            if !faults.is_empty() {
                wrong.insert(format!("{id} in TOML"), faults);
            }
        }
    }
    let shown: Vec<_> =
        wrong.iter().take(20).map(|(id, faults)| format!("{id}: {}", faults.join("\n    "))).collect();
    assert!(wrong.is_empty(), "{} of {count} {name} cases are wrong:\n{}", wrong.len(), shown.join("\n"));
    (count, in_toml)
}

#[test]
fn configurations_without_a_type_are_predicted_exactly() {
    let (count, in_toml) = run("pipeline", include_str!("../../fixtures/cases/pipeline_cases.jsonl"));
    assert_eq!(count, 1000);
    assert!(in_toml > 200, "{in_toml}");
}

#[test]
fn values_of_a_type_are_predicted_exactly() {
    let (count, in_toml) = run("values", include_str!("../../fixtures/cases/values_cases.jsonl"));
    assert_eq!(count, 620);
    assert!(in_toml > 500, "{in_toml}");
}

#[test]
fn configurations_of_a_type_are_predicted_exactly() {
    let (count, in_toml) = run("typed", include_str!("../../fixtures/cases/typed_cases.jsonl"));
    assert_eq!(count, 400);
    assert!(in_toml > 100, "{in_toml}");
}

/// The stored configuration as JSON, to be compared with what the server's classes stored.
fn stored(request: &connlint::request::Request<'_>) -> Value {
    serde_json::to_value(connlint::emit::Stored(request)).unwrap()
}

#[test]
fn what_the_server_stores_is_predicted_exactly() {
    use connlint::catalogue::ServiceType;
    use connlint::connector::Connector;
    use connlint::consumers::elasticsearch;
    use connlint::request::{Completion, Request};

    let mut wrong = Vec::new();
    for case in cases(include_str!("../../fixtures/cases/server_cases.jsonl")) {
        let id = case["id"].as_str().unwrap().to_owned();
        // connlint's own file format, which the API refuses: both tables in one file, known keys of a document.
        let is_own_format = [
            "d-top-unknown",
            "d-top-service-type",
            "d-values-null-and-conf",
            "d-conf-empty-and-values-empty",
        ];
        if is_own_format.contains(&id.as_str()) {
            continue;
        }
        let text = case["raw_body"].as_str().map_or_else(|| case["body"].to_string(), str::to_owned);
        let existing_text = case["existing"].to_string();
        let existing_tree = Tree::parse(&existing_text, Format::Json);
        let existing = ServiceType::existing(existing_tree.root());
        let tree = Tree::parse(&text, Format::Json);
        let mut refused = !tree.faults().is_empty();
        let mut after = Value::Null;
        if let Some(mut connector) = Connector::read(&tree, "case.json") {
            let request = Request::new(&mut connector, Some(&existing), Completion::None);
            let has_body = connector.configuration.node().or(connector.values.node()).is_some();
            let events = elasticsearch::judge(&connector, &request);
            refused |= !has_body
                || events
                    .iter()
                    .any(|event| event.breaks && event.cause != connlint::consumers::Cause::StoredArray);
            after = stored(&request);
        }
        if refused != (case["server"] == "reject") {
            wrong.push(format!("{id}: refused = {refused}"));
        } else if !refused && after != case["expected_after"] {
            wrong.push(format!("{id}: stored {after}\n   expected {}", case["expected_after"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
