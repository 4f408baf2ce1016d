//! The server's parser, cell by cell: what each attribute takes, in which form it is stored, and what is refused.

use connlint::catalogue::ServiceType;
use connlint::connector::Connector;
use connlint::consumers::{Cause, elasticsearch};
use connlint::emit::Stored;
use connlint::request::{Completion, Request};
use connlint::tree::{Format, Tree};
use serde_json::{Value, json};

/// What a connector with this stored configuration has after the request; none where the server refuses it.
pub(crate) fn after(body: &str, existing: &str) -> Option<Value> {
    let existing = Tree::parse(existing, Format::Json);
    let existing = ServiceType::existing(existing.root());
    let tree = Tree::parse(body, Format::Json);
    let mut connector = Connector::read(&tree, "case.json")?;
    let request = Request::new(&mut connector, Some(&existing), Completion::None);
    let has_body = connector.configuration.node().or(connector.values.node()).is_some();
    let refuses = |event: &connlint::consumers::Event<'_>| event.breaks && event.cause != Cause::StoredArray;
    let is_refused = !tree.faults().is_empty()
        || !has_body
        || elasticsearch::judge(&connector, &request, connlint::stack::Stack::newest()).iter().any(refuses);
    (!is_refused).then(|| serde_json::to_value(Stored(&request)).unwrap())
}

/// Holds every row of a table: the JSON of an attribute, and how it is stored (`refused`, `left out`, or JSON).
fn hold(attribute: &str, rows: &[(&str, &str)]) {
    for (written, stored) in rows {
        let label = if attribute == "label" { "" } else { r#""label": "L", "# };
        let body = format!(r#"{{"configuration": {{"a": {{{label}"{attribute}": {written}}}}}}}"#);
        let found = match after(&body, "{}") {
            None => "refused".to_owned(),
            Some(after) => after["a"].get(attribute).map_or_else(|| "left out".to_owned(), Value::to_string),
        };
        let wanted = match *stored {
            "same" => written,
            other => other,
        };
        let is_same = match (serde_json::from_str::<Value>(&found), serde_json::from_str::<Value>(wanted)) {
            (Ok(found), Ok(wanted)) => found == wanted,
            _ => found == wanted,
        };
        assert!(is_same, "{attribute}: {written}: found {found}, wanted {wanted}");
    }
}

const NO_STRINGS: [&str; 6] = ["5", "true", "null", "[]", r#"["x"]"#, "{}"];

#[test]
fn strings_are_strings() {
    for attribute in ["label", "category", "placeholder", "tooltip"] {
        hold(attribute, &[(r#""x""#, "same"), (r#""""#, "same"), (r#"" ""#, "same")]);
        for written in NO_STRINGS {
            let is_optional = matches!(attribute, "placeholder" | "tooltip");
            let stored = if written == "null" && is_optional { "left out" } else { "refused" };
            hold(attribute, &[(written, stored)]);
        }
    }
}

#[test]
fn a_label_is_all_that_is_required() {
    let all = json!({"a": {"label": "L", "default_value": null, "required": false, "sensitive": false, "value": null}});
    assert_eq!(after(r#"{"configuration": {"a": {"label": "L"}}}"#, "{}"), Some(all));
    assert_eq!(after(r#"{"configuration": {"a": {}}}"#, "{}"), None);
    assert_eq!(after(r#"{"configuration": {"a": {"type": "str", "value": "x"}}}"#, "{}"), None);
}

#[test]
fn types_are_spelled_exactly() {
    for kind in [r#""str""#, r#""int""#, r#""bool""#, r#""list""#] {
        hold("type", &[(kind, "same")]);
    }
    hold("type", &[("null", "left out")]);
    for written in [
        r#""STR""#,
        r#""Int""#,
        r#""string""#,
        r#""float""#,
        r#""category""#,
        r#""""#,
        r#""str ""#,
        "5",
        "[]",
        "{}",
    ] {
        hold("type", &[(written, "refused")]);
    }
}

#[test]
fn displays_are_spelled_in_any_case() {
    for display in ["text", "textbox", "textarea", "numeric", "toggle", "dropdown"] {
        let lower = format!("\"{display}\"");
        let upper = lower.to_uppercase();
        hold("display", &[(lower.as_str(), "same"), (upper.as_str(), lower.as_str())]);
    }
    hold(
        "display",
        &[
            (r#""NUMERıC""#, r#""numeric""#),
            (r#""numerİc""#, r#""numeric""#),
            (r#""string""#, "refused"),
            (r#""""#, "refused"),
            (r#""text ""#, "refused"),
            ("null", "refused"),
            ("5", "refused"),
            ("true", "refused"),
            ("[]", "refused"),
            ("{}", "refused"),
        ],
    );
}

#[test]
fn bools_are_spelled_exactly_or_blank() {
    for attribute in ["required", "sensitive"] {
        hold(
            attribute,
            &[
                ("true", "same"),
                ("false", "same"),
                (r#""true""#, "true"),
                (r#""false""#, "false"),
                (r#""""#, "false"),
                (r#"" \t\n""#, "false"),
                (r#""\u2003\u3000\u001c""#, "false"),
                (r#""\u00a0""#, "refused"),
                (r#""\u2007""#, "refused"),
                (r#""\u202f""#, "refused"),
                (r#""\u0085""#, "refused"),
                (r#""True""#, "refused"),
                (r#""TRUE""#, "refused"),
                (r#"" true""#, "refused"),
                (r#""yes""#, "refused"),
                (r#""1""#, "refused"),
                ("0", "refused"),
                ("1", "refused"),
                ("null", "refused"),
                ("[]", "refused"),
                ("[true]", "refused"),
                ("{}", "refused"),
            ],
        );
    }
}

#[test]
fn orders_are_what_java_reads_as_a_double() {
    let rows = [
        ("4", "4"),
        ("-3", "-3"),
        ("-0", "0"),
        ("4.7", "4"),
        ("-4.9", "-4"),
        ("1e3", "1000"),
        ("0.5", "0"),
        ("1e-400", "0"),
        ("2147483647", "same"),
        ("2147483647.0", "2147483647"),
        ("-2147483648", "same"),
        ("2147483648", "refused"),
        ("-2147483649", "refused"),
        ("2147483647.5", "refused"),
        ("-2147483648.5", "refused"),
        ("1e400", "refused"),
        (r#""4""#, "4"),
        (r#"" 4.7\n""#, "4"),
        (r#""\u00004\u001f""#, "4"),
        (r#""\u00a04""#, "refused"),
        (r#""+7""#, "7"),
        (r#""1d""#, "1"),
        (r#""1F""#, "1"),
        (r#""1e3d""#, "1000"),
        (r#"".5""#, "0"),
        (r#""5.""#, "5"),
        (r#"".""#, "refused"),
        (r#""0x1p4""#, "16"),
        (r#""0x1.8p1""#, "3"),
        (r#""0X.8P+1f""#, "1"),
        (r#""-0x1p-3""#, "0"),
        (r#""0x10""#, "refused"),
        (r#""0x1p""#, "refused"),
        (r#""0x1p99999999999""#, "refused"),
        (r#""0x1p-99999999999""#, "0"),
        (r#""0x0p99999999999""#, "0"),
        (r#""NaN""#, "0"),
        (r#""-NaN""#, "0"),
        (r#""nan""#, "refused"),
        (r#""inf""#, "refused"),
        (r#""Infinity""#, "refused"),
        (r#""-Infinity""#, "refused"),
        (r#""1_000""#, "refused"),
        (r#""1,0""#, "refused"),
        (r#""٤""#, "refused"),
        (r#""4 5""#, "refused"),
        (r#""+ 4""#, "refused"),
        (r#""1e""#, "refused"),
        (r#""e3""#, "refused"),
        (r#""1l""#, "refused"),
        (r#""four""#, "refused"),
        (r#""""#, "refused"),
        (r#""3000000000""#, "refused"),
        ("true", "refused"),
        ("null", "refused"),
        ("[4]", "refused"),
        ("{}", "refused"),
    ];
    hold("order", &rows);
}

#[test]
fn values_are_anything_but_arrays() {
    for attribute in ["value", "default_value"] {
        hold(
            attribute,
            &[
                (r#""x""#, "same"),
                (r#""""#, "same"),
                (r#""a\u0000""#, "same"),
                ("5", "same"),
                ("-0", "0"),
                ("5.70", "5.7"),
                ("1e2", "100.0"),
                ("1e400", r#""Infinity""#),
                ("-1e400", r#""-Infinity""#),
                ("true", "same"),
                ("null", "same"),
                ("[]", "refused"),
                (r#"["a"]"#, "refused"),
            ],
        );
    }
    let object = r#"{"a": [1, {"b": null}], "c": {}, "d": 1e400, "e": [-0]}"#;
    let stored = r#"{"a": [1, {"b": null}], "c": {}, "d": "Infinity", "e": [0]}"#;
    hold("value", &[("{}", "same"), (object, stored)]);
    hold("default_value", &[("{}", "refused"), (object, "refused")]);
}

#[test]
fn numbers_have_a_thousand_digits_at_most() {
    let (most, more) = ("1".repeat(1000), "1".repeat(1001));
    let accepts = |attribute: &str, written: &str| {
        let body = format!(r#"{{"configuration": {{"a": {{"label": "L", "{attribute}": {written}}}}}}}"#);
        let tree = Tree::parse(&body, Format::Json);
        let mut connector = Connector::read(&tree, "case.json").unwrap();
        let request = Request::new(&mut connector, None, Completion::None);
        !elasticsearch::judge(&connector, &request, connlint::stack::Stack::newest())
            .iter()
            .any(|event| event.breaks)
    };
    for attribute in ["value", "default_value"] {
        assert!(accepts(attribute, &most) && accepts(attribute, &format!("-{most}")), "{attribute}");
        assert!(accepts(attribute, &format!("-0.{}e-10", &most[3..])), "{attribute}");
        assert!(!accepts(attribute, &more) && !accepts(attribute, &format!("1.{most}")), "{attribute}");
        assert!(!accepts(attribute, &format!("0.{}e-10", &most[2..])), "{attribute}");
    }
    assert!(!accepts("value", &format!(r#"{{"x": [{more}]}}"#)));
    assert!(!accepts("order", &more) && !accepts("order", &format!("1.{most}")));
    assert!(accepts("validations", &format!(r#"[{{"type": "included_in", "constraint": [{most}]}}]"#)));
    assert!(!accepts("validations", &format!(r#"[{{"type": "included_in", "constraint": [[{more}]]}}]"#)));
    assert!(!accepts("validations", &format!(r#"[{{"type": "less_than", "constraint": {more}}}]"#)));
    assert!(!accepts("options", &format!(r#"[{{"label": "x", "value": {more}}}]"#)));
    assert!(!accepts("depends_on", &format!(r#"[{{"field": "x", "value": {more}}}]"#)));
}

/// What the three attributes of items have in common; `item` is one that is taken and stored as it is.
fn hold_shape(attribute: &str, item: &str) {
    let rows = [
        ("[]".to_owned(), "same".to_owned()),
        (format!("[{item}]"), "same".to_owned()),
        (format!("[{item}, {item}]"), "same".to_owned()),
        (item.to_owned(), format!("[{item}]")),
        (format!("[5, {item}]"), format!("[{item}]")),
        (format!("[null, {item}, \"x\", {item}]"), format!("[{item}, {item}]")),
        (format!("[{item}, 5]"), "refused".to_owned()),
        (format!("[5, 5, {item}]"), "refused".to_owned()),
        (format!("[[{item}]]"), "refused".to_owned()),
        (format!("[5, [{item}]]"), "refused".to_owned()),
        (format!("[[], {item}]"), "refused".to_owned()),
        (item.replacen('{', r#"{"extra": [1], "#, 1), format!("[{item}]")),
        ("[{}]".to_owned(), "refused".to_owned()),
        ("{}".to_owned(), "refused".to_owned()),
    ];
    let rows: Vec<_> = rows.iter().map(|(written, stored)| (written.as_str(), stored.as_str())).collect();
    hold(attribute, &rows);
    for written in ["[null]", "[5]", r#"["x"]"#, "null", "5", "true", r#""x""#, r#""""#] {
        hold(attribute, &[(written, "refused")]);
    }
}

/// Holds which values a key of an item takes; `template` has `?` in their place.
fn hold_key(attribute: &str, template: &str, accepted: &[&str], refused: &[&str]) {
    for written in accepted {
        hold(attribute, &[(template.replace('?', written).as_str(), "same")]);
    }
    for written in refused {
        hold(attribute, &[(template.replace('?', written).as_str(), "refused")]);
    }
}

#[test]
fn dependencies_are_pairs_of_a_field_and_a_scalar() {
    hold_shape("depends_on", r#"{"field": "b", "value": true}"#);
    let all = [r#""x""#, r#""""#, "5", "5.5", "true", "false", "null"];
    hold_key("depends_on", r#"[{"field": "b", "value": ?}]"#, &all, &["[]", "[1]", "{}"]);
    hold_key("depends_on", r#"[{"field": ?, "value": 1}]"#, &[r#""x""#, r#""""#], &NO_STRINGS);
    hold_key("depends_on", "[{?: 1}]", &[], &[r#""field""#, r#""value""#]);
    let infinite = r#"[{"field": "b", "value": 1e400}]"#;
    hold("depends_on", &[(infinite, r#"[{"field": "b", "value": "Infinity"}]"#)]);
}

#[test]
fn options_are_pairs_of_a_label_and_a_string_or_number() {
    hold_shape("options", r#"{"label": "b", "value": "c"}"#);
    let accepted = [r#""x""#, r#""""#, "5", "5.5"];
    hold_key("options", r#"[{"label": "b", "value": ?}]"#, &accepted, &["true", "null", "[]", "{}"]);
    hold_key("options", r#"[{"label": ?, "value": 1}]"#, &[r#""x""#, r#""""#], &NO_STRINGS);
    hold("options", &[(r#"[{"label": "b"}]"#, "refused"), (r#"[{"value": "b"}]"#, "refused")]);
}

#[test]
fn validations_are_pairs_of_a_type_and_a_constraint() {
    hold_shape("validations", r#"{"type": "regex", "constraint": "c"}"#);
    let accepted = [r#""x""#, r#""""#, "5", "5.5", "[]", r#"[1, "x"]"#, r#"[[1], {"a": null}, null, true]"#];
    hold_key("validations", r#"[{"type": "regex", "constraint": ?}]"#, &accepted, &["true", "null", "{}"]);
    for kind in ["less_than", "greater_than", "list_type", "included_in", "regex"] {
        let item = |kind: &str| format!(r#"[{{"type": "{kind}", "constraint": 1}}]"#);
        hold("validations", &[(&item(kind), "same"), (&item(&kind.to_uppercase()), &item(kind))]);
    }
    let kinds = [r#""unset""#, r#""""#, r#""regex ""#, "null", "5", "[]"];
    hold_key("validations", r#"[{"type": ?, "constraint": 1}]"#, &[], &kinds);
    let folded = r#"[{"type": "lİſt_TYPE", "constraint": 1}]"#;
    hold("validations", &[(folded, r#"[{"type": "list_type", "constraint": 1}]"#)]);
    hold("validations", &[(r#"[{"type": "regex"}]"#, "refused"), (r#"[{"constraint": 1}]"#, "refused")]);
    let infinite = r#"[{"type": "regex", "constraint": [1e400, -0]}]"#;
    hold("validations", &[(infinite, r#"[{"type": "regex", "constraint": ["Infinity", 0]}]"#)]);
}

#[test]
fn restrictions_are_texts_of_scalars() {
    hold(
        "ui_restrictions",
        &[
            ("[]", "same"),
            (r#"["advanced", "x", ""]"#, "same"),
            (r#""advanced""#, r#"["advanced"]"#),
            (r#""""#, r#"[""]"#),
            ("[1, 1e3, 5.50, -0, true, false]", r#"["1", "1e3", "5.50", "-0", "true", "false"]"#),
            ("null", "refused"),
            ("[null]", "refused"),
            ("[[]]", "refused"),
            ("[{}]", "refused"),
            ("5", "refused"),
            ("true", "refused"),
            ("{}", "refused"),
        ],
    );
}

#[test]
fn other_attributes_are_dropped() {
    for written in ["1", "null", r#"[{"a": {}}]"#] {
        hold("defaultValue", &[(written, "left out")]);
        hold("Value", &[(written, "left out")]);
    }
}

#[test]
fn a_configuration_is_an_object_of_objects() {
    for written in ["null", "[]", "5", r#""x""#, "true", "[{}]"] {
        assert_eq!(after(&format!(r#"{{"configuration": {written}}}"#), "{}"), None, "{written}");
    }
    let fields =
        ["null", "5", "true", r#""x""#, "[]", "[{}]", r#"[{"label": "L"}]"#, r#"[[{"label": "L"}]]"#];
    for written in fields {
        assert_eq!(after(&format!(r#"{{"configuration": {{"a": {written}}}}}"#), "{}"), None, "{written}");
    }
    assert_eq!(after(r#"{"configuration": {}}"#, r#"{"a": {"label": "L"}}"#), Some(json!({})));
    assert_eq!(after("{}", "{}"), None);
}

#[test]
fn values_are_laid_over_what_is_stored() {
    const STORED: &str =
        r#"{"a": {"label": "L", "value": "old"}, "o": {"label": "O", "value": {"x": {"y": 1}, "z": 2}}}"#;
    let value = |values: &str, field: &str| {
        after(&format!(r#"{{"values": {values}}}"#), STORED).map(|after| after[field]["value"].clone())
    };
    for nothing in ["{}", "null", r#""x""#, "5", "true"] {
        assert_eq!(value(nothing, "a"), Some(json!("old")), "{nothing}");
    }
    for written in
        [r#""new""#, r#""""#, "5", "false", "[]", r#"["x", null]"#, r#"{"label": "x", "value": [1]}"#]
    {
        let wanted = serde_json::from_str(written).unwrap();
        assert_eq!(value(&format!(r#"{{"a": {written}}}"#), "a"), Some(wanted), "{written}");
    }
    assert_eq!(value(r#"{"a": 1e400}"#, "a"), Some(json!("Infinity")));
    let merged = json!({"x": {"y": [0], "w": null}, "z": 2, "n": "Infinity"});
    assert_eq!(value(r#"{"o": {"x": {"y": [-0], "w": null}, "n": 1e400}}"#, "o"), Some(merged));
    assert_eq!(value(r#"{"o": 5}"#, "o"), Some(json!(5)));
    let digits = "1".repeat(1001);
    for refused in
        ["[]", r#"[{"a": 1}]"#, r#"{"a": null}"#, r#"{"b": 1}"#, r#"{"A": 1}"#, r#"{"a": 1, "b": 1}"#]
    {
        assert_eq!(value(refused, "a"), None, "{refused}");
    }
    assert_eq!(value(&format!(r#"{{"a": {digits}}}"#), "a"), None);
    assert_eq!(value(&format!(r#"{{"a": {{"x": [{digits}]}}}}"#), "a"), None);
    assert_eq!(after(r#"{"values": {"a": 1}}"#, "{}"), None);
}

#[test]
fn the_text_is_read_as_jackson_reads_it() {
    let is_taken = |text: &str| after(text, "{}").is_some();
    let taken = [
        r#"/* a */ {"configuration": // b
            {"a": {"label": "L"}}}"#,
        "\u{feff}{\"configuration\": {\"a\": {\"label\": \"L\"}}}",
    ];
    let refused = [
        r#"{"configuration": {"a": {"label": "L"}, "a": {"label": "L"}}}"#,
        r#"{"configuration": {"a": {"label": "L", "\u006cabel": "L"}}}"#,
        r#"{"configuration": {"a": {"label": "L", "extra": {"x": 1, "x": 1}}}}"#,
        r#"{"configuration": {"a": {"label": "L"}}, "configuration": {}}"#,
        r#"{"configuration": {"a": {"label": "L",}}}"#,
        r#"{"configuration": {"a": {"label": "L"}},}"#,
        r#"{"configuration": {"a": {"label": "L"}}  # note
            }"#,
        r#"{"configuration": {"a": {"label": 'L'}}}"#,
        r#"{"configuration": {"a": {"label": "L", "value": NaN}}}"#,
        r#"{"configuration": {"a": {"label": "L", "value": 01}}}"#,
        r#"{"configuration": {"a": {"label": "L", "value": .5}}}"#,
        r#"{"configuration": {"a": {"label": "L", "value": 5.}}}"#,
        r#"{"configuration": {"a": {"label": "L", "value": +5}}}"#,
        r#"{"configuration": {"a": {"label": "L"}"#,
        r#"["configuration"]"#,
        "",
    ];
    for text in refused {
        assert!(!is_taken(text), "{text}");
    }
    for text in taken {
        assert!(is_taken(text), "{text}");
    }
}
