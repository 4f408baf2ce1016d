//! `connlint.toml`: what is read, and how every mistake is answered.

use std::fmt::Write as _;

use connlint::config::{self, Config, KEYS, Known, Level};
use connlint::severity::Severity;
use insta::assert_snapshot;

const KNOWN: Known<'static> = Known {
    rules: &["duplicate-order", "plaintext-secret", "syntax-error"],
    stacks: &["8.13", "9.2", "9.6"],
};

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
        let places = format!("{}-{}", place(fault.span.start), place(fault.span.end));
        let line = format!("{places} {shown:?} | {} | {help}", fault.message);
        writeln!(out, "{}", line.trim_end_matches([' ', '|'])).unwrap();
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
    assert_eq!(
        (first.path.value.as_str(), first.pointer.as_str()),
        ("connectors/a.json", "/configuration/port")
    );
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
"#), @r#"
    2:1-2:7 "inclde" | unknown key `inclde` | did you mean `include`?
    3:1-3:7 "colour" | unknown key `colour` | known: include, exclude, types, stack, rules, cluster, ignore
    4:9-4:14 "\"9.7\"" | unknown version `9.7` of the stack | known: 8.13 to 9.6
    7:1-7:13 "plain-secret" | unknown rule `plain-secret` | did you mean `plaintext-secret`?
    8:16-8:22 "\"warn\"" | unknown level `warn` | did you mean `warning`?
    9:19-9:25 "\"loud\"" | unknown level `loud` | known: error, warning, note, off
    14:1-14:8 "exclude" | unknown key of [[cluster]] `exclude` | did you mean `include`?
    19:1-19:8 "reasons" | unknown key of [[ignore]] `reasons` | did you mean `reason`?
    "#);
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
"#), @r##"
    2:11-2:26 "\"connectors/**\"" | `include` is a list of strings, not a string | write `include = ["connectors/**/*.toml"]`
    3:12-3:13 "1" | an entry of `exclude` is a string, not a number | write `exclude = ["connectors/legacy/**"]`
    3:23-3:28 "[\"b\"]" | an entry of `exclude` is a string, not a list | write `exclude = ["connectors/legacy/**"]`
    4:9-4:18 "[\"types\"]" | `types` is a string, not a list | write `types = "types"`
    5:9-5:12 "9.2" | `stack` is a string, not a number | write `stack = "9.2"`
    6:9-6:29 "[\"plaintext-secret\"]" | `rules` is a table, not a list | write `[rules]`
    7:20-7:21 "1" | `path` is a string, not a number | write `path = "connectors/a.json"`
    7:31-7:45 "\"syntax-error\"" | `rules` is a list of strings, not a string | write `rules = ["duplicate-order"]`
    7:57-7:67 "2020-01-01" | `pointer` is a string, not a date | write `pointer = "/configuration/port"`
    9:1-9:10 "[cluster]" | `cluster` is a list of tables, not a table | write `[[cluster]]`
    "##);
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
"#), @r##"
    2:11-2:13 "[]" | `include` is empty, so that no file counts | name what counts, or leave `include` out: files below a folder `connectors` count by default
    3:12-3:14 "\"\"" | the glob `` is empty and matches no file | write it like `exclude = ["connectors/legacy/**"]`
    3:16-3:25 "\"../x/**\"" | the glob `../x/**` leads out of the folder of connlint.toml, to which globs are relative | write it like `exclude = ["connectors/legacy/**"]`
    3:27-3:33 "\"/abs\"" | the glob `/abs` leads out of the folder of connlint.toml, to which globs are relative | write it like `exclude = ["connectors/legacy/**"]`
    3:35-3:39 "\"a[\"" | the glob `a[` is malformed: unclosed character class; missing ']' | write it like `exclude = ["connectors/legacy/**"]`
    3:41-3:45 "\"{a\"" | the glob `{a` is malformed: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?) | write it like `exclude = ["connectors/legacy/**"]`
    4:9-4:19 "\"../types\"" | `types` names no folder below that of connlint.toml | write `types = "types"`, relative to the folder of connlint.toml, with `/` between the parts
    5:9-5:16 "\"9.2.1\"" | unknown version `9.2.1` of the stack | write the minor version: `stack = "9.2"` is its newest patch
    12:8-12:11 "\"a\"" | a second cluster is called `a` | give each cluster a name of its own
    16:8-16:11 "\" \"" | the name of a cluster is empty
    20:8-20:19 "\"../a.json\"" | `path` names no file below the folder of connlint.toml | write it like `path = "connectors/a.json"`, relative to the folder of connlint.toml
    21:9-21:11 "[]" | `rules` is empty, so that nothing is ignored
    22:11-22:31 "\"configuration/port\"" | `configuration/port` is no JSON Pointer | write it like `pointer = "/configuration/port"`; in a key, `~` is `~0` and `/` is `~1`
    25:8-25:11 "\".\"" | `path` names no file below the folder of connlint.toml | write it like `path = "connectors/a.json"`, relative to the folder of connlint.toml
    27:11-27:18 "\"/a~2b\"" | `/a~2b` is no JSON Pointer | write it like `pointer = "/configuration/port"`; in a key, `~` is `~0` and `/` is `~1`
    "##);
}

#[test]
fn missing_keys_are_named() {
    assert_snapshot!(faults("[[cluster]]\n\n[[ignore]]\nreason = \"x\"\n"), @r##"
        1:1-1:12 "[[cluster]]" | this cluster has no `name` | add `name = "prod"`
        1:1-1:12 "[[cluster]]" | this cluster has no `include` | add `include = ["connectors/prod/**"]`
        3:1-3:11 "[[ignore]]" | this [[ignore]] has no `path` | add `path = "connectors/a.json"`
        3:1-3:11 "[[ignore]]" | this [[ignore]] has no `rules` | add `rules = ["duplicate-order"]`
        "##);
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
"), @r##"
    2:1-2:5 "stak" | unknown key `stak` | did you mean `stack`?
    4:1-4:1 "" | missing comma between array elements, expected `,`
    "##);
}

#[test]
fn separate_errors_of_syntax_are_all_told() {
    assert_snapshot!(faults("stack = \ninclude = [\"a\"]\ntypes == \"x\"\n\n[rules\nx = \"off\"\n"), @r##"
        1:9-1:9 "" | string values must be quoted, expected literal string
        3:8-3:9 "=" | extra `=`, expected nothing
        5:7-5:7 "" | unclosed table, expected `]`
        "##);
}

#[test]
fn duplicate_keys_are_told() {
    assert_snapshot!(faults("stack = \"9.2\"\nstack = \"9.6\"\n[rules]\nsyntax-error = \"off\"\nsyntax-error = \"note\"\n[rules]\n[typo]\n"), @r##"
        2:1-2:6 "stack" | duplicate key `stack`
        5:1-5:13 "syntax-error" | duplicate key `syntax-error`
        6:2-6:7 "rules" | duplicate key `rules`
        7:2-7:6 "typo" | unknown key `typo` | known: include, exclude, types, stack, rules, cluster, ignore
        "##);
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
fn damage_in_a_large_file_costs_no_more_than_its_size() {
    let (_, faults) = config::parse(&"= = [\n".repeat(100_000), KNOWN);
    assert!(!faults.is_empty() && faults.len() <= 101);
    let (_, faults) = config::parse(&"[".repeat(1_000_000), KNOWN);
    assert!(!faults.is_empty());
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let text = "\u{feff}stak = 1";
    let (_, faults) = config::parse(text, KNOWN);
    assert_eq!(&text[faults[0].span.range()], "stak");
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
        let as_json =
            |text: &str| serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
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
