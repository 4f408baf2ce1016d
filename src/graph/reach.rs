//! Values that a field can never hold, whatever it is set to.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Definition, Origin, Validation};
use crate::consumers::python::Py;
use crate::consumers::service::{Held, Service, refusal};
use crate::graph::{Edge, Graph};
use crate::tree::Value;

/// Why a field never holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {
    /// Python's `==`: no value of the field's type is equal to it.
    Type,
    /// Kibana's `===`: to the service the value of the field's type is equal, as `1` and `true` are, but not there.
    TypeInKibana,
    /// The field is a dropdown, and it is none of the options.
    Options,
    /// The validation of the field with this place refuses it.
    Refused(usize),
}

/// The wanted values that are never held, by field and entry.
pub type Nevers = HashMap<(usize, usize), Never>;

/// Items of constraints that are looked at in one file before the rest passes for valid: a file could ask as many
/// questions as the square of its size.
const PATIENCE: usize = 4_000_000;

/// All wanted values that are never held. The graph is that of the service's fields.
pub fn nevers(graph: &Graph, service: &Service<'_>) -> Nevers {
    let mut nevers = HashMap::new();
    let mut patience = PATIENCE;
    for (at, held) in service.fields().iter().enumerate() {
        if graph.inward(at).is_empty() || is_undecided(held) {
            continue;
        }
        let parent = Parent::of(held);
        for edge in graph.inward(at) {
            let reason = wanted(service, *edge).and_then(|value| parent.never(value, &mut patience));
            nevers.extend(reason.map(|reason| ((edge.from, edge.item), reason)));
        }
    }
    nevers
}

/// What an edge of the service's graph wants its target to hold.
pub fn wanted<'r>(service: &Service<'r>, edge: Edge) -> Option<Value<'r>> {
    let definition = service.fields().get(edge.from)?.definition;
    definition.dependencies().get(edge.item).map(|dependency| dependency.value)
}

/// Whether the type cannot be told: it was refused, or the value is converted to two types in a row.
fn is_undecided(held: &Held<'_>) -> bool {
    let field = held.definition;
    matches!(field.kind.origin, Origin::Refused(_)) || held.kind != field.field_type()
}

struct Parent<'r> {
    field: &'r Definition<'r>,
    kind: FieldType,
    /// The texts of the options, sorted, if one of them has to be chosen.
    options: Option<Vec<Cow<'r, str>>>,
    /// How many items a look at all validations takes.
    cost: usize,
}

impl<'r> Parent<'r> {
    fn of(held: &Held<'r>) -> Self {
        let field = held.definition;
        let is_menu = field.display.content == Some(Display::Dropdown) && !field.choices().is_empty();
        let options = || {
            let mut texts: Vec<_> = field.choices().iter().filter_map(|choice| text(choice.value)).collect();
            texts.sort_unstable();
            texts
        };
        let cost = |check: &Validation<'_>| match check.constraint {
            Value::Array(list) => list.count(),
            _ => 1,
        };
        Self {
            field,
            kind: held.kind,
            options: is_menu.then(options),
            cost: field.checks().iter().map(cost).sum(),
        }
    }

    fn never(&self, value: Value<'r>, patience: &mut usize) -> Option<Never> {
        if let Some(reason) = self.refused_by_type(value) {
            return Some(reason);
        }
        if is_blank(value) {
            return None; // A dropdown may have no choice yet, and blank-fails-validation speaks of validations.
        }
        let is_outside =
            |options: &Vec<_>| text(value).is_some_and(|text| options.binary_search(&text).is_err());
        if self.options.as_ref().is_some_and(is_outside) && !self.holds(value) {
            return Some(Never::Options);
        }
        *patience = patience.checked_sub(self.cost)?;
        refusal(self.field, value).map(Never::Refused)
    }

    fn refused_by_type(&self, value: Value<'r>) -> Option<Never> {
        let is_number = |number: i64| Py::stored(value).equals(&Py::stored(Value::Bool(number == 1)));
        match (self.kind, value) {
            (FieldType::Str, Value::Text(_))
            | (FieldType::Bool, Value::Bool(_))
            | (FieldType::Int | FieldType::Bool, Value::Null) => None,
            (FieldType::Int, Value::Number(_)) => match Py::stored(value) {
                Py::Int(_) => None,
                Py::Float(number) if number.fract() == 0.0 => None,
                _ => Some(Never::Type),
            },
            (FieldType::Int, Value::Bool(_)) => self.differs_in_kibana(value),
            (FieldType::Bool, Value::Number(_)) if is_number(0) || is_number(1) => {
                self.differs_in_kibana(value)
            }
            _ => Some(Never::Type),
        }
    }

    /// A value of another type is the same to Kibana only where it is stored already.
    fn differs_in_kibana(&self, value: Value<'r>) -> Option<Never> {
        let is_known = self.field.value.origin != Origin::Elsewhere;
        (is_known && !self.holds(value)).then_some(Never::TypeInKibana)
    }

    /// Whether just this is stored now.
    fn holds(&self, value: Value<'_>) -> bool {
        self.field.value.content.is_some_and(|stored| {
            std::mem::discriminant(&stored) == std::mem::discriminant(&value)
                && Py::stored(stored).equals(&Py::stored(value))
        })
    }
}

fn is_blank(value: Value<'_>) -> bool {
    matches!(value, Value::Null | Value::Text(""))
}

/// The text by which an option is told from others, a string and a number with the same digits being one.
fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Number(_) => Py::stored(value).str().ok().map(|text| Cow::Owned(text.into_owned())),
        _ => None,
    }
}
