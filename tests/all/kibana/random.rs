//! Whatever the fields hold, judging them ends with events that can be placed.

use connlint::connector::attribute::Attribute;
use connlint::consumers::At;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::judged;

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
