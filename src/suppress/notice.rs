//! What there is to say about a suppression: words that comments, `[[ignore]]` entries and the baseline share, and
//! diagnostics for files that are no connectors.

use std::sync::Arc;

use crate::diagnose::{Detail, fingerprint};
use crate::diagnostic::Diagnostic;
use crate::excerpt::{Excerpt, Label, Secrets, visible};
use crate::rules::RULES;
use crate::settings::Settings;
use crate::source::Source;
use crate::suggest::suggest;
use crate::tree::Span;

/// The rule for a suppression that suppressed nothing.
pub(super) const UNUSED: &str = "unused-ignore";
/// The rule for a suppression that names no rule.
pub(super) const UNKNOWN: &str = "unknown-ignore";
/// The rule for a suppression without a reason.
pub(super) const UNEXPLAINED: &str = "unexplained-ignore";
/// The rule for an entry of the baseline that meets nothing.
pub(super) const STALE: &str = "stale-baseline";

/// The most characters of a name that a message quotes.
const LONGEST: usize = 64;

/// A name in a message, cut where it is long.
pub(super) fn quoted(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    }
}

/// What to write in place of a name that no rule has.
pub(super) fn meant(name: &str) -> String {
    match suggest(name, RULES.iter().map(|rule| rule.name)) {
        Some(rule) => format!("did you mean `{rule}`?"),
        None => "`connlint rules` lists all".to_owned(),
    }
}

/// Something to say about a place in `connlint.toml` or the baseline.
pub(super) struct Notice {
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// JSON Pointer into the file.
    pub(super) pointer: String,
    pub(super) span: Span,
}

impl Notice {
    /// The diagnostic, unless its rule is off.
    pub(super) fn diagnostic(self, source: &Source<'_>, settings: &Settings<'_>) -> Option<Diagnostic> {
        let severity = settings.levels.of(self.rule)?;
        let label = Label { span: self.span, text: String::new(), primary: true };
        Some(Diagnostic {
            rule: self.rule,
            severity,
            breaks: Vec::new(),
            says: None,
            message: visible(&self.message).into_owned(),
            help: self.help.map(|help| visible(&help).into_owned()),
            path: Arc::clone(source.path()),
            fingerprint: fingerprint(self.rule, source.path(), &self.pointer, 1),
            pointer: self.pointer,
            field: None,
            region: source.region(self.span),
            related: Vec::new(),
            fix: None,
            excerpts: match settings.detail {
                Detail::Excerpts => Excerpt::around(source, &[label], &Secrets::default()),
                Detail::Places => Vec::new(),
            },
        })
    }
}
