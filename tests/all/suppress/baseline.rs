//! The baseline.

use insta::assert_snapshot;

use super::repository::{Repository, TWINS, TWINS_IN_JSON};

const FILE: &str = ".connlint-baseline.json";

/// Two files whose findings are recorded.
fn recorded() -> Repository {
    let repository = Repository::with(&[("connectors/a.toml", TWINS), ("connectors/b.json", TWINS_IN_JSON)]);
    assert_eq!(repository.run("baseline").code, 0);
    repository
}

#[test]
fn what_is_recorded_is_not_reported() {
    let repository = recorded();
    assert_snapshot!(repository.read(FILE), @r#"
    {
      "version": 1,
      "findings": [
        {"fingerprint": "5b6a13efdcf001c0", "rule": "duplicate-order", "path": "connectors/a.toml", "pointer": "/configuration/port/order"},
        {"fingerprint": "e4e6d812c3884c2b", "rule": "duplicate-order", "path": "connectors/b.json", "pointer": "/configuration/port/order"}
      ]
    }
    "#);
    assert_eq!(repository.check(""), "2 suppressed");
    assert_eq!(repository.check("connectors/a.toml"), "1 suppressed");
    repository.write("connectors/c.toml", TWINS);
    assert_snapshot!(repository.check(""), @"
    connectors/c.toml:11:9 duplicate-order | `port` has the same order as `host` | write an order that is free, such as 2
    2 suppressed
    ");
    assert_snapshot!(repository.run("baseline"), @"
    recorded 3 findings in .connlint-baseline.json
    --- exit code 0
    ");
}

#[test]
fn moved_lines_formatting_and_comments_change_nothing() {
    let repository = recorded();
    repository.write("connectors/b.json", &TWINS_IN_JSON.replace(['\n', ' '], ""));
    let inline = "# moved\n\nservice_type = 'wiki' # the wiki\n[configuration]\n\
                  host = { label = \"H\", order = +1, value = \"w\" }\n# between\n\
                  port = { label = \"P\", type = \"int\", order = 0x1, value = 8_443 } # here\n";
    repository.write("connectors/a.toml", inline);
    assert_eq!(repository.check(""), "2 suppressed");
}

#[test]
fn stale_entries_are_told_and_pruned() {
    let repository = recorded();
    repository.edit("connectors/a.toml", "order = 1", "order = 5");
    repository.edit("connectors/b.json", "443", "\"443\"");
    assert_snapshot!(repository.run("check --select duplicate-order,stale-baseline"), @r#"
    note[stale-baseline]
      ☞ `duplicate-order` no longer finds this at /configuration/port/order in connectors/a.toml
       ╭─[.connlint-baseline.json:4:5]
     3 │   "findings": [
     4 │     {"fingerprint": "5b6a13efdcf00…: "/configuration/port/order"},
       ·     ─────────────────────────────────────────────────────────────
     5 │     {"fingerprint": "e4e6d812c3884c2b", "rule": "duplicate-order", "path": "connectors/b.json…
       ╰────
      help: `connlint baseline --prune` removes what is gone from the baseline

    checked 2 files: 1 note, 1 suppressed
    --- exit code 0
    "#);
    assert_eq!(repository.check("connectors --ignore value-converted"), "1 suppressed");
    assert_eq!(repository.check("--ignore value-converted,duplicate-order"), "0 suppressed");
    assert_snapshot!(repository.run("baseline --prune"), @"
    removed 1 finding from .connlint-baseline.json, 1 left
    --- exit code 0
    ");
    assert_snapshot!(repository.check(""), @r#"
    connectors/b.json:9:16 value-converted | `port` is an int field, but its value "443" is a string, which the service converts | write 443
    1 suppressed
    "#);
    assert_eq!(repository.read(FILE).matches("fingerprint").count(), 1);
    assert_snapshot!(repository.run("baseline --prune connectors"), @"
    --- stderr
    connlint: --prune has to see the whole repository: give no path but that of its root
    --- exit code 2
    ");
}

#[test]
fn an_entry_for_a_file_that_is_gone_is_stale_and_one_for_a_broken_file_is_not() {
    let repository = recorded();
    repository.edit("connectors/b.json", "443", "443,,");
    repository.write("connlint.toml", "exclude = [\"connectors/a.toml\"]");
    let said = repository.check("");
    assert!(said.contains("at /configuration/port/order in connectors/a.toml"), "{said}");
    assert!(!said.contains("in connectors/b.json"), "{said}");
}

#[test]
fn a_run_that_saw_a_part_only_adds() {
    let repository = recorded();
    repository.edit("connectors/a.toml", "order = 1", "order = 5");
    repository.write("connectors/c.toml", TWINS);
    assert_snapshot!(repository.run("baseline connectors/c.toml"), @"
    recorded 3 findings in .connlint-baseline.json
    --- exit code 0
    ");
    assert_eq!(repository.run("baseline").stdout, "recorded 2 findings in .connlint-baseline.json\n");
}

#[test]
fn broken_files_may_be_recorded_but_suppressed_findings_are_not() {
    let text = TWINS.replace("value = 443", "value = = 443");
    let accepted = TWINS
        .replace("[configuration.port]", "# connlint: ignore[duplicate-order] why\n[configuration.port]");
    let repository = Repository::with(&[("connectors/a.toml", &text), ("connectors/b.toml", &accepted)]);
    assert!(repository.check("").contains("syntax-error"));
    repository.run("baseline");
    assert_eq!(repository.run("check").code, 0);
    assert!(!repository.read(FILE).contains("b.toml"));
    assert_eq!(repository.run("emit connectors/a.toml").code, 1, "emission knows no baseline");
}

#[test]
fn another_file_may_be_the_baseline() {
    let repository = Repository::with(&[("connectors/a.toml", TWINS)]);
    assert_snapshot!(repository.run("baseline --baseline accepted/b.json"), @"
    --- stderr
    connlint: accepted/b.json: cannot be written: its folder does not exist
    --- exit code 2
    ");
    repository.write("accepted/x", "");
    assert_snapshot!(repository.run("baseline --baseline accepted/b.json"), @"
    recorded 1 finding in accepted/b.json
    --- exit code 0
    ");
    assert_eq!(repository.check("--baseline ./accepted/../accepted/b.json"), "1 suppressed");
    assert!(repository.check("").ends_with("0 suppressed"));
    assert_snapshot!(repository.run("check --baseline nowhere.json"), @"
    --- stderr
    connlint: nowhere.json: the baseline cannot be read: it does not exist
    --- exit code 2
    ");
}

#[test]
fn a_damaged_baseline_is_told_with_its_place() {
    let repository = recorded();
    let whole = repository.read(FILE);
    for (old, new) in [
        ("  \"findings\"", "<<<<<<< HEAD\n  \"findings\""),
        ("\"version\": 1", "\"version\": 2"),
        ("\"version\": 1,", ""),
        ("\"rule\": \"duplicate-order\", ", ""),
    ] {
        repository.write(FILE, &whole.replacen(old, new, 1));
        let output = repository.run("check");
        assert_eq!((output.code, &*output.stdout), (2, ""), "{output}");
        assert!(output.stderr.starts_with(".connlint-baseline.json:"), "{output}");
    }
    assert_snapshot!(repository.run("check"), @"
    --- stderr
    .connlint-baseline.json:4:5: a finding has the strings `fingerprint`, `rule`, `path` and `pointer`
    connlint: `connlint baseline` writes the file anew, with what is found today
    --- exit code 2
    ");
    assert_eq!(repository.run("baseline connectors/a.toml").code, 2, "nothing is lost");
    assert_eq!(repository.run("baseline --prune").code, 2);
    assert_eq!(repository.run("baseline").code, 0);
    assert_eq!(repository.read(FILE), whole);
}

#[test]
fn staged_runs_read_the_staged_baseline() {
    let repository = recorded();
    if !(repository.git(&["init"]) && repository.git(&["add", "connlint.toml", "connectors"])) {
        return;
    }
    assert!(repository.check("--staged").ends_with("0 suppressed"));
    assert!(repository.git(&["add", "."]));
    assert_eq!(repository.check("--staged"), "2 suppressed");
    repository.write(FILE, "damaged");
    assert_eq!(repository.check("--staged"), "2 suppressed");
    assert!(repository.git(&["add", "."]));
    assert_snapshot!(repository.check("--staged"), @"
    --- stderr
    .connlint-baseline.json:1:1: found a word, expected a JSON value
    connlint: `connlint baseline` writes the file anew, with what is found today
    --- exit code 2
    ");
}
