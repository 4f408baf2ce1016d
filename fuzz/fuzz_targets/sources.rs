//! Gives any text to the procedures that the sources share, and to the sources themselves: no panic, no hang.

#![no_main]

use connlint::consumers::sources::{certificate, document, graphql, key, pem};
use connlint::lint::Settings;
use connlint::tree::Arena;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| check(text));

/// Types with a field that takes free text.
const FIELDS: [(&str, &str); 8] = [
    ("gmail", "service_account_credentials"),
    ("graphql", "graphql_query"),
    ("graphql", "http_endpoint"),
    ("mongodb", "host"),
    ("mysql", "ssl_ca"),
    ("notion", "notion_secret_key"),
    ("redis", "host"),
    ("servicenow", "url"),
];

fn check(text: &str) {
    let lines = pem::reflow(text, pem::END_CERTIFICATE);
    certificate::load(&lines);
    key::kind(text);
    let _ = document::parse(text);
    if let Ok(definitions) = graphql::parser::parse(text) {
        graphql::path::find(&definitions, text, graphql::path::Wanted::Id(Some(text)));
    }
    let Some(quoted) = quoted(text) else { return };
    for (service_type, field) in FIELDS {
        let file = format!(
            r#"{{"service_type": "{service_type}", "values": {{"ssl_enabled": true, "{field}": {quoted}}}}}"#
        );
        Settings::default().lint("connectors/fuzz.json", file.as_bytes(), &mut Arena::default());
    }
}

/// The text as a JSON string; none where that takes more than escaping quotes.
fn quoted(text: &str) -> Option<String> {
    let is_plain = !text.chars().any(|one| one < ' ' && one != '\n');
    is_plain.then(|| {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        format!("\"{escaped}\"")
    })
}
