//! What a run is judged by: values that are passed down, never constants.

use crate::catalogue::Catalogue;
use crate::diagnose::Detail;
use crate::reference::Resolved;
use crate::repository::Clusters;
use crate::request::Completion;
use crate::rules::Levels;
use crate::stack::Stack;
use crate::types::Types;

/// What every file of a run is judged by.
#[derive(Debug)]
pub struct Settings<'t> {
    /// The connector types that are known.
    pub types: Types<'t>,
    /// The stack that is judged for. [`Settings::set_stack`] changes it and its types together.
    pub stack: &'static Stack,
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

impl Settings<'_> {
    /// Judges for another stack from now on. Types of the repository stay in front.
    pub fn set_stack(&mut self, stack: &'static Stack) {
        self.stack = stack;
        self.types = self.types.with_stack(stack.catalogue());
    }
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            types: Catalogue::newest().into(),
            stack: Stack::newest(),
            levels: Levels::default(),
            clusters: Clusters::default(),
            detail: Detail::Places,
            completion: Completion::Standard,
            payloads: false,
            resolved: None,
        }
    }
}
