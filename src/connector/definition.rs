//! A field definition with every attribute typed and traced to where it comes from.
//!
//! The same shape travels on: as written (here), completed ([`crate::request`]), stored
//! ([`crate::consumers::elasticsearch`]). What Elasticsearch refuses has no value and the origin [`Origin::Refused`].

use std::borrow::Cow;

use crate::connector::attribute::{Attribute, Display, FieldType, ValidationType};
use crate::tree::{Node, Value};

/// Where the content of an attribute comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Origin<'t> {
    /// Nobody gave it.
    Absent,
    /// The file's definition: the attribute's value.
    Written(Node<'t>),
    /// The file's definition, but Elasticsearch refuses it, so that it counts as absent.
    Refused(Node<'t>),
    /// The file's `values` table: the entry's value.
    Values(Node<'t>),
    /// The registered connector type.
    Type,
    /// What the API and the service take for an absent attribute.
    Standard,
    /// Set outside this file (`partial = true`): nothing is known of it.
    Elsewhere,
}

impl<'t> Origin<'t> {
    /// The node in the file, if it is from there.
    pub fn node(self) -> Option<Node<'t>> {
        match self {
            Self::Written(node) | Self::Refused(node) | Self::Values(node) => Some(node),
            Self::Absent | Self::Type | Self::Standard | Self::Elsewhere => None,
        }
    }
}

/// One attribute of a definition: its content, as Elasticsearch stores it, and its origin.
#[derive(Clone, Debug)]
pub struct Slot<'t, T> {
    /// None where the stored field lacks the attribute.
    pub content: Option<T>,
    /// Where the content comes from.
    pub origin: Origin<'t>,
}

impl<T> Default for Slot<'_, T> {
    fn default() -> Self {
        Self { content: None, origin: Origin::Absent }
    }
}

impl<'t, T> Slot<'t, T> {
    /// Content that this node of the file gives.
    pub fn written(content: T, node: Node<'t>) -> Self {
        Self { content: Some(content), origin: Origin::Written(node) }
    }

    /// An attribute that Elasticsearch refuses.
    pub fn refused(node: Node<'t>) -> Self {
        Self { content: None, origin: Origin::Refused(node) }
    }

    /// Whether nobody gave it, so that a completion may.
    pub fn is_absent(&self) -> bool {
        self.origin == Origin::Absent
    }

    /// Gives an absent attribute the content of a completion.
    pub fn complete(&mut self, content: T, origin: Origin<'t>) {
        if self.is_absent() {
            *self = Self { content: Some(content), origin };
        }
    }

    /// Gives an absent attribute what the connector type says, if it says something.
    pub fn complete_from(&mut self, other: &Self)
    where
        T: Clone,
    {
        if self.is_absent() && other.content.is_some() {
            *self = Self { content: other.content.clone(), origin: Origin::Type };
        }
    }
}

/// An entry of `depends_on`: the field is active while `field` holds `value`.
#[derive(Clone, Debug)]
pub struct Dependency<'t> {
    /// The name of the field that it depends on.
    pub field: &'t str,
    /// A scalar or null.
    pub value: Value<'t>,
    /// The entry in its tree (the file's, or the connector type's).
    pub node: Node<'t>,
}

/// An entry of `options`.
#[derive(Clone, Debug)]
pub struct Choice<'t> {
    /// What Kibana shows.
    pub label: &'t str,
    /// What is stored: a string or a number.
    pub value: Value<'t>,
    /// The entry in its tree.
    pub node: Node<'t>,
}

/// An entry of `validations`.
#[derive(Clone, Debug)]
pub struct Validation<'t> {
    /// Which check.
    pub kind: ValidationType,
    /// A string, a number or an array.
    pub constraint: Value<'t>,
    /// The entry in its tree.
    pub node: Node<'t>,
}

/// A field definition, each attribute typed.
#[derive(Clone, Debug, Default)]
pub struct Definition<'t> {
    /// The field's name.
    pub name: &'t str,
    /// The definition's value in the file; none for a field that only the connector type has.
    pub node: Option<Node<'t>>,
    /// `category`
    pub category: Slot<'t, &'t str>,
    /// `default_value`
    pub default_value: Slot<'t, Value<'t>>,
    /// `depends_on`
    pub depends_on: Slot<'t, Vec<Dependency<'t>>>,
    /// `display`
    pub display: Slot<'t, Display>,
    /// `label`
    pub label: Slot<'t, &'t str>,
    /// `options`
    pub options: Slot<'t, Vec<Choice<'t>>>,
    /// `order`
    pub order: Slot<'t, i32>,
    /// `placeholder`
    pub placeholder: Slot<'t, &'t str>,
    /// `required`
    pub required: Slot<'t, bool>,
    /// `sensitive`
    pub sensitive: Slot<'t, bool>,
    /// `tooltip`; null as written is kept apart from absent by its origin
    pub tooltip: Slot<'t, &'t str>,
    /// `type`
    pub kind: Slot<'t, FieldType>,
    /// `ui_restrictions`
    pub ui_restrictions: Slot<'t, Vec<Cow<'t, str>>>,
    /// `validations`
    pub validations: Slot<'t, Vec<Validation<'t>>>,
    /// `value`
    pub value: Slot<'t, Value<'t>>,
    /// The field of this name that the registered type has; known once the definition is part of a request.
    pub known: Option<&'t Definition<'t>>,
    /// The stored object that an object under `values` is merged into, key by key.
    pub merged_into: Option<Node<'t>>,
}

impl<'t> Definition<'t> {
    /// What the service calls the field in its messages: the label, or the name where there is none.
    pub fn title(&self) -> &'t str {
        self.label.content.unwrap_or(self.name)
    }

    /// Whether the stored field is required; the server writes false where it is absent.
    pub fn is_required(&self) -> bool {
        self.required.content.unwrap_or(false)
    }

    /// Whether the stored field is sensitive; the server writes false where it is absent.
    pub fn is_sensitive(&self) -> bool {
        self.sensitive.content.unwrap_or(false)
    }

    /// The stored type; the service takes an absent one for `str`.
    pub fn field_type(&self) -> FieldType {
        self.kind.content.unwrap_or(FieldType::Str)
    }

    /// The entries of `depends_on`.
    pub fn dependencies(&self) -> &[Dependency<'t>] {
        self.depends_on.content.as_deref().unwrap_or_default()
    }

    /// The entries of `options`.
    pub fn choices(&self) -> &[Choice<'t>] {
        self.options.content.as_deref().unwrap_or_default()
    }

    /// The entries of `validations`.
    pub fn checks(&self) -> &[Validation<'t>] {
        self.validations.content.as_deref().unwrap_or_default()
    }

    /// The same definition, as that of a connector type: nothing of it is in the file.
    #[must_use]
    pub fn registered(mut self) -> Self {
        fn of_type<T>(slot: &mut Slot<'_, T>) {
            slot.origin = Origin::Type;
        }
        self.node = None;
        of_type(&mut self.category);
        of_type(&mut self.default_value);
        of_type(&mut self.depends_on);
        of_type(&mut self.display);
        of_type(&mut self.label);
        of_type(&mut self.options);
        of_type(&mut self.order);
        of_type(&mut self.placeholder);
        of_type(&mut self.required);
        of_type(&mut self.sensitive);
        of_type(&mut self.tooltip);
        of_type(&mut self.kind);
        of_type(&mut self.ui_restrictions);
        of_type(&mut self.validations);
        of_type(&mut self.value);
        self
    }

    /// Where an attribute comes from.
    pub fn origin(&self, attribute: Attribute) -> Origin<'t> {
        match attribute {
            Attribute::Category => self.category.origin,
            Attribute::DefaultValue => self.default_value.origin,
            Attribute::DependsOn => self.depends_on.origin,
            Attribute::Display => self.display.origin,
            Attribute::Label => self.label.origin,
            Attribute::Options => self.options.origin,
            Attribute::Order => self.order.origin,
            Attribute::Placeholder => self.placeholder.origin,
            Attribute::Required => self.required.origin,
            Attribute::Sensitive => self.sensitive.origin,
            Attribute::Tooltip => self.tooltip.origin,
            Attribute::Type => self.kind.origin,
            Attribute::UiRestrictions => self.ui_restrictions.origin,
            Attribute::Validations => self.validations.origin,
            Attribute::Value => self.value.origin,
        }
    }
}
