//! `mismatched-display`: a control that cannot hold values of the field's type.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, Display, FieldType};
use crate::connector::definition::Origin;
use crate::finding::{Finding, Fixable, Place};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "mismatched-display",
    severity: Some(Severity::Warning),
    summary: "a control that does not fit the field's type, such as a toggle on a str field",
    page: include_str!("mismatched_display.md"),
    judge: Judge::Connector(judge),
    fixable: Fixable::Safe,
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        let (Origin::Written(node), Some(display)) = (field.display.origin, field.display.content) else {
            continue;
        };
        if matches!(field.kind.origin, Origin::Refused(_)) || fits(display, field.field_type()) {
            continue;
        }
        let kind = field.field_type().name();
        let message = message![
            "`",
            field.name,
            "` is ",
            super::article(kind),
            " field, which a ",
            display.name(),
            " cannot edit"
        ];
        let finding = Finding::new(Place::value(node), message).field(field.name);
        let fitting = fitting(field.field_type()).name();
        let finding = finding
            .help(message!["write display = \"", fitting, "\""])
            .fix_if(Some(super::word_instead(node, fitting)));
        findings.push(match field.kind.origin {
            Origin::Written(_) => {
                finding.related(subject.attribute_place(field, Attribute::Type), message!["its type"])
            }
            _ => finding,
        });
    }
}

/// Whether a control gives back what the type takes. Kibana turns what is typed into the text of a bool into the
/// truth of that text, so that "false" becomes true.
fn fits(display: Display, kind: FieldType) -> bool {
    match display {
        Display::Numeric => kind == FieldType::Int,
        Display::Toggle => kind == FieldType::Bool,
        Display::Dropdown => matches!(kind, FieldType::Str | FieldType::Int),
        Display::Text | Display::Textbox | Display::Textarea => kind != FieldType::Bool,
    }
}

fn fitting(kind: FieldType) -> Display {
    match kind {
        FieldType::Int => Display::Numeric,
        FieldType::Bool => Display::Toggle,
        FieldType::Str => Display::Textbox,
        FieldType::List => Display::Textarea,
    }
}
