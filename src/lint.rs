//! One file through the whole of the middle: bytes in, findings and a payload out. Pure, so that files, standard input,
//! the git index, fuzzing and tests all take this one path.

use std::sync::Arc;

use crate::catalogue::{Catalogue, ServiceType};
use crate::connector::Connector;
use crate::consumers::python::Splitting;
use crate::consumers::{Consumer, Event, elasticsearch, kibana, service};
use crate::diagnose::{Detail, diagnose};
use crate::drawing::Drawing;
use crate::emit::Payload;
use crate::report::{Diagnostic, FileEntry, Status};
use crate::request::{Completion, Request};
use crate::rules::{self, Levels, Subject};
use crate::secret::Secrets;
use crate::source::Source;
use crate::tree::{Arena, Fault, FaultKind, Format, NodeId, Span, Tree};

/// What every file of a run is judged by.
#[derive(Debug)]
pub struct Settings {
    /// The connector types of the stack.
    pub catalogue: &'static Catalogue,
    /// How the stack's service splits lists.
    pub splitting: Splitting,
    /// The severities of the rules.
    pub levels: Levels,
    /// Whether excerpts are wanted.
    pub detail: Detail,
    /// Whether absent attributes are filled in.
    pub completion: Completion,
    /// Whether payloads are wanted.
    pub payloads: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            catalogue: Catalogue::newest(),
            splitting: Splitting::DropEmpty,
            levels: Levels::default(),
            detail: Detail::Places,
            completion: Completion::Standard,
            payloads: false,
        }
    }
}

/// What there is to say about one file.
#[derive(Debug)]
pub struct Linted {
    /// Its line in the report.
    pub entry: FileEntry,
    /// Its findings.
    pub diagnostics: Vec<Diagnostic>,
    /// What deploys it; none where it cannot be made, or Elasticsearch would refuse it.
    pub payload: Option<Payload>,
}

/// The format that a file's name tells; anything but `.toml` is read as JSON.
pub fn format_of(path: &str) -> Format {
    if path.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        Format::Toml
    } else {
        Format::Json
    }
}

impl Settings {
    /// Lints a file. `path` is what reports call it; its ending tells the format, and its name the connector's id where
    /// the file does not. `arena` lends buffers for the tree, and holds them afterwards.
    pub fn lint(&self, path: &str, bytes: &[u8], arena: &mut Arena) -> Linted {
        let (text, damage) = decoded(bytes);
        let mut tree = Tree::parse_into(text, format_of(path), std::mem::take(arena));
        if let Some(fault) = damage {
            tree.add_fault(fault);
        }
        let linted = self.judge(path, &tree);
        *arena = tree.into_arena();
        linted
    }

    /// Draws the dependencies of the connector in a file, as far as the file can be read; none where it has no connector.
    pub fn draw(&self, path: &str, bytes: &[u8]) -> Option<Drawing> {
        let (text, damage) = decoded(bytes);
        let tree = Tree::parse(text, format_of(path));
        let mut connector = Connector::read(&tree, path.rsplit('/').next().unwrap_or(path))
            .filter(|connector| connector.configuration.node().or(connector.values.node()).is_some())?;
        let known: Option<&ServiceType<'_>> =
            connector.service_type.and_then(|name| self.catalogue.get(name));
        let request = Request::new(&mut connector, known, self.completion);
        let (service, _) = service::judge(&request, self.splitting);
        let is_whole = damage.is_none() && tree.faults().is_empty();
        Some(Drawing::new(path, &connector.id, &request, &service, is_whole))
    }

    /// Judges what could be read of a file.
    fn judge(&self, path: &str, tree: &Tree<'_>) -> Linted {
        let shared: Arc<str> = path.into();
        let mut entry = FileEntry {
            path: Arc::clone(&shared),
            connector_id: None,
            service_type: None,
            status: if tree.faults().is_empty() { Status::Checked } else { Status::PartlyChecked },
        };
        let source = Source::new(shared, tree.text());
        let mut findings = rules::judge_file(tree, &self.levels);
        let name = path.rsplit('/').next().unwrap_or(path);
        let connector = Connector::read(tree, name)
            .filter(|connector| connector.configuration.node().or(connector.values.node()).is_some());
        let Some(mut connector) = connector else {
            if entry.status == Status::Checked {
                entry.status = Status::NotUnderstood;
            }
            let secrets = Secrets::new(tree, None);
            return Linted {
                entry,
                diagnostics: diagnose(&source, &secrets, findings, self.detail),
                payload: None,
            };
        };
        let known = connector.service_type.and_then(|name| self.catalogue.get(name));
        let known: Option<&ServiceType<'_>> = known;
        let request = Request::new(&mut connector, known, self.completion);
        let (held, mut events) = service::judge(&request, self.splitting);
        events.extend(elasticsearch::judge(&connector, &request));
        events.extend(kibana::judge(&request, &held));
        let subject = Subject::new(tree, &connector, &request, &held, self.catalogue);
        findings.extend(rules::judge_connector(&subject, &events, &self.levels));
        if findings.iter().any(|finding| finding.rule == "unknown-schema") {
            entry.status = Status::NotUnderstood;
        }
        entry.connector_id = Some(connector.id.to_string());
        entry.service_type = connector.service_type.map(str::to_owned);
        let is_deployable = self.payloads && tree.faults().is_empty() && !is_refused(&events);
        let payload = is_deployable.then(|| Payload::new(&connector.id, path, &request)).flatten();
        Linted { entry, diagnostics: diagnose(&source, &subject.secrets, findings, self.detail), payload }
    }
}

fn is_refused(events: &[Event<'_>]) -> bool {
    events.iter().any(|event| event.consumer == Consumer::Elasticsearch && event.breaks)
}

/// The text of a file up to the first byte that is no UTF-8, and the error there.
fn decoded(bytes: &[u8]) -> (&str, Option<Fault>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let text = bytes.get(..at).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let fault = Fault {
        kind: FaultKind::Syntax,
        span: Span::new(at, at),
        message: format!("the byte 0x{byte:02X} here is not UTF-8; the file is read no further"),
        help: Some("save the file as UTF-8".to_owned()),
        related: None,
        node: NodeId::ROOT,
    };
    (text, Some(fault))
}
