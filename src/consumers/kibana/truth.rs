//! Three-valued truth: what hangs on a value that is not known may be so or not.

/// Whether something is so. The order makes `min` the conjunction and `max` the disjunction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    /// Certainly not.
    No,
    /// It hangs on what is not known.
    Maybe,
    /// Certainly.
    Yes,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}
