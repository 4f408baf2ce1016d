//! The README's claims: its output is real output, its tables are made from the code, its commands run. What holds for
//! every page is in `docs`.
//!
//! `UPDATE_DOCS=1 cargo test` writes the generated parts anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use connlint::consumers::Consumer;
use connlint::finding::Fixable;
use connlint::outcome;
use connlint::rules::RULES;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_connlint"))
        .args(arguments)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// Holds the text between a marker and the next `<!-- end -->` to be `wanted`.
pub(crate) fn hold(page: &str, marker: &str, wanted: &str) {
    let path: PathBuf = root().join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (before, after) = text.split_once(marker).unwrap_or_else(|| panic!("{page} has no {marker}"));
    let end = after.find("<!-- end -->").unwrap_or_else(|| panic!("{page}: no end after {marker}"));
    let made = format!("{before}{marker}\n{}\n{}", wanted.trim_end(), &after[end..]);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &made).unwrap();
    } else {
        assert!(made == text, "{page} is not up to date below {marker}: run UPDATE_DOCS=1 cargo test");
    }
}

fn rules_table() -> String {
    let mut table =
        String::from("| rule | severity | breaks | fix | what it finds |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let letters = rule.breaks.iter().map(|consumer| match consumer {
            Consumer::Elasticsearch => "E",
            Consumer::Connector => "C",
            Consumer::Kibana => "K",
        });
        let breaks = letters.collect::<Vec<_>>().join(" ");
        let severity = rule.severity.map_or("off", |severity| severity.name());
        let summary = rule.summary.replace('|', "\\|");
        let fix = match rule.fixable {
            Fixable::No => "",
            Fixable::Safe => "yes",
            Fixable::Unsafe => "ask",
        };
        writeln!(table, "| `{}` | {severity} | {breaks} | {fix} | {summary} |", rule.name).unwrap();
    }
    table
}

#[test]
fn its_generated_parts_are_up_to_date() {
    hold("README.md", "<!-- exit codes -->", &format!("\n{}", outcome::table()));
    hold("README.md", "<!-- rules -->", &format!("\n{}", rules_table()));
    let graph = text(&run(&["graph", "fixtures/graph"]).stdout);
    hold("docs/commands.md", "<!-- graph: fixtures/graph -->", &format!("```mermaid\n{graph}```\n"));
    let diff = text(&run(&["check", "--diff", "fixtures/tour/connectors/wiki.toml"]).stdout);
    hold(
        "README.md",
        "<!-- output: check --diff fixtures/tour/connectors/wiki.toml -->",
        &format!("```diff\n{diff}```\n"),
    );
    let output = text(&run(&["check", "fixtures/tour"]).stdout);
    let blocks: Vec<_> = output.split("\n\n").collect();
    let block = |start: &str| *blocks.iter().find(|block| block.starts_with(start)).unwrap();
    let last = output.lines().last().unwrap();
    let excerpt = ["error[value-not-convertible]", "error[less-than]", "error[unknown-dependency]"]
        .map(block)
        .join("\n\n");
    hold(
        "README.md",
        "<!-- excerpt: check fixtures/tour -->",
        &format!("```text\n{excerpt}\n\n{last}\n```\n"),
    );
}

#[test]
fn its_first_command_shows_findings_with_excerpts() {
    assert!(readme().contains("$ cargo run --quiet -- check fixtures/tour\n"));
    let output = run(&["check", "fixtures/tour"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    insta::assert_snapshot!("tour", text(&output.stdout));
}

#[test]
fn its_connector_file_is_clean() {
    let readme = readme();
    let example = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let settings = connlint::lint::Settings::default();
    let linted =
        settings.lint("connectors/intranet.toml", example.as_bytes(), &mut connlint::tree::Arena::default());
    assert!(linted.diagnostics.is_empty(), "{:?}", linted.diagnostics);
}

#[test]
fn its_configuration_is_sound() {
    use connlint::config::{Known, parse};
    let readme = readme();
    let block =
        readme.split("\n```toml connlint.toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let rules: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    let stacks = connlint::stack::Stack::versions();
    let (config, faults) = parse(block, Known { rules: &rules, stacks: &stacks });
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!((config.rules.len(), config.clusters.len(), config.ignores.len()), (2, 1, 1));
}

#[test]
fn its_second_command_is_what_ci_runs() {
    assert!(readme().contains("$ cargo test --locked\n"));
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.contains("cargo test --locked") || ci.contains("README.md"), "CI runs another command");
}

#[test]
fn its_table_names_every_command() {
    use clap::CommandFactory as _;
    let readme = readme();
    for command in
        connlint::cli::Cli::command().get_subcommands().filter(|command| command.get_name() != "help")
    {
        let row = format!("| `connlint {}", command.get_name());
        assert!(readme.contains(&row), "no row for {}", command.get_name());
    }
}
