//! Mending a file: the edits of its findings are applied and the result is linted again, until nothing is left to do.
//!
//! A step is taken only if its result is sound: the file can be read as well as before, and no error was added. What
//! Elasticsearch refuses hides errors of the others, so that mending it may bring them to light; then only what
//! Elasticsearch refuses is compared.

mod diff;
mod write;

use std::collections::BTreeSet;

use crate::consumers::Consumer;
use crate::diagnostic::{Diagnostic, Edit, Status};
use crate::discover::LIMIT;
use crate::finding::Applicability;
use crate::lint::{File, Linted, Settings};
use crate::rules;
use crate::severity::Severity;
use crate::source::Region;
use crate::suppress::Sieve;
use crate::tree::Arena;

pub use diff::{State, unified};
pub use write::{WriteFault, replace};

/// How often a file is linted anew at most. Nearly every file needs three.
const TRIALS: usize = 64;

/// What became of a file.
#[derive(Debug)]
pub struct Mended {
    /// The file, where something changed.
    pub text: Option<String>,
    /// How many findings were mended.
    pub fixed: usize,
    /// Safe fixes that would have done harm, as findings about connlint itself.
    pub faults: Vec<Diagnostic>,
}

/// Mends a file as far as the fixes that are `allowed` go: safe ones, or those that are to be judged as well. What
/// `sieve` suppresses is not mended. Files that are not UTF-8 stay as they are.
pub fn mend(
    file: &File<'_>,
    bytes: &[u8],
    settings: &Settings<'_>,
    sieve: &mut Sieve,
    allowed: Applicability,
) -> Mended {
    let mut mended = Mended { text: None, fixed: 0, faults: Vec::new() };
    let Ok(text) = std::str::from_utf8(bytes) else { return mended };
    let mut workshop = Workshop { file, settings, sieve, arena: Arena::default() };
    let mut text = text.to_owned();
    let mut found = workshop.lint(&text);
    let mut refused = BTreeSet::new();
    let mut most = usize::MAX;
    for _ in 0..TRIALS {
        let chosen: Vec<&Diagnostic> = chosen(&found, allowed, &refused).into_iter().take(most).collect();
        if chosen.is_empty() {
            break;
        }
        let trial = applied(&text, &chosen);
        let after = workshop.lint(&trial);
        if trial.len() as u64 <= LIMIT && is_sound(&found, &after) {
            mended.fixed += chosen.len();
            (text, found, most) = (trial, after, usize::MAX);
        } else if let [only] = chosen[..] {
            refused.insert(name(only));
            if is_safe(only) {
                mended.faults.push(fault(only));
            }
            most = usize::MAX;
        } else {
            most = chosen.len() / 2;
        }
    }
    mended.text = (mended.fixed > 0).then_some(text);
    mended
}

/// What is needed to lint a file again and again.
struct Workshop<'w> {
    file: &'w File<'w>,
    settings: &'w Settings<'w>,
    sieve: &'w mut Sieve,
    arena: Arena,
}

impl Workshop<'_> {
    fn lint(&mut self, text: &str) -> Linted {
        let mut linted = self.settings.lint_file(self.file, text.as_bytes(), &mut self.arena);
        self.sieve.settle(linted.told(), self.settings);
        linted
    }
}

/// What tells a finding from others, whatever moves.
fn name(found: &Diagnostic) -> (&'static str, String) {
    (found.rule, found.pointer.clone())
}

fn is_safe(found: &Diagnostic) -> bool {
    found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
}

/// The findings whose fixes can be applied at once: by place, and none that touches the edits of an earlier one.
fn chosen<'f>(
    found: &'f Linted,
    allowed: Applicability,
    refused: &BTreeSet<(&'static str, String)>,
) -> Vec<&'f Diagnostic> {
    let edits = |one: &'f Diagnostic| one.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let mut mendable: Vec<&Diagnostic> = found
        .diagnostics
        .iter()
        .filter(|one| one.fix.as_ref().is_some_and(|fix| fix.applicability <= allowed))
        .filter(|one| refused.is_empty() || !refused.contains(&name(one)))
        .collect();
    mendable.sort_by_key(|one| (edits(one).first().map(|edit| (edit.start, edit.end)), one.rule));
    let mut end = None;
    mendable.retain(|one| {
        let (first, last) = (edits(one).first(), edits(one).last());
        let (Some(first), Some(last)) = (first, last) else { return false };
        let is_free = end.is_none_or(|end| end < first.start);
        if is_free {
            end = Some(last.end);
        }
        is_free
    });
    mendable
}

/// The text with the edits of the findings, which do not overlap.
fn applied(text: &str, chosen: &[&Diagnostic]) -> String {
    let mut edits: Vec<&Edit> =
        chosen.iter().filter_map(|one| one.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        made.push_str(text.get(at..edit.start as usize).unwrap_or_default());
        made.push_str(&edit.replacement);
        at = edit.end as usize;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

/// Whether a file is no worse than before.
fn is_sound(before: &Linted, after: &Linted) -> bool {
    let is_damaged = |linted: &Linted| linted.entry.status == Status::PartlyChecked;
    let is_refusal = |one: &Diagnostic| one.breaks.contains(&Consumer::Elasticsearch);
    if is_damaged(before) {
        let count = |linted: &Linted| {
            linted
                .diagnostics
                .iter()
                .filter(|one| ["syntax-error", "duplicate-key"].contains(&one.rule))
                .count()
        };
        return !is_damaged(after) || count(after) <= count(before);
    }
    if is_damaged(after) {
        return false;
    }
    let hides = before.diagnostics.iter().any(is_refusal);
    // Not by place: a key that is renamed, or a table that becomes an item, has another.
    let errors = |linted: &Linted| -> Vec<(&'static str, Option<String>)> {
        let grave = linted.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let mut names: Vec<_> =
            grave.filter(|one| !hides || is_refusal(one)).map(|one| (one.rule, one.field.clone())).collect();
        names.sort_unstable();
        names
    };
    let (before, after) = (errors(before), errors(after));
    let mut known = before.iter().peekable();
    after.iter().all(|error| {
        while known.next_if(|known| *known < error).is_some() {}
        known.next_if(|known| *known == error).is_some()
    })
}

/// The finding that connlint's own fix is wrong.
fn fault(found: &Diagnostic) -> Diagnostic {
    Diagnostic {
        rule: rules::find("internal-error").map_or("", |rule| rule.name),
        severity: Severity::Error,
        breaks: Vec::new(),
        says: None,
        message: format!(
            "the fix for {} at {} would add an error, and is left out",
            found.rule, found.pointer
        ),
        help: Some("please report it with the version that `connlint --version` prints".to_owned()),
        fingerprint: crate::diagnose::fingerprint("internal-error", &found.path, &found.pointer, 1),
        region: Region::FILE,
        related: Vec::new(),
        fix: None,
        excerpts: Vec::new(),
        ..found.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAN: &str =
        "service_type = \"wiki\"\n[configuration.a]\nlabel = \"A\"\norder = 1\nvalue = \"\"\n";

    fn lint(text: &str) -> Linted {
        Settings::default().lint("connectors/a.toml", text.as_bytes(), &mut Arena::default())
    }

    fn sound(before: &str, after: &str) -> bool {
        is_sound(&lint(before), &lint(after))
    }

    #[test]
    fn a_result_is_sound_if_it_has_no_new_error() {
        let wrong = CLEAN.replace("order = 1", "order = 1\nrequired = \"perhaps\"");
        assert!(sound(CLEAN, CLEAN) && sound(&wrong, CLEAN) && sound(&wrong, &wrong));
        assert!(!sound(CLEAN, &wrong), "an error was added");
        assert!(!sound(&wrong, &format!("{wrong}sensitive = 3")), "and another");
        assert!(!sound(CLEAN, &format!("{CLEAN}order =")), "it cannot be read any more");
        assert!(sound(&format!("{CLEAN}order ="), &wrong), "it can be read, and shows what is in it");
    }

    #[test]
    fn what_elasticsearch_refuses_may_have_hidden_more() {
        let hidden = CLEAN.replace("value = \"\"", "type = \"integer\"\nvalue = \"many\"");
        let shown = hidden.replace("integer", "int");
        assert!(lint(&shown).diagnostics.iter().any(|one| one.rule == "value-not-convertible"));
        assert!(sound(&hidden, &shown));
        assert!(!sound(CLEAN, &shown));
    }

    #[test]
    fn a_fault_of_connlint_is_a_finding_about_the_file() {
        let found = lint(&CLEAN.replace("order = 1", "order = \"1\""));
        let [coerced] = &found.diagnostics[..] else { panic!("{:?}", found.diagnostics) };
        assert!(is_safe(coerced));
        let fault = fault(coerced);
        assert_eq!((fault.rule, fault.severity), ("internal-error", Severity::Error));
        assert!(fault.fix.is_none() && fault.message.contains("coerced-attribute"));
    }
}
