//! `unknown-schema`: values without any schema to judge them by.

use super::{Judge, Rule, Subject};
use crate::finding::{Finding, Place};
use crate::message;
use crate::request::Mode;
use crate::suggest::suggest;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "unknown-schema",
    summary: "`values` without any schema to judge them by: the file is not understood",
    page: include_str!("unknown_schema.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    let (Mode::Values, None, Some(values)) =
        (subject.request.mode, subject.request.service, subject.connector.values.table())
    else {
        return;
    };
    let root = subject.connector.root;
    let own = subject.connector.service_type.and_then(|name| subject.types.own(name));
    let finding = match (subject.connector.service_type, root.get("service_type")) {
        (Some(name), Some(node)) if let Some(own) = own => Finding::new(
            Place::value(node),
            message!["the service type `", name, "` is defined in ", own.path, ", but that file cannot be read as a type: the values of this file cannot be judged"],
        )
        .help(message![format!("`connlint check {}` tells what is wrong with it", own.path)]),
        (Some(name), Some(node)) => Finding::new(
            Place::value(node),
            message!["no schema is known for the service type `", name, "`, so the values of this file cannot be judged"],
        )
        .help(message!["define the type in a folder named by `types` in connlint.toml, or give the file its own `configuration`"])
        .help_if(suggest(name, subject.types.names()).map(|known| message!["did you mean \"", known, "\"?"])),
        _ if subject.connector.is_damaged() => return,
        // Of the wrong type, which has a finding of its own.
        (None, Some(node)) if node.value() != Value::Null => return,
        _ => Finding::new(
            Place::key(values),
            message!["without a `service_type` or a `configuration` the values of this file cannot be judged"],
        )
        .help(message!["add `service_type`, such as service_type = \"mysql\"; `connlint types` lists those that are known"]),
    };
    findings.push(finding);
}
