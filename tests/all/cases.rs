//! The recorded verdicts: what the real implementations said, against what connlint predicts.

use std::collections::BTreeMap;

use connlint::consumers::Consumer;
use connlint::excerpt::MASK;
use connlint::lint::Settings;
use connlint::report::Diagnostic;
use connlint::rules;
use connlint::tree::{Arena, Format, Tree};
use serde_json::Value;

use crate::{cli, convert, elasticsearch};

/// The recorded cases of a file.
pub(crate) fn cases(text: &'static str) -> impl Iterator<Item = Value> {
    text.split('\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap())
}

pub(crate) fn lint(path: &str, text: &str) -> Vec<Diagnostic> {
    let found = Settings::default().lint(path, text.as_bytes(), &mut Arena::default()).diagnostics;
    hold_breaks(&found);
    found
}

/// A finding breaks nobody whom the table of rules does not name.
pub(crate) fn hold_breaks(found: &[Diagnostic]) {
    for one in found {
        let rule = rules::find(one.rule).unwrap();
        let beyond = one.breaks.iter().find(|consumer| !rule.breaks.contains(consumer));
        assert_eq!(beyond, None, "{} does not say so: {}", rule.name, one.message);
    }
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

#[test]
fn what_the_server_stores_is_predicted_exactly() {
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
        let after = elasticsearch::after(&text, &case["existing"].to_string());
        let expected = (case["server"] == "accept").then(|| case["expected_after"].clone());
        if after != expected {
            wrong.push(format!("{id}: after it {after:?}\n   expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_kibana_does_is_told_by_findings_exactly() {
    let mut wrong = Vec::new();
    for (at, line) in include_str!("../../fixtures/cases/kibana_cases.jsonl").lines().enumerate() {
        let case: Value = serde_json::from_str(line).unwrap();
        let tree = Tree::parse(line, Format::Json);
        let configuration = convert::json(tree.root().get("configuration").unwrap());
        let found = lint("connectors/case.json", &format!("{{\"configuration\": {configuration}}}"));
        let breaking: Vec<_> = found.iter().filter(|one| one.breaks.contains(&Consumer::Kibana)).collect();
        let expected = &case["expected"];
        let names_all = breaking.iter().any(|one| one.field.is_none());
        let is_named =
            |field: &Value| names_all || breaking.iter().any(|one| one.field.as_deref() == field.as_str());
        let fits = breaking.is_empty() == (expected["kibana"] == "ok")
            && expected["fields"].as_array().unwrap().iter().all(is_named);
        if !fits {
            let named: Vec<_> = breaking.iter().map(|one| (one.rule, &one.field)).collect();
            wrong.push(format!("case {at}: expected {expected}, found {named:?}"));
        }
        assert!(
            found.iter().all(|one| one.rule != "internal-error"),
            "case {at}: an event that no rule claims"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A report has its own order among the findings of one place.
fn sorted(mut findings: Vec<String>) -> Vec<String> {
    findings.sort_unstable();
    findings
}

/// Every so many cases go through the binary.
const SAMPLED: usize = 25;

#[test]
fn the_binary_says_what_the_library_says() {
    let recorded = [
        include_str!("../../fixtures/cases/pipeline_cases.jsonl"),
        include_str!("../../fixtures/cases/values_cases.jsonl"),
        include_str!("../../fixtures/cases/typed_cases.jsonl"),
    ];
    let lines = recorded.into_iter().flat_map(|text| text.lines().step_by(SAMPLED));
    let mut files = Vec::new();
    for line in lines {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = format!("connectors/{}", case["id"].as_str().unwrap());
        let json = file(line, &case);
        if let Some(toml) = convert::toml(Tree::parse(&json, Format::Json).root()) {
            files.push((format!("{name}-in-toml.toml"), toml));
        }
        files.push((format!("{name}.json"), json));
    }
    files.sort_unstable();
    let listed: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = cli::repository(&listed);
    let output = cli::connlint(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = |path: &str| {
        let all = report["diagnostics"].as_array().unwrap().iter().filter(|one| one["path"] == path);
        sorted(all.map(Value::to_string).collect())
    };
    assert_eq!(report["files"].as_array().unwrap().len(), files.len());
    for (path, text) in &files {
        let found = lint(path, text);
        let found = found.iter().map(|one| serde_json::to_value(one).unwrap().to_string()).collect();
        assert_eq!(said(path), sorted(found), "{path}");
    }
    assert!(files.len() > 100, "{}", files.len());
}
