//! What each source checks itself, before any network call: the constructor and the logger hook, whose exceptions
//! leave no more than a line in the log, then the source's own validation, whose text the connector's status shows.
//!
//! The reference is the `sources` package of elastic/connectors 9.6.0 on Python 3.11, as it was executed. What a source
//! holds is what the service read ([`Service`]); whether a field is active never matters here. Of a connector's checks
//! the first one that fails is told. A check that hangs on an unknown value, or on a form of text that is not modelled,
//! is undecided: neither it nor a later one makes an event.

pub mod account;
pub mod certificate;
pub mod document;
pub mod graphql;
pub mod key;
pub mod login;
pub mod pem;

mod confluence;
mod der;
mod fields;
mod github;
mod gmail;
mod google_cloud_storage;
mod google_drive;
mod jira;
mod microsoft_teams;
mod mongodb;
mod mysql;
mod network_drive;
mod notion;
mod outlook;
mod redis;
mod s3;
mod salesforce;
mod servicenow;
mod sharepoint_online;
mod sharepoint_server;
mod steps;

use crate::connector::attribute::Attribute;
use crate::consumers::service::{Activity, Service};
use crate::consumers::{At, Consumer, Event};
use crate::request::Request;
use fields::Fields;
use steps::{Failure, Place, Steps};

pub use steps::Stop;

/// What the source of a connector of a known type does with the configuration: one event for each field that the first
/// failing check concerns, the sentence with the first of them. Nothing where a conversion crashes before.
pub fn judge<'r>(request: &'r Request<'r>, service: &Service<'r>) -> Vec<Event<'r>> {
    let Some(check) = request.service.and_then(|known| source(known.name)) else { return Vec::new() };
    if !service.runs_check() || !service.is_constructed() {
        return Vec::new();
    }
    match check(&Fields::new(service), &mut Steps::default()) {
        Ok(()) => Vec::new(),
        Err(failure) if is_told_as_missing(&failure, service) => Vec::new(),
        Err(failure) => events(&failure, service),
    }
}

/// The checks of one source.
type Check = fn(&Fields<'_, '_>, &mut Steps) -> Result<(), Failure>;

/// The checks of a source; none where it has none of its own.
fn source(name: &str) -> Option<Check> {
    Some(match name {
        "confluence" => confluence::judge,
        "github" => github::judge,
        "gmail" => gmail::judge,
        "google_cloud_storage" => google_cloud_storage::judge,
        "google_drive" => google_drive::judge,
        "graphql" => graphql::judge,
        "jira" => jira::judge,
        "microsoft_teams" => microsoft_teams::judge,
        "mongodb" => mongodb::judge,
        "mysql" => mysql::judge,
        "network_drive" => network_drive::judge,
        "notion" => notion::judge,
        "outlook" => outlook::judge,
        "redis" => redis::judge,
        "s3" => s3::judge,
        "salesforce" => salesforce::judge,
        "servicenow" => servicenow::judge,
        "sharepoint_online" => sharepoint_online::judge,
        "sharepoint_server" => sharepoint_server::judge,
        _ => return None,
    })
}

/// Whether the generic check has stopped at the same field before, because it is required and empty: there is nothing
/// to add.
fn is_told_as_missing(failure: &Failure, service: &Service<'_>) -> bool {
    let is_missing = |name: &&str| {
        service.place(name).is_some_and(|place| {
            service.activity(place) == Some(Activity::Active)
                && service
                    .fields()
                    .get(place)
                    .is_some_and(|held| held.required && held.value.is_empty() == Some(true))
        })
    };
    failure.place == Place::Validation && failure.fields.iter().any(is_missing)
}

/// The events of a failure: about its first field, which has the sentence, and about the others.
fn events<'r>(failure: &Failure, service: &Service<'r>) -> Vec<Event<'r>> {
    let mut events = Vec::with_capacity(failure.fields.len());
    for name in &failure.fields {
        let Some(held) = service.field(name) else { continue };
        let attribute = if held.blank { Attribute::DefaultValue } else { Attribute::Value };
        let attribute =
            if held.definition.origin(attribute).node().is_some() { attribute } else { Attribute::Value };
        let event =
            Event::failing(Consumer::Connector, failure.cause, held.definition, At::Attribute(attribute));
        events.push(match failure.fields.first() {
            Some(first) if first != name && failure.is_shared => event.detailed(failure.words.clone()),
            Some(first) if first != name => event.detailed(beside(first, failure)),
            _ => Event {
                detail: Some(failure.words.to_string()),
                inside: failure.inside.clone(),
                says: Some(failure.sentence()),
                ..event
            },
        });
    }
    events
}

/// What is wrong, in words that follow the name of a field that is only concerned. Without what is inside of the first
/// one, which may be a secret.
fn beside(first: &str, failure: &Failure) -> String {
    let words = failure.words.trim_end_matches(", at ").trim_end_matches([':', ' ']);
    format!("does not go together with `{first}`, which {words}")
}
