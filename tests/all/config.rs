//! `connlint.toml`: what is read, and how every mistake is answered.

use std::fmt::Write as _;

use connlint::config::{self, Config, KEYS, Known, Level};
use connlint::severity::Severity;
use insta::assert_snapshot;

const KNOWN: Known<'static> =
    Known { rules: &["duplicate-order", "plaintext-secret", "syntax-error"], stacks: &["8.13", "9.2", "9.6"] };

const COMPLETE: &str = r#"
include = ["connectors/**/*.toml", "./more/*.json"]
exclude = ["connectors/legacy/**"]
types = "./types/"
stack = "9.2"

[rules]
plaintext-secret = "warning"
duplicate-order = "off"

[[cluster]]
name = "prod"
include = ["connectors/prod/**"]

[[ignore]]
path = "./connectors/a.json"
pointer = "/configuration/port"
rules = ["duplicate-order"]
reason = "two fields share a slot on purpose"

[[ignore]]
path = "connectors/b.json"
rules = ["plaintext-secret"]
"#;

fn read(text: &str) -> Config {
    let (config, faults) = config::parse(text, KNOWN);
    assert_eq!(faults, []);
    config
}

/// `line:column-line:column text | message | help`, a line for each mistake.
fn faults(text: &str) -> String {
    let mut out = String::new();
    for fault in config::parse(text, KNOWN).1 {
        let place = |offset: u32| {
            let before = &text[..offset as usize];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            format!("{}:{}", before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
        };
        let shown: String = text[fault.span.range()].chars().take(30).collect();
        let help = fault.help.unwrap_or_default();
        writeln!(out, "{}-{} {shown:?} | {} | {help}", place(fault.span.start), place(fault.span.end), fault.message)
            .unwrap();
    }
    out
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(read(""), Config::default());
    assert_eq!(read("\u{feff}# nothing\r\n"), Config::default());
}

#[test]
fn everything_is_read() {
    let config = read(COMPLETE);
    assert_eq!(config.include.unwrap(), ["connectors/**/*.toml", "./more/*.json"]);
    assert_eq!(config.exclude, ["connectors/legacy/**"]);
    assert_eq!(config.types.unwrap().value, "types");
    assert_eq!(config.stack.unwrap().value, "9.2");
    let levels: Vec<(&str, Level)> =
        config.rules.iter().map(|(rule, level)| (rule.value.as_str(), *level)).collect();
    assert_eq!(levels, [("plaintext-secret", Level::At(Severity::Warning)), ("duplicate-order", Level::Off)]);
    assert_eq!(config.clusters[0].name.value, "prod");
    assert_eq!(config.clusters[0].include, ["connectors/prod/**"]);
    let [first, second] = &config.ignores[..] else { panic!("two entries") };
    assert_eq!((first.path.value.as_str(), first.pointer.as_str()), ("connectors/a.json", "/configuration/port"));
    assert_eq!(first.reason.as_deref(), Some("two fields share a slot on purpose"));
    assert_eq!((second.pointer.as_str(), second.reason.as_deref()), ("", None));
    assert_eq!(&COMPLETE[second.path.span.range()], "\"connectors/b.json\"");
    assert!(COMPLETE[second.span.range()].starts_with("[[ignore]]"));
}

#[test]
fn unknown_names_are_answered_with_known_ones() {
    assert_snapshot!(faults(r#"
inclde = []
colour = true
stack = "9.7"

[rules]
plain-secret = "error"
syntax-error = "warn"
duplicate-order = "loud"

[[cluster]]
name = "prod"
include = []
exclude = []

[[ignore]]
path = "a.json"
rules = ["duplicate-ordre", "syntax-error"]
reasons = "x"
"#), @"");
}

#[test]
fn wrong_types_are_answered_with_an_example() {
    assert_snapshot!(faults(r#"
include = "connectors/**"
exclude = [1, "a/**", ["b"]]
types = ["types"]
stack = 9.2
rules = ["plaintext-secret"]
ignore = [{ path = 1, rules = "syntax-error", pointer = 2020-01-01 }]

[cluster]
name = "prod"
"#), @"");
}

#[test]
fn values_that_cannot_be_meant_are_refused() {
    assert_snapshot!(faults(r#"
include = []
exclude = ["", "../x/**", "/abs", "a[", "{a"]
types = "../types"
stack = "9.2.1"

[[cluster]]
name = "a"
include = ["a/**"]

[[cluster]]
name = "a"
include = ["b/**"]

[[cluster]]
name = " "
include = ["c/**"]

[[ignore]]
path = "../a.json"
rules = []
pointer = "configuration/port"

[[ignore]]
path = "."
rules = ["syntax-error"]
pointer = "/a~2b"
"#), @"");
}

#[test]
fn missing_keys_are_named() {
    assert_snapshot!(faults("[[cluster]]\n\n[[ignore]]\nreason = \"x\"\n"), @"");
}

#[test]
fn damage_hides_no_mistake_before_it_and_invents_none_after_it() {
    assert_snapshot!(faults("
stak = \"9.2\"
include = [\"a/**\"
[rules
plaintext-secret = \"errr\"
types = = \"x\"
[[cluster]]
name = \"x\"
"), @"");
}

#[test]
fn duplicate_keys_are_told() {
    assert_snapshot!(faults("stack = \"9.2\"\nstack = \"9.6\"\n[rules]\nsyntax-error = \"off\"\nsyntax-error = \"note\"\n"), @"");
}

#[test]
fn a_flood_of_mistakes_is_cut() {
    let text: String = (0..20_000).fold(String::new(), |mut text, at| {
        writeln!(text, "key{at} = 1").unwrap();
        text
    });
    let (_, faults) = config::parse(&text, KNOWN);
    assert_eq!(faults.len(), 101);
    assert_eq!(faults[100].message, "19900 more mistakes are not listed");
}

#[test]
fn names_in_messages_are_short_and_harmless() {
    let (_, faults) = config::parse(&format!("\"\\u001B[2J{}\" = 1", "x".repeat(1000)), KNOWN);
    assert!(faults[0].message.starts_with("unknown key `\\u{1b}[2Jxxx"), "{}", faults[0].message);
    assert!(faults[0].message.ends_with("x…`"));
}

#[test]
fn bytes_that_are_no_text_are_placed() {
    let (_, faults) = config::parse_bytes(b"stack = \"9.2\xff\"", KNOWN);
    assert_eq!((faults[0].span.start, faults[0].span.end), (12, 13));
    let (_, faults) = config::parse_bytes(b"# \xe2\x82", KNOWN);
    assert_eq!((faults[0].span.start, faults[0].span.end), (2, 4));
}

mod schema {
    use super::*;

    fn schema() -> serde_json::Value {
        serde_json::from_str(include_str!("../../schemas/connlint.schema.json")).unwrap()
    }

    #[test]
    fn it_has_the_keys_that_are_read_each_with_a_description() {
        let schema = schema();
        let properties = schema["properties"].as_object().unwrap();
        let mut keys = KEYS.to_vec();
        keys.sort_unstable();
        let mut documented: Vec<&str> = properties.keys().map(String::as_str).collect();
        documented.sort_unstable();
        assert_eq!(documented, keys);
        assert!(properties.values().all(|property| property["description"].is_string()));
    }

    #[test]
    fn it_accepts_what_is_read_and_refuses_what_is_not() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        let as_json = |text: &str| serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
        assert!(validator.is_valid(&as_json("")));
        assert!(validator.is_valid(&as_json(COMPLETE)));
        for wrong in [
            "inclde = []",
            "include = []",
            "include = 'a'",
            "exclude = ['']",
            "types = '../x'",
            "types = '/x'",
            "stack = 9.2",
            "stack = '9.2.1'",
            "[rules]\nx = 'warn'",
            "[[cluster]]\nname = 'a'",
            "[[cluster]]\nname = ''\ninclude = ['a']",
            "[[ignore]]\npath = 'a.json'",
            "[[ignore]]\npath = 'a.json'\nrules = []",
            "[[ignore]]\npath = 'a.json'\nrules = ['x']\npointer = 'a'",
            "[[ignore]]\npath = 'a.json'\nrules = ['x']\nreasn = 'a'",
        ] {
            assert!(!validator.is_valid(&as_json(wrong)), "{wrong}");
            assert_ne!(config::parse(wrong, KNOWN).1, [], "{wrong}");
        }
    }
}
