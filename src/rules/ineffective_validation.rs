//! `ineffective-validation`: an entry of `validations` that can be left out without any difference.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{FieldType, ValidationType};
use crate::connector::definition::{Definition, Validation};
use crate::consumers::python::{Operator, Py};
use crate::consumers::service;
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "ineffective-validation",
    severity: Some(Severity::Warning),
    summary: "a validation checks nothing, or nothing that another one does not check",
    page: include_str!("ineffective_validation.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// A validation that can work, and the node of its constraint.
type Bound<'r> = (&'r Validation<'r>, Node<'r>);

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields().filter(|field| !field.checks().is_empty()) {
        let kind = field.field_type();
        let entries =
            subject.written_checks(field).filter(|(check, _)| service::misfit(check, kind).is_none());
        let (mut first, mut apart) = (BTreeMap::new(), Vec::new());
        for (check, node) in entries {
            if kind == FieldType::List && checks_no_type(check) {
                findings.push(without_check(field, node));
                continue;
            }
            let constraint = Py::stored(check.constraint).repr().unwrap_or_default();
            match first.entry((check.kind.name(), constraint)) {
                Entry::Occupied(other) => findings.push(duplicate(field, node, check.kind, *other.get())),
                Entry::Vacant(free) => {
                    free.insert(node);
                    apart.push((check, node));
                }
            }
        }
        implied(field, &apart, ValidationType::LessThan, Operator::Less, findings);
        implied(field, &apart, ValidationType::GreaterThan, Operator::Greater, findings);
    }
}

/// The service compares the types of items for two words only.
fn checks_no_type(check: &Validation<'_>) -> bool {
    check.kind == ValidationType::ListType && !matches!(check.constraint, Value::Text("str" | "int"))
}

fn without_check<'r>(field: &'r Definition<'r>, node: Node<'r>) -> Finding<'r> {
    let message = message![
        "the list_type constraint ",
        node,
        " of `",
        field.name,
        "` checks nothing: the service knows only \"str\" and \"int\""
    ];
    let help =
        message!["write \"str\", which the items of a comma-separated list always are, or remove the entry"];
    Finding::new(Place::value(node), message).field(field.name).help(help)
}

fn duplicate<'r>(
    field: &'r Definition<'r>,
    node: Node<'r>,
    kind: ValidationType,
    first: Node<'r>,
) -> Finding<'r> {
    let message =
        message!["`", field.name, "` has the same ", kind.name(), " validation twice, and both are run"];
    let finding = Finding::new(Place::value(node), message).field(field.name);
    finding.related(Place::value(first), message!["the same is here"]).help(message!["remove one of the two"])
}

/// The bounds of one direction that a tighter one makes needless. Bounds of lists are not compared.
fn implied<'r>(
    field: &'r Definition<'r>,
    entries: &[Bound<'r>],
    kind: ValidationType,
    tighter: Operator,
    findings: &mut Vec<Finding<'r>>,
) {
    if field.field_type() == FieldType::List {
        return;
    }
    let mut bounds = entries.iter().filter(|(check, _)| check.kind == kind);
    let is_tighter = |one: &Bound<'_>, other: &Bound<'_>| {
        Py::stored(one.0.constraint).order(tighter, &Py::stored(other.0.constraint)).unwrap_or(false)
    };
    let Some(mut tightest) = bounds.next() else { return };
    for bound in bounds {
        if is_tighter(bound, tightest) {
            tightest = bound;
        }
    }
    for bound in entries.iter().filter(|(check, _)| check.kind == kind) {
        if is_tighter(tightest, bound) {
            let name = kind.name();
            let message = message![
                name,
                " ",
                bound.1,
                " of `",
                field.name,
                "` never decides anything: ",
                name,
                " ",
                tightest.1,
                " is stricter"
            ];
            let finding = Finding::new(Place::value(bound.1), message).field(field.name);
            let finding = finding.help(message!["remove the one that is not meant"]);
            findings.push(finding.related(Place::value(tightest.1), message!["the stricter bound"]));
        }
    }
}
