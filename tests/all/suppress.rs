//! What is accepted: comments, `[[ignore]]` entries and the baseline, through the real binary.

mod baseline;
mod comments;
mod repository;
mod table;

use insta::assert_snapshot;
use repository::{Repository, TWINS};

#[test]
fn statistics_count_by_rule_the_busiest_first() {
    let repository = Repository::with(&[("connectors/a.toml", TWINS)]);
    repository.write("connectors/b.toml", &TWINS.replace("443", "\"443\""));
    assert_snapshot!(repository.run("check --statistics"), @"
    2  warning  duplicate-order
    1  warning  value-converted

    checked 2 files: 3 warnings, 1 fixable with --fix
    --- exit code 0
    ");
    assert_snapshot!(repository.run("check --statistics --output-format json --ignore duplicate-order"), @r#"
    {
      "statistics": [
        {
          "rule": "value-converted",
          "severity": "warning",
          "count": 1
        }
      ]
    }
    --- exit code 0
    "#);
    assert_snapshot!(repository.run("check --statistics --quiet --select value-converted"), @"
    1  warning  value-converted
    --- exit code 0
    ");
}

#[test]
fn a_quiet_run_prints_findings_only() {
    let repository = Repository::with(&[("connectors/a.toml", TWINS)]);
    let loud = repository.run("check");
    let quiet = repository.run("check --quiet");
    assert_eq!(loud.stdout.strip_prefix(&*quiet.stdout), Some("checked 1 file: 1 warning\n"));
    assert_eq!(repository.run("check --quiet --ignore duplicate-order").stdout, "");
    assert_eq!(repository.run("baseline --quiet").stdout, "");
}

#[test]
fn exit_zero_pardons_findings_and_nothing_else() {
    let repository = Repository::with(&[("connectors/a.toml", TWINS)]);
    assert_eq!(repository.run("check --fail-on warning").code, 1);
    assert_eq!(repository.run("check --fail-on warning --exit-zero").code, 0);
    assert_eq!(repository.run("check --exit-zero nowhere").code, 2);
}

#[test]
fn standard_input_is_judged_as_the_file_that_it_stands_for() {
    let repository = Repository::with(&[("connectors/a.toml", TWINS)]);
    let run = |text: &str| {
        let arguments = "check - --stdin-filename connectors/a.toml --output-format concise --quiet";
        repository.run_on(text, arguments).stdout
    };
    assert!(run(TWINS).contains("duplicate-order"));
    assert_eq!(run(&format!("{TWINS}order = 2")).matches("duplicate-key").count(), 1);
    repository.run("baseline");
    assert_eq!(run(TWINS), "");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let repository = Repository::with(&[]);
    for number in 0..200 {
        let ignore = match number % 4 {
            0 => "",
            1 => " # connlint: ignore[duplicate-order] on purpose",
            2 => " # connlint: ignore[value-converted]",
            _ => " # connlint: ignore[duplicate-odrer] on purpose",
        };
        let text = TWINS.replace("order = 1\nvalue = 443", &format!("order = 1{ignore}\nvalue = 443"));
        repository.write(&format!("connectors/c{number:03}.toml"), &text);
    }
    let table = "[[ignore]]\npath = \"connectors/c000.toml\"\nrules = [\"duplicate-order\", \"regex\"]\n";
    repository.write("connlint.toml", table);
    let alone = repository.run("check --output-format json --jobs 1");
    assert_eq!(repository.run("check --output-format json --jobs 8"), alone);
    assert!(alone.stdout.contains("\"suppressed\": 51"), "{}", &alone.stdout[..400]);
    repository.run("baseline --jobs 1");
    let recorded = repository.read(".connlint-baseline.json");
    repository.run("baseline --jobs 8");
    assert_eq!(repository.read(".connlint-baseline.json"), recorded);
    let found = alone.stdout.matches("\"fingerprint\"").count();
    assert_eq!(recorded.matches("\"fingerprint\"").count(), found);
    repository.write("connectors/c004.toml", "service_type = \"wiki\"\n");
    let alone = repository.run("check --output-format json --jobs 1");
    assert_eq!(repository.run("check --output-format json --jobs 8"), alone);
}
