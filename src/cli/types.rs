//! `connlint types`.

use std::io::{self, Write};

use clap::Args;

use crate::catalogue::ServiceType;
use crate::cli::scene::{Scene, find_type, known_stack, tell_path_faults};
use crate::cli::{Input, Selection, Setup, TableFormat, diff};
use crate::connector::definition::Definition;
use crate::discover::visible;
use crate::excerpt::MASK;
use crate::outcome::Outcome;
use crate::stack::Stack;
use crate::tree::Value;
use crate::types::{self, Types as Known};

const EXAMPLES: &str = "\
Examples:
  connlint types                            all connector types
  connlint types oracle                     the fields of one
  connlint types --stack 9.2 --diff 8.17    what changed from 8.17 to 9.2
  connlint types oracle --diff 8.14 --output-format json";

/// `connlint types`
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Types {
    /// A connector type, such as `sharepoint_online`
    pub service_type: Option<String>,

    /// Show what changed since this version of the stack
    #[arg(long, value_name = "VERSION")]
    pub diff: Option<String>,

    /// The form of what --diff shows
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, requires = "diff")]
    pub output_format: TableFormat,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,
}

/// Lists the connector types of the repository and of the stack, or the fields of one.
pub(super) fn run(options: &Types, out: &mut impl Write) -> io::Result<Outcome> {
    let name = options.service_type.as_deref();
    let input = Input { staged: false, stdin_filename: None };
    let mut scene = match Scene::set(&options.setup, &[], &input, &Selection::default()) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    if let Some(since) = &options.diff {
        return match known_stack(since) {
            Ok(since) => changes(name, since, scene.settings.stack, options, out),
            Err(outcome) => Ok(outcome),
        };
    }
    let discovery = scene.discover_types();
    let mut outcome = tell_path_faults(&discovery);
    let texts = scene.read_types(&discovery, &mut outcome);
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    let types = scene.settings.types;
    let Some(name) = name else {
        let width = types.names().map(str::len).max().unwrap_or_default();
        for kind in types.names().filter_map(|name| types.get(name)) {
            let origin = if types.own(kind.name).is_some() { ", this repository" } else { "" };
            writeln!(
                out,
                "{:width$}  {} ({} fields{origin})",
                visible(kind.name),
                visible(kind.title),
                kind.fields.len()
            )?;
        }
        return Ok(outcome);
    };
    let Some(kind) = find_type(name, types) else {
        return Ok(outcome.max(Outcome::Usage));
    };
    show(kind, types, out)?;
    Ok(outcome)
}

/// Shows what changed in the stack's own types, or in one of them.
fn changes(
    name: Option<&str>,
    from: &'static Stack,
    to: &'static Stack,
    options: &Types,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let (first, second) = (from.catalogue(), to.catalogue());
    if let Some(name) = name.filter(|name| first.get(name).is_none())
        && find_type(name, second.into()).is_none()
    {
        return Ok(Outcome::Usage);
    }
    diff::write(name, from, to, options.output_format, out)?;
    Ok(Outcome::Clean)
}

/// Shows the fields of a type.
fn show(kind: &ServiceType<'_>, types: Known<'_>, out: &mut impl Write) -> io::Result<()> {
    let origin = match types.own(kind.name) {
        Some(own) => visible(own.path).into_owned(),
        None => format!("stack {}", types.version()),
    };
    writeln!(out, "{} ({}, {origin})\n", visible(kind.name), visible(kind.title))?;
    let width = kind.fields.iter().map(|field| field.name.len()).max().unwrap_or_default();
    for field in &kind.fields {
        let need = if field.is_required() { "required" } else { "optional" };
        let (name, kind) = (visible(field.name), field.field_type().name());
        writeln!(out, "{name:width$}  {kind:4}  {need}{}", visible(&traits(field)))?;
    }
    Ok(())
}

/// What else there is to know about a field.
fn traits(field: &Definition<'_>) -> String {
    let mut traits = vec![String::new()];
    if field.is_sensitive() {
        traits.push("sensitive".to_owned());
    }
    let options: Vec<_> = field.choices().iter().filter_map(|choice| choice.value.as_text()).collect();
    if !options.is_empty() {
        traits.push(format!("one of {}", options.join(" | ")));
    }
    for (what, value) in [("default", field.default_value.content), ("initially", field.value.content)] {
        if let Some(text) = value.and_then(scalar) {
            traits.push(format!("{what} {}", if field.is_sensitive() { MASK.to_owned() } else { text }));
        }
    }
    for dependency in field.dependencies() {
        let value = scalar(dependency.value).unwrap_or_default();
        traits.push(format!("when {} is {value}", dependency.field));
    }
    for check in field.checks() {
        traits.push(format!("{} {}", check.kind.name(), scalar(check.constraint).unwrap_or_default()));
    }
    traits.join(", ")
}

fn scalar(value: Value<'_>) -> Option<String> {
    match value {
        Value::Null | Value::Text("") => None,
        Value::Array(list) if list.count() == 0 => None,
        other => serde_json::to_string(&other).ok(),
    }
}
