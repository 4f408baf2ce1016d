//! `unusable-item`: an item of a list, or a number, that the source's code cannot handle.

use super::{Rule, Subject};
use crate::connector::attribute::FieldType;
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;

pub(super) const RULE: Rule = Rule {
    name: "unusable-item",
    breaks: &[Consumer::Connector],
    summary: "an item of a list, or a number, that the source's code cannot handle",
    page: include_str!("unusable_item.md"),
    claims: &[Cause::UnusableItem],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let is_list = event.field.is_some_and(|field| field.field_type() == FieldType::List);
    let help =
        is_list.then(|| message!["write the items as one string with commas between them: \"one, two\""]);
    super::of_source(subject, event).help_if(help)
}
