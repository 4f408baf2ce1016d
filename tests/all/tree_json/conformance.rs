//! RFC 8259, case by case: what a reader has to take, and what it has to refuse, by the part of the grammar that decides.
//! Elasticsearch's reader takes comments as well, which `tree_json.rs` holds.

use super::{agree, check, read, value};
use connlint::lint::Settings;
use connlint::report::Status;
use connlint::tree::{Arena, MAX_DEPTH};
use serde_json::{Value, json};

/// The texts of a group: those to take, those to refuse.
struct Group {
    name: &'static str,
    taken: &'static [&'static str],
    refused: &'static [&'static str],
}

const GROUPS: [Group; 9] = [
    Group {
        name: "numbers",
        taken: &[
            "0",
            "-0",
            "0.0",
            "-0.0e-0",
            "1E400",
            "1e-400",
            "9e+9",
            "10",
            "-10.01",
            "0e1",
            "123456789012345678901234567890",
            "0.1000000000000000055511151231257827",
        ],
        refused: &[
            "[01]",
            "[-01]",
            "[00]",
            "[+1]",
            "[.5]",
            "[-.5]",
            "[5.]",
            "[5.e1]",
            "[1e]",
            "[1e+]",
            "[1E-]",
            "[1e1.5]",
            "[0x1]",
            "[0b1]",
            "[1_0]",
            "[-]",
            "[--1]",
            "[- 1]",
            "[1 0]",
            "[NaN]",
            "[Infinity]",
            "[-Infinity]",
            "[1f]",
            "[1,0.]",
            "[\u{ff11}]",
            "[\u{661}]",
            "[1e\u{661}]",
            "[1.2.3]",
            "[0-1]",
        ],
    },
    Group {
        name: "names",
        taken: &["true", "false", "null", "[true,false,null]"],
        refused: &[
            "[True]",
            "[TRUE]",
            "[nul]",
            "[nullx]",
            "[truefalse]",
            "[undefined]",
            "[t]",
            "[none]",
            "[nu ll]",
        ],
    },
    Group {
        name: "strings",
        taken: &[
            "\"\"",
            "\" \"",
            "\"\u{7f}\u{80}\u{2028}\u{2029}😀\"",
            "\"\u{feff}\"",
            "\"\u{ffff}\u{10ffff}\"",
            "\"'\"",
            "\"/* no comment */ // either\"",
            "\"{[:,]}\"",
        ],
        refused: &[
            "[\"\t\"]",
            "[\"\n\"]",
            "[\"\r\"]",
            "[\"\0\"]",
            "[\"\u{1f}\"]",
            "[\"",
            "[\"a]",
            "\"",
            "['a']",
            "[`a`]",
            "[\u{201c}a\u{201d}]",
            "[\"a\"\"b\"]",
            "[\"a\" \"b\"]",
            "[a]",
        ],
    },
    Group {
        name: "escapes",
        taken: &[r#""\"\\\/\b\f\n\r\t""#, r#""\u0000\u001F\uaBcD\uffff""#, r#"{"\u0061":1}"#, r#""\\u12""#],
        refused: &[
            r#"["\x"]"#,
            r#"["\a"]"#,
            r#"["\'"]"#,
            r#"["\0"]"#,
            r#"["\U0041"]"#,
            r#"["\u"]"#,
            r#"["\u12"]"#,
            r#"["\u12g4"]"#,
            r#"["\u 123"]"#,
            r#"["\u+123"]"#,
            r#"["\u{61}"]"#,
            "[\"\\\"]",
            "[\"\\\n\"]",
            r#"{"\q":1}"#,
            "[\"\\é\"]",
            r#"["\u00"#,
        ],
    },
    Group {
        name: "surrogates",
        taken: &[
            r#""\uD83D\uDE00""#,
            r#""\ud800\udc00\udbff\udfff""#,
            r#""\ue000\ud7ff""#,
            r#"{"\uD834\uDD1E":1}"#,
        ],
        refused: &[
            r#"["\ud800"]"#,
            r#"["\udc00"]"#,
            r#"["\ud800\ud800"]"#,
            r#"["\udc00\ud800"]"#,
            r#"["\ud800x"]"#,
            r#"["\ud800\n"]"#,
            r#"["\ud800\u0041"]"#,
            r#"["\ud800\udc0"]"#,
            r#"{"\udfff":1}"#,
            r#"["\ud800\\udc00"]"#,
        ],
    },
    Group {
        name: "structure",
        taken: &[
            "{}",
            "[]",
            "[[],{},[{}]]",
            r#"{"":""}"#,
            r#"{"a":{"b":[1,-2.5e+3,null]},"c":"d"}"#,
            "[[[[[[]]]]]]",
            r#"{"a":1,"b":2}"#,
        ],
        refused: &[
            "{",
            "}",
            "[",
            "]",
            "[1",
            "[1,",
            "[,1]",
            "[1,]",
            "[1,,2]",
            "[1 2]",
            "[,]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\" 1}",
            "{\"a\":1,}",
            "{,}",
            "{:1}",
            "{\"a\":1,,\"b\":2}",
            "{\"a\"::1}",
            "{\"a\":1:2}",
            "{\"a\",1}",
            "{1:2}",
            "{a:1}",
            "{'a':1}",
            "{null:1}",
            "{[]:1}",
            "[1}",
            "{\"a\":1]",
            "{\"a\":1",
            "[\"a\":1]",
            "[1;2]",
            "{\"a\"=1}",
            "(1)",
            "<1>",
        ],
    },
    Group {
        name: "one text",
        taken: &["[1] ", "\n{}\n"],
        refused: &[
            "",
            " ",
            "[] []",
            "1 2",
            "{}x",
            "[]]",
            "{}}",
            "1,",
            "[1]\0",
            "null null",
            "\"a\"\"b\"",
            "[],",
        ],
    },
    Group {
        name: "white space",
        taken: &[" [ ] ", "\t{\r\n}\n", "[1 , 2\n,\t3]", "{ \"a\" : 1 }", "\r\r[\n\n]\r"],
        refused: &[
            "[\u{a0}1]",
            "[\u{2003}]",
            "\u{b}1",
            "\u{c}[]",
            "[\u{85}]",
            "[\u{3000}1]",
            "[\u{200b}]",
            "[\u{2028}1]",
            "# c\n1",
        ],
    },
    Group {
        name: "byte order mark",
        // Not in the grammar; section 8.1 lets a reader pass over one that begins the text, and Elasticsearch's does.
        taken: &[],
        refused: &["[\u{feff}1]", "[]\u{feff}", "\u{feff}", "\u{feff}\u{feff}[]", "\u{fffe}[]"],
    },
];

#[test]
fn every_group_is_taken_and_refused_as_the_grammar_has_it() {
    let mut cases = 0;
    for Group { name, taken, refused } in GROUPS {
        for text in taken {
            assert_eq!(read(text).faults(), [], "{name}: {text:?}");
            agree(text);
            check(text);
        }
        for text in refused {
            assert_ne!(read(text).faults(), [], "{name}: {text:?}");
            agree(text);
            check(text);
        }
        cases += taken.len() + refused.len();
    }
    assert!(cases > 170, "{cases}");
}

#[test]
fn what_is_taken_means_what_the_grammar_says() {
    for (text, meant) in [
        (r#""\"\\\/\b\f\n\r\t""#, json!("\"\\/\u{8}\u{c}\n\r\t")),
        (r#""\uD83D\uDE00\uffff\u0000""#, json!("😀\u{ffff}\0")),
        ("\"\u{feff}\u{2028}\"", json!("\u{feff}\u{2028}")),
        (r#"{"a":1,"b":[null,{"":-2.5e3}]}"#, json!({"a": 1, "b": [null, {"": -2500.0}]})),
        ("-0", json!(-0.0)),
    ] {
        assert_eq!(value(read(text).root()), Some(meant), "{text}");
    }
    // Of a number every digit is kept, which serde_json's values cannot do.
    for digits in
        ["1E400", "0.1000000000000000055511151231257827", "123456789012345678901234567890", "-0.0e-0"]
    {
        assert_eq!(read(digits).root().text(), digits);
    }
    let marked = "\u{feff}{\"a\": 1}";
    assert_eq!((read(marked).faults().len(), value(read(marked).root())), (0, Some(json!({"a": 1}))));
}

#[test]
fn depth_is_limited_and_the_limit_is_exact() {
    for (open, inside, close) in [("[", "", "]"), ("{\"a\":", "1", "}"), ("[{\"a\":", "1", "}]")] {
        let levels = MAX_DEPTH / open.matches(['[', '{']).count();
        let nested = |levels: usize| format!("{}{inside}{}", open.repeat(levels), close.repeat(levels));
        assert_eq!(read(&nested(levels)).faults(), [], "{open}");
        assert_eq!(read(&nested(levels + 1)).faults().len(), 1, "{open}");
    }
}

#[test]
fn texts_in_other_encodings_are_refused_at_the_byte_that_tells() {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| "\u{feff}{}".encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let cases: [(&str, Vec<u8>); 9] = [
        ("UTF-16, little end first", utf16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(u16::to_be_bytes)),
        ("UTF-32", "{}".chars().flat_map(|one| u32::from(one).to_le_bytes()).collect()),
        ("Latin-1", b"{\"a\": \"\xe9\"}".to_vec()),
        ("a byte that begins nothing", b"[\"\x80\"]".to_vec()),
        ("overlong", b"[\"\xc0\xaf\"]".to_vec()),
        ("a surrogate", b"[\"\xed\xa0\x80\"]".to_vec()),
        ("above the last character", b"[\"\xf4\x90\x80\x80\"]".to_vec()),
        ("cut inside a character", b"[\"\xf0\x9f\x98".to_vec()),
    ];
    for (name, bytes) in cases {
        for ending in ["json", "toml"] {
            let linted =
                Settings::default().lint(&format!("connectors/a.{ending}"), &bytes, &mut Arena::default());
            assert_eq!(linted.entry.status, Status::PartlyChecked, "{name}");
            let found = linted.diagnostics.iter().any(|one| one.rule == "syntax-error");
            assert!(found, "{name}: {:?}", linted.diagnostics);
        }
        assert!(serde_json::from_slice::<Value>(&bytes).is_err(), "{name}");
    }
}
