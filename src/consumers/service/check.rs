//! The service's check of one field: required, then every validation on the effective value.

use crate::connector::attribute::{Attribute, ValidationType};
use crate::connector::definition::{Definition, Validation};
use crate::consumers::python::regex::{Undecided, Verdict};
use crate::consumers::python::{Container, Exception, Operator, Py};
use crate::consumers::sentence::Sentence;
use crate::consumers::service::dependencies::Activity;
use crate::consumers::service::fitness::misfit;
use crate::consumers::service::held::Held;
use crate::consumers::service::{conversion, failing, patterns};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::tree::Value;

/// Checks a field; what is wrong with a validation that is not run is told as harmless.
pub(super) fn field<'r>(held: &Held<'r>, activity: Activity, events: &mut Vec<Event<'r>>) {
    if held.is_undecided() {
        return;
    }
    let is_missing = activity == Activity::Active && held.required && held.value.is_empty() == Some(true);
    if is_missing {
        let sentence = Sentence::text(format!("'{}' cannot be empty.", held.label));
        events.push(failing(held, Cause::MissingRequired, Attribute::Value).saying(sentence));
    }
    let effective = held.effective();
    let checked = if activity == Activity::Active && !is_missing { effective.known() } else { None };
    for (at, validation) in held.checks.iter().enumerate() {
        let run = Run { held, validation, at };
        let before = events.len();
        if let Some(value) = checked {
            run.validate(value, events);
        }
        if events.len() == before {
            events.extend(run.fault());
        }
    }
}

/// Whether a value fails one validation that can work; what cannot be decided does not.
pub(super) fn fails<'r>(held: &Held<'r>, at: usize, value: &Py<'r>) -> bool {
    let Some(validation) = held.checks.get(at) else { return false };
    let mut events = Vec::new();
    Run { held, validation, at }.validate(value, &mut events);
    let is_own_fault = |cause| matches!(cause, Cause::UnfitConstraint | Cause::InvalidRegex);
    events.iter().any(|event| event.breaks && !is_own_fault(event.cause))
}

/// Runs the validations of a field on a value that it does not hold now.
pub(super) fn alone<'r>(field: &'r Definition<'r>, value: Value<'r>, events: &mut Vec<Event<'r>>) {
    let held = conversion::holding(field, value);
    if let Some(value) = held.value.known() {
        for (at, validation) in held.checks.iter().enumerate() {
            Run { held: &held, validation, at }.validate(value, events);
        }
    }
}

/// A value, or an item of a list, that fails.
struct Failure {
    sentence: Sentence,
    /// The item, as JSON writes it.
    item: Option<String>,
}

/// One validation of one field.
#[derive(Clone, Copy)]
struct Run<'h, 'r> {
    held: &'h Held<'r>,
    validation: &'r Validation<'r>,
    at: usize,
}

impl<'r> Run<'_, 'r> {
    /// Runs it on a value: one event for each sentence, or one for the crash.
    fn validate(self, value: &Py<'r>, events: &mut Vec<Event<'r>>) {
        let failures = match self.validation.kind {
            ValidationType::LessThan => self.bound(value, Operator::Less, "less than"),
            ValidationType::GreaterThan => self.bound(value, Operator::Greater, "greater than"),
            ValidationType::ListType => Ok(self.list_type(value)),
            ValidationType::IncludedIn => self.included_in(value),
            ValidationType::Regex => return events.extend(self.regex(value)),
        };
        match failures {
            Ok(failures) => events.extend(failures.into_iter().map(|failure| {
                let event = self.event(self.cause()).saying(failure.sentence);
                Event { detail: event.detail.clone().or(failure.item), ..event }
            })),
            Err(exception) => events.push(self.crash(self.cause(), &exception)),
        }
    }

    /// What is wrong with the validation itself, though nobody meets it now.
    fn fault(self) -> Option<Event<'r>> {
        if let Some(pattern) = self.pattern()
            && let Err(error) = &*patterns::compile(pattern)
        {
            let event = self.event(Cause::InvalidRegex).detailed(error.message.clone());
            return Some(event.harmless());
        }
        let reason = misfit(self.validation, self.held.kind)?;
        Some(self.event(Cause::UnfitConstraint).detailed(reason).harmless())
    }

    fn pattern(self) -> Option<&'r str> {
        (self.validation.kind == ValidationType::Regex)
            .then_some(self.validation.constraint.stored().as_text())?
    }

    /// The rule's view of a failure: a constraint that cannot work, the default, the blank, or the value.
    fn cause(self) -> Cause {
        if misfit(self.validation, self.held.kind).is_some() {
            return Cause::UnfitConstraint;
        }
        match self.validation.kind {
            _ if self.held.blank && self.held.default.is_empty() == Some(true) => Cause::BlankFails,
            _ if self.held.blank => Cause::DefaultFails,
            ValidationType::LessThan => Cause::LessThan,
            ValidationType::GreaterThan => Cause::GreaterThan,
            ValidationType::ListType => Cause::ListType,
            ValidationType::IncludedIn => Cause::IncludedIn,
            ValidationType::Regex => Cause::Regex,
        }
    }

    fn event(self, cause: Cause) -> Event<'r> {
        let at = match cause {
            Cause::UnfitConstraint | Cause::InvalidRegex => At::Item(Attribute::Validations, self.at),
            Cause::DefaultFails => At::Attribute(Attribute::DefaultValue),
            _ => At::Attribute(Attribute::Value),
        };
        let mut event = Event::failing(Consumer::Connector, cause, self.held.definition, at);
        event.validation = Some(self.validation);
        event.detail = misfit(self.validation, self.held.kind).map(str::to_owned);
        event
    }

    fn crash(self, cause: Cause, exception: &Exception) -> Event<'r> {
        self.event(cause).saying(conversion::crash(exception))
    }

    /// `'<label>' value '<value>'`, or `list value`.
    fn opening(self, noun: &'static str, value: &Py<'_>) -> Sentence {
        Sentence::text(format!("'{}' {noun} '", self.held.label)).value(shown(value)).then("' ")
    }

    fn bound(self, value: &Py<'r>, operator: Operator, words: &str) -> Result<Vec<Failure>, Exception> {
        let bound = Py::stored(self.validation.constraint);
        if value.order(operator, &bound)? {
            return Ok(Vec::new());
        }
        let sentence = self.opening("value", value).then(format!("should be {words} {}.", shown(&bound)));
        Ok(vec![Failure { sentence, item: None }])
    }

    fn list_type(self, value: &Py<'r>) -> Vec<Failure> {
        let Py::List(items) = value else {
            let start = format!("Cannot list_type validate '{}' because its value '", self.held.label);
            let sentence = Sentence::text(start).value(shown(value)).then("' is not a list.");
            return vec![Failure { sentence, item: None }];
        };
        let is_wrong = |item: &&Py<'_>| match self.validation.constraint {
            Value::Text("str") => !item.is_str(),
            Value::Text("int") => !item.is_int(),
            _ => false,
        };
        let wanted = self.validation.constraint.as_text().unwrap_or_default();
        let failure = |item: &Py<'r>| Failure {
            sentence: self.opening("list value", item).then(format!("should be of type {wanted}.")),
            item: Some(printed(item)),
        };
        items.iter().filter(is_wrong).map(failure).collect()
    }

    fn included_in(self, value: &Py<'r>) -> Result<Vec<Failure>, Exception> {
        let constraint = Py::stored(self.validation.constraint);
        let container = Container::new(&constraint);
        let (items, is_list) = match value {
            Py::List(items) => (items.as_slice(), true),
            other => (std::slice::from_ref(other), false),
        };
        let mut failures = Vec::new();
        for item in items {
            if !container.contains(item)? {
                let allowed = constraint.joined()?;
                let sentence = self.opening("list value", item).then(format!("should be one of {allowed}."));
                failures.push(Failure { sentence, item: is_list.then(|| printed(item)) });
            }
        }
        Ok(failures)
    }

    fn regex(self, value: &Py<'r>) -> Option<Event<'r>> {
        let Py::Str(text) = value else {
            let start = format!("Cannot regex validate '{}' because '", self.held.label);
            let sentence = Sentence::text(start).value(shown(value)).then("' is not a string.");
            return Some(self.event(self.cause()).saying(sentence));
        };
        let Some(pattern) = self.pattern() else {
            let message = match self.validation.constraint {
                Value::Array(_) => "unhashable type: 'list'",
                _ => "first argument must be string or compiled pattern",
            };
            return Some(self.crash(Cause::UnfitConstraint, &Exception::of_type(message)));
        };
        match &*patterns::compile(pattern) {
            Err(error) => {
                let sentence = Sentence::text(format!("{}: {}", error.exception, error.message));
                Some(self.event(Cause::InvalidRegex).saying(sentence).detailed(error.message.clone()))
            }
            Ok(compiled) => match compiled.fullmatch(text) {
                Verdict::Match => None,
                Verdict::NoMatch => {
                    let sentence =
                        self.opening("value", value).then(format!("failed regex check {pattern}."));
                    Some(self.event(self.cause()).saying(sentence))
                }
                Verdict::Undecided => {
                    let event = self.event(Cause::UndecidedRegex).harmless();
                    Some(event.detailed(why_undecided(compiled.undecided())))
                }
            },
        }
    }
}

/// What keeps a match from being decided, in words that follow "the pattern".
fn why_undecided(reason: Option<Undecided>) -> &'static str {
    match reason {
        Some(Undecided::TooDeep) => "nests its groups too deep",
        Some(Undecided::PossessiveGroup) => "refers to a group that is captured in a possessive repeat",
        None => "takes more than a million steps on it",
    }
}

/// A value as an f-string prints it. Integers of the length at which Python refuses to print are never stored.
fn shown(value: &Py<'_>) -> String {
    value.str().map(std::borrow::Cow::into_owned).unwrap_or_default()
}

/// An item of a list in a message: strings in quotes.
fn printed(item: &Py<'_>) -> String {
    let text = shown(item);
    if item.is_str() { serde_json::Value::from(text).to_string() } else { text }
}
