//! `value-not-in-options`: the value or default of a dropdown that is none of its options.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, Display, FieldType};
use crate::connector::definition::{Choice, Definition, Origin, Slot};
use crate::finding::{Finding, Message, MessagePart, Place};
use crate::message;
use crate::reference::Reference;
use crate::suggest::suggest;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "value-not-in-options",
    summary: "the value or default of a dropdown is none of its options, which nobody checks",
    page: include_str!("value_not_in_options.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in &subject.request.fields {
        if field.display.content == Some(Display::Dropdown) && !field.choices().is_empty() {
            findings.extend(outside(subject, field, Attribute::Value, &field.value));
            findings.extend(outside(subject, field, Attribute::DefaultValue, &field.default_value));
        }
    }
}

fn outside<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    attribute: Attribute,
    slot: &Slot<'r, Value<'r>>,
) -> Option<Finding<'r>> {
    let (Origin::Written(node) | Origin::Values(node)) = slot.origin else { return None };
    let value = slot.content?;
    let is_open = match value {
        Value::Null | Value::Text("") => true,
        Value::Text(text) => Reference::parse(text).is_some(),
        _ => false,
    };
    if is_open || is_offered(field, value) {
        return None;
    }
    let what = if attribute == Attribute::Value { "value" } else { "default" };
    let message = message!["the ", what, " ", node, " of `", field.name, "` is none of its options"];
    let place = subject.attribute_place(field, attribute);
    // What is near to a secret is told by nobody.
    let written = if subject.is_secret(field) { "" } else { node.text() };
    let finding = Finding::new(place, message).field(field.name).help(options(field, written));
    Some(match field.options.origin.node().filter(|node| subject.is_of_file(*node)) {
        Some(options) => finding.related(Place::key(options), message!["the options are here"]),
        None => finding,
    })
}

/// Whether an option stands for this value, in a list for each item of it. Types aside: other rules tell of them.
fn is_offered(field: &Definition<'_>, value: Value<'_>) -> bool {
    let offers = |text: &str| field.choices().iter().any(|choice| plain(choice.value) == Some(text));
    match value {
        Value::Text(text) if field.field_type() == FieldType::List => {
            text.split(',').map(str::trim).all(offers)
        }
        Value::Array(_) | Value::Object(_) => true, // refused, or told of by another rule
        Value::Bool(value) => offers(if value { "true" } else { "false" }),
        value => plain(value).is_some_and(offers),
    }
}

fn plain(value: Value<'_>) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Number(number) => Some(number.text()),
        _ => None,
    }
}

/// The option that was meant, or all of them.
fn options<'r>(field: &'r Definition<'r>, written: &str) -> Message<'r> {
    let texts = field.choices().iter().filter_map(|choice| choice.value.as_text());
    if let Some(meant) = suggest(written, texts) {
        return message![format!("did you mean \"{meant}\"?")];
    }
    let mut message = message!["write one of "];
    for (at, choice) in field.choices().iter().take(12).enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        message.0.push(MessagePart::from(format!("{comma}{}", shown(choice))));
    }
    message
}

fn shown(choice: &Choice<'_>) -> String {
    match choice.value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Number(number) => number.text().to_owned(),
        _ => String::new(),
    }
}
