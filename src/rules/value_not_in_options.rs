//! `value-not-in-options`: the value or default of a dropdown that is none of its options.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, Display};
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
    if is_open || field.choices().iter().any(|choice| choice.value == value) {
        return None;
    }
    let what = if attribute == Attribute::Value { "" } else { "the default of " };
    let message = message![
        node,
        " is no option of ",
        what,
        "`",
        field.name,
        "`; nobody checks that, and its source will not know it"
    ];
    let place = subject.attribute_place(field, attribute);
    let finding = Finding::new(place, message).field(field.name).help(options(field, node.text()));
    Some(match field.options.origin.node().filter(|node| subject.is_of_file(*node)) {
        Some(options) => finding.related(Place::key(options), message!["the options are here"]),
        None => finding,
    })
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
