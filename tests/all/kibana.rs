//! Kibana's page against what was recorded of it: `fixtures/cases/kibana_cases.jsonl`, one configuration a line with
//! the causes, the fields of each, and the fields that were visible.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use connlint::catalogue::Catalogue;
use connlint::connector::Connector;
use connlint::connector::attribute::Attribute;
use connlint::consumers::python::Splitting;
use connlint::consumers::{At, Cause, Event, kibana, service};
use connlint::request::{Completion, Request};
use connlint::tree::{self, Format, Tree};
use proptest::prelude::*;
use serde_json::{Value, json};

const CASES: &str = include_str!("../../fixtures/cases/kibana_cases.jsonl");

/// Judges a file, and hands the events and the names of the visible fields on.
fn judged<T>(file: &str, look: impl FnOnce(&[Event<'_>], Vec<&str>) -> T) -> T {
    let tree = Tree::parse(file, Format::Json);
    let mut connector = Connector::read(&tree, "c.json").unwrap();
    let known = connector.service_type.and_then(|name| Catalogue::newest().get(name));
    let request = Request::new(&mut connector, known, Completion::Standard);
    let (service, _) = service::judge(&request, Splitting::DropEmpty);
    let visible = kibana::visible(&request, &service);
    look(&kibana::judge(&request, &service), visible.iter().map(|field| field.name).collect())
}

/// Every event as `cause field place detail`, one a line.
fn told(file: &Value) -> String {
    judged(&file.to_string(), |events, _| {
        let mut text = String::new();
        for event in events {
            let place = match event.at {
                At::Node(_) => "node".to_owned(),
                At::Attribute(attribute) => attribute.to_string(),
                At::Item(attribute, item) => format!("{attribute}/{item}"),
                At::Field => "field".to_owned(),
                At::Connector => "connector".to_owned(),
            };
            let (name, detail) = (event.name.unwrap_or("-"), event.detail.as_deref().unwrap_or("-"));
            writeln!(text, "{:?} {name} {place} ({detail})", event.cause).unwrap();
        }
        text
    })
}

/// The word of the recorded cases for a cause.
fn recorded(event: &Event<'_>) -> &'static str {
    match event.cause {
        Cause::FormThrows => "throws",
        Cause::NoForm => "no-form",
        Cause::HiddenByRestriction
        | Cause::HiddenByCategory
        | Cause::HiddenByUnknown
        | Cause::HiddenByCycle
        | Cause::HiddenByContradiction
        | Cause::HiddenByUnreachable
        | Cause::NeverShown => "never-shown",
        Cause::HiddenButChecked => "hidden-but-checked",
        Cause::SaveRefused => "save-refused",
        Cause::SaveChanges => "save-changes",
        other => panic!("{other:?} is not Kibana's"),
    }
}

#[test]
fn every_recorded_case_is_predicted() {
    for line in CASES.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        // Not through a parsed value, which would not keep the spelling of numbers.
        let start = line.find(r#""configuration": "#).unwrap();
        let end = line.rfind(r#", "expected": "#).unwrap();
        judged(&format!("{{{}}}", &line[start..end]), |events, visible| {
            let mut by_cause: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for event in events {
                let fields = by_cause.entry(recorded(event)).or_default();
                match event.name {
                    Some(name) => assert!(fields.insert(name), "{}: {name} twice", case["id"]),
                    None => {
                        fields.extend(case["configuration"].as_object().unwrap().keys().map(String::as_str));
                    }
                }
            }
            assert_eq!(json!(by_cause), case["by_cause"], "{}", case["id"]);
            assert_eq!(json!(visible), case["expected"]["visible"], "{}", case["id"]);
        });
    }
    assert_eq!(CASES.lines().count(), 300);
}

/// The definition that the catalogue has of a type, written out, with this for the values that it does not set.
fn shipped(name: &str, unset: &Value) -> Value {
    let service = Catalogue::newest().get(name).unwrap();
    let scalar = |value: tree::Value<'_>| match value {
        tree::Value::Text(text) => json!(text),
        tree::Value::Bool(value) => json!(value),
        tree::Value::Number(number) => serde_json::from_str(number.text()).unwrap(),
        _ => Value::Null,
    };
    let fields = service.fields.iter().map(|field| {
        let depends_on: Vec<_> = field
            .dependencies()
            .iter()
            .map(|dependency| json!({"field": dependency.field, "value": scalar(dependency.value)}))
            .collect();
        let options: Vec<_> = field
            .choices()
            .iter()
            .map(|choice| json!({"label": choice.label, "value": scalar(choice.value)}))
            .collect();
        let definition = json!({
            "label": field.title(),
            "type": field.field_type().name(),
            "display": field.display.content.unwrap().name(),
            "order": field.order.content.unwrap(),
            "required": field.is_required(),
            "sensitive": field.is_sensitive(),
            "ui_restrictions": field.ui_restrictions.content.as_deref().unwrap(),
            "depends_on": depends_on,
            "options": options,
            "value": match field.value.content {
                Some(tree::Value::Text("") | tree::Value::Array(_)) | None => unset.clone(),
                Some(value) => scalar(value),
            },
        });
        (field.name.to_owned(), definition)
    });
    json!({"configuration": Value::Object(fields.collect())})
}

#[test]
fn a_shipped_type_breaks_where_unset_values_are_null() {
    let breaking = |value: &Value| {
        let breaks = |name: &&str| !told(&shipped(name, value)).is_empty();
        Catalogue::newest().names().filter(breaks).count()
    };
    assert_eq!(breaking(&json!("")), 0);
    assert_eq!(breaking(&json!(null)), 18);
    assert_eq!(Catalogue::newest().names().count(), 31);
}

/// A field with these attributes.
fn field(attributes: Value) -> Value {
    let mut field = json!({"label": "Label", "value": ""});
    let Value::Object(attributes) = attributes else { panic!("no attributes: {attributes}") };
    field.as_object_mut().unwrap().extend(attributes);
    field
}

/// A field that waits for a value of another one.
fn on(parent: &str, value: Value) -> Value {
    let mut dependency = json!({"field": parent});
    dependency["value"] = value;
    field(json!({"depends_on": [dependency]}))
}

#[test]
fn the_reason_for_never_being_shown_is_the_most_precise() {
    let file = json!({"configuration": {
        "plain": field(json!({"order": 1})),
        "restricted": field(json!({"order": 2, "ui_restrictions": ["Advanced", "x"], "category": "c"})),
        "behind_restricted": on("restricted", json!("x")),
        "categorised": field(json!({"order": 3, "category": "c"})),
        "advanced": field(json!({"order": 4, "category": "c", "ui_restrictions": ["x", "advanced"]})),
        "extract_full_html": field(json!({"order": 5})),
        "unknown": field(json!({"order": 6, "depends_on": [
            {"field": "plain", "value": "x"}, {"field": "gone", "value": "x"}]})),
        "behind_unknown": on("unknown", json!("x")),
        "first": on("second", json!("x")),
        "second": on("first", json!("x")),
        "behind_cycle": on("second", json!("x")),
        "itself": on("itself", json!("x")),
        "torn": field(json!({"order": 7, "depends_on": [
            {"field": "plain", "value": "x"}, {"field": "advanced", "value": "x"}, {"field": "plain", "value": "y"}]})),
        "behind_torn": on("torn", json!("x")),
        "switch": field(json!({"order": 8, "type": "bool", "value": false, "display": "toggle"})),
        "text_of_switch": on("switch", json!("true")),
        "behind_text_of_switch": on("text_of_switch", json!("x")),
        "on_hidden_parent": on("extract_full_html", json!("")),
    }});
    let expected = "\
HiddenByRestriction restricted ui_restrictions (Advanced)
HiddenByCategory categorised category (c)
NeverShown extract_full_html field (the name)
HiddenByUnknown unknown depends_on/1 (gone)
HiddenByContradiction torn depends_on/2 (plain)
NeverShown behind_restricted depends_on/0 (restricted)
NeverShown behind_text_of_switch depends_on/0 (text_of_switch)
HiddenByContradiction behind_torn depends_on/0 (torn)
NeverShown behind_unknown depends_on/0 (unknown)
HiddenByCycle behind_cycle depends_on/0 (second)
HiddenByCycle first depends_on/0 (second)
HiddenByCycle itself depends_on/0 (itself)
HiddenByCycle second depends_on/0 (first)
HiddenByUnreachable text_of_switch depends_on/0 (a switch)
";
    let mut lines: Vec<_> = expected.lines().collect();
    let told = told(&file);
    let mut found: Vec<_> = told.lines().collect();
    lines.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, lines);
}

#[test]
fn events_come_in_the_order_of_the_page() {
    let file = r#"{"configuration": {
        "c": {"label": "C", "order": 2, "value": null},
        "b": {"label": "B", "order": 2, "value": {}, "ui_restrictions": ["advanced"]},
        "d": {"label": "D", "value": null},
        "a": {"label": "A", "order": 1, "value": 1e300, "type": "int"}
    }}"#;
    judged(file, |events, visible| {
        let names: Vec<_> = events.iter().filter_map(|event| event.name).collect();
        assert_eq!(names, ["a", "c", "b", "d"]);
        assert_eq!(visible, ["a", "c", "d", "b"], "the advanced panel is below the main one");
    });
}

#[test]
fn nothing_else_is_told_beside_a_page_that_fails() {
    let restricted = field(json!({"ui_restrictions": ["x"]}));
    let broken = field(json!({"value": {"toString": null}}));
    let thrown = "FormThrows a value (an object with the key toString)\n";
    assert_eq!(
        told(&json!({"configuration": {"a": broken, "b": restricted, "c": {"label": "", "value": null}}})),
        thrown
    );
    assert_eq!(told(&json!({"configuration": {"a": restricted}})), "NoForm - connector (-)\n");
    assert_eq!(told(&json!({"configuration": {}})), "");
    assert_eq!(told(&json!({"values": {"a": null}})), "");
}

#[test]
fn saving_keeps_only_what_javascript_can_hold() {
    let saved = |attributes: Value| told(&json!({"configuration": {"a": field(attributes)}}));
    assert_eq!(saved(json!({"value": null, "required": true})), "");
    assert_eq!(
        saved(json!({"value": null, "required": true, "display": "toggle"})),
        "SaveRefused a value (null)\n"
    );
    assert_eq!(saved(json!({"value": "5.0", "type": "int"})), "SaveRefused a value (no integer)\n");
    assert_eq!(saved(json!({"value": "5.0", "type": "int", "sensitive": true, "display": "text"})), "");
    assert_eq!(saved(json!({"value": "x", "type": "int", "display": "dropdown"})), "");
    assert_eq!(saved(json!({"value": 9_007_199_254_740_991_i64})), "");
    assert_eq!(saved(json!({"value": 5.0})), "SaveChanges a value (5.0 comes back as 5)\n");
    assert_eq!(saved(json!({"value": 5.5})), "");
    assert_eq!(saved(json!({"value": 5.0, "type": "list"})), "");
}

#[test]
fn a_hidden_field_that_the_service_checks_is_told_with_what_differs() {
    let file = |child: Value, stray: Value| {
        json!({"configuration": {
            "blank": field(json!({"order": 1, "default_value": "x"})),
            "number": field(json!({"order": 2, "type": "int", "value": "5"})),
            "by_default": on("blank", json!("x")),
            "by_conversion": child,
            "stray": stray,
        }})
    };
    let harmless = field(json!({"type": "int"}));
    assert_eq!(
        told(&file(on("number", json!(5)), harmless.clone())),
        "HiddenButChecked by_conversion depends_on/0 (a conversion)\n\
         HiddenButChecked by_default depends_on/0 (the default)\n"
    );
    // The service never gets to its check where a conversion fails.
    let crash = field(json!({"type": "int", "default_value": "x"}));
    assert_eq!(told(&file(on("number", json!(5)), crash)), "");
    assert_eq!(told(&file(on("blank", json!("y")), harmless)).lines().count(), 1);
}

#[test]
fn what_hangs_on_an_unknown_value_is_no_event() {
    let reference = field(json!({"value": "${env:MODE}"}));
    let parent = |wanted: Value| {
        told(&json!({"configuration": {"mode": reference, "child": {
        "label": "Child", "value": null, "depends_on": [{"field": "mode", "value": wanted}]}}}))
    };
    assert_eq!(parent(json!("x")), "", "it may be shown, and then it would not be saved");
    assert_eq!(parent(json!(1)), "HiddenByUnreachable child depends_on/0 (a text box)\n");
    let literal = field(json!({"value": "$${env:MODE}"}));
    let child =
        json!({"label": "Child", "value": null, "depends_on": [{"field": "mode", "value": "${env:MODE}"}]});
    assert_eq!(
        told(&json!({"configuration": {"mode": literal, "child": child}})),
        "SaveRefused child value (null)\n"
    );

    let port = field(json!({"type": "int", "value": "${env:PORT}"}));
    assert_eq!(told(&json!({"configuration": {"port": port}})), "");

    let partial = |child: Value| {
        told(&json!({"partial": true, "configuration": {
        "mode": {"label": "Mode"}, "child": child}}))
    };
    assert_eq!(
        partial(json!({"label": "Child", "value": 1e300, "depends_on": [{"field": "mode", "value": true}]})),
        ""
    );
    let only = json!({"partial": true, "configuration": {
        "mode": {"label": "Mode", "ui_restrictions": ["advanced"]},
        "child": on("mode", json!("x"))}});
    assert_eq!(told(&only), "", "a form only if the mode is the one");
}

#[test]
fn the_fields_that_the_service_adds_are_on_the_page() {
    let file = json!({"service_type": "gitlab", "values": {"token": "t"}});
    assert_eq!(told(&file), "SaveRefused projects value (an array)\n");
    let file = json!({"service_type": "redis", "configuration": {"host": field(json!({"required": true}))}});
    judged(&file.to_string(), |events, visible| {
        assert!(events.is_empty());
        assert!(visible.contains(&"port"), "{visible:?}");
    });
}

/// So many fields, each of which depends on the next, and the last on what `end` gives.
fn chain(count: usize, end: &str) -> String {
    let mut file = r#"{"configuration": {"start": {"label": "S", "value": ""}"#.to_owned();
    for at in 0..count {
        let next = if at + 1 == count { end.to_owned() } else { format!("f{}", at + 1) };
        write!(
            file,
            r#", "f{at}": {{"label": "F", "value": "", "depends_on": [{{"field": "{next}", "value": "x"}}]}}"#
        )
        .unwrap();
    }
    file + "}}"
}

#[test]
fn many_fields_in_one_cycle_or_chain_are_judged_at_once() {
    let start = Instant::now();
    let count = 20_000;
    let causes = |file: &str| {
        judged(file, |events, _| {
            let causes: BTreeSet<_> = events.iter().map(|event| event.cause).collect();
            (events.len(), causes.into_iter().collect::<Vec<_>>())
        })
    };
    assert_eq!(causes(&chain(count, "f0")), (count, vec![Cause::HiddenByCycle]));
    assert_eq!(causes(&chain(count, "start")), (0, vec![]));
    assert_eq!(causes(&chain(count, "gone")), (count, vec![Cause::HiddenByUnknown, Cause::NeverShown]));
    // Many dependents of one field with many options, and one field with many dependencies.
    let options: Vec<_> = (0..count).map(|at| json!({"label": "O", "value": format!("o{at}")})).collect();
    let wide: Vec<_> = (0..count).map(|_| json!({"field": "menu", "value": "o1"})).collect();
    let mut fields = json!({
        "menu": field(json!({"display": "dropdown", "options": options})),
        "wide": field(json!({"depends_on": wide})),
    });
    let table = fields.as_object_mut().unwrap();
    table.extend((0..count).map(|at| (format!("f{at}"), on("menu", json!(format!("o{at}"))))));
    assert_eq!(causes(&json!({"configuration": fields}).to_string()), (0, vec![]));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        prop_oneof![Just(0.0), Just(5.0), Just(1.5), Just(1e17)].prop_map(|value: f64| json!(value)),
        prop_oneof![Just("0"), Just("5"), Just("")].prop_map(|text| json!(text)),
        prop_oneof![Just("true"), Just("false"), Just("x\ny"), Just("${env:X}"), Just("-1e3")]
            .prop_map(|text| json!(text)),
        Just(json!({})),
        Just(json!({"toString": 1})),
        Just(json!([1])),
    ]
}

fn any_field() -> impl Strategy<Value = Value> {
    let name = prop_oneof![Just("a"), Just("b"), Just("c"), Just("d"), Just("gone")];
    let items = proptest::collection::vec((name, scalar()), 0..3);
    let kind = prop_oneof![Just("str"), Just("int"), Just("bool"), Just("list"), Just("?")];
    let display = prop_oneof![
        Just("toggle"),
        Just("dropdown"),
        Just("textarea"),
        Just("text"),
        Just("numeric"),
        Just("?")
    ];
    let restrictions = prop_oneof![
        4 => Just(json!([])), 1 => Just(json!(["advanced"])), 1 => Just(json!(["x"])), 1 => Just(json!(null))];
    (items, kind, display, restrictions, scalar(), proptest::collection::vec(scalar(), 0..5), any::<[bool; 2]>())
        .prop_map(|(items, kind, display, restrictions, value, options, [required, sensitive])| {
            let depends_on: Vec<_> =
                items.iter().map(|(field, value)| json!({"field": field, "value": value})).collect();
            let options: Vec<_> = options.iter().map(|value| json!({"label": "O", "value": value})).collect();
            json!({
                "label": "L", "type": kind, "display": display, "ui_restrictions": restrictions, "value": value,
                "depends_on": depends_on, "options": options, "required": required, "sensitive": sensitive,
            })
        })
}

proptest! {
    #[test]
    fn any_fields_are_judged_without_a_panic(
        fields in proptest::collection::vec(any_field(), 1..5), partial: bool
    ) {
        let table: serde_json::Map<_, _> =
            ["a", "b", "c", "d"].iter().map(ToString::to_string).zip(fields).collect();
        judged(&json!({"partial": partial, "configuration": table}).to_string(), |events, _| {
            for event in events {
                assert!(event.breaks && event.says.is_none());
                if let (At::Item(attribute, item), Some(field)) = (event.at, event.field) {
                    assert_eq!(attribute, Attribute::DependsOn);
                    assert!(item < field.dependencies().len());
                }
            }
        });
    }
}
