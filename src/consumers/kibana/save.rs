//! What saving the form as it opens does with the value of a field on it. The form sends every field that it shows;
//! the route takes strings, numbers and bools only.

use crate::connector::attribute::{Attribute, FieldType};
use crate::consumers::kibana::field::{Control, Field, Known};
use crate::consumers::kibana::script::{Script, is_beyond_safe, is_safe_integer, number_text};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::tree::Value;

/// The event about a field that is on the form for certain.
pub(super) fn event<'r>(field: &Field<'r>) -> Option<Event<'r>> {
    let (cause, detail) = match refusal(field) {
        Some(reason) => (Cause::SaveRefused, reason.to_owned()),
        None => (Cause::SaveChanges, change(field)?),
    };
    let at = At::Attribute(Attribute::Value);
    Some(Event::failing(Consumer::Kibana, cause, field.definition, at).detailed(detail))
}

/// Why the form, or the route that it sends to, refuses the value.
fn refusal(field: &Field<'_>) -> Option<&'static str> {
    let Known::Value(value) = &field.value else { return None };
    match value {
        // To the browser a required control is only not filled in yet.
        Script::Null if field.definition.is_required() && field.control.is_typed() => None,
        Script::Null => Some("null"),
        Script::Object if matches!(field.definition.value.content, Some(Value::Array(_))) => Some("an array"),
        Script::Object => Some("an object"),
        Script::Number(number) if is_beyond_safe(*number) => Some("beyond ±(2^53−1)"),
        _ => {
            let is_checked = matches!(field.control, Control::Text | Control::Textarea);
            let is_refused = field.kind() == FieldType::Int && is_checked && !value.is_valid_int();
            is_refused.then_some("no integer")
        }
    }
}

/// How a number in a field of text changes: JavaScript does not keep a fraction of zeros, or an exponent.
fn change(field: &Field<'_>) -> Option<String> {
    let Some(Value::Number(number)) = field.definition.value.content else { return None };
    let Known::Value(Script::Number(double)) = field.value else { return None };
    let changes = field.kind() == FieldType::Str && !number.is_integer() && is_safe_integer(double);
    changes.then(|| format!("{} comes back as {}", number.text(), number_text(double)))
}
