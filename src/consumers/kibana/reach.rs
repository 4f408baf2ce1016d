//! The values that a field's control can make the page hold.

use std::borrow::Cow;

use crate::connector::attribute::FieldType;
use crate::consumers::kibana::field::{Control, Field, Known};
use crate::consumers::kibana::script::{Script, is_safe_integer};
use crate::consumers::kibana::truth::Truth;
use crate::tree::Value;

/// What one field's control can produce.
#[derive(Debug)]
pub(super) struct Reach<'p, 'r> {
    field: &'p Field<'r>,
    /// What choosing each option gives, sorted by [`Script::order`].
    choices: Vec<Script<'r>>,
}

impl<'p, 'r> Reach<'p, 'r> {
    pub(super) fn of(field: &'p Field<'r>) -> Self {
        let mut choices = Vec::new();
        if matches!(field.control, Control::Radio | Control::Select) {
            choices.extend(field.definition.choices().iter().map(|choice| chosen(field, choice.value)));
            choices.sort_unstable_by(Script::order);
        }
        Self { field, choices }
    }

    /// Whether an edit can make the field's value `===` to the wanted one.
    pub(super) fn produces(&self, wanted: &Script<'_>) -> Truth {
        if self.field.is_undecided {
            return Truth::Maybe;
        }
        match self.field.control {
            Control::Switch => self.switched(wanted),
            Control::Radio | Control::Select => self.chosen(wanted),
            Control::Text | Control::Textarea | Control::Password => self.typed(wanted).into(),
        }
    }

    fn switched(&self, wanted: &Script<'_>) -> Truth {
        match (self.field.kind(), wanted) {
            (FieldType::Bool, Script::Bool(_)) => Truth::Yes,
            (FieldType::Str | FieldType::List, Script::Text(text)) => match &**text {
                "false" => Truth::Yes,
                // A filled text shows the switch as on already, and every text that it stores is filled.
                "true" => match self.field.value.is_truthy() {
                    Truth::Yes => Truth::No,
                    Truth::Maybe => Truth::Maybe,
                    Truth::No => Truth::Yes,
                },
                _ => Truth::No,
            },
            _ => Truth::No,
        }
    }

    fn chosen(&self, wanted: &Script<'_>) -> Truth {
        let is_offered = self.choices.binary_search_by(|choice| choice.order(wanted)).is_ok();
        if is_offered { self.offers_a_change() } else { Truth::No }
    }

    /// A lone radio button that is selected already reports no change.
    fn offers_a_change(&self) -> Truth {
        let [choice] = self.field.definition.choices() else { return Truth::Yes };
        let (Control::Radio, Script::Text(id)) = (self.field.control, Script::stored(choice.value)) else {
            return Truth::Yes;
        };
        match (self.field.value.shown(), &self.field.value) {
            (Some(shown), _) => (shown != id).into(),
            (None, Known::Reference) if id.is_empty() => Truth::Yes,
            (None, _) => Truth::Maybe,
        }
    }

    fn typed(&self, wanted: &Script<'_>) -> bool {
        match (self.field.kind(), wanted) {
            (FieldType::Bool, Script::Bool(_)) | (FieldType::Int, Script::Null) => true,
            (FieldType::Int, Script::Number(number)) => is_safe_integer(*number),
            (FieldType::Int, Script::Text(text)) => !wanted.is_valid_int() && self.takes(text),
            (FieldType::Str | FieldType::List, Script::Text(text)) => self.takes(text),
            _ => false,
        }
    }

    /// Whether a browser's input can hold the text: no line ends, or, in a text area, no carriage returns.
    fn takes(&self, text: &str) -> bool {
        !text.contains('\r') && (self.field.control == Control::Textarea || !text.contains('\n'))
    }
}

/// What choosing an option stores: a selection gives its text, a radio button the option as it is.
fn chosen<'r>(field: &Field<'r>, option: Value<'r>) -> Script<'r> {
    let option = Script::stored(option);
    let raw = match field.control {
        Control::Select => as_text(option),
        _ => option,
    };
    match field.kind() {
        FieldType::Bool => Script::Bool(raw.is_truthy()),
        FieldType::Int if raw.shown().is_empty() => Script::Null,
        FieldType::Int if raw.is_valid_int() => Script::Number(raw.parse_int()),
        FieldType::Int => raw,
        FieldType::Str | FieldType::List => as_text(raw),
    }
}

fn as_text(value: Script<'_>) -> Script<'_> {
    match value {
        Script::Text(_) => value,
        other => Script::Text(Cow::Owned(other.shown().into_owned())),
    }
}
