//! The JSON reader: what it takes and refuses beside `serde_json` and RFC 8259, and that no text brings it down.

mod conformance;
mod properties;
mod recovery;

use connlint::tree::{Arena, Fault, FaultKind, Format, Kind, MAX_DEPTH, Node, Span, Tree};
use serde_json::Value;

/// The value of a node; of two equal keys the later one counts, as in `serde_json`. None for a number that `serde_json`
/// cannot hold.
fn value(node: Node<'_>) -> Option<Value> {
    Some(match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(value) => Value::Bool(value),
        Kind::Number => serde_json::from_str(node.text()).ok()?,
        Kind::Text => Value::String(node.text().to_owned()),
        Kind::Array => Value::Array(node.children().map(value).collect::<Option<_>>()?),
        Kind::Object => {
            let members = node.children().map(|child| Some((child.name().to_owned(), value(child)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
        Kind::Unrepresentable => panic!("JSON has no such node"),
    })
}

fn read(text: &str) -> Tree<'_> {
    Tree::parse(text, Format::Json)
}

/// Line and column of an offset, both from 1, in characters.
fn place(text: &str, offset: u32) -> String {
    let before = &text[..offset as usize];
    let line = before.rsplit('\n').next().unwrap_or_default();
    format!("{}:{}", before.matches('\n').count() + 1, line.chars().count() + 1)
}

fn syntax(fault: &Fault) -> bool {
    fault.kind != FaultKind::DuplicateKey
}

/// What holds of every tree, whatever the text.
fn check(text: &str) {
    let tree = read(text);
    let whole = |span: Span| text.get(span.range()).is_some();
    for node in tree.nodes() {
        assert!(whole(node.span()), "{:?} is no part of {text:?}", node.span());
        let key = node.key().map_or(Span::new(node.span().range().start, 0), |key| key.span);
        assert!(whole(key) && key.start <= node.span().start, "{key:?} is no key's place in {text:?}");
        if let Some(parent) = node.parent() {
            assert!(parent.span().contains(node.span()) && parent.span().start <= key.start, "{text:?}");
        }
        if node.kind() == Kind::Number {
            assert!(node.value().noun() == "a number" && node.text().parse::<f64>().is_ok(), "{text:?}");
        }
    }
    for fault in tree.faults() {
        assert!(
            whole(fault.span) && fault.related.is_none_or(|(span, _)| whole(span)),
            "{fault:?} in {text:?}"
        );
        assert!(whole(tree.node(fault.node).span()) && !fault.message.ends_with('.'));
    }
    assert!(tree.faults().is_sorted_by_key(|fault| fault.span) && tree.faults().len() <= 50);
    assert!(tree.comments().iter().all(|&span| tree.slice(span).starts_with(['/', '#'])));
}

/// What is accepted is what `serde_json` accepts, and the values are equal.
fn agree(text: &str) {
    let tree = read(text);
    match serde_json::from_str::<Value>(text) {
        Ok(expected) => {
            assert!(!tree.faults().iter().any(syntax), "{:?} in {text:?}", tree.faults());
            assert_eq!(value(tree.root()).as_ref(), Some(&expected), "{text:?}");
            assert!(!tree.nodes().any(Node::is_damaged));
        }
        Err(error) if error.to_string().contains("number out of range") => {}
        Err(error) => assert!(tree.faults().iter().any(syntax), "{error}, but no fault in {text:?}"),
    }
}

#[test]
fn recorded_bodies_read_as_serde_json_reads_them() {
    let bodies = include_str!("../../fixtures/json/bodies.jsonl");
    let mut arena = Arena::default();
    for body in bodies.lines() {
        let expected: Value = serde_json::from_str(body).unwrap();
        let pretty = serde_json::to_string_pretty(&expected).unwrap();
        for text in [body, &pretty, &pretty.replace('\n', "\r\n")] {
            let tree = Tree::parse_into(text, Format::Json, arena);
            assert_eq!(tree.faults(), [], "{body}");
            assert_eq!(value(tree.root()).as_ref(), Some(&expected));
            arena = tree.into_arena();
            check(text);
        }
    }
}

#[test]
fn comments_are_read_and_kept() {
    let text = "// a\n{ /* b */ \"k\" /*c*/ : // d\r 1 /**/ , \"l\": [ /* * / \n */ ] } /* e */ // f";
    let tree = read(text);
    assert_eq!(tree.faults(), []);
    assert_eq!(value(tree.root()), Some(serde_json::json!({ "k": 1, "l": [] })));
    let comments: Vec<_> = tree.comments().iter().map(|&span| tree.slice(span)).collect();
    assert_eq!(comments, ["// a", "/* b */", "/*c*/", "// d", "/**/", "/* * / \n */", "/* e */", "// f"]);
    assert_eq!(read(r#"["// no /* comment"]"#).comments(), []);
    for text in ["[1] /* a", "[1 /* a", "/*", "/*/", "{\"a\": /* b"] {
        let faults = read(text).faults().len();
        assert_eq!(faults, 1, "{text}");
    }
}

#[test]
fn spans_are_bytes_of_the_text_as_given() {
    let text = "\u{feff}{ \"ä\\n\": [ 1.50, \"x\" ] }";
    let tree = read(text);
    assert_eq!(tree.faults(), []);
    let slices: Vec<_> = tree.nodes().map(|node| tree.slice(node.span())).collect();
    assert_eq!(slices, ["{ \"ä\\n\": [ 1.50, \"x\" ] }", "[ 1.50, \"x\" ]", "1.50", "\"x\""]);
    assert_eq!(tree.root().span(), Span::new(3, text.len()));
    let list = tree.root().get("ä\n").unwrap();
    assert_eq!(tree.slice(list.key().unwrap().span), "\"ä\\n\"");
    let texts: Vec<_> = list.children().map(Node::text).collect();
    assert_eq!(texts, ["1.50", "x"]);
}

#[test]
fn faults_name_the_innermost_node_around_them() {
    let text = r#"{"values": {"port": 01, "k\q": 1, "host": "\q", "list": ['a' 1]}, "x": 1,}"#;
    let tree = read(text);
    let pointers: Vec<_> = tree.faults().iter().map(|fault| tree.node(fault.node).pointer()).collect();
    let expected = ["/values/port", "/values", "/values/host", "/values/list/0", "/values/list", ""];
    assert_eq!(pointers, expected);
}

#[test]
fn keys_given_twice_are_kept_and_reported_by_their_decoded_text() {
    let text = r#"{"a": 1, "b": {"c": 1, "\u0063": 2}, "a": 3, "a": 4}"#;
    let tree = read(text);
    let names: Vec<_> = tree.root().children().map(Node::name).collect();
    assert_eq!(names, ["a", "b", "a", "a"]);
    let told: Vec<_> = tree
        .faults()
        .iter()
        .map(|fault| {
            let (first, note) = fault.related.unwrap();
            assert_eq!((fault.kind, note), (FaultKind::DuplicateKey, "first defined here"));
            let given = tree.node(fault.node);
            (fault.message.as_str(), place(text, fault.span.start), place(text, first.start), given.text())
        })
        .collect();
    let expected = [
        ("`c` is given twice in this object", "1:24", "1:16", "2"),
        ("`a` is given twice in this object", "1:38", "1:2", "3"),
        ("`a` is given twice in this object", "1:46", "1:2", "4"),
    ];
    assert_eq!(told.len(), 3);
    for (told, (message, at, first, value)) in told.into_iter().zip(expected) {
        assert_eq!(told, (message, at.to_owned(), first.to_owned(), value));
    }
}

#[test]
fn wide_objects_find_their_keys_given_twice_too() {
    for width in [2, 15, 16, 17, 18, 300] {
        let mut members: Vec<_> = (0..width).map(|at| format!("\"field_number_{at}\": {at}")).collect();
        assert_eq!(read(&format!("{{{}}}", members.join(","))).faults(), []);
        members.push(members[width / 2].replace("field_number_", "\\u0066ield_number_"));
        members.push("\"last\": 0".to_owned());
        let text = format!("{{{}}}", members.join(","));
        let tree = read(&text);
        assert_eq!(tree.faults().len(), 1, "{width}");
        assert_eq!(tree.node(tree.faults()[0].node).index(), width);
    }
}

#[test]
fn containers_beyond_the_limit_are_skipped() {
    let nested = |depth: usize, inside: &str| "[".repeat(depth) + inside + &"]".repeat(depth);
    assert_eq!(read(&nested(MAX_DEPTH, "")).faults(), []);
    let text = format!("[{}, {{\"a\": 01}}, 2]", nested(MAX_DEPTH, "\"]\", {\"k\": [ /* ] */ ]}"));
    let tree = read(&text);
    let kinds: Vec<_> = tree.faults().iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, [FaultKind::TooDeep, FaultKind::Syntax]);
    assert_eq!(tree.faults()[0].span, Span::new(MAX_DEPTH, MAX_DEPTH + 1));
    assert_eq!(tree.root().count(), 3);
    check(&text);
    for text in
        ["[".repeat(100_000), "{\"a\":".repeat(100_000), nested(100_000, ""), "[{\"a\":".repeat(100_000)]
    {
        assert_eq!(read(&text).faults().len(), 1);
    }
    let side_by_side = nested(MAX_DEPTH, &vec!["[]"; 100].join(","));
    assert_eq!(read(&side_by_side).faults().len(), 1);
}

#[test]
fn no_text_takes_more_than_linear_time() {
    let patterns = [
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "'",
        "\\",
        "\"\n",
        "\"\\\"\n",
        "\\\"x\n",
        "['\n",
        "a ",
        "{\"a\" ",
        "\"a\":",
        "[1}",
        "{]",
        "/*",
        "/",
        "#\n",
        "\u{a0}",
        "${",
        "\"a\n  b\n",
        "{\"a\":1,\"a\":",
        "1 ",
        "\"a\" \"b\" ",
        "\"k\": \"v\"\n",
        "::",
        "[\"a\":",
        "]  \n",
        ";",
        "=",
        "\"a: ",
    ];
    let start = std::time::Instant::now();
    for pattern in patterns {
        for before in ["", "[", "{", "{\"a\":", "[\"", "[1,"] {
            let text = before.to_owned() + &pattern.repeat(200_000 / pattern.len());
            let tree = read(&text);
            assert!(tree.faults().len() <= 50);
        }
    }
    // Some 40 MB: a second or two without optimisation, hours if anything were quadratic.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
