//! Phrases that several rules share.

use crate::connector::attribute::{Attribute, FieldType, ValidationType};
use crate::connector::definition::{Definition, Dependency, Validation};
use crate::consumers::{At, Event};
use crate::finding::{Finding, Message, MessagePart, Place};
use crate::message;
use crate::repository::Conflict;
use crate::rules::Subject;
use crate::suggest::suggest;
use crate::tree::{Node, Value};

/// What to call a node: its key, or the item of which array it is.
pub(super) fn named(node: Node<'_>) -> String {
    match (node.key(), node.parent()) {
        (Some(key), _) => format!("`{}`", key.text),
        (None, Some(parent)) => format!("an item of `{}`", parent.name()),
        (None, None) => "the top level".to_owned(),
    }
}

/// The name of a field type with its article.
pub(super) fn article(kind: &str) -> String {
    format!("{} {kind}", if kind.starts_with('i') { "an" } else { "a" })
}

/// What a field type holds.
pub(super) fn kind_in_words(kind: &str) -> &'static str {
    match kind {
        "int" => "an integer",
        "bool" => "a bool",
        "list" => "a list",
        _ => "a string",
    }
}

/// A scalar as a string in quotes; masked with its node.
pub(super) fn in_quotes(node: Node<'_>) -> MessagePart<'_> {
    let text = match node.value() {
        Value::Bool(value) => value.to_string(),
        _ => node.text().to_owned(),
    };
    MessagePart::Derived(format!("\"{text}\""), node)
}

/// What a conversion made, as a file would say it. `python` is its `repr`.
pub(super) fn converted(kind: FieldType, python: &str) -> String {
    let bare = ['\'', '"'].iter().find_map(|quote| python.strip_prefix(*quote)?.strip_suffix(*quote));
    match (kind, python) {
        (FieldType::Bool, "True") => "true".to_owned(),
        (FieldType::Bool, "False") => "false".to_owned(),
        (FieldType::Str, _) => format!("\"{}\"", bare.unwrap_or(python)),
        _ => python.to_owned(),
    }
}

/// The value that an event is about: as the file writes it, or by what it is called where it is not in the file.
pub(super) fn shown<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Vec<MessagePart<'r>> {
    match written(subject, event) {
        Some(node) => match node.value() {
            Value::Null | Value::Array(_) | Value::Object(_) => message![node.value().noun()].0,
            _ => message![node].0,
        },
        None => message!["its registered value"].0,
    }
}

/// The value that an event is about, where it is in the file.
pub(super) fn written<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Option<Node<'r>> {
    let node = match (event.at, event.field) {
        (At::Attribute(attribute), Some(field)) => field.origin(attribute).node(),
        (At::Node(node), _) => Some(node),
        _ => None,
    };
    node.filter(|node| subject.is_of_file(*node))
}

/// The finding for what a source refuses in its own checks.
pub(super) fn of_source<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let mut message = message!["`", event.name.unwrap_or_default(), "` "];
    message.0.push(event.detail.clone().unwrap_or_default().into());
    if let Some(inside) = &event.inside {
        message.0.push(match written(subject, event) {
            Some(node) => MessagePart::Derived(inside.clone(), node),
            None => "(in its registered value)".into(),
        });
    }
    Finding::new(subject.place(event), message)
}

/// The finding for a value that violates a validation; `must` begins what is wanted.
pub(super) fn violation<'r>(subject: &Subject<'r>, event: &Event<'r>, must: &'static str) -> Finding<'r> {
    let name = event.name.unwrap_or_default();
    let mut message = message!["`", name, "` ", must];
    message.0.push(event.validation.map_or_else(String::new, constraint_in_words).into());
    if let (Some(item), Some(node)) = (&event.detail, written(subject, event)) {
        message.0.extend([", but holds ".into(), MessagePart::Derived(item.clone(), node)]);
    } else {
        message.0.push(", but is ".into());
        message.0.extend(shown(subject, event));
    }
    let finding = Finding::new(subject.place(event), message);
    let finding = finding.help_if(event.validation.and_then(nearest)).help_if(meant(subject, event));
    with_constraint(subject, event, finding)
}

/// The finding, with the constraint as its second place where it is in the file.
pub(super) fn with_constraint<'r>(
    subject: &Subject<'r>,
    event: &Event<'r>,
    finding: Finding<'r>,
) -> Finding<'r> {
    let node = event.validation.map(|validation| validation.node).filter(|node| subject.is_of_file(*node));
    match node {
        Some(node) => {
            let place = Place::value(node.get("constraint").unwrap_or(node));
            finding.related(place, message!["the constraint"])
        }
        None => finding,
    }
}

/// What the validation of an event wants, as it follows "must".
pub(super) fn check_in_words(event: &Event<'_>) -> String {
    event.validation.map_or_else(|| "pass".to_owned(), requirement)
}

/// What a validation wants, as it follows "must".
pub(super) fn requirement(validation: &Validation<'_>) -> String {
    let verb = match validation.kind {
        ValidationType::LessThan => "be less than",
        ValidationType::GreaterThan => "be greater than",
        ValidationType::ListType => "hold only items of type",
        ValidationType::IncludedIn => "be one of",
        ValidationType::Regex => "match",
    };
    format!("{verb} {}", constraint_in_words(validation))
}

/// Longer constraints are cut in messages; the second label shows them whole.
const LONGEST: usize = 80;

fn constraint_in_words(validation: &Validation<'_>) -> String {
    let text = match validation.constraint {
        Value::Array(list) => {
            list.children().map(|item| literal(item.value())).collect::<Vec<_>>().join(", ")
        }
        Value::Text(text) if validation.kind == ValidationType::Regex => format!("`{text}`"),
        Value::Text(text) if validation.kind == ValidationType::ListType => text.to_owned(),
        other => literal(other),
    };
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// A value that is no secret, as JSON writes it.
pub(super) fn literal(value: Value<'_>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.text().to_owned(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        Value::Unrepresentable(text) => text.to_owned(),
    }
}

/// The value next to the bound that passes, or what else would.
fn nearest<'r>(validation: &'r Validation<'r>) -> Option<Message<'r>> {
    let step = match validation.kind {
        ValidationType::LessThan => -1,
        ValidationType::GreaterThan => 1,
        ValidationType::Regex => {
            return Some(message![
                "the pattern must match the whole value, from its first character to its last"
            ]);
        }
        ValidationType::IncludedIn => return None,
        ValidationType::ListType => {
            return Some(message!["write the items in one string, with commas between them"]);
        }
    };
    let Value::Number(bound) = validation.constraint else { return None };
    let nearest = match bound.as_i64() {
        Some(bound) => bound.checked_add(step)?,
        None => between(bound.as_f64(), step)?,
    };
    let which = if step < 0 { "largest" } else { "smallest" };
    Some(message![format!("the {which} value allowed is {nearest}")])
}

/// The integer next to a bound that is none, above or below it.
fn between(bound: f64, step: i64) -> Option<i64> {
    /// From here on not every integer is a double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let nearest = if step < 0 { (bound - 1.0).ceil() } else { (bound + 1.0).floor() };
    #[expect(clippy::cast_possible_truncation, reason = "it is an integer in the range of one")]
    (nearest.abs() < EXACT).then_some(nearest as i64)
}

/// Among more allowed values than these none is looked for: each item of a long list would go through them.
const SEARCHED: usize = 100;

/// The allowed value that a value, or an item of a list, was meant as; none for a secret.
fn meant<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Option<Message<'r>> {
    let validation = event.validation.filter(|validation| validation.kind == ValidationType::IncludedIn)?;
    let field = event.field.filter(|field| !subject.is_secret(field))?;
    let Value::Array(allowed) = validation.constraint else { return None };
    if allowed.count() > SEARCHED {
        return None;
    }
    let typed = match (&event.detail, field.value.content) {
        (Some(item), _) => item.trim_matches('"'),
        (None, Some(Value::Text(text))) => text,
        _ => return None,
    };
    let meant = suggest(typed, allowed.children().filter_map(|item| item.value().as_text()))?;
    Some(message![format!("did you mean \"{meant}\"?")])
}

/// The first file of a conflict.
pub(super) fn first_file(conflict: &Conflict<'_>) -> String {
    conflict.firsts.first().map_or_else(|| "another file".to_owned(), |first| first.path.to_string())
}

/// In which cluster a conflict is, where there are clusters.
pub(super) fn within(conflict: &Conflict<'_>) -> String {
    conflict.cluster.map_or_else(String::new, |name| format!(" (cluster `{name}`)"))
}

/// A key of an entry of a field's `depends_on`, or, where the file does not write it, the nearest thing that exists.
pub(super) fn entry_place<'r>(
    subject: &Subject<'r>,
    field: &Definition<'r>,
    item: usize,
    key: &'static str,
) -> Place<'r> {
    match subject.item(field, Attribute::DependsOn, item) {
        Some(node) => Place::value(node.get(key).unwrap_or(node)),
        None => subject.attribute_place(field, Attribute::DependsOn),
    }
}

/// The value that a dependency waits for.
pub(super) fn wanted<'r>(subject: &Subject<'r>, dependency: &Dependency<'r>) -> MessagePart<'r> {
    match dependency.node.get("value").filter(|node| subject.is_of_file(*node)) {
        Some(node) => node.into(),
        None => literal(dependency.value).into(),
    }
}
