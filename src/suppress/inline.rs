//! Comments in the files themselves.

mod reach;

use std::borrow::Cow;
use std::sync::Arc;

use super::directive::Directive;
use super::notice::{STALE, UNEXPLAINED, UNKNOWN, UNUSED, meant, quoted};
use super::{Reach, Suppression, Suppressions, tells};
use crate::diagnose::diagnose;
use crate::diagnostic::{Diagnostic, Status};
use crate::finding::{Change, Finding, Fix, Place};
use crate::message;
use crate::rules;
use crate::secret::Secrets;
use crate::settings::Settings;
use crate::source::Source;
use crate::tree::{Format, Span, Tree};
use reach::{Reached, reaches};

/// Rules that no comment suppresses: what connlint could not read must not look clean, and no comment excuses itself.
const FIRM: [&str; 7] =
    ["internal-error", STALE, "syntax-error", UNEXPLAINED, UNKNOWN, "unreadable-file", UNUSED];

/// What the comments of one file did, and may do yet.
#[derive(Debug, Default)]
pub struct Ignored {
    /// How many diagnostics they suppressed.
    count: usize,
    /// None for the many files without such a comment.
    comments: Option<Box<Comments>>,
}

#[derive(Debug)]
struct Comments {
    suppressions: Suppressions,
    /// What to report of every name that stays unused, and of those that no comment can suppress, which have no origin.
    /// It is made beforehand, while the text of the file is at hand.
    unused: Vec<(Option<usize>, Diagnostic)>,
}

impl Ignored {
    /// Applies the comments to what was found since, and adds those that suppressed nothing to `found`. Returns how many
    /// diagnostics were suppressed in all.
    pub(super) fn settle(
        &mut self,
        found: &mut Vec<Diagnostic>,
        status: Status,
        settings: &Settings<'_>,
    ) -> usize {
        if let Some(mut comments) = self.comments.take() {
            self.count += comments.suppressions.sift(found, settings);
            let idle = comments.suppressions.unused(|rule, _| tells(rule, status, &settings.levels));
            let is_idle =
                |origin: Option<usize>| origin.is_none_or(|origin| idle.binary_search(&origin).is_ok());
            let unused = comments.unused.into_iter().filter(|(origin, _)| is_idle(*origin));
            found.extend(unused.map(|(_, unused)| unused));
        }
        self.count
    }
}

/// A name in a comment.
struct Naming<'t> {
    name: &'t str,
    /// Where it is written, and what it is about.
    place: Place<'t>,
    /// Whether it is the only one in its comment.
    is_alone: bool,
    /// The whole comment.
    comment: Span,
    /// Its position among those that suppress; none for a rule that no comment suppresses.
    origin: Option<usize>,
}

/// The diagnostics of a file's findings, without those that its comments suppress, and with what is wrong with the
/// comments. Comments of a file that cannot be read as a whole suppress, but are not judged: they may be no comments.
pub(crate) fn apply<'r>(
    tree: &'r Tree<'r>,
    source: &Source<'_>,
    secrets: &Secrets<'_>,
    mut findings: Vec<Finding<'r>>,
    settings: &Settings<'_>,
) -> (Vec<Diagnostic>, Ignored) {
    let read = |span: &Span| Some((*span, Directive::read(tree.slice(*span), *span)?));
    let directives: Vec<(Span, Directive<'_>)> = tree.comments().iter().filter_map(read).collect();
    if directives.is_empty() {
        return (diagnose(source, secrets, findings, settings.detail), Ignored::default());
    }
    let reaches = reaches(tree, source, directives.iter().map(|(span, _)| *span));
    let (mut all, mut namings, mut remarks, mut origins) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for ((comment, directive), reached) in directives.iter().zip(reaches) {
        remarks.extend(remark(tree, *comment, directive, &reached));
        for (name, span) in &directive.rules {
            let Some(rule) = rules::find(name) else { continue };
            let origin = (!FIRM.contains(name)).then_some(origins);
            if let Some(origin) = origin {
                all.extend(suppressions(rule.name, source.path(), &reached, origin));
                origins += 1;
            }
            let place = Place::exact(reached.node, *span);
            let is_alone = directive.rules.len() == 1;
            namings.push(Naming { name, place, is_alone, comment: *comment, origin });
        }
    }
    if tree.faults().is_empty() {
        findings.extend(with_levels(remarks, settings));
    } else {
        namings.clear();
    }
    let mut diagnostics = diagnose(source, secrets, findings, settings.detail);
    let mut suppressions = Suppressions::new(all, origins);
    let count = suppressions.sift(&mut diagnostics, settings);
    // Diagnostics are by place, and so are the names.
    let unused = with_levels(namings.iter().map(unused).collect(), settings);
    let unused = diagnose(source, secrets, unused, settings.detail);
    let unused = namings.iter().map(|naming| naming.origin).zip(unused).collect();
    (diagnostics, Ignored { count, comments: Some(Box::new(Comments { suppressions, unused })) })
}

/// What the name of a rule in a comment suppresses.
fn suppressions(
    rule: &'static str,
    path: &Arc<str>,
    reached: &Reached<'_>,
    origin: usize,
) -> Vec<Suppression> {
    let lines = reached.lines.iter().map(|line| Reach::Line(*line));
    let below = reached.is_whole.then(|| Reach::Below(Cow::Owned(reached.node.pointer())));
    let suppression =
        |reach| Suppression { rule: Cow::Borrowed(rule), path: Arc::clone(path), reach, origin };
    lines.chain(below).map(suppression).collect()
}

/// What is wrong with a comment, whatever the file contains.
fn remark<'t>(
    tree: &'t Tree<'t>,
    span: Span,
    directive: &Directive<'_>,
    reached: &Reached<'t>,
) -> Vec<Finding<'t>> {
    let introducer = if tree.format() == Format::Toml { "#" } else { "//" };
    let find = |rule, span, message: String, help: String| Finding {
        rule,
        ..Finding::new(Place::exact(reached.node, span), message![message]).help(message![help])
    };
    if directive.rules.is_empty() {
        let message = "this comment ignores nothing, since it names no rule in brackets".to_owned();
        let help = format!("write `{introducer} connlint: ignore[rule] reason`");
        return vec![find(UNKNOWN, span, message, help)];
    }
    let (known, unknown): (Vec<_>, Vec<_>) =
        directive.rules.iter().copied().partition(|(name, _)| rules::find(name).is_some());
    let mut findings: Vec<Finding<'t>> = unknown
        .into_iter()
        .map(|(name, span)| {
            let message = format!("there is no rule {}, so nothing is ignored by it", quoted(name));
            find(UNKNOWN, span, message, meant(name))
        })
        .collect();
    if let Some((name, at)) = known.first().filter(|_| !directive.has_reason) {
        let message = format!("this comment does not say why `{name}` is ignored here");
        let help = "write the reason behind the bracket, for whoever has to decide whether it still holds";
        findings.push(find(UNEXPLAINED, *at, message, help.to_owned()));
    }
    findings
}

/// The finding for a name that suppressed nothing.
fn unused<'t>(naming: &Naming<'t>) -> Finding<'t> {
    let message = match naming.origin {
        Some(_) => format!("`{}` finds nothing here that this comment could ignore", naming.name),
        None => format!("no comment can ignore `{}`", naming.name),
    };
    let help = if naming.is_alone {
        "remove the comment".to_owned()
    } else {
        format!("remove `{}` from the list", naming.name)
    };
    let change = Change::Comment(naming.comment);
    let fix = naming.is_alone.then(|| Fix::safe(message!["remove the comment"], change));
    Finding { rule: UNUSED, ..Finding::new(naming.place, message![message]).help(message![help]).fix_if(fix) }
}

/// The findings whose rules are on, with the severities of the run.
fn with_levels<'t>(findings: Vec<Finding<'t>>, settings: &Settings<'_>) -> Vec<Finding<'t>> {
    let level = |finding: Finding<'t>| {
        let severity = settings.levels.of(finding.rule)?;
        Some(Finding { severity, ..finding })
    };
    findings.into_iter().filter_map(level).collect()
}
