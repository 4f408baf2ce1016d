//! The `[[ignore]]` entries of `connlint.toml`.

use insta::assert_snapshot;

use super::repository::{Repository, TWINS, TWINS_IN_JSON};

const ENTRY: &str = r#"
[[ignore]]
path = "connectors/a.json"
pointer = "/configuration/port"
rules = ["duplicate-order"]
reason = "two fields share a slot on purpose"
"#;

fn with(table: &str) -> Repository {
    Repository::with(&[
        ("connectors/a.json", TWINS_IN_JSON),
        ("connectors/b.toml", TWINS),
        ("connlint.toml", table),
    ])
}

#[test]
fn an_entry_holds_in_one_file_at_its_pointer_and_below() {
    let left = with(ENTRY).check("");
    assert_snapshot!(left, @"
    connectors/b.toml:11:9 duplicate-order | `port` has the same order as `host` | write an order that is free, such as 2
    1 suppressed
    ");
    for (pointer, expected) in [
        ("", 1),
        ("/configuration", 1),
        ("/configuration/port/order", 1),
        ("/configuration/po", 0),
        ("/configuration/port/", 0),
        ("/configuration/host", 0),
        ("/", 0),
    ] {
        let said = with(&ENTRY.replace("/configuration/port", pointer)).check("");
        assert!(said.ends_with(&format!("{expected} suppressed")), "{pointer}\n{said}");
    }
}

#[test]
fn what_is_wrong_with_an_entry_is_said_at_its_place() {
    let table = r#"
[[ignore]]
path = "connectors/a.json"
rules = ["duplicate-ordr", "duplicate-order", "regex"]

[[ignore]]
path = "connectors/gone.json"
pointer = "/values"
rules = ["regex"]
reason = "the service accepts it"
"#;
    let repository = with(table);
    assert_snapshot!(repository.check(""), @r#"
    connectors/b.toml:11:9 duplicate-order | `port` has the same order as `host` | write an order that is free, such as 2
    connlint.toml:2:1 unexplained-ignore | this `[[ignore]]` does not say why | add `reason = "…"`, for whoever has to decide whether it still holds
    connlint.toml:4:10 unknown-ignore | there is no rule `duplicate-ordr`, so nothing is ignored by it | did you mean `duplicate-order`?
    connlint.toml:4:47 unused-ignore | `regex` finds nothing in connectors/a.json that this could ignore | remove `regex` from the list
    connlint.toml:9:10 unused-ignore | `regex` finds nothing at /values in connectors/gone.json that this could ignore | remove this `[[ignore]]`
    1 suppressed
    "#);
    assert_snapshot!(repository.run("check connectors/a.json"), @r#"
    warning[unexplained-ignore]
      ⚠ this `[[ignore]]` does not say why
       ╭─[connlint.toml:2:1]
     2 │ [[ignore]]
       · ──────────
     3 │ path = "connectors/a.json"
       ╰────
      help: add `reason = "…"`, for whoever has to decide whether it still holds

    warning[unknown-ignore]
      ⚠ there is no rule `duplicate-ordr`, so nothing is ignored by it
       ╭─[connlint.toml:4:10]
     3 │ path = "connectors/a.json"
     4 │ rules = ["duplicate-ordr", "duplicate-order", "regex"]
       ·          ────────────────
       ╰────
      help: did you mean `duplicate-order`?

    checked 1 file: 2 warnings, 1 suppressed
    --- exit code 0
    "#);
}

#[test]
fn only_a_run_that_saw_everything_calls_an_entry_unused() {
    let repository = with(&ENTRY.replace("port", "host"));
    for (paths, expected) in [("", true), (".", true), ("connectors", false), ("connectors/a.json", false)] {
        assert_eq!(repository.check(paths).contains("unused-ignore"), expected, "{paths}");
    }
    assert!(!repository.check("--ignore duplicate-order").contains("unused-ignore"));
    repository.edit("connectors/a.json", "\"port\": {", "\"port\": {{");
    assert!(!repository.check("").contains("unused-ignore"), "a part of the file could not be read");
}

#[test]
fn entries_may_accept_what_comments_may_not() {
    let entry =
        "[[ignore]]\npath = \"connectors/b.toml\"\nrules = [\"unused-ignore\"]\nreason = \"shared text\"\n";
    let repository = with(&format!("{ENTRY}\n{entry}"));
    repository.edit("connectors/b.toml", "443", "443 # connlint: ignore[regex] shared text");
    assert!(!repository.check("").contains("unused-ignore"), "{}", repository.check(""));
}

#[test]
fn emission_honours_entries() {
    let entry =
        "[[ignore]]\npath = \"connectors/notes.json\"\nrules = [\"not-a-connector\"]\nreason = \"notes\"\n";
    let repository = with("");
    repository.write("connectors/notes.json", "{\"name\": \"x\"}");
    assert_eq!(repository.run("emit").code, 1);
    repository.write("connlint.toml", entry);
    let output = repository.run("emit");
    assert_eq!((output.code, output.stdout.lines().count()), (0, 2), "{output}");
}
