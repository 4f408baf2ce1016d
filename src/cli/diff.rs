//! `connlint types --diff`: what changed in the catalogue from one version of the stack to another.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::catalogue::ServiceType;
use crate::catalogue::difference::{self, Difference, shown};
use crate::cli::TableFormat;
use crate::connector::attribute::Attribute;
use crate::connector::definition::Definition;
use crate::report::ChangeKind;
use crate::stack::Stack;

/// The changes between two versions; the JSON form, in this order of members.
#[derive(Serialize)]
struct Changes {
    from: &'static str,
    to: &'static str,
    types: Vec<KindChange>,
}

#[derive(Serialize)]
struct KindChange {
    service_type: &'static str,
    change: ChangeKind,
    /// None of a type that comes or goes as a whole.
    fields: Vec<FieldChange>,
}

#[derive(Serialize)]
struct FieldChange {
    field: String,
    change: ChangeKind,
    /// None for a whole field.
    attribute: Option<&'static str>,
    from: Json,
    to: Json,
}

/// Shows what changed, of one type or of all.
pub(super) fn write(
    name: Option<&str>,
    from: &'static Stack,
    to: &'static Stack,
    format: TableFormat,
    out: &mut impl Write,
) -> io::Result<()> {
    let changes = Changes { from: from.version, to: to.version, types: changed(name, from, to) };
    match format {
        TableFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &changes)?;
            writeln!(out)
        }
        TableFormat::Human => table(name, &changes, out),
    }
}

/// The types that changed, alphabetically.
fn changed(name: Option<&str>, from: &'static Stack, to: &'static Stack) -> Vec<KindChange> {
    let (from, to) = (from.catalogue(), to.catalogue());
    let mut names: Vec<_> = from.names().chain(to.names()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|one| name.is_none_or(|name| name == *one));
    let change = |name: &'static str| {
        let (change, fields) = match (from.get(name), to.get(name)) {
            (Some(from), Some(to)) => (ChangeKind::Changed, fields(from, to)),
            (None, _) => (ChangeKind::Added, Vec::new()),
            (_, None) => (ChangeKind::Removed, Vec::new()),
        };
        KindChange { service_type: name, change, fields }
    };
    let is_change = |kind: &KindChange| kind.change != ChangeKind::Changed || !kind.fields.is_empty();
    names.into_iter().map(change).filter(is_change).collect()
}

fn fields(from: &ServiceType<'_>, to: &ServiceType<'_>) -> Vec<FieldChange> {
    let whole = |field: &Definition<'_>, change, from, to| FieldChange {
        field: field.name.to_owned(),
        change,
        attribute: None,
        from,
        to,
    };
    let change = |difference| match difference {
        Difference::Added(field) => whole(field, ChangeKind::Added, Json::Null, definition(field)),
        Difference::Removed(field) => whole(field, ChangeKind::Removed, definition(field), Json::Null),
        Difference::Changed { attribute, from, to } => FieldChange {
            attribute: Some(attribute.name()),
            ..whole(to, ChangeKind::Changed, shown(from, attribute), shown(to, attribute))
        },
    };
    difference::between(from.fields.iter(), to.fields.iter()).into_iter().map(change).collect()
}

/// All attributes of a field that say something.
fn definition(field: &Definition<'_>) -> Json {
    let attributes = Attribute::ALL.into_iter().map(|one| (one.name().to_owned(), shown(field, one)));
    Json::Object(attributes.filter(|(_, content)| !content.is_null()).collect::<Map<_, _>>())
}

/// Writes the changes for people: a paragraph a type, a line a change.
fn table(name: Option<&str>, changes: &Changes, out: &mut impl Write) -> io::Result<()> {
    let (from, to) = (changes.from, changes.to);
    if changes.types.is_empty() {
        let what = name.map_or("no connector type".to_owned(), |name| format!("nothing of {name}"));
        return writeln!(out, "{what} changed from {from} to {to}");
    }
    for (at, kind) in changes.types.iter().enumerate() {
        let blank = if at > 0 { "\n" } else { "" };
        let name = kind.service_type;
        match kind.change {
            ChangeKind::Added => writeln!(out, "{blank}{name} is new in {to}")?,
            ChangeKind::Removed => writeln!(out, "{blank}{name} is gone in {to}")?,
            ChangeKind::Changed => writeln!(out, "{blank}{name}, from {from} to {to}")?,
        }
        let width = kind.fields.iter().map(|field| field.field.len()).max().unwrap_or_default();
        for field in &kind.fields {
            writeln!(out, "  {:width$}  {}", field.field, words(field))?;
        }
    }
    Ok(())
}

/// What happened to a field, in one line.
fn words(field: &FieldChange) -> String {
    match field.attribute {
        Some(attribute) => format!("{attribute}: {} instead of {}", field.to, field.from),
        None if field.change == ChangeKind::Added => {
            let text = |key: &str| field.to.get(key).and_then(Json::as_str).unwrap_or_default();
            let is_required = field.to.get("required") == Some(&Json::Bool(true));
            let need = if is_required { "required" } else { "optional" };
            format!("new: {}, {need}, \"{}\"", text("type"), text("label"))
        }
        None => "gone".to_owned(),
    }
}
