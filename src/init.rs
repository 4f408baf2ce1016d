//! A new connector file of a type, in TOML: a table `values` with every field and comments about each.
//!
//! It checks without errors, but for the required values that nobody but the user knows: these are there, empty.

use std::fmt::Write as _;

use crate::catalogue::ServiceType;
use crate::connector::attribute::FieldType;
use crate::connector::definition::Definition;
use crate::notation;
use crate::reference;
use crate::tree::Value;
use crate::types::words;

/// A file for the connector with this id.
pub fn file(kind: &ServiceType<'_>, id: &str) -> String {
    let mut fields: Vec<_> = kind.fields.iter().collect();
    fields.sort_by_key(|field| (field.order.content.unwrap_or(i32::MAX), field.name));
    let (needed, others): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| is_needed(field, kind));
    let mut out = String::new();
    notation::comment(
        &mut out,
        &format!("{}: every field of the connector type `{}`.", kind.title, kind.name),
    );
    notation::comment(&mut out, "`connlint check` tells which values are still missing.");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "connector_id = {}", notation::text(id));
    let _ = writeln!(out, "service_type = {}", notation::text(kind.name));
    let _ = writeln!(out, "# index_name = {}", notation::text(&index_name(id)));
    out.push_str("\n[values]\n");
    for field in needed {
        describe(&mut out, field);
        out.push_str(&entry(field, id));
        out.push('\n');
    }
    if !others.is_empty() {
        out.push('\n');
        notation::comment(
            &mut out,
            "The rest is optional, or only needed for other choices: remove the `#` before a name to set it.",
        );
    }
    for field in others {
        describe(&mut out, field);
        for line in entry(field, id).lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
    out
}

/// Whether the connector service insists on a value, with every field as its type registers it.
fn is_needed(field: &Definition<'_>, kind: &ServiceType<'_>) -> bool {
    let is_met = |parent: &str, wanted: Value<'_>| {
        kind.field(parent).and_then(|parent| parent.value.content).is_some_and(|value| value == wanted)
    };
    field.is_required() && field.dependencies().iter().all(|one| is_met(one.field, one.value))
}

fn describe(out: &mut String, field: &Definition<'_>) {
    out.push('\n');
    notation::comment(out, &format!("{} ({})", field.title(), words::kind(field)));
    notation::comment(out, field.tooltip.content.unwrap_or_default());
    for fact in words::facts(field) {
        notation::comment(out, &fact);
    }
}

/// The line that sets a field: to a reference where it is secret, else to what its type registers, or to its default.
fn entry(field: &Definition<'_>, id: &str) -> String {
    let registered = field.value.content.filter(|value| words::is_set(*value));
    let default = field.default_value.content.filter(|value| words::is_set(*value) && !field.is_required());
    let value = match registered.or(default) {
        _ if field.is_sensitive() => {
            notation::text(&format!("${{env:{}}}", reference::variable(id, field.name)))
        }
        Some(Value::Text(text)) => notation::text(&reference::escaped(text)),
        Some(Value::Array(list)) => {
            let items: Vec<_> = list.children().filter_map(|item| item.value().as_text()).collect();
            notation::text(&items.join(","))
        }
        Some(value) => notation::value(value).unwrap_or_default(),
        None if field.field_type() == FieldType::Bool => "false".to_owned(),
        None => notation::text(""),
    };
    format!("{} = {value}", notation::key(field.name))
}

/// A name for the index of a connector, of the letters that an index name may have.
fn index_name(id: &str) -> String {
    let plain = |one: char| {
        if one.is_ascii_alphanumeric() || "-_.".contains(one) { one.to_ascii_lowercase() } else { '-' }
    };
    let name: String = id.chars().map(plain).take(200).collect();
    format!("search-{name}")
}
