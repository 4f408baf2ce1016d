//! A field as the page has it: where it is drawn, by which control, and what is known of its stored value.

use std::borrow::Cow;

use crate::connector::attribute::{Display, FieldType};
use crate::connector::definition::{Definition, Origin};
use crate::consumers::kibana::script::Script;
use crate::consumers::kibana::truth::Truth;
use crate::reference::{Reference, literal};
use crate::tree::{Node, Value};

/// The one name that the page leaves out, because only crawlers have it.
const LEFT_OUT: &str = "extract_full_html";

/// More options than these are a selection instead of radio buttons.
const MOST_RADIOS: usize = 3;

/// The part of the page that a field is drawn in while its dependencies are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    Main,
    Advanced,
    /// Nowhere, whatever the other fields hold.
    None(Banishment),
}

/// Why a field is nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Banishment {
    Name,
    Restriction,
    Category,
}

/// What a field is edited with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    Switch,
    Radio,
    Select,
    Textarea,
    Text,
    Password,
}

impl Control {
    /// Whether text can be typed into it.
    pub(super) fn is_typed(self) -> bool {
        matches!(self, Self::Text | Self::Textarea | Self::Password)
    }

    /// What a person would call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Switch => "a switch",
            Self::Radio => "radio buttons",
            Self::Select => "a selection",
            Self::Textarea => "a text area",
            Self::Text => "a text box",
            Self::Password => "a password box",
        }
    }
}

/// What is known of a stored value.
#[derive(Clone, Debug)]
pub(super) enum Known<'r> {
    Value(Script<'r>),
    /// A text that is not empty.
    Reference,
    Nothing,
}

impl<'r> Known<'r> {
    fn of(field: &Definition<'r>) -> Self {
        match (field.value.origin, field.value.content) {
            (Origin::Elsewhere | Origin::Refused(_), _) => Self::Nothing,
            (_, None) => Self::Value(Script::Null),
            (_, Some(Value::Text(text))) if Reference::parse(text).is_some() => Self::Reference,
            (_, Some(Value::Text(text))) => Self::Value(Script::Text(literal(text))),
            (_, Some(value)) => Self::Value(Script::stored(value)),
        }
    }

    /// Whether it is `===` to a wanted value.
    pub(super) fn holds(&self, wanted: &Script<'_>) -> Truth {
        match self {
            Self::Value(value) => value.is(wanted).into(),
            Self::Reference => match wanted {
                Script::Text(text) if !text.is_empty() => Truth::Maybe,
                _ => Truth::No,
            },
            Self::Nothing => Truth::Maybe,
        }
    }

    /// JavaScript's truth of it.
    pub(super) fn is_truthy(&self) -> Truth {
        match self {
            Self::Value(value) => value.is_truthy().into(),
            Self::Reference => Truth::Yes,
            Self::Nothing => Truth::Maybe,
        }
    }

    /// The text that a control shows for it, where that is known.
    pub(super) fn shown(&self) -> Option<Cow<'_, str>> {
        if let Self::Value(value) = self { Some(value.shown()) } else { None }
    }
}

/// A field of the page.
#[derive(Clone, Debug)]
pub(super) struct Field<'r> {
    pub(super) definition: &'r Definition<'r>,
    pub(super) panel: Panel,
    pub(super) control: Control,
    pub(super) value: Known<'r>,
    /// Whether a part that the page looks at was refused, so that nothing can be said about it.
    pub(super) is_undecided: bool,
}

impl<'r> Field<'r> {
    pub(super) fn new(definition: &'r Definition<'r>) -> Self {
        Self {
            definition,
            panel: panel(definition),
            control: control(definition),
            value: Known::of(definition),
            is_undecided: is_undecided(definition),
        }
    }

    pub(super) fn kind(&self) -> FieldType {
        self.definition.field_type()
    }

    /// Whether its value is an object that `String()` fails on: its own `toString` is no function.
    pub(super) fn has_unprintable_value(&self) -> bool {
        let Some(Value::Object(object)) = self.definition.value.content else { return false };
        let has_key = |object: Node<'_>| object.get("toString").is_some();
        has_key(object) || self.definition.merged_into.is_some_and(has_key)
    }
}

fn panel(field: &Definition<'_>) -> Panel {
    let restrictions = field.ui_restrictions.content.as_deref().unwrap_or_default();
    let is_categorised = field.category.content.is_some_and(|category| !category.is_empty());
    if field.name == LEFT_OUT {
        Panel::None(Banishment::Name)
    } else if restrictions.iter().any(|restriction| restriction == "advanced") {
        Panel::Advanced
    } else if !restrictions.is_empty() {
        Panel::None(Banishment::Restriction)
    } else if is_categorised {
        Panel::None(Banishment::Category)
    } else {
        Panel::Main
    }
}

fn control(field: &Definition<'_>) -> Control {
    match field.display.content {
        Some(Display::Toggle) => Control::Switch,
        Some(Display::Dropdown) if field.choices().len() > MOST_RADIOS => Control::Select,
        Some(Display::Dropdown) => Control::Radio,
        Some(Display::Textarea) => Control::Textarea,
        Some(Display::Text | Display::Textbox) | None if field.is_sensitive() => Control::Password,
        Some(Display::Text | Display::Textbox | Display::Numeric) | None => Control::Text,
    }
}

fn is_undecided(field: &Definition<'_>) -> bool {
    [
        field.category.origin,
        field.depends_on.origin,
        field.display.origin,
        field.kind.origin,
        field.options.origin,
        field.required.origin,
        field.sensitive.origin,
        field.ui_restrictions.origin,
    ]
    .iter()
    .any(|origin| matches!(origin, Origin::Refused(_)))
}
