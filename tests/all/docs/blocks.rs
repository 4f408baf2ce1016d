//! The files on the pages: connector files without findings, sound configurations, and nothing that no test holds.

use connlint::config::{Known, parse};
use connlint::lint::Settings;
use connlint::rules::RULES;
use connlint::stack::Stack;
use connlint::tree::{Arena, Format, Tree};

use super::page::{Block, Page};

/// What is wrong with a TOML or JSON block.
fn fault(block: &Block) -> Option<String> {
    let text = block.text();
    let extension = block.language();
    let path = block.file().map_or_else(|| format!("connectors/example.{extension}"), str::to_owned);
    if path == "connlint.toml" {
        let rules: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        let (_, faults) = parse(&text, Known { rules: &rules, stacks: &Stack::versions() });
        return (!faults.is_empty()).then(|| format!("{faults:?}"));
    }
    if block.is("part") {
        let format = if extension == "json" { Format::Json } else { Format::Toml };
        let tree = Tree::parse(&text, format);
        return (!tree.faults().is_empty()).then(|| format!("{:?}", tree.faults()));
    }
    let found = Settings::default().lint(&path, text.as_bytes(), &mut Arena::default()).diagnostics;
    match (block.is("bad"), &found[..]) {
        (true, []) => Some("a bad file without a finding".to_owned()),
        (false, [first, ..]) => Some(format!("{}: {}", first.rule, first.message)),
        _ => None,
    }
}

#[test]
fn every_file_on_a_page_is_clean_unless_it_is_marked() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for page in Page::all() {
        for block in page.blocks().iter().filter(|block| ["toml", "json"].contains(&block.language())) {
            count += 1;
            wrong.extend(fault(block).map(|fault| format!("{}:{}: {fault}", page.path, block.start)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "{count}");
}

/// Blocks that are neither run nor linted are made from something that is.
#[test]
fn every_block_is_held_by_a_test() {
    for page in Page::all() {
        for block in page.blocks() {
            let is_held = match block.language() {
                "console" | "sh" | "toml" | "json" => true,
                "yaml" => block.file().is_some() || page.path == "README.md",
                "python" => block.above == "<!-- deploy: python -->",
                "mermaid" => block.above.starts_with("<!-- graph: "),
                "diff" => block.above.starts_with("<!-- output: "),
                "text" => {
                    block.above.starts_with("<!-- excerpt: ")
                        // A measurement is of one machine and one day.
                        || block.above.starts_with("<!-- measured by: ")
                        || block.lines.len() == 1 && block.lines[0].starts_with("{{#include ")
                }
                _ => false,
            };
            assert!(is_held, "{}:{}: nothing holds this {:?}", page.path, block.start, block.words);
        }
    }
}

#[test]
fn the_help_of_every_command_is_in_the_book() {
    use clap::CommandFactory as _;
    let commands = Page::read("docs/commands.md");
    let helps: Vec<_> = commands.blocks().iter().map(Block::text).collect();
    for command in connlint::cli::Cli::command().get_subcommands().map(clap::Command::get_name) {
        let heading = format!("## {command}");
        if command != "help" {
            let usage = format!("Usage: connlint {command}");
            assert!(commands.lines.contains(&heading), "no {heading}");
            assert!(helps.iter().any(|help| help.contains(&usage)), "{command} has no help in the book");
        }
    }
    assert!(helps.iter().all(|help| !help.starts_with("---")), "the head of a snapshot is shown");
}

#[test]
fn every_key_of_the_configuration_has_a_row() {
    let page = Page::read("docs/configuration.md");
    for key in connlint::config::KEYS {
        let row = match key {
            "rules" => "| `[rules]` |".to_owned(),
            "cluster" | "ignore" => format!("| `[[{key}]]` |"),
            _ => format!("| `{key}` |"),
        };
        assert!(page.lines.iter().any(|line| line.starts_with(&row)), "no row for {key}");
    }
}
