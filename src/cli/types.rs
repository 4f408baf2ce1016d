//! `connlint types`.

use std::io::{self, Write};

use crate::catalogue::Catalogue;
use crate::cli::Setup;
use crate::cli::scene::tell;
use crate::connector::definition::Definition;
use crate::discover::visible;
use crate::outcome::Outcome;
use crate::suggest::suggest;
use crate::tree::Value;

/// Lists the connector types of the stack, or the fields of one.
pub(super) fn run(name: Option<&str>, setup: &Setup, out: &mut impl Write) -> io::Result<Outcome> {
    let catalogue = Catalogue::newest();
    if let Some(version) = setup.stack.as_deref().filter(|version| *version != catalogue.version()) {
        tell(&format!(
            "connlint: there is no stack {} in the catalogue; known: {}",
            visible(version),
            catalogue.version()
        ));
        return Ok(Outcome::Usage);
    }
    let Some(name) = name else {
        let width = catalogue.names().map(str::len).max().unwrap_or_default();
        for kind in catalogue.names().filter_map(|name| catalogue.get(name)) {
            writeln!(out, "{:width$}  {} ({} fields)", kind.name, kind.title, kind.fields.len())?;
        }
        return Ok(Outcome::Clean);
    };
    let Some(kind) = catalogue.get(name) else {
        let meant = match suggest(name, catalogue.names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`connlint types` lists all".to_owned(),
        };
        tell(&format!("connlint: there is no connector type `{}`; {meant}", visible(name)));
        return Ok(Outcome::Usage);
    };
    writeln!(out, "{} ({}, stack {})\n", kind.name, kind.title, catalogue.version())?;
    let width = kind.fields.iter().map(|field| field.name.len()).max().unwrap_or_default();
    for field in &kind.fields {
        let need = if field.is_required() { "required" } else { "optional" };
        writeln!(out, "{:width$}  {:4}  {need}{}", field.name, field.field_type().name(), traits(field))?;
    }
    Ok(Outcome::Clean)
}

/// What else there is to know about a field.
fn traits(field: &Definition<'_>) -> String {
    let mut traits = String::new();
    if field.is_sensitive() {
        traits.push_str(", sensitive");
    }
    let options: Vec<_> = field.choices().iter().filter_map(|choice| choice.value.as_text()).collect();
    if !options.is_empty() {
        traits.extend([format!(", one of {}", options.join(" | "))]);
    }
    for (what, value) in [("default", field.default_value.content), ("initially", field.value.content)] {
        if let Some(text) = value.and_then(scalar) {
            traits.extend([format!(", {what} {text}")]);
        }
    }
    for dependency in field.dependencies() {
        let value = scalar(dependency.value).unwrap_or_default();
        traits.extend([format!(", when {} is {value}", dependency.field)]);
    }
    for check in field.checks() {
        traits.extend([format!(", {} {}", check.kind.name(), scalar(check.constraint).unwrap_or_default())]);
    }
    traits
}

fn scalar(value: Value<'_>) -> Option<String> {
    match value {
        Value::Null | Value::Text("") => None,
        Value::Array(list) if list.count() == 0 => None,
        other => serde_json::to_string(&other).ok(),
    }
}
