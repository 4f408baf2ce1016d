//! What a run is judged by: values that are passed down, never constants.

use crate::catalogue::Catalogue;
use crate::consumers::python::Splitting;
use crate::diagnose::Detail;
use crate::reference::Resolved;
use crate::repository::Clusters;
use crate::request::Completion;
use crate::rules::Levels;
use crate::types::Types;

/// What every file of a run is judged by.
#[derive(Debug)]
pub struct Settings<'t> {
    /// The connector types that are known.
    pub types: Types<'t>,
    /// How the stack's service splits lists.
    pub splitting: Splitting,
    /// The severities of the rules.
    pub levels: Levels,
    /// The parts of the repository within which ids are unique.
    pub clusters: Clusters,
    /// Whether excerpts are wanted.
    pub detail: Detail,
    /// Whether absent attributes are filled in.
    pub completion: Completion,
    /// Whether payloads are wanted.
    pub payloads: bool,
    /// What references lead to, where they are to be resolved.
    pub resolved: Option<Resolved>,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            types: Catalogue::newest().into(),
            splitting: Splitting::DropEmpty,
            levels: Levels::default(),
            clusters: Clusters::default(),
            detail: Detail::Places,
            completion: Completion::Standard,
            payloads: false,
            resolved: None,
        }
    }
}
