//! The commands through the real binary: what a user types, what comes out, how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The published example of a configuration, each field written out, with `partial`: its values are set elsewhere.
const PUBLISHED: &str = r#"{
  "connector_id": "my-connector",
  "partial": true,
  "configuration": {
    "secret_value": {
      "default_value": null, "depends_on": [], "display": "text", "label": "Secret value", "options": [], "order": 4,
      "required": true, "sensitive": true, "tooltip": null, "type": "str", "ui_restrictions": [], "validations": [],
      "value": null
    },
    "client_id": {
      "default_value": null, "depends_on": [], "display": "text", "label": "Application (client) ID", "options": [],
      "order": 3, "required": true, "sensitive": false, "tooltip": null, "type": "str", "ui_restrictions": [],
      "validations": [], "value": null
    }
  }
}
"#;

const PUBLISHED_TOML: &str = r#"connector_id = "my-connector"
partial = true

[configuration.secret_value]
label = "Secret value"
display = "text"
order = 4
required = true
sensitive = true

[configuration.client_id]
label = "Application (client) ID"
display = "text"
order = 3
required = true
"#;

const PUBLISHED_BODY: &str = r#"{
  "configuration": {
    "client_id": {
      "default_value": null,
      "depends_on": [],
      "display": "text",
      "label": "Application (client) ID",
      "options": [],
      "order": 3,
      "required": true,
      "sensitive": false,
      "tooltip": null,
      "type": "str",
      "ui_restrictions": [],
      "validations": [],
      "value": null
    },
    "secret_value": {
      "default_value": null,
      "depends_on": [],
      "display": "text",
      "label": "Secret value",
      "options": [],
      "order": 4,
      "required": true,
      "sensitive": true,
      "tooltip": null,
      "type": "str",
      "ui_restrictions": [],
      "validations": [],
      "value": null
    }
  }
}
"#;

/// A folder with these files.
pub(crate) fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn connlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_connlint"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_published_example_is_emitted_byte_for_byte_from_both_formats() {
    for (name, source) in [("a.json", PUBLISHED), ("a.toml", PUBLISHED_TOML)] {
        let folder = repository(&[(&format!("connectors/{name}"), source)]);
        let checked = connlint(folder.path(), &["check", "--output-format", "concise"]);
        assert_eq!(
            (checked.status.code(), text(&checked.stdout)),
            (Some(0), "checked 1 file: no findings\n".to_owned())
        );
        let emitted = connlint(folder.path(), &["emit", "--out-dir", "out"]);
        assert_eq!(emitted.status.code(), Some(0), "{}", text(&emitted.stderr));
        assert_eq!(fs::read_to_string(folder.path().join("out/my-connector.json")).unwrap(), PUBLISHED_BODY);
    }
}

#[test]
fn three_syntax_errors_are_three_findings_and_hide_nothing_elsewhere() {
    let broken = "{\n  \"service_type\": \"mysql\"\n  \"values\": {\n    \"host\": \"h\",\n    \"port\": 01,\n    \"user\": 'u'\n  }\n}\n";
    let good = "service_type = \"mysql\"\n[values]\nhosst = \"h\"\n";
    let folder = repository(&[("connectors/broken.json", broken), ("connectors/good.toml", good)]);
    let output = connlint(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    let lines = text(&output.stdout);
    let count = |rule: &str| lines.matches(&format!("error[{rule}]")).count();
    assert_eq!(count("syntax-error"), 3, "{lines}");
    assert!(lines.contains("connectors/good.toml:3:1: error[unregistered-field]"), "{lines}");
}

#[test]
fn any_number_of_threads_and_any_order_of_paths_print_the_same_bytes() {
    let files: Vec<_> = (0..120)
        .map(|at| {
            let text = format!(
                "service_type = \"mysql\"\nindex_name = \"i{at}\"\n[values]\nport = \"x{at}\"\nprt = {at}\n"
            );
            (format!("connectors/team{}/c{at}.toml", at % 7), text)
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = repository(&files);
    for format in ["human", "concise", "json"] {
        let one = connlint(folder.path(), &["check", "--jobs", "1", "--output-format", format]);
        let eight = connlint(folder.path(), &["check", "--jobs", "8", "--output-format", format]);
        assert_eq!(one.stdout, eight.stdout);
        assert!(one.stdout.len() > 10_000);
    }
    let mut paths: Vec<_> = files.iter().map(|(path, _)| *path).collect();
    let sorted = connlint(folder.path(), &[&["check", "--output-format", "json"], &*paths].concat());
    paths.reverse();
    let reversed = connlint(folder.path(), &[&["check", "--output-format", "json"], &*paths].concat());
    assert_eq!(text(&sorted.stdout), text(&reversed.stdout));
}

#[test]
fn a_file_that_is_named_in_several_ways_is_linted_once() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("connectors/crm");
    fs::create_dir_all(&inner).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(inner.join("a.toml"), PUBLISHED_TOML).unwrap();
    let absolute = inner.join("a.toml").display().to_string();
    for (from, paths) in [
        ("", vec!["connectors", "connectors/crm", "connectors/crm/a.toml", absolute.as_str(), "."]),
        ("connectors", vec![".", "crm/a.toml", "../connectors/crm", absolute.as_str()]),
        ("connectors/crm", vec!["a.toml", "..", "./a.toml", absolute.as_str()]),
        ("connectors/crm", vec!["a.toml"]),
    ] {
        let arguments = [vec!["check", "--output-format", "concise"], paths.clone()].concat();
        let told = text(&connlint(&folder.path().join(from), &arguments).stdout);
        assert!(told.ends_with("checked 1 file: no findings\n"), "{from} {paths:?}: {told}");
    }
    // What lies outside is called as it was named, so that another file may come between its two names.
    let outside = ["a.toml", "z.toml"].map(|name| inner.join(name));
    fs::write(&outside[1], PUBLISHED_TOML.replace("my-connector", "other")).unwrap();
    let root = folder.path().join("root");
    fs::create_dir_all(root.join(".git")).unwrap();
    let paths = ["../connectors/crm/a.toml", "../connectors/crm/z.toml", absolute.as_str()];
    let told =
        text(&connlint(&root, &[&["check", "--output-format", "concise"], &paths[..]].concat()).stdout);
    assert!(told.ends_with("checked 2 files: no findings\n"), "{told}");
}

#[test]
fn emit_writes_nothing_while_a_connector_has_errors() {
    let folder = repository(&[
        ("connectors/good.toml", PUBLISHED_TOML),
        ("connectors/bad.toml", "service_type = \"mysql\"\n[values]\nport = \"x\"\n"),
    ]);
    let output = connlint(folder.path(), &["emit", "--out-dir", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("error[value-not-convertible]"));
    assert!(!folder.path().join("out").exists());
    let output = connlint(folder.path(), &["emit"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}

#[test]
fn emit_prints_a_line_for_every_connector_and_names_what_is_unresolved() {
    let values = "connector_id = \"a b/ü\"\nservice_type = \"mysql\"\npartial = true\n[values]\npassword = \"${env:DB}\"\n";
    let folder = repository(&[("connectors/a.toml", values)]);
    let output = connlint(folder.path(), &["emit"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    insta::assert_snapshot!(text(&output.stdout), @r#"{"connector_id":"a b/ü","method":"PUT","path":"/_connector/a%20b%2F%C3%BC/_configuration","body":{"values":{"password":"${env:DB}"}},"unresolved":["env:DB"]}"#);
    assert_eq!(
        text(&output.stderr),
        "connlint: 1 secret reference is still to be replaced before these payloads are sent\n"
    );
}

#[test]
fn every_end_of_a_run_has_its_exit_code() {
    let folder = repository(&[
        ("connectors/bad.toml", "service_type = \"mysql\"\n[values]\nport = \"x\"\n"),
        ("clean/connectors/good.toml", PUBLISHED_TOML),
        ("empty/readme.txt", "nothing"),
        ("broken/connlint.toml", "inclde = []\n"),
        ("broken/connectors/a.toml", PUBLISHED_TOML),
        ("warned/connectors/w.toml", &format!("index_name = \"Upper\"\n{PUBLISHED_TOML}")),
        ("excluded/connlint.toml", "exclude = [\"connectors/legacy/**\"]\n"),
        ("excluded/connectors/legacy/a.toml", "broken"),
    ]);
    let ends: [(&[&str], i32); 15] = [
        (&["check", "clean"], 0),
        (&["check", "connectors"], 1),
        (&["check", "warned"], 0),
        (&["check", "warned", "--fail-on", "warning"], 1),
        (&["check", "connectors", "--exit-zero"], 0),
        (&["check", "connectors", "--ignore", "value-not-convertible,missing-required-value"], 0),
        (&["check", "connectors", "--select", "duplicate-order"], 0),
        (&["check", "excluded/connectors/legacy/a.toml"], 0),
        (&["check", "empty"], 3),
        (&["check", "no/such/path"], 2),
        (&["check", "broken"], 2),
        (&["check", "clean", "--select", "no-such-rule"], 2),
        (&["check", "clean", "--no-such-option"], 2),
        (&["explain", "no-such-rule"], 2),
        (&["types", "mysqll"], 2),
    ];
    for (arguments, code) in ends {
        let output = connlint(folder.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}\n{}\n{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        assert!(code == 0 || code == 1 || !output.stderr.is_empty(), "{arguments:?} says nothing");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let folder = repository(&[("connectors/good.toml", PUBLISHED_TOML)]);
    let output = connlint(folder.path(), &["check", "--output-file", "json=no/such/folder/r.json"]);
    assert_eq!(output.status.code(), Some(2));
    let output = connlint(folder.path(), &["check", "--output-file", "json=r.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(fs::read_to_string(folder.path().join("r.json")).unwrap().starts_with("{\n  \"version\": 1"));
    // Where nothing is left to check, a report of another run would be out of date.
    let nothing = ["check", "--output-file", "json=r.json", "connectors/good.toml"];
    fs::write(folder.path().join("connlint.toml"), "exclude = [\"connectors/**\"]\n").unwrap();
    assert_eq!(connlint(folder.path(), &nothing).status.code(), Some(0));
    assert!(fs::read_to_string(folder.path().join("r.json")).unwrap().contains("\"files\": []"));
    fs::remove_file(folder.path().join("connlint.toml")).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let output = connlint(folder.path(), &["emit", "--out-dir", "file/below"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn standard_input_is_linted_under_its_name() {
    use std::io::Write as _;
    let folder = repository(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_connlint"))
        .args(["check", "-", "--stdin-filename", "connectors/a.toml", "--output-format", "concise"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"service_type = \"mysql\"\n[values]\nprt = 1\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        text(&output.stdout).contains("connectors/a.toml:3:1: error[unregistered-field]"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn rules_and_types_are_listed_and_explained() {
    let folder = repository(&[]);
    let rules = connlint(folder.path(), &["rules", "--output-format", "json"]);
    let rules: serde_json::Value = serde_json::from_slice(&rules.stdout).unwrap();
    assert_eq!(rules.as_array().unwrap().len(), connlint::rules::RULES.len());
    for rule in rules.as_array().unwrap() {
        let name = rule["name"].as_str().unwrap();
        let page = connlint(folder.path(), &["explain", name]);
        assert_eq!(page.status.code(), Some(0));
        assert!(text(&page.stdout).starts_with(&format!("# {name}\n\nSeverity: ")), "{name}");
    }
    let types = text(&connlint(folder.path(), &["types"]).stdout);
    assert_eq!(types.lines().count(), 31);
    let mysql = text(&connlint(folder.path(), &["types", "mysql"]).stdout);
    assert!(mysql.contains("password     str   required, sensitive\n"), "{mysql}");
}

#[test]
fn thousands_of_findings_in_a_large_file_are_told_in_every_format() {
    use std::fmt::Write as _;
    let mut text = String::from("service_type = \"wiki\"\n");
    for at in 0..2000 {
        let filler = "x".repeat(400);
        write!(text, "\n[configuration.f{at}]\nlabel = \"F\"\norder = {at}\ntype = \"int\"\ntooltip = \"{filler}\"\nvalue = \"v{at}\"\n")
            .unwrap();
    }
    let folder = repository(&[("connectors/large.toml", &text)]);
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let output = connlint(folder.path(), &["check", "--output-format", format]);
        assert_eq!(output.status.code(), Some(1), "{format}: {}", text.len());
        assert!(!output.stdout.is_empty());
    }
}

#[test]
fn the_working_folder_changes_nothing_where_there_is_a_root() {
    let folder = repository(&[
        ("connlint.toml", ""),
        ("connectors/a.toml", "service_type = \"mysql\"\n[values]\nprt = 1\n"),
        ("connectors/deep/b.json", "{\"service_type\": \"mysql\", \"values\": {\"prt\": 1,}}"),
    ]);
    let above = connlint(folder.path(), &["check", "--output-format", "json"]);
    let below =
        connlint(&folder.path().join("connectors/deep"), &["check", "../..", "--output-format", "json"]);
    assert_eq!(text(&above.stdout), text(&below.stdout));
    assert!(text(&above.stdout).contains("\"connectors/deep/b.json\""));
}
