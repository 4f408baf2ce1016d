//! The conversions at construction: to the declared type, and, for a field of a known connector type, once more to the
//! type's. A failure escapes every block that reports errors: the service logs one line and does not start.

use crate::connector::attribute::{Attribute, FieldType};
use crate::connector::definition::{Definition, Slot};
use crate::consumers::python::{Cast, Exception, Py, Splitting, convert};
use crate::consumers::sentence::Sentence;
use crate::consumers::service::held::{Held, Knowledge};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::reference::literal;
use crate::tree::Value;

/// The field after construction. `resets` tells that some field of the connector type is missing, upon which the
/// service writes the type's attributes over those of complete fields.
pub(super) fn held<'r>(
    definition: &'r Definition<'r>,
    resets: bool,
    splitting: Splitting,
    events: &mut Vec<Event<'r>>,
) -> Held<'r> {
    let known = definition.known;
    // A stored tooltip is the only standard attribute that the API can leave out.
    let reset = known.filter(|_| resets && definition.tooltip.content.is_some());
    let declared = definition.field_type();
    let default_from = reset.filter(|known| is_truthy(&known.default_value)).unwrap_or(definition);
    let mut held = Held {
        definition,
        label: reset.filter(|known| !known.title().is_empty()).unwrap_or(definition).title(),
        required: definition.is_required() || reset.is_some_and(Definition::is_required),
        kind: known.map_or(declared, Definition::field_type),
        value: Knowledge::stored(&definition.value),
        blank: false,
        default: Knowledge::stored(&definition.default_value),
        dependencies: reset
            .map(Definition::dependencies)
            .filter(|own| !own.is_empty())
            .unwrap_or(definition.dependencies()),
        checks: reset.map(Definition::checks).filter(|own| !own.is_empty()).unwrap_or(definition.checks()),
    };
    if matches!(definition.kind.origin, crate::connector::definition::Origin::Refused(_))
        || definition.merged_into.is_some()
    {
        held.value = Knowledge::Unknown;
        held.default = Knowledge::Unknown;
        return held;
    }
    let mut stage = Stage { definition, splitting, cause: Cause::NotConvertible, events };
    stage.converted(&mut held.default, Attribute::DefaultValue, declared);
    stage.converted(&mut held.value, Attribute::Value, declared);
    held.blank = !held.required && held.value.is_empty() == Some(true);
    let Some(known) = known else { return held };
    stage.cause = Cause::TypeDiffers;
    if reset.is_some() && (known.field_type() != declared || !std::ptr::eq(default_from, definition)) {
        // Construction from what was written back: the raw value again, the type's attributes.
        if !matches!(held.value, Knowledge::Unknown) {
            held.value = Knowledge::stored(&definition.value);
            stage.again(&mut held.value, Attribute::Value, known.field_type());
        }
        held.default = Knowledge::stored(&default_from.default_value);
        stage.again(&mut held.default, Attribute::DefaultValue, known.field_type());
    }
    if known.field_type() != declared {
        let attribute = if held.blank { Attribute::DefaultValue } else { Attribute::Value };
        held.value = held.effective();
        stage.again(&mut held.value, attribute, known.field_type());
    }
    held
}

/// Whether the value and the default survive the conversion to the declared type; what is not known does.
pub(super) fn is_convertible(definition: &Definition<'_>) -> bool {
    let kind = cast(definition.field_type());
    [&definition.value, &definition.default_value].into_iter().all(|slot| match Knowledge::stored(slot) {
        Knowledge::Value(value) => convert(value, kind, Splitting::DropEmpty).is_ok(),
        Knowledge::Reference | Knowledge::Unknown => true,
    })
}

/// The field as if it held another value, converted to its declared type; a value that cannot be is unknown.
pub(super) fn holding<'r>(definition: &'r Definition<'r>, value: Value<'r>) -> Held<'r> {
    let kind = definition.field_type();
    let converted = convert(Py::stored(value), cast(kind), Splitting::DropEmpty);
    Held {
        definition,
        label: definition.title(),
        required: definition.is_required(),
        kind,
        value: converted.map_or(Knowledge::Unknown, Knowledge::Value),
        blank: false,
        default: Knowledge::Unknown,
        dependencies: definition.dependencies(),
        checks: definition.checks(),
    }
}

/// Python's truth of a stored attribute.
fn is_truthy(slot: &Slot<'_, Value<'_>>) -> bool {
    slot.content.is_some_and(|value| Py::stored(value).is_truthy())
}

struct Stage<'e, 'r> {
    definition: &'r Definition<'r>,
    splitting: Splitting,
    cause: Cause,
    events: &'e mut Vec<Event<'r>>,
}

impl<'r> Stage<'_, 'r> {
    /// Converts what the file stores, and tells what becomes of it.
    fn converted(&mut self, value: &mut Knowledge<'r>, attribute: Attribute, kind: FieldType) {
        let before = value.known().cloned();
        self.again(value, attribute, kind);
        let written = match attribute {
            Attribute::DefaultValue => &self.definition.default_value,
            _ => &self.definition.value,
        };
        if let (Some(before), Some(after)) = (before, value.known())
            && written.origin.node().is_some()
            && let Some(change) = change(&before, after, kind, written.content)
        {
            let cause = match change {
                Change::Lossless => Cause::Converted,
                Change::Meaning => Cause::ChangedMeaning,
            };
            let shown = after.repr().unwrap_or_default();
            self.events.push(self.event(cause, attribute).harmless().detailed(shown));
        }
    }

    /// Converts without a word about success.
    fn again(&mut self, value: &mut Knowledge<'r>, attribute: Attribute, kind: FieldType) {
        let Knowledge::Value(before) = value else { return };
        let before = std::mem::replace(before, Py::None);
        match convert(before, cast(kind), self.splitting) {
            Ok(after) => *value = Knowledge::Value(after),
            Err(exception) => {
                let event = self.event(self.cause, attribute).saying(crash(&exception));
                self.events.push(event);
                *value = Knowledge::Unknown;
            }
        }
    }

    fn event(&self, cause: Cause, attribute: Attribute) -> Event<'r> {
        Event::failing(Consumer::Connector, cause, self.definition, At::Attribute(attribute))
    }
}

fn cast(kind: FieldType) -> Cast {
    match kind {
        FieldType::Str => Cast::Str,
        FieldType::Int => Cast::Int,
        FieldType::Bool => Cast::Bool,
        FieldType::List => Cast::List,
    }
}

/// The line that an exception leaves in the log. The text that `int()` refuses is the only value in one.
pub(super) fn crash(exception: &Exception) -> Sentence {
    let sentence = Sentence::text(format!("{}: ", exception.kind));
    match exception.message.split_once(": ") {
        Some((start, value)) if start.starts_with("invalid literal") => {
            sentence.then(format!("{start}: ")).value(value)
        }
        _ => sentence.then(exception.message.clone()),
    }
}

enum Change {
    Lossless,
    Meaning,
}

/// What a conversion does to the meaning of a value; none where there is nothing to say.
fn change(before: &Py<'_>, after: &Py<'_>, kind: FieldType, written: Option<Value<'_>>) -> Option<Change> {
    let lossless = |is_lossless: bool| Some(if is_lossless { Change::Lossless } else { Change::Meaning });
    match (kind, before) {
        (_, Py::None)
        | (FieldType::Int, Py::Int(_))
        | (FieldType::Bool, Py::Bool(_))
        | (FieldType::Str | FieldType::List, Py::Str(_))
        | (FieldType::List, Py::List(_)) => None,
        (_, Py::Str(text)) if text.is_empty() => None,
        (FieldType::Int, Py::Bool(_)) => Some(Change::Meaning),
        (FieldType::Int, Py::Str(_)) | (FieldType::List, Py::Int(_) | Py::Float(_) | Py::Bool(_)) => {
            Some(Change::Lossless)
        }
        (FieldType::Bool, Py::Str(text)) => lossless(says_yes(text)),
        (FieldType::Int | FieldType::Bool, _) => lossless(before.equals(after)),
        (FieldType::Str, Py::Int(_) | Py::Float(_)) => {
            let Some(Value::Number(number)) = written else { return Some(Change::Meaning) };
            lossless(matches!(after, Py::Str(text) if text == number.text()))
        }
        (FieldType::Str | FieldType::List, _) => Some(Change::Meaning),
    }
}

/// Words that a person means as true, as which every non-empty string is read.
fn says_yes(text: &str) -> bool {
    ["true", "yes", "on", "1", "y", "t"].contains(&literal(text.trim()).to_ascii_lowercase().as_str())
}
