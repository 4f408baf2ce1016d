//! The canonical form, sentence by sentence.

use insta::assert_snapshot;

use super::Repository;

/// The body of one connector, as a file has it.
fn body(name: &str, text: &str) -> String {
    let repository = Repository::with(&[(&format!("connectors/{name}"), text)]);
    let ended = repository.emit("--out-dir out");
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    repository.read("out/a.json")
}

#[test]
fn attributes_are_in_their_stored_form_and_order_and_complete() {
    let text = r#"{"configuration": {
        "z": {"label": "Z", "order": 4.9, "type": "int", "display": "NUMERIC", "value": 1,
              "depends_on": {"value": true, "field": "a"}},
        "b": {"label": "B", "order": "4", "value": "", "type": "list", "category": "", "placeholder": "p"},
        "a": {"type": "bool", "label": "A", "order": 10, "value": true, "default_value": null, "unheard_of": 1}
    }}"#;
    let config = "[rules]\nunknown-attribute = \"off\"\norphan-category = \"off\"\n";
    let repository = Repository::with(&[("connectors/a.json", text), ("connlint.toml", config)]);
    let ended = repository.emit("--out-dir out");
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_snapshot!(repository.read("out/a.json"));
}

#[test]
fn absent_standard_attributes_follow_from_the_others() {
    let text = r#"
        [configuration.plain]
        label = "Plain"
        [configuration.number]
        label = "Number"
        type = "int"
        value = 1
        [configuration.switch]
        label = "Switch"
        type = "bool"
        order = 7
        value = false
        [configuration.choice]
        label = "Choice"
        value = "x"
        options = [{ label = "X", value = "x" }]
    "#;
    let body: serde_json::Value = serde_json::from_str(&body("a.toml", text)).unwrap();
    let fields = body["configuration"].as_object().unwrap();
    let of = |attribute: &str| {
        let told = ["switch", "choice", "number", "plain"].map(|name| fields[name][attribute].to_string());
        told.join(" ")
    };
    assert_eq!(of("order"), "7 8 9 10");
    assert_eq!(of("display"), r#""toggle" "dropdown" "numeric" "textbox""#);
    assert_eq!(of("type"), r#""bool" "str" "int" "str""#);
    assert_eq!(of("value"), r#"false "x" 1 """#);
    assert_eq!(of("tooltip"), "null null null null");
    for field in fields.values() {
        assert_eq!(field.as_object().unwrap().len(), 13);
    }
}

#[test]
fn numbers_keep_their_text_and_toml_has_json_s_spelling() {
    let config = "[rules]\nvalue-changes-meaning = \"off\"\naltered-on-save = \"off\"\n";
    let number = |name: &str, text: &str| {
        let repository =
            Repository::with(&[(&format!("connectors/{name}"), text), ("connlint.toml", config)]);
        let ended = repository.emit("--out-dir out");
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        let body = repository.read("out/a.json");
        let line = body.lines().find(|line| line.contains("\"value\"")).unwrap();
        line.trim().trim_start_matches("\"value\": ").to_owned()
    };
    for digits in
        ["100000000000000000000", "1e20", "1E+2", "-0", "0.10", "-0.0", "123456789012345678901234567890.5"]
    {
        let text = format!(
            r#"{{"configuration": {{"n": {{"label": "N", "order": 1, "type": "str", "value": {digits}}}}}}}"#
        );
        assert_eq!(number("a.json", &text), digits);
    }
    for (digits, spelled) in [
        ("0xFF", "255"),
        ("1_000", "1000"),
        ("+5", "5"),
        ("0o17", "15"),
        ("0b11", "3"),
        ("1_0.5e+3", "10.5e+3"),
        ("-0", "0"),
    ] {
        let text = format!("[configuration.n]\nlabel = \"N\"\norder = 1\nvalue = {digits}\n");
        assert_eq!(number("a.toml", &text), spelled, "{digits}");
    }
}

#[test]
fn any_unicode_and_values_over_configuration_and_both_formats() {
    let toml = "[configuration.host]\nlabel = \"Wirt 🐘 \\u0007 \u{202e}\"\norder = 1\n\
                [configuration.\"ü.b\"]\nlabel = \"B\"\norder = 1\n[values]\nhost = \"é\u{1F600}\\\"\"\n\"ü.b\" = \"e\u{301}\"\n";
    let json = "{\"values\": {\"ü.b\": \"e\u{301}\", \"host\": \"\\u00e9\\ud83d\\ude00\\\"\"}, \"configuration\": {\
                \"ü.b\": {\"order\": 1, \"label\": \"B\"}, \
                \"host\": {\"order\": 1, \"label\": \"Wirt 🐘 \\u0007 \u{202e}\"}}}";
    let one = body("a.toml", toml);
    assert_eq!(one, body("a.json", json));
    assert!(one.contains("\"value\": \"é😀\\\"\""), "{one}");
    assert!(one.contains("\"label\": \"Wirt 🐘 \\u0007 \u{202e}\""), "{one}");
    assert!(one.find("\"host\"").unwrap() < one.find("\"ü.b\"").unwrap());
    assert!(!one.contains("values"));
}

#[test]
fn values_are_by_name_and_what_a_type_knows_is_filled_in() {
    let values =
        "service_type = \"mysql\"\npartial = true\n[values]\nuser = \"u\"\nport = 3306\nhost = \"h\"\n";
    assert_eq!(
        body("a.toml", values),
        "{\n  \"values\": {\n    \"host\": \"h\",\n    \"port\": 3306,\n    \"user\": \"u\"\n  }\n}\n"
    );
    let schema =
        "service_type = \"mysql\"\npartial = true\n[configuration.port]\nlabel = \"My port\"\nvalue = 3306\n";
    let config = "[rules]\nmissing-field = \"off\"\n";
    let repository = Repository::with(&[("connectors/a.toml", schema), ("connlint.toml", config)]);
    let lines = repository.lines("", &[]);
    let port = &lines[0]["body"]["configuration"]["port"];
    assert_eq!(
        (&port["label"], &port["display"], &port["type"]),
        (&"My port".into(), &"numeric".into(), &"int".into())
    );
}

#[test]
fn a_payload_is_a_connector_file_that_emits_itself() {
    let text = r#"{"service_type": "mysql", "partial": true, "configuration": {
        "port": {"label": "Port", "order": "3.7", "tooltip": null, "type": "int", "value": 1e3},
        "host": {"label": "Host", "value": "$${x} ${y"}, "more": {"label": "More", "value": "${env:MORE}", "order": 1}
    }}"#;
    let config = "[rules]\nmissing-field = \"off\"\ncoerced-attribute = \"off\"\nvalue-converted = \"off\"\n";
    let first = Repository::with(&[("connectors/a.json", text), ("connlint.toml", config)]);
    let ended = first.emit("--out-dir out");
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let payload = first.read("out/a.json");
    let second = Repository::with(&[("connectors/a.json", &payload), ("connlint.toml", config)]);
    let ended = second.emit("--out-dir out");
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(second.read("out/a.json"), payload);
}
