//! The `[[ignore]]` entries of `connlint.toml`.

use std::borrow::Cow;
use std::sync::Arc;

use super::notice::{Notice, UNEXPLAINED, UNKNOWN, UNUSED, meant, quoted};
use super::{Reach, Suppression, Suppressions};
use crate::config::{Ignore, Placed};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::settings::Settings;
use crate::source::Source;

/// The entries, and the text that they stand in.
#[derive(Debug, Default)]
pub struct Table {
    name: String,
    text: String,
    ignores: Vec<Ignore>,
}

impl Table {
    /// The entries of a configuration file. `name` is what reports call the file; `ignores` point into `text`.
    pub fn new(name: String, text: String, ignores: Vec<Ignore>) -> Self {
        Self { name, text, ignores }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.ignores.is_empty()
    }

    /// Every rule of every entry, each with its JSON Pointer in `connlint.toml`. Their positions are the origins of the
    /// suppressions.
    fn named(&self) -> impl Iterator<Item = (&Ignore, &Placed<String>, String)> {
        self.ignores.iter().enumerate().flat_map(|(entry, ignore)| {
            let rules = ignore.rules.iter().enumerate();
            rules.map(move |(at, rule)| (ignore, rule, format!("/ignore/{entry}/rules/{at}")))
        })
    }

    /// What the entries suppress.
    pub(super) fn suppressions(&self) -> Suppressions {
        let suppression = |(origin, (ignore, name, _)): (usize, (&Ignore, &Placed<String>, String))| {
            Some(Suppression {
                rule: Cow::Borrowed(rules::find(&name.value)?.name),
                path: Arc::from(&*ignore.path.value),
                reach: Reach::Below(Cow::Owned(ignore.pointer.clone())),
                origin,
            })
        };
        Suppressions::new(self.named().enumerate().filter_map(suppression).collect(), self.named().count())
    }

    /// What is wrong with the entries, whatever the files contain.
    pub(super) fn judge(&self, settings: &Settings<'_>) -> Vec<Diagnostic> {
        let unknown = self.named().filter(|(_, name, _)| rules::find(&name.value).is_none());
        let unknown = unknown.map(|(_, name, pointer)| Notice {
            rule: UNKNOWN,
            message: format!("there is no rule {}, so nothing is ignored by it", quoted(&name.value)),
            help: Some(meant(&name.value)),
            pointer,
            span: name.span,
        });
        let silent = self.ignores.iter().enumerate().filter(|(_, ignore)| ignore.reason.is_none());
        let unexplained = silent.map(|(entry, ignore)| Notice {
            rule: UNEXPLAINED,
            message: "this `[[ignore]]` does not say why".to_owned(),
            help: Some("add `reason = \"…\"`, for whoever has to decide whether it still holds".to_owned()),
            pointer: format!("/ignore/{entry}"),
            span: ignore.span,
        });
        self.diagnostics(unknown.chain(unexplained), settings)
    }

    /// The diagnostics for the origins that suppressed nothing; `origins` ascend.
    pub(super) fn unused(&self, origins: &[usize], settings: &Settings<'_>) -> Vec<Diagnostic> {
        let idle = self.named().enumerate().filter(|(origin, _)| origins.binary_search(origin).is_ok());
        let notices = idle.map(|(_, (ignore, name, pointer))| {
            let place = match &*ignore.pointer {
                "" => format!("in {}", ignore.path.value),
                below => format!("at {below} in {}", ignore.path.value),
            };
            let help = match ignore.rules.len() {
                1 => "remove this `[[ignore]]`".to_owned(),
                _ => format!("remove `{}` from the list", name.value),
            };
            Notice {
                rule: UNUSED,
                message: format!("`{}` finds nothing {place} that this could ignore", name.value),
                help: Some(help),
                pointer,
                span: name.span,
            }
        });
        self.diagnostics(notices, settings)
    }

    fn diagnostics(&self, notices: impl Iterator<Item = Notice>, settings: &Settings<'_>) -> Vec<Diagnostic> {
        let source = Source::new(&*self.name, &self.text);
        notices.filter_map(|notice| notice.diagnostic(&source, settings)).collect()
    }
}
