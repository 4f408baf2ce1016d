//! What another version of the stack would change for the same files: two predictions, and what is different.
//!
//! Both are predictions of what `emit` would deploy on the stack in question. What is stored already is another matter:
//! the service refreshes the stored attributes of a connector only if its type gains a field by the upgrade.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::catalogue::difference::{self, Difference, content, shown};
use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Origin};
use crate::consumers::Consumer;
use crate::diagnostic::Diagnostic;
use crate::discover::Role;
use crate::excerpt::MASK;
use crate::lint::{File, parsed};
use crate::report::{Change, ChangeKind};
use crate::request::Request;
use crate::secret::Secrets;
use crate::settings::Settings;
use crate::severity::Severity;
use crate::tree::Arena;

/// Attributes by which nobody behaves in another way: they are words and places in Kibana's form.
const COSMETIC: [Attribute; 5] =
    [Attribute::Category, Attribute::Label, Attribute::Order, Attribute::Placeholder, Attribute::Tooltip];

/// The findings that only one of two runs has.
#[derive(Debug, Default)]
pub struct Turnover {
    /// Those of the second run that the first does not have.
    pub appearing: Vec<Diagnostic>,
    /// Those of the first run that the second does not have.
    pub vanished: Vec<Diagnostic>,
}

/// What makes a finding the same in both runs. Its message is left out: it may quote a label or an order that changed,
/// and nobody breaks by that.
type Key<'f> = (&'f str, Severity, &'f str, &'f str, Option<&'f str>, &'f [Consumer], Option<&'f str>);

fn key(found: &Diagnostic) -> Key<'_> {
    let (path, pointer) = (&*found.path, &*found.pointer);
    (found.rule, found.severity, path, pointer, found.field.as_deref(), &found.breaks, found.says.as_deref())
}

/// Compares the findings of two runs over the same files. Of several that are alike, as many are the same as both have.
pub fn turnover(first: Vec<Diagnostic>, second: Vec<Diagnostic>) -> Turnover {
    let (gone, new) = (surplus(&first, &second), surplus(&second, &first));
    let only = |findings: Vec<Diagnostic>, is_surplus: Vec<bool>| {
        let marked = findings.into_iter().zip(is_surplus);
        marked.filter_map(|(found, is_surplus)| is_surplus.then_some(found)).collect()
    };
    Turnover { appearing: only(second, new), vanished: only(first, gone) }
}

/// Which of these findings have no counterpart among the others.
fn surplus(findings: &[Diagnostic], others: &[Diagnostic]) -> Vec<bool> {
    let mut open: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for other in others {
        *open.entry(key(other)).or_default() += 1;
    }
    let mut is_surplus = Vec::with_capacity(findings.len());
    for found in findings {
        let left = open.get_mut(&key(found)).filter(|left| **left > 0);
        is_surplus.push(left.is_none());
        if let Some(left) = left {
            *left -= 1;
        }
    }
    is_surplus
}

/// What becomes of the fields of a connector file from one stack to another, by what it is judged by on each: of its
/// type, and of the attributes that it leaves to its type. Nothing of a file that does not parse; and a type that the
/// repository defines is the same on every stack.
pub fn changes(file: &File<'_>, bytes: &[u8], from: &Settings<'_>, to: &Settings<'_>) -> Vec<Change> {
    let tree = parsed(file.path, bytes, &mut Arena::default());
    let is_whole = file.role == Role::Connector && tree.faults().is_empty();
    let read = || file.read(&tree).filter(|_| is_whole);
    let (Some(mut before), Some(mut after)) = (read(), read()) else { return Vec::new() };
    let report = Reporter { path: file.path.into(), connector_id: after.id.to_string() };
    let name = after.service_type;
    let (known, known_later) =
        (name.and_then(|name| from.types.get(name)), name.and_then(|name| to.types.get(name)));
    let first = Request::new(&mut before, known, from.completion);
    let second = Request::new(&mut after, known_later, to.completion);
    let name = || Json::from(name);
    match (first.service, second.service) {
        (None, None) => Vec::new(),
        (Some(_), None) => vec![report.kind(ChangeKind::Removed, name(), Json::Null)],
        (None, Some(_)) => vec![report.kind(ChangeKind::Added, Json::Null, name())],
        (Some(_), Some(_)) => {
            let secrets = Secrets::new(&tree, Some((&after, &second)));
            let differences = difference::between(first.all_fields(), second.all_fields());
            differences.iter().filter_map(|one| report.field(one, &secrets)).collect()
        }
    }
}

/// Words changes of one connector.
struct Reporter {
    path: Arc<str>,
    connector_id: String,
}

impl Reporter {
    fn change(&self, change: ChangeKind, from: Json, to: Json) -> Change {
        let (path, connector_id) = (Arc::clone(&self.path), Some(self.connector_id.clone()));
        Change { path, connector_id, field: None, change, attribute: None, from, to }
    }

    /// The type as a whole comes or goes.
    fn kind(&self, change: ChangeKind, from: Json, to: Json) -> Change {
        Change { attribute: Some("service_type"), ..self.change(change, from, to) }
    }

    /// A field comes, goes or changes; none where nobody behaves in another way by it.
    fn field(&self, difference: &Difference<'_, '_>, secrets: &Secrets<'_>) -> Option<Change> {
        let (name, change) = match difference {
            Difference::Added(field) => {
                (field.name, self.change(ChangeKind::Added, Json::Null, effective(field, secrets)))
            }
            Difference::Removed(field) => {
                (field.name, self.change(ChangeKind::Removed, Json::Null, Json::Null))
            }
            Difference::Changed { attribute, from, to } => {
                if COSMETIC.contains(attribute) || is_idle(*attribute, to) {
                    return None;
                }
                let change = self.change(ChangeKind::Changed, shown(from, *attribute), shown(to, *attribute));
                (to.name, Change { attribute: Some(attribute.name()), ..change })
            }
        };
        Some(Change { field: Some(name.to_owned()), ..change })
    }
}

/// Whether an attribute plays no part: a default is asked for only where an optional field is blank.
fn is_idle(attribute: Attribute, field: &Definition<'_>) -> bool {
    attribute == Attribute::DefaultValue
        && (field.is_required() || !is_blank(&content(field, Attribute::Value)))
}

/// What the service would take for the value of a field: its value, or the default of an optional one that is blank.
fn effective(field: &Definition<'_>, secrets: &Secrets<'_>) -> Json {
    let is_secret = |origin: Origin<'_>| origin.node().is_some_and(|node| secrets.is_secret(node));
    let value = content(field, Attribute::Value);
    if is_blank(&value) && !field.is_required() {
        return shown(field, Attribute::DefaultValue);
    }
    if is_secret(field.value.origin) && !is_blank(&value) {
        Json::from(MASK)
    } else {
        shown(field, Attribute::Value)
    }
}

fn is_blank(value: &Json) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}
