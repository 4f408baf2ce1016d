//! `redundant-anchor`: an anchor at an end of a pattern, where the service anchors by itself.

use super::{Judge, Rule, Subject};
use crate::consumers::python::regex::{Anchor, Node, NodeKind};
use crate::consumers::service;
use crate::finding::{Finding, Place};
use crate::message;
use crate::tree::Span;

pub(super) const RULE: Rule = Rule {
    name: "redundant-anchor",
    severity: None,
    summary: "`^` or `$` at an end of a pattern, which has to match the whole value anyway",
    page: include_str!("redundant_anchor.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for (field, node, text) in subject.written_patterns() {
        let compiled = service::compiled(text);
        let Ok(pattern) = compiled.as_ref() else { continue };
        let mut anchors = Vec::new();
        collect(&pattern.ast().root, End::Start, &mut anchors);
        collect(&pattern.ast().root, End::Last, &mut anchors);
        anchors.sort_unstable_by_key(|span: &Span| span.start);
        anchors.dedup();
        if anchors.is_empty() {
            continue;
        }
        let mut written: Vec<String> = Vec::new();
        for anchor in anchors.iter().filter_map(|span| text.get(span.range())) {
            let quoted = format!("`{anchor}`");
            if !written.contains(&quoted) {
                written.push(quoted);
            }
        }
        let written = written.join(" and ");
        let (say, them) = if anchors.len() == 1 { (" says", "it") } else { (" say", "them") };
        let message = message![
            written,
            " in the pattern of `",
            field.name,
            "`",
            say,
            " nothing: a pattern has to match the whole value anyway"
        ];
        let help = message!["leave ", them, " out: `", without(text, &anchors), "`"];
        findings.push(Finding::new(Place::value(node), message).field(field.name).help(help));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Start,
    Last,
}

/// Collects the anchors that stand where every match starts, or ends; in each branch, and in groups.
fn collect(node: &Node, end: End, anchors: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Anchor(anchor) => {
            let is_at_end = match anchor {
                Anchor::LineStart | Anchor::TextStart => end == End::Start,
                Anchor::LineEnd | Anchor::TextEnd => end == End::Last,
                Anchor::WordBoundary | Anchor::NotWordBoundary => false,
            };
            if is_at_end {
                anchors.push(node.span);
            }
        }
        NodeKind::Sequence(nodes) => {
            let outermost = if end == End::Start { nodes.first() } else { nodes.last() };
            if let Some(node) = outermost {
                collect(node, end, anchors);
            }
        }
        NodeKind::Alternation(branches) => {
            for branch in branches {
                collect(branch, end, anchors);
            }
        }
        NodeKind::Capture(_, body) | NodeKind::Scope(_, body) => collect(body, end, anchors),
        _ => {}
    }
}

/// The pattern without these parts.
fn without(text: &str, parts: &[Span]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts {
        kept.push_str(text.get(from..part.start as usize).unwrap_or_default());
        from = part.end as usize;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}
