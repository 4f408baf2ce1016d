//! `connlint init`: a new file of every type, which checks but for the values that only the user knows.

use std::collections::BTreeSet;
use std::fs;

use connlint::catalogue::{Catalogue, ServiceType};
use connlint::lint::Settings;
use connlint::tree::Arena;
use tempfile::TempDir;

use crate::binary::{Output, Run};

fn init(arguments: &[&str]) -> Output {
    Run::new(["init"].into_iter().chain(arguments.iter().copied())).output()
}

/// The rules and fields of everything that is wrong with a file.
fn found(name: &str, text: &str) -> BTreeSet<(String, String)> {
    let linted =
        Settings::default().lint(&format!("connectors/{name}.toml"), text.as_bytes(), &mut Arena::default());
    let pair =
        |one: &connlint::report::Diagnostic| (one.rule.to_string(), one.field.clone().unwrap_or_default());
    linted.diagnostics.iter().map(pair).collect()
}

fn types() -> Vec<&'static ServiceType<'static>> {
    let catalogue = Catalogue::newest();
    catalogue.names().map(|name| catalogue.get(name).unwrap()).collect()
}

#[test]
fn every_type_has_a_file_that_lacks_nothing_but_values() {
    assert_eq!(types().len(), 31);
    for kind in types() {
        let output = init(&[kind.name]);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", kind.name);
        let text = output.stdout;
        let key = |field: &str| {
            let is_there = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{field} = "));
            text.lines().filter(|line| is_there(line)).count()
        };
        for field in &kind.fields {
            assert_eq!(key(field.name), 1, "{} of {}:\n{text}", field.name, kind.name);
            assert!(text.contains(field.label.content.unwrap()), "{text}");
        }
        // What is missing is exactly what stands there empty.
        let empty = text
            .lines()
            .filter_map(|line| line.strip_suffix(" = \"\"").filter(|line| !line.starts_with('#')));
        let mut missing: BTreeSet<_> =
            empty.map(|field| ("missing-required-value".to_owned(), field.to_owned())).collect();
        // Some types register a value such as "<username>".
        let placeholders = text.lines().filter_map(|line| line.split_once(" = \"<"));
        missing.extend(placeholders.map(|(field, _)| ("placeholder-value".to_owned(), field.to_owned())));
        // A source may have its own word about a value that is still empty.
        let is_empty =
            |field: &str| missing.contains(&("missing-required-value".to_owned(), field.to_owned()));
        let mut found = found(kind.name, &text);
        found.retain(|entry| missing.contains(entry) || !is_empty(&entry.1));
        assert_eq!(found, missing, "{text}");
    }
}

#[test]
fn what_is_commented_out_can_be_set_as_it_stands() {
    for kind in types() {
        let text = init(&[kind.name]).stdout;
        let is_entry =
            |line: &&str| kind.fields.iter().any(|field| line.starts_with(&format!("# {} = ", field.name)));
        let all: String = text
            .lines()
            .map(|line| if is_entry(&line) { line.trim_start_matches("# ") } else { line })
            .flat_map(|line| [line, "\n"])
            .collect();
        assert_eq!(found(kind.name, &all), found(kind.name, &text), "{all}");
    }
}

#[test]
fn a_file_is_written_to_be_read() {
    insta::assert_snapshot!("init", init(&["confluence"]).stdout);
}

#[test]
fn a_file_that_exists_stays() {
    let folder = TempDir::new().unwrap();
    let run = |name: &str| Run::new(["init", "mysql", "--output", name]).in_folder(folder.path()).output();
    let output = run("orders.connector.toml");
    assert_eq!((output.code, output.stdout.as_str(), output.stderr.as_str()), (0, "", ""));
    let text = fs::read_to_string(folder.path().join("orders.connector.toml")).unwrap();
    assert!(
        text.contains("\nconnector_id = \"orders\"\n") && text.contains("\"${env:ORDERS_PASSWORD}\""),
        "{text}"
    );
    let output = run("orders.connector.toml");
    assert_eq!(output.code, 2);
    assert_eq!(output.stderr, "connlint: orders.connector.toml exists, and init never overwrites\n");
    assert_eq!(fs::read_to_string(folder.path().join("orders.connector.toml")).unwrap(), text);
    assert_eq!(run("orders.json").code, 2);
    assert_eq!(run("orders.connector.toml/orders.toml").code, 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_empty_repository_gets_the_folder_too() {
    let folder = TempDir::new().unwrap();
    let run = |line: &str| Run::new(line.split(' ')).in_folder(folder.path()).output();
    let output = run("check");
    assert_eq!(output.code, 3);
    assert!(output.stderr.starts_with("connlint: no connector file found below this folder; "), "{output}");
    assert_eq!(run("init mysql --output connectors/prod/orders.toml").code, 0);
    assert_eq!(run("check").code, 1);
    assert!(folder.path().join("connectors/prod/orders.toml").exists());
}

#[test]
fn an_unknown_type_is_answered_with_the_one_that_was_meant() {
    let output = init(&["sharepoint_onlin"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert_eq!(
        output.stderr,
        "connlint: there is no connector type `sharepoint_onlin`; did you mean `sharepoint_online`?\n"
    );
}

#[test]
fn a_type_of_the_repository_has_a_file_too() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("types")).unwrap();
    fs::write(folder.path().join("connlint.toml"), "types = \"types\"\n").unwrap();
    let kind = "[configuration.\"a b\"]\nlabel = \"A\\nhost = 1\"\nrequired = true\n\
                [configuration.pin]\nlabel = \"Pin\"\nsensitive = true\ntooltip = \"\\u0000 end\"\n\
                [configuration.text]\nlabel = \"Text\"\nvalue = \"one\\ntwo\"\n";
    fs::write(folder.path().join("types/wiki.toml"), kind).unwrap();
    let output = Run::new(["init", "wiki", "-o", "w.connector.toml"]).in_folder(folder.path()).output();
    assert_eq!(output.code, 0, "{output}");
    let checked = Run::new(["check", "--output-format", "concise"]).in_folder(folder.path()).output();
    let file = fs::read_to_string(folder.path().join("w.connector.toml")).unwrap();
    assert_eq!(
        checked.stdout.matches(": error[").count() + checked.stdout.matches(": warning[").count(),
        1,
        "{checked}\n{file}"
    );
    assert!(checked.stdout.contains("error[missing-required-value] `a b` is required"), "{checked}");
}
