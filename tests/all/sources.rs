//! What the sources check themselves: the recorded verdicts, and the texts that people put into these fields.

mod addresses;
mod documents;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use connlint::consumers::sources::{certificate, document, graphql, key, pem};
use connlint::report::Diagnostic;
use connlint::tree::{Format, Tree};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases::{OF_SOURCES, file, judge_source, lint};
use crate::convert;

const CA: &str = include_str!("../../fixtures/certificates/ca.pem");
const OTHER: &str = include_str!("../../fixtures/certificates/other.pem");
const REQUEST: &str = include_str!("../../fixtures/certificates/request.pem");
const KEY: &str = include_str!("../../fixtures/certificates/key.pem");
const RSA: &str = include_str!("../../fixtures/certificates/rsa.pem");

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

/// What the source of this type has to say about these values.
fn of_source(service_type: &str, values: &Value) -> Vec<Diagnostic> {
    let file = json!({ "service_type": service_type, "values": values });
    let mut found = lint("connectors/case.json", &file.to_string());
    found.retain(|one| OF_SOURCES.contains(&one.rule));
    found
}

/// The same about fields, of each one the name, the type and the value; all are optional, without a default.
fn of_fields(service_type: &str, fields: &[(&str, &str, Value)]) -> Vec<Diagnostic> {
    let field = |kind: &str, value: &Value| {
        json!({
            "label": "Field", "type": kind, "order": 1, "required": false, "default_value": null, "value": value,
        })
    };
    let fields: serde_json::Map<_, _> =
        fields.iter().map(|(name, kind, value)| ((*name).to_owned(), field(kind, value))).collect();
    let file = json!({ "service_type": service_type, "configuration": fields });
    let mut found = lint("connectors/case.json", &file.to_string());
    found.retain(|one| OF_SOURCES.contains(&one.rule));
    found
}

/// What confluence says in its log, and what connlint says, about the text of a certificate.
fn certificate(text: &str) -> Option<(String, String)> {
    let values = json!({
        "data_source": "confluence_cloud", "account_email": "a@example.org", "api_token": "${env:TOKEN}",
        "confluence_url": "https://example.org", "spaces": "*", "ssl_enabled": true, "ssl_ca": text,
    });
    let found = of_source("confluence", &values);
    assert!(found.len() < 2, "{found:?}");
    let first = found.into_iter().next()?;
    assert_eq!((first.rule, first.field.as_deref()), ("invalid-certificate", Some("ssl_ca")));
    Some((first.says?, first.message))
}

fn on_one_line(text: &str) -> String {
    text.trim().replace('\n', " ")
}

#[test]
fn certificates_pass_in_every_form_that_is_loaded() {
    for text in [
        CA.to_owned(),
        CA.replace('\n', "\r\n"),
        on_one_line(CA),
        format!("{CA}{OTHER}"),
        format!("{} {}", on_one_line(CA), on_one_line(OTHER)),
        format!("# the authority\n{CA}"),
        format!("{CA}{}", restored(KEY)),
        CA.replace('\n', "\n\n    "),
        "${file:ca.pem}".to_owned(),
    ] {
        assert_eq!(certificate(&text), None, "{text}");
    }
}

#[test]
fn what_gmail_is_given_in_place_of_an_object_fails_in_its_own_way() {
    for (account, said) in [
        (r#""text""#, "'str' object does not support item assignment"),
        (r#""the universe_domain""#, "'str' object has no attribute 'pop'"),
        (r#"["text"]"#, "list indices must be integers or slices, not str"),
        (r#"["universe_domain"]"#, "'str' object cannot be interpreted as an integer"),
        ("1", "argument of type 'int' is not iterable"),
    ] {
        // A string is read once more.
        let account = Value::from(account).to_string();
        let values = json!({
            "service_account_credentials": account, "customer_id": "C0", "subject": "a@example.org",
        });
        let found =
            lint("connectors/a.json", &json!({"service_type": "gmail", "values": values}).to_string());
        let says: Vec<_> = found.iter().filter_map(|one| one.says.as_deref()).collect();
        assert!(says.iter().any(|one| one.contains(said)), "{account}: {says:?}");
    }
}

#[test]
fn a_source_adds_nothing_about_a_field_that_is_missing() {
    let values = json!({
        "http_endpoint": "", "graphql_query": "{a}", "graphql_object_to_id_map": r#"{"a": "id"}"#,
    });
    let found = lint("connectors/a.json", &json!({"service_type": "graphql", "values": values}).to_string());
    assert_eq!(found.iter().map(|one| one.rule).collect::<Vec<_>>(), ["missing-required-value"]);
}

#[test]
fn an_optional_certificate_may_be_missing_where_the_source_asks_first() {
    let is_told = |service_type: &str, text: &str| {
        let configuration = json!({
            "ssl_enabled": {"label": "On", "type": "bool", "order": 1, "value": true},
            "ssl_ca": {"label": "CA", "type": "str", "order": 2, "required": false, "default_value": null, "value": text},
        });
        let file = json!({"service_type": service_type, "configuration": configuration}).to_string();
        lint("connectors/a.json", &file).iter().any(|one| one.rule == "invalid-certificate")
    };
    assert!(!is_told("confluence", "") && is_told("confluence", "yes"));
    assert!(is_told("mysql", ""), "mysql loads whatever there is");
}

#[test]
fn nothing_is_said_about_what_comes_behind_an_undecided_step() {
    let is_told = |direct: bool| {
        let values = json!({
            "host": "mongodb+srv://a.example.org", "direct_connection": direct, "database": "d", "collection": "c",
            "ssl_enabled": true, "ssl_ca": "yes",
        });
        of_source("mongodb", &values).iter().any(|one| one.rule == "invalid-certificate")
    };
    assert!(is_told(false) && !is_told(true));
}

#[test]
fn documents_have_the_escapes_of_json() {
    let parsed = document::parse(r#""\" \\ \/ \b \f \n \r \t \u0041""#).ok().unwrap();
    assert_eq!(parsed, connlint::consumers::python::Py::Str("\" \\ / \u{8} \u{c} \n \r \t A".into()));
    assert!(document::parse(r#""\v""#).is_err());
}

#[test]
fn attempts_are_a_number_and_not_below_zero() {
    let told = |value: Value| {
        let values = json!({
            "buckets": "a", "aws_access_key_id": "id", "aws_secret_access_key": "${env:KEY}", "max_attempts": value,
        });
        let field = json!({
            "label": "Attempts", "type": "int", "display": "numeric", "order": 1, "required": false,
            "default_value": null, "value": value,
        });
        let with_values = json!({"service_type": "s3", "values": values});
        let with_schema = json!({"service_type": "s3", "configuration": {"max_attempts": field}});
        [with_values, with_schema].map(|file| {
            let found = lint("connectors/a.json", &file.to_string());
            found.into_iter().find(|one| one.rule == "unusable-item").and_then(|one| one.says)
        })
    };
    let below = "must be an integer greater than or equal to 0";
    assert!(told(json!(-1)).iter().flatten().all(|said| said.contains(below)));
    assert!(told(json!(-1))[0].is_some() && told(json!(0)) == [None, None]);
    let [_, null] = told(Value::Null);
    assert!(null.is_some_and(|said| said.contains("'<' not supported between")));
}

#[test]
fn other_texts_are_told_from_certificates() {
    let no_start = "SSLError: no start line: cadata does not contain a certificate (_ssl.c:";
    let empty = "ValueError: Empty certificate data";
    let base64: String = CA.lines().filter(|line| !line.starts_with('-')).collect();
    for (text, says, what) in [
        ("/etc/ssl/ca.pem", empty, "the path of a file"),
        ("C:\\certs\\ca.crt", empty, "the path of a file"),
        (base64.as_str(), empty, "base64 without"),
        (&restored(KEY), no_start, "a private key"),
        (REQUEST, no_start, "a request for a certificate"),
        (&on_one_line(&restored(KEY)), empty, "a private key"),
        (&CA[..200], no_start, "is cut"),
        (&CA.replace("MIIB", "MIIC"), no_start, "damaged"),
        (&format!("{CA}{}", OTHER.replace("MII", "MIJ")), "SSLError: [", "damaged"),
        (&CA.replace("-----END", "\u{2013}----END"), "TypeError: cadata should be an ASCII string", "ASCII"),
        ("yes", empty, "holds no certificate"),
        ("größer", empty, "holds no certificate"),
        (&"A".repeat(31), empty, "holds no certificate"),
        (&"A".repeat(32), empty, "base64 without"),
    ] {
        let (said, message) = certificate(text).unwrap_or_else(|| panic!("{text} passes"));
        assert!(said.starts_with(says), "{text}: {said}");
        assert!(message.contains(what), "{text}: {message}");
    }
}

#[test]
fn private_keys_are_told_apart() {
    let github = |key: &str| {
        let values = json!({
            "data_source": "github_cloud", "auth_method": "github_app", "app_id": 1, "private_key": key,
            "repositories": "acme/docs",
        });
        of_source("github", &values).into_iter().next().map(|one| (one.rule, one.says.unwrap()))
    };
    assert_eq!(github(&restored(RSA)), None);
    assert_eq!(github("${file:app.pem}"), None);
    assert_eq!(github(CA), None, "undecided");
    let says = |key: &str| github(key).map(|(_, says)| says).unwrap_or_default();
    assert_eq!(says("app.pem"), "Could not parse the provided public key.");
    assert!(says(&restored(KEY)).starts_with("Expected one of"));
    let encrypted =
        restored("-----BEGIN ENCRYPTED PR1VATE KEY-----\nYQ==\n-----END ENCRYPTED PR1VATE KEY-----");
    assert_eq!(says(&encrypted), "Password was not given but private key is encrypted");
}

#[test]
fn secret_values_and_their_places_are_masked() {
    let secret = "{\"type\": \"x\", \"hunter2\": 1}";
    let values = json!({ "buckets": "*", "service_account_credentials": secret });
    let found = of_source("google_cloud_storage", &values);
    assert_eq!(found.len(), 1);
    let broken = of_source(
        "google_cloud_storage",
        &json!({ "buckets": "*", "service_account_credentials": "{\"a\": hunter2}" }),
    );
    assert_eq!(broken[0].rule, "invalid-json");
    for one in found.iter().chain(&broken) {
        let text = format!("{:?} {} {:?}", one.says, one.message, one.help);
        assert!(!text.contains("hunter2") && !text.contains("column"), "{text}");
    }
}

#[test]
fn the_place_of_an_error_in_json_is_told_inside_of_the_value() {
    let values = json!({
        "http_endpoint": "https://api.example.org/g", "http_method": "get", "graphql_query": "{ a { id } }",
        "graphql_object_to_id_map": "{\n \"a\": 'id'}",
    });
    let found = of_source("graphql", &values);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("line 2 column 7 (char 8)"), "{}", found[0].message);
}

#[test]
fn what_an_unknown_value_decides_is_left_open() {
    let mut values = json!({
        "host": "localhost:6380", "port": 6379, "database": "0", "username": "svc", "password": "x",
    });
    assert_eq!(of_source("redis", &values).len(), 4);
    values["password"] = json!("${env:REDIS_PASSWORD}");
    assert!(of_source("redis", &values).is_empty());
    // Whether the certificate stops the connector before its login is not known.
    let behind = json!({
        "data_source": "confluence_server", "username": "a:b", "password": "${env:PASSWORD}",
        "confluence_url": "https://example.org", "spaces": "*", "ssl_enabled": true, "ssl_ca": "${file:ca.pem}",
    });
    assert!(of_source("confluence", &behind).is_empty());
}

/// A procedure, with its name.
type Procedure = (&'static str, fn(&str));

#[test]
fn megabytes_are_answered_at_once() {
    let long = |part: &str| part.repeat(1_000_000 / part.len());
    let texts = [
        long("["),
        long("{\"a\":"),
        long("\"\\u00e9"),
        long("a.b"),
        long("-----BEGIN CERTIFICATE----- "),
        long("{a "),
        long("-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n"),
        long("a@b."),
        long("h,"),
        long("\u{e9}"),
        long("-----BEGIN X----- YQ== -----END X----- "),
        long("https://a.b/c?d="),
        format!("{{{}}}", long("\"a\":1,")),
    ];
    for text in &texts {
        let procedures: [Procedure; 5] = [
            ("reflow", |text| drop(pem::reflow(text, pem::END_CERTIFICATE))),
            ("certificate", |text| _ = certificate::load(text)),
            ("document", |text| drop(document::parse(text))),
            ("key", |text| _ = key::kind(text)),
            ("graphql", |text| drop(graphql::parser::parse(text))),
        ];
        for (name, run) in procedures {
            let start = Instant::now();
            run(text);
            assert!(
                start.elapsed() < Duration::from_secs(2),
                "{name} of {:?}: {:?}",
                &text.get(..10),
                start.elapsed()
            );
        }
    }
    let start = Instant::now();
    for (service_type, values) in everywhere(&texts[3]) {
        of_source(service_type, &values);
    }
    assert!(start.elapsed() < Duration::from_secs(18), "{:?}", start.elapsed());
}

/// A text in every field that a source looks into.
fn everywhere(text: &str) -> [(&'static str, Value); 9] {
    [
        ("confluence", json!({ "ssl_enabled": true, "ssl_ca": text, "data_source": text })),
        ("gmail", json!({ "service_account_credentials": text, "subject": text })),
        ("github", json!({ "auth_method": "github_app", "private_key": text, "repositories": "a/b" })),
        (
            "graphql",
            json!({ "http_endpoint": "https://a.bc", "graphql_query": text, "graphql_object_to_id_map": text }),
        ),
        (
            "graphql",
            json!({ "http_endpoint": text, "graphql_query": "{a}", "graphql_object_to_id_map": text }),
        ),
        ("mongodb", json!({ "host": text, "database": text, "ssl_enabled": true, "ssl_ca": text })),
        (
            "redis",
            json!({ "host": text, "port": 1, "database": "0", "ssl_enabled": true, "mutual_tls_enabled": true, "tls_certfile": text }),
        ),
        ("servicenow", json!({ "url": text, "username": text, "password": text, "services": "a" })),
        (
            "sharepoint_online",
            json!({ "auth_method": "certificate", "certificate": text, "private_key": text, "tenant_id": "a" }),
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_makes_a_source_panic(parts in prop::collection::vec(prop::sample::select(PARTS), 0..12), any in ".{0,12}") {
        let text = format!("{}{any}", parts.concat());
        for (service_type, values) in everywhere(&restored(&text)) {
            let file = json!({ "service_type": service_type, "values": values });
            let found = lint("connectors/case.json", &file.to_string());
            prop_assert!(found.iter().all(|one| one.rule != "internal-error" || one.message.contains("Hidden") || one.message.contains("NeverShown")), "{text}: {found:?}");
        }
    }
}

const PARTS: &[&str] = &[
    "-----BEGIN CERTIFICATE-----",
    "-----END CERTIFICATE-----",
    "-----BEGIN RSA PR1VATE KEY-----",
    "-----END RSA PR1VATE KEY-----",
    "-----BEGIN ",
    "-----",
    "\n",
    " ",
    "YQ==",
    "MAA=",
    "Proc-Type: 4,ENCRYPTED\n\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\ud83d",
    "\\u00e9",
    ":",
    ",",
    "\"a\"",
    "1",
    "-",
    ".5",
    "e9",
    "null",
    "NaN",
    "\u{feff}",
    "query",
    "fragment",
    "...",
    " on ",
    "a",
    "$",
    "@",
    "\"\"\"",
    "#",
    "type",
    "extend",
    "mongodb://",
    "mongodb+srv://",
    "https://",
    "//",
    "/",
    "?",
    "ssl=true",
    "%",
    "+",
    "\u{e9}",
    "\u{1f600}",
    "*",
];
