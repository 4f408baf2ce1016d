//! Any text is read without a panic, its spans are ranges of the text, and the `toml` crate reads the same values
//! from what the reader finds nothing wrong with.
#![no_main]

use connlint::tree::{Format, Tree};
use libfuzzer_sys::fuzz_target;

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
    if tree.faults().is_empty() {
        match toml::from_str::<toml::Table>(text) {
            Ok(table) => assert_eq!(table.len(), tree.root().count()),
            Err(error) => assert_eq!(error.message(), "floating-point number overflowed"),
        }
    }
});
