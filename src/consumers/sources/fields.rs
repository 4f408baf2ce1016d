//! The configuration as a source reads it: converted values, defaults resolved.

use std::borrow::Cow;

use crate::consumers::python::Py;
use crate::consumers::service::{Held, Knowledge, Service};
use crate::consumers::sources::Stop;

/// The fields of a connector.
#[derive(Debug)]
pub(super) struct Fields<'h, 'r>(&'h Service<'r>);

impl<'h, 'r> Fields<'h, 'r> {
    pub(super) fn new(service: &'h Service<'r>) -> Self {
        Self(service)
    }

    /// What is known of a field's value.
    pub(super) fn knowledge(&self, name: &str) -> Knowledge<'r> {
        self.0.field(name).map_or(Knowledge::Unknown, Held::effective)
    }

    /// Its value.
    pub(super) fn value(&self, name: &str) -> Result<Py<'r>, Stop> {
        match self.knowledge(name) {
            Knowledge::Value(value) => Ok(value),
            Knowledge::Reference | Knowledge::Unknown => Err(Stop::Undecided),
        }
    }

    /// Its value, where it is a string.
    pub(super) fn text(&self, name: &str) -> Result<Cow<'r, str>, Stop> {
        match self.value(name)? {
            Py::Str(text) => Ok(text),
            _ => Err(Stop::Undecided),
        }
    }

    /// The items of its value, where it is a list.
    pub(super) fn items(&self, name: &str) -> Result<Vec<Py<'r>>, Stop> {
        match self.value(name)? {
            Py::List(items) => Ok(items),
            _ => Err(Stop::Undecided),
        }
    }

    /// Python's truth of it. What a reference stands for is never empty.
    pub(super) fn is_truthy(&self, name: &str) -> Result<bool, Stop> {
        match self.knowledge(name) {
            Knowledge::Value(value) => Ok(value.is_truthy()),
            Knowledge::Reference => Ok(true),
            Knowledge::Unknown => Err(Stop::Undecided),
        }
    }

    /// Whether it is known to be nothing.
    pub(super) fn is_null(&self, name: &str) -> bool {
        matches!(self.knowledge(name), Knowledge::Value(Py::None))
    }
}

/// Whether a list is the asterisk alone.
pub(super) fn is_everything(items: &[Py<'_>]) -> bool {
    matches!(items, [Py::Str(text)] if text == "*")
}

/// The first item that is no string, and where it is.
pub(super) fn first_non_string<'i, 'r>(items: &'i [Py<'r>]) -> Option<(usize, &'i Py<'r>)> {
    items.iter().enumerate().find(|(_, item)| !item.is_str())
}
