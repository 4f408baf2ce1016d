//! Generated connectors: a payload emits itself, and TOML and JSON emit the same.

use std::fmt::Write as _;

use connlint::consumers::Consumer;
use connlint::emit::Text;
use connlint::lint::Settings;
use connlint::tree::Arena;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

/// A value that both formats can say.
#[derive(Clone, Debug)]
enum Said {
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Said>),
    Table(Vec<(String, Said)>),
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f")
}

impl Said {
    fn write(&self, colon: &str, out: &mut String) {
        match self {
            Self::Bool(value) => write!(out, "{value}").unwrap(),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    item.write(colon, out);
                }
                out.push(']');
            }
            Self::Table(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    out.push_str(&quoted(key));
                    out.push_str(colon);
                    value.write(colon, out);
                }
                out.push('}');
            }
        }
    }
}

fn json(document: &[(String, Said)]) -> String {
    let mut out = String::new();
    Said::Table(document.to_vec()).write(": ", &mut out);
    out
}

/// As TOML: in its sections, each field a table, its attributes inline.
fn toml(document: &[(String, Said)]) -> String {
    let mut out = String::new();
    let (sections, plain): (Vec<_>, Vec<_>) =
        document.iter().partition(|(_, value)| matches!(value, Said::Table(_)));
    for (key, value) in plain {
        write!(out, "{key} = ").unwrap();
        value.write(" = ", &mut out);
        out.push('\n');
    }
    for (key, value) in sections {
        let Said::Table(members) = value else { continue };
        writeln!(out, "[{key}]").unwrap();
        for (name, value) in members {
            write!(out, "{} = ", quoted(name)).unwrap();
            value.write(" = ", &mut out);
            out.push('\n');
        }
    }
    out
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z ,]{0,8}",
        Just("${env:NAME}".to_owned()),
        Just("$${x} \u{7f}\u{202e}".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "-?[1-9][0-9]{0,3}\\.[0-9]{1,30}",
        "-?[1-9][0-9]{0,3}[eE][+-]?[1-9][0-9]?",
        // The integer -0 is 0 in TOML.
        Just("-0.0".to_owned()),
    ]
}

fn scalar() -> impl Strategy<Value = Said> {
    prop_oneof![
        any::<bool>().prop_map(Said::Bool),
        number().prop_map(Said::Number),
        text().prop_map(Said::Text)
    ]
}

fn value() -> impl Strategy<Value = Said> {
    let table = vec(("[a-z]{1,4}", scalar()), 0..3).prop_map(|members| {
        let members: std::collections::BTreeMap<_, _> = members.into_iter().collect();
        Said::Table(members.into_iter().collect())
    });
    prop_oneof![6 => scalar(), 1 => table]
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Said> {
    proptest::sample::select(words).prop_map(|word| Said::Text(word.to_owned()))
}

fn items(
    names: [&'static str; 2],
    first: BoxedStrategy<Said>,
    second: BoxedStrategy<Said>,
) -> BoxedStrategy<Said> {
    let item = (first, second).prop_map(move |(first, second)| {
        Said::Table(vec![(names[0].to_owned(), first), (names[1].to_owned(), second)])
    });
    prop_oneof![3 => vec(item.clone(), 0..3).prop_map(Said::List), 1 => item].boxed()
}

fn attribute() -> BoxedStrategy<(String, Said)> {
    let said = |name: &'static str, value: BoxedStrategy<Said>| {
        value.prop_map(move |value| (name.to_owned(), value)).boxed()
    };
    let words = text().prop_map(Said::Text).boxed();
    let order = prop_oneof![
        (-9..99i32).prop_map(|order| Said::Number(order.to_string())),
        (0..99i32).prop_map(|order| Said::Number(format!("{order}.75"))),
        (0..99i32).prop_map(|order| Said::Text(order.to_string())),
    ];
    let flag = prop_oneof![any::<bool>().prop_map(Said::Bool), one_of(&["true", "false"])];
    let validation = one_of(&["less_than", "greater_than", "regex", "included_in", "LIST_TYPE"]);
    prop_oneof![
        said("category", words.clone()),
        said("default_value", value().boxed()),
        said("depends_on", items(["field", "value"], words.clone(), scalar().boxed())),
        said("display", one_of(&["textbox", "TOGGLE", "dropdown", "numeric", "textarea", "text"]).boxed()),
        said("options", items(["value", "label"], words.clone(), words.clone())),
        said("order", order.boxed()),
        said("placeholder", words.clone()),
        said("required", flag.clone().boxed()),
        said("sensitive", flag.boxed()),
        said("tooltip", words.clone()),
        said("type", one_of(&["str", "int", "bool", "list"]).boxed()),
        said("ui_restrictions", vec(one_of(&["advanced"]), 0..2).prop_map(Said::List).boxed()),
        said(
            "validations",
            items(
                ["type", "constraint"],
                validation.boxed(),
                prop_oneof![words, number().prop_map(Said::Number)].boxed()
            )
        ),
        said("value", value().boxed()),
        said("unheard_of", scalar().boxed()),
    ]
    .boxed()
}

fn document() -> impl Strategy<Value = Vec<(String, Said)>> {
    let field = (text(), vec(attribute(), 0..9)).prop_map(|(label, attributes)| {
        let mut by_name: std::collections::BTreeMap<_, _> = attributes.into_iter().collect();
        by_name.insert("label".to_owned(), Said::Text(label));
        Said::Table(by_name.into_iter().collect())
    });
    let name = || prop_oneof!["[a-z]{1,3}", "[a-zü.\"~/ ]{1,3}", Just("port".to_owned())];
    let fields = btree_map(name(), field, 1..6);
    let values = btree_map(name(), scalar(), 0..3);
    let service = proptest::option::of(one_of(&["mysql", "no_such_type"]));
    (fields, values, service, any::<bool>()).prop_map(|(fields, values, service, partial)| {
        let table = |members: Vec<(String, Said)>| Said::Table(members);
        // Only values of fields that there are, so that nothing stands in the way of a payload.
        let values = values.into_iter().filter(|(name, _)| fields.contains_key(name)).collect();
        let mut document = vec![("partial".to_owned(), Said::Bool(partial))];
        document.extend(service.map(|service| ("service_type".to_owned(), service)));
        document.push(("values".to_owned(), table(values)));
        document.push(("configuration".to_owned(), table(fields.into_iter().collect())));
        document
    })
}

fn body(path: &str, text: &str) -> Option<String> {
    let settings = Settings { payloads: true, ..Settings::default() };
    let linted = settings.lint(path, text.as_bytes(), &mut Arena::default());
    match linted.payload?.body {
        Text::Held(body) => Some(body),
        Text::Spooled(_) => None,
    }
}

/// Rule, pointer, field, who breaks, and what they say.
type Fact = (&'static str, String, Option<String>, Vec<Consumer>, Option<String>);

/// What is found where, and who breaks, in an order that knows of no format.
fn found(path: &str, text: &str) -> Vec<Fact> {
    let linted = Settings::default().lint(path, text.as_bytes(), &mut Arena::default());
    let facts = |one: connlint::report::Diagnostic| (one.rule, one.pointer, one.field, one.breaks, one.says);
    let mut found: Vec<_> = linted.diagnostics.into_iter().map(facts).collect();
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn toml_and_json_emit_the_same_and_a_payload_emits_itself(document in document()) {
        let (json, toml) = (json(&document), toml(&document));
        let payload = body("connectors/a.json", &json);
        prop_assert_eq!(&payload, &body("connectors/a.toml", &toml), "{}\n{}", json, toml);
        if let Some(payload) = payload {
            let again = body("connectors/a.json", &payload);
            prop_assert_eq!(Some(payload), again, "{}", json);
        }
    }

    #[test]
    fn toml_and_json_have_the_same_findings(document in document()) {
        let (json, toml) = (json(&document), toml(&document));
        prop_assert_eq!(found("connectors/a.json", &json), found("connectors/a.toml", &toml), "{}\n{}", json, toml);
    }
}

#[test]
fn most_generated_connectors_have_a_payload() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let made = (0..200)
        .filter(|_| body("a.json", &json(&document().new_tree(&mut runner).unwrap().current())).is_some())
        .count();
    assert!(made > 100, "only {made} of 200");
}
