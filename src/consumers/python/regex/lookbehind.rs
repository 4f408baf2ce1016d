//! What Python finds only after a pattern is parsed, while it generates code: look-behinds without a fixed width,
//! and repeats under the undocumented flag `t`. It goes through the pattern in order and tells no position.

use super::PatternError;
use super::ast::{Ast, Greed, Look, Node, NodeKind};
use super::flags::Flags;

/// The farthest a look-behind can look, in characters.
const MAX_WIDTH: u64 = u32::MAX as u64;

/// The first complaint that Python has about a parsed pattern.
pub(super) fn check(ast: &Ast) -> Result<(), PatternError> {
    check_node(&ast.root, ast.flags.has(Flags::TEMPLATE))
}

fn check_node(node: &Node, is_template: bool) -> Result<(), PatternError> {
    let complaint = |message: &str| Err(PatternError::unplaced("error", message));
    match &node.kind {
        NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => {
            nodes.iter().try_for_each(|node| check_node(node, is_template))
        }
        NodeKind::Repeat(repeat) if is_template => complaint(match repeat.greed {
            Greed::Greedy => "internal: unsupported template operator MAX_REPEAT",
            Greed::Lazy => "internal: unsupported template operator MIN_REPEAT",
            Greed::Possessive => "internal: unsupported template operator POSSESSIVE_REPEAT",
        }),
        NodeKind::Repeat(repeat) => check_node(&repeat.node, is_template),
        NodeKind::Look(Look { behind: true, .. }, body) if body.width.min > MAX_WIDTH => {
            complaint("looks too much behind")
        }
        NodeKind::Look(Look { behind: true, .. }, body) if body.width.min != body.width.max => {
            complaint("look-behind requires fixed-width pattern")
        }
        NodeKind::Look(_, body)
        | NodeKind::Capture(_, body)
        | NodeKind::Scope(_, body)
        | NodeKind::Atomic(body) => check_node(body, is_template),
        NodeKind::Conditional(conditional) => {
            check_node(&conditional.yes, is_template)?;
            conditional.no.iter().try_for_each(|no| check_node(no, is_template))
        }
        NodeKind::Literal(_)
        | NodeKind::Dot
        | NodeKind::Category(_)
        | NodeKind::Set(_)
        | NodeKind::Anchor(_)
        | NodeKind::BackReference(_)
        | NodeKind::TooDeep => Ok(()),
    }
}
