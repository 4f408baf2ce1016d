//! graphql: the address, the query, and what is looked for in it.

mod definitions;
mod lexer;
pub mod parser;
pub mod path;

use std::sync::OnceLock;

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::python::regex::{Pattern, Verdict};
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::account::not_json;
use crate::consumers::sources::document::{self, Fault};
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};
use parser::{Broken, Definition};
use path::{Found, Wanted};

/// The exception for what a field must not hold.
const REFUSED: &str = "ConfigurableFieldValueError";
const MAP: &str = "graphql_object_to_id_map";
const QUERY: &str = "graphql_query";
const KEY: &str = "pagination_key";

/// What an address looks like, `$` aside: before a final newline it matches too.
const ADDRESS: &str = r"https?:\/\/(?:www\.)?[-a-zA-Z0-9@:%._\+~#=]{1,256}\.[a-zA-Z0-9()]{1,6}\b(?:[-a-zA-Z0-9()@:%_\+.~#?&\/=]*)";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| address(fields))?;
    steps.validate(|| query(fields))?;
    steps.validate(|| json(fields, "headers", "Headers"))?;
    steps.validate(|| json(fields, "graphql_variables", "Variables"))?;
    steps.validate(|| map(fields))?;
    steps.validate(|| page(fields))
}

fn address(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    static PATTERN: OnceLock<Option<Pattern>> = OnceLock::new();
    let text = fields.text("http_endpoint")?;
    let pattern = PATTERN.get_or_init(|| Pattern::compile(ADDRESS).ok()).as_ref().ok_or(Stop::Undecided)?;
    match pattern.fullmatch(text.strip_suffix('\n').unwrap_or(&text)) {
        Verdict::Match => Ok(()),
        Verdict::Undecided => Err(Stop::Undecided),
        Verdict::NoMatch => Err(Failure::new(
            Cause::InvalidAddress,
            "http_endpoint",
            REFUSED,
            "GraphQL HTTP endpoint is not a valid URL.",
            "is no address that the source takes: it wants http:// or https://, a host with a dot in it, and at most six \
             letters behind the last dot",
        )
        .into()),
    }
}

fn wrong_query(kind: &'static str, text: impl Into<Sentence>, words: &'static str) -> Failure {
    Failure::new(Cause::InvalidQuery, QUERY, kind, text, words)
}

fn parsed(text: &str) -> Result<Vec<Definition<'_>>, Stop> {
    parser::parse(text).map_err(|broken| match broken {
        Broken::TooDeep => Stop::Undecided,
        Broken::Syntax => {
            wrong_query(REFUSED, "Failed to parse GraphQL query. Error: ", "is no GraphQL document").into()
        }
    })
}

fn query(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let text = fields.text(QUERY)?;
    let document = parsed(&text)?;
    if document.iter().any(|definition| definition.operation.is_some_and(|operation| operation != "query")) {
        let message =
            "The configured query is either invalid or a mutation which is not supported by the connector.";
        return Err(wrong_query(
            REFUSED,
            message,
            "has an operation that is no query, and the source only reads",
        )
        .into());
    }
    Ok(())
}

/// Reads a field as JSON, unless it is empty.
fn json(fields: &Fields<'_, '_>, field: &'static str, label: &str) -> Result<(), Stop> {
    let text = fields.text(field)?;
    if text.is_empty() { Ok(()) } else { read(&text, field, label).map(drop) }
}

fn read(text: &str, field: &'static str, label: &str) -> Result<Py<'static>, Stop> {
    document::parse(text).map_err(|fault| match fault {
        Fault::Undecided => Stop::Undecided,
        Fault::Refused { message, place } => {
            let start = format!("GraphQL {label} must be in valid JSON format. Exception: ");
            not_json(field, start, &message, place).into()
        }
    })
}

/// Each object of the map must be in the query, with its id.
fn map(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let text = fields.text(MAP)?;
    if text.is_empty() {
        let message = "GraphQL Objects to ID mapping field is not configured.";
        return Err(Failure::new(Cause::InvalidJson, MAP, REFUSED, message, "is empty").into());
    }
    let map = read(&text, MAP, "Objects to ID mapping")?;
    let Py::Dict(entries) = map else {
        let message = format!("'{}' object has no attribute 'items'", map.type_name());
        let words = "is JSON, but no object: it wants the path of each object and the name of its id, as {\"org.users\": \"id\"}";
        return Err(Failure::new(Cause::InvalidJson, MAP, "AttributeError", message, words).into());
    };
    let query = fields.text(QUERY)?;
    let document = parsed(&query)?;
    for (path, id) in &entries {
        let name = if let Py::Str(name) = id { Some(&**name) } else { None };
        let (missing, words) = match path::find(&document, path, Wanted::Id(name)) {
            Found::Id => continue,
            Found::Crash(text) => return Err(crash(text)),
            Found::Nothing => (path.to_string(), "names an object that the query does not select: "),
            Found::Field => {
                let shown = id.str().map_err(|_| Stop::Undecided)?.into_owned();
                (shown, "names an id that the query does not select in its object: ")
            }
        };
        return Err(absent(MAP, &missing, words).into());
    }
    Ok(())
}

/// The failure of a name that the query does not have.
fn absent(field: &'static str, name: &str, words: &'static str) -> Failure {
    let text = Sentence::default().value(name).then(" is not present in the query.");
    Failure::new(Cause::InvalidQuery, field, REFUSED, text, words).inside(format!("`{name}`")).and(QUERY)
}

fn crash(text: String) -> Stop {
    let words = if text.contains("Fragment") {
        "has a fragment where the source looks for fields, which it cannot read: write the fields out, the operation first"
    } else {
        "begins with a definition that is no query: write the query first"
    };
    wrong_query("AttributeError", text, words).into()
}

fn page(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if fields.text("pagination_model")? != "cursor_pagination" {
        return Ok(());
    }
    let (query, key) = (fields.text(QUERY)?, fields.text(KEY)?);
    match path::find(&parsed(&query)?, &key, Wanted::Field) {
        Found::Field | Found::Id => Ok(()),
        Found::Crash(text) => Err(crash(text)),
        Found::Nothing => Err(absent(KEY, &key, "is an object that the query does not select: ").into()),
    }
}
