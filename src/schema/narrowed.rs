//! The schema of the files of one connector type: its fields, their types and options under `values`.

use serde_json::{Value, json};

use super::TEXT;
use crate::catalogue::ServiceType;
use crate::connector::attribute::{FieldType, ValidationType};
use crate::connector::definition::Definition;
use crate::types::words;

/// What a secret reference looks like, as a regular expression of JSON Schema.
const REFERENCE: &str = r"^\$\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}\r\n]+)\}$";

/// The published schema with a `values` table of exactly the fields of `kind`; pretty JSON with a final newline. Files
/// that define fields of their own may set these too. Fails only if the published schema were no JSON.
pub fn narrowed(kind: &ServiceType<'_>) -> serde_json::Result<String> {
    let mut schema: Value = serde_json::from_str(TEXT)?;
    let fields: serde_json::Map<_, _> =
        kind.fields.iter().map(|field| (field.name.to_owned(), entry(field))).collect();
    let names: Vec<_> = fields.keys().cloned().collect();
    schema["$id"] = json!(format!("urn:connlint:schema:connector:{}", kind.name));
    schema["title"] = json!(format!("Elastic connector file: {}", kind.title));
    schema["required"] = json!(["service_type"]);
    schema["properties"]["service_type"]["const"] = json!(kind.name);
    schema["properties"]["values"]["properties"] = Value::Object(fields);
    schema["then"]["properties"]["values"]["propertyNames"] = json!({ "enum": names });
    // Those of the published schema are of other types.
    for place in ["", "/properties/values"] {
        schema.pointer_mut(place).and_then(Value::as_object_mut).map(|schema| schema.remove("examples"));
    }
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
}

/// The schema of a field's value.
fn entry(field: &Definition<'_>) -> Value {
    let mut facts = vec![format!("{}.", words::kind(field))];
    facts.splice(0..0, field.tooltip.content.map(str::to_owned));
    facts.extend(words::facts(field));
    if field.is_sensitive() {
        facts.push("Write `${env:NAME}` or `${file:PATH}`.".to_owned());
    }
    let mut entry = json!({
        "title": field.title(),
        "description": facts.join("\n"),
        "anyOf": forms(field),
    });
    let default = field.value.content.filter(|value| words::is_set(*value)).or(field.default_value.content);
    if let Some(default) = default.filter(|value| words::is_set(*value) && !field.is_sensitive()) {
        entry["default"] = plain(default);
    }
    entry
}

/// The forms that a value may have: its type's, a reference, and empty where nothing has to be there.
fn forms(field: &Definition<'_>) -> Vec<Value> {
    let reference = json!({ "type": "string", "pattern": REFERENCE });
    let empty = (!field.is_required()).then(|| json!({ "const": "" }));
    if !field.choices().is_empty() {
        let values: Vec<_> = field.choices().iter().map(|choice| plain(choice.value)).collect();
        let labels: Vec<_> = field.choices().iter().map(|choice| choice.label).collect();
        let options = json!({ "enum": values, "enumDescriptions": labels });
        return [options, reference].into_iter().chain(empty).collect();
    }
    match field.field_type() {
        FieldType::Str | FieldType::List => vec![json!({ "type": "string" })],
        FieldType::Bool => [json!({ "type": "boolean" }), reference].into_iter().chain(empty).collect(),
        FieldType::Int => [integer(field), reference].into_iter().chain(empty).collect(),
    }
}

/// An integer within the bounds of the field.
fn integer(field: &Definition<'_>) -> Value {
    let mut schema = json!({ "type": "integer" });
    for check in field.checks() {
        let keyword = match check.kind {
            ValidationType::LessThan => "exclusiveMaximum",
            ValidationType::GreaterThan => "exclusiveMinimum",
            ValidationType::ListType | ValidationType::IncludedIn | ValidationType::Regex => continue,
        };
        let bound = plain(check.constraint);
        if bound.is_number() {
            schema[keyword] = bound;
        }
    }
    schema
}

fn plain(value: crate::tree::Value<'_>) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
