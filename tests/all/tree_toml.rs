//! The TOML reader: spans, damage and limits here; its messages and its agreement with others below.

mod messages;
mod oracle;
mod suite;

use std::fmt::Write as _;

use connlint::tree::{Fault, FaultKind, Format, Kind, Node, NodeId, Span, Tree};
use insta::assert_snapshot;
use serde_json::Value;

fn parse(text: &str) -> Tree<'_> {
    Tree::parse(text, Format::Toml)
}

/// Line and column of a byte offset, both from 1, columns in characters.
fn place(text: &str, offset: u32) -> (usize, usize) {
    let before = &text[..offset as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}

fn describe(text: &str) -> String {
    let tree = parse(text);
    check_spans(&tree);
    tree.faults().iter().map(|fault| line_of(text, fault)).collect()
}

fn line_of(text: &str, fault: &Fault) -> String {
    let (line, column) = place(text, fault.span.start);
    let mut out = format!("{line}:{column} {}", fault.message);
    if let Some(help) = &fault.help {
        out.extend([" | ", help]);
    }
    if let Some((span, what)) = fault.related {
        let (line, column) = place(text, span.start);
        let _ = write!(out, " | {what} {line}:{column}");
    }
    out + "\n"
}

/// The tree as JSON; a date, `inf` or `nan` becomes `{"text": …}`.
fn json(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(value) => value.into(),
        Kind::Number => {
            serde_json::from_str(node.text()).unwrap_or_else(|error| panic!("{}: {error}", node.text()))
        }
        Kind::Text => node.text().into(),
        Kind::Array => node.children().map(json).collect(),
        Kind::Object => node
            .children()
            .map(|child| (child.name().to_owned(), json(child)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Kind::Unrepresentable => serde_json::json!({"text": node.text()}),
    }
}

fn check_spans(tree: &Tree<'_>) {
    let text = tree.text();
    let good = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} is no range of characters of {text:?}");
    };
    for node in tree.nodes() {
        good(node.span());
        if let Some(key) = node.key() {
            good(key.span);
        }
        if let Some(parent) = node.parent() {
            assert!(parent.span().contains(node.span()), "{} in {text:?}", node.pointer());
        } else {
            assert_eq!(node.id(), NodeId::ROOT);
        }
    }
    for fault in tree.faults() {
        good(fault.span);
        if let Some((span, _)) = fault.related {
            good(span);
        }
    }
    let comments = tree.comments();
    assert!(comments.windows(2).all(|pair| pair[0].end <= pair[1].start), "{comments:?} of {text:?}");
    for comment in comments {
        assert!(tree.slice(*comment).starts_with('#'), "{text:?}");
    }
}

#[test]
fn three_errors_are_three_faults() {
    let text = "a = 1 b\n[x\u{e9}]\nc = 'd\n[y]\nok = true\nlist = [1, 2\nlast = \"z\"\n";
    let tree = parse(text);
    let lines: Vec<_> = tree.faults().iter().map(|fault| place(text, fault.span.start).0).collect();
    assert_eq!(lines, [1, 2, 3, 6]);
    let y = tree.root().get("y").expect("the rest is read");
    assert_eq!(json(y), serde_json::json!({"ok": true, "list": [1, 2], "last": "z"}));
    assert!(y.is_damaged());
}

#[test]
fn an_error_is_quiet_about_its_own_statement_only() {
    let text = "x = [1 2 zz,, 3]\n# a\u{1}\n# b\u{1}\ny = [\n  zz, zz,\n  01,\n]\n";
    let lines: Vec<_> = parse(text).faults().iter().map(|fault| place(text, fault.span.start).0).collect();
    assert_eq!(lines, [1, 2, 3, 5, 6]);
}

#[test]
fn what_was_lost_damages_the_table_around_it() {
    let text = "a = 1\nbroken\n[ok]\nx = 1\n[bad]\nx = zzz\nlist = [1 2]\n[lost..]\nx = 1\n[ok2]\n";
    let tree = parse(text);
    let damaged: Vec<_> = tree.nodes().filter(|node| node.is_damaged()).map(Node::pointer).collect();
    assert_eq!(damaged, ["", "/bad/x", "/bad/list", "/bad/list/0"]);
    assert_eq!(tree.root().children().map(Node::name).collect::<Vec<_>>(), ["a", "ok", "bad", "ok2"]);
    assert_eq!(tree.root().get("bad").and_then(|bad| bad.get("x")).map(Node::kind), Some(Kind::Null));
}

#[test]
fn keys_and_values_have_their_spans() {
    let text = "\u{feff}a.\"b c\" = 'x' # one\n[t . u]\nv = { w = [1, 2] }\n[t]\n[[l]]\nz = 1\n[[l]]\n";
    let tree = parse(text);
    assert!(tree.faults().is_empty(), "{}", describe(text));
    let seen: Vec<String> = tree
        .nodes()
        .map(|node| {
            let key = node.key().map_or("", |key| tree.slice(key.span));
            format!("{} {key:?} {:?}", node.pointer(), tree.slice(node.span()))
        })
        .collect();
    assert_snapshot!(seen.join("\n"), @r###"
     "" "\u{feff}a.\"b c\" = 'x' # one\n[t . u]\nv = { w = [1, 2] }\n[t]\n[[l]]\nz = 1\n[[l]]\n"
    /a "a" "a.\"b c\" = 'x'"
    /a/b c "\"b c\"" "'x'"
    /t "t" "[t . u]\nv = { w = [1, 2] }\n[t]"
    /t/u "u" "[t . u]\nv = { w = [1, 2] }"
    /t/u/v "v" "{ w = [1, 2] }"
    /t/u/v/w "w" "[1, 2]"
    /t/u/v/w/0 "" "1"
    /t/u/v/w/1 "" "2"
    /l "l" "[[l]]\nz = 1\n[[l]]"
    /l/0 "" "[[l]]\nz = 1"
    /l/0/z "z" "1"
    /l/1 "" "[[l]]"
    "###);
    assert_eq!(tree.comments().iter().map(|&span| tree.slice(span)).collect::<Vec<_>>(), ["# one"]);
    assert_eq!(tree.root().span(), Span::new(0, text.len()));
}

#[test]
fn strings_without_escapes_and_numbers_keep_their_text() {
    let text = concat!(
        "a = \"\"\"\nx\r\ny\"\"\"\nb = '''''''\nc = \"\\x41\\e\\u00e9\\U0001F600\\t\"\nd = \"\"\"a \\  \r\n\n  b\"\"\"\n",
        "e = +1_0.5e+0_1\nf = -0x1\n"
    );
    let tree = parse(text);
    let texts: Vec<_> = tree.root().children().map(Node::text).collect();
    assert_eq!(texts, ["x\r\ny", "'", "A\u{1b}é😀\t", "a b", "10.5e+01", ""]);
    assert_eq!(tree.faults().len(), 1);
}

#[test]
fn depth_is_limited() {
    let fits = format!("x = {}1{}\ny = 2\n", "[".repeat(127), "]".repeat(127));
    assert_eq!(describe(&fits), "");
    for (open, close) in [("[", "]"), ("{a=", "}"), ("[{a=", "}]")] {
        let text = format!("x = {}1{}\ny = 2\n", open.repeat(5000), close.repeat(5000));
        let tree = parse(&text);
        check_spans(&tree);
        assert_eq!(tree.faults().iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::TooDeep]);
        assert_eq!(tree.root().get("y").map(Node::text), Some("2"));
    }
    for text in [
        format!("[{}a]\nx = 1\n", "a.".repeat(5000)),
        format!("{}a = 1\n", "a.".repeat(5000)),
        format!("{}a = [1]\n", "a.".repeat(5000)),
    ] {
        let tree = parse(&text);
        assert_eq!(tree.faults().iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::TooDeep]);
    }
}

#[test]
fn large_files_take_linear_time_and_few_faults() {
    let line = |at: usize| format!("[t.t{at}]\nk = {at}\n");
    let tables: String = (0..20_000).map(line).collect();
    let tree = parse(&tables);
    assert!(tree.faults().is_empty());
    assert_eq!(tree.root().get("t").map(Node::count), Some(20_000));
    let twice = tables.clone() + "[t.t19999]\n";
    assert_eq!(parse(&twice).faults().len(), 1);
    let bad = "a b c\nx = [1 2\n".repeat(20_000);
    assert_eq!(parse(&bad).faults().len(), 50);
    let elements = "[[l]]\nx = \"\"\"\n".repeat(20_001);
    assert_eq!(parse(&elements).faults().len(), 1, "only the last string is not closed");
    for text in
        ["[".repeat(100_000), "x = ".to_owned() + &"[\n".repeat(100_000), "\"\"\"\n'''\n".repeat(20_000)]
    {
        check_spans(&parse(&text));
    }
}
