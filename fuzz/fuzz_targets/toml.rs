//! Any text is read without a panic, its spans are ranges of the text, and the `toml` crate reads the same values
//! from what the reader finds nothing wrong with. Statements that are read without the parser are read as it would.
#![no_main]

use connlint::tree::{Format, Tree};
use libfuzzer_sys::fuzz_target;

/// What a tree holds behind its first statement, a date, which only the parser reads where it has a space.
fn behind_date(separator: char, text: &str) -> Vec<String> {
    let text = format!("date = 1979-05-27{separator}07:32:00\n{text}");
    let tree = Tree::parse(&text, Format::Toml);
    let nodes = tree.nodes().filter(|node| node.name() != "date").map(|node| {
        let place = (node.parent().map(|parent| parent.id()), node.index(), node.span(), node.key());
        format!("{place:?} {:?} {:?} {}", node.kind(), node.text(), node.is_damaged())
    });
    let rest = [format!("{:?}", tree.comments()), format!("{:?}", tree.faults())];
    nodes.chain(rest).collect()
}

fuzz_target!(|text: &str| {
    let tree = Tree::parse(text, Format::Toml);
    for node in tree.nodes() {
        assert!(text.get(node.span().range()).is_some());
        assert!(node.key().is_none_or(|key| text.get(key.span.range()).is_some()));
        assert!(node.parent().is_none_or(|parent| parent.span().contains(node.span())));
    }
    for fault in tree.faults() {
        assert!(text.get(fault.span.range()).is_some());
    }
    assert_eq!(behind_date('T', text), behind_date(' ', text));
    if tree.faults().is_empty() {
        match toml::from_str::<toml::Table>(text) {
            Ok(table) => assert_eq!(table.len(), tree.root().count()),
            Err(error) => assert_eq!(error.message(), "floating-point number overflowed"),
        }
    }
});
