//! Turns findings into diagnostics: nodes become spans, values are masked, words are put together. The only place where
//! that happens, so that no rule can leak a secret or write a span that is out of range.

mod edits;
mod removal;

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Fix, Related};
use crate::excerpt::{Excerpt, Label, MASK, Secrets as Masked, visible};
use crate::finding::{self, Elsewhere, Finding, Message, MessagePart, Place};
use crate::secret::Secrets;
use crate::source::Source;
use crate::tree::{Node, Value};

/// Whether the findings will be shown with excerpts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// For people.
    Excerpts,
    /// For programs.
    Places,
}

/// The diagnostics of one file's findings.
pub fn diagnose(
    source: &Source<'_>,
    secrets: &Secrets<'_>,
    findings: Vec<Finding<'_>>,
    detail: Detail,
) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let masked = Masked::new(match detail {
        Detail::Excerpts => secrets.spans(),
        Detail::Places => Vec::new(),
    });
    let mut maker = Maker { source, secrets, masked, detail, seen: HashMap::new() };
    let mut findings = findings;
    findings.sort_by(|a, b| (a.place.span(), a.rule).cmp(&(b.place.span(), b.rule)));
    findings.iter().map(|finding| maker.diagnostic(finding)).collect()
}

/// A place for findings about other files.
pub fn elsewhere(
    source: &Source<'_>,
    secrets: &Secrets<'_>,
    place: Place<'_>,
    message: &'static str,
    detail: Detail,
) -> Elsewhere {
    let label = Label { span: place.span(), text: message.to_owned(), primary: false };
    Elsewhere {
        path: Arc::clone(source.path()),
        pointer: place.node.pointer(),
        region: source.region(place.span()),
        message,
        excerpts: match detail {
            Detail::Excerpts => Excerpt::around(source, &[label], &Masked::new(secrets.spans())),
            Detail::Places => Vec::new(),
        },
    }
}

fn related_elsewhere(place: &Elsewhere) -> Related {
    Related {
        message: place.message.to_owned(),
        path: Arc::clone(&place.path),
        pointer: place.pointer.clone(),
        region: place.region,
    }
}

struct Maker<'m, 's> {
    source: &'m Source<'s>,
    secrets: &'m Secrets<'m>,
    masked: Masked,
    detail: Detail,
    /// How many findings of a rule there were at a pointer.
    seen: HashMap<(&'static str, String), usize>,
}

impl Maker<'_, '_> {
    fn diagnostic(&mut self, finding: &Finding<'_>) -> Diagnostic {
        let pointer = finding.place.node.pointer();
        let occurrence = self.seen.entry((finding.rule, pointer.clone())).or_default();
        *occurrence += 1;
        let fingerprint = fingerprint(finding.rule, self.source.path(), &pointer, *occurrence);
        let is_secret = finding.field.as_deref().is_some_and(|field| self.secrets.is_secret_field(field));
        Diagnostic {
            rule: finding.rule,
            severity: finding.severity,
            breaks: finding.breaks.clone(),
            says: finding
                .says
                .as_ref()
                .map(|sentence| self.secrets.scrubbed(sentence.shown(is_secret.then_some(MASK)), MASK)),
            message: self.words(&finding.message),
            help: finding.help.as_ref().map(|help| self.words(help)),
            path: Arc::clone(self.source.path()),
            pointer,
            field: finding.field.as_deref().map(str::to_owned),
            region: self.source.region(finding.place.span()),
            related: finding
                .related
                .iter()
                .map(|related| self.related(related.place, &related.message))
                .chain(finding.elsewhere.iter().map(|place| related_elsewhere(place)))
                .collect(),
            fix: finding.fix.as_ref().and_then(|fix| self.fix(finding.place, fix)),
            fingerprint,
            excerpts: match self.detail {
                Detail::Excerpts => {
                    let others = finding.elsewhere.iter().flat_map(|place| place.excerpts.iter().cloned());
                    let here = Excerpt::around(self.source, &self.labels(finding), &self.masked);
                    here.into_iter().chain(others).collect()
                }
                Detail::Places => Vec::new(),
            },
        }
    }

    /// A fix, unless the file writes the place in a way that leaves the edits in doubt.
    fn fix(&self, place: Place<'_>, fix: &finding::Fix<'_>) -> Option<Fix> {
        let edits = edits::edits(place.node.tree(), self.secrets, fix)?;
        if edits.iter().any(|edit| self.secrets.gives_away(&edit.replacement)) {
            return None;
        }
        let is_private = self.secrets.is_secret(place.node);
        Some(Fix { title: self.words(&fix.title), applicability: fix.applicability, edits, is_private })
    }

    fn related(&self, place: Place<'_>, message: &Message<'_>) -> Related {
        Related {
            message: self.words(message),
            path: Arc::clone(self.source.path()),
            pointer: place.node.pointer(),
            region: self.source.region(place.span()),
        }
    }

    fn labels(&self, finding: &Finding<'_>) -> Vec<Label> {
        let primary = Label { span: finding.place.span(), text: String::new(), primary: true };
        let others = finding.related.iter().map(|related| Label {
            span: related.place.span(),
            text: self.words(&related.message),
            primary: false,
        });
        std::iter::once(primary).chain(others).collect()
    }

    /// A message as text: secrets masked, hidden characters drawn.
    fn words(&self, message: &Message<'_>) -> String {
        let mut words = String::new();
        for part in &message.0 {
            match part {
                MessagePart::Text(text) => {
                    words.push_str(&visible(&self.secrets.scrubbed(text.to_string(), MASK)));
                }
                MessagePart::Value(node) | MessagePart::Derived(_, node) if self.secrets.is_secret(*node) => {
                    words.push_str(MASK);
                }
                MessagePart::Value(node) => words.push_str(&visible(&shown(*node))),
                MessagePart::Derived(text, _) => {
                    words.push_str(&visible(&clipped(&self.secrets.scrubbed(text.clone(), MASK))));
                }
            }
        }
        words
    }
}

/// The longest value in a message, in characters.
const LONGEST: usize = 60;

/// A value as JSON writes it, cut where it is long.
fn shown(node: Node<'_>) -> String {
    match node.value() {
        Value::Text(text) => {
            let cut = clipped(text);
            format!("\"{cut}\"")
        }
        Value::Number(number) => clipped(number.text()),
        Value::Bool(value) => value.to_string(),
        Value::Unrepresentable(text) => clipped(text),
        other => other.noun().to_owned(),
    }
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A name for a finding that stays when lines move, and that tells nothing about values: 64 bits of FNV-1a.
pub(crate) fn fingerprint(rule: &str, path: &str, pointer: &str, occurrence: usize) -> String {
    let occurrence = occurrence.to_string();
    let parts = [rule, path, pointer, &occurrence];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
