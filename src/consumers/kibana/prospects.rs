//! Which fields some sequence of edits can bring onto the page. Linear in the number of dependencies and options, but
//! for sorting.

use crate::consumers::kibana::field::Panel;
use crate::consumers::kibana::page::Page;
use crate::consumers::kibana::reach::Reach;
use crate::consumers::kibana::truth::Truth;

/// What edits can do for the fields of a page.
#[derive(Debug)]
pub(super) struct Prospects<'p, 'r> {
    page: &'p Page<'r>,
    /// The links to existing fields, by the field that they lead to.
    inward: Vec<usize>,
    /// Whether the wanted value of each link can be produced.
    producible: Vec<Truth>,
}

impl<'p, 'r> Prospects<'p, 'r> {
    pub(super) fn of(page: &'p Page<'r>) -> Self {
        let mut inward: Vec<_> =
            (0..page.links.len()).filter(|&link| page.links[link].to.is_some()).collect();
        inward.sort_by_key(|&link| page.links[link].to);
        let mut producible = vec![Truth::No; page.links.len()];
        for group in inward.chunk_by(|&one, &other| page.links[one].to == page.links[other].to) {
            let parent = group.first().and_then(|&link| page.links[link].to);
            let Some(parent) = parent.and_then(|to| page.fields.get(to)) else { continue };
            let reach = Reach::of(parent);
            for &link in group {
                producible[link] = reach.produces(&page.links[link].wanted);
            }
        }
        Self { page, inward, producible }
    }

    /// Whether an edit can produce what a link waits for.
    pub(super) fn producible(&self, link: usize) -> Truth {
        self.producible[link]
    }

    /// The fields that can come onto the page: certainly, or as far as is known. The least fixpoint that starts from
    /// those that are there.
    pub(super) fn reachable(&self, at_least: Truth) -> Vec<bool> {
        let page = self.page;
        let count = page.fields.len();
        let mut is_reached: Vec<_> = (0..count).map(|at| page.shows(at) >= at_least).collect();
        let mut open: Vec<_> = (0..count).filter(|&at| is_reached[at]).collect();
        let mut waiting: Vec<_> =
            (0..count).map(|at| page.links(at).iter().filter(|link| link.holds < at_least).count()).collect();
        while let Some(parent) = open.pop() {
            for &link in self.inward_of(parent) {
                let (from, holds) = (page.links[link].from, page.links[link].holds);
                if holds >= at_least || self.producible[link] < at_least {
                    continue;
                }
                waiting[from] -= 1;
                if waiting[from] == 0 && !is_reached[from] && self.can_be_drawn(from) {
                    is_reached[from] = true;
                    open.push(from);
                }
            }
        }
        is_reached
    }

    fn inward_of(&self, parent: usize) -> &[usize] {
        let start = self.inward.partition_point(|&link| self.page.links[link].to < Some(parent));
        let rest = self.inward.get(start..).unwrap_or_default();
        let end = rest.partition_point(|&link| self.page.links[link].to == Some(parent));
        &rest[..end]
    }

    fn can_be_drawn(&self, at: usize) -> bool {
        let field = &self.page.fields[at];
        !field.is_undecided
            && !matches!(field.panel, Panel::None(_))
            && contradiction(self.page, at).is_none()
    }
}

/// The first of a field's entries that wants another value of a field than an earlier one.
pub(super) fn contradiction(page: &Page<'_>, at: usize) -> Option<usize> {
    if page.links(at).len() < 2 {
        return None;
    }
    let mut links: Vec<_> = page.links(at).iter().filter(|link| link.to.is_some()).collect();
    links.sort_by_key(|link| link.to);
    let groups = links.chunk_by(|one, other| one.to == other.to);
    let contradicting = groups.filter_map(|group| {
        let (first, others) = group.split_first()?;
        others.iter().find(|link| !link.wanted.is(&first.wanted)).map(|link| link.item)
    });
    contradicting.min()
}
