//! What is to be said of one connector: which keys, which attributes, and what of them is a secret.

use std::borrow::Cow;

use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin, Slot};
use crate::connector::remark::{Remark, Treatment};
use crate::connector::{self, KNOWN_KEYS};
use crate::import::Imported;
use crate::reference;
use crate::request::complete;
use crate::secret::is_literal;
use crate::tree::{Node, Value};
use crate::types::Types;

/// The keys of a document that are kept, besides its id and its configuration, in the order of a file.
const KEPT: [&str; 6] = ["service_type", "index_name", "name", "description", "is_native", "language"];

/// The attributes in the order in which people read them.
const READABLE: [Attribute; 15] = [
    Attribute::Label,
    Attribute::Type,
    Attribute::Display,
    Attribute::Required,
    Attribute::Sensitive,
    Attribute::Order,
    Attribute::Value,
    Attribute::DefaultValue,
    Attribute::Options,
    Attribute::DependsOn,
    Attribute::Validations,
    Attribute::Tooltip,
    Attribute::Placeholder,
    Attribute::UiRestrictions,
    Attribute::Category,
];

/// What is said of an attribute.
#[derive(Clone, Debug)]
pub(super) enum Said<'t> {
    /// A value as it is.
    Value(Value<'t>),
    /// Text that the document does not have in this form.
    Text(Cow<'t, str>),
    /// The number of `order`.
    Order(i32),
    /// The texts of `ui_restrictions`.
    Texts(Vec<Cow<'t, str>>),
    /// Items of two keys.
    Pairs(Vec<[(&'static str, Value<'t>); 2]>),
}

/// One field.
#[derive(Debug)]
pub(super) struct Field<'t> {
    /// Its name.
    pub(super) name: &'t str,
    /// What people call it, where the document says so.
    pub(super) label: Option<&'t str>,
    /// What is said of it.
    pub(super) attributes: Vec<(Attribute, Said<'t>)>,
}

/// One connector.
#[derive(Debug)]
pub(super) struct Draft<'t> {
    /// The keys in front of the fields.
    pub(super) head: Vec<(&'static str, Value<'t>)>,
    /// The fields by order and name, as in a payload.
    pub(super) fields: Vec<Field<'t>>,
}

impl<'t> Draft<'t> {
    /// Drafts the file of a document with this table of fields; `imported` learns what was left out or replaced.
    pub(super) fn new(
        document: Node<'t>,
        configuration: Node<'t>,
        id: &'t str,
        types: Types<'t>,
        imported: &mut Imported,
    ) -> Self {
        let mut head = vec![("connector_id", Value::Text(id))];
        for key in KEPT {
            let value = document.get(key).map(Node::value);
            head.extend(value.filter(|value| is_of_use(key, *value)).map(|value| (key, value)));
        }
        for child in document.children() {
            let is_said = ["configuration", "connector_id", "id"].contains(&child.name())
                || head.iter().any(|(key, _)| *key == child.name());
            match KNOWN_KEYS.iter().find(|key| **key == child.name() && **key != "values") {
                _ if is_said => {}
                Some(known) => {
                    let is_empty = matches!(child.value(), Value::Null);
                    imported.unread.extend((!is_empty).then(|| (*known).to_owned()));
                }
                None => {
                    imported.notes.push(format!("left out: `{}` is no key of a connector", child.pointer()));
                }
            }
        }
        let service = document.get("service_type").and_then(|name| name.value().as_text());
        let service = service.and_then(|name| types.get(name));
        let mut definitions: Vec<_> = configuration
            .children()
            .map(|node| {
                let mut remarks = Vec::new();
                let definition = connector::definition(node, &mut remarks);
                note(&remarks, imported);
                definition
            })
            .collect();
        definitions.sort_by_key(|field| (field.order.content.unwrap_or(i32::MAX), field.name));
        let fields = definitions
            .iter()
            .map(|field| {
                let known = service.and_then(|service| service.field(field.name));
                draft(field, known, id, imported)
            })
            .collect();
        Self { head, fields }
    }
}

/// Whether a key's value is of the type that it has in a document.
fn is_of_use(key: &str, value: Value<'_>) -> bool {
    match value {
        Value::Text(_) => key != "is_native",
        Value::Bool(_) => key == "is_native",
        _ => false,
    }
}

/// Notes what Elasticsearch would refuse or drop. It returns no such document, but the connector service may have
/// written one.
fn note(remarks: &[Remark<'_>], imported: &mut Imported) {
    for remark in remarks {
        let place = remark.node.pointer();
        let note = match remark.treatment {
            Treatment::ArrayValue if joined(remark.node).is_some() => {
                format!("`{place}` is an array, which nobody can send; it is written as one string")
            }
            Treatment::MissingLabel => format!("`{place}` has no label, without which it cannot be sent"),
            Treatment::Dropped => format!("left out: `{place}` is not known to Elasticsearch"),
            refused if refused.is_refusal() => {
                format!("left out: `{place}` would be refused by Elasticsearch")
            }
            _ => continue,
        };
        imported.notes.push(note);
    }
}

fn draft<'t>(
    field: &Definition<'t>,
    known: Option<&Definition<'t>>,
    id: &str,
    imported: &mut Imported,
) -> Field<'t> {
    let is_secret = field.is_sensitive() || known.is_some_and(Definition::is_sensitive);
    let bare = Bare::of(field, known);
    let mut said = |slot: &Slot<'t, Value<'t>>, name: String| {
        let value = match slot.origin {
            Origin::Refused(node) => Said::Text(Cow::Owned(joined(node)?)),
            _ => Said::Value(slot.content?),
        };
        let content = if let Said::Text(text) = &value { Value::Text(text) } else { slot.content? };
        Some(match content {
            content if is_secret && is_literal(content) => {
                let variable = imported.variable(&reference::variable(id, &name));
                Said::Text(Cow::Owned(format!("${{env:{variable}}}")))
            }
            Value::Text(text) if !is_secret => match reference::escaped(text) {
                Cow::Owned(escaped) => Said::Text(Cow::Owned(escaped)),
                Cow::Borrowed(_) => value,
            },
            _ => value,
        })
    };
    let value = match said(&field.value, field.name.to_owned()) {
        None | Some(Said::Value(Value::Null)) => Said::Text(Cow::Borrowed("")),
        Some(value) => value,
    };
    let default_value = said(&field.default_value, format!("{}_default", field.name));
    let attributes = READABLE.into_iter().filter(|attribute| bare.needs(*attribute, field));
    let attributes = attributes.filter_map(|attribute| {
        let said = match attribute {
            Attribute::Value => value.clone(),
            Attribute::DefaultValue => default_value.clone()?,
            other => describe(field, other)?,
        };
        Some((attribute, said))
    });
    Field { name: field.name, label: field.label.content, attributes: attributes.collect() }
}

/// What a document says of an attribute that is no value.
fn describe<'t>(field: &Definition<'t>, attribute: Attribute) -> Option<Said<'t>> {
    let text = |text: &'t str| Said::Value(Value::Text(text));
    let flag = |flag: bool| Said::Value(Value::Bool(flag));
    match attribute {
        Attribute::Category => field.category.content.map(text),
        Attribute::Display => field.display.content.map(|display| text(display.name())),
        Attribute::Label => field.label.content.map(text),
        Attribute::Order => field.order.content.map(Said::Order),
        Attribute::Placeholder => field.placeholder.content.map(text),
        Attribute::Required => field.required.content.map(flag),
        Attribute::Sensitive => field.sensitive.content.map(flag),
        Attribute::Tooltip => {
            let is_null = matches!(field.tooltip.origin, Origin::Written(_));
            field.tooltip.content.map(text).or(is_null.then_some(Said::Value(Value::Null)))
        }
        Attribute::Type => field.kind.content.map(|kind| text(kind.name())),
        Attribute::UiRestrictions => field.ui_restrictions.content.clone().map(Said::Texts),
        Attribute::DependsOn => field.depends_on.content.as_ref().map(|all| {
            let pair = all.iter().map(|one| [("field", Value::Text(one.field)), ("value", one.value)]);
            Said::Pairs(pair.collect())
        }),
        Attribute::Options => field.options.content.as_ref().map(|all| {
            let pair = all.iter().map(|one| [("label", Value::Text(one.label)), ("value", one.value)]);
            Said::Pairs(pair.collect())
        }),
        Attribute::Validations => field.validations.content.as_ref().map(|all| {
            let pair = all
                .iter()
                .map(|one| [("type", Value::Text(one.kind.name())), ("constraint", one.constraint)]);
            Said::Pairs(pair.collect())
        }),
        Attribute::Value | Attribute::DefaultValue => None,
    }
}

/// A definition without what can be left out, completed in the two ways in which it may be: by its connector type, and
/// by the standard alone. What both complete to the same need not be written, whatever becomes of the type.
struct Bare<'t>([Definition<'t>; 2]);

impl<'t> Bare<'t> {
    fn of(field: &Definition<'t>, known: Option<&Definition<'t>>) -> Self {
        let mut bare = Definition {
            default_value: Slot::default(),
            depends_on: Slot::default(),
            display: Slot::default(),
            required: Slot::default(),
            sensitive: Slot::default(),
            tooltip: Slot::default(),
            ui_restrictions: Slot::default(),
            validations: Slot::default(),
            ..field.clone()
        };
        if field.choices().is_empty() {
            bare.options = Slot::default(); // others decide about the display
        }
        let mut by_type = bare.clone();
        complete(&mut by_type, known);
        complete(&mut bare, None);
        Self([by_type, bare])
    }

    /// Whether an attribute has to be written.
    fn needs(&self, attribute: Attribute, field: &Definition<'t>) -> bool {
        let is_same = |one: &Definition<'t>| match attribute {
            Attribute::DefaultValue => one.default_value.content == field.default_value.content,
            Attribute::DependsOn => one.dependencies().is_empty() && field.dependencies().is_empty(),
            Attribute::Display => one.display.content == field.display.content,
            Attribute::Options => one.choices().is_empty() && field.choices().is_empty(),
            Attribute::Required => one.is_required() == field.is_required(),
            Attribute::Sensitive => one.is_sensitive() == field.is_sensitive(),
            Attribute::Tooltip => one.tooltip.content == field.tooltip.content,
            Attribute::UiRestrictions => one.ui_restrictions.content == field.ui_restrictions.content,
            Attribute::Validations => one.checks().is_empty() && field.checks().is_empty(),
            _ => false,
        };
        !self.0.iter().all(is_same)
    }
}

/// An array of texts as the one string that the connector service splits into the same list.
fn joined(node: Node<'_>) -> Option<String> {
    let Value::Array(_) = node.value() else { return None };
    let plain = |text: &&str| !text.is_empty() && text.trim() == *text && !text.contains(',');
    let items: Option<Vec<_>> = node.children().map(|item| item.value().as_text().filter(plain)).collect();
    items.map(|items| items.join(","))
}
