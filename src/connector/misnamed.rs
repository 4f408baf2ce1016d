//! A key that stands where a missing one should.

use crate::connector::attribute::Attribute;
use crate::suggest::suggest;
use crate::tree::Node;

/// The child of `node` that was meant as one of the `missing` keys, and that key. `is_known` tells the keys that the
/// node may have; `is_pair` that it has exactly two, so that the only unknown one stands for the only missing one.
pub fn misnamed<'t>(
    node: Node<'t>,
    missing: &[&'static str],
    is_pair: bool,
    is_known: impl Fn(&str) -> bool,
) -> Option<(Node<'t>, &'static str)> {
    let unknown = || node.children().filter(|child| !is_known(child.name()));
    let meant = |child: Node<'t>| {
        let key = match child.name() {
            "name" | "title" => missing.iter().copied().find(|key| *key == "label"),
            other => suggest(other, missing.iter().copied()),
        };
        key.map(|key| (child, key))
    };
    let only = || match (missing, unknown().next(), unknown().nth(1)) {
        ([key], Some(child), None) if is_pair => Some((child, *key)),
        _ => None,
    };
    unknown().find_map(meant).or_else(only)
}

/// The child of a definition that was meant as its label.
pub fn misnamed_label(node: Node<'_>) -> Option<Node<'_>> {
    misnamed(node, &["label"], false, |name| Attribute::from_name(name).is_some()).map(|(label, _)| label)
}
