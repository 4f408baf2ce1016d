//! The JSON reader.
use super::Builder;
pub(super) fn read(_builder: &mut Builder<'_>) {}
