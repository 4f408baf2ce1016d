//! `unreachable-dependency`: a field waits for a value that the other one never holds.

use super::{Judge, Rule, Subject, article, entry_place, literal, requirement, wanted};
use crate::connector::attribute::{Attribute, FieldType};
use crate::connector::definition::{Definition, Dependency};
use crate::consumers::python::{Int, Py};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Message, MessagePart, Place};
use crate::graph::reach::Never;
use crate::message;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "unreachable-dependency",
    breaks: &[Consumer::Kibana],
    summary: "a field waits for a value that the field it depends on can never hold",
    page: include_str!("unreachable_dependency.md"),
    claims: &[Cause::HiddenByUnreachable],
    word: Some(word),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// More options than these are not listed.
const LISTED: usize = 12;

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    if !subject.writes_dependencies() {
        return;
    }
    let nevers = subject.nevers();
    for (at, held) in subject.service.fields().iter().enumerate() {
        for item in 0..held.definition.dependencies().len() {
            if let Some(never) = nevers.get(&(at, item))
                && subject.item(held.definition, Attribute::DependsOn, item).is_some()
                && let Some(entry) = Entry::of(subject, held.definition, item)
            {
                findings.push(entry.finding(subject, *never));
            }
        }
    }
}

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let entry = match (event.field, event.at) {
        (Some(field), At::Item(_, item)) => Entry::of(subject, field, item),
        _ => None,
    };
    let Some(entry) = entry else {
        return Finding::new(subject.place(event), message!["the wanted value can never be entered"]);
    };
    let never =
        subject.service.place(entry.field.name).and_then(|at| subject.nevers().get(&(at, entry.item)));
    match never {
        Some(never) => entry.finding(subject, *never),
        None => entry.beyond(subject, event.detail.clone().unwrap_or_default()),
    }
}

/// An entry of a field's `depends_on`, with the field that it depends on.
#[derive(Clone, Copy)]
struct Entry<'r> {
    field: &'r Definition<'r>,
    item: usize,
    dependency: &'r Dependency<'r>,
    parent: &'r Definition<'r>,
}

impl<'r> Entry<'r> {
    fn of(subject: &Subject<'r>, field: &'r Definition<'r>, item: usize) -> Option<Self> {
        let dependency = field.dependencies().get(item)?;
        let parent = subject.service.field(dependency.field)?.definition;
        Some(Self { field, item, dependency, parent })
    }

    /// The finding, whose message ends with why the value is never held.
    fn because(self, subject: &Subject<'r>, why: Message<'r>) -> Finding<'r> {
        let mut message = message!["`", self.field.name, "` waits for `", self.parent.name, "` to be "];
        message.0.push(wanted(subject, self.dependency));
        message.0.push(", ".into());
        message.0.extend(why.0);
        let place = entry_place(subject, self.field, self.item, "value");
        Finding::new(place, message).field(self.field.name)
    }

    fn finding(self, subject: &Subject<'r>, never: Never) -> Finding<'r> {
        let kind = article(self.parent.field_type().name());
        match never {
            Never::Type => {
                let finding = self.because(subject, message![self.mismatch(&kind)]);
                self.typed(subject, finding).help(self.spelling(subject))
            }
            Never::TypeInKibana => {
                let why = format!("which Kibana never takes for a value of {kind} field");
                self.typed(subject, self.because(subject, message![why])).help(self.spelling(subject))
            }
            Never::Options => {
                let finding = self.because(subject, message!["which is none of its options"]);
                let options = self.parent.options.origin.node().filter(|node| subject.is_of_file(*node));
                let finding = finding.help(self.options(subject));
                match options {
                    Some(node) => finding.related(Place::key(node), message!["the options are here"]),
                    None => finding,
                }
            }
            Never::Refused(check) => {
                let finding = self.because(subject, message!["which its own validation refuses"]);
                let Some(check) = self.parent.checks().get(check) else { return finding };
                let help = message!["`", self.parent.name, "` must ", requirement(check)];
                let finding = finding.help(help);
                match Some(check.node).filter(|node| subject.is_of_file(*node)) {
                    Some(node) => {
                        let place = Place::value(node.get("constraint").unwrap_or(node));
                        finding.related(place, message!["the constraint"])
                    }
                    None => finding,
                }
            }
        }
    }

    /// What is no mistake in itself, but nothing that can be entered.
    fn beyond(self, subject: &Subject<'r>, control: String) -> Finding<'r> {
        let why = message!["which cannot be entered: in Kibana the field has ", control];
        let help = match self.dependency.value {
            Value::Null | Value::Text("") if self.parent.choices().is_empty() => {
                "wait for a value that can be set there"
            }
            Value::Null | Value::Text("") => "wait for one of its options, or add one with an empty value",
            _ => "wait for a value that can be set there, or give the field another `display`",
        };
        self.because(subject, why).help(message![help])
    }

    fn typed(self, subject: &Subject<'r>, finding: Finding<'r>) -> Finding<'r> {
        match self.parent.kind.origin.node().filter(|node| subject.is_of_file(*node)) {
            Some(node) => finding.related(Place::value(node), message!["its type"]),
            None => finding,
        }
    }

    /// Why no value of this kind of field is the wanted one.
    fn mismatch(self, kind: &str) -> String {
        let what = match (self.parent.field_type(), self.dependency.value) {
            (FieldType::List, _) => {
                return format!("but to the service the value of {kind} field never equals a single one");
            }
            (FieldType::Int, Value::Number(_)) => "a fraction",
            (FieldType::Bool, Value::Number(_)) => "such a number",
            (_, other) => other.noun(),
        };
        format!("but {kind} field never holds {what}")
    }

    /// The text to type instead.
    fn spelling(self, subject: &Subject<'r>) -> Message<'r> {
        let value = self.dependency.value;
        let quoted = |text: &str| Some(literal(Value::Text(text)));
        let text = match (self.parent.field_type(), value) {
            (FieldType::List, _) => {
                return message![
                    "a list is never equal to a single value: depend on a field of another type"
                ];
            }
            (FieldType::Str, Value::Null) => quoted(""),
            (FieldType::Str, Value::Bool(value)) => quoted(if value { "true" } else { "false" }),
            (FieldType::Str, Value::Number(number)) => quoted(number.text()),
            (FieldType::Bool, Value::Text(text)) => truth(text).map(str::to_owned),
            (FieldType::Bool, Value::Number(_)) => match Py::stored(value) {
                one if one.equals(&Py::Bool(true)) => Some("true".to_owned()),
                zero if zero.equals(&Py::Bool(false)) => Some("false".to_owned()),
                _ => None,
            },
            (FieldType::Int, Value::Bool(value)) => Some(i32::from(value).to_string()),
            (FieldType::Int, Value::Text(text)) => Int::parse(text).ok().map(|int| int.text().to_owned()),
            _ => None,
        };
        let without = if matches!(value, Value::Text(_)) { ", without quotes" } else { "" };
        match (text, self.parent.field_type()) {
            (Some(text), _) => message!["write ", self.derived(subject, text), without],
            (None, FieldType::Bool) => message!["write true or false", without],
            (None, FieldType::Int) => message!["write a whole number", without],
            (None, _) => message!["write a string"],
        }
    }

    fn options(self, subject: &Subject<'r>) -> Message<'r> {
        let texts = self.parent.choices().iter().filter_map(|choice| choice.value.as_text());
        let typed = self.dependency.value.as_text().unwrap_or_default();
        if let Some(meant) = subject.suggest(typed, texts) {
            return message!["did you mean ", literal(Value::Text(meant)), "?"];
        }
        let choices = self.parent.choices();
        let listed: Vec<_> = choices.iter().take(LISTED).map(|choice| literal(choice.value)).collect();
        let more = if choices.len() > LISTED { ", …" } else { "" };
        message![format!("write one of {}{more}", listed.join(", "))]
    }

    /// A text made of the value, which is masked where the value is secret.
    fn derived(self, subject: &Subject<'r>, text: String) -> MessagePart<'r> {
        match self.dependency.node.get("value").filter(|node| subject.is_of_file(*node)) {
            Some(node) => MessagePart::Derived(text, node),
            None => text.into(),
        }
    }
}

/// What a person means by a word for true or false.
fn truth(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some("true"),
        "false" | "no" | "off" | "0" => Some("false"),
        _ => None,
    }
}
