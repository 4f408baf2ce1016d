//! What Elasticsearch answers to the request, and what it stores and can no longer read.
//!
//! The parser's treatment of each attribute is read in [`crate::connector`]; here it is turned into events, together
//! with the rules of the envelope, of the ids and of the sync job that parses the stored connector again.

use crate::connector::Connector;
use crate::connector::attribute::Attribute;
use crate::connector::reading::unrepresentable;
use crate::connector::remark::{Remark, Treatment};
use crate::consumers::{At, Cause, Consumer, Event, service};
use crate::request::{EntryKind, Mode, Request};
use crate::stack::{Stack, SyncJobs};
use crate::tree::Value;

/// What it does with the request for a connector, in this version of the stack.
pub fn judge<'r>(connector: &'r Connector<'r>, request: &'r Request<'r>, stack: &Stack) -> Vec<Event<'r>> {
    let mut events: Vec<_> = connector.remarks.iter().map(|remark| remarked(remark, request)).collect();
    updates(request, &mut events);
    stored_arrays(request, &mut events);
    if stack.sync_jobs == SyncJobs::ByService {
        // Nobody reads the stored array but the service, to which it is a list.
        events.retain(|event| event.cause != Cause::StoredArray);
    }
    events.extend(id(connector));
    events.extend(index_name(connector));
    events
}

fn event(cause: Cause, at: At<'_>) -> Event<'_> {
    Event {
        consumer: Consumer::Elasticsearch,
        breaks: true,
        cause,
        field: None,
        name: None,
        at,
        validation: None,
        inside: None,
        detail: None,
        says: None,
    }
}

fn remarked<'r>(remark: &'r Remark<'r>, request: &'r Request<'r>) -> Event<'r> {
    let cause = match remark.treatment {
        Treatment::WrongType | Treatment::Ignored => Cause::WrongType,
        Treatment::ArrayValue => Cause::ArrayValue,
        Treatment::MissingLabel | Treatment::EmptyLabel => Cause::MissingLabel,
        Treatment::IncompleteEntry => Cause::IncompleteEntry,
        Treatment::UnknownType => Cause::UnknownType,
        Treatment::UnknownDisplay => Cause::UnknownDisplay,
        Treatment::UnknownValidation => Cause::UnknownValidation,
        Treatment::Unrepresentable => Cause::Unrepresentable,
        Treatment::Coerced => Cause::Coerced,
        Treatment::Dropped => Cause::Dropped,
    };
    Event {
        breaks: remark.treatment.is_refusal(),
        field: remark.field.and_then(|name| request.field(name)),
        name: remark.field,
        detail: remark.detail.clone(),
        ..event(cause, At::Node(remark.node))
    }
}

/// The entries of `values`: what the update refuses, and what it stores to its own harm.
fn updates<'r>(request: &'r Request<'r>, events: &mut Vec<Event<'r>>) {
    for entry in request.entries.iter().filter(|entry| !entry.node.is_lost()) {
        let node = entry.node;
        let field = request.field(node.name());
        let name = Some(node.name());
        let mut unsendable = Vec::new();
        if entry.kind != EntryKind::Unregistered {
            unrepresentable(node, &mut unsendable);
        }
        events.extend(unsendable.into_iter().map(|node| Event {
            field,
            name,
            ..event(Cause::Unrepresentable, At::Node(node))
        }));
        let (cause, breaks) = match (request.mode, entry.kind, node.value()) {
            (_, EntryKind::Unregistered, _) => (Cause::Unregistered, request.mode == Mode::Values),
            (Mode::Values, EntryKind::Set, Value::Null) => (Cause::NullUpdate, true),
            (Mode::Values, EntryKind::Set, Value::Array(_)) => (Cause::StoredArray, true),
            (Mode::Configuration, _, Value::Array(_)) => (Cause::ArrayValue, true),
            _ => continue,
        };
        events.push(Event { breaks, field, name, ..event(cause, At::Node(node)) });
    }
}

/// Lists that the type registers, which the file leaves as they are: the stored connector holds an array.
fn stored_arrays<'r>(request: &'r Request<'r>, events: &mut Vec<Event<'r>>) {
    let registered = match request.mode {
        Mode::Values => &request.fields,
        Mode::Configuration => &request.left_out,
    };
    for field in registered {
        let is_from_type = field.value.origin.node().is_none();
        if is_from_type && matches!(field.value.content, Some(Value::Array(_))) {
            // A service that crashes over what is stored adds nothing to it.
            if request.mode == Mode::Configuration && !service::can_read(request) {
                return;
            }
            let at = At::Attribute(Attribute::Value);
            let failing = Event::failing(Consumer::Elasticsearch, Cause::StoredArray, field, at);
            // Set outside this file (`partial`), it may be a string by then.
            if field.value.origin != crate::connector::definition::Origin::Elsewhere {
                events.push(failing);
            }
        }
    }
}

/// The longest id of a document, in bytes.
const MAX_ID: usize = 512;

/// An id that the API's routes cannot take.
fn id<'r>(connector: &'r Connector<'r>) -> Option<Event<'r>> {
    let node = connector.connector_id.or(connector.id_alias);
    let reason = match &*connector.id {
        _ if node.is_some_and(|node| node.value().as_text().is_none()) => return None,
        "" => "empty",
        "." | ".." => "a step in a URL's path",
        "_sync_job" | "_secret" => "a route of the API",
        id if id.len() > MAX_ID => "longer than 512 bytes",
        _ => return None,
    };
    let at = node.map_or(At::Connector, At::Node);
    Some(event(Cause::InvalidId, at).detailed(reason))
}

/// Characters that no index name may contain.
const FORBIDDEN: [char; 12] = ['\\', '/', '*', '?', '"', '<', '>', '|', ' ', ',', '#', ':'];

/// An index name that `PUT _connector/<id>` refuses; upper case is found out only when the index is created.
fn index_name<'r>(connector: &'r Connector<'r>) -> Option<Event<'r>> {
    let node = connector.index_name?;
    let name = node.value().as_text()?;
    let (reason, breaks) = match name {
        "" => ("is empty".to_owned(), true),
        "." | ".." => (format!("is `{name}`"), true),
        _ if name.len() > 255 => ("is longer than 255 bytes".to_owned(), true),
        _ if name.starts_with(['_', '-', '+']) => (format!("begins with `{}`", &name[..1]), true),
        _ => match name.chars().find(|character| FORBIDDEN.contains(character)) {
            Some(' ') => ("contains a space".to_owned(), true),
            Some(character) => (format!("contains `{character}`"), true),
            None if connector.is_native && !name.starts_with("content-") => {
                ("does not begin with `content-`, as that of a native connector must".to_owned(), true)
            }
            None if name.chars().any(char::is_uppercase) => ("contains upper case".to_owned(), false),
            None => return None,
        },
    };
    Some(Event { breaks, ..event(Cause::InvalidIndexName, At::Node(node)).detailed(reason) })
}
