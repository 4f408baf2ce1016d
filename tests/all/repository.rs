//! What only several files show, through the binary: ids and index names within clusters, and connector types that the
//! repository defines.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Files in a temporary folder.
struct Repository(TempDir);

impl Repository {
    fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            repository.write(path, text);
        }
        repository
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_connlint"));
        command.current_dir(self.0.path()).args(arguments).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The report of a `check`.
    fn check(&self, arguments: &[&str]) -> Report {
        report(&self.run(&[&["check", "--output-format", "json"], arguments].concat()))
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git").current_dir(self.0.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A report in JSON.
struct Report(Value);

fn report(output: &Output) -> Report {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    Report(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}{errors}")))
}

impl Report {
    fn found(&self) -> &[Value] {
        self.0["diagnostics"].as_array().unwrap()
    }

    /// Rule, path and pointer of every finding, then path and pointer of what it relates to.
    fn places(&self) -> Vec<String> {
        let place =
            |one: &Value| format!("{}#{}", one["path"].as_str().unwrap(), one["pointer"].as_str().unwrap());
        self.found()
            .iter()
            .map(|one| {
                let related: Vec<_> = one["related"].as_array().unwrap().iter().map(place).collect();
                let rule = one["rule"].as_str().unwrap();
                [&[rule.to_owned(), place(one)], related.as_slice()].concat().join(" ")
            })
            .collect()
    }
}

/// A connector in TOML that nothing is wrong with.
fn toml(head: &str) -> String {
    format!(
        "{head}\n\n[configuration.url]\nlabel = \"Address\"\norder = 1\nvalue = \"https://example.org\"\n"
    )
}

/// The same in JSON.
fn json(head: &str) -> String {
    let configuration = r#"{"url": {"label": "Address", "order": 1, "value": "https://example.org"}}"#;
    format!("{{\n  {head}\n  \"configuration\": {configuration}\n}}\n")
}

const CLUSTERS: &str = "[[cluster]]\nname = \"prod\"\ninclude = [\"connectors/prod/**\"]\n\n\
                        [[cluster]]\nname = \"test\"\ninclude = [\"connectors/test/**\"]\n";

#[test]
fn one_id_in_both_formats_is_exactly_that_pair_among_many() {
    let repository = Repository::with(&[]);
    for number in 0..150 {
        let id = format!("connector-{number}");
        let folder = ["prod", "test", "other"][number % 3];
        if number % 2 == 0 {
            let head = format!("connector_id = \"{id}\"\nindex_name = \"search-{number}\"");
            repository.write(&format!("connectors/{folder}/{id}.toml"), &toml(&head));
        } else {
            let head = format!("\"id\": \"{id}\", \"index_name\": null,");
            repository.write(&format!("connectors/{folder}/{id}.json"), &json(&head));
        }
    }
    assert_eq!(repository.check(&[]).places(), [""; 0]);
    repository.write("connectors/prod/a.json", &json(r#""connector_id": "shop","#));
    repository.write("connectors/test/b.toml", &toml("connector_id = \"shop\""));
    let report = repository.check(&[]);
    let pair =
        "duplicate-connector-id connectors/test/b.toml#/connector_id connectors/prod/a.json#/connector_id";
    assert_eq!(report.places(), [pair]);
    let (found, related) = (&report.found()[0], &report.found()[0]["related"][0]);
    assert_eq!((&found["span"]["start_line"], &found["span"]["start_column"]), (&1.into(), &16.into()));
    assert_eq!((&related["span"]["start_line"], &related["span"]["start_column"]), (&2.into(), &19.into()));
    assert_eq!(found["breaks"], Value::Array(Vec::new()));
    let one = repository.run(&["check", "--jobs", "1"]);
    let eight =
        repository.run(&["check", "--jobs", "8", "connectors/test", "connectors/other", "connectors/prod"]);
    assert_eq!(String::from_utf8_lossy(&one.stdout), String::from_utf8_lossy(&eight.stdout));
    assert_eq!((one.status.code(), eight.status.code()), (Some(1), Some(1)));
    repository.write("connlint.toml", CLUSTERS);
    assert_eq!(repository.check(&[]).places(), [""; 0]);
}

#[test]
fn the_name_of_a_file_is_an_id_like_any_other() {
    let shop = r#""id": "shop","#;
    let repository = Repository::with(&[
        ("connectors/a/shop.toml", &toml("")),
        ("connectors/b/shop.connector.json", &json("")),
        ("connectors/c/store.json", &json(shop)),
    ]);
    let expected = [
        "duplicate-connector-id connectors/b/shop.connector.json# connectors/a/shop.toml#",
        "duplicate-connector-id connectors/c/store.json#/id connectors/a/shop.toml#",
    ];
    assert_eq!(repository.check(&[]).places(), expected);
    assert_eq!(repository.check(&["connectors/b/shop.connector.json"]).places(), [""; 0]);
    assert_eq!(repository.check(&["connectors/c", "connectors/b/shop.connector.json"]).places().len(), 1);
    assert_eq!(repository.check(&["--level", "duplicate-connector-id=off"]).places(), [""; 0]);
}

#[test]
fn an_id_that_a_syntax_error_may_have_hidden_is_no_duplicate() {
    let repository = Repository::with(&[
        ("connectors/a/shop.toml", &toml("connector_id = \"x")),
        ("connectors/b/shop.toml", &toml("")),
        ("connectors/c/x.toml", &toml("connector_id = 5")),
        ("connectors/d/x.toml", "connector_id = \"shop\"\n"),
    ]);
    let report = repository.check(&["--select", "duplicate-connector-id"]);
    assert!(report.places().iter().all(|place| place.starts_with("syntax-error ")), "{:?}", report.places());
}

#[test]
fn an_index_belongs_to_one_connector_of_a_cluster() {
    let files = |index: &str| {
        [
            ("connectors/prod/a.toml", toml(&format!("connector_id = \"a\"\nindex_name = \"{index}\""))),
            (
                "connectors/test/b.json",
                json(&format!("\"connector_id\": \"b\", \"index_name\": \"{index}\",")),
            ),
            ("connectors/test/c.json", json(r#""connector_id": "c", "index_name": null,"#)),
            ("connectors/test/d.json", json(r#""connector_id": "d", "index_name": null,"#)),
            ("connectors/test/e.toml", toml(&format!("connector_id = \"b\"\nindex_name = \"{index}\""))),
            (
                "connectors/test/f.json",
                json(&format!(
                    "\"connector_id\": \"f\", \"index_name\": \"{index}\", \"deleted\": true, \"scheduling\": {{}},"
                )),
            ),
        ]
    };
    let files = files("search-x");
    let repository = Repository::with(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
    let report = repository.check(&[]);
    let expected = [
        "duplicate-index-name connectors/test/b.json#/index_name connectors/prod/a.toml#/index_name",
        "duplicate-connector-id connectors/test/e.toml#/connector_id connectors/test/b.json#/connector_id",
    ];
    assert_eq!(report.places(), expected);
    assert_eq!(report.found()[0]["breaks"][0], "elasticsearch");
    repository.write("connlint.toml", CLUSTERS);
    assert_eq!(repository.check(&[]).places(), expected[1..]);
}

#[test]
fn no_excerpt_of_another_file_shows_a_secret() {
    let secret = "connector_id = \"x\"\nservice_type = \"mysql\"\n[values]\npassword = \"hunter2\"\n";
    let one_line = r#"{"connector_id": "x", "service_type": "mysql", "values": {"password": "hunter2"}}"#;
    let repository = Repository::with(&[
        ("connectors/a.json", one_line),
        ("connectors/b.toml", secret),
        ("connectors/c.json", one_line),
    ]);
    let output = repository.run(&["check", "--select", "duplicate-connector-id"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.matches("error[duplicate-connector-id]").count(), 2, "{text}");
    assert!(text.contains("[connectors/a.json:1:18]"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn emit_refuses_duplicates_and_writes_nothing() {
    let repository = Repository::with(&[
        ("connectors/a.toml", &toml("connector_id = \"x\"")),
        ("connectors/b.toml", &toml("connector_id = \"x\"")),
    ]);
    let output = repository.run(&["emit", "--out-dir", "payloads"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[duplicate-connector-id]"));
    assert!(!repository.0.path().join("payloads").exists());
}

#[test]
fn standard_input_is_compared_too() {
    let repository = Repository::with(&[
        ("connectors/a.toml", &toml("connector_id = \"x\"")),
        ("connectors/c.toml", &toml("connector_id = \"x\"")),
    ]);
    let arguments = ["check", "--output-format", "json", "connectors", "-", "--stdin-filename"];
    for (name, later) in
        [("connectors/b.toml", "connectors/b.toml"), ("connectors/A.toml", "connectors/a.toml")]
    {
        let mut command = repository.command(&[&arguments[..], &[name]].concat());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(toml("connector_id = \"x\"").as_bytes()).unwrap();
        let report = report(&child.wait_with_output().unwrap());
        let first = if name == later { "connectors/a.toml" } else { name };
        let pair = |later| format!("duplicate-connector-id {later}#/connector_id {first}#/connector_id");
        assert_eq!(report.places(), [pair(later), pair("connectors/c.toml")]);
    }
}

const WIKI: &str = "name = \"Wiki\"\n\n[configuration.host]\nlabel = \"Host\"\norder = 1\nrequired = true\n\n\
                    [configuration.port]\nlabel = \"Port\"\norder = 2\ntype = \"int\"\nvalue = 443\n\n\
                    [configuration.token]\nlabel = \"Token\"\norder = 3\nsensitive = true\n";

fn wiki(values: &str) -> String {
    format!("service_type = \"wiki\"\n\n[values]\n{values}\n")
}

#[test]
fn values_are_judged_by_the_type_that_the_repository_defines() {
    let repository = Repository::with(&[
        ("connlint.toml", "types = \"types\"\n"),
        ("types/wiki.toml", WIKI),
        ("connectors/good.toml", &wiki("host = \"wiki.example.org\"")),
        ("connectors/misspelled.toml", &wiki("host = \"x\"\nprot = 80")),
        ("connectors/text.toml", &wiki("host = \"x\"\nport = \"abc\"")),
        ("connectors/unset.toml", &wiki("port = 80\ntoken = \"in clear\"")),
        ("connectors/other.toml", "service_type = \"wikis\"\n\n[values]\nhost = \"x\"\n"),
    ]);
    let report = repository.check(&[]);
    let expected = [
        "unregistered-field connectors/misspelled.toml#/values/prot",
        "unknown-schema connectors/other.toml#/service_type",
        "value-not-convertible connectors/text.toml#/values/port",
        "missing-required-value connectors/unset.toml#/values",
        "plaintext-secret connectors/unset.toml#/values/token",
    ];
    assert_eq!(report.places(), expected);
    assert!(report.found()[0]["help"].as_str().unwrap().contains("port"));
    assert!(report.found()[1]["help"].as_str().unwrap().contains("\"wiki\""));
    let without = repository.check(&["--no-config", "connectors/good.toml"]);
    assert_eq!(without.places(), ["unknown-schema connectors/good.toml#/service_type"]);
}

#[test]
fn a_type_of_the_repository_takes_the_place_of_one_of_the_stack() {
    let repository = Repository::with(&[
        ("connlint.toml", "types = \"types\"\n"),
        (
            "types/own.json",
            r#"{"service_type": "mysql", "configuration": {"dsn": {"label": "DSN", "order": 1}}}"#,
        ),
        ("connectors/a.toml", "service_type = \"mysql\"\n\n[values]\ndsn = \"x\"\n"),
        ("connectors/b.toml", "service_type = \"mysql\"\n\n[values]\nhost = \"x\"\n"),
    ]);
    assert_eq!(repository.check(&[]).places(), ["unregistered-field connectors/b.toml#/values/host"]);
}

#[test]
fn type_files_are_linted_as_types() {
    let mistakes = "service_type = \"wiki\"\nvalues = {}\nindex_name = \"UPPER\"\n\n\
                    [configuration.host]\nlabel = \"Host\"\nrequried = true\nrequired = true\ntype = \"string\"\n";
    let repository = Repository::with(&[
        ("connlint.toml", "types = \"types\"\n"),
        ("types/README.md", "no type"),
        ("types/wiki.toml", mistakes),
        ("types/shop.toml", WIKI),
        ("types/shop.json", "{\"configuration\": {\"a\": {\"label\": \"A\", \"order\": 1}}}"),
        ("types/deep/none.toml", "x = 1\n"),
        ("connectors/a.toml", &toml("connector_id = \"shop\"")),
    ]);
    let report = repository.check(&[]);
    let expected = [
        "not-a-type types/deep/none.toml#",
        "duplicate-type types/shop.toml# types/shop.json#",
        "unknown-key types/wiki.toml#/values",
        "unknown-attribute types/wiki.toml#/configuration/host/requried",
        "unknown-type types/wiki.toml#/configuration/host/type",
    ];
    assert_eq!(report.places(), expected);
    let entry = |path: &str| {
        let files = report.0["files"].as_array().unwrap();
        files.iter().find(|file| file["path"] == path).unwrap()
    };
    assert_eq!(entry("types/shop.toml")["service_type"], "shop");
    assert_eq!(entry("types/shop.toml")["connector_id"], Value::Null);
    assert_eq!(repository.check(&["types/shop.toml"]).places(), [""; 0]);
}

#[test]
fn a_type_deploys_nothing_and_its_errors_stop_emit() {
    let repository = Repository::with(&[
        ("connlint.toml", "types = \"types\"\n"),
        ("types/wiki.toml", WIKI),
        ("connectors/a.toml", &wiki("host = \"x\"")),
    ]);
    let output = repository.run(&["emit"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(text.lines().count(), 1);
    assert!(text.contains("{\"values\":{\"host\":\"x\"}}"), "{text}");
    repository.write("types/wiki.toml", &WIKI.replace("\"int\"", "\"integer\""));
    let output = repository.run(&["emit"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}

#[test]
fn a_broken_type_is_told_and_nothing_is_judged_by_it() {
    let repository = Repository::with(&[
        ("connlint.toml", "types = \"types\"\n"),
        ("types/mysql.toml", "[configuration.host\nlabel = \"Host\"\n"),
        ("connectors/a.toml", "service_type = \"mysql\"\n\n[values]\nhots = \"x\"\n"),
    ]);
    let places = repository.check(&[]).places();
    assert_eq!(places[0], "unknown-schema connectors/a.toml#/service_type");
    assert!(places[1..].iter().all(|place| place.starts_with("syntax-error types/mysql.toml")), "{places:?}");
    let output = repository.run(&["check", "connectors/a.toml"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("types/mysql.toml cannot be read as a connector type"), "{told}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("defined in types/mysql.toml"));
}

#[test]
fn staged_connectors_are_judged_by_the_types_of_the_index() {
    let repository = Repository::with(&[
        ("connlint.toml", "types = \"types\"\n"),
        ("types/wiki.toml", WIKI),
        ("connectors/a.toml", &wiki("host = \"x\"\nport = 1")),
    ]);
    repository.git(&["init", "-q"]);
    repository.git(&["add", "."]);
    repository.write("types/wiki.toml", "[configuration.other]\nlabel = \"Other\"\n");
    assert_eq!(repository.check(&["--staged"]).places(), [""; 0]);
    assert_ne!(repository.check(&[]).places(), [""; 0]);
}

#[test]
fn types_lists_and_shows_those_of_the_repository() {
    let repository = Repository::with(&[("connlint.toml", "types = \"types\"\n"), ("types/wiki.toml", WIKI)]);
    let list = repository.run(&["types"]);
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(list.starts_with("wiki"), "{list}");
    assert!(list.lines().next().unwrap().ends_with("Wiki (3 fields, this repository)"), "{list}");
    assert!(list.contains("\nmysql"));
    let shown = repository.run(&["types", "wiki"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert_eq!(
        shown,
        "wiki (Wiki, types/wiki.toml)\n\nhost   str   required\nport   int   optional, initially 443\n\
         token  str   optional, sensitive\n"
    );
    let unknown = repository.run(&["types", "wikki"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `wiki`?"));
}
