//! `hidden-field`: Kibana hides a field that the connector service checks.

use super::{Rule, Subject, entry_place, wanted};
use crate::connector::attribute::Attribute;
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, MessagePart};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "hidden-field",
    severity: Some(Severity::Warning),
    breaks: &[Consumer::Kibana],
    summary: "Kibana hides a field that the service checks: only the service converts values and takes defaults",
    page: include_str!("hidden_field.md"),
    claims: &[Cause::HiddenButChecked],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let (Some(field), At::Item(_, item)) = (event.field, event.at) else {
        return Finding::new(subject.place(event), message!["Kibana hides what the service checks"]);
    };
    let dependency = field.dependencies().get(item);
    let parent = dependency.and_then(|dependency| subject.service.field(dependency.field));
    let (Some(dependency), Some(parent)) = (dependency, parent) else {
        return Finding::new(subject.place(event), message!["Kibana hides what the service checks"]);
    };
    let parent = parent.definition;
    let is_default = event.detail.as_deref() == Some("the default");
    let attribute = if is_default { Attribute::DefaultValue } else { Attribute::Value };
    let origin = parent.origin(attribute).node().filter(|node| subject.is_of_file(*node));
    let mut message = message!["Kibana hides `", field.name, "`, which the service checks: `", parent.name];
    if is_default {
        message.0.push("` is blank, and only the service takes its default ".into());
        message.0.extend([wanted(subject, dependency), " instead".into()]);
    } else {
        message.0.push("` is stored as ".into());
        message.0.push(origin.map_or_else(|| "another value".into(), MessagePart::from));
        message.0.extend([", and only the service converts that to ".into(), wanted(subject, dependency)]);
    }
    let mut help = message!["give `", parent.name, "` the value "];
    help.0.push(wanted(subject, dependency));
    let mut place = entry_place(subject, field, item, "field");
    let source = origin.map(|_| subject.attribute_place(parent, attribute));
    let is_written = subject.item(field, Attribute::DependsOn, item).is_some();
    if !is_written && let Some(source) = source {
        place = source;
    }
    let finding = Finding::new(place, message).help(help);
    match source.filter(|_| is_written) {
        Some(source) if attribute == Attribute::Value => finding.related(source, message!["what is stored"]),
        Some(source) => finding.related(source, message!["the default"]),
        None => finding,
    }
}
