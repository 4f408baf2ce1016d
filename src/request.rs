//! What will be sent for a file: its definitions, completed, with `values` laid over them, each part with its origin.
//!
//! `emit` prints it, the consumers judge it. Everything said about a file is said about this request.

use std::borrow::Cow;

use crate::catalogue::ServiceType;
use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Definition, Origin, Slot};
use crate::connector::places::Places;
use crate::connector::reading::unrepresentable;
use crate::connector::{Connector, Section};
use crate::tree::{Node, Value};

/// Which of its two forms the body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `{"configuration": …}`: registers a whole schema.
    Configuration,
    /// `{"values": …}`: sets values of a registered schema.
    Values,
}

/// Whether absent attributes are filled in, as `emit` does, or the file is taken as the API's body as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// As `emit` sends it.
    Standard,
    /// As written.
    None,
}

/// What becomes of an entry of `values`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// It is the field's value.
    Set,
    /// It is the field's value, and the `configuration` gives it another.
    Conflicting,
    /// The field's schema does not have it.
    Unregistered,
    /// There is no schema to judge it by.
    Unjudged,
}

/// An entry of the `values` table.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// Its value in the file.
    pub node: Node<'t>,
    /// What becomes of it.
    pub kind: EntryKind,
    /// For a conflict: the value in `configuration`.
    pub other: Option<Node<'t>>,
}

/// The request for one connector, and what the service will add to it.
#[derive(Debug)]
pub struct Request<'t> {
    /// The form of the body.
    pub mode: Mode,
    /// The registered type, if it is known.
    pub service: Option<&'t ServiceType<'t>>,
    /// In configuration mode the definitions that are sent; in values mode the registered schema with the values in it.
    pub fields: Vec<Definition<'t>>,
    /// The fields of the type that a `configuration` leaves out: the service adds them back.
    pub left_out: Vec<Definition<'t>>,
    /// The entries of `values`.
    pub entries: Vec<Entry<'t>>,
    places: Places<'t>,
}

impl<'t> Request<'t> {
    /// The request for a connector of a known type, or of none.
    pub fn new(
        connector: &mut Connector<'t>,
        service: Option<&'t ServiceType<'t>>,
        completion: Completion,
    ) -> Self {
        let mode = match connector.configuration {
            Section::Absent => Mode::Values,
            _ => Mode::Configuration,
        };
        let mut request = Self {
            mode,
            service,
            fields: Vec::new(),
            left_out: Vec::new(),
            entries: Vec::new(),
            places: Places::default(),
        };
        match mode {
            Mode::Configuration => {
                request.fields = std::mem::take(&mut connector.fields);
                if let Some(service) = service {
                    for (place, field) in request.fields.iter_mut().enumerate() {
                        field.known = service.field_near(place, field.name);
                    }
                }
                request.lay_values_over(connector, completion);
                if completion == Completion::Standard {
                    request.complete(connector.partial || connector.is_damaged());
                }
                request.add_left_out(connector);
            }
            Mode::Values => {
                request.fields =
                    service.map(|service| service.fields.iter().map(of_type).collect()).unwrap_or_default();
                // What a refused or unreadable table would have set is not known.
                let is_refused = matches!(connector.values, Section::Refused(_));
                if connector.partial || connector.is_damaged() || is_refused {
                    for field in &mut request.fields {
                        field.value.origin = Origin::Elsewhere;
                    }
                }
                request.lay_values_over(connector, completion);
            }
        }
        request.places = Places::of(names(&request.fields));
        request
    }

    /// Puts every entry of `values` into the field of its name.
    fn lay_values_over(&mut self, connector: &Connector<'t>, completion: Completion) {
        let Some(table) = connector.values.table() else { return };
        let has_schema = self.mode == Mode::Configuration || self.service.is_some();
        let places = Places::of(names(&self.fields));
        for node in table.children() {
            let Some(at) = places.get(names(&self.fields), node.name()) else {
                let kind = if has_schema { EntryKind::Unregistered } else { EntryKind::Unjudged };
                self.entries.push(Entry { node, kind, other: None });
                continue;
            };
            let field = &mut self.fields[at];
            let before = field.value.origin.node();
            let conflict =
                before.filter(|before| is_set(before.value()) && !same(before.value(), node.value()));
            let kind = if conflict.is_some() { EntryKind::Conflicting } else { EntryKind::Set };
            self.entries.push(Entry { node, kind, other: conflict });
            if matches!(field.value.origin, Origin::Values(_)) {
                continue; // a duplicate key: the first counts
            }
            field.value = match node.value() {
                _ if node.is_lost() || !is_sendable(node) => Slot::refused(node),
                Value::Null if self.mode == Mode::Values => {
                    Slot { origin: Origin::Refused(node), ..Slot::default() }
                }
                Value::Null if connector.partial && completion == Completion::Standard => {
                    Slot { content: Some(Value::Null), origin: Origin::Elsewhere }
                }
                Value::Array(_) if self.mode == Mode::Configuration => Slot::refused(node),
                value @ Value::Object(_) => {
                    field.merged_into = match field.value.content {
                        Some(Value::Object(base)) if self.mode == Mode::Values => Some(base),
                        _ => None,
                    };
                    Slot { content: Some(value), origin: Origin::Values(node) }
                }
                value => Slot { content: Some(value), origin: Origin::Values(node) },
            };
        }
    }

    /// Fills in what the definitions leave out: from the type for its fields, else the standard attributes.
    fn complete(&mut self, is_partial: bool) {
        for field in &mut self.fields {
            complete(field, field.known);
            let is_null = field.value.content == Some(Value::Null);
            let is_unset = matches!(field.value.origin, Origin::Standard | Origin::Type) || is_null;
            let is_damaged = field.node.is_some_and(Node::is_damaged);
            if (is_partial || is_damaged) && is_unset {
                field.value.origin = Origin::Elsewhere;
            }
        }
        self.number_orders();
    }

    /// Fields without `order` get the numbers after the highest one, by name.
    fn number_orders(&mut self) {
        let highest = self.fields.iter().filter_map(|field| field.order.content).max().unwrap_or(0);
        let mut open: Vec<_> = self.fields.iter_mut().filter(|field| field.order.is_absent()).collect();
        open.sort_by_key(|field| field.name);
        for (order, field) in (highest.saturating_add(1)..=i32::MAX).zip(open) {
            field.order.complete(order, Origin::Standard);
        }
    }

    fn add_left_out(&mut self, connector: &Connector<'t>) {
        let (Some(service), false) = (self.service, connector.is_damaged()) else { return };
        let places = Places::of(names(&self.fields));
        // Files mostly have the fields of their type in its order.
        let is_sent = |place: usize, name: &str| {
            self.fields.get(place).is_some_and(|field| field.name == name)
                || places.get(names(&self.fields), name).is_some()
        };
        let refused =
            |name: &str| connector.configuration.table().is_some_and(|table| table.get(name).is_some());
        for (place, known) in service.fields.iter().enumerate() {
            if !is_sent(place, known.name) && !refused(known.name) {
                let mut field = of_type(known);
                if connector.partial {
                    field.value.origin = Origin::Elsewhere;
                }
                self.left_out.push(field);
            }
        }
    }

    /// Everything that will be stored in the end: what is sent and what the service adds.
    pub fn all_fields(&self) -> impl Iterator<Item = &Definition<'t>> {
        self.fields.iter().chain(&self.left_out)
    }

    /// The field of this name among them.
    pub fn field(&self, name: &str) -> Option<&Definition<'t>> {
        match self.places.get(names(&self.fields), name) {
            Some(at) => self.fields.get(at),
            None => self.left_out.iter().find(|field| field.name == name),
        }
    }
}

/// The definition of a connector type, for a request.
fn of_type<'t>(known: &'t Definition<'t>) -> Definition<'t> {
    Definition { known: Some(known), ..known.clone() }
}

fn names<'t>(fields: &[Definition<'t>]) -> impl DoubleEndedIterator<Item = &'t str> + ExactSizeIterator {
    fields.iter().map(|field| field.name)
}

/// Fills in what one definition leaves out, `order` aside: from the type's definition, if it is known, then the standard
/// attributes.
pub fn complete<'t>(field: &mut Definition<'t>, known: Option<&Definition<'t>>) {
    if let Some(known) = known {
        complete_from_type(field, known);
    }
    complete_standard(field);
}

fn complete_from_type<'t>(field: &mut Definition<'t>, known: &Definition<'t>) {
    field.category.complete_from(&known.category);
    field.default_value.complete_from(&known.default_value);
    field.depends_on.complete_from(&known.depends_on);
    field.display.complete_from(&known.display);
    field.options.complete_from(&known.options);
    field.order.complete_from(&known.order);
    field.placeholder.complete_from(&known.placeholder);
    field.required.complete_from(&known.required);
    field.sensitive.complete_from(&known.sensitive);
    field.tooltip.complete_from(&known.tooltip);
    field.kind.complete_from(&known.kind);
    field.ui_restrictions.complete_from(&known.ui_restrictions);
    field.validations.complete_from(&known.validations);
    match known.value.content {
        // A list cannot be sent; the empty string is the same to the service.
        Some(Value::Array(_)) => field.value.complete(Value::Text(""), Origin::Type),
        _ => field.value.complete_from(&known.value),
    }
}

/// The attributes that the API calls standard, with what the service registers for an unset one.
fn complete_standard(field: &mut Definition<'_>) {
    let has_options = !field.choices().is_empty();
    let display = match field.field_type() {
        _ if has_options => Display::Dropdown,
        FieldType::Int => Display::Numeric,
        FieldType::Bool => Display::Toggle,
        FieldType::Str | FieldType::List => Display::Textbox,
    };
    let unset = if field.is_required() { Value::Null } else { Value::Text("") };
    field.default_value.complete(Value::Null, Origin::Standard);
    field.depends_on.complete(Vec::new(), Origin::Standard);
    field.display.complete(display, Origin::Standard);
    field.options.complete(Vec::new(), Origin::Standard);
    field.required.complete(false, Origin::Standard);
    field.sensitive.complete(false, Origin::Standard);
    field.kind.complete(FieldType::Str, Origin::Standard);
    field.ui_restrictions.complete(Vec::<Cow<'_, str>>::new(), Origin::Standard);
    field.validations.complete(Vec::new(), Origin::Standard);
    field.value.complete(unset, Origin::Standard);
}

/// Whether a value of `configuration` says anything: null and "" are what an unset field holds.
fn is_set(value: Value<'_>) -> bool {
    !matches!(value, Value::Null | Value::Text(""))
}

fn is_sendable(node: Node<'_>) -> bool {
    let mut found = Vec::new();
    unrepresentable(node, &mut found);
    found.is_empty()
}

/// Whether two values are the same JSON value as written.
fn same(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.count() == other.count()
                && one.children().zip(other.children()).all(|(one, other)| same(one.value(), other.value()))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.count() == other.count()
                && one.children().all(|member| {
                    other.get(member.name()).is_some_and(|twin| same(member.value(), twin.value()))
                })
        }
        _ => one == other,
    }
}
