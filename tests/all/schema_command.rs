//! `connlint schema`: what editors check a file against.

use connlint::catalogue::Catalogue;
use serde_json::{Value, json};

use crate::binary::Run;

fn narrowed(service_type: &str) -> (Value, jsonschema::Validator) {
    let output = Run::new(["schema", "--service-type", service_type]).output();
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{service_type}");
    let schema: Value = serde_json::from_str(&output.stdout).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    (schema, validator)
}

fn errors(validator: &jsonschema::Validator, file: &Value) -> Vec<String> {
    validator.iter_errors(file).map(|error| error.instance_path().to_string()).collect()
}

#[test]
fn the_whole_schema_is_the_published_one() {
    let output = Run::new(["schema"]).output();
    assert_eq!((output.code, output.stdout.as_str()), (0, connlint::schema::TEXT));
}

#[test]
fn a_schema_of_a_type_knows_its_fields_types_and_options() {
    let (schema, validator) = narrowed("box");
    let file = |values: Value| json!({ "service_type": "box", "values": values });
    for (good, bad) in [
        (json!({ "is_enterprise": "box_free" }), json!({ "is_enterprise": "box" })),
        (json!({ "is_enterprise": "${env:KIND}" }), json!({ "is_enterprise": "${env:}" })),
        (json!({ "concurrent_downloads": 15 }), json!({ "concurrent_downloads": 16 })),
        (json!({ "concurrent_downloads": "" }), json!({ "concurrent_downloads": "15" })),
        (json!({ "concurrent_downloads": "${file:count}" }), json!({ "concurrent_downloads": true })),
        (json!({ "client_id": "x" }), json!({ "client_id": 5 })),
        (json!({ "client_id": "" }), json!({ "client": "" })),
        (json!({}), json!({ "client_id": null })),
    ] {
        assert_eq!(errors(&validator, &file(good.clone())), [""; 0], "{good}");
        assert_ne!(errors(&validator, &file(bad.clone())), [""; 0], "{bad}");
    }
    assert_ne!(errors(&validator, &json!({ "service_type": "mysql", "values": {} })), [""; 0]);
    assert_ne!(errors(&validator, &json!({ "values": {} })), [""; 0]);
    let downloads = &schema["properties"]["values"]["properties"]["concurrent_downloads"];
    assert_eq!(downloads["title"], "Maximum concurrent downloads");
    assert_eq!(downloads["description"], "int, optional.\nLess than 16.\nEmpty stands for 15.");
    assert_eq!(downloads["default"], 15);
}

#[test]
fn an_editor_marks_what_connlint_finds() {
    let read = |path: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::read_to_string(path).unwrap()
    };
    let (_, mysql) = narrowed("mysql");
    let orders = toml::from_str(&read("fixtures/tour/connectors/orders.toml")).unwrap();
    assert_eq!(errors(&mysql, &orders), ["/values/port", "/values/ssl_enabled"]);
    let readme = read("README.md");
    let intranet = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (_, sharepoint) = narrowed("sharepoint_online");
    assert_eq!(errors(&sharepoint, &toml::from_str(intranet).unwrap()), [""; 0]);
}

#[test]
fn a_file_with_fields_of_its_own_may_set_these() {
    let (_, validator) = narrowed("box");
    let own =
        json!({ "service_type": "box", "configuration": { "x": { "label": "X" } }, "values": { "x": 1 } });
    assert_eq!(errors(&validator, &own), [""; 0]);
}

#[test]
fn every_type_has_a_schema_that_its_new_file_meets() {
    for name in Catalogue::newest().names() {
        let (_, validator) = narrowed(name);
        let text = Run::new(["init", name]).output().stdout;
        // What is still missing is what an editor marks too, where the type has no text for it.
        let text: String =
            text.lines().filter(|line| !line.ends_with(" = \"\"")).flat_map(|line| [line, "\n"]).collect();
        let file: Value = toml::from_str(&text).unwrap();
        assert_eq!(errors(&validator, &file), [""; 0], "{name}: {file}");
    }
}

#[test]
fn an_unknown_type_is_answered_with_the_one_that_was_meant() {
    let output = Run::new(["schema", "--service-type", "bx"]).output();
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert_eq!(output.stderr, "connlint: there is no connector type `bx`; did you mean `box`?\n");
}
