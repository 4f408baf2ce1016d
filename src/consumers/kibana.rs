//! What Kibana's configuration page does with the deployed connector: which fields it draws, which it never can, and
//! what saving does.
//!
//! The reference are `connector_configuration_utils.ts` and the components beside it in Kibana's
//! `kbn-search-connectors`, executed: the page of a self-managed connector, with document level security and a
//! platinum licence. Recorded cases: `fixtures/cases/kibana_cases.jsonl`. Values that are not known are judged
//! three-valued: what hangs on one is no event.

mod field;
mod page;
mod prospects;
mod reach;
mod reason;
mod save;
mod script;
mod truth;

use std::cell::OnceCell;

use crate::connector::attribute::{Attribute, FieldType};
use crate::connector::definition::Definition;
use crate::consumers::kibana::field::{Control, Panel};
use crate::consumers::kibana::page::Page;
use crate::consumers::kibana::prospects::Prospects;
use crate::consumers::kibana::reason::Reasons;
use crate::consumers::kibana::truth::Truth;
use crate::consumers::service::{Activity, Service};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::request::Request;

/// What Kibana's page does with what this request leaves in store. `service` is the same request's. The events are in
/// the order of the fields on the page. There are none without a schema, or without fields.
pub fn judge<'r>(request: &'r Request<'r>, service: &Service<'r>) -> Vec<Event<'r>> {
    if !service.runs_check() {
        return Vec::new();
    }
    let page = Page::of(request, service);
    let order = page.ordered();
    let throws = |&at: &usize| throws(&page, at);
    let fails = order.iter().map(throws).max().unwrap_or(Truth::No);
    if fails == Truth::Yes {
        return order.iter().filter(|at| throws(at) == Truth::Yes).map(|&at| thrown(&page, at)).collect();
    }
    let has_form = page.has_form();
    if has_form == Truth::No && fails == Truth::No {
        return vec![no_form()];
    }
    let hidden = Hidden::of(&page, service);
    let saves = has_form == Truth::Yes && fails == Truth::No;
    let event = |&at: &usize| match (page.shows(at), &hidden) {
        (Truth::No, Some(hidden)) => hidden.event(at),
        (Truth::Yes, _) if saves => save::event(&page.fields[at]),
        _ => None,
    };
    order.iter().filter_map(event).collect()
}

/// The fields that the page draws for certain when it opens: the main panel, then the advanced one, each in its order.
pub fn visible<'r>(request: &'r Request<'r>, service: &Service<'r>) -> Vec<&'r Definition<'r>> {
    if !service.runs_check() {
        return Vec::new();
    }
    let page = Page::of(request, service);
    let order = page.ordered();
    let is_drawn = page.has_form() == Truth::Yes && order.iter().all(|&at| throws(&page, at) == Truth::No);
    let panel = |panel: Panel| {
        let is_in = |at: &&usize| page.fields[**at].panel == panel && page.shows(**at) == Truth::Yes;
        order.iter().filter(is_in).map(|&at| page.fields[at].definition).collect::<Vec<_>>()
    };
    if is_drawn { [panel(Panel::Main), panel(Panel::Advanced)].concat() } else { Vec::new() }
}

/// Whether drawing or checking the field fails: its value is an object that cannot be made a string. The main panel
/// prints what is not sensitive; the form, which a field in the main panel opens, prints whatever has no switch.
fn throws(page: &Page<'_>, at: usize) -> Truth {
    let field = &page.fields[at];
    if !field.has_unprintable_value() {
        return Truth::No;
    }
    let is_printed = field.panel == Panel::Main && !field.definition.is_sensitive();
    let when_drawn = if field.kind() == FieldType::Int || is_printed {
        Truth::Yes
    } else if field.control == Control::Switch {
        Truth::No
    } else {
        page.has_form()
    };
    when_drawn.min(page.shows(at))
}

fn thrown<'r>(page: &Page<'r>, at: usize) -> Event<'r> {
    let place = At::Attribute(Attribute::Value);
    Event::failing(Consumer::Kibana, Cause::FormThrows, page.fields[at].definition, place)
        .detailed("an object with the key toString")
}

fn no_form<'r>() -> Event<'r> {
    Event {
        consumer: Consumer::Kibana,
        breaks: true,
        cause: Cause::NoForm,
        field: None,
        name: None,
        at: At::Connector,
        validation: None,
        inside: None,
        detail: None,
        says: None,
    }
}

/// What there is to say about fields that are not on the page when it opens.
struct Hidden<'p, 's, 'r> {
    page: &'p Page<'r>,
    service: &'s Service<'r>,
    prospects: Prospects<'p, 'r>,
    reasons: Reasons,
    /// Of each field whether edits can certainly bring it onto the page; made when somebody asks.
    is_reachable: OnceCell<Vec<bool>>,
}

impl<'p, 's, 'r> Hidden<'p, 's, 'r> {
    /// None where nothing is hidden.
    fn of(page: &'p Page<'r>, service: &'s Service<'r>) -> Option<Self> {
        if !page.hides_any() {
            return None;
        }
        let prospects = Prospects::of(page);
        let reasons = Reasons::of(page, &prospects, &prospects.reachable(Truth::Maybe));
        Some(Self { page, service, prospects, reasons, is_reachable: OnceCell::new() })
    }

    fn event(&self, at: usize) -> Option<Event<'r>> {
        self.reasons.event(self.page, at).or_else(|| self.hidden_but_checked(at))
    }

    /// The service compares what it converted, or the default of a blank parent; the page what is stored.
    fn hidden_but_checked(&self, at: usize) -> Option<Event<'r>> {
        let is_checked = self.service.is_constructed() && self.service.activity(at) == Some(Activity::Active);
        if !is_checked || !self.is_reachable.get_or_init(|| self.prospects.reachable(Truth::Yes))[at] {
            return None;
        }
        let link = self.page.links(at).iter().find(|link| link.holds == Truth::No)?;
        let is_blank =
            link.to.and_then(|parent| self.service.fields().get(parent)).is_some_and(|held| held.blank);
        let place = At::Item(Attribute::DependsOn, link.item);
        let event =
            Event::failing(Consumer::Kibana, Cause::HiddenButChecked, self.page.fields[at].definition, place);
        Some(event.detailed(if is_blank { "the default" } else { "a conversion" }))
    }
}
