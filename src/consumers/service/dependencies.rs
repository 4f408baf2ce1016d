//! Whether the service checks a field at all: its dependencies, in order, by Python's `==` on converted values with
//! defaults resolved.

use crate::connector::attribute::Attribute;
use crate::connector::definition::Dependency;
use crate::consumers::python::Py;
use crate::consumers::sentence::Sentence;
use crate::consumers::service::held::{Held, Knowledge, Service};
use crate::consumers::{At, Cause, Consumer, Event};

/// Whether a field is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// All dependencies are met, or there are none.
    Active,
    /// A dependency is unmet: the field is passed over.
    Inactive,
    /// It hangs on a value that is not known.
    Undecided,
    /// A missing field is met first: the whole check ends here.
    Aborted,
}

/// Evaluates the dependencies of a field; every missing field is an event, and a failure where the check reaches it.
pub(super) fn activity<'r>(service: &Service<'r>, held: &Held<'r>, events: &mut Vec<Event<'r>>) -> Activity {
    let mut activity = Activity::Active;
    for (at, dependency) in held.dependencies.iter().enumerate() {
        match service.field(dependency.field) {
            None => {
                let event = missing(held, at, dependency.field);
                if activity == Activity::Active {
                    activity = Activity::Aborted;
                    events.push(event);
                } else {
                    events.push(Event { says: None, ..event.harmless() });
                }
            }
            Some(parent) if activity == Activity::Active || activity == Activity::Undecided => {
                match parent.effective() {
                    Knowledge::Value(value) if value.equals(&Py::stored(dependency.value)) => {}
                    Knowledge::Value(_) => activity = Activity::Inactive,
                    Knowledge::Reference | Knowledge::Unknown => activity = Activity::Undecided,
                }
            }
            Some(_) => {}
        }
    }
    activity
}

/// The first dependency of a field that is certainly unmet, with its place.
pub(super) fn unmet<'r>(service: &Service<'r>, held: &Held<'r>) -> Option<(usize, &'r Dependency<'r>)> {
    held.dependencies.iter().enumerate().find(|(_, dependency)| {
        let parent = service.field(dependency.field).map(Held::effective);
        parent.is_some_and(|parent| {
            parent.known().is_some_and(|value| !value.equals(&Py::stored(dependency.value)))
        })
    })
}

fn missing<'r>(held: &Held<'r>, at: usize, name: &'r str) -> Event<'r> {
    let sentence = format!("'{}' depends on configuration '{name}', but it does not exist.", held.label);
    let at = At::Item(Attribute::DependsOn, at);
    Event::failing(Consumer::Connector, Cause::UnknownDependency, held.definition, at)
        .detailed(name)
        .saying(Sentence::text(sentence))
}
