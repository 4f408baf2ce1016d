//! The dependencies of a connector as a picture: `connlint graph`.

mod dot;
mod mermaid;

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::connector::definition::Dependency;
use crate::consumers::python::Py;
use crate::consumers::service::{Activity, Service};
use crate::excerpt::{MASK, visible};
use crate::graph::{Edge, Graph};
use crate::secret::is_secret_field;
use crate::tree::Value;

pub use dot::write as write_dot;
pub use mermaid::write as write_mermaid;

/// The fields of one connector and what they depend on. Fields are known by their place.
#[derive(Debug)]
pub struct Drawing {
    /// The file, as reports call it.
    pub path: String,
    /// The connector's id.
    pub connector_id: String,
    /// The fields in the order of the configuration, those that the service adds after them, and at the end the names
    /// that something depends on though no field has them.
    pub fields: Vec<Spot>,
    /// The dependencies, field by field.
    pub edges: Vec<Arrow>,
    /// The circles, each from its first field on, not closed.
    pub circles: Vec<Vec<usize>>,
}

/// A field of a drawing.
#[derive(Debug)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// What the service does with it.
    pub state: State,
    /// Whether it is part of a circle.
    pub is_in_circle: bool,
}

/// What the service does with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It checks it.
    Active,
    /// It passes it over, or never gets to it.
    Inactive,
    /// That hangs on a value that is not known.
    Undecided,
    /// There is no such field.
    Missing,
}

/// A dependency of a drawing.
#[derive(Debug)]
pub struct Arrow {
    /// The place of the dependent field.
    pub from: usize,
    /// The place of the field that it depends on.
    pub to: usize,
    /// What it waits for.
    pub value: Wanted,
    /// Whether it is held; none where that is not known.
    pub met: Option<bool>,
    /// Whether the way along it leads back.
    pub is_in_circle: bool,
}

/// The value of a dependency; that on a secret field is masked.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Wanted {
    /// A string, without quotes.
    Text(String),
    /// Any other scalar, as JSON writes it.
    Scalar(Box<RawValue>),
}

impl Wanted {
    fn new(value: Value<'_>) -> Self {
        match value {
            Value::Text(text) | Value::Unrepresentable(text) => Self::Text(text.to_owned()),
            other => serde_json::value::to_raw_value(&other)
                .map_or_else(|_| Self::Text(String::new()), Self::Scalar),
        }
    }

    /// As JSON writes it, for a label.
    fn shown(&self) -> String {
        match self {
            Self::Text(text) if text == MASK => MASK.to_owned(),
            Self::Text(text) => format!("\"{}\"", clipped(text)),
            Self::Scalar(value) => clipped(value.get()),
        }
    }
}

/// The longest name or value in a label, in characters.
const LONGEST: usize = 60;

fn clipped(text: &str) -> String {
    let text = visible(text);
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.into_owned(),
    }
}

impl Drawing {
    /// Draws a connector as the service holds it. Of a file that was not read as a whole every value is masked.
    pub fn new(path: &str, id: &str, service: &Service<'_>, is_whole: bool) -> Self {
        let definitions: Vec<_> = service.fields().iter().map(|held| held.definition).collect();
        let graph = Graph::new(definitions.iter().copied(), |name| service.place(name));
        let mut drawing = Self {
            path: path.to_owned(),
            connector_id: id.to_owned(),
            fields: Vec::with_capacity(definitions.len()),
            edges: Vec::new(),
            circles: Vec::new(),
        };
        for (at, field) in definitions.iter().enumerate() {
            let is_in_circle = graph.outward(at).iter().any(|edge| graph.is_in_circle(*edge));
            let state = state(service.activity(at));
            drawing.fields.push(Spot { name: field.name.to_owned(), state, is_in_circle });
        }
        let missing: Vec<&str> = definitions
            .iter()
            .flat_map(|field| field.dependencies())
            .map(|dependency| dependency.field)
            .filter(|name| service.place(name).is_none())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        for (from, field) in definitions.iter().enumerate() {
            for (item, dependency) in field.dependencies().iter().enumerate() {
                let known = service.place(dependency.field);
                let absent =
                    || missing.binary_search(&dependency.field).ok().map(|at| definitions.len() + at);
                let Some(to) = known.or_else(absent) else { continue };
                let is_secret = definitions.get(to).is_none_or(|parent| is_secret_field(parent));
                drawing.edges.push(Arrow {
                    from,
                    to,
                    value: wanted(dependency, is_secret || !is_whole),
                    met: met(service, dependency),
                    is_in_circle: known.is_some_and(|to| graph.is_in_circle(Edge { from, to, item })),
                });
            }
        }
        let absent = |name: &str| Spot { name: name.to_owned(), state: State::Missing, is_in_circle: false };
        drawing.fields.extend(missing.into_iter().map(absent));
        drawing.circles =
            graph.circles().iter().map(|circle| circle.iter().map(|edge| edge.from).collect()).collect();
        drawing
    }

    fn name(&self, place: usize) -> &str {
        self.fields.get(place).map_or("", |field| &field.name)
    }
}

fn state(activity: Option<Activity>) -> State {
    match activity {
        Some(Activity::Active) => State::Active,
        Some(Activity::Undecided) => State::Undecided,
        Some(Activity::Inactive | Activity::Aborted) | None => State::Inactive,
    }
}

fn wanted(dependency: &Dependency<'_>, is_masked: bool) -> Wanted {
    if is_masked { Wanted::Text(MASK.to_owned()) } else { Wanted::new(dependency.value) }
}

/// Whether the service finds a dependency met.
fn met(service: &Service<'_>, dependency: &Dependency<'_>) -> Option<bool> {
    let Some(parent) = service.field(dependency.field) else { return Some(false) };
    parent.effective().known().map(|value| value.equals(&Py::stored(dependency.value)))
}

#[derive(Serialize)]
struct All<'d> {
    connectors: &'d [Drawing],
}

/// Writes drawings as `{"connectors": [{path, connector_id, fields, edges, cycles}]}`, indented, with a final line end.
pub fn write_json(drawings: &[Drawing], out: &mut impl Write) -> io::Result<()> {
    crate::report::json::write_escaped(&All { connectors: drawings }, out)
}

impl Serialize for Drawing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Field<'d> {
            name: &'d str,
            active: Option<bool>,
        }
        #[derive(Serialize)]
        struct Edge<'d> {
            from: &'d str,
            to: &'d str,
            value: &'d Wanted,
            met: Option<bool>,
        }
        #[derive(Serialize)]
        struct Connector<'d> {
            path: &'d str,
            #[serde(rename = "connector_id")]
            id: &'d str,
            fields: Vec<Field<'d>>,
            edges: Vec<Edge<'d>>,
            cycles: Vec<Vec<&'d str>>,
        }
        let active = |state| match state {
            State::Active => Some(true),
            State::Inactive | State::Missing => Some(false),
            State::Undecided => None,
        };
        let fields = self.fields.iter().filter(|field| field.state != State::Missing);
        let edges = self.edges.iter().map(|arrow| Edge {
            from: self.name(arrow.from),
            to: self.name(arrow.to),
            value: &arrow.value,
            met: arrow.met,
        });
        let names = |circle: &Vec<usize>| circle.iter().map(|&at| self.name(at)).collect();
        Connector {
            path: &self.path,
            id: &self.connector_id,
            fields: fields.map(|field| Field { name: &field.name, active: active(field.state) }).collect(),
            edges: edges.collect(),
            cycles: self.circles.iter().map(names).collect(),
        }
        .serialize(serializer)
    }
}
