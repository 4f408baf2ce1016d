//! The one known place where Python's matcher does not do what its rules say: inside a possessive repeat it forgets
//! to restore a group whose attempt failed, so what a reference to that group finds depends on its internals.

use std::collections::BTreeSet;

use super::ast::{Ast, Conditional, Greed, Node, NodeKind, Repeat};

/// Whether the pattern refers to a group that is captured inside of a possessive repeat.
pub(super) fn refers_into_possessive_repeat(ast: &Ast) -> bool {
    if ast.groups.is_empty() {
        return false;
    }
    let mut groups = Groups::default();
    groups.collect(&ast.root, false);
    !groups.in_doubt.is_disjoint(&groups.referred)
}

#[derive(Default)]
struct Groups {
    in_doubt: BTreeSet<u32>,
    referred: BTreeSet<u32>,
}

impl Groups {
    fn collect(&mut self, node: &Node, in_possessive: bool) {
        match &node.kind {
            NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => {
                for node in nodes {
                    self.collect(node, in_possessive);
                }
            }
            NodeKind::Repeat(Repeat { node: body, greed, .. }) => {
                self.collect(body, in_possessive || *greed == Greed::Possessive);
            }
            NodeKind::Capture(group, body) => {
                if in_possessive {
                    self.in_doubt.insert(*group);
                }
                self.collect(body, in_possessive);
            }
            NodeKind::Scope(_, body) | NodeKind::Atomic(body) | NodeKind::Look(_, body) => {
                self.collect(body, in_possessive);
            }
            NodeKind::BackReference(group) => {
                self.referred.insert(*group);
            }
            NodeKind::Conditional(Conditional { group, yes, no }) => {
                self.referred.insert(*group);
                self.collect(yes, in_possessive);
                if let Some(no) = no {
                    self.collect(no, in_possessive);
                }
            }
            NodeKind::Literal(_)
            | NodeKind::Dot
            | NodeKind::Category(_)
            | NodeKind::Set(_)
            | NodeKind::Anchor(_)
            | NodeKind::TooDeep => {}
        }
    }
}
