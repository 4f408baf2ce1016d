//! One file through the whole of the middle: bytes in, findings and a payload out. Pure, so that files, standard input,
//! the git index, fuzzing and tests all take this one path.

use std::sync::Arc;

use crate::catalogue::ServiceType;
use crate::connector::Connector;
use crate::consumers::{Cause, Consumer, Event, elasticsearch, kibana, service, sources};
use crate::diagnose;
use crate::diagnostic::{Diagnostic, FileEntry, Status};
use crate::discover::Role;
use crate::drawing::Drawing;
use crate::emit::{self, Payload};
use crate::excerpt::MASK;
use crate::finding::{Elsewhere, Place};
use crate::repository::{Claim, Conflict, Tags};
use crate::request::{Mode, Request};
use crate::rules::{self, Subject};
use crate::secret::Secrets;
pub use crate::settings::Settings;
use crate::source::Source;
use crate::suppress::{self, Ignored, Told};
use crate::tree::{Arena, Fault, FaultKind, Format, NodeId, Span, Tree};
use crate::types;

/// A file as the run knows it before it is read.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// What reports call it. Its ending tells the format, and its name the id or the type that the file does not.
    pub path: &'f str,
    /// What it is linted as.
    pub role: Role,
    /// What it is known to have in conflict with other files.
    pub conflicts: &'f [Conflict<'f>],
}

impl<'f> File<'f> {
    /// A connector file that is alone in the world.
    pub fn connector(path: &'f str) -> Self {
        Self { path, role: Role::Connector, conflicts: &[] }
    }

    /// What the file is as a connector or a type; none where it is neither.
    pub(crate) fn read<'t>(&self, tree: &'t Tree<'t>) -> Option<Connector<'t>> {
        let connector = Connector::read(tree, self.path.rsplit('/').next().unwrap_or(self.path))?;
        let connector = if self.role == Role::Type { connector.into_type() } else { connector };
        (connector.configuration.node().or(connector.values.node()).is_some()).then_some(connector)
    }
}

/// What there is to say about one file.
#[derive(Debug)]
pub struct Linted {
    /// What it was linted as.
    pub role: Role,
    /// Its line in the report.
    pub entry: FileEntry,
    /// Its findings, without those that its comments suppress.
    pub diagnostics: Vec<Diagnostic>,
    /// What its comments suppress.
    pub ignored: Ignored,
    /// What deploys it; none where it cannot be made, or Elasticsearch would refuse it.
    pub payload: Option<Box<Payload>>,
    /// Of what no other file of the repository may have.
    pub tags: Tags,
    /// Its bytes, where they cannot be read a second time: those of standard input.
    pub bytes: Option<Box<[u8]>>,
}

impl Linted {
    /// What it tells, for suppressions to be applied to.
    pub fn told(&mut self) -> Told<'_> {
        Told { entry: &self.entry, ignored: &mut self.ignored, diagnostics: &mut self.diagnostics }
    }
}

impl Settings<'_> {
    /// Lints a connector file. `path` is what reports call it; its ending tells the format, and its name the
    /// connector's id where the file does not. `arena` lends buffers for the tree, and holds them afterwards.
    pub fn lint(&self, path: &str, bytes: &[u8], arena: &mut Arena) -> Linted {
        self.lint_file(&File::connector(path), bytes, arena)
    }

    /// Lints a file as what it is. `arena` lends buffers for the tree, and holds them afterwards.
    pub fn lint_file(&self, file: &File<'_>, bytes: &[u8], arena: &mut Arena) -> Linted {
        let mut tree = parsed(file.path, bytes, arena);
        self.resolve(file, &mut tree);
        let linted = self.judge(file, &tree);
        *arena = tree.into_arena();
        linted
    }

    /// What a file claims that no other file of the repository may have.
    pub fn claims(&self, file: &File<'_>, bytes: &[u8], arena: &mut Arena) -> Vec<Claim> {
        let mut tree = parsed(file.path, bytes, arena);
        self.resolve(file, &mut tree);
        let claims = file.read(&tree).map_or_else(Vec::new, |connector| {
            Claim::of(file.role, &connector, &tree, file.path)
                .into_iter()
                .flatten()
                .map(Claim::owned)
                .collect()
        });
        *arena = tree.into_arena();
        claims
    }

    /// The place of a file's claim, for findings about the files that claim the same later.
    pub fn claimed(&self, file: &File<'_>, claim: &Claim, bytes: &[u8], arena: &mut Arena) -> Elsewhere {
        let tree = parsed(file.path, bytes, arena);
        let source = Source::new(file.path, tree.text());
        let mut connector = file.read(&tree);
        let request = connector.as_mut().map(|connector| {
            let known = self.known(file, connector);
            Request::new(connector, known, self.completion)
        });
        let secrets = Secrets::new(&tree, connector.as_ref().zip(request.as_ref()));
        let place = Place::value(claim.node(&tree));
        let place = diagnose::elsewhere(&source, &secrets, place, claim.in_words(), self.detail);
        *arena = tree.into_arena();
        place
    }

    /// The text of a file with a mask over every secret, line for line: a value of several lines has several masks.
    pub fn masked(&self, file: &File<'_>, bytes: &[u8], arena: &mut Arena) -> String {
        let tree = parsed(file.path, bytes, arena);
        let mut connector = file.read(&tree);
        let request = connector.as_mut().map(|connector| {
            let known = self.known(file, connector);
            Request::new(connector, known, self.completion)
        });
        let masked = Secrets::new(&tree, connector.as_ref().zip(request.as_ref())).masked();
        *arena = tree.into_arena();
        masked
    }

    /// The connector type of a file, if it is known; a file that defines a type is judged by no other.
    fn known<'r>(&'r self, file: &File<'_>, connector: &Connector<'_>) -> Option<&'r ServiceType<'r>> {
        let name = connector.service_type.filter(|_| file.role == Role::Connector)?;
        self.types.get(name)
    }

    /// Draws the dependencies of the connector in a file, as far as it can be read; none where it has no connector.
    pub fn draw(&self, path: &str, bytes: &[u8]) -> Option<Drawing> {
        let file = File::connector(path);
        let tree = parsed(path, bytes, &mut Arena::default());
        let mut connector = file.read(&tree)?;
        let known = self.known(&file, &connector);
        let request = Request::new(&mut connector, known, self.completion);
        let (service, _) = service::judge(&request, self.stack);
        Some(Drawing::new(path, &connector.id, &service, tree.faults().is_empty()))
    }

    /// Puts what references lead to in their places, where that is wanted.
    fn resolve(&self, file: &File<'_>, tree: &mut Tree<'_>) {
        let Some(resolved) = self.resolved.as_ref().filter(|_| file.role == Role::Connector) else { return };
        let found = file.read(tree).map(|mut connector| {
            let known = self.known(file, &connector);
            let request = Request::new(&mut connector, known, self.completion);
            emit::replacements(&connector, &request, resolved)
        });
        for one in found.into_iter().flatten() {
            tree.resolve(one.node, one.kind, &one.text);
        }
    }

    /// Judges what could be read of a file.
    fn judge(&self, file: &File<'_>, tree: &Tree<'_>) -> Linted {
        let shared: Arc<str> = file.path.into();
        let mut entry = FileEntry {
            path: Arc::clone(&shared),
            connector_id: None,
            service_type: None,
            status: if tree.faults().is_empty() { Status::Checked } else { Status::PartlyChecked },
        };
        let source = Source::new(shared, tree.text());
        let mut findings = rules::judge_file(tree, file.role, &self.levels);
        findings.extend(rules::judge_conflicts(tree, file.conflicts, &self.levels));
        let Some(mut connector) = file.read(tree) else {
            if entry.status == Status::Checked {
                entry.status = Status::NotUnderstood;
            }
            let secrets = Secrets::new(tree, None);
            let (diagnostics, ignored) = suppress::apply(tree, &source, &secrets, findings, self);
            return Linted {
                role: file.role,
                entry,
                diagnostics,
                ignored,
                payload: None,
                tags: Tags::default(),
                bytes: None,
            };
        };
        let known = self.known(file, &connector);
        let request = Request::new(&mut connector, known, self.completion);
        let (held, mut events) = service::judge(&request, self.stack);
        events.extend(sources::judge(&request, &held));
        events.extend(elasticsearch::judge(&connector, &request, self.stack));
        events.extend(kibana::judge(&request, &held));
        if file.role == Role::Type {
            events.retain(|event| event.cause != Cause::InvalidId);
        }
        let subject = Subject::new(tree, &connector, &request, &held, file.role, self.types);
        findings.extend(rules::judge_connector(&subject, &events, &self.levels));
        let has_schema = request.mode == Mode::Configuration || request.service.is_some();
        if entry.status == Status::Checked && !has_schema {
            entry.status = Status::NotUnderstood;
        }
        let shown = |name: &str| subject.secrets.scrubbed(name.to_owned(), MASK).into_boxed_str();
        let service_type = match file.role {
            Role::Connector => {
                entry.connector_id = Some(shown(&connector.id));
                connector.service_type
            }
            Role::Type => Some(types::name(connector.service_type, file.path)),
        };
        entry.service_type = service_type.map(shown);
        let is_deployable =
            self.payloads && file.role == Role::Connector && tree.faults().is_empty() && !is_refused(&events);
        let payload = is_deployable
            .then(|| Payload::new(&connector.id, file.path, &request, self.resolved.as_ref()))
            .flatten()
            .map(Box::new);
        let (diagnostics, ignored) = suppress::apply(tree, &source, &subject.secrets, findings, self);
        Linted {
            role: file.role,
            entry,
            diagnostics,
            ignored,
            payload,
            tags: Tags::new(Claim::of(file.role, &connector, tree, file.path)),
            bytes: None,
        }
    }
}

/// The tree of a file's bytes.
pub(crate) fn parsed<'b>(path: &str, bytes: &'b [u8], arena: &mut Arena) -> Tree<'b> {
    let (text, damage) = decoded(bytes);
    let mut tree = Tree::parse_into(text, Format::of_path(path), std::mem::take(arena));
    if let Some(fault) = damage {
        tree.add_fault(fault);
    }
    tree
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
        remedy: None,
    };
    (text, Some(fault))
}
