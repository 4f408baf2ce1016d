//! What a cluster answered to `GET _connector` or `GET _connector/<id>`, as connector files.
//!
//! A file says what the document says, but for its secrets, which become references to environment variables, and for
//! what is no configuration: schedules, states, counts. So `emit` makes the same payload of the file as it would of the
//! document, once references are resolved and a `value` of null, which TOML cannot say, has become "".

mod draft;
mod folder;
mod page;

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::emit::file_name;
use crate::source::Source;
use crate::tree::{Format, Node, Tree, Value};
use crate::types::Types;
use draft::Draft;

pub use folder::{Fault as FolderFault, write_all};

/// A connector file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The connector's id.
    pub connector_id: String,
    /// The name of the file without its ending.
    pub stem: String,
    /// The format, which is JSON for what TOML cannot say.
    pub format: Format,
    /// What is in it.
    pub text: String,
}

impl File {
    /// The name of the file in a format.
    pub fn name_in(&self, format: Format) -> String {
        match format {
            Format::Toml => format!("{}.toml", self.stem),
            Format::Json => format!("{}.json", self.stem),
        }
    }

    /// The name of the file.
    pub fn name(&self) -> String {
        self.name_in(self.format)
    }
}

/// What became of an answer.
#[derive(Debug, Default)]
pub struct Imported {
    /// A file for each connector.
    pub files: Vec<File>,
    /// The environment variables that stand for secrets now, by name.
    pub variables: BTreeSet<String>,
    /// The known keys that no file of connlint's has, as they were left out.
    pub unread: BTreeSet<String>,
    /// What else is not as it was in the answer, one sentence each. No value is quoted.
    pub notes: Vec<String>,
    /// How many secrets wanted a variable that another had.
    namesakes: BTreeMap<String, u32>,
}

/// Why an answer cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// Not JSON; lines and columns count from 1.
    #[error("{line}:{column}: {message}")]
    Syntax {
        /// The line.
        line: usize,
        /// The column, in characters.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// Something without a `configuration`.
    #[error(
        "{place} is no connector as `GET _connector` answers it: it has no `configuration` with tables of fields"
    )]
    NoConnector {
        /// Where it is.
        place: String,
    },
    /// A connector that does not say its id.
    #[error("{place} has no `id`")]
    NoId {
        /// Where it is.
        place: String,
    },
}

/// Makes files of an answer, which is one document or `{"count", "results"}`. `stem` is the id of a document that has
/// none, as the payloads of `emit` are; `types` tell which fields are secret.
pub fn read(
    tree: &Tree<'_>,
    stem: Option<&str>,
    types: Types<'_>,
    format: Format,
) -> Result<Imported, Fault> {
    if let Some(fault) = tree.faults().first() {
        let at = Source::new("", tree.text()).position(fault.span.start as usize);
        let (line, column) = (at.line as usize, at.column as usize);
        return Err(Fault::Syntax { line, column, message: fault.message.clone() });
    }
    let root = tree.root();
    let list = root.get("results").filter(|list| matches!(list.value(), Value::Array(_)));
    let mut imported = Imported::default();
    match list.filter(|_| root.get("configuration").is_none()) {
        Some(list) => {
            for document in list.children() {
                imported.add(document, None, types, format)?;
            }
        }
        None => imported.add(root, stem, types, format)?,
    }
    Ok(imported)
}

impl Imported {
    fn add(
        &mut self,
        document: Node<'_>,
        stem: Option<&str>,
        types: Types<'_>,
        format: Format,
    ) -> Result<(), Fault> {
        let place = || match document.pointer() {
            root if root.is_empty() => "the document".to_owned(),
            pointer => format!("`{pointer}`"),
        };
        let fields = |node: &Node<'_>| {
            let is_table = |child: Node<'_>| matches!(child.value(), Value::Object(_));
            is_table(*node) && node.children().all(is_table)
        };
        let Some(configuration) = document.get("configuration").filter(fields) else {
            return Err(Fault::NoConnector { place: place() });
        };
        let own = document.get("connector_id").or(document.get("id"));
        let id = own.and_then(|id| id.value().as_text()).or(stem).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Fault::NoId { place: place() })?;
        if configuration.count() == 0 {
            self.notes.push(format!("`{id}` has no fields yet, so that no file is made of it"));
            return Ok(());
        }
        let draft = Draft::new(document, configuration, id, types, self);
        let (format, text) = match (format, draft.toml()) {
            (Format::Toml, Ok(text)) => (Format::Toml, text),
            (Format::Toml, Err(reason)) => {
                self.notes.push(format!(
                    "`{id}` is written as JSON: {reason}, which TOML cannot say, and without it the payload would change"
                ));
                (Format::Json, draft.json())
            }
            (Format::Json, _) => (Format::Json, draft.json()),
        };
        let stem = file_name(id);
        let stem = stem.strip_suffix(".json").unwrap_or(&stem).to_owned();
        self.files.push(File { connector_id: id.to_owned(), stem, format, text });
        Ok(())
    }

    /// A variable that no other secret of the answer has.
    fn variable(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while self.variables.contains(&name) {
            let count = self.namesakes.entry(wanted.to_owned()).or_insert(1);
            *count += 1;
            name = format!("{wanted}_{count}");
        }
        self.variables.insert(name.clone());
        name
    }
}
