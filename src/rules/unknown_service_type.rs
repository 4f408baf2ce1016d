//! `unknown-service-type`: a service type that is close to a known one.

use super::{Judge, Rule, Subject};
use crate::discover::Role;
use crate::finding::{Finding, Place};
use crate::message;
use crate::request::Mode;
use crate::severity::Severity;
use crate::suggest::suggest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-service-type",
    severity: Some(Severity::Warning),
    summary: "a `service_type` that is nearly the name of a known one",
    page: include_str!("unknown_service_type.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    // Without a schema of its own the file is not understood, which `unknown-schema` says.
    if subject.request.mode == Mode::Values {
        return;
    }
    let (Some(name), None) = (subject.connector.service_type, subject.request.service) else { return };
    if subject.role == Role::Type || subject.types.own(name).is_some() {
        return;
    }
    let (Some(node), Some(meant)) =
        (subject.connector.root.get("service_type"), suggest(name, subject.types.names()))
    else {
        return;
    };
    let message = message!["there is no service type `", name, "` in stack ", subject.types.version()];
    findings.push(Finding::new(Place::value(node), message).help(message!["did you mean \"", meant, "\"?"]));
}
