//! The rules: their table and the driver that runs them.
//!
//! A rule is a pair of files of one name: the judgement (`.rs`) and its page (`.md`), which is documentation, test and
//! fixture in one. Adding a rule touches the pair and one line of the table below.

mod merging;
mod subject;
mod words;
#[cfg(test)]
mod zero_division;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::consumers::{Cause, Consumer, Event};
use crate::discover::Role;
use crate::finding::{Change, Finding, Fix, Fixable, Place, Written};
use crate::message;
use crate::repository::{Claimed, Conflict};
use crate::severity::Severity;
use crate::tree::{FaultKind, Node, Remedy, Tree};

use merging::merged;
pub use subject::Subject;
use words::{
    article, check_in_words, converted, entry_place, in_quotes, kind_in_words, literal, named, of_source,
    requirement, shown, violation, wanted, with_constraint, written,
};

/// Declares the modules of the rules and the table of them.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// All rules, alphabetically.
        pub static RULES: &[&Rule] = &[
            $(&$module::RULE,)+
            #[cfg(test)]
            &zero_division::RULE,
        ];
    };
}

rules![
    altered_on_save,
    array_value,
    blank_fails_validation,
    blank_value,
    coerced_attribute,
    conflicting_value,
    contradictory_dependencies,
    contradictory_validations,
    default_fails_validation,
    default_on_required,
    dependency_cycle,
    differs_from_type,
    dropdown_without_options,
    duplicate_connector_id,
    duplicate_index_name,
    duplicate_key,
    duplicate_label,
    duplicate_option,
    duplicate_order,
    duplicate_type,
    empty_configuration,
    exposed_secret,
    greater_than,
    hidden_field,
    idle_options,
    inactive_value,
    included_in,
    incomplete_entry,
    ineffective_validation,
    internal_error,
    intransitive_dependency,
    invalid_address,
    invalid_certificate,
    invalid_connector_id,
    invalid_index_name,
    invalid_json,
    invalid_login,
    invalid_private_key,
    invalid_query,
    invalid_regex,
    invalid_service_account,
    less_than,
    list_type,
    malformed_reference,
    mismatched_display,
    missing_attribute,
    missing_field,
    missing_label,
    missing_required_value,
    nested_update,
    never_shown,
    no_visible_field,
    not_a_connector,
    not_a_type,
    null_update,
    numeric_option,
    option_fails_validation,
    orphan_category,
    placeholder_value,
    plaintext_secret,
    redundant_anchor,
    regex,
    secret_not_sensitive,
    slow_regex,
    stale_baseline,
    stale_payload,
    syntax_error,
    too_many_findings,
    type_differs,
    undecided_regex,
    unexplained_ignore,
    unfit_constraint,
    unknown_attribute,
    unknown_choice,
    unknown_dependency,
    unknown_display,
    unknown_field,
    unknown_ignore,
    unknown_key,
    unknown_restriction,
    unknown_schema,
    unknown_service_type,
    unknown_type,
    unknown_validation,
    unportable_regex,
    unreachable_dependency,
    unreadable_file,
    unregistered_field,
    unrepresentable_value,
    unsaveable_value,
    unusable_item,
    unused_ignore,
    value_changes_meaning,
    value_converted,
    value_not_convertible,
    value_not_in_options,
    weakened_required,
    weakened_secret,
    wrong_type,
];

/// What a rule judges.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// It only words the events that it claims.
    Events,
    /// A file's text and shape.
    File(for<'r> fn(&'r Tree<'r>, &mut Vec<Finding<'r>>)),
    /// The same, of files that are linted as this.
    Role(Role, for<'r> fn(&'r Tree<'r>, &mut Vec<Finding<'r>>)),
    /// A connector.
    Connector(for<'r> fn(&Subject<'r>, &mut Vec<Finding<'r>>)),
    /// What only one file of the repository may claim: it words the conflict in a later one.
    Repository(Claimed, for<'r> fn(&'r Tree<'r>, &'r Conflict<'r>) -> Finding<'r>),
    /// The run itself: its findings are made where files are read and rules are run.
    Run,
}

/// Words the finding for an event.
pub type Word = for<'r> fn(&Subject<'r>, &Event<'r>) -> Finding<'r>;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; names the fault.
    pub name: &'static str,
    /// The severity unless the repository chooses another; none where the rule is off.
    pub severity: Option<Severity>,
    /// Who can fail by what it finds.
    pub breaks: &'static [Consumer],
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// The causes whose events it words; no other rule claims them.
    pub claims: &'static [Cause],
    /// How it words them.
    pub word: Option<Word>,
    /// What else it judges.
    pub judge: Judge,
    /// Rules that say more about a place: where one of them speaks of the same place and field, this one only adds
    /// who breaks.
    pub yields_to: &'static [&'static str],
    /// Whether it has fixes.
    pub fixable: Fixable,
}

impl Rule {
    /// What a rule has unless it says otherwise.
    const PLAIN: Self = Self {
        name: "",
        severity: Some(Severity::Error),
        breaks: &[],
        summary: "",
        page: "",
        claims: &[],
        word: None,
        judge: Judge::Events,
        yields_to: &[],
        fixable: Fixable::No,
    };
}

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule that claims the events of a cause.
pub fn claimant(cause: Cause) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.claims.contains(&cause))
}

/// The rule that only one file may claim this.
pub fn keeper(claimed: Claimed) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| matches!(rule.judge, Judge::Repository(own, _) if own == claimed))
}

/// The severity of every rule in a run.
#[derive(Clone, Debug)]
pub struct Levels(Vec<Option<Severity>>);

impl Default for Levels {
    fn default() -> Self {
        Self(RULES.iter().map(|rule| rule.severity).collect())
    }
}

impl Levels {
    /// The severity of a rule; none where it is off.
    pub fn of(&self, name: &str) -> Option<Severity> {
        let at = RULES.binary_search_by_key(&name, |rule| rule.name).ok()?;
        self.0.get(at).copied().flatten()
    }

    /// The rules that are on.
    fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().copied().zip(&self.0).filter(|(_, level)| level.is_some()).map(|(rule, _)| rule)
    }

    /// Sets the severity of a rule; unknown names are passed over.
    pub fn set(&mut self, name: &str, severity: Option<Severity>) {
        if let Ok(at) = RULES.binary_search_by_key(&name, |rule| rule.name)
            && let Some(level) = self.0.get_mut(at)
        {
            *level = severity;
        }
    }
}

/// What is wrong with the text and shape of a file.
pub fn judge_file<'r>(tree: &'r Tree<'r>, role: Role, levels: &Levels) -> Vec<Finding<'r>> {
    let mut findings = Vec::new();
    for rule in levels.rules() {
        match rule.judge {
            Judge::File(judge) => guarded(rule, tree, &mut findings, |findings| judge(tree, findings)),
            Judge::Role(own, judge) if own == role => {
                guarded(rule, tree, &mut findings, |findings| judge(tree, findings));
            }
            _ => {}
        }
    }
    for finding in &mut findings {
        finding.severity = levels.of(finding.rule).unwrap_or(finding.severity);
    }
    findings
}

/// What a file has in conflict with others, in the words of the rules.
pub fn judge_conflicts<'r>(
    tree: &'r Tree<'r>,
    conflicts: &'r [Conflict<'r>],
    levels: &Levels,
) -> Vec<Finding<'r>> {
    let mut findings = Vec::new();
    for conflict in conflicts {
        if let Some(rule) = keeper(conflict.claim.claimed)
            && let Judge::Repository(_, word) = rule.judge
            && let Some(severity) = levels.of(rule.name)
        {
            guarded(rule, tree, &mut findings, |findings| {
                let breaks = rule.breaks.to_vec();
                let elsewhere = conflict.firsts.clone();
                findings.push(Finding { severity, elsewhere, breaks, ..word(tree, conflict) });
            });
        }
    }
    findings
}

/// What the rules make of a connector: the events in their words, and what they find themselves.
pub fn judge_connector<'r>(subject: &Subject<'r>, events: &[Event<'r>], levels: &Levels) -> Vec<Finding<'r>> {
    let mut findings = Vec::new();
    for event in events {
        let Some(rule) = claimant(event.cause) else {
            findings.push(unclaimed(subject, event));
            continue;
        };
        guarded(rule, subject.tree, &mut findings, |findings| {
            let Some(word) = rule.word else { return };
            let mut finding = word(subject, event);
            finding.field = finding.field.or_else(|| event.name.map(Into::into));
            finding.breaks = if event.breaks { vec![event.consumer] } else { Vec::new() };
            finding.says.clone_from(&event.says);
            findings.push(finding);
        });
    }
    for rule in levels.rules() {
        if let Judge::Connector(judge) = rule.judge {
            guarded(rule, subject.tree, &mut findings, |findings| judge(subject, findings));
        }
    }
    let mut findings = merged(findings);
    findings.retain_mut(|finding| match levels.of(finding.rule) {
        Some(severity) => {
            finding.severity = severity.max(finding.severity);
            true
        }
        None => false,
    });
    findings
}

/// Runs a rule and gives its findings its name; a panic in it becomes a finding, and the rest goes on.
fn guarded<'r>(
    rule: &Rule,
    tree: &'r Tree<'r>,
    findings: &mut Vec<Finding<'r>>,
    run: impl FnOnce(&mut Vec<Finding<'r>>),
) {
    let before = findings.len();
    if catch_unwind(AssertUnwindSafe(|| run(findings))).is_err() {
        findings.truncate(before);
        findings.push(internal_error::of_rule(rule.name, tree));
        return;
    }
    for finding in findings.iter_mut().skip(before) {
        finding.rule = rule.name;
    }
}

fn unclaimed<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = Place::key(subject.place(event).node);
    let message = message![format!("no rule words what happens here ({:?})", event.cause)];
    Finding { rule: internal_error::RULE.name, ..Finding::new(place, message) }
}

/// The findings for the reader's errors of one kind.
fn faults<'r>(tree: &'r Tree<'r>, kind: FaultKind, breaks: &[Consumer]) -> impl Iterator<Item = Finding<'r>> {
    let faults = tree.faults().iter().filter(move |fault| fault.kind == kind);
    faults.map(|fault| {
        let node = tree.node(fault.node);
        let message = message![fault.message.as_str()];
        let help = fault.help.as_deref().map(|help| message![help]);
        let (title, text) = match fault.remedy {
            Some(Remedy::AddComma) => ("add the comma", ","),
            _ => ("remove the comma", ""),
        };
        let fix = fault.remedy.map(|_| Fix::safe(message![title], Change::Text(fault.span, text)));
        let mut finding = Finding::new(Place::exact(node, fault.span), message).help_if(help).fix_if(fix);
        finding.breaks = breaks.to_vec();
        match fault.related {
            Some((span, words)) => finding.related(Place::exact(node, span), message![words]),
            None => finding,
        }
    })
}

/// The fix that writes a word of a known set in the place of another.
fn word_instead<'r>(node: Node<'r>, word: &'static str) -> Fix<'r> {
    Fix::safe(message!["write \"", word, "\""], Change::Value(node, Written::Text(word.to_owned())))
}

/// A rule's page as `explain` prints it: with what the rule's own constant knows, so that no page repeats it.
pub fn page(rule: &Rule) -> String {
    let severity = rule.severity.map_or("off by default", |severity| severity.name());
    let breaks = if rule.breaks.is_empty() {
        "nobody notices, which is why a linter must".to_owned()
    } else {
        rule.breaks.iter().map(|consumer| consumer.in_words()).collect::<Vec<_>>().join(", ")
    };
    let fix = match rule.fixable {
        Fixable::No => "",
        Fixable::Safe => " Fix: `--fix` writes it where one answer is certain.",
        Fixable::Unsafe => " Fix: `--unsafe-fixes`, after a look at what `--diff` shows.",
    };
    let name = rule.name;
    let (title, text) = rule.page.split_once('\n').unwrap_or((rule.page, ""));
    format!(
        "{title}\n\nSeverity: {severity}. Can break: {breaks}.{fix}\n{text}\n## How to turn it off\n\n\
         For one place, a comment on its line, on the line above, or above its table's header:\n\
         `# connlint: ignore[{name}] reason` (`//` in JSON).\nFor the repository, in connlint.toml: `[rules]` and \
         `{name} = \"off\"`. For one run: `--ignore {name}`.\n"
    )
}
