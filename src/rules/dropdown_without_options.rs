//! `dropdown-without-options`: a dropdown with nothing to choose.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Display;
use crate::connector::definition::Origin;
use crate::finding::{Finding, Place};
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "dropdown-without-options",
    summary: "a dropdown without options: there is nothing to choose",
    page: include_str!("dropdown_without_options.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        let (Origin::Written(node), Some(Display::Dropdown)) = (field.display.origin, field.display.content)
        else {
            continue;
        };
        let is_refused = matches!(field.options.origin, Origin::Refused(_));
        if field.choices().is_empty() && !is_refused && !field.node.is_some_and(crate::tree::Node::is_damaged)
        {
            let message = message!["`", field.name, "` is a dropdown, but has no options to choose from"];
            let help =
                message!["add `options`, each { label = …, value = … }, or write display = \"textbox\""];
            findings.push(Finding::new(Place::value(node), message).field(field.name).help(help));
        }
    }
}
