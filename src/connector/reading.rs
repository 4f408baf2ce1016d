//! Reads a field definition as Elasticsearch's lenient parser does (`ConnectorConfiguration.java`): each attribute is
//! accepted, coerced, dropped or refused, once, here.

use std::borrow::Cow;

use crate::connector::attribute::{Attribute, Display, FieldType};
use crate::connector::coercion::{bool_from_text, folded, order_from_number, order_from_text};
use crate::connector::definition::{Definition, Origin, Slot};
use crate::connector::items;
use crate::connector::misnamed::misnamed_label;
use crate::connector::remark::{Remark, Treatment};
use crate::tree::{Node, Number, Value};

/// A number with more digits than this is refused by the server's parser; sign, point and `e` are not counted.
const MAX_DIGITS: usize = 1000;

/// Whether the server's parser takes a number of this spelling.
fn is_readable(number: Number<'_>) -> bool {
    number.text().bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS
}

/// Collects the remarks of one definition.
#[derive(Debug)]
pub(super) struct Reader<'r, 't> {
    pub(super) field: &'t str,
    pub(super) remarks: &'r mut Vec<Remark<'t>>,
}

impl<'t> Reader<'_, 't> {
    pub(super) fn remark(&mut self, treatment: Treatment, node: Node<'t>) {
        self.remark_with(treatment, node, None);
    }

    pub(super) fn remark_with(&mut self, treatment: Treatment, node: Node<'t>, detail: Option<String>) {
        self.remarks.push(Remark { treatment, node, field: Some(self.field), detail });
    }

    pub(super) fn refuse<T>(&mut self, treatment: Treatment, node: Node<'t>) -> Slot<'t, T> {
        match node.value() {
            Value::Unrepresentable(_) => self.remark(Treatment::Unrepresentable, node),
            _ if node.is_lost() => {} // the reader said so
            _ => self.remark(treatment, node),
        }
        Slot::refused(node)
    }

    fn coerce<T>(&mut self, content: T, stored: String, node: Node<'t>) -> Slot<'t, T> {
        self.remark_with(Treatment::Coerced, node, Some(stored));
        Slot::written(content, node)
    }

    /// The definition that `node`, an object, holds.
    pub(super) fn definition(&mut self, node: Node<'t>) -> Definition<'t> {
        let before = self.remarks.len();
        let mut read = Definition { name: self.field, node: Some(node), ..Definition::default() };
        for child in node.children() {
            self.attribute(&mut read, child);
        }
        if read.label.is_absent() && !node.is_damaged() {
            // A misnamed label is said once.
            if let Some(label) = misnamed_label(node) {
                let own = self.remarks.split_off(before);
                self.remarks.extend(own.into_iter().filter(|remark| remark.node != label));
            }
            self.remark(Treatment::MissingLabel, node);
        }
        read
    }

    /// Reads one attribute; of duplicates the first counts.
    fn attribute(&mut self, read: &mut Definition<'t>, node: Node<'t>) {
        let Some(attribute) = Attribute::from_name(node.name()) else {
            self.remark(Treatment::Dropped, node);
            return;
        };
        if read.origin(attribute).node().is_some() {
            return;
        }
        match attribute {
            Attribute::Category => read.category = self.text(node),
            Attribute::DefaultValue => read.default_value = self.datum(node, Objects::Refused),
            Attribute::DependsOn => read.depends_on = items::dependencies(self, node),
            Attribute::Display => read.display = self.display(node),
            Attribute::Label => read.label = self.label(node),
            Attribute::Options => read.options = items::choices(self, node),
            Attribute::Order => read.order = self.order(node),
            Attribute::Placeholder if node.value() == Value::Null => {}
            Attribute::Placeholder => read.placeholder = self.text(node),
            Attribute::Required => read.required = self.bool(node),
            Attribute::Sensitive => read.sensitive = self.bool(node),
            Attribute::Tooltip => read.tooltip = self.tooltip(node),
            Attribute::Type => read.kind = self.field_type(node),
            Attribute::UiRestrictions => read.ui_restrictions = self.restrictions(node),
            Attribute::Validations => read.validations = items::validations(self, node),
            Attribute::Value => read.value = self.datum(node, Objects::Accepted),
        }
    }

    pub(super) fn text(&mut self, node: Node<'t>) -> Slot<'t, &'t str> {
        match node.value() {
            Value::Text(text) => Slot::written(text, node),
            _ => self.refuse(Treatment::WrongType, node),
        }
    }

    /// A null tooltip is a value as written: nothing is stored, and nothing is filled in.
    fn tooltip(&mut self, node: Node<'t>) -> Slot<'t, &'t str> {
        match node.value() {
            Value::Null => Slot { content: None, origin: Origin::Written(node) },
            _ => self.text(node),
        }
    }

    fn label(&mut self, node: Node<'t>) -> Slot<'t, &'t str> {
        if node.value() == Value::Text("") {
            self.remark(Treatment::EmptyLabel, node);
        }
        self.text(node)
    }

    fn field_type(&mut self, node: Node<'t>) -> Slot<'t, FieldType> {
        match node.value() {
            Value::Null if !node.is_lost() => Slot::default(),
            Value::Text(text) => match FieldType::from_name(text) {
                Some(kind) => Slot::written(kind, node),
                None => self.refuse(Treatment::UnknownType, node),
            },
            _ => self.refuse(Treatment::WrongType, node),
        }
    }

    fn display(&mut self, node: Node<'t>) -> Slot<'t, Display> {
        let Value::Text(text) = node.value() else { return self.refuse(Treatment::WrongType, node) };
        if let Some(display) = Display::from_name(text) {
            return Slot::written(display, node);
        }
        let text = folded(text);
        match Display::from_name(&text) {
            Some(display) => self.coerce(display, format!("\"{text}\""), node),
            None => self.refuse(Treatment::UnknownDisplay, node),
        }
    }

    fn bool(&mut self, node: Node<'t>) -> Slot<'t, bool> {
        match node.value() {
            Value::Bool(value) => Slot::written(value, node),
            Value::Text(text) => match bool_from_text(text) {
                Some(value) => self.coerce(value, value.to_string(), node),
                None => self.refuse(Treatment::WrongType, node),
            },
            _ => self.refuse(Treatment::WrongType, node),
        }
    }

    fn order(&mut self, node: Node<'t>) -> Slot<'t, i32> {
        let stored = match node.value() {
            Value::Number(number) if is_readable(number) => {
                if let Some(order) = number.as_i64().and_then(|order| i32::try_from(order).ok()) {
                    return Slot::written(order, node);
                }
                order_from_number(number.as_f64())
            }
            Value::Text(text) => order_from_text(text),
            _ => None,
        };
        if let Some(order) = stored {
            return self.coerce(order, order.to_string(), node);
        }
        let slot = self.refuse(Treatment::WrongType, node);
        if let Some(remark) = self.remarks.last_mut().filter(|remark| remark.node == node) {
            remark.detail = Some("a whole number from -2147483648 to 2147483647".to_owned());
        }
        slot
    }

    fn restrictions(&mut self, node: Node<'t>) -> Slot<'t, Vec<Cow<'t, str>>> {
        match node.value() {
            Value::Text(text) => self.coerce(vec![Cow::Borrowed(text)], format!("[{}]", quoted(text)), node),
            Value::Array(_) => {
                let entries: Option<Vec<_>> = node.children().map(|item| self.restriction(item)).collect();
                entries.map_or_else(|| Slot::refused(node), |entries| Slot::written(entries, node))
            }
            _ => self.refuse(Treatment::WrongType, node),
        }
    }

    fn restriction(&mut self, node: Node<'t>) -> Option<Cow<'t, str>> {
        match node.value() {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) => {
                self.coerce((), quoted(number.text()), node);
                Some(Cow::Borrowed(number.text()))
            }
            Value::Bool(value) => {
                self.coerce((), quoted(&value.to_string()), node);
                Some(Cow::Owned(value.to_string()))
            }
            _ => {
                self.refuse::<()>(Treatment::WrongType, node);
                None
            }
        }
    }

    /// A `value` or `default_value`: anything but an array, and in a default no object either.
    fn datum(&mut self, node: Node<'t>, objects: Objects) -> Slot<'t, Value<'t>> {
        match node.value() {
            value @ (Value::Text(_) | Value::Bool(_)) => Slot::written(value, node),
            Value::Array(_) => self.refuse(Treatment::ArrayValue, node),
            Value::Object(_) if objects == Objects::Refused => self.refuse(Treatment::WrongType, node),
            value if !node.is_lost() && self.is_representable(node) => Slot::written(value, node),
            _ => Slot::refused(node),
        }
    }

    /// Whether everything below `node` can be sent; what cannot is remarked.
    pub(super) fn is_representable(&mut self, node: Node<'t>) -> bool {
        let mut found = Vec::new();
        unrepresentable(node, &mut found);
        for node in &found {
            self.remark(Treatment::Unrepresentable, *node);
        }
        found.is_empty()
    }
}

/// Finds everything at and below `node` that cannot be sent. Recursion ends where the readers' limit of depth is.
pub(crate) fn unrepresentable<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    match node.value() {
        Value::Unrepresentable(_) => found.push(node),
        Value::Number(number) if !is_readable(number) => found.push(node),
        Value::Array(_) | Value::Object(_) => {
            for child in node.children() {
                unrepresentable(child, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Objects {
    Accepted,
    Refused,
}

/// A string as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
