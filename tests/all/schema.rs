//! What the published shape says about small files, and that it says it of the tree as of any other JSON.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod published;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connlint::schema::{self, explain};
use connlint::tree::{Format, Tree};
use insta::assert_snapshot;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

fn published() -> Value {
    serde_json::from_str(schema::TEXT).unwrap()
}

/// One line for each explanation: JSON Pointer, rule, what belongs there.
fn explained(text: &str) -> String {
    let tree = Tree::parse(text, Format::Json);
    explain(&tree).iter().fold(String::new(), |mut lines, explanation| {
        let pointer = tree.node(explanation.node).pointer();
        writeln!(lines, "{pointer}: {}: {}", explanation.rule, explanation.expected).unwrap();
        lines
    })
}

/// For each value the attribute with it, and what is said about it within its field.
fn attribute(name: &str, values: &[&str]) -> String {
    let mut lines = String::new();
    for value in values {
        let text = format!(r#"{{"configuration": {{"f": {{"label": "L", "{name}": {value}}}}}}}"#);
        let said = explained(&text).replace("/configuration/f/", "  ");
        let said = if said.is_empty() { "  clean" } else { said.trim_end() };
        writeln!(lines, "{value}\n{said}").unwrap();
    }
    lines
}

#[test]
fn the_strict_shape_is_clean() {
    let text = r#"{
      // a comment
      "$schema": "connector.schema.json", "id": "c", "service_type": "custom", "partial": true, "index_name": null,
      "name": "C", "status": "connected", "last_seen": null, "features": {},
      "configuration": {
        "f": {"category": "c", "default_value": null, "depends_on": [{"field": "g", "value": null}],
              "display": "textbox", "label": "F", "options": [{"label": "1", "value": 1}], "order": -2147483648,
              "placeholder": null, "required": true, "sensitive": false, "tooltip": null, "type": null,
              "ui_restrictions": ["advanced"], "value": {"a": [1]},
              "validations": [{"type": "included_in", "constraint": [[1], {"a": 1}, null, true]}]},
        "g": {"label": "G", "type": "int", "order": 2147483647, "value": 5.5}
      },
      "values": {"f": null, "g": "5", "h": {"deep": []}}
    }"#;
    assert_eq!(explained(text), "");
}

#[test]
fn the_top_level() {
    assert_snapshot!(explained("[]"), @": not-a-connector: a table with `configuration`, `values` or both");
    assert_snapshot!(explained("{}"), @": not-a-connector: `configuration`, `values` or both");
    assert_snapshot!(explained(r#"{"configuration": {}}"#), @"/configuration: empty-configuration: at least one field definition");
    assert_snapshot!(explained(r#"{"configuration": []}"#), @"/configuration: wrong-type: a table of field definitions");
    assert_snapshot!(explained(r#"{"configuration": {"a": null, "b": [{"label": "L"}], "c": {}}}"#), @"
    /configuration/a: wrong-type: a table with the attributes of a field
    /configuration/b: wrong-type: a table with the attributes of a field
    /configuration/c: missing-label: the attribute `label`
    ");
    assert_snapshot!(
        explained(r#"{"values": {}, "connector_id": "", "id": "_secret", "service": 1, "service_type": 1, "partial": "true"}"#),
        @"
        /connector_id: invalid-connector-id: the id of a connector
        /id: invalid-connector-id: an id other than `.`, `..`, `_sync_job` and `_secret`
        /service: unknown-key: a key of a connector file, such as `connector_id`, `service_type`, `configuration`, `values` or `partial`
        /service_type: wrong-type: a string
        /partial: wrong-type: true or false
        "
    );
    assert_snapshot!(explained(r#"{"values": {}, "index_name": ""}"#), @"/index_name: invalid-index-name: the name of an index");
    assert_snapshot!(explained(r#"{"values": {}, "index_name": "_a b"}"#), @r#"/index_name: invalid-index-name: a name without `\ / * ? " < > | , # :` and spaces that does not start with `_`, `-` or `+`"#);
}

#[test]
fn values() {
    assert_snapshot!(explained(r#"{"values": []}"#), @"/values: wrong-type: a table of field values");
    assert_snapshot!(explained(r#"{"values": "x"}"#), @"/values: wrong-type: a table of field values");
    assert_snapshot!(explained(r#"{"values": {"a": [], "b": null, "c": {}, "d": 1}}"#), @"
    /values/a: array-value: a string, a number, true or false
    /values/b: null-update: a string, a number, true or false
    ");
    let laid_over = r#"{"configuration": {"b": {"label": "B"}}, "values": {"a": [], "b": null}}"#;
    assert_snapshot!(explained(laid_over), @"/values/a: array-value: a string, a number, true or false");
}

#[test]
fn labels_and_other_strings() {
    assert_snapshot!(attribute("label_", &["1"]), @"
    1
      label_: unknown-attribute: one of category, default_value, depends_on, display, label, options, order, placeholder, required, sensitive, tooltip, type, ui_restrictions, validations, value
    ");
    assert_snapshot!(attribute("category", &["\"\"", "null"]), @r#"
    ""
      clean
    null
      category: wrong-type: a string
    "#);
    assert_snapshot!(attribute("tooltip", &["null", "5"]), @"
    null
      clean
    5
      tooltip: wrong-type: a string
    ");
    assert_snapshot!(explained(r#"{"configuration": {"f": {"label": ""}, "g": {"label": 5}}}"#), @"
    /configuration/f/label: missing-label: a label that says what the field is
    /configuration/g/label: wrong-type: a string
    ");
}

#[test]
fn enumerations() {
    assert_snapshot!(attribute("type", &["\"list\"", "\"Str\"", "\"\"", "3"]), @r#"
    "list"
      clean
    "Str"
      type: unknown-type: one of str, int, list, bool
    ""
      type: unknown-type: one of str, int, list, bool
    3
      type: wrong-type: one of str, int, list, bool
    "#);
    assert_snapshot!(
        attribute("display", &["\"toggle\"", "\"TextArea\"", "\"NUMER\u{130}C\"", "\"string\"", "null"]),
        @r#"
        "toggle"
          clean
        "TextArea"
          display: coerced-attribute: one of text, textbox, textarea, numeric, toggle, dropdown
        "NUMERİC"
          display: coerced-attribute: one of text, textbox, textarea, numeric, toggle, dropdown
        "string"
          display: unknown-display: one of text, textbox, textarea, numeric, toggle, dropdown
        null
          display: wrong-type: one of text, textbox, textarea, numeric, toggle, dropdown
        "#
    );
    assert_snapshot!(
        attribute("validations", &[
            r#"[{"type": "Li\u017Ft_Type", "constraint": "str"}]"#,
            r#"[{"type": "unset", "constraint": 1}]"#,
            r#"[{"type": 1, "constraint": true}]"#,
        ]),
        @r#"
        [{"type": "Li\u017Ft_Type", "constraint": "str"}]
          validations/0/type: coerced-attribute: one of less_than, greater_than, list_type, included_in, regex
        [{"type": "unset", "constraint": 1}]
          validations/0/type: unknown-validation: one of less_than, greater_than, list_type, included_in, regex
        [{"type": 1, "constraint": true}]
          validations/0/type: wrong-type: one of less_than, greater_than, list_type, included_in, regex
          validations/0/constraint: wrong-type: a string, a number or an array
        "#
    );
}

#[test]
fn flags() {
    assert_snapshot!(
        attribute("required", &["\"true\"", "\" \\t\"", "\"\\u00a0\"", "\"True\"", "0", "null"]),
        @r#"
        "true"
          required: coerced-attribute: true or false
        " \t"
          required: coerced-attribute: true or false
        "\u00a0"
          required: wrong-type: true or false
        "True"
          required: wrong-type: true or false
        0
          required: wrong-type: true or false
        null
          required: wrong-type: true or false
        "#
    );
}

#[test]
fn orders() {
    let coerced = ["4.7", "\"4\"", "\" 0x1p4 \"", "\"NaN\"", "\".5d\""];
    assert_snapshot!(attribute("order", &coerced), @r#"
    4.7
      order: coerced-attribute: an integer from -2147483648 to 2147483647
    "4"
      order: coerced-attribute: an integer from -2147483648 to 2147483647
    " 0x1p4 "
      order: coerced-attribute: an integer from -2147483648 to 2147483647
    "NaN"
      order: coerced-attribute: an integer from -2147483648 to 2147483647
    ".5d"
      order: coerced-attribute: an integer from -2147483648 to 2147483647
    "#);
    let refused = ["2147483648", "-2147483648.5", "1e999", "\"four\"", "\"1_000\"", "true", "null"];
    assert_snapshot!(attribute("order", &refused), @r#"
    2147483648
      order: wrong-type: an integer from -2147483648 to 2147483647
    -2147483648.5
      order: wrong-type: an integer from -2147483648 to 2147483647
    1e999
      order: wrong-type: an integer from -2147483648 to 2147483647
    "four"
      order: wrong-type: an integer from -2147483648 to 2147483647
    "1_000"
      order: wrong-type: an integer from -2147483648 to 2147483647
    true
      order: wrong-type: an integer from -2147483648 to 2147483647
    null
      order: wrong-type: an integer from -2147483648 to 2147483647
    "#);
    assert_snapshot!(attribute("order", &["4.0", "1e2", "-1"]), @"
    4.0
      clean
    1e2
      clean
    -1
      clean
    ");
}

#[test]
fn lists_of_tables() {
    assert_snapshot!(
        attribute("depends_on", &[
            r#"{"field": "g", "value": 1}"#,
            r#"{"field": "g"}"#,
            "null",
            r#"[{}, {"field": 1, "value": [], "operator": "eq"}, 5]"#,
        ]),
        @r#"
        {"field": "g", "value": 1}
          depends_on: coerced-attribute: an array of tables with the keys `field` and `value`
        {"field": "g"}
          depends_on: incomplete-entry: the keys `field` and `value`
          depends_on: coerced-attribute: an array of tables with the keys `field` and `value`
        null
          depends_on: wrong-type: an array of tables with the keys `field` and `value`
        [{}, {"field": 1, "value": [], "operator": "eq"}, 5]
          depends_on/0: incomplete-entry: the keys `field` and `value`
          depends_on/1/field: wrong-type: a string
          depends_on/1/value: wrong-type: a string, a number, true, false or null
          depends_on/1/operator: unknown-attribute: one of field, value
          depends_on/2: wrong-type: a table with the keys `field` and `value`
        "#
    );
    assert_snapshot!(attribute("options", &[r#"[{"label": "L", "value": true}, "a"]"#]), @r#"
    [{"label": "L", "value": true}, "a"]
      options/0/value: wrong-type: a string or a number
      options/1: wrong-type: a table with the keys `label` and `value`
    "#);
}

#[test]
fn restrictions() {
    assert_snapshot!(attribute("ui_restrictions", &["\"advanced\"", "true", "[1, true, null, []]"]), @r#"
    "advanced"
      ui_restrictions: coerced-attribute: an array of strings
    true
      ui_restrictions: wrong-type: an array of strings
    [1, true, null, []]
      ui_restrictions/0: coerced-attribute: a string
      ui_restrictions/1: coerced-attribute: a string
      ui_restrictions/2: wrong-type: a string
      ui_restrictions/3: wrong-type: a string
    "#);
}

#[test]
fn arrays_as_values() {
    assert_snapshot!(attribute("value", &["[]"]), @"
    []
      value: array-value: a string, a number, true, false or null
    ");
    assert_snapshot!(attribute("default_value", &["[1]", "{}"]), @"
    [1]
      default_value: array-value: a string, a number, true, false or null
    {}
      default_value: wrong-type: a string, a number, true, false or null
    ");
}

#[test]
fn keys_that_are_there_twice_are_explained_each() {
    let text = r#"{"values": {}, "extra": 1, "extra": 2}"#;
    assert_snapshot!(explained(text), @"
    /extra: unknown-key: a key of a connector file, such as `connector_id`, `service_type`, `configuration`, `values` or `partial`
    /extra: unknown-key: a key of a connector file, such as `connector_id`, `service_type`, `configuration`, `values` or `partial`
    ");
}

#[test]
fn what_could_not_be_read_is_not_missing() {
    let cut_off = r#"{"configuration": {"f": {"type": "Str", "label"#;
    assert_snapshot!(explained(cut_off), @"/configuration/f/type: unknown-type: one of str, int, list, bool");
    for text in
        ["", r#"{"configuration": {"f": {"type": "str", "value": }}}"#, r#"{"values": {"f": }}"#, r#"{"": }"#]
    {
        assert_eq!(explained(text), "", "{text}");
    }
}

/// The places of a plain error, unknown keys one by one.
fn places(error: &ValidationError<'_>) -> Vec<String> {
    let place = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let escaped = unexpected.iter().map(|key| key.replace('~', "~0").replace('/', "~1"));
            escaped.map(|key| format!("{place}/{key}")).collect()
        }
        _ => vec![place.to_owned()],
    }
}

/// The tree and the values of `serde_json` must lead the validator to the same places. The bodies are requests
/// with recorded verdicts, one for each kind of place and rule.
#[test]
fn the_tree_fails_where_serde_json_fails() {
    let plain = jsonschema::validator_for(&published()).unwrap();
    let mut faults = 0;
    for text in include_str!("../../fixtures/schema/bodies.jsonl").lines() {
        let body: Value = serde_json::from_str(text).unwrap();
        let expected: BTreeSet<String> = plain.iter_errors(&body).flat_map(|error| places(&error)).collect();
        let tree = Tree::parse(text, Format::Json);
        let found = explain(&tree).iter().map(|explanation| tree.node(explanation.node).pointer()).collect();
        assert_eq!(expected, found, "{text}");
        faults += expected.len();
    }
    assert!(faults > 50, "{faults}");
}
