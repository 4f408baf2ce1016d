//! Reads any text as JSON: no panic, no hang, every span inside the text and inside its parent.

#![no_main]

use connlint::tree::{Format, Span, Tree};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| check(text));

fn check(text: &str) {
    let tree = Tree::parse(text, Format::Json);
    let whole = |span: Span| text.get(span.range()).is_some();
    for node in tree.nodes() {
        assert!(whole(node.span()));
        assert!(node.key().is_none_or(|key| whole(key.span) && key.span.start <= node.span().start));
        assert!(node.parent().is_none_or(|parent| parent.span().contains(node.span())));
    }
    for fault in tree.faults() {
        assert!(whole(fault.span) && fault.related.is_none_or(|(span, _)| whole(span)));
        assert!(whole(tree.node(fault.node).span()));
    }
    assert!(tree.comments().iter().all(|&span| whole(span)));
}
