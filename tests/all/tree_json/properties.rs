//! What holds of the JSON reader for any text, and for JSON that was spoiled.

use super::{agree, check, read, value};
use proptest::prelude::*;
use serde_json::Value;

fn any_json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e12..1e12_f64).prop_map(Value::from),
    ];
    let text = prop_oneof![any::<String>(), "[a-z\"\\\\\n\t/#:,{}é\u{1F600}]{0,24}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        text.clone().prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        let members = prop::collection::btree_map(text.clone(), inner.clone(), 0..20);
        prop_oneof![
            prop::collection::vec(inner, 0..8).prop_map(Value::from),
            members.prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Valid JSON with some characters taken out, doubled or replaced by such as matter to the grammar.
fn spoiled_json() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), "[\\[\\]{},:;=\"'\\\\\n#/*x0-9.eE+ \u{a0}“-]{0,3}", 0..4_usize);
    (any_json(), any::<bool>(), prop::collection::vec(edit, 1..6)).prop_map(|(value, pretty, edits)| {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let mut chars: Vec<char> = text.chars().collect();
        for (at, put, cut) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_text_of_json_characters_is_read_without_panic(text in "[\\[\\]{},:;\"'\\\\\n\r#/*a01.e+$ =tn\u{a0}é-]{0,60}") {
        check(&text);
    }

    #[test]
    fn spoiled_json_is_refused_as_serde_json_refuses_it(text in spoiled_json()) {
        check(&text);
        if !text.contains("//") && !text.contains("/*") && !text.starts_with('\u{feff}') {
            agree(&text);
        }
    }

    #[test]
    fn printed_json_reads_back_without_faults(value_ in any_json()) {
        for text in [value_.to_string(), format!("{value_:#}")] {
            let tree = read(&text);
            prop_assert_eq!(tree.faults(), []);
            prop_assert_eq!(value(tree.root()), Some(value_.clone()));
            check(&text);
        }
    }
}
