//! The connector service: what it checks and converts where values are unusual; and what Elasticsearch takes.

use connlint::catalogue::ServiceType;
use connlint::connector::Connector;
use connlint::consumers::service::{self, Outcome};
use connlint::consumers::{Cause, elasticsearch, kibana};
use connlint::request::{Completion, Request};
use connlint::rules;
use connlint::stack::Stack;
use connlint::tree::{Format, Tree, Value as Node};
use serde_json::{Value, json};

use crate::cases::lint;

/// The findings about a file, as their rule and what the service would say.
fn told(file: &Value) -> Vec<(&'static str, String)> {
    let found = lint("connectors/case.json", &file.to_string());
    found.into_iter().map(|one| (one.rule, one.says.unwrap_or_default())).collect()
}

#[test]
fn a_field_whose_required_was_refused_is_not_checked() {
    let file = |required: Value| {
        let checks = json!([{"type": "regex", "constraint": "a+"}]);
        told(&json!({"configuration": {
            "a": {"label": "A", "value": "", "required": required, "validations": checks}}}))
    };
    let failing = ("blank-fails-validation", "'A' value '' failed regex check a+.".to_owned());
    assert_eq!(file(json!(false)), [failing]);
    assert_eq!(file(json!("no")), [("wrong-type", String::new())]);
}

#[test]
fn the_default_of_the_type_takes_the_place_of_another_one_where_a_field_of_it_is_missing() {
    let file = |tooltip: Value| {
        let field = json!({
            "label": "Downloads", "type": "int", "value": null, "default_value": 500, "tooltip": tooltip});
        let mut found = told(&json!({
            "service_type": "azure_blob_storage", "configuration": {"concurrent_downloads": field}}));
        found.retain(|(rule, _)| *rule == "default-fails-validation");
        found
    };
    let says = "'Downloads' value '500' should be less than 101.".to_owned();
    assert_eq!(file(json!(null)), [("default-fails-validation", says)], "an incomplete field keeps its own");
    assert_eq!(
        file(json!("How many at once.")),
        [("default-fails-validation", String::new())],
        "not in effect"
    );
}

#[test]
fn an_id_has_at_most_512_bytes() {
    let found = |id: &str| {
        let file = json!({"connector_id": id, "configuration": {"a": {"label": "A", "value": "x"}}});
        let found = lint("connectors/case.json", &file.to_string());
        found.into_iter().map(|one| (one.rule, one.message)).collect::<Vec<_>>()
    };
    let message =
        "this connector cannot be reached through the API: its id is longer than 512 bytes".to_owned();
    assert_eq!(found(&"x".repeat(512)), []);
    assert_eq!(found(&"x".repeat(513)), [("invalid-connector-id", message.clone())]);
    assert_eq!(found(&"é".repeat(257)), [("invalid-connector-id", message)]);
}

/// What Elasticsearch, the service and Kibana do with a file for a connector that has this stored.
fn causes(existing: &Value, file: &Value) -> [Vec<Cause>; 3] {
    let (existing, file) = (existing.to_string(), file.to_string());
    let existing = Tree::parse(&existing, Format::Json);
    let existing = ServiceType::existing(existing.root());
    let tree = Tree::parse(&file, Format::Json);
    let mut connector = Connector::read(&tree, "case.json").unwrap();
    let request = Request::new(&mut connector, Some(&existing), Completion::Standard);
    let (held, of_service) = service::judge(&request, Stack::newest());
    let of_elasticsearch = elasticsearch::judge(&connector, &request, Stack::newest());
    [of_elasticsearch, of_service, kibana::judge(&request, &held)]
        .map(|events| events.iter().map(|event| event.cause).collect())
}

#[test]
fn an_object_under_values_is_merged_into_the_stored_one() {
    let stored = |value: Value| json!({"a": {"label": "A", "type": "int", "value": value}});
    let file = json!({"values": {"a": {"x": 1}}});
    let [_, of_service, of_kibana] = causes(&stored(json!({"toString": 1})), &file);
    assert_eq!(
        (of_service, of_kibana),
        (vec![], vec![Cause::FormThrows]),
        "what both make is not looked into"
    );
    let [_, of_service, of_kibana] = causes(&stored(json!({"y": 1})), &file);
    assert_eq!((of_service, of_kibana), (vec![], vec![Cause::SaveRefused]));
    let [_, of_service, _] = causes(&stored(json!(1)), &file);
    assert_eq!(of_service, [Cause::NotConvertible]);
}

#[test]
fn of_what_is_converted_only_what_the_file_itself_writes_is_told() {
    let existing = json!({"a": {"label": "A", "type": "int", "value": "5"}});
    let [_, of_service, _] = causes(&existing, &json!({"values": {}}));
    assert_eq!(of_service, []);
    let [_, of_service, _] = causes(&existing, &json!({"values": {"a": "5"}}));
    assert_eq!(of_service, [Cause::Converted]);
}

#[test]
fn the_default_is_nothing_to_a_required_field() {
    let list = json!({"label": "E", "type": "list", "value": "", "required": true, "default_value": null});
    let file = json!({"service_type": "box", "configuration": {"enterprise_id": list}});
    let found = lint("connectors/case.json", &file.to_string());
    let message = found.into_iter().find(|one| one.rule == "type-differs").map(|one| one.message);
    let wanted = "`enterprise_id` is declared as a list field, but its source has an int field: \
        the value is converted twice, and does not survive that";
    assert_eq!(message.as_deref(), Some(wanted));
}

#[test]
fn a_stored_array_stays_whatever_else_is_written_but_a_service_that_crashes_adds_none() {
    let list = json!({"label": "L", "type": "list", "value": []});
    let existing = json!({"list": list, "number": {"label": "N", "type": "int", "value": 1}});
    for (value, of_values, of_configuration) in
        [("1", vec![Cause::StoredArray], vec![Cause::StoredArray]), ("abc", vec![Cause::StoredArray], vec![])]
    {
        let [found, ..] = causes(&existing, &json!({"values": {"number": value}}));
        assert_eq!(found, of_values, "{value}");
        let number = json!({"label": "N", "type": "int", "value": value});
        let [found, ..] = causes(&existing, &json!({"configuration": {"number": number}}));
        assert_eq!(found, of_configuration, "{value}");
    }
}

#[test]
fn an_id_that_is_no_string_is_no_id_whatever_the_file_is_called() {
    for (id, rules) in [
        (None, vec!["invalid-connector-id"]),
        (Some(json!(5)), vec!["wrong-type"]),
        (Some(json!("_secret")), vec!["invalid-connector-id"]),
        (Some(json!("x")), vec![]),
    ] {
        let mut file = json!({"configuration": {"a": {"label": "A", "value": "x"}}});
        file.as_object_mut().unwrap().extend(id.clone().map(|id| ("connector_id".to_owned(), id)));
        let found = lint("connectors/_sync_job.json", &file.to_string());
        assert_eq!(found.iter().map(|one| one.rule).collect::<Vec<_>>(), rules, "{id:?}");
    }
}

#[test]
fn a_field_that_is_written_back_has_what_the_type_says() {
    let told = |service_type: &str, name: &str, attributes: Value| {
        let mut field = json!({"label": "Own", "tooltip": "There, so that the field is complete."});
        field.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
        let configuration = json!({ name: field });
        let file = json!({"service_type": service_type, "configuration": configuration});
        let found = lint("connectors/case.json", &file.to_string());
        let own = found.into_iter().filter(|one| one.field.as_deref() == Some(name));
        own.filter_map(|one| Some((one.rule, one.says?))).collect::<Vec<_>>()
    };
    let required = told("azure_blob_storage", "account_name", json!({"required": false, "value": ""}));
    let says = "'Azure Blob Storage account name' cannot be empty.".to_owned();
    assert_eq!(required, [("missing-required-value", says)]);

    let attributes = json!({"type": "int", "required": true, "value": 5, "default_value": "abc"});
    let once = told("box", "enterprise_id", attributes);
    let says = "ValueError: invalid literal for int() with base 10: 'abc'".to_owned();
    assert_eq!(once, [("value-not-convertible", says)]);

    // The type has no default, so that the file's stays.
    let checks = json!([{"type": "regex", "constraint": "a+"}]);
    let attributes = json!({"type": "str", "value": "", "default_value": "x", "validations": checks});
    let says = "'Path to fetch files/folders' value 'x' failed regex check a+.".to_owned();
    assert_eq!(told("dropbox", "path", attributes), [("default-fails-validation", says)]);
}

#[test]
fn only_the_text_that_is_no_number_is_a_secret_in_what_a_crash_says() {
    let checks = json!([{"type": "regex", "constraint": ["a"]}]);
    let field = |kind: &str, checks: Value| {
        let mut field = json!({"label": "A", "type": kind, "value": "s3cr3t", "sensitive": true});
        field["validations"] = checks;
        field
    };
    let says = |field: Value| {
        let found = told(&json!({"configuration": {"a": field}}));
        found.into_iter().map(|(_, says)| says).find(|says| !says.is_empty())
    };
    assert_eq!(says(field("str", checks)).as_deref(), Some("TypeError: unhashable type: 'list'"));
    let masked = "ValueError: invalid literal for int() with base 10: ••••••••";
    assert_eq!(says(field("int", json!([]))).as_deref(), Some(masked));
}

#[test]
fn a_condition_that_is_known_to_be_unmet_decides_though_another_is_not_known() {
    let unmet = |field: &str| json!({"field": field, "value": "y"});
    let met = json!({"field": "plain", "value": "n"});
    for (conditions, help) in [
        (json!([unmet("plain"), unmet("secret")]), Some("plain")),
        (json!([unmet("secret"), unmet("plain")]), Some("plain")),
        (json!([met, unmet("other")]), Some("other")),
        (json!([unmet("secret")]), None),
        // Where a field does not exist, the check ends before it comes to the next one.
        (json!([unmet("gone"), unmet("plain")]), None),
    ] {
        let file = json!({"configuration": {
            "plain": {"label": "P", "value": "n"},
            "other": {"label": "O", "value": "n"},
            "secret": {"label": "S", "value": "${env:SECRET}"},
            "parent": {"label": "A", "value": "x", "depends_on": conditions},
            "child": {"label": "B", "value": "x", "depends_on": [{"field": "parent", "value": "x"}]},
        }});
        let found = lint("connectors/case.json", &file.to_string());
        let mut found = found.into_iter().filter(|one| one.rule == "intransitive-dependency");
        let said = found.next().map(|one| one.help.unwrap_or_default());
        let wanted = help.map(|name| {
            format!("the service looks no further than one step: depend on `{name}` being \"y\" as well")
        });
        assert_eq!(said, wanted, "{conditions}");
    }
}

/// A drop-down with these options and validations, and the rules that have something to say about it.
fn rules_of_menu(options: &[String], checks: &Value) -> Vec<&'static str> {
    let options: Vec<_> = options.iter().map(|value| json!({"label": value, "value": value})).collect();
    let menu = json!({
        "label": "Menu", "value": "", "display": "dropdown", "options": options, "validations": checks});
    let child = json!({"label": "C", "value": "", "depends_on": [{"field": "menu", "value": "a"}]});
    let found = told(&json!({"configuration": {"menu": menu, "child": child}}));
    found.into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn options_are_refused_only_by_validations_that_work_and_decide() {
    let options = ["a".to_owned(), "b".to_owned()];
    let nested = format!("{}a{}", "(".repeat(200), ")".repeat(200));
    let undecided = json!([{"type": "regex", "constraint": nested}]);
    assert_eq!(rules_of_menu(&options, &undecided), ["undecided-regex"]);
    let checks = json!([{"type": "included_in", "constraint": "xyz"}, {"type": "regex", "constraint": "a|"}]);
    assert_eq!(rules_of_menu(&options, &checks), ["option-fails-validation", "unfit-constraint"]);
}

#[test]
fn up_to_100_000_pairs_of_an_option_and_a_validation_are_tried() {
    let checks = |count: usize| Value::from(vec![json!({"type": "included_in", "constraint": [""]}); count]);
    let options: Vec<_> = (0..500).map(|at| format!("option {at}")).collect();
    let says = |count: usize| rules_of_menu(&options, &checks(count)).contains(&"contradictory-validations");
    assert!(says(200) && !says(201));
}

#[test]
fn a_list_is_tried_item_by_item() {
    let checks = json!([{"type": "included_in", "constraint": ["a", "b"]}]);
    let field = json!({"label": "L", "type": "list", "validations": checks});
    let text = json!({"configuration": {"list": field}}).to_string();
    let tree = Tree::parse(&text, Format::Json);
    let connector = Connector::read(&tree, "case.json").unwrap();
    let values = ["a", "b, a", "a, c", ""].map(Node::Text);
    let passed = || Outcome::Failing(vec![]);
    let wanted = vec![passed(), passed(), Outcome::Failing(vec![0]), passed()];
    assert_eq!(service::trials(&connector.fields[0], values.into_iter()), Some(wanted));
}

#[test]
fn what_is_wrong_with_an_index_name_is_told() {
    let said = |name: &str, is_native: bool| {
        let configuration = json!({"a": {"label": "A", "value": "x"}});
        let file = json!({"index_name": name, "is_native": is_native, "configuration": configuration});
        let found = lint("connectors/case.json", &file.to_string());
        assert!(found.len() < 2, "{found:?}");
        let first = found.into_iter().next().filter(|one| one.rule == "invalid-index-name");
        first.map(|one| {
            let message = one.message.replace("Elasticsearch refuses this index name: it ", "refused: ");
            let harmless = ": the connector is accepted, but its index can never be created";
            message.replace(harmless, "").replace("this index name ", "accepted: ")
        })
    };
    for (name, wanted) in [
        ("", "refused: is empty"),
        (".", "refused: is `.`"),
        ("..", "refused: is `..`"),
        (&"x".repeat(256), "refused: is longer than 255 bytes"),
        (&"é".repeat(128), "refused: is longer than 255 bytes"),
        ("_a", "refused: begins with `_`"),
        ("-a", "refused: begins with `-`"),
        ("+a", "refused: begins with `+`"),
        ("a b", "refused: contains a space"),
        ("a#B", "refused: contains `#`"),
        ("aB", "accepted: contains upper case"),
    ] {
        assert_eq!(said(name, false).as_deref(), Some(wanted));
    }
    for name in ["a", "...", ".a", "a_b-c+d", &"x".repeat(255)] {
        assert_eq!(said(name, false), None, "{name}");
        let wanted = "refused: does not begin with `content-`, as that of a native connector must";
        assert_eq!(said(name, true).as_deref(), Some(wanted), "{name}");
    }
    assert_eq!(said("content-a", true), None);
}

#[test]
fn the_page_of_a_rule_names_who_can_break_as_people_do() {
    for (rule, names) in [
        ("invalid-index-name", "Elasticsearch"),
        ("less-than", "the connector service"),
        ("never-shown", "Kibana"),
        ("unknown-dependency", "the connector service, Kibana"),
    ] {
        let page = rules::page(rules::find(rule).unwrap());
        assert!(page.contains(&format!("Can break: {names}.")), "{page}");
    }
}
