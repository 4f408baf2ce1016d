//! `emit --check`: a folder against what would be written to it.

use std::fs;

use insta::assert_snapshot;

use super::{Repository, simple};

#[test]
fn a_folder_that_is_up_to_date_is_told_from_one_that_is_not() {
    let repository = Repository::with(&[
        ("connectors/a.toml", &simple("old")),
        ("connectors/b.toml", &simple("h")),
        ("connectors/c.toml", &simple("h")),
    ]);
    assert_eq!(repository.emit("--check --out-dir out").code, Some(1));
    assert!(!repository.at("out").exists());
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    let same = repository.emit("--check --out-dir out");
    assert_eq!((same.code, same.stdout.as_str()), (Some(0), "checked 3 files: no findings\n"));
    repository.write("connectors/a.toml", &simple("new"));
    fs::remove_file(repository.at("connectors/c.toml")).unwrap();
    fs::remove_file(repository.at("out/b.json")).unwrap();
    repository.write("out/stranger.json", "{}");
    repository.write("out/readme.txt", "");
    let before = repository.files("out");
    let told = repository.emit("--check --out-dir out");
    assert_eq!((told.code, told.stderr.as_str()), (Some(1), ""));
    assert_snapshot!(told.stdout);
    assert_eq!(repository.files("out"), before);
    let concise = repository.emit("--check --out-dir out --output-format concise");
    assert_snapshot!(concise.stdout);
    let json = repository.emit("--check --out-dir out --output-format json");
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["diagnostics"][0]["rule"], "stale-payload");
    assert_eq!(json["diagnostics"][0]["path"], "out/a.json");
    // Who sees only a part knows nothing of the rest.
    let part = repository.emit("connectors/a.toml --check --out-dir out --output-format concise");
    assert_eq!(part.stdout.lines().count(), 2, "{}", part.stdout);
}

#[test]
fn secrets_are_masked_on_both_sides() {
    let secret = |value: &str, port: &str| {
        format!(
            "[configuration.pw]\nlabel = \"PW\"\norder = 1\nsensitive = true\nvalue = \"{value}\"\n\
             [configuration.port]\nlabel = \"Port\"\norder = 2\nvalue = \"{port}\"\n"
        )
    };
    let config = "[rules]\nplaintext-secret = \"off\"\n";
    let repository =
        Repository::with(&[("connectors/a.toml", &secret("hunter2", "1")), ("connlint.toml", config)]);
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    repository.write("connectors/a.toml", &secret("correct horse", "2"));
    let told = repository.emit("--check --out-dir out");
    assert!(told.stdout.contains("-      \"value\": \"1\"\n+      \"value\": \"2\"\n"), "{}", told.stdout);
    repository.write("connectors/a.toml", &secret("correct horse", "1"));
    let hidden = repository.emit("--check --out-dir out");
    assert_eq!(hidden.code, Some(1));
    assert!(hidden.stdout.contains("only masked text differs"), "{}", hidden.stdout);
    // A field that the connector does not have any more, one that was sensitive, and text that is no JSON.
    let body = repository.read("out/a.json");
    repository.write("out/a.json", &body.replace("\"pw\"", "\"old_pw\"").replace("true", "false"));
    let renamed = repository.emit("--check --out-dir out");
    repository.write("out/a.json", &body[..body.len() / 2]);
    let cut = repository.emit("--check --out-dir out");
    repository.write("connectors/a.toml", &secret("correct horse", "1").replace("sensitive = true", ""));
    repository.write("out/a.json", &body);
    let weakened = repository.emit("--check --out-dir out");
    for told in [told, hidden, renamed, cut, weakened] {
        assert_eq!(told.code, Some(1), "{}", told.stderr);
        assert!(!told.stdout.contains("hunter2"), "{}", told.stdout);
    }
}

#[test]
fn resolved_payloads_can_be_compared() {
    let repository = Repository::with(&[("connectors/a.toml", &simple("${env:HOST}"))]);
    let host = |value| [("HOST", value)];
    assert_eq!(repository.emit_with("--resolve --out-dir out", &host("tell-nobody")).code, Some(0));
    assert_eq!(repository.emit_with("--resolve --check --out-dir out", &host("tell-nobody")).code, Some(0));
    for told in [
        repository.emit_with("--resolve --check --out-dir out", &host("or-somebody")),
        repository.emit("--check --out-dir out"),
    ] {
        assert_eq!(told.code, Some(1));
        assert!(!told.stdout.contains("body"), "{}", told.stdout);
    }
}

#[test]
fn errors_come_first() {
    let repository = Repository::with(&[("connectors/a.toml", "broken")]);
    let told = repository.emit("--check --out-dir out");
    assert_eq!((told.code, told.stdout.as_str()), (Some(1), ""));
    assert!(told.stderr.contains("error[syntax-error]"));
    assert_eq!(repository.emit("--check").code, Some(2));
    assert_eq!(repository.emit("--check --prune --out-dir out").code, Some(2));
    assert_eq!(repository.emit("--output-format json").code, Some(2));
}
