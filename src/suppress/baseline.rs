//! The baseline: findings that were there before connlint was, recorded by fingerprint. No value is in it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use thiserror::Error;

use super::notice::{Notice, STALE, quoted};
use super::{Reach, Suppression, Suppressions};
use crate::diagnostic::Diagnostic;
use crate::discover::visible;
use crate::settings::Settings;
use crate::source::{Position, Source};
use crate::tree::{Format, Node, Span, Tree, Value};

/// The version of the file's form.
const VERSION: &str = "1";

/// The most mistakes that are told of one file.
const MOST_FAULTS: usize = 20;

/// A recorded finding. The order of fields is that of the file's lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file, as reports call it.
    pub path: Arc<str>,
    /// RFC 6901 JSON Pointer into that file.
    pub pointer: String,
    /// The rule's name.
    pub rule: String,
    /// The finding's fingerprint.
    pub fingerprint: String,
}

/// A baseline as it was read.
#[derive(Debug)]
pub struct Baseline {
    name: String,
    text: String,
    /// In the order of the file, each with its place.
    entries: Vec<(Entry, Span)>,
}

/// A mistake in a baseline file; displayed as `path:line:column: message`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}:{}:{}: {message}", visible(path), at.line, at.column)]
pub struct BaselineFault {
    /// What reports call the file.
    pub path: String,
    /// Where.
    pub at: Position,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
}

impl Entry {
    /// The entry that records a finding.
    pub fn of(found: &Diagnostic) -> Self {
        Self {
            path: Arc::clone(&found.path),
            pointer: found.pointer.clone(),
            rule: found.rule.to_owned(),
            fingerprint: found.fingerprint.clone(),
        }
    }
}

impl Baseline {
    /// Reads the bytes of a baseline that reports call `name`; all mistakes, or the first twenty, where it is not what
    /// connlint writes.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Vec<BaselineFault>> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut faults: Vec<(Span, String)> = Vec::new();
        let mut entries = Vec::new();
        let tree = Tree::parse(&text, Format::Json);
        faults.extend(tree.faults().iter().map(|fault| (fault.span, fault.message.clone())));
        if faults.is_empty() {
            entries = read_root(tree.root(), &mut faults);
        }
        if faults.is_empty() {
            drop(tree);
            return Ok(Self { name: name.to_owned(), text, entries });
        }
        let source = Source::new(name, &text);
        let fault = |(span, message): (Span, String)| BaselineFault {
            path: name.to_owned(),
            at: source.position(span.start as usize),
            message,
        };
        Err(faults.into_iter().take(MOST_FAULTS).map(fault).collect())
    }

    /// The text of a baseline with these entries: sorted, each once and on a line of its own, so that branches merge.
    pub fn write(entries: impl IntoIterator<Item = Entry>) -> String {
        let entries: BTreeSet<Entry> = entries.into_iter().collect();
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
        for (at, entry) in entries.iter().enumerate() {
            let json = |text: &str| serde_json::Value::from(text).to_string();
            let comma = if at > 0 { "," } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "{comma}\n    {{\"fingerprint\": {}, \"rule\": {}, \"path\": {}, \"pointer\": {}}}",
                json(&entry.fingerprint),
                json(&entry.rule),
                json(&entry.path),
                json(&entry.pointer)
            );
        }
        text.push_str(if entries.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        text
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    /// The entries but those at these positions, which ascend.
    pub fn without(&self, gone: &[usize]) -> Vec<Entry> {
        let kept = self.entries().enumerate().filter(|(at, _)| gone.binary_search(at).is_err());
        kept.map(|(_, entry)| entry.clone()).collect()
    }

    /// What the entries suppress; their positions are the origins.
    pub(super) fn suppressions(&self) -> Suppressions {
        let suppression = |(origin, entry): (usize, &Entry)| Suppression {
            rule: Cow::Owned(entry.rule.clone()),
            path: Arc::clone(&entry.path),
            reach: Reach::Finding(Cow::Owned(entry.fingerprint.clone())),
            origin,
        };
        Suppressions::new(self.entries().enumerate().map(suppression).collect(), self.entries.len())
    }

    /// The diagnostics for entries that meet nothing; `stale` are their positions.
    pub(super) fn stale(&self, stale: &[usize], settings: &Settings<'_>) -> Vec<Diagnostic> {
        let source = Source::new(&*self.name, &self.text);
        let notice = |at: &usize| {
            let (entry, span) = self.entries.get(*at)?;
            let place = match &*entry.pointer {
                "" => format!("in {}", entry.path),
                pointer => format!("at {pointer} in {}", entry.path),
            };
            let notice = Notice {
                rule: STALE,
                message: format!("{} no longer finds this {place}", quoted(&entry.rule)),
                help: Some("`connlint baseline --prune` removes what is gone from the baseline".to_owned()),
                pointer: format!("/findings/{at}"),
                span: *span,
            };
            notice.diagnostic(&source, settings)
        };
        stale.iter().filter_map(notice).collect()
    }
}

fn read_root(root: Node<'_>, faults: &mut Vec<(Span, String)>) -> Vec<(Entry, Span)> {
    let mut fault = |node: Node<'_>, message: &str| {
        faults.push((Span { end: node.span().start, ..node.span() }, message.to_owned()));
    };
    match root.get("version").map(Node::value) {
        Some(Value::Number(number)) if number.text() == VERSION => {}
        Some(Value::Number(_)) => {
            fault(root, "this baseline has a version that this connlint does not know; expected version 1");
            return Vec::new();
        }
        _ => {
            fault(root, "this is no baseline: `\"version\": 1` is missing");
            return Vec::new();
        }
    }
    let Some(findings) = root.get("findings").filter(|node| matches!(node.value(), Value::Array(_))) else {
        fault(root, "`findings`, a list, is missing");
        return Vec::new();
    };
    let mut entries = Vec::with_capacity(findings.count());
    for item in findings.children() {
        let member = |name| item.get(name).and_then(|node| node.value().as_text());
        match (member("path"), member("pointer"), member("rule"), member("fingerprint")) {
            (Some(path), Some(pointer), Some(rule), Some(fingerprint)) => {
                let entry = Entry {
                    path: Arc::from(path),
                    pointer: pointer.to_owned(),
                    rule: rule.to_owned(),
                    fingerprint: fingerprint.to_owned(),
                };
                entries.push((entry, item.span()));
            }
            _ => fault(item, "a finding has the strings `fingerprint`, `rule`, `path` and `pointer`"),
        }
    }
    entries
}
