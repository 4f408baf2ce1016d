//! Many values against the validations of one field.

use crate::connector::attribute::ValidationType;
use crate::connector::definition::Definition;
use crate::consumers::python::{Container, Py};
use crate::consumers::service::fitness::misfit;
use crate::consumers::service::{check, conversion};
use crate::tree::Value;

/// So many pairs of a value and a validation are tried.
const MOST_TRIALS: usize = 100_000;

/// What becomes of a value that a field is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It cannot be converted to the field's type.
    Unconvertible,
    /// It fails the validations at these places, of those that can work at all; of none, if it passes.
    Failing(Vec<usize>),
}

/// Tries values on all validations of a field, as if it were active and held them; none where that would take too
/// long. What cannot be decided passes.
pub fn trials<'r>(
    field: &'r Definition<'r>,
    values: impl ExactSizeIterator<Item = Value<'r>>,
) -> Option<Vec<Outcome>> {
    let (checks, kind) = (field.checks(), field.field_type());
    if values.len().saturating_mul(checks.len()) > MOST_TRIALS {
        return None;
    }
    let lists: Vec<Option<Py<'_>>> = checks
        .iter()
        .map(|check| {
            let is_list = check.kind == ValidationType::IncludedIn && misfit(check, kind).is_none();
            is_list.then(|| Py::stored(check.constraint))
        })
        .collect();
    let containers: Vec<_> = lists.iter().map(|list| list.as_ref().map(Container::new)).collect();
    let outcome = |value| {
        let held = conversion::holding(field, value);
        let Some(value) = held.value.known() else { return Outcome::Unconvertible };
        let fails = |(at, container): (usize, &Option<Container<'_>>)| {
            let is_failing = match container {
                Some(container) => !is_within(container, value),
                None => check::fails(&held, at, value),
            };
            is_failing.then_some(at)
        };
        Outcome::Failing(containers.iter().enumerate().filter_map(fails).collect())
    };
    Some(values.map(outcome).collect())
}

/// Whether a value, or every item of a list, is in the container.
fn is_within(container: &Container<'_>, value: &Py<'_>) -> bool {
    let items = match value {
        Py::List(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    items.iter().all(|item| container.contains(item).unwrap_or(false))
}
