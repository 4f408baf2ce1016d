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
use crate::consumers::python::Splitting;
use crate::consumers::{At, Cause, Consumer, Event};
use crate::request::{Mode, Request};
use crate::tree::Value;

pub use dependencies::Activity;
pub use fitness::misfit;
pub use held::{Held, Knowledge, Service};
pub use patterns::compile as compiled;
pub use trial::{Outcome, trials};

/// What the service does with what this request leaves in store.
pub fn judge<'r>(request: &'r Request<'r>, splitting: Splitting) -> (Service<'r>, Vec<Event<'r>>) {
    let mut events = Vec::new();
    let mut service = Service::prepare(request, splitting, &mut events);
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

/// Whether a field would pass its own validations with this value; what cannot be decided passes.
pub fn passes<'r>(field: &'r Definition<'r>, value: Value<'r>) -> bool {
    let mut events = Vec::new();
    check::alone(field, value, &mut events);
    events.iter().all(|event: &Event<'_>| !event.breaks)
}
