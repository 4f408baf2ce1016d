//! Corners of the page: what is drawn, asked and saved where fields are unusual.

use serde_json::{Value, json};

use super::{field, on, told};

/// Holds every row: a configuration, and what is told of it.
fn hold(rows: &[(Value, &str)]) {
    for (configuration, expected) in rows {
        assert_eq!(told(&json!({ "configuration": configuration })), *expected, "{configuration}");
    }
}

#[test]
fn a_secret_reference_may_hold_any_text_and_nothing_else() {
    let mode = |display: &str| field(json!({"value": "${env:MODE}", "display": display, "order": 1}));
    hold(&[
        (json!({"mode": mode("toggle"), "child": on("mode", json!("x"))}), ""),
        (
            json!({"mode": mode("toggle"), "child": on("mode", json!(""))}),
            "HiddenByUnreachable child depends_on/0 (a switch)\n",
        ),
    ]);
}

#[test]
fn nothing_is_said_of_saving_where_the_form_may_not_be_there() {
    let mode = field(json!({"value": "${env:MODE}", "ui_restrictions": ["advanced"]}));
    let unsaveable = field(json!({"value": null, "ui_restrictions": ["advanced"]}));
    let child = on("mode", json!("x"));
    hold(&[
        (json!({"mode": mode, "unsaveable": unsaveable, "child": child}), ""),
        (
            json!({"mode": mode, "unsaveable": unsaveable, "main": field(json!({}))}),
            "SaveRefused unsaveable value (null)\n",
        ),
    ]);
}

#[test]
fn nothing_is_said_of_a_field_with_a_part_that_was_refused() {
    hold(&[
        (json!({"a": field(json!({"value": null}))}), "SaveRefused a value (null)\n"),
        (json!({"a": field(json!({"value": null, "sensitive": "x"}))}), ""),
        (json!({"a": field(json!({"value": null, "display": "x"}))}), ""),
        (json!({"a": field(json!({"ui_restrictions": ["advanced"]}))}), "NoForm - connector (-)\n"),
        (json!({"a": field(json!({"ui_restrictions": ["advanced"], "sensitive": "x"}))}), ""),
    ]);
}

#[test]
fn no_control_but_a_text_area_takes_line_ends() {
    let rows = [
        ("text", "x\ny", "HiddenByUnreachable child depends_on/0 (a text box)\n"),
        ("text", "x\ry", "HiddenByUnreachable child depends_on/0 (a text box)\n"),
        ("textarea", "x\ny", ""),
        ("textarea", "x\ry", "HiddenByUnreachable child depends_on/0 (a text area)\n"),
    ];
    for kind in ["str", "int", "list"] {
        let parent =
            |display: &str| field(json!({"type": kind, "value": "5", "display": display, "order": 1}));
        for (display, wanted, expected) in rows {
            hold(&[(json!({"parent": parent(display), "child": on("parent", json!(wanted))}), expected)]);
        }
    }
}

/// A field that is edited by the choice of one of these options.
fn menu(kind: &str, value: &Value, options: &[Value]) -> Value {
    let options: Vec<_> = options.iter().map(|value| json!({"label": "O", "value": value})).collect();
    field(json!({"type": kind, "value": value, "display": "dropdown", "options": options, "order": 1}))
}

/// Holds every row: a field, what another one waits for, and what is told of that.
fn hold_parents(rows: &[(Value, Value, &str)]) {
    for (parent, wanted, expected) in rows {
        hold(&[(json!({"parent": parent, "child": on("parent", wanted.clone())}), expected)]);
    }
}

const NO_RADIO: &str = "HiddenByUnreachable child depends_on/0 (radio buttons)\n";
const NO_SELECTION: &str = "HiddenByUnreachable child depends_on/0 (a selection)\n";
const NO_SWITCH: &str = "HiddenByUnreachable child depends_on/0 (a switch)\n";

#[test]
fn a_switch_turns_a_text_off_at_any_time_and_on_only_if_it_is_empty() {
    for kind in ["str", "list"] {
        let switch =
            |value: &str| field(json!({"type": kind, "value": value, "display": "toggle", "order": 1}));
        hold_parents(&[
            (switch("x"), json!("false"), ""),
            (switch(""), json!("false"), ""),
            (switch("x"), json!("true"), NO_SWITCH),
            (switch("${env:X}"), json!("false"), ""),
            (switch(""), json!("true"), ""),
            (switch(""), json!("x"), NO_SWITCH),
        ]);
    }
}

#[test]
fn a_lone_radio_button_that_is_selected_already_changes_nothing() {
    hold_parents(&[
        (menu("int", &json!("5"), &[json!("5")]), json!(5), NO_RADIO),
        (menu("int", &json!("5"), &[json!("5"), json!("6")]), json!(5), CONVERTED),
        (menu("int", &json!("6"), &[json!("5")]), json!(5), ""),
        (menu("str", &json!(5), &[json!("5")]), json!("5"), NO_RADIO),
        (menu("str", &json!(""), &[json!("5")]), json!("5"), ""),
        (menu("str", &json!(""), &[json!("")]), json!(""), ""),
    ]);
}

const CONVERTED: &str = "HiddenButChecked child depends_on/0 (a conversion)\n";

#[test]
fn a_lone_radio_button_is_known_not_to_be_selected_where_its_value_is_empty() {
    let file = |option: &str| {
        let number = json!({
            "type": "int", "value": "5", "order": 2, "depends_on": [{"field": "menu", "value": option}]});
        json!({
            "menu": menu("str", &json!("${env:MODE}"), &[json!(option)]),
            "parent": field(number),
            "child": on("parent", json!(5)),
            "main": field(json!({})),
        })
    };
    // A reference is never empty, so that only of the button without a text it is sure that it can be chosen.
    hold(&[(file(""), CONVERTED), (file("x"), "")]);
}

#[test]
fn a_choice_stores_what_the_type_makes_of_it() {
    let four = |value: Value| [value, json!("o1"), json!("o2"), json!("o3")];
    let zeros = [json!(0), json!(0), json!(0), json!(0)];
    hold_parents(&[
        // A selection gives the text of its option, and that of zero is true.
        (menu("bool", &json!(false), &zeros), json!(true), ""),
        (menu("bool", &json!(true), &zeros), json!(false), NO_SELECTION),
        (menu("bool", &json!(false), &zeros[..2]), json!(true), NO_RADIO),
        (menu("bool", &json!(true), &zeros[..2]), json!(false), ""),
        (menu("bool", &json!(false), &[json!(5), json!("")]), json!(true), ""),
        (menu("bool", &json!(true), &[json!("x"), json!("")]), json!(false), ""),
        // No text is no number, and not every text is one.
        (menu("int", &json!(5), &[json!(""), json!(5)]), json!(null), ""),
        (menu("int", &json!(5), &[json!("7"), json!(5)]), json!(7), ""),
        (menu("int", &json!(5), &[json!("7"), json!(5)]), json!("7"), NO_RADIO),
        (menu("int", &json!(5), &[json!("7x"), json!(5)]), json!("7x"), ""),
        (menu("int", &json!(5), &four(json!(7))), json!(7), ""),
        (menu("str", &json!("x"), &four(json!(7))), json!("7"), ""),
        (menu("str", &json!("x"), &four(json!(7))), json!(7), NO_SELECTION),
    ]);
}

#[test]
fn a_condition_that_is_met_is_no_reason_for_being_hidden() {
    let two = json!([{"field": "switch", "value": "x"}, {"field": "extract_full_html", "value": "y"}]);
    let configuration = json!({
        "switch": field(json!({"value": "x", "display": "toggle", "order": 1})),
        "extract_full_html": field(json!({"order": 2})),
        "child": field(json!({"depends_on": two})),
    });
    hold(&[(
        configuration,
        "NeverShown extract_full_html field (the name)\nNeverShown child depends_on/1 (extract_full_html)\n",
    )]);
}

#[test]
fn an_object_that_cannot_be_a_text_fails_only_where_it_is_printed() {
    let unprintable = json!({"toString": 1});
    let object = |attributes: Value| {
        let mut object = field(attributes);
        object["value"] = unprintable.clone();
        object
    };
    let maybe = json!([{"field": "mode", "value": "x"}]);
    let mode = field(json!({"value": "${env:MODE}", "ui_restrictions": ["advanced"], "order": 1}));
    let advanced = json!({"type": "int", "ui_restrictions": ["advanced"], "depends_on": maybe, "order": 2});
    hold(&[
        (
            json!({"a": object(json!({"sensitive": true, "display": "toggle"}))}),
            "SaveRefused a value (an object)\n",
        ),
        (
            json!({"a": object(json!({"display": "toggle"}))}),
            "FormThrows a value (an object with the key toString)\n",
        ),
        // Whether the page fails hangs on the mode.
        (json!({"mode": mode, "a": object(advanced.clone()), "main": field(json!({"value": null}))}), ""),
        (json!({"mode": mode, "a": object(advanced)}), ""),
    ]);
}

#[test]
fn a_field_comes_onto_the_page_once_all_that_it_waits_for_is_there_or_can_be_entered() {
    let number = field(json!({"type": "int", "value": "5", "order": 1}));
    let plain = field(json!({"value": "x", "order": 2}));
    let wanted = |plain: &str| json!([{"field": "plain", "value": plain}, {"field": "number", "value": 5}]);
    let child = |attributes: Value, plain: &str| {
        let mut child = field(attributes);
        child["depends_on"] = wanted(plain);
        child
    };
    let file = |child: Value| json!({"number": number, "plain": plain, "child": child});
    let restricted = json!({"ui_restrictions": ["x"]});
    hold(&[
        (file(child(json!({}), "x")), "HiddenButChecked child depends_on/1 (a conversion)\n"),
        (file(child(json!({}), "y")), ""),
        (file(child(restricted.clone(), "x")), "HiddenByRestriction child ui_restrictions (x)\n"),
        (file(child(restricted, "y")), "HiddenByRestriction child ui_restrictions (x)\n"),
    ]);
}

#[test]
fn the_default_of_a_required_field_hides_nothing() {
    let file = |required: bool| {
        let parent = json!({"value": null, "required": required, "default_value": "", "order": 1});
        json!({"parent": field(parent), "child": on("parent", json!(""))})
    };
    hold(&[
        (file(true), CONVERTED),
        (file(false), "SaveRefused parent value (null)\nHiddenButChecked child depends_on/0 (the default)\n"),
    ]);
}
