//! Every version of the stack: its connector types, its predictions, and what an upgrade changes.

mod catalogues;
mod upgrade;

use connlint::consumers::Consumer;
use connlint::lint::Settings;
use connlint::report::Diagnostic;
use connlint::stack::{Splitting, Stack, SyncJobs};
use connlint::tree::Arena;
use serde_json::{Value, json};

use crate::binary::Run;

/// What is said about a connector file on a stack.
fn lint(stack: &str, file: &Value) -> Vec<Diagnostic> {
    let mut settings = Settings::default();
    settings.set_stack(Stack::find(stack).unwrap());
    settings.lint("connectors/c.json", file.to_string().as_bytes(), &mut Arena::default()).diagnostics
}

fn rules(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|one| one.rule).collect()
}

#[test]
fn the_stacks_and_what_they_do() {
    let known = [
        "8.13", "8.14", "8.15", "8.16", "8.17", "8.18", "8.19", "9.0", "9.1", "9.2", "9.3", "9.4", "9.5",
        "9.6",
    ];
    assert_eq!(Stack::versions(), known);
    assert_eq!(Stack::newest().version, "9.6");
    assert!(Stack::find("8.12").is_none() && Stack::find("9.6.0").is_none());
    let with = |is: &dyn Fn(&Stack) -> bool| Stack::all().iter().filter(|stack| is(stack)).count();
    assert_eq!(with(&|stack| stack.splitting == Splitting::KeepEmpty), 7);
    assert_eq!(with(&|stack| stack.sync_jobs == SyncJobs::ByService), 3);
    assert!(Stack::all().iter().all(|stack| stack.catalogue().version() == stack.version));
}

/// The one difference between 8.19 and 9.0 that a verdict can show.
#[test]
fn empty_items_of_a_list_are_kept_before_9() {
    let file = json!({"configuration": {"names": {
        "label": "Names", "type": "list", "order": 1, "value": "a,,b",
        "validations": [{"type": "included_in", "constraint": ["a", "b"]}]}}});
    let says = |stack| -> Vec<Option<String>> {
        lint(stack, &file).into_iter().filter(|one| one.rule == "included-in").map(|one| one.says).collect()
    };
    let case = json!({"body": file});
    assert_ne!(said(Stack::find("8.16").unwrap(), &case), said(Stack::newest(), &case));
    assert_eq!(says("9.0"), []);
    assert_eq!(says("8.19").len(), 1);
    assert!(
        says("8.13")[0].as_deref().is_some_and(|says| says.starts_with("'Names' list value")),
        "{:?}",
        says("8.13")
    );
}

#[test]
fn a_stored_array_stops_syncs_from_8_16_on() {
    let file = json!({"service_type": "mysql", "values": {"tables": ["a"]}, "partial": true});
    for stack in Stack::all() {
        let found = lint(stack.version, &file);
        let is_reported = rules(&found).contains(&"array-value");
        assert_eq!(is_reported, stack.sync_jobs == SyncJobs::ByServer, "{}", stack.version);
    }
    let broken = |stack| -> Vec<_> {
        let breaking = lint(stack, &file).into_iter().filter(|one| !one.breaks.is_empty());
        breaking.map(|one| one.breaks).collect()
    };
    assert_eq!(broken("8.15"), [[Consumer::Kibana]]);
    assert_eq!(broken("8.16"), [[Consumer::Elasticsearch, Consumer::Kibana]]);
}

#[test]
fn a_type_is_known_where_the_service_has_it() {
    let file = json!({"service_type": "opentext_documentum", "values": {"no": "such field"}});
    for stack in Stack::all() {
        let is_known = rules(&lint(stack.version, &file)).contains(&"unregistered-field");
        assert_eq!(is_known, stack.version == "8.14", "{}", stack.version);
        assert_eq!(rules(&lint(stack.version, &file)).contains(&"unknown-schema"), !is_known);
    }
}

/// What a stack says about a recorded case, by the connector types of the newest: what the version itself changes.
fn said(stack: &'static Stack, case: &Value) -> Vec<(&'static str, String, Option<String>)> {
    let settings = Settings { stack, ..Settings::default() };
    let mut file = case["body"].clone();
    if let (Some(members), Some(name)) = (file.as_object_mut(), case["service_type"].as_str()) {
        members.insert("service_type".to_owned(), name.into());
    }
    let found = settings.lint("connectors/case.json", file.to_string().as_bytes(), &mut Arena::default());
    found.diagnostics.into_iter().map(|one| (one.rule, one.pointer, one.says)).collect()
}

#[test]
fn recorded_cases_are_the_same_from_8_16_on() {
    let files = [
        include_str!("../../fixtures/cases/pipeline_cases.jsonl"),
        include_str!("../../fixtures/cases/values_cases.jsonl"),
        include_str!("../../fixtures/cases/typed_cases.jsonl"),
    ];
    let (oldest, newest) = (Stack::find("8.16").unwrap(), Stack::newest());
    let mut count = 0;
    for case in files.into_iter().flat_map(crate::cases::cases) {
        assert_eq!(said(oldest, &case), said(newest, &case), "{}", case["id"]);
        count += 1;
    }
    assert_eq!(count, 2020);
    // The others do what one of these two does, word for word; a few cases hold that they are asked at all.
    for case in files.into_iter().flat_map(crate::cases::cases).step_by(40) {
        for stack in Stack::all().iter().filter(|stack| stack.sync_jobs == SyncJobs::ByServer) {
            let twin = if stack.splitting == oldest.splitting { oldest } else { newest };
            assert_eq!(said(stack, &case), said(twin, &case), "{} on {}", case["id"], stack.version);
        }
    }
}

#[test]
fn a_stack_is_typed_or_configured_and_in_every_report() {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("connectors/a.toml", "service_type = 'gitlab'\npartial = true\n[values]\ntoken = '${env:T}'\n");
    let run = |arguments: &[&str]| Run::new(arguments.iter().copied()).in_folder(folder.path()).output();
    let stack = |arguments: &[&str]| {
        let report: Value = serde_json::from_str(&run(arguments).stdout).unwrap();
        report["tool"]["stack"].as_str().unwrap().to_owned()
    };
    let json = ["check", "--output-format", "json"];
    assert_eq!(stack(&json), "9.6");
    write("connlint.toml", "stack = '8.19'\n");
    assert_eq!(stack(&json), "8.19");
    for version in Stack::versions() {
        assert_eq!(stack(&["check", "--output-format", "json", "--stack", version]), version);
    }
    let refused = run(&["check", "--stack", "8.12"]);
    assert_eq!(refused.code, 2);
    let known = Stack::versions().join(", ");
    assert_eq!(
        refused.stderr,
        format!("connlint: there is no stack 8.12 in the catalogue; known: {known}\n")
    );
    assert_eq!(run(&["upgrade", "--to", "9.7"]).code, 2);
    assert_eq!(run(&["types", "--diff", "7.17"]).code, 2);
    write("connlint.toml", "stack = '8.12'\n");
    assert_eq!(run(&["check"]).code, 2);
    write("connlint.toml", "stack = '9.0'\n");
    assert!(!run(&["types"]).stdout.contains("gitlab"));
    assert!(run(&["types", "--stack", "9.3"]).stdout.contains("gitlab"));
}
