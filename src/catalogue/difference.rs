//! What is different between two states of a connector's fields: those of one version of the stack and of another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use crate::connector::attribute::{Attribute, Display};
use crate::connector::definition::{Choice, Definition, Dependency, Validation};
use crate::excerpt::MASK;
use crate::tree::Value;

/// A field that is not the same in both states.
#[derive(Clone, Debug)]
pub enum Difference<'d, 't> {
    /// Only the second has it.
    Added(&'d Definition<'t>),
    /// Only the first has it.
    Removed(&'d Definition<'t>),
    /// An attribute differs.
    Changed {
        /// Which.
        attribute: Attribute,
        /// The field in the first state.
        from: &'d Definition<'t>,
        /// The field in the second.
        to: &'d Definition<'t>,
    },
}

/// The differences, in the order of the second state, what is gone behind; of a field's attributes alphabetically.
pub fn between<'d, 't: 'd>(
    first: impl Iterator<Item = &'d Definition<'t>>,
    second: impl Iterator<Item = &'d Definition<'t>>,
) -> Vec<Difference<'d, 't>> {
    let mut differences = Vec::new();
    let first: Vec<_> = first.collect();
    // Of a name that stands twice the first counts.
    let mut open: BTreeMap<_, _> = first.iter().rev().map(|field| (field.name, *field)).collect();
    let mut seen = BTreeSet::new();
    for to in second.filter(|field| seen.insert(field.name)) {
        let Some(from) = open.remove(to.name) else {
            differences.push(Difference::Added(to));
            continue;
        };
        let changed = Attribute::ALL.into_iter().filter(|one| content(from, *one) != content(to, *one));
        differences.extend(changed.map(|attribute| Difference::Changed { attribute, from, to }));
    }
    let gone = first.into_iter().filter(|field| open.remove(field.name).is_some());
    differences.extend(gone.map(Difference::Removed));
    differences
}

/// An attribute as JSON; null where the field lacks it.
pub fn content(field: &Definition<'_>, attribute: Attribute) -> Json {
    match attribute {
        Attribute::Category => json!(field.category.content),
        Attribute::DefaultValue => value(field.default_value.content),
        Attribute::DependsOn => {
            let entry = |one: &Dependency<'_>| json!({"field": one.field, "value": value(Some(one.value))});
            field.dependencies().iter().map(entry).collect()
        }
        Attribute::Display => json!(field.display.content.map(Display::name)),
        Attribute::Label => json!(field.label.content),
        Attribute::Options => {
            let entry = |one: &Choice<'_>| json!({"label": one.label, "value": value(Some(one.value))});
            field.choices().iter().map(entry).collect()
        }
        Attribute::Order => json!(field.order.content),
        Attribute::Placeholder => json!(field.placeholder.content),
        Attribute::Required => json!(field.is_required()),
        Attribute::Sensitive => json!(field.is_sensitive()),
        Attribute::Tooltip => json!(field.tooltip.content),
        Attribute::Type => json!(field.field_type().name()),
        Attribute::UiRestrictions => json!(field.ui_restrictions.content),
        Attribute::Validations => {
            let entry = |one: &Validation<'_>| json!({"type": one.kind.name(), "constraint": value(Some(one.constraint))});
            field.checks().iter().map(entry).collect()
        }
        Attribute::Value => value(field.value.content),
    }
}

/// The same for a report: masked where it could be a secret.
pub fn shown(field: &Definition<'_>, attribute: Attribute) -> Json {
    let content = content(field, attribute);
    let holds_value = matches!(attribute, Attribute::Value | Attribute::DefaultValue);
    let is_blank = content.is_null() || content == "";
    if holds_value && field.is_sensitive() && !is_blank { Json::from(MASK) } else { content }
}

fn value(value: Option<Value<'_>>) -> Json {
    value.and_then(|value| serde_json::to_value(value).ok()).unwrap_or_default()
}
