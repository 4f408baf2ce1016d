//! The items of `depends_on`, `options` and `validations`, as the server's object-array parser takes them: a lone
//! object is wrapped, and a scalar right before an object is passed over.

use std::iter::Peekable;

use crate::connector::attribute::ValidationType;
use crate::connector::coercion::folded;
use crate::connector::definition::{Choice, Dependency, Slot, Validation};
use crate::connector::misnamed::misnamed;
use crate::connector::reading::{Reader, quoted};
use crate::connector::remark::Treatment;
use crate::tree::{Children, Kind, Node, Value};

/// Reads the two keys of every item with `read`; one refused item refuses the attribute.
fn items<'t, T>(
    reader: &mut Reader<'_, 't>,
    node: Node<'t>,
    keys: [&'static str; 2],
    mut read: impl FnMut(&mut Reader<'_, 't>, Node<'t>, Node<'t>, Node<'t>) -> Option<T>,
) -> Slot<'t, Vec<T>> {
    let mut item = |reader: &mut Reader<'_, 't>, item: Node<'t>| {
        let [first, second] = pair(reader, item, keys)?;
        read(reader, item, first, second)
    };
    match node.value() {
        Value::Object(_) => {
            reader.remark(Treatment::Coerced, node);
            item(reader, node).map_or_else(|| Slot::refused(node), |one| Slot::written(vec![one], node))
        }
        Value::Array(_) if node.count() == 0 => Slot::written(Vec::new(), node),
        Value::Array(_) => {
            let mut read = Some(Vec::with_capacity(node.count()));
            let mut elements = node.children().peekable();
            while let Some(element) = elements.next() {
                let object = object(reader, element, &mut elements);
                let one = object.and_then(|object| item(reader, object));
                match (one, &mut read) {
                    (Some(one), Some(all)) => all.push(one),
                    _ => read = None,
                }
            }
            read.map_or_else(|| Slot::refused(node), |all| Slot::written(all, node))
        }
        _ => reader.refuse(Treatment::WrongType, node),
    }
}

/// The next of an array's elements that is an object; none in place of an element that is refused. A lone scalar or null
/// before an object is passed over without a word.
fn object<'t>(
    reader: &mut Reader<'_, 't>,
    element: Node<'t>,
    rest: &mut Peekable<Children<'t>>,
) -> Option<Node<'t>> {
    let is_object = |node: &Node<'t>| node.kind() == Kind::Object;
    if is_object(&element) {
        return Some(element);
    }
    let is_passed_over = !matches!(element.kind(), Kind::Array | Kind::Unrepresentable);
    let object = if is_passed_over { rest.next_if(is_object) } else { None };
    if object.is_some() {
        reader.remark(Treatment::Dropped, element);
    } else {
        reader.refuse::<()>(Treatment::WrongType, element);
    }
    object
}

/// The two members that an item needs; the others are dropped.
fn pair<'t>(reader: &mut Reader<'_, 't>, item: Node<'t>, keys: [&'static str; 2]) -> Option<[Node<'t>; 2]> {
    if let (Some(first), Some(second)) = (item.get(keys[0]), item.get(keys[1])) {
        dropped(reader, item, keys, None);
        return Some([first, second]);
    }
    let missing: Vec<_> = keys.into_iter().filter(|key| item.get(key).is_none()).collect();
    let meant = misnamed(item, &missing, true, |name| keys.contains(&name));
    dropped(reader, item, keys, meant.map(|(child, _)| child));
    if !item.is_damaged() {
        reader.remark(Treatment::IncompleteEntry, item);
    }
    None
}

/// The members that an item does not need, but for the one whose name is to be corrected.
fn dropped<'t>(reader: &mut Reader<'_, 't>, item: Node<'t>, keys: [&str; 2], meant: Option<Node<'t>>) {
    for child in item.children() {
        if !keys.contains(&child.name()) && meant != Some(child) {
            reader.remark(Treatment::Dropped, child);
        }
    }
}

pub(super) fn dependencies<'t>(reader: &mut Reader<'_, 't>, node: Node<'t>) -> Slot<'t, Vec<Dependency<'t>>> {
    items(reader, node, ["field", "value"], |reader, item, field, value| {
        let field = reader.text(field).content;
        let value = scalar(reader, value, Scalars::AllAndNull);
        Some(Dependency { field: field?, value: value?, node: item })
    })
}

pub(super) fn choices<'t>(reader: &mut Reader<'_, 't>, node: Node<'t>) -> Slot<'t, Vec<Choice<'t>>> {
    items(reader, node, ["label", "value"], |reader, item, label, value| {
        let label = reader.text(label).content;
        let value = scalar(reader, value, Scalars::TextAndNumber);
        Some(Choice { label: label?, value: value?, node: item })
    })
}

pub(super) fn validations<'t>(reader: &mut Reader<'_, 't>, node: Node<'t>) -> Slot<'t, Vec<Validation<'t>>> {
    items(reader, node, ["type", "constraint"], |reader, item, kind, constraint| {
        let kind = validation_type(reader, kind);
        let constraint = match constraint.value() {
            Value::Array(_) => {
                let is_known = reader.is_representable(constraint) && is_whole(constraint);
                is_known.then(|| constraint.value())
            }
            _ => scalar(reader, constraint, Scalars::TextAndNumber),
        };
        Some(Validation { kind: kind?, constraint: constraint?, node: item })
    })
}

/// Whether all of a value could be read.
fn is_whole(node: Node<'_>) -> bool {
    !node.is_damaged() && !node.is_lost() && node.children().all(is_whole)
}

fn validation_type<'t>(reader: &mut Reader<'_, 't>, node: Node<'t>) -> Option<ValidationType> {
    let text = reader.text(node).content?;
    let exact = ValidationType::ALL.into_iter().find(|kind| kind.name() == text);
    if exact.is_some() {
        return exact;
    }
    let text = folded(text);
    let kind = ValidationType::ALL.into_iter().find(|kind| kind.name() == text);
    match kind {
        Some(_) => reader.remark_with(Treatment::Coerced, node, Some(quoted(&text))),
        None => reader.remark(Treatment::UnknownValidation, node),
    }
    kind
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scalars {
    TextAndNumber,
    AllAndNull,
}

fn scalar<'t>(reader: &mut Reader<'_, 't>, node: Node<'t>, accepted: Scalars) -> Option<Value<'t>> {
    match node.value() {
        Value::Number(_) => reader.is_representable(node).then(|| node.value()),
        Value::Text(_) => Some(node.value()),
        Value::Null | Value::Bool(_) if accepted == Scalars::AllAndNull => Some(node.value()),
        _ => {
            reader.refuse::<()>(Treatment::WrongType, node);
            None
        }
    }
}
