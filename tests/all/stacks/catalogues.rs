//! The embedded catalogues against the facts as they were recorded, and what changed between them.

use connlint::catalogue::difference::content;
use connlint::connector::attribute::Attribute;
use connlint::stack::Stack;
use serde_json::{Map, Value};

use crate::binary::Run;

/// The recorded facts: not what is embedded, and of one version more.
fn recorded() -> Value {
    serde_json::from_str(include_str!("../../../fixtures/catalogs.json")).unwrap()
}

/// Whether a version is in recorded ranges.
fn has(versions: &[&str], ranges: &Value, version: &str) -> bool {
    let place = |wanted: &str| versions.iter().position(|known| *known == wanted).unwrap();
    ranges.as_str().unwrap().split(',').any(|range| {
        let ends: Vec<_> = range.split('-').map(place).collect();
        (ends[0]..=*ends.last().unwrap()).contains(&place(version))
    })
}

/// The names of a table's members. `serde_json` sorts them, so that the order is looked up in the text.
fn by_name(table: &Value) -> &Map<String, Value> {
    table.as_object().unwrap()
}

#[test]
fn every_catalogue_is_what_was_recorded() {
    let facts = recorded();
    let versions: Vec<_> =
        facts["versions"].as_array().unwrap().iter().map(|one| one["minor"].as_str().unwrap()).collect();
    assert_eq!(versions[1..], Stack::versions());
    let (mut compared, mut unknown) = (0, 0);
    for stack in Stack::all() {
        let catalogue = stack.catalogue();
        let types = by_name(&facts["types"]).iter();
        let types: Vec<_> = types.filter(|(_, kind)| has(&versions, &kind["in"], stack.version)).collect();
        let names: Vec<_> = types.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(catalogue.names().collect::<Vec<_>>(), names, "{}", stack.version);
        for (name, kind) in types {
            assert!(kind.get("key_order").is_none(), "{name}: an order of its own is not embedded");
            let read = catalogue.get(name).unwrap();
            assert_eq!(read.title, kind["name"], "{name}");
            let mut count = 0;
            for (field, held) in by_name(&kind["fields"]) {
                let held = held.as_array().unwrap().iter();
                let held: Vec<_> = held.filter(|one| has(&versions, &one["in"], stack.version)).collect();
                let place = format!("{name}.{field} in {}", stack.version);
                assert!(held.len() < 2, "{place}");
                let Some(definition) = held.first().map(|one| &one["def"]) else {
                    assert!(read.field(field).is_none(), "{place}");
                    continue;
                };
                let read = read.field(field).unwrap_or_else(|| panic!("{place} is missing"));
                count += 1;
                for attribute in Attribute::ALL {
                    let key = attribute.name();
                    let expected = definition.get(key).or(facts["default_attributes"].get(key));
                    let mut expected = expected.unwrap_or(&Value::Null);
                    if name == "notion" && expected == "string" {
                        // No display that there is: read as Elasticsearch reads it, which is not at all.
                        (expected, unknown) = (&Value::Null, unknown + 1);
                    }
                    let found = content(read, attribute);
                    assert_eq!(&found, expected, "{place}: {key}");
                    compared += 1;
                }
            }
            assert_eq!(read.fields.len(), count, "{name} in {}", stack.version);
        }
    }
    assert!(compared > 50_000, "{compared}");
    assert_eq!(unknown, 9);
}

/// The order of the fields is that of the recorded text, in every version.
#[test]
fn fields_keep_their_order() {
    let text = include_str!("../../../fixtures/catalogs.json");
    for stack in Stack::all() {
        for name in stack.catalogue().names() {
            let (_, kind) = text.split_once(&format!("\"{name}\":{{\"name\":")).unwrap();
            let fields = &stack.catalogue().get(name).unwrap().fields;
            let places: Vec<_> = fields
                .iter()
                .map(|field| kind.find(&format!("\"{}\":[{{\"in\":", field.name)).unwrap())
                .collect();
            assert!(places.is_sorted(), "{name} in {}: {places:?}", stack.version);
        }
    }
}

fn types(arguments: &[&str]) -> String {
    let output = Run::new(["types", "--no-config"].into_iter().chain(arguments.iter().copied())).output();
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    output.stdout
}

#[test]
fn what_changed_is_shown_as_a_table() {
    insta::assert_snapshot!(types(&["--diff", "8.17", "--stack", "9.2"]));
    insta::assert_snapshot!(types(&["oracle", "--diff", "8.14"]));
    assert_eq!(
        types(&["--diff", "8.16", "--stack", "8.17"]),
        "no connector type changed from 8.16 to 8.17\n"
    );
    assert_eq!(types(&["box", "--diff", "8.13"]), "nothing of box changed from 8.13 to 9.6\n");
    assert_eq!(
        types(&["opentext_documentum", "--diff", "8.14", "--stack", "8.15"]),
        "opentext_documentum is gone in 8.15\n"
    );
    let unknown = Run::new(["types", "--no-config", "boxx", "--diff", "8.14"]).output();
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `box`?"), "{}", unknown.stderr);
}

#[test]
fn what_changed_is_shown_as_json() {
    let shown = types(&["oracle", "--diff", "8.14", "--stack", "8.15", "--output-format", "json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&shown["from"], &shown["to"]), (&"8.14".into(), &"8.15".into()));
    let fields = shown["types"][0]["fields"].as_array().unwrap();
    let of = |name: &str| fields.iter().find(|one| one["field"] == name).unwrap();
    assert_eq!((&of("sid")["change"], &of("sid")["to"]["label"]), (&"added".into(), &"SID".into()));
    assert_eq!((&of("database")["change"], &of("database")["to"]), (&"removed".into(), &Value::Null));
    assert_eq!(of("tables")["attribute"], "order");
}

/// The page on versions names each with the release that was read.
#[test]
fn the_page_on_versions_names_every_release() {
    let page = include_str!("../../../docs/versions.md");
    for one in &recorded()["versions"].as_array().unwrap()[1..] {
        let row = format!("| {} | {}", one["minor"].as_str().unwrap(), one["version"].as_str().unwrap());
        assert!(page.contains(&row), "{row}");
    }
}
