//! Every format of a report, made from one report.
#![expect(clippy::expect_used, reason = "a broken sample is a broken test")]

mod github;
mod places;

use clap::ValueEnum;
use connlint::consumers::Consumer;
use connlint::excerpt::{Excerpt, Label, Secrets, is_hidden};
use connlint::report::{
    Applicability, Diagnostic, Edit, FileEntry, Fix, Look, OutputFormat, Related, Report, Status, Tool,
};
use connlint::rules::RULES;
use connlint::severity::Severity;
use connlint::source::Source;
use connlint::tree::Span;
use serde_json::Value;

/// A path with every character that GitHub's commands and URIs give a meaning to.
const PUNCTUATION: &str = "connectors/a,b:c%0A.toml";

/// A path with characters that must reach no terminal.
const HIDDEN: &str = "connectors/\u{1b}[31m\u{202e}x\n漢字.json";

const ORDERS: &str = "connector_id = \"orders\"\n\n[values]\nport = \"abc\"\n";
const TWIN: &str = "connector_id = \"orders\"\nvaleus = { \"漢\" = 1 }\n";
const NOTES: &str = "{\n  \"values\": {\n    \"漢字\": \"\\u0000\"\n  }\n}\n";

/// Five findings in four files, two of them with a place in another file; a fix, a mask, many lines, and text that would
/// be markup, a command or a link if it was not escaped.
fn sample() -> Report {
    let orders = Source::new("connectors/orders.toml", ORDERS);
    let twin = Source::new(PUNCTUATION, TWIN);
    let notes = Source::new(HIDDEN, NOTES);
    let settings = Source::new("connlint.toml", "stack = \"9.9\"\n");
    let diagnostics = vec![
        not_an_integer(&orders),
        taken_id(&twin, &orders),
        unknown_key(&twin),
        odd_note(&notes, &twin),
        Diagnostic {
            severity: Severity::Warning,
            message: "there is no stack 9.9".to_owned(),
            ..found(&settings, "unknown-stack", "\"9.9\"", 5)
        },
    ];
    let entry = |path: &str, status| FileEntry {
        path: path.into(),
        connector_id: Some("orders".into()),
        service_type: None,
        status,
    };
    let files = vec![
        entry(orders.path(), Status::Checked),
        entry(PUNCTUATION, Status::Checked),
        entry(HIDDEN, Status::PartlyChecked),
        entry("connectors/clean.toml", Status::Checked),
        entry("connectors/secret.toml", Status::Unreadable),
    ];
    Report::new(tool(), files, diagnostics, 1, 2)
}

fn tool() -> Tool {
    Tool { name: "connlint", version: "0.1.0", stack: "9.6".to_owned() }
}

/// A finding about the first `place` in the source, with nothing but its place.
fn found(source: &Source<'_>, rule: &'static str, place: &str, fingerprint: u64) -> Diagnostic {
    let span = span(source, place);
    let label = Label { span, text: String::new(), primary: true };
    Diagnostic {
        rule,
        severity: Severity::Error,
        breaks: Vec::new(),
        says: None,
        message: "something is wrong".to_owned(),
        help: None,
        path: source.path().clone(),
        pointer: String::new(),
        field: None,
        region: source.region(span),
        related: Vec::new(),
        fix: None,
        fingerprint: format!("{fingerprint:016x}"),
        excerpts: Excerpt::around(source, &[label], &Secrets::default()),
    }
}

fn related(source: &Source<'_>, place: &str, message: &str) -> Related {
    Related {
        message: message.to_owned(),
        path: source.path().clone(),
        pointer: "/connector_id".to_owned(),
        region: source.region(span(source, place)),
    }
}

fn span(source: &Source<'_>, place: &str) -> Span {
    let start = source.text().find(place).expect("the place is in the source");
    Span::new(start, start + place.len())
}

fn not_an_integer(source: &Source<'_>) -> Diagnostic {
    Diagnostic {
        breaks: vec![Consumer::Connector, Consumer::Kibana],
        says: Some("ValueError: invalid literal for int() with base 10: 'a\u{1b}\\nc'".to_owned()),
        message: "`port` is an int field, but \"a\u{1b}c\" cannot be read as an integer".to_owned(),
        help: Some("write a number, such as `value = 5432`\nor change `type` to \"str\"".to_owned()),
        pointer: "/values/port".to_owned(),
        field: Some("port".to_owned()),
        related: vec![related(source, "[values]", "set [here](1) \\o/")],
        ..found(source, "value-not-convertible", "\"abc\"", 1)
    }
}

fn taken_id(source: &Source<'_>, first: &Source<'_>) -> Diagnostic {
    Diagnostic {
        message: "the connector id `orders` is already taken".to_owned(),
        help: Some("put both tables into one file".to_owned()),
        pointer: "/connector_id".to_owned(),
        related: vec![related(first, "\"orders\"", "first used here")],
        ..found(source, "duplicate-connector-id", "\"orders\"", 2)
    }
}

fn unknown_key(source: &Source<'_>) -> Diagnostic {
    let key = span(source, "valeus");
    let edit = Edit { start: key.start, end: key.end, replacement: "\"values\u{1b}\"".to_owned() };
    Diagnostic {
        severity: Severity::Warning,
        message: "a connector file has no key `valeus`: <b>50%</b> & ]]> [x](javascript:0)".to_owned(),
        help: Some("did you mean `values`?".to_owned()),
        pointer: "/valeus".to_owned(),
        fix: Some(Fix {
            is_private: false,
            title: "write `values`".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![edit],
        }),
        ..found(source, "unknown-key", "valeus", 3)
    }
}

/// Over several lines, and about a secret.
fn odd_note(source: &Source<'_>, twin: &Source<'_>) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        message: "::error file=x::漢字 is ••••, not ${env:NAME} or {0}\r\n\u{202e}".to_owned(),
        pointer: "/values/漢字~1\u{7f}".to_owned(),
        field: Some("漢字/\u{7f}".to_owned()),
        related: vec![related(twin, "漢", "also \"漢\""), related(twin, "1", "and <1>\u{200b}")],
        ..found(source, "type-differs", "{\n    \"漢字\": \"\\u0000\"\n  }", 4)
    }
}

fn written(report: &Report, format: OutputFormat) -> String {
    let mut out = Vec::new();
    report.write(format, &Look::default(), &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn parsed(report: &Report, format: OutputFormat) -> Value {
    serde_json::from_str(&written(report, format)).expect("the format is JSON")
}

fn nothing() -> Report {
    let files = sample().files.into_iter().filter(|file| file.status == Status::Checked).collect();
    Report::new(tool(), files, Vec::new(), 0, 0)
}

#[test]
fn every_format_of_one_report() {
    for format in OutputFormat::value_variants() {
        let mut shown = written(&sample(), *format);
        for rule in RULES {
            // The pages have tests of their own.
            let page = serde_json::to_string(rule.page).expect("a string is JSON");
            shown = shown.replace(&page, &format!("\"(the page of {})\"", rule.name));
        }
        insta::assert_snapshot!(format!("{format:?}").to_lowercase(), shown);
    }
}

#[test]
fn no_format_passes_hidden_characters_on() {
    for format in OutputFormat::value_variants() {
        let shown = written(&sample(), *format);
        let hidden = shown.chars().find(|character| *character != '\n' && is_hidden(*character));
        assert_eq!(hidden, None, "{format:?}: {shown}");
    }
}

fn complaints(schema: &str, instance: &Value) -> Vec<String> {
    // SARIF's has a bracket too many in the pattern of two members that connlint does not write.
    let schema = schema.replace("{2}]?$", "{2}$");
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is one");
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn json_formats_are_as_their_schemas_say() {
    for (format, schema) in [
        (OutputFormat::Json, include_str!("../../schemas/report.schema.json")),
        (OutputFormat::Sarif, include_str!("../../fixtures/schemas/sarif-2.1.0.schema.json")),
        (OutputFormat::Gitlab, include_str!("../../fixtures/schemas/gitlab-code-quality.schema.json")),
    ] {
        for report in [sample(), nothing()] {
            assert_eq!(complaints(schema, &parsed(&report, format)), [""; 0], "{format:?}");
        }
        for member in ["/diagnostics/0/path", "/0/location/path", "/runs/0/results/0/level"] {
            let mut wrong = parsed(&sample(), format);
            let Some(value) = wrong.pointer_mut(member) else { continue };
            *value = 1.into();
            assert!(!complaints(schema, &wrong).is_empty(), "{format:?}");
        }
    }
}

#[test]
fn the_schema_of_sarif_looks_at_uris() {
    let mut log = parsed(&sample(), OutputFormat::Sarif);
    let uri = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    *log.pointer_mut(uri).expect("a result has a place") = HIDDEN.into();
    let schema = include_str!("../../fixtures/schemas/sarif-2.1.0.schema.json");
    assert_eq!(complaints(schema, &log).len(), 1);
}

#[test]
fn sarif_has_nothing_empty_and_no_text_of_files() {
    fn walk(name: &str, value: &Value) {
        let is_telling = matches!(name, "results" | "breaks" | "pointer");
        assert!(name != "snippet" && name != "contents");
        match value {
            Value::Null => panic!("{name} is null"),
            Value::String(text) => assert!(is_telling || !text.is_empty(), "{name}"),
            Value::Array(items) => {
                assert!(is_telling || !items.is_empty(), "{name}");
                for item in items {
                    walk(name, item);
                }
            }
            Value::Object(members) => {
                assert!(!members.is_empty(), "{name}");
                for (name, value) in members {
                    walk(name, value);
                }
            }
            _ => {}
        }
    }
    for report in [sample(), nothing()] {
        walk("", &parsed(&report, OutputFormat::Sarif));
    }
}

#[test]
fn sarif_links_only_to_related_places() {
    let log = parsed(&sample(), OutputFormat::Sarif);
    let messages: Vec<_> = log["runs"][0]["results"].as_array().expect("there are results").iter().collect();
    let text = |number: usize| messages[number]["message"]["text"].as_str().unwrap_or_default();
    assert!(text(2).contains("[x] (javascript:0)"), "{}", text(2));
    assert!(text(3).ends_with("\n[set \\[here\\] (1) \\\\o/](1)"), "{}", text(3));
    assert_eq!(messages[3]["relatedLocations"][0]["id"], 1);
}

#[test]
fn nothing_found_is_said_so() {
    assert_eq!(written(&nothing(), OutputFormat::Gitlab), "[]\n");
    assert_eq!(written(&nothing(), OutputFormat::Github), "checked 3 files: no findings\n");
    let log = parsed(&nothing(), OutputFormat::Sarif);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    let junit = written(&nothing(), OutputFormat::Junit);
    assert!(junit.contains(r#"<testsuites name="connlint" tests="3" failures="0" errors="0" skipped="0">"#));
}

#[test]
fn formats_are_named_as_in_the_manual() {
    let names: Vec<_> = OutputFormat::value_variants()
        .iter()
        .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
        .collect();
    assert_eq!(names, ["human", "concise", "json", "sarif", "github", "gitlab", "junit"]);
}
