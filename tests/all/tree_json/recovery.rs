//! What the JSON reader says about text that is no JSON, and what it makes of it.

use super::{place, read};
use connlint::tree::{Kind, Node};

/// Each input with the tree that it becomes (damaged containers with `!`) and its faults.
fn told(inputs: &[&str]) -> String {
    let mut lines = Vec::new();
    for input in inputs {
        let tree = read(input);
        let input_shown: String = input.chars().map(shown).collect();
        lines.push(format!("{input_shown}   →   {}", shape(tree.root())));
        for fault in tree.faults() {
            let at = |offset| place(input, offset);
            let help = fault.help.as_ref().map_or_else(String::new, |help| format!(" — {help}"));
            let related = fault
                .related
                .map_or_else(String::new, |(span, note)| format!(" ({note}: {})", at(span.start)));
            lines.push(format!("    {} {}{help}{related}", at(fault.span.start), fault.message));
        }
    }
    lines.join("\n")
}

fn shown(char: char) -> String {
    match char {
        '\n' => "⏎".to_owned(),
        ' '..='~' | '–'..='‟' | 'À'..='ÿ' => char.to_string(),
        _ => char.escape_unicode().to_string(),
    }
}

fn shape(node: Node<'_>) -> String {
    let mark = if node.is_damaged() { "!" } else { "" };
    let inside = || node.children().map(member).collect::<Vec<_>>().join(", ");
    match node.kind() {
        Kind::Object => format!("{{{}}}{mark}", inside()),
        Kind::Array => format!("[{}]{mark}", inside()),
        Kind::Text => format!("{:?}{mark}", node.text()),
        Kind::Number => format!("{}{mark}", node.text()),
        Kind::Bool(value) => format!("{value}{mark}"),
        _ => format!("null{mark}"),
    }
}

fn member(node: Node<'_>) -> String {
    node.key().map_or_else(String::new, |key| format!("{}: ", key.text)) + &shape(node)
}

#[test]
fn commas() {
    insta::assert_snapshot!(told(&[
        r#"{"a": 1,}"#,
        r#"{"a": [1, 2, ], "b": {"c": 1 , }}"#,
        "{\n  \"a\": 1,\n  \"b\": 2, // note\n}",
        r#"{"a": 1 "b": 2}"#,
        "{\n  \"a\": {}\n  \"b\": 2 // note\n  \"c\": 3\n}",
        r#"["a" "b" 1 {} []]"#,
        "[1,,2]", "[,1]", "[,]", "[1,,,]", r#"{,"a": 1,, "b": 2}"#,
        r#"{"a": 1; "b": 2;}"#,
    ]), @r##"
    {"a": 1,}   →   {a: 1}
        1:8 found `,` behind the last member, expected `}` — remove the comma
    {"a": [1, 2, ], "b": {"c": 1 , }}   →   {a: [1, 2], b: {c: 1}}
        1:12 found `,` behind the last element, expected `]` — remove the comma
        1:30 found `,` behind the last member, expected `}` — remove the comma
    {⏎  "a": 1,⏎  "b": 2, // note⏎}   →   {a: 1, b: 2}
        3:9 found `,` behind the last member, expected `}` — remove the comma
    {"a": 1 "b": 2}   →   {a: 1, b: 2}
        1:8 found the next key, expected `,` between two members — add `,`
    {⏎  "a": {}⏎  "b": 2 // note⏎  "c": 3⏎}   →   {a: {}, b: 2, c: 3}
        2:10 found the next key, expected `,` between two members — add `,`
        3:9 found the next key, expected `,` between two members — add `,`
    ["a" "b" 1 {} []]   →   ["a", "b", 1, {}, []]
        1:5 found the next value, expected `,` between two elements — add `,`
        1:9 found the next value, expected `,` between two elements — add `,`
        1:11 found the next value, expected `,` between two elements — add `,`
        1:14 found the next value, expected `,` between two elements — add `,`
    [1,,2]   →   [1, 2]
        1:4 found `,`, expected a value — remove the comma
    [,1]   →   [1]
        1:2 found `,`, expected a value — remove the comma
    [,]   →   []
        1:2 found `,`, expected a value — remove the comma
    [1,,,]   →   [1]
        1:3 found `,` behind the last element, expected `]` — remove the comma
        1:4 found `,`, expected a value — remove the comma
    {,"a": 1,, "b": 2}   →   {a: 1, b: 2}
        1:2 found `,`, expected a key — remove the comma
        1:10 found `,`, expected a key — remove the comma
    {"a": 1; "b": 2;}   →   {a: 1, b: 2}
        1:8 found `;`, expected `,` — write `,`
        1:16 found `;`, expected `,` — write `,`
    "##);
}

#[test]
fn colons_and_missing_values() {
    insta::assert_snapshot!(told(&[
        r#"{"a" 1, "b" "x", "c" {}, "d" true}"#,
        r#"{"a" = 1, "b" => 2, "c":: 3, "d":= 4}"#,
        r#"{"a", "b"}"#,
        r#"{"a" "b": 1}"#,
        "{\n  \"a\"\n  \"b\": 1\n}",
        r#"{"a": , "b": }"#,
        "{\n  \"a\":\n  \"b\": 1\n}",
        r#"{"a": "b": 1, "c": 2}"#,
        r#"{"a": 1: 2, "c": 2}"#,
        r#"["a": 1, "b": 2]"#,
        r#"{: 1, "b": 2}"#,
        r#"{"a" b, "c": 1}"#,
    ]), @r##"
    {"a" 1, "b" "x", "c" {}, "d" true}   →   {a: 1, b: "x", c: {}, d: true}
        1:5 found a number, expected `:` between key and value — add `:`
        1:12 found a string, expected `:` between key and value — add `:`
        1:21 found `{`, expected `:` between key and value — add `:`
        1:29 found a word, expected `:` between key and value — add `:`
    {"a" = 1, "b" => 2, "c":: 3, "d":= 4}   →   {a: 1, b: 2, c: 3, d: 4}
        1:6 found `=`, expected `:` — write `:`
        1:15 found `=`, expected `:` — write `:`
        1:25 found `:`, expected a value — write one `:` only
        1:34 found `=`, expected a value — write one `:` only
    {"a", "b"}   →   {a: null, b: null}!
        1:2 found a key without a value, expected `:` and a value
        1:7 found a key without a value, expected `:` and a value
    {"a" "b": 1}   →   {a: null, b: 1}!
        1:2 found a key without a value, expected `:` and a value
    {⏎  "a"⏎  "b": 1⏎}   →   {a: null, b: 1}!
        2:3 found a key without a value, expected `:` and a value
    {"a": , "b": }   →   {a: null, b: null}!
        1:5 found `,`, expected a value behind `:`
        1:12 found `}`, expected a value behind `:`
    {⏎  "a":⏎  "b": 1⏎}   →   {a: null, b: 1}!
        2:3 found a key without a value, expected one behind `:`
    {"a": "b": 1, "c": 2}   →   {a: "b", c: 2}!
        1:10 found `:`, expected `,` or `}`
    {"a": 1: 2, "c": 2}   →   {a: 1, c: 2}!
        1:8 found `:`, expected `,` or `}`
    ["a": 1, "b": 2]   →   ["a", 1, "b", 2]!
        1:5 found `:` in an array, expected `,` or `]` — write names with values in `{` and `}`
    {: 1, "b": 2}   →   {b: 2}!
        1:2 found `:`, expected a key in double quotes
    {"a" b, "c": 1}   →   {a: null, c: 1}!
        1:6 found a word, expected `:`
    "##);
}

#[test]
fn quotes() {
    insta::assert_snapshot!(told(&[
        r#"{name: 1, b-c : "x", $d: 2, 5: 3}"#,
        "{'a': 'b', 'c': ['it\\'s', 'say \"x\"']}",
        r#"{a": 1, "b": c", "d": 2}"#,
        "{\"a\": text, \"b\": two words, \"c\": ${env:NAME}, \"d\": http://x/y // note\n}",
        "[10.0.0.1, 2024-01-01, a // note\n]",
        "{“a”: “b”, \"c\": ‘d’}",
        r#"{"a": "say "hi" there", "b": 1}"#,
        r#"{"a": "x"y", "b": 1}"#,
        r#"{"a": "b, "c": "d"}"#,
        r#"{"a": 1 b, "c": 2}"#,
        r#"{"a": 5", "c": 2}"#,
        r#"{"a": 1 b", "c": 2}"#,
    ]), @r##"
    {name: 1, b-c : "x", $d: 2, 5: 3}   →   {name: 1, b-c: "x", $d: 2, 5: 3}
        1:2 found a key without quotes, expected `"` — put the key in double quotes
        1:11 found a key without quotes, expected `"` — put the key in double quotes
        1:22 found a key without quotes, expected `"` — put the key in double quotes
        1:29 found a key without quotes, expected `"` — put the key in double quotes
    {'a': 'b', 'c': ['it\'s', 'say "x"']}   →   {a: "b", c: ["it's", "say \"x\""]}
        1:2 found single quotes, expected double quotes — write `"` for `'`
        1:7 found single quotes, expected double quotes — write `"` for `'`
        1:12 found single quotes, expected double quotes — write `"` for `'`
        1:18 found single quotes, expected double quotes — write `"` for `'`
        1:27 found single quotes, expected double quotes — write `"` for `'`
    {a": 1, "b": c", "d": 2}   →   {a: 1, b: "c", d: 2}
        1:2 found a key without its opening quote, expected `"` — put the key in double quotes
        1:14 found a string without its opening quote, expected `"` — put the text in double quotes
    {"a": text, "b": two words, "c": ${env:NAME}, "d": http://x/y // note⏎}   →   {a: "text", b: "two words", c: "${env:NAME}", d: "http://x/y"}
        1:7 found text without quotes, expected a value — put the text in double quotes
        1:18 found text without quotes, expected a value — put the text in double quotes
        1:34 found text without quotes, expected a value — put the text in double quotes
        1:52 found text without quotes, expected a value — put the text in double quotes
    [10.0.0.1, 2024-01-01, a // note⏎]   →   ["10.0.0.1", "2024-01-01", "a"]
        1:2 found text without quotes, expected a value — put the text in double quotes
        1:12 found text without quotes, expected a value — put the text in double quotes
        1:24 found text without quotes, expected a value — put the text in double quotes
    {“a”: “b”, "c": ‘d’}   →   {a: "b", c: "d"}
        1:2 found a key without quotes, expected `"` — put the key in double quotes
        1:7 found a typographic quotation mark, expected `"` — put the text in straight double quotes
        1:17 found a typographic quotation mark, expected `"` — put the text in straight double quotes
    {"a": "say "hi" there", "b": 1}   →   {a: "say ", b: 1}!
        1:13 found a word, expected `,` or `}` — write `\"` for a quote inside a string
    {"a": "x"y", "b": 1}   →   {a: "x", b: 1}!
        1:10 found a word, expected `,` or `}` — write `\"` for a quote inside a string
    {"a": "b, "c": "d"}   →   {a: "b, ", c: "d"}!
        1:12 found a key without its opening quote, expected `"` — put the key in double quotes
    {"a": 1 b, "c": 2}   →   {a: 1, c: 2}!
        1:9 found a word, expected `,` or `}`
    {"a": 5", "c": 2}   →   {a: 5, c: 2}
        1:8 found `"` behind a value without an opening quote — remove the `"`
    {"a": 1 b", "c": 2}   →   {a: 1, c: 2}!
        1:9 found a word, expected `,` or `}`
    "##);
}

#[test]
fn unclosed_strings() {
    insta::assert_snapshot!(told(&[
        "{\n  \"a\": \"x,\n  \"b\": 1\n}",
        "{\n  \"a\": \"x\n  \"b\": 1\n}",
        "{\n  \"a\": [\"x],\n  \"b\": 1\n}",
        "{\"a\": {\"b\": \"x}}",
        "{\"a\": \"x",
        "[\"a, \n \"b\n]",
        "{\n  \"a: 1,\n  \"b\": 2\n}",
        "{\n  \"a\n  \"b\": 2\n}",
        "{\"pem\": \"-----BEGIN\nAbC/+\n-----END\", \"b\": 1}",
        "{\"a\": \"x\ty\tz\", \"b\": \"\u{1}\"}",
        "'a",
    ]), @r##"
    {⏎  "a": "x,⏎  "b": 1⏎}   →   {a: "x", b: 1}
        2:8 found the end of the line in a string, expected `"` — close the string with `"`
    {⏎  "a": "x⏎  "b": 1⏎}   →   {a: "x", b: 1}
        2:8 found the end of the line in a string, expected `"` — close the string with `"`
    {⏎  "a": ["x],⏎  "b": 1⏎}   →   {a: ["x"], b: 1}
        2:9 found the end of the line in a string, expected `"` — close the string with `"`
    {"a": {"b": "x}}   →   {a: {b: "x"}}
        1:13 found the end of the file in a string, expected `"` — close the string with `"`
    {"a": "x   →   {a: "x"}
        1:7 found the end of the file in a string, expected `"` — close the string with `"`
    ["a, ⏎ "b⏎]   →   ["a", "b"]
        1:2 found the end of the line in a string, expected `"` — close the string with `"`
        2:2 found the end of the line in a string, expected `"` — close the string with `"`
    {⏎  "a: 1,⏎  "b": 2⏎}   →   {a: 1, b: 2}
        2:3 found the end of the line in a string, expected `"` — close the string with `"`
    {⏎  "a⏎  "b": 2⏎}   →   {a: null, b: 2}!
        2:3 found the end of the line in a string, expected `"` — close the string with `"`
    {"pem": "-----BEGIN⏎AbC/+⏎-----END", "b": 1}   →   {pem: "-----BEGIN\nAbC/+\n-----END", b: 1}
        1:20 found a line break in a string, expected an escape — write it as `\n`
    {"a": "x\u{9}y\u{9}z", "b": "\u{1}"}   →   {a: "x\ty\tz", b: "\u{1}"}
        1:9 found a tab in a string, expected an escape — write it as `\t`
        1:22 found the control character U+0001 in a string, expected an escape — write it as `\u0001`, or remove it
    'a   →   null!
        1:1 found `'`, expected a JSON value — begin the file with `{`
    "##);
}

#[test]
fn brackets() {
    insta::assert_snapshot!(told(&[
        r#"{"a": [1, 2}"#,
        r#"{"a": [1, 2}, "b": 3}"#,
        r#"[{"a": [1}, {"a": 2}]"#,
        r#"{"a": {"b": [1}, "c": 2}, "d": 3}"#,
        "[1, 2}",
        "[1, 2}]",
        "[1}, 2]",
        r#"{"a": 1]"#,
        r#"{"a": 1]}"#,
        r#"{"a": {"b": [1"#,
        r#"{"a": {"b": 1,"#,
        "{",
        r#"{"a": {"b": 1}}, "c": 2}"#,
        r#"{"a": 1}}"#,
        "[1] [2]",
        r#"{[1]: 2, "a": {{"b": 1}}, "c": 3}"#,
        r#"{"a": 1 {"b": 2}, "c": 3}"#,
    ]), @r##"
    {"a": [1, 2}   →   {a: [1, 2]}
        1:12 found `}`, expected `]` — add `]` before it (opened here: 1:7)
    {"a": [1, 2}, "b": 3}   →   {a: [1, 2], b: 3}
        1:12 found `}`, expected `]` — write `]` (opened here: 1:7)
    [{"a": [1}, {"a": 2}]   →   [{a: [1]}, {a: 2}]
        1:10 found `}`, expected `]` — add `]` before it (opened here: 1:8)
    {"a": {"b": [1}, "c": 2}, "d": 3}   →   {a: {b: [1]}, c: 2}!
        1:15 found `}`, expected `]` — add `]` before it (opened here: 1:13)
    [1, 2}   →   [1, 2]
        1:6 found `}`, expected `]` — write `]` (opened here: 1:1)
    [1, 2}]   →   [1, 2]
        1:6 found `}`, expected `]` — remove the bracket (opened here: 1:1)
    [1}, 2]   →   [1, 2]
        1:3 found `}`, expected `]` — remove the bracket (opened here: 1:1)
    {"a": 1]   →   {a: 1}
        1:8 found `]`, expected `}` — write `}` (opened here: 1:1)
    {"a": 1]}   →   {a: 1}
        1:8 found `]`, expected `}` — remove the bracket (opened here: 1:1)
    {"a": {"b": [1   →   {a: {b: [1]}}
        1:15 found the end of the file, expected `]` — add `]}}` (opened here: 1:13)
    {"a": {"b": 1,   →   {a: {b: 1}}
        1:15 found the end of the file, expected `}` — add `}}` (opened here: 1:7)
    {   →   {}
        1:2 found the end of the file, expected `}` — add `}` (opened here: 1:1)
    {"a": {"b": 1}}, "c": 2}   →   {a: {b: 1}}!
        1:16 found `,` behind the top-level value, expected the end of the file (the value ends here: 1:15)
    {"a": 1}}   →   {a: 1}!
        1:9 found `}` behind the top-level value, expected the end of the file (the value ends here: 1:8)
    [1] [2]   →   [1]!
        1:5 found `[` behind the top-level value, expected the end of the file (the value ends here: 1:3)
    {[1]: 2, "a": {{"b": 1}}, "c": 3}   →   {a: {}!, c: 3}!
        1:2 found `[`, expected a key in double quotes
    {"a": 1 {"b": 2}, "c": 3}   →   {a: 1, c: 3}!
        1:9 found `{`, expected `,` or `}`
    "##);
}

#[test]
fn escapes() {
    insta::assert_snapshot!(told(&[
        r#"["C:\Users\new", "\x41", "it\'s", "\u12", "\u12zz", "\é"]"#,
        r#"["\ud83d", "\ude00x", "\ud83d\n", "\ud83d\ud83d\ude00"]"#,
        r#"{"a\q": "b\q"}"#,
        "[\"a\\\n\"]",
    ]), @r##"
    ["C:\Users\new", "\x41", "it\'s", "\u12", "\u12zz", "\é"]   →   ["C:\\Users\new", "\\x41", "it's", "\\u12", "\\u12zz", "\\é"]
        1:5 found an unknown escape, expected one of `\" \\ \/ \b \f \n \r \t \u` — write `\\` for a backslash
        1:19 found an unknown escape, expected one of `\" \\ \/ \b \f \n \r \t \u` — write `\\` for a backslash
        1:29 found an unknown escape, expected one of `\" \\ \/ \b \f \n \r \t \u` — write `'` without a backslash
        1:36 found `\u` without four hexadecimal digits — write four hexadecimal digits, or `\\` for a backslash
        1:44 found `\u` without four hexadecimal digits — write four hexadecimal digits, or `\\` for a backslash
        1:54 found an unknown escape, expected one of `\" \\ \/ \b \f \n \r \t \u` — write `\\` for a backslash
    ["\ud83d", "\ude00x", "\ud83d\n", "\ud83d\ud83d\ude00"]   →   ["�", "�x", "�\n", "�😀"]
        1:3 found half of a surrogate pair, expected two `\u` escapes that make one character — write the character itself
        1:13 found half of a surrogate pair, expected two `\u` escapes that make one character — write the character itself
        1:24 found half of a surrogate pair, expected two `\u` escapes that make one character — write the character itself
        1:36 found half of a surrogate pair, expected two `\u` escapes that make one character — write the character itself
    {"a\q": "b\q"}   →   {a\q: "b\\q"}
        1:4 found an unknown escape, expected one of `\" \\ \/ \b \f \n \r \t \u` — write `\\` for a backslash
        1:11 found an unknown escape, expected one of `\" \\ \/ \b \f \n \r \t \u` — write `\\` for a backslash
    ["a\⏎"]   →   ["a\\", ""]
        1:2 found the end of the line in a string, expected `"` — close the string with `"`
        2:1 found the end of the file in a string, expected `"` — close the string with `"`
    "##);
}

#[test]
fn numbers_and_words() {
    insta::assert_snapshot!(told(&[
        "[+1, 007, -01.5, .5, -.5, 5., 5.e3, 1_000, 0xFF, 00, 1e, -, 1.2.3]",
        "[True, FALSE, None, Null, undefined, NaN, -Infinity]",
        "[ture, flase, nul, tree, yes, nullable]",
        r#"{"a": True "b": nil}"#,
    ]), @r##"
    [+1, 007, -01.5, .5, -.5, 5., 5.e3, 1_000, 0xFF, 00, 1e, -, 1.2.3]   →   [1, 7, -1.5, 0.5, -0.5, 5, 5e3, 1000, 255, 0, null, null, "1.2.3"]!
        1:2 found `+` before a number, expected a digit or `-` — remove the `+`
        1:6 found a number with a leading zero — remove the zero, or put the digits in double quotes
        1:11 found a number with a leading zero — remove the zero, or put the digits in double quotes
        1:18 found a number without a digit before the point — write `0` before the point
        1:22 found a number without a digit before the point — write `0` before the point
        1:27 found a number without a digit behind the point — remove the point, or write `0` behind it
        1:31 found a number without a digit behind the point — remove the point, or write `0` behind it
        1:37 found `_` in a number, expected digits only — remove the `_`
        1:44 found a hexadecimal number, expected a decimal one — write it in decimal, or put it in double quotes
        1:50 found a number with a leading zero — remove the zero, or put the digits in double quotes
        1:54 found an incomplete number, expected a digit — write the digits that are missing
        1:58 found an incomplete number, expected a digit — write the digits that are missing
        1:61 found text without quotes, expected a value — put the text in double quotes
    [True, FALSE, None, Null, undefined, NaN, -Infinity]   →   [true, false, null, null, null, null, null]!
        1:2 found `True`, expected `true` — write `true`
        1:8 found `FALSE`, expected `false` — write `false`
        1:15 found `None`, expected `null` — write `null`
        1:21 found `Null`, expected `null` — write `null`
        1:27 found `undefined`, expected `null` — write `null`
        1:38 found `NaN`, which JSON does not have, expected a number — write a number or `null`
        1:43 found `-Infinity`, which JSON does not have, expected a number — write a number or `null`
    [ture, flase, nul, tree, yes, nullable]   →   [true, false, null, "tree", "yes", "nullable"]
        1:2 found an unknown word, expected a value — write `true`, or put the text in double quotes
        1:8 found an unknown word, expected a value — write `false`, or put the text in double quotes
        1:15 found an unknown word, expected a value — write `null`, or put the text in double quotes
        1:20 found text without quotes, expected a value — put the text in double quotes
        1:26 found text without quotes, expected a value — put the text in double quotes
        1:31 found text without quotes, expected a value — put the text in double quotes
    {"a": True "b": nil}   →   {a: true, b: null}
        1:7 found `True`, expected `true` — write `true`
        1:11 found the next key, expected `,` between two members — add `,`
        1:17 found `nil`, expected `null` — write `null`
    "##);
}

#[test]
fn white_space_and_comments() {
    insta::assert_snapshot!(told(&[
        "# note\n{\n  \"a\": 1, # one\n  \"b\": 2\n}",
        "{\"a\":\u{a0}1,\u{200b}\"b\": 2\u{c}}",
        "{\"a\": 1 /* note",
        "[1, / 2]",
        "",
        " \n // nothing\n",
        "\u{feff}",
        "name = \"x\"\n[a]\n",
        "]",
        "\"a\": 1",
    ]), @r##"
    # note⏎{⏎  "a": 1, # one⏎  "b": 2⏎}   →   {a: 1, b: 2}
        1:1 found a `#` comment, expected `//` — write `//`
        3:11 found a `#` comment, expected `//` — write `//`
    {"a":\u{a0}1,\u{200b}"b": 2\u{c}}   →   {a: 1, b: 2}
        1:6 found the invisible character U+00A0, expected ordinary white space — replace it with a space
        1:9 found the invisible character U+200B, expected ordinary white space — replace it with a space
        1:16 found the invisible character U+000C, expected ordinary white space — replace it with a space
    {"a": 1 /* note   →   {a: 1}
        1:9 found the end of the file in a comment, expected `*/` — close the comment with `*/`
    [1, / 2]   →   [1, "/ 2"]
        1:5 found text without quotes, expected a value — put the text in double quotes
       →   null!
        1:1 found an empty file, expected a JSON value — begin the file with `{`
     ⏎ // nothing⏎   →   null!
        3:1 found the end of the file, expected a JSON value — begin the file with `{`
    \u{feff}   →   null!
        1:2 found an empty file, expected a JSON value — begin the file with `{`
    name = "x"⏎[a]⏎   →   null!
        1:1 found a word, expected a JSON value — begin the file with `{`
    ]   →   null!
        1:1 found `]`, expected a JSON value — begin the file with `{`
    "a": 1   →   "a"!
        1:4 found `:` behind the top-level value, expected the end of the file (the value ends here: 1:3)
    "##);
}

#[test]
fn every_error_is_found_once() {
    insta::assert_snapshot!(told(&[
        "{\n  \"a\": 01,\n  b: 2,\n  \"c\": [1 2],\n  \"d\": 'x',\n  \"e\" 5,\n  \"f\": {\"g\": \"h},\n  \"i\": True\n  \"j\": [1, 2,],\n}\n",
    ]), @r##"
    {⏎  "a": 01,⏎  b: 2,⏎  "c": [1 2],⏎  "d": 'x',⏎  "e" 5,⏎  "f": {"g": "h},⏎  "i": True⏎  "j": [1, 2,],⏎}⏎   →   {a: 1, b: 2, c: [1, 2], d: "x", e: 5, f: {g: "h"}, i: true, j: [1, 2]}
        2:8 found a number with a leading zero — remove the zero, or put the digits in double quotes
        3:3 found a key without quotes, expected `"` — put the key in double quotes
        4:10 found the next value, expected `,` between two elements — add `,`
        5:8 found single quotes, expected double quotes — write `"` for `'`
        6:6 found a number, expected `:` between key and value — add `:`
        7:14 found the end of the line in a string, expected `"` — close the string with `"`
        8:8 found `True`, expected `true` — write `true`
        8:12 found the next key, expected `,` between two members — add `,`
        9:13 found `,` behind the last element, expected `]` — remove the comma
        9:15 found `,` behind the last member, expected `}` — remove the comma
    "##);
    let spoiled = "{\"a\": 01, \"b\": 'x', \"c\": [1,]}";
    assert_eq!(read(spoiled).faults().len(), 3);
    let many = format!("[{}]", vec!["01"; 200].join(","));
    let tree = read(&many);
    assert_eq!((tree.faults().len(), tree.root().count()), (50, 200));
}
