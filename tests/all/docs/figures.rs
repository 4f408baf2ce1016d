//! How many recorded answers there are: the figures of the pages are counted, not remembered.

use std::fs;

use super::page::root;
use crate::readme::hold;

/// What was recorded, and where: a file of lines, one case each.
const RECORDED: [(&str, &str, &str); 9] = [
    ("pipeline_cases", "configurations without a known type", "Elasticsearch, the connector service"),
    ("typed_cases", "configurations of a known type", "Elasticsearch, the connector service"),
    ("values_cases", "updates of values", "Elasticsearch, the connector service"),
    ("server_cases", "requests, and what is stored afterwards", "Elasticsearch"),
    ("source_cases", "configurations that a source checks itself", "the connector service"),
    ("kibana_cases", "configurations on Kibana's page", "Kibana"),
    ("regex_cases", "patterns with values", "Python's `re`"),
    ("../python/regex", "random patterns with values", "Python's `re`"),
    ("../python/values", "conversions and comparisons of values", "Python"),
];

/// A number with commas between its thousands.
fn in_words(count: usize) -> String {
    let digits = count.to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.is_empty() { tail.to_owned() } else { format!("{head},{tail}") }
}

fn count(file: &str) -> usize {
    let path = root().join(format!("fixtures/cases/{file}.jsonl"));
    fs::read_to_string(path).unwrap().lines().filter(|line| !line.is_empty()).count()
}

#[test]
fn the_figures_are_those_of_the_records() {
    let rows =
        RECORDED.map(|(file, what, whose)| format!("| {what} | {whose} | {} |\n", in_words(count(file))));
    let table = format!("\n| recorded | answers of | cases |\n|---|---|--:|\n{}", rows.concat());
    hold("docs/exactness.md", "<!-- figures -->", &table);
}

#[test]
fn the_readme_has_the_same_figures() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("## How exact it is\n").unwrap();
    let section = rest.split("\n## ").next().unwrap();
    for (file, _, _) in &RECORDED[..7] {
        let figure = in_words(count(file));
        assert!(section.contains(&figure), "{file} has {figure} cases");
    }
}
