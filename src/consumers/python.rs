//! The Python 3.11 that the connector service runs on, as far as a configuration meets it: which object a stored
//! JSON value becomes, how the service converts it, how it compares, and how messages print it.
//!
//! Behaviour and messages are those of `CPython` 3.11, to the letter; what the service does with them is its
//! `Field` class (`connectors_sdk/source.py`). Recorded cases: `fixtures/python/values.jsonl`.

pub mod character;
mod compare;
mod convert;
mod exception;
mod float;
mod int;
mod membership;
pub mod regex;
mod repr;
mod value;

use std::borrow::Cow;

pub use crate::stack::Splitting;
pub use compare::Operator;
pub use convert::{Cast, convert};
pub use exception::Exception;
pub(in crate::consumers) use float::shortest;
pub use int::Int;
pub use membership::Container;
pub use repr::quoted;

/// A Python object that a configuration can hold. The derived `==` compares structure (`True` is not `1`);
/// Python's own is [`Py::equals`].
#[derive(Clone, Debug, PartialEq)]
pub enum Py<'t> {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// an integer of any size
    Int(Int<'t>),
    /// a double
    Float(f64),
    /// a string
    Str(Cow<'t, str>),
    /// a list
    List(Vec<Py<'t>>),
    /// a tuple: a member of a dict that was converted to a list
    Tuple(Vec<Py<'t>>),
    /// a dict, in insertion order; no key occurs twice
    Dict(Vec<(Cow<'t, str>, Py<'t>)>),
}
