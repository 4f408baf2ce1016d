//! Secrets never leave: a canary is planted in every kind of place where a secret can stand, and searched for in every
//! format of the report, with excerpts and without.

use connlint::diagnose::Detail;
use connlint::lint::Settings;
use connlint::report::{Look, OutputFormat, Report, Tool};
use connlint::rules::RULES;
use connlint::severity::Severity;
use connlint::tree::{Arena, Format, Kind, Tree};

use clap::ValueEnum as _;

const CANARY: &str = "kanarienvogel7";

/// A token of a well-known shape, in two pieces, so that scanners of secrets leave this file alone.
fn token() -> String {
    ["ghp_", "kanarienvogel7kanarienvogel7kanarienvo"].concat()
}

/// All that a run says about a file, in every format. Every rule is on.
fn everything(path: &str, text: &str) -> (usize, String) {
    let mut settings = Settings { detail: Detail::Excerpts, ..Settings::default() };
    for rule in RULES {
        settings.levels.set(rule.name, Some(rule.severity.unwrap_or(Severity::Note)));
    }
    let linted = settings.lint(path, text.as_bytes(), &mut Arena::default());
    let count = linted.diagnostics.len();
    let tool = Tool { name: "connlint", version: "0.0.0", stack: "9.6".to_owned() };
    let report = Report::new(tool, vec![linted.entry], linted.diagnostics, 0, 0);
    let mut said = Vec::new();
    for format in OutputFormat::value_variants() {
        report.write(*format, &Look::default(), &mut said).unwrap();
    }
    (count, String::from_utf8(said).unwrap())
}

fn hold(name: &str, path: &str, text: &str, secret: &str) {
    let (count, said) = everything(path, text);
    assert!(count > 0, "{name}: nothing is found, so that nothing is tested:\n{text}");
    if let Some(at) = said.find(secret) {
        let start = said[..at].rfind('\n').unwrap_or(0);
        panic!("{name}: the secret is shown: {}\n{text}", &said[start..(at + secret.len()).min(said.len())]);
    }
}

/// Files with a secret at `@`, each in a place of another kind.
const PLACES: [(&str, &str, &str); 24] = [
    ("a value of a sensitive field", "a.toml", "service_type = \"mysql\"\n[values]\npassword = \"@\"\n"),
    ("a number of one", "a.toml", "service_type = \"mysql\"\n[values]\npassword = { nested = \"@\" }\n"),
    ("an array of one", "a.toml", "service_type = \"mysql\"\n[values]\npassword = [\"@\", \"x\"]\n"),
    (
        "a field that the type does not know",
        "a.toml",
        "service_type = \"mysql\"\n[values]\npasswort = \"@\"\n",
    ),
    ("values without a schema", "a.toml", "[values]\nanything = \"@\"\n"),
    ("values of an unknown type", "a.json", r#"{"service_type": "mysqll", "values": {"anything": "@"}}"#),
    ("a misplaced value", "a.toml", "service_type = \"mysql\"\npassword = \"@\"\n[values]\nhost = 5\n"),
    ("own schema", "a.toml", "[configuration.a]\nlabel = \"A\"\nsensitive = true\nvalue = \"@\"\n"),
    ("a default", "a.toml", "[configuration.a]\nlabel = \"A\"\nsensitive = true\ndefault_value = \"@\"\n"),
    (
        "an int",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\ntype = \"int\"\nsensitive = true\nvalue = \"@\"\n",
    ),
    (
        "an int default",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\ntype = \"int\"\nsensitive = true\ndefault_value = \"@\"\n",
    ),
    (
        "a validation",
        "a.json",
        r#"{"configuration": {"a": {"label": "A", "sensitive": true, "value": "@", "validations": [
            {"type": "regex", "constraint": "[0-9]"}, {"type": "included_in", "constraint": ["x"]},
            {"type": "less_than", "constraint": "a"}, {"type": "list_type", "constraint": "int"}]}}}"#,
    ),
    (
        "a list",
        "a.json",
        r#"{"configuration": {"a": {"label": "A", "type": "list", "sensitive": true, "value": "x, @", "validations": [
            {"type": "included_in", "constraint": ["x"]}]}}}"#,
    ),
    (
        "sensitive of the wrong type",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\nsensitive = 1\nvalue = \"@\"\n",
    ),
    (
        "a misspelled attribute",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\nsensitive = true\nvalu = \"@\"\n",
    ),
    ("no definition at all", "a.json", r#"{"configuration": {"password": "@"}}"#),
    (
        "a conflict",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\nsensitive = true\nvalue = \"@\"\n[values]\na = \"x\"\n",
    ),
    (
        "the other side of one",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\nsensitive = true\nvalue = \"x\"\n[values]\na = \"@\"\n",
    ),
    (
        "a dependency on a secret",
        "a.toml",
        "[configuration.a]\nlabel = \"A\"\nsensitive = true\nvalue = \"x\"\n[configuration.b]\nlabel = \"B\"\n\
         depends_on = [{ field = \"a\", value = \"@\" }]\n",
    ),
    (
        "a duplicate key",
        "a.json",
        r#"{"configuration": {"a": {"label": "A", "sensitive": true, "value": "@", "value": "@"}}}"#,
    ),
    ("an unclosed string", "a.json", "{\"values\": {\n\"password\": \"@\n}}"),
    ("a broken line", "a.toml", "service_type = \"mysql\"\n[values]\npassword \"@\"\nhost = @\n"),
    (
        "a string over lines",
        "a.toml",
        "service_type = \"mysql\"\n[values]\npassword = \"\"\"\nfirst\n@\nlast\n\"\"\"\nprt = 1\n",
    ),
    (
        "an unclosed string over lines",
        "a.toml",
        "service_type = \"mysql\"\n[values]\npassword = \"\"\"\n@\nhost = \"x\"\n",
    ),
];

#[test]
fn no_format_shows_a_secret_of_any_place() {
    for (name, path, template) in PLACES {
        hold(name, path, &template.replace('@', CANARY), CANARY);
    }
}

#[test]
fn no_format_shows_a_token_of_a_known_shape_wherever_it_stands() {
    let token = token();
    let documents = [
        include_str!("../../fixtures/tour/connectors/crm/leads.json"),
        include_str!("../../fixtures/tour/connectors/wiki.toml"),
        include_str!("../../fixtures/tour/connectors/orders.toml"),
    ];
    let mut planted = 0;
    for document in documents {
        let (path, format) =
            if document.starts_with('{') { ("a.json", Format::Json) } else { ("a.toml", Format::Toml) };
        let tree = Tree::parse(document, format);
        for node in tree.nodes().filter(|node| node.kind() == Kind::Text) {
            let mut text = document.to_owned();
            text.replace_range(node.span().range(), &format!("\"{token}\""));
            hold(&node.pointer(), path, &text, &token);
            planted += 1;
        }
    }
    assert!(planted > 40, "{planted}");
}

#[test]
fn a_private_key_is_shown_nowhere() {
    let line = "MIIBkanarienvogel7kanarienvogel7";
    let key =
        ["-----BEGIN PRIVATE", " KEY-----\\n", line, "\\n", line, "\\n-----END PRIVATE", " KEY-----\\n"]
            .concat();
    let documents = [
        format!(r#"{{"configuration": {{"a": {{"label": "A", "type": "int", "value": "{key}"}}}}}}"#),
        format!(r#"{{"configuration": {{"a": {{"label": "{key}", "required": true, "value": ""}}}}}}"#),
        format!(r#"{{"configuration": {{"a": {{"label": "A", "tooltip": "{key}", "value": 5}}}}}}"#),
        format!(r#"{{"name": "{key}", "configuration": {{"a": {{"label": "A", "value": 5}}}}}}"#),
    ];
    for document in documents {
        hold("a private key", "a.json", &document, line);
    }
}
