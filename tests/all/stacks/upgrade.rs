//! `connlint upgrade` through the binary.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::binary::{Output, Run};

const ORACLE: &str = "service_type = 'oracle'\n[values]\nhost = 'db.example.org'\nport = 1521\n\
                      username = 'sync'\npassword = '${env:P}'\ntables = '*'\n";
const GITHUB: &str = "service_type = 'github'\n[values]\ndata_source = 'github_server'\n\
                      host = 'http://git.example.org'\ntoken = '${env:T}'\nrepositories = 'a/b'\n";

/// A folder with these connector files, and others where the name has a folder.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("connectors")).unwrap();
    for (name, text) in files {
        let path = if name.contains('/') { (*name).to_owned() } else { format!("connectors/{name}") };
        fs::write(folder.path().join(path.trim_start_matches("./")), text).unwrap();
    }
    folder
}

fn upgrade(folder: &TempDir, from: &str, to: &str, more: &[&str]) -> Output {
    let arguments = ["upgrade", "--stack", from, "--to", to].into_iter().chain(more.iter().copied());
    Run::new(arguments).in_folder(folder.path()).output()
}

/// The report as JSON, held to its schema.
fn report(folder: &TempDir, from: &str, to: &str) -> Value {
    let output = upgrade(folder, from, to, &["--output-format", "json"]);
    assert_eq!(output.stderr, "");
    let report = serde_json::from_str(&output.stdout).unwrap();
    let schema = serde_json::from_str(include_str!("../../../schemas/report.schema.json")).unwrap();
    let faults: Vec<_> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&report)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    report
}

fn rules(findings: &Value) -> Vec<(&str, &str)> {
    fn pair(found: &Value) -> (&str, &str) {
        (found["rule"].as_str().unwrap(), found["field"].as_str().unwrap_or_default())
    }
    findings.as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn a_field_that_goes_and_one_that_comes() {
    let with_database = format!("{ORACLE}database = 'X'\n");
    let folder = repository(&[("with.toml", &with_database), ("without.toml", ORACLE)]);
    insta::assert_snapshot!(upgrade(&folder, "8.14", "8.15", &[]));
    let report = report(&folder, "8.14", "8.15");
    assert_eq!(report["tool"]["stack"], "8.15");
    assert_eq!(
        rules(&report["diagnostics"]),
        [
            ("missing-required-value", "sid"),
            ("unregistered-field", "database"),
            ("missing-required-value", "sid")
        ]
    );
    let (refused, missing) = (&report["diagnostics"][1], &report["diagnostics"][2]);
    assert_eq!(refused["breaks"], json!(["elasticsearch"]));
    assert_eq!(
        (&missing["says"], &missing["path"]),
        (&json!("'SID' cannot be empty."), &json!("connectors/without.toml"))
    );
    let upgrade = &report["upgrade"];
    assert_eq!((&upgrade["from"], &upgrade["to"]), (&json!("8.14"), &json!("8.15")));
    assert_eq!(rules(&upgrade["vanished"]), [("missing-required-value", "database")]);
    assert_eq!(
        upgrade["changes"][0],
        json!({"path": "connectors/with.toml", "connector_id": "with", "field": "connection_source",
               "change": "added", "attribute": null, "from": null, "to": "sid"})
    );
    assert_eq!(upgrade["changes"][3]["change"], "removed");
}

#[test]
fn a_validation_that_comes() {
    let folder = repository(&[("a.toml", GITHUB)]);
    let output = upgrade(&folder, "8.17", "8.18", &[]);
    assert_eq!(output.code, 1);
    insta::assert_snapshot!(output);
    let report = report(&folder, "8.17", "8.18");
    assert_eq!(rules(&report["diagnostics"]), [("regex", "host")]);
    let change = &report["upgrade"]["changes"][0];
    assert_eq!((&change["attribute"], &change["from"]), (&json!("validations"), &json!([])));
}

#[test]
fn an_upgrade_that_changes_nothing_says_so() {
    let folder = repository(&[("a.toml", GITHUB), ("b.toml", ORACLE)]);
    let output = upgrade(&folder, "8.16", "8.17", &[]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert_eq!(output.stdout, "checked 2 files for 8.16 and 8.17: nothing changes\n");
    assert_eq!(upgrade(&folder, "8.16", "8.17", &["--quiet"]).stdout, "");
}

#[test]
fn a_default_matters_where_the_file_sets_nothing() {
    let file = "service_type = 'mysql'\npartial = true\n[values]\nhost = 'db'\n";
    let folder = repository(&[("a.toml", file), ("b.toml", &format!("{file}fetch_size = 10\n"))]);
    let report = report(&folder, "8.15", "8.16");
    assert_eq!(rules(&report["diagnostics"]), []);
    assert_eq!(
        report["upgrade"]["changes"],
        json!([{"path": "connectors/a.toml", "connector_id": "a", "field": "fetch_size", "change": "changed",
                "attribute": "default_value", "from": 50, "to": 5000}])
    );
}

#[test]
fn a_type_that_goes_or_comes() {
    let documentum = "service_type = 'opentext_documentum'\npartial = true\n[values]\nusername = 'a'\n";
    let folder = repository(&[("a.toml", documentum)]);
    let gone = report(&folder, "8.14", "8.15");
    assert_eq!(rules(&gone["diagnostics"]), [("unknown-schema", "")]);
    assert_eq!(gone["upgrade"]["changes"][0]["field"], Value::Null);
    assert_eq!(gone["upgrade"]["changes"][0]["from"], "opentext_documentum");
    let come = report(&folder, "8.13", "8.14");
    assert_eq!(rules(&come["upgrade"]["vanished"]), [("unknown-schema", "")]);
    assert_eq!(come["upgrade"]["changes"][0]["to"], "opentext_documentum");
    let shown = upgrade(&folder, "8.14", "8.15", &[]).stdout;
    assert!(shown.contains("  the connector type `opentext_documentum` is gone in 8.15\n"), "{shown}");
}

#[test]
fn what_is_accepted_does_not_appear() {
    let excused = GITHUB.replace("host =", "# connlint: ignore[regex] the proxy adds TLS\nhost =");
    let folder = repository(&[("a.toml", &excused)]);
    let output = upgrade(&folder, "8.17", "8.18", &["--output-format", "concise"]);
    assert_eq!((output.code, output.stdout.contains("regex")), (0, false), "{output}");
    let table = "[[ignore]]\npath = \"connectors/a.toml\"\nrules = [\"regex\"]\nreason = \"a proxy\"\n";
    let folder = repository(&[("a.toml", GITHUB), ("./connlint.toml", table)]);
    let output = upgrade(&folder, "8.17", "8.18", &["--output-format", "concise"]);
    assert_eq!((output.code, output.stdout.contains("regex")), (0, false), "{output}");
    let folder = repository(&[("a.toml", GITHUB)]);
    let baseline = Run::new(["baseline", "--stack", "8.18"]).in_folder(folder.path()).output();
    assert_eq!(baseline.code, 0);
    let output = upgrade(&folder, "8.17", "8.18", &["--output-format", "concise"]);
    assert_eq!((output.code, output.stdout.contains("regex")), (0, false), "{output}");
}

#[test]
fn it_ends_and_writes_as_check_does() {
    let folder = repository(&[("a.toml", GITHUB)]);
    let more = ["--output-format", "concise", "--output-file", "json=out.json", "--exit-zero"];
    let output = upgrade(&folder, "8.17", "8.18", &more);
    assert_eq!(output.code, 0);
    assert!(output.stdout.starts_with("connectors/a.toml:4:8: "), "{}", output.stdout);
    let written: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(written["upgrade"]["to"], "8.18");
    let milder = upgrade(&folder, "8.17", "8.18", &["--level", "regex=warning"]);
    assert_eq!(milder.code, 0);
    assert_eq!(
        upgrade(&folder, "8.17", "8.18", &["--level", "regex=warning", "--fail-on", "warning"]).code,
        1
    );
    assert_eq!(upgrade(&folder, "8.17", "8.18", &["nowhere"]).code, 2);
    assert_eq!(upgrade(&repository(&[]), "8.17", "8.18", &[]).code, 3);
}

/// A new field that the file sets already, ahead of the upgrade, is not shown where it is secret; nor is a default.
#[test]
fn secrets_stay_masked() {
    let file =
        "service_type = 'sharepoint_online'\npartial = true\n[values]\nprivate_key = 'hunter2-hunter2'\n";
    let folder = repository(&[("a.toml", file)]);
    for format in ["human", "json"] {
        let output = upgrade(&folder, "8.15", "8.16", &["--output-format", format]);
        assert!(output.stdout.contains("private_key"), "{output}");
        assert!(!output.to_string().contains("hunter2"), "{output}");
    }
}

/// A type of the repository is the same on every stack, whatever the stack's own of that name.
#[test]
fn a_type_of_the_repository_changes_nothing() {
    let own = "[configuration.host]\nlabel = 'Host'\norder = 1\n";
    let folder = repository(&[("a.toml", "service_type = 'oracle'\n[values]\nhost = 'x'\n")]);
    fs::create_dir(folder.path().join("types")).unwrap();
    fs::write(folder.path().join("types/oracle.toml"), own).unwrap();
    fs::write(folder.path().join("connlint.toml"), "types = 'types'\n").unwrap();
    let report = report(&folder, "8.14", "8.15");
    assert_eq!(report["upgrade"]["changes"], json!([]));
    assert_eq!(report["diagnostics"], json!([]));
}
