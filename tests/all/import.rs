//! `connlint import`: what a cluster answered becomes files that check, and that deploy what the cluster has.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use connlint::catalogue::{Catalogue, ServiceType};
use connlint::connector::attribute::{Display, FieldType};
use connlint::connector::definition::Definition;
use connlint::lint::Settings;
use connlint::tree::{Arena, Format, Tree};
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::binary::{Output, Run};

fn connlint<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    Run::new(arguments).in_folder(folder).output()
}

/// Imports this answer into `connectors`.
fn import(answer: &Value, options: &[&str]) -> (TempDir, Output) {
    let folder = TempDir::new().unwrap();
    let arguments = ["import", "-", "--out-dir", "connectors"].into_iter().chain(options.iter().copied());
    let output = Run::new(arguments).in_folder(folder.path()).with_input(&answer.to_string()).output();
    (folder, output)
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every file of a folder with its text.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let file = |path: &Path| {
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
    };
    entries.map(|entry| file(&entry.unwrap().path())).collect()
}

/// A document as `GET _connector/<id>` returns it.
fn document(id: &str, service_type: &str, configuration: &Value) -> Value {
    json!({
        "id": id, "service_type": service_type, "index_name": format!("search-{id}"), "name": format!("The {id}"),
        "description": null, "is_native": false, "language": null, "status": "connected", "error": null,
        "api_key_id": null, "custom_scheduling": {}, "scheduling": {"full": {"enabled": false, "interval": "0 0 0 * * ?"}},
        "pipeline": {"name": "ent-search-generic-ingestion"}, "sync_now": false, "last_seen": "2026-08-01T00:00:00Z",
        "configuration": configuration,
    })
}

/// A value that the field's own definition accepts.
fn plausible(field: &Definition<'_>) -> Value {
    if field.name == "service_account_credentials" {
        return json!(
            r#"{"type": "service_account", "project_id": "s3cret", "client_email": "a@example.org"}"#
        );
    }
    if field.is_sensitive() {
        return json!(format!("s3cret of {}", field.name));
    }
    if let Some(value) = field.value.content.map(|value| serde_json::to_value(value).unwrap())
        && !value.is_array()
        && value != json!("")
    {
        return value;
    }
    let pattern = field.checks().iter().find_map(|check| check.constraint.as_text()).unwrap_or_default();
    // What the sources themselves would refuse to work with.
    let accepted = match field.name {
        "username" | "data_center_username" | "user" => Some("svc \u{e9}"),
        "http_endpoint" => Some("https://example.org/graphql"),
        "host" if field.checks().is_empty() => Some("mongodb://db.example.org"),
        "graphql_query" => Some("query { items { id } }"),
        "graphql_object_to_id_map" => Some(r#"{"items": "id"}"#),
        "graphql_variables" | "headers" => Some("{}"),
        "pagination_key" => Some("items"),
        "database" => Some("db"),
        "url" => Some("https://example.org"),
        "drive_path" => Some("share/docs"),
        "account_email" => Some("a@example.org"),
        "tenant_id" => Some("contoso.example.org"),
        _ => None,
    };
    if let (Some(value), FieldType::Str) = (accepted, field.field_type()) {
        return json!(value);
    }
    match (field.choices().first(), field.field_type()) {
        (Some(choice), _) => serde_json::to_value(choice.value).unwrap(),
        (None, FieldType::Int) => json!(7),
        (None, FieldType::Bool) => json!(true),
        (None, FieldType::List) => json!("one,two"),
        (None, FieldType::Str) if pattern.contains('@') => json!("a@example.org"),
        (None, FieldType::Str) => json!("https://example.org/\"quoted\" \u{e9}"),
    }
}

/// What a connector of a type has stored, with a value in every field.
fn stored(kind: &ServiceType<'_>) -> Value {
    let pairs = |items: Vec<(&str, Value, &str, Value)>| {
        items.into_iter().map(|(a, x, b, y)| json!({ a: x, b: y })).collect::<Vec<_>>()
    };
    let field = |field: &Definition<'_>| {
        let depends_on = field.dependencies().iter();
        let depends_on = depends_on.map(|one| ("field", json!(one.field), "value", json!(one.value)));
        let options =
            field.choices().iter().map(|one| ("label", json!(one.label), "value", json!(one.value)));
        let checks = field.checks().iter();
        let checks = checks.map(|one| ("type", json!(one.kind.name()), "constraint", json!(one.constraint)));
        let mut definition = json!({
            "label": field.label.content, "type": field.field_type().name(), "order": field.order.content,
            "required": field.is_required(), "sensitive": field.is_sensitive(), "value": plausible(field),
            "default_value": field.default_value.content, "display": field.display.content.map(Display::name),
            "depends_on": pairs(depends_on.collect()), "options": pairs(options.collect()),
            "validations": pairs(checks.collect()), "ui_restrictions": field.ui_restrictions.content,
        });
        for (key, text) in [("tooltip", field.tooltip.content), ("placeholder", field.placeholder.content)] {
            if let Some(text) = text {
                definition[key] = json!(text);
            }
        }
        (field.name.to_owned(), definition)
    };
    Value::Object(kind.fields.iter().map(field).collect())
}

/// The payloads of the connector files in `folder`, with the secrets that `secrets` gives for variables.
fn payloads(folder: &Path, out_dir: &str) -> BTreeMap<String, String> {
    let output = connlint(folder, ["emit", "--out-dir", out_dir]);
    assert_eq!(output.code, 0, "{output}");
    files(&folder.join(out_dir))
}

#[test]
fn every_type_of_the_catalogue_comes_back_as_it_was() {
    let catalogue = Catalogue::newest();
    let kinds: Vec<_> = catalogue.names().map(|name| catalogue.get(name).unwrap()).collect();
    assert_eq!(kinds.len(), 31);
    let documents: Vec<_> = kinds.iter().map(|kind| document(kind.name, kind.name, &stored(kind))).collect();
    for options in [&[][..], &["--format", "json"]] {
        let (folder, output) = import(&json!({ "count": documents.len(), "results": documents }), options);
        assert_eq!(output.code, 0, "{output}");
        let imported = files(&folder.path().join("connectors"));
        let ending = if options.is_empty() { ".toml" } else { ".json" };
        assert_eq!(imported.keys().filter(|name| name.ends_with(ending)).count(), 31, "{output}");
        assert!(imported.values().all(|text| !text.contains("s3cret")));
        let checked = connlint(folder.path(), ["check", "--output-format", "concise"]);
        assert_eq!(checked.code, 0, "{checked}");
        let emitted = payloads(folder.path(), "payloads");

        // The documents themselves are connector files too, if secrets in them are accepted.
        let original = TempDir::new().unwrap();
        fs::create_dir(original.path().join("connectors")).unwrap();
        fs::write(original.path().join("connlint.toml"), "[rules]\nplaintext-secret = \"off\"\n").unwrap();
        for (kind, document) in kinds.iter().zip(&documents) {
            let path = original.path().join(format!("connectors/{}.json", kind.name));
            fs::write(path, document.to_string()).unwrap();
        }
        let wanted = payloads(original.path(), "payloads");
        for kind in &kinds {
            let name = format!("{}.json", kind.name);
            let mut body = emitted[&name].clone();
            for field in kind.fields.iter().filter(|field| field.is_sensitive()) {
                let variable = connlint::reference::variable(kind.name, field.name);
                let secret = plausible(field).to_string();
                body = body.replace(&format!("\"${{env:{variable}}}\""), &secret);
            }
            assert_eq!(body, wanted[&name], "{name}");
        }

        // A payload is a document too, of a connector that its file names.
        for name in emitted.keys().filter(|name| !name.starts_with('.')) {
            let path = format!("payloads/{name}");
            let output =
                connlint(folder.path(), ["import", &path, "--out-dir", "again/connectors", "--quiet"]);
            assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{name}: {output}");
        }
        assert_eq!(files(&folder.path().join("again/connectors")).len(), 31);
        let output = connlint(folder.path(), ["emit", "again/connectors", "--out-dir", "again/payloads"]);
        assert_eq!(output.code, 0, "{output}");
        assert_eq!(files(&folder.path().join("again/payloads")), emitted);
    }
}

/// A document with everything that has a treatment of its own.
fn awkward() -> Value {
    json!({
        "count": 1,
        "results": [{
            "id": "orders 2", "service_type": "wiki", "index_name": "search-orders", "name": null, "status": "connected",
            "flavour": "blue",
            "configuration": {
                "token": {"label": "Token", "order": 1, "sensitive": true, "required": true, "value": "hunter2", "default_value": null},
                "to-ken": {"label": "Second", "order": 2, "sensitive": true, "value": 4711, "default_value": null},
                "to.ken": {"label": "Namesake", "order": 9, "sensitive": true, "value": "hunter4"},
                "to_ken": {"label": "Third", "order": 3, "sensitive": true, "value": "", "default_value": "hunter3"},
                "kept": {"label": "Kept", "order": 4, "sensitive": true, "value": "${env:OTHER}", "default_value": null},
                "text": {"label": "Line one\nline = \"two\"", "order": 5, "value": "${env:HOME}", "default_value": "a $${b", "colour": 1},
                "empty": {"label": "Empty", "type": "int", "order": 6, "value": null, "default_value": null},
                "number": {"label": "Number", "type": "int", "order": 7, "value": 9, "default_value": null, "validations": [{"type": "less_than", "constraint": 12}]},
                "list": {"label": "List", "type": "list", "order": 8, "value": ["x", "y"], "default_value": null}
            }
        }]
    })
}

#[test]
fn a_file_is_written_to_be_read() {
    let (folder, output) = import(&awkward(), &[]);
    insta::assert_snapshot!(
        "import",
        format!("{}{output}", read(folder.path(), "connectors/orders%202.toml"))
    );
}

#[test]
fn only_a_null_that_says_something_asks_for_json() {
    let field = |default: Value| json!({"label": "Rows", "type": "int", "order": 1, "value": 5, "default_value": default});
    // The type's own default is 5000; a field that no type knows has none.
    for (name, default, file) in [
        ("fetch_size", json!(null), "a.json"),
        ("fetch_size", json!(5000), "a.toml"),
        ("x", json!(null), "a.toml"),
    ] {
        let (folder, output) = import(&document("a", "mysql", &json!({ name: field(default.clone()) })), &[]);
        assert_eq!(output.code, 0, "{output}");
        assert_eq!(files(&folder.path().join("connectors")).into_keys().collect::<Vec<_>>(), [file]);
        let is_told = output.stderr.contains(
            "connlint: `a` is written as JSON: `default_value` of the field `fetch_size` is or holds null",
        );
        assert_eq!(is_told, file == "a.json", "{output}");
        let body = body(file, &read(folder.path(), &format!("connectors/{file}")));
        assert!(body.contains(&format!("\"default_value\": {default},")), "{body}");
    }
}

/// What `emit` would send of this file.
fn body(name: &str, text: &str) -> String {
    let settings = Settings { payloads: true, ..Settings::default() };
    let linted = settings.lint(name, text.as_bytes(), &mut Arena::default());
    let payload = linted.payload.unwrap_or_else(|| panic!("no payload of {text}: {:?}", linted.diagnostics));
    let connlint::emit::Text::Held(body) = payload.body else { panic!("the body is put away") };
    body
}

#[test]
fn numbers_keep_their_digits() {
    for (number, file) in [
        ("-0.10e+3", "n.toml"),
        ("9223372036854775807", "n.toml"),
        ("1E400", "n.toml"),
        ("1234567890.12345678901234567890", "n.toml"),
        ("123456789012345678901234567890", "n.json"),
        ("-0", "n.json"),
    ] {
        let fields = format!("{{\"a\": {{\"label\": \"A\", \"value\": {{\"deep\": [{number}]}}}}}}");
        let folder = TempDir::new().unwrap();
        let run = Run::new(["import", "-", "--out-dir", "c"]).in_folder(folder.path());
        let output = run.with_input(&format!("{{\"id\": \"n\", \"configuration\": {fields}}}")).output();
        assert_eq!(output.code, 0, "{output}");
        let body = body(file, &read(folder.path(), &format!("c/{file}")));
        assert!(body.contains(&format!("          {number}\n")), "{body}");
    }
}

#[test]
fn nothing_is_ever_overwritten_and_nothing_is_written_by_halves() {
    let fields = json!({ "a": {"label": "A", "value": "x"} });
    let answer =
        json!({ "results": [document("one", "x", &fields), document("two", "x", &fields)] }).to_string();
    // The same id in the other format stops the import as well.
    for there in ["two.toml", "two.json"] {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("c")).unwrap();
        fs::write(folder.path().join("c").join(there), "mine").unwrap();
        let run = Run::new(["import", "-", "--out-dir", "c"]).in_folder(folder.path()).with_input(&answer);
        let output = run.output();
        assert_eq!(output.code, 2);
        assert_eq!(
            output.stderr,
            format!("connlint: c/{there} exists, and import never overwrites: nothing was written\n")
        );
        assert_eq!(files(&folder.path().join("c")), BTreeMap::from([(there.to_owned(), "mine".to_owned())]));
    }
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("c"), "mine").unwrap();
    let run = Run::new(["import", "-", "--out-dir", "c/d"]).in_folder(folder.path()).with_input(&answer);
    let output = run.output();
    assert_eq!(output.code, 2);
    assert!(output.stderr.starts_with("connlint: c/d: cannot be written: "), "{output}");
    let (folder, output) =
        import(&json!({ "results": [document("A", "x", &fields), document("a", "x", &fields)] }), &[]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("`A` and `a` would have the same file"), "{output}");
    assert!(!folder.path().join("connectors").exists());
}

#[test]
fn no_id_leads_out_of_the_folder() {
    let fields = json!({ "a": {"label": "A", "value": "x"} });
    let ids = ["../../x", "a/b", ".", "..", "con.nector", "\u{e9}"];
    let documents: Vec<_> = ids.iter().map(|id| document(id, "x", &fields)).collect();
    let (folder, output) = import(&json!({ "results": documents }), &[]);
    assert_eq!(output.code, 0, "{output}");
    let names: Vec<_> = files(&folder.path().join("connectors")).into_keys().collect();
    assert_eq!(
        names,
        ["%2E%2E.toml", "%2E.%2F..%2Fx.toml", "%2E.toml", "%C3%A9.toml", "a%2Fb.toml", "con.nector.toml"]
    );
    let (folder, output) = import(&document(&"x".repeat(300), "x", &fields), &[]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("longer than 255 bytes") && !folder.path().join("connectors").exists());
}

#[test]
fn what_is_no_answer_is_refused() {
    for (text, why) in [
        ("{\"id\": \"a\"", "1:11: "),
        ("[]", "the document is no connector"),
        ("{\"id\": \"a\", \"configuration\": []}", "the document is no connector"),
        ("{\"results\": [{\"id\": \"a\", \"configuration\": {\"f\": 5}}]}", "`/results/0` is no connector"),
        ("{\"configuration\": {\"f\": {\"label\": \"F\"}}}", "the document has no `id`"),
        (
            "{\"error\": {\"type\": \"resource_not_found_exception\"}, \"status\": 404}",
            "the document is no connector",
        ),
        ("{\"id\": \"a\", \"id\": \"b\", \"configuration\": {}}", "1:13: "),
    ] {
        let folder = TempDir::new().unwrap();
        let run = Run::new(["import", "-", "--out-dir", "c"]).in_folder(folder.path()).with_input(text);
        let output = run.output();
        assert_eq!(output.code, 2, "{text}");
        assert!(output.stderr.starts_with(&format!("connlint: standard input: {why}")), "{output}");
        assert!(!folder.path().join("c").exists());
    }
    let output = Run::new(["import", "missing.json", "--out-dir", "c"]).output();
    assert_eq!(output.code, 2);
    assert!(output.stderr.starts_with("connlint: missing.json: cannot be read: "), "{output}");
}

#[test]
fn a_connector_without_fields_has_no_file() {
    let (folder, output) = import(&document("new", "mysql", &json!({})), &[]);
    assert_eq!(output.code, 0);
    assert!(output.stderr.contains("`new` has no fields yet, so that no file is made of it"), "{output}");
    assert_eq!(files(&folder.path().join("connectors")).len(), 0);
}

#[test]
fn a_type_of_the_repository_tells_what_is_secret() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("types")).unwrap();
    fs::write(folder.path().join("connlint.toml"), "types = \"types\"\n").unwrap();
    let kind = "[configuration.pin]\nlabel = \"Pin\"\nsensitive = true\n";
    fs::write(folder.path().join("types/wiki.toml"), kind).unwrap();
    let answer =
        document("w", "wiki", &json!({ "pin": {"label": "Pin", "sensitive": false, "value": "hunter2"} }));
    let run = Run::new(["import", "-", "--out-dir", "connectors"]).in_folder(folder.path());
    let output = run.with_input(&answer.to_string()).output();
    assert_eq!(output.code, 0, "{output}");
    let file = read(folder.path(), "connectors/w.toml");
    assert!(file.contains("value = \"${env:W_PIN}\"\n") && file.contains("sensitive = false\n"), "{file}");
}

/// Text with everything in it that TOML, JSON or a reference could trip over.
fn text() -> impl Strategy<Value = String> {
    let awkward = vec![
        "",
        "${env:X}",
        "$${env:X}",
        "a ${b} $${c",
        "${file:x}",
        "${HOME}",
        "'''\n\"\"\"",
        "\r\n\t\u{7f}",
        "a\r",
        "\n",
    ];
    prop_oneof!["[a-z]{1,6}", any::<String>(), prop::sample::select(awkward).prop_map(str::to_owned)]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
    ]
}

/// A definition as Elasticsearch stores it, any of its parts there or not.
fn definition() -> impl Strategy<Value = Value> {
    let dependency = (text(), prop_oneof![4 => scalar(), 1 => Just(Value::Null)])
        .prop_map(|(field, value)| json!({ "field": field, "value": value }));
    let option = (text(), text()).prop_map(|(label, value)| json!({ "label": label, "value": value }));
    let check = (prop::sample::select(vec!["less_than", "regex", "included_in"]), text())
        .prop_map(|(kind, constraint)| json!({ "type": kind, "constraint": constraint }));
    let object = prop::collection::btree_map(text(), scalar(), 0..3)
        .prop_map(|map| Value::Object(map.into_iter().collect()));
    let value = prop_oneof![6 => scalar(), 2 => Just(Value::Null), 1 => object];
    let default_value = prop_oneof![1 => scalar(), 2 => Just(Value::Null)];
    let always = (text(), value, default_value, any::<[bool; 2]>());
    let displays = vec!["text", "textbox", "textarea", "numeric", "toggle", "dropdown"];
    let texts = (
        prop::option::of(prop_oneof![text().prop_map(Value::from), Just(Value::Null)]),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(prop::sample::select(vec!["str", "int", "bool", "list"])),
        prop::option::of(prop::sample::select(displays)),
    );
    let lists = (
        prop::option::of(prop::collection::vec(dependency, 0..3)),
        prop::option::of(prop::collection::vec(option, 0..3)),
        prop::option::of(prop::collection::vec(check, 0..3)),
        prop::option::of(prop::collection::vec(text(), 0..3)),
        prop::option::of(-9..9),
    );
    (always, texts, lists).prop_map(|((label, value, default_value, [required, sensitive]), texts, lists)| {
        let sometimes = json!({
            "tooltip": texts.0, "placeholder": texts.1, "category": texts.2, "type": texts.3, "display": texts.4,
            "depends_on": lists.0, "options": lists.1, "validations": lists.2, "ui_restrictions": lists.3,
            "order": lists.4,
        });
        let has_null_tooltip = texts.0 == Some(Value::Null);
        let is_there = |key: &str, value: &Value| !value.is_null() || (key == "tooltip" && has_null_tooltip);
        let mut definition = json!({
            "label": label, "value": value, "default_value": default_value, "required": required,
            "sensitive": sensitive,
        });
        for (key, value) in sometimes.as_object().unwrap().iter().filter(|(key, value)| is_there(key, value)) {
            definition[key] = value.clone();
        }
        definition
    })
}

/// A document's payload, or that of its file, with what `import` may change made the same: a null value is "", a
/// reference to a variable that `import` made is what the document has there, and escapes are undone.
fn neutral(payload: &str, document: &Value, is_imported: bool) -> Value {
    let mut payload: Value = serde_json::from_str(payload).unwrap();
    for (name, field) in payload["configuration"].as_object_mut().unwrap() {
        for key in ["value", "default_value"] {
            let Some(text) = field[key].as_str().map(str::to_owned) else { continue };
            if is_imported && text.starts_with("${env:A_") {
                field[key] = document["configuration"][name][key].clone();
            } else if is_imported && text.contains("$${") && document["configuration"][name][key] != *text {
                field[key] = json!(connlint::reference::literal(&text));
            }
        }
        if field["value"].is_null() {
            field["value"] = json!("");
        }
    }
    payload
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_connector_comes_back_as_it_was(
        fields in prop::collection::btree_map(
            prop_oneof![
                text(),
                prop::sample::select(vec!["fetch_size", "ssl_ca", "password", "host"]).prop_map(str::to_owned),
            ],
            definition(),
            1..5,
        ),
        service_type in prop::sample::select(vec!["mysql", "none"]),
        is_json in any::<bool>(),
    ) {
        let document = json!({ "id": "a", "service_type": service_type, "configuration": fields });
        let answer = document.to_string();
        let tree = Tree::parse(&answer, Format::Json);
        let format = if is_json { Format::Json } else { Format::Toml };
        let imported = connlint::import::read(&tree, None, Catalogue::newest().into(), format).unwrap();
        let [file] = imported.files.as_slice() else { panic!("{imported:?}") };
        prop_assert_eq!(
            neutral(&body(&file.name(), &file.text), &document, true),
            neutral(&body("a.json", &answer), &document, false),
            "{}\n{}", answer, file.text
        );
    }
}
