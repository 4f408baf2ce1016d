//! What a field of a connector type is, in sentences for people: comments of a new file, descriptions in a schema.

use crate::connector::attribute::{FieldType, ValidationType};
use crate::connector::definition::{Choice, Definition, Dependency, Validation};
use crate::tree::Value;

/// The type and the need of a field: "int, required".
pub fn kind(field: &Definition<'_>) -> String {
    let kind = match field.field_type() {
        FieldType::List => "list, as one string with commas",
        other => other.name(),
    };
    let need = if field.is_required() { "required" } else { "optional" };
    let secret = if field.is_sensitive() { ", a secret" } else { "" };
    format!("{kind}, {need}{secret}")
}

/// Everything else that its definition tells, a sentence each. The default of a secret is not told.
pub fn facts(field: &Definition<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    if !field.dependencies().is_empty() {
        let conditions: Vec<_> = field.dependencies().iter().map(condition).collect();
        facts.push(format!("Only used while {}.", conditions.join(" and ")));
    }
    if !field.choices().is_empty() {
        let options: Vec<_> = field.choices().iter().map(option).collect();
        facts.push(format!("One of {}.", options.join(", ")));
    }
    facts.extend(field.checks().iter().map(check));
    let default = field.default_value.content.filter(|default| is_set(*default));
    if let Some(default) = default.filter(|_| !field.is_required() && !field.is_sensitive()) {
        facts.push(format!("Empty stands for {}.", json(default)));
    }
    facts
}

/// Whether a value says anything.
pub fn is_set(value: Value<'_>) -> bool {
    match value {
        Value::Null | Value::Text("") => false,
        Value::Array(items) => items.count() > 0,
        _ => true,
    }
}

fn condition(one: &Dependency<'_>) -> String {
    format!("`{}` is {}", one.field, json(one.value))
}

fn option(one: &Choice<'_>) -> String {
    match one.value {
        Value::Text(value) if value == one.label => json(one.value),
        value => format!("{} ({})", json(value), one.label),
    }
}

fn check(one: &Validation<'_>) -> String {
    let constraint = json(one.constraint);
    match one.kind {
        ValidationType::LessThan => format!("Less than {constraint}."),
        ValidationType::GreaterThan => format!("Greater than {constraint}."),
        ValidationType::ListType => format!("Each item has the type {constraint}."),
        ValidationType::IncludedIn => format!("Nothing but what is in {constraint}."),
        ValidationType::Regex => format!("Matches the pattern {constraint} as a whole."),
    }
}

fn json(value: Value<'_>) -> String {
    serde_json::to_string(&value).unwrap_or_default()
}
