//! `numeric-option`: a number as an option of a control that compares text.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, Display};
use crate::finding::{Finding, Message, MessagePart, Place};
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "numeric-option",
    severity: Some(Severity::Warning),
    summary: "a number as an option: with up to three options Kibana never shows it as selected",
    page: include_str!("numeric_option.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// Up to this many options Kibana draws radio buttons, which it compares with the text of a value.
const RADIO: usize = 3;

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        if field.display.content != Some(Display::Dropdown) || field.choices().len() > RADIO {
            continue;
        }
        for (at, choice) in field.choices().iter().enumerate() {
            let Value::Number(_) = choice.value else { continue };
            let Some(value) = subject.item(field, Attribute::Options, at).and_then(|item| item.get("value"))
            else {
                continue;
            };
            let message = message![
                "the option ",
                value,
                " of `",
                field.name,
                "` is a number, which Kibana's radio buttons never show as selected"
            ];
            let quoted = MessagePart::Derived(format!("\"{}\"", value.text()), value);
            let help = Message(vec!["write ".into(), quoted]);
            findings.push(Finding::new(Place::value(value), message).field(field.name).help(help));
        }
    }
}
