//! Kibana's page: what it does with each kind of field, with what was recorded, and with anything.

#![cfg(test)]

mod corners;
mod random;
mod recorded;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use connlint::catalogue::Catalogue;
use connlint::connector::Connector;
use connlint::consumers::{At, Cause, Event, kibana, service};
use connlint::request::{Completion, Request};
use connlint::stack::Stack;
use connlint::tree::{Format, Tree};
use serde_json::{Value, json};

/// Judges a file, and hands the events and the names of the visible fields on.
fn judged<T>(file: &str, look: impl FnOnce(&[Event<'_>], Vec<&str>) -> T) -> T {
    let tree = Tree::parse(file, Format::Json);
    let mut connector = Connector::read(&tree, "c.json").unwrap();
    let known = connector.service_type.and_then(|name| Catalogue::newest().get(name));
    let request = Request::new(&mut connector, known, Completion::Standard);
    let (service, _) = service::judge(&request, Stack::newest());
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
