//! The page as it is when it opens: its fields, what each waits for, and which of them are drawn.

use std::ops::Range;

use crate::consumers::kibana::field::{Field, Panel};
use crate::consumers::kibana::script::Script;
use crate::consumers::kibana::truth::Truth;
use crate::consumers::service::Service;
use crate::request::Request;

/// One entry of a field's `depends_on`.
#[derive(Debug)]
pub(super) struct Link<'r> {
    /// Place of the dependent field.
    pub(super) from: usize,
    /// Place of the entry, from 0.
    pub(super) item: usize,
    /// Place of the field that it depends on; none if it does not exist.
    pub(super) to: Option<usize>,
    pub(super) wanted: Script<'r>,
    /// Whether the wanted value is held as stored.
    pub(super) holds: Truth,
}

/// The page. Fields are known by their place, which is that in [`Request::all_fields`].
#[derive(Debug)]
pub(super) struct Page<'r> {
    pub(super) fields: Vec<Field<'r>>,
    /// Field by field.
    pub(super) links: Vec<Link<'r>>,
    states: Vec<State>,
}

/// A field's part in the page.
#[derive(Debug)]
struct State {
    /// Places in [`Page::links`] of what the field waits for.
    own: Range<usize>,
    /// Whether it is drawn when the page opens.
    shown: Truth,
}

impl<'r> Page<'r> {
    pub(super) fn of(request: &'r Request<'r>, service: &Service<'r>) -> Self {
        let fields: Vec<_> = request.all_fields().map(Field::new).collect();
        let mut links = Vec::new();
        let mut states = Vec::with_capacity(fields.len());
        for (from, field) in fields.iter().enumerate() {
            let start = links.len();
            for (item, dependency) in field.definition.dependencies().iter().enumerate() {
                let to = service.place(dependency.field);
                let parent: Option<&Field<'_>> = to.and_then(|to| fields.get(to));
                let wanted = Script::stored(dependency.value);
                let holds = parent.map_or(Truth::No, |parent| parent.value.holds(&wanted));
                links.push(Link { from, item, to, wanted, holds });
            }
            let own = start..links.len();
            states.push(State { shown: draws(field, &links[own.clone()]), own });
        }
        Self { fields, links, states }
    }

    /// What the field at a place waits for.
    pub(super) fn links(&self, at: usize) -> &[Link<'r>] {
        &self.links[self.own(at)]
    }

    /// Places in [`Self::links`] of what the field at a place waits for.
    pub(super) fn own(&self, at: usize) -> Range<usize> {
        self.states[at].own.clone()
    }

    /// Whether the field at a place is drawn when the page opens.
    pub(super) fn shows(&self, at: usize) -> Truth {
        self.states[at].shown
    }

    /// Whether something is hidden for certain.
    pub(super) fn hides_any(&self) -> bool {
        self.states.iter().any(|state| state.shown == Truth::No)
    }

    /// The places of all fields by `order`, those without one last and by name; ties stay as they are.
    pub(super) fn ordered(&self) -> Vec<usize> {
        let mut places: Vec<_> = (0..self.fields.len()).collect();
        places.sort_by_key(|&at| {
            let definition = self.fields[at].definition;
            match definition.order.content {
                Some(order) => (false, order, ""),
                None => (true, 0, definition.name),
            }
        });
        places
    }

    /// Whether there is a field in the main panel: without one the page has no form.
    pub(super) fn has_form(&self) -> Truth {
        let main = self
            .fields
            .iter()
            .zip(&self.states)
            .filter(|(field, _)| field.panel == Panel::Main || field.is_undecided);
        main.map(|(_, state)| state.shown).max().unwrap_or(Truth::No)
    }
}

/// Whether a field has a panel and all that it waits for is held.
fn draws(field: &Field<'_>, links: &[Link<'_>]) -> Truth {
    match field.panel {
        _ if field.is_undecided => Truth::Maybe,
        Panel::None(_) => Truth::No,
        Panel::Main | Panel::Advanced => links.iter().map(|link| link.holds).min().unwrap_or(Truth::Yes),
    }
}
