//! SARIF 2.1.0 (OASIS, with errata 01), as GitHub's code scanning and editors read it.
//!
//! Paths are relative URIs to a base without a place, so that no path of a machine is in the log. There are no snippets:
//! what a file says stays in the file. In messages nothing of a file can make a link; the only links are those to the
//! related locations. Curly braces are not doubled, against §3.11.5: with no `arguments` no reader looks for placeholders,
//! and `${env:NAME}` has to arrive as something to copy.

mod encode;
mod log;

use std::collections::BTreeMap;
use std::io;

use super::{Applicability, Diagnostic, Edit, Report, json};
use crate::rules;
use crate::severity::Severity;
use crate::source::Region;
use log::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Component, ComponentProperties, Configuration,
    Descriptor, Finding, Fix, FixProperties, Location, Log, Multiformat, PhysicalLocation, Place, Properties,
    Replacement, Run, SourceRoot, Text, Tool, UriBases,
};

/// What all paths are relative to, in words.
const SOURCE_ROOT: &str =
    "The folder of connlint.toml, else the top of the git repository, else the working folder of the run.";

/// The most related locations that a message links to; all are in the result.
const LINKS: usize = 10;

/// Writes the log, indented and with a final line end.
pub fn write(report: &Report, out: &mut impl io::Write) -> io::Result<()> {
    let mut numbers: BTreeMap<&'static str, usize> =
        report.diagnostics.iter().map(|found| (found.rule, 0)).collect();
    for (number, place) in numbers.values_mut().enumerate() {
        *place = number;
    }
    let number = |found: &Diagnostic| numbers.get(found.rule).copied().unwrap_or_default();
    let driver = Component {
        name: report.tool.name,
        version: report.tool.version,
        semantic_version: report.tool.version,
        rules: numbers.keys().map(|name| descriptor(name)).collect(),
        properties: ComponentProperties { stack: &report.tool.stack },
    };
    let run = Run {
        tool: Tool { driver },
        original_uri_base_ids: UriBases { root: SourceRoot { description: Text::new(SOURCE_ROOT) } },
        column_kind: "unicodeCodePoints",
        results: report.diagnostics.iter().map(|found| result(found, number(found))).collect(),
    };
    json::write_escaped(&Log::new(run), out)
}

/// What is known of a rule; only its name where it is in no table.
fn descriptor(name: &'static str) -> Descriptor {
    let rule = rules::find(name);
    Descriptor {
        id: name,
        short_description: rule.map(|rule| Text::new(rule.summary)),
        full_description: rule.map(|rule| Text::new(rule.summary)),
        help: rule.map(|rule| Multiformat { text: rule.page, markdown: rule.page }),
        default_configuration: rule.map(|rule| match rule.severity {
            Some(severity) => Configuration { enabled: true, level: Some(level(severity)) },
            None => Configuration { enabled: false, level: None },
        }),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(found: &Diagnostic, rule_index: usize) -> Finding<'_> {
    let breaks = found.breaks.iter().map(|consumer| consumer.name()).collect();
    let related = found.related.iter().zip(1..).map(|(other, id)| Location {
        id: Some(id),
        message: Some(Text::new(unlinked(&other.message))),
        ..Location::at(&other.path, other.region)
    });
    Finding {
        rule_id: found.rule,
        rule_index,
        level: level(found.severity),
        message: Text::new(message(found)),
        locations: [Location::at(&found.path, found.region)],
        related_locations: related.collect(),
        partial_fingerprints: [("connlint/v1", found.fingerprint.as_str())].into(),
        fixes: found.shown_fix().into_iter().filter_map(|fix| self::fix(&found.path, fix)).collect(),
        properties: Properties {
            breaks,
            says: found.says.as_deref(),
            field: found.field.as_deref(),
            pointer: &found.pointer,
        },
    }
}

/// The message, the help, and links to the related locations, a line each.
fn message(found: &Diagnostic) -> String {
    let mut text = unlinked(&found.message);
    if let Some(help) = &found.help {
        text = format!("{text}\n{}", unlinked(help));
    }
    for (other, id) in found.related.iter().zip(1..).take(LINKS) {
        text = format!("{text}\n[{}]({id})", link_text(&unlinked(&other.message)));
    }
    text
}

/// The text without anything that reads as a link, which is `[…](…)` in a plain message (§3.11.6).
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}

/// The text as that of a link (§3.11.6).
fn link_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '[' | ']') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A fix that changes something.
fn fix<'r>(path: &str, fix: &'r super::Fix) -> Option<Fix<'r>> {
    let replacements: Vec<_> = fix.edits.iter().map(replacement).collect();
    (!replacements.is_empty()).then(|| Fix {
        description: Text::new(unlinked(&fix.title)),
        artifact_changes: [ArtifactChange { artifact_location: artifact(path), replacements }],
        properties: FixProperties {
            applicability: match fix.applicability {
                Applicability::Safe => "safe",
                Applicability::Unsafe => "unsafe",
            },
        },
    })
}

/// An edit in bytes, whose content has to be there in bytes too (§3.57.2).
fn replacement(edit: &Edit) -> Replacement<'_> {
    let content =
        ArtifactContent { text: &edit.replacement, binary: encode::base64(edit.replacement.as_bytes()) };
    Replacement {
        deleted_region: Place::bytes(edit.start, edit.end),
        inserted_content: (!edit.replacement.is_empty()).then_some(content),
    }
}

fn artifact(path: &str) -> ArtifactLocation {
    match encode::uri(path) {
        encode::Uri::Absolute(uri) => ArtifactLocation { uri, uri_base_id: None },
        encode::Uri::Relative(uri) => ArtifactLocation { uri, uri_base_id: Some("SRCROOT") },
    }
}

impl Location<'_> {
    fn at(path: &str, region: Region) -> Self {
        let place = PhysicalLocation { artifact_location: artifact(path), region: Place::new(region) };
        Self { id: None, place, message: None }
    }
}
