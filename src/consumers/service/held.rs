//! The configuration as the service holds it after construction: converted values, and what is known of them.

use crate::connector::attribute::FieldType;
use crate::connector::definition::{Definition, Dependency, Origin, Slot, Validation};
use crate::connector::places::Places;
use crate::consumers::Event;
use crate::consumers::python::{Py, Splitting};
use crate::consumers::service::{Activity, conversion, dependencies, has_schema};
use crate::reference::{Reference, literal};
use crate::request::Request;
use crate::tree::Value;

/// What is known of a value before it is deployed.
#[derive(Clone, Debug)]
pub enum Knowledge<'r> {
    /// The Python object.
    Value(Py<'r>),
    /// A secret reference: not empty, its text unknown.
    Reference,
    /// Nothing: set elsewhere, refused before, or its conversion crashes.
    Unknown,
}

impl<'r> Knowledge<'r> {
    /// What is known of a stored value or default.
    pub(super) fn stored(slot: &Slot<'r, Value<'r>>) -> Self {
        match (slot.origin, slot.content) {
            (Origin::Elsewhere | Origin::Refused(_), _) => Self::Unknown,
            (_, None) => Self::Value(Py::None),
            (_, Some(Value::Text(text))) if Reference::parse(text).is_some() => Self::Reference,
            (_, Some(Value::Text(text))) => Self::Value(Py::Str(literal(text))),
            (_, Some(value)) => Self::Value(Py::stored(value)),
        }
    }

    /// The Python object, where it is known.
    pub fn known(&self) -> Option<&Py<'r>> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }

    /// Whether the field counts as empty; none where that is unknown.
    pub fn is_empty(&self) -> Option<bool> {
        match self {
            Self::Value(value) => Some(value.is_empty()),
            Self::Reference => Some(false),
            Self::Unknown => None,
        }
    }
}

/// A field as the service holds it.
#[derive(Clone, Debug)]
pub struct Held<'r> {
    /// The field of the request.
    pub definition: &'r Definition<'r>,
    /// What messages call it.
    pub label: &'r str,
    /// Whether it must not be empty.
    pub required: bool,
    /// The type that values are converted to in the end.
    pub kind: FieldType,
    /// The converted value.
    pub value: Knowledge<'r>,
    /// Whether the value is empty and optional, so that the default stands in for it.
    pub blank: bool,
    /// The converted default.
    pub default: Knowledge<'r>,
    /// When it is active.
    pub dependencies: &'r [Dependency<'r>],
    /// What its value must satisfy.
    pub checks: &'r [Validation<'r>],
}

impl<'r> Held<'r> {
    /// What validations and dependencies see: the default of an empty optional field, else the value.
    pub fn effective(&self) -> Knowledge<'r> {
        match self.value.is_empty() {
            _ if self.required => self.value.clone(),
            Some(true) => self.default.clone(),
            Some(false) => self.value.clone(),
            None => Knowledge::Unknown,
        }
    }

    /// Whether a part that decides about the check was refused, so that nothing can be said.
    pub(super) fn is_undecided(&self) -> bool {
        let field = self.definition;
        [field.required.origin, field.kind.origin].iter().any(|origin| matches!(origin, Origin::Refused(_)))
    }
}

/// The fields that the service holds.
#[derive(Debug)]
pub struct Service<'r> {
    fields: Vec<Held<'r>>,
    places: Places<'r>,
    runs_check: bool,
    is_constructed: bool,
    /// Of each field, once the check has come by.
    activities: Vec<Activity>,
}

impl<'r> Service<'r> {
    /// Builds the configuration from what the request leaves in store, as the service does before its check.
    pub(super) fn prepare(
        request: &'r Request<'r>,
        splitting: Splitting,
        events: &mut Vec<Event<'r>>,
    ) -> Self {
        let runs_check = has_schema(request);
        let resets = !request.left_out.is_empty();
        let mut fields = Vec::with_capacity(request.fields.len() + request.left_out.len());
        if runs_check {
            for definition in request.all_fields() {
                fields.push(conversion::held(definition, resets, splitting, events));
            }
        }
        let places = Places::of(names(&fields));
        let is_constructed = events.iter().all(|event| !event.breaks);
        Self { fields, places, runs_check, is_constructed, activities: Vec::new() }
    }

    /// Keeps what the check found out about each field, in their order.
    pub(super) fn checked(&mut self, activities: Vec<Activity>) {
        self.activities = activities;
    }

    /// Whether the service gets as far as its check: an empty configuration is filled with the type's defaults instead.
    pub fn runs_check(&self) -> bool {
        self.runs_check
    }

    /// Whether every value and default could be converted, as far as they are known: else the service never gets to
    /// its check.
    pub fn is_constructed(&self) -> bool {
        self.is_constructed
    }

    /// Whether the service checks the field at this place of [`Self::fields`].
    pub fn activity(&self, place: usize) -> Option<Activity> {
        self.activities.get(place).copied()
    }

    /// The first dependency of a field that is certainly unmet, with its place among them.
    pub fn unmet(&self, held: &Held<'r>) -> Option<(usize, &'r Dependency<'r>)> {
        dependencies::unmet(self, held)
    }

    /// All fields, those that the service adds last; as they come in [`Request::all_fields`].
    pub fn fields(&self) -> &[Held<'r>] {
        &self.fields
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Held<'r>> {
        self.fields.get(self.place(name)?)
    }

    /// Its place in [`Self::fields`].
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(names(&self.fields), name)
    }
}

fn names<'r>(fields: &[Held<'r>]) -> impl DoubleEndedIterator<Item = &'r str> + ExactSizeIterator {
    fields.iter().map(|held| held.definition.name)
}
