//! What the connector service does with the stored configuration: conversion at construction, then its own check.
//!
//! The reference is `Field` and `DataSourceConfiguration` in the framework's `source.py`, and the preparation in
//! `protocol/connectors.py`. The service stops at its first crash; here every field that would fail is named.

mod check;
mod conversion;
mod dependencies;
mod fitness;
mod held;
mod patterns;
mod trial;

use crate::connector::attribute::Attribute;
use crate::connector::definition::Definition;
use crate::consumers::{At, Cause, Consumer, Event};
use crate::request::{Mode, Request};
use crate::stack::Stack;
use crate::tree::Value;

pub use dependencies::Activity;
pub use fitness::misfit;
pub use held::{Held, Knowledge, Service};
pub use patterns::compile as compiled;
pub use trial::{Outcome, trials};

/// What the service of this stack does with what this request leaves in store.
pub fn judge<'r>(request: &'r Request<'r>, stack: &Stack) -> (Service<'r>, Vec<Event<'r>>) {
    let mut events = Vec::new();
    let mut service = Service::prepare(request, stack.splitting, &mut events);
    if service.runs_check() {
        let mut activities = Vec::with_capacity(service.fields().len());
        for held in service.fields() {
            let activity = dependencies::activity(&service, held, &mut events);
            check::field(held, activity, &mut events);
            activities.push(activity);
        }
        service.checked(activities);
    }
    (service, events)
}

/// An event of the service about an attribute of a field.
fn failing<'r>(held: &Held<'r>, cause: Cause, attribute: Attribute) -> Event<'r> {
    Event::failing(Consumer::Connector, cause, held.definition, At::Attribute(attribute))
}

/// Whether there is a schema that the service could hold.
fn has_schema(request: &Request<'_>) -> bool {
    match request.mode {
        Mode::Configuration => !request.fields.is_empty(),
        Mode::Values => request.service.is_some(),
    }
}

/// Whether the service gets over reading what the request stores: a value or default that cannot be converted to its
/// declared type ends the pass before anything is written.
pub fn can_read(request: &Request<'_>) -> bool {
    request.fields.iter().all(conversion::is_convertible)
}

/// The first of its own validations that a field would fail with this value. None for what cannot be decided, and for a
/// validation that cannot work with any value: that is a fault of its own.
pub fn failure<'r>(field: &'r Definition<'r>, value: Value<'r>) -> Option<Event<'r>> {
    let mut events = Vec::new();
    check::alone(field, value, &mut events);
    let is_own_fault = |cause| matches!(cause, Cause::UnfitConstraint | Cause::InvalidRegex);
    events.into_iter().find(|event| event.breaks && !is_own_fault(event.cause))
}

/// The place of the first of a field's own validations that this value would not pass. None where it would, where that cannot be
/// decided, and for a validation that cannot work itself.
pub fn refusal<'r>(field: &'r Definition<'r>, value: Value<'r>) -> Option<usize> {
    let mut events = Vec::new();
    check::alone(field, value, &mut events);
    let is_refusal = |event: &&Event<'r>| {
        event.breaks && !matches!(event.cause, Cause::UnfitConstraint | Cause::InvalidRegex)
    };
    let refused = events.iter().find(is_refusal)?.validation?;
    field.checks().iter().position(|check| std::ptr::eq(check, refused))
}
