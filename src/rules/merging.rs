//! One finding for one fault: what several consumers meet at one place is said once, and a rule is silent where another
//! says more about the place, but for who breaks.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::rules::find;
use crate::tree::NodeId;

/// Of findings about one node so many are compared with a further one.
const COMPARED: usize = 16;

/// Findings by the nodes that they are about.
#[derive(Default)]
struct Merged<'r> {
    kept: Vec<Finding<'r>>,
    places: BTreeMap<NodeId, Vec<usize>>,
}

impl<'r> Merged<'r> {
    /// Lets a kept finding that `accepts` it absorb the finding, or keeps it.
    fn take(&mut self, finding: Finding<'r>, accepts: impl Fn(&Finding<'r>) -> bool) {
        let places = self.places.entry(finding.place.node.id()).or_default();
        let kept = &mut self.kept;
        let twin = places
            .iter()
            .rev()
            .take(COMPARED)
            .copied()
            .find(|at| kept.get(*at).is_some_and(|kept| kept.can_absorb(&finding) && accepts(kept)));
        if let Some(twin) = twin.and_then(|at| kept.get_mut(at)) {
            twin.absorb(finding);
        } else {
            places.push(kept.len());
            kept.push(finding);
        }
    }
}

/// The findings without twins.
pub(super) fn merged(findings: Vec<Finding<'_>>) -> Vec<Finding<'_>> {
    let (yielding, plain): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| !yields_to(finding.rule).is_empty());
    let mut merged = Merged::default();
    for finding in plain {
        let (rule, breaks) = (finding.rule, finding.breaks.clone());
        merged.take(finding, |kept| kept.rule == rule && kept.breaks != breaks);
    }
    for finding in yielding {
        let better = yields_to(finding.rule);
        merged.take(finding, |kept| better.contains(&kept.rule));
    }
    merged.kept
}

fn yields_to(rule: &str) -> &'static [&'static str] {
    find(rule).map_or(&[], |rule| rule.yields_to)
}
