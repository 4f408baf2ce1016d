//! Why a field can never come onto the page: the most precise of its reasons.

use crate::connector::attribute::Attribute;
use crate::consumers::kibana::field::{Banishment, Panel};
use crate::consumers::kibana::page::{Link, Page};
use crate::consumers::kibana::prospects::{Prospects, contradiction};
use crate::consumers::kibana::truth::Truth;
use crate::consumers::{At, Cause, Consumer, Event};

/// A field's reason.
#[derive(Clone, Copy, Debug)]
enum Reason {
    /// It has no panel.
    Banished(Banishment),
    /// Something is wrong with an entry of its own.
    Own(Cause, usize),
    /// The parent of an entry is never on the page, so that it keeps the value that hides this field; the cause is
    /// a cycle's or a contradiction's where that is what the way from parent to parent ends in.
    Behind(Cause, usize),
}

impl Reason {
    /// What the fields behind this one are hidden by.
    fn inherited(self) -> Cause {
        match self {
            Self::Own(cause, _) | Self::Behind(cause, _)
                if matches!(cause, Cause::HiddenByCycle | Cause::HiddenByContradiction) =>
            {
                cause
            }
            _ => Cause::NeverShown,
        }
    }
}

/// The reasons of all fields of a page that can never come onto it.
#[derive(Debug)]
pub(super) struct Reasons(Vec<Option<Reason>>);

impl Reasons {
    /// `is_reachable` tells of each field whether it can come onto the page, as far as is known.
    pub(super) fn of(page: &Page<'_>, prospects: &Prospects<'_, '_>, is_reachable: &[bool]) -> Self {
        let never = || (0..page.fields.len()).filter(|&at| !is_reachable[at]);
        let mut reasons = vec![None; page.fields.len()];
        for at in never() {
            reasons[at] = own_reason(page, prospects, at);
        }
        let mut is_passed = vec![false; page.fields.len()];
        let mut path: Vec<(usize, usize)> = Vec::new();
        for start in never() {
            // From parent to parent, until one has a reason of its own or comes again.
            let mut at = start;
            let cause = loop {
                if let Some(reason) = reasons[at] {
                    break reason.inherited();
                }
                if std::mem::replace(&mut is_passed[at], true) {
                    break Cause::HiddenByCycle;
                }
                let Some((item, parent)) = blocked(page, is_reachable, at) else { break Cause::NeverShown };
                path.push((at, item));
                at = parent;
            };
            for (at, item) in path.drain(..) {
                reasons[at] = Some(Reason::Behind(cause, item));
            }
        }
        Self(reasons)
    }

    /// The event about the field at a place, if it can never come onto the page.
    pub(super) fn event<'r>(&self, page: &Page<'r>, at: usize) -> Option<Event<'r>> {
        let reason = self.0[at]?;
        let definition = page.fields[at].definition;
        let (cause, place) = match reason {
            Reason::Banished(Banishment::Name) => (Cause::NeverShown, At::Field),
            Reason::Banished(Banishment::Restriction) => {
                (Cause::HiddenByRestriction, At::Attribute(Attribute::UiRestrictions))
            }
            Reason::Banished(Banishment::Category) => {
                (Cause::HiddenByCategory, At::Attribute(Attribute::Category))
            }
            Reason::Own(cause, item) | Reason::Behind(cause, item) => {
                (cause, At::Item(Attribute::DependsOn, item))
            }
        };
        let event = Event::failing(Consumer::Kibana, cause, definition, place);
        Some(match reason {
            Reason::Banished(Banishment::Name) => event.detailed("the name"),
            Reason::Banished(Banishment::Restriction) => {
                let restrictions = definition.ui_restrictions.content.as_deref().unwrap_or_default();
                event.detailed(restrictions.first().map_or("", |first| first))
            }
            Reason::Banished(Banishment::Category) => {
                event.detailed(definition.category.content.unwrap_or_default())
            }
            Reason::Own(Cause::HiddenByUnreachable, item) => {
                let parent = page.links(at).get(item).and_then(|link| link.to);
                event.detailed(parent.map_or("", |parent| page.fields[parent].control.noun()))
            }
            Reason::Own(_, item) | Reason::Behind(_, item) => {
                event.detailed(definition.dependencies().get(item).map_or("", |dependency| dependency.field))
            }
        })
    }
}

/// What is wrong with the field itself, whatever its parents are.
fn own_reason(page: &Page<'_>, prospects: &Prospects<'_, '_>, at: usize) -> Option<Reason> {
    if let Panel::None(banishment) = page.fields[at].panel {
        return Some(Reason::Banished(banishment));
    }
    if let Some(link) = page.links(at).iter().find(|link| link.to.is_none()) {
        return Some(Reason::Own(Cause::HiddenByUnknown, link.item));
    }
    if let Some(item) = contradiction(page, at) {
        return Some(Reason::Own(Cause::HiddenByContradiction, item));
    }
    let never =
        page.own(at).find(|&link| is_unmet(&page.links[link]) && prospects.producible(link) == Truth::No)?;
    Some(Reason::Own(Cause::HiddenByUnreachable, page.links[never].item))
}

/// The first entry that waits for a field which can never come onto the page, and that field.
fn blocked(page: &Page<'_>, is_reachable: &[bool], at: usize) -> Option<(usize, usize)> {
    page.links(at).iter().filter(|link| is_unmet(link)).find_map(|link| {
        let parent = link.to.filter(|&parent| !is_reachable[parent])?;
        Some((link.item, parent))
    })
}

fn is_unmet(link: &Link<'_>) -> bool {
    link.holds == Truth::No
}
