//! Canonical payloads: the request as JSON, in the form that Elasticsearch would store.

mod body;
mod drift;
mod folder;
mod json;
mod leads;
mod listing;
mod name;
mod outside;
mod spool;
mod stage;

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::connector::definition::Definition;
use crate::reference::Resolved;
use crate::request::{Mode, Request};
use crate::secret::is_hidden_field;
use body::Body;
use json::Form;

pub use body::Stored;
pub use drift::{Drift, DriftKind, Ghosts, compare};
pub use folder::{Folder, FolderFault, Gone, Secrecy, write_all};
pub use leads::{Misfit, Replacement, replacements};
pub use listing::{LISTING, is_payload_name};
pub use name::{NameFault, file_name};
pub use outside::{OutsideFault, OutsideFaultKind, look_up};
pub use spool::{Spool, Spooled};

/// The text of a body, or where it was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Here.
    Held(String),
    /// In the [`Spool`] of the run.
    Spooled(Spooled),
}

/// What deploys one connector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The connector's id.
    pub connector_id: String,
    /// The file that it was made of.
    pub origin: String,
    /// The body as pretty JSON with a final newline.
    pub body: Text,
    /// What `--resolve` would replace: `env:NAME`, `file:PATH`, or `escape` for a `$${`; sorted, each once.
    pub unresolved: Vec<String>,
    /// The references that cannot be what their fields hold, where references are resolved.
    pub misfits: Vec<Misfit>,
    /// The fields whose values may be shown, sorted.
    pub open: Vec<String>,
}

impl Payload {
    /// The payload of a request; none where JSON cannot say it. `resolved` is what references lead to, where they and
    /// escapes are to be replaced.
    pub fn new(
        connector_id: &str,
        origin: &str,
        request: &Request<'_>,
        resolved: Option<&Resolved>,
    ) -> Option<Self> {
        let form = if resolved.is_some() { Form::Literal } else { Form::Sent };
        let mut body = serde_json::to_string_pretty(&Body(request, form)).ok()?;
        body.push('\n');
        let left = leads::left(request);
        let has_schema = request.mode == Mode::Configuration || request.service.is_some();
        let is_shown = |field: &&Definition<'_>| {
            // What a reference leads to may stand in a payload that is there, and is nobody's business either.
            has_schema && !is_hidden_field(field) && !leads::is_in(field)
        };
        let shown = request.fields.iter().filter(is_shown);
        let mut open: Vec<String> = shown.map(|field| field.name.to_owned()).collect();
        open.sort_unstable();
        Some(Self {
            connector_id: connector_id.to_owned(),
            origin: origin.to_owned(),
            body: Text::Held(body),
            unresolved: if resolved.is_some() { Vec::new() } else { leads::names(&left) },
            misfits: resolved.map(|resolved| leads::misfits(&left, resolved)).unwrap_or_default(),
            open,
        })
    }

    /// The path of the API that takes it, the id percent-encoded.
    pub fn path(&self) -> String {
        let mut path = String::from("/_connector/");
        for byte in self.connector_id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                path.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(path, "%{byte:02X}");
            }
        }
        path + "/_configuration"
    }

    /// One line of NDJSON, with its newline, for this body.
    pub fn line(&self, body: &str) -> Option<String> {
        #[derive(Serialize)]
        struct Line<'p> {
            connector_id: &'p str,
            method: &'static str,
            path: String,
            body: &'p RawValue,
            unresolved: &'p [String],
        }
        let compact = compact(body);
        let line = Line {
            connector_id: &self.connector_id,
            method: "PUT",
            path: self.path(),
            body: serde_json::from_str(&compact).ok()?,
            unresolved: &self.unresolved,
        };
        serde_json::to_string(&line).ok().map(|line| line + "\n")
    }
}

/// JSON without the white space between its tokens.
fn compact(pretty: &str) -> String {
    let mut text = String::with_capacity(pretty.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for character in pretty.chars() {
        if is_string || !character.is_ascii_whitespace() {
            text.push(character);
        }
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_string => is_escaped = true,
            '"' => is_string = !is_string,
            _ => {}
        }
    }
    text
}
