//! `contradictory-validations`: validations that no value passes together.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, Display, FieldType, ValidationType};
use crate::connector::definition::{Definition, Validation};
use crate::consumers::service::{self, Outcome};
use crate::consumers::{At, Cause, Consumer, Event};
use crate::finding::{Finding, Message, Place};
use crate::message;
use crate::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "contradictory-validations",
    summary: "no value passes all validations of a field",
    page: include_str!("contradictory_validations.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// A validation that can work.
#[derive(Clone, Copy)]
struct Entry<'r> {
    /// Its place among the field's.
    at: usize,
    check: &'r Validation<'r>,
    /// Its constraint.
    node: Node<'r>,
}

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields().filter(|field| !field.checks().is_empty()) {
        // An empty list passes nearly everything.
        let kind = field.field_type();
        if kind == FieldType::List {
            continue;
        }
        let entries = subject.written_checks(field).enumerate();
        let entries = entries.map(|(at, (check, node))| Entry { at, check, node });
        let entries: Vec<_> = entries.filter(|entry| service::misfit(entry.check, kind).is_none()).collect();
        let found = bounds(field, &entries)
            .or_else(|| bools(field, &entries))
            .or_else(|| allowed(field, &entries))
            .or_else(|| options(subject, field, &entries));
        findings.extend(found.map(|finding| finding.field(field.name)));
    }
}

/// Bounds that leave nothing between them, or a bound that nothing can be below.
fn bounds<'r>(field: &'r Definition<'r>, entries: &[Entry<'r>]) -> Option<Finding<'r>> {
    let tightest = |kind, is_tighter: fn(Value<'_>, Value<'_>) -> bool| {
        let bounds = entries.iter().filter(|entry| entry.check.kind == kind);
        bounds.reduce(
            |best, next| if is_tighter(next.check.constraint, best.check.constraint) { next } else { best },
        )
    };
    let low = tightest(ValidationType::GreaterThan, |next, best| is_below(best, next));
    let high = tightest(ValidationType::LessThan, is_below)?;
    if high.check.constraint == Value::Text("") {
        let message = message!["no string is less than \"\", so that no value of `", field.name, "` passes"];
        return Some(Finding::new(Place::value(high.node), message).help(message!["correct the bound"]));
    }
    let low =
        low.filter(|low| is_gap_empty(field.field_type(), low.check.constraint, high.check.constraint))?;
    let noun = if field.field_type() == FieldType::Int { "integer" } else { "value" };
    let message = message![
        "no ",
        noun,
        " is greater than ",
        low.node,
        " and less than ",
        high.node,
        ", so that no value of `",
        field.name,
        "` passes"
    ];
    let help = if is_below(low.check.constraint, high.check.constraint) {
        message!["widen a bound: neither of the two values is allowed itself"]
    } else {
        message!["correct the bounds: greater_than is the lower and less_than the upper one"]
    };
    Some(pair(message, *low, *high, ["the lower bound", "the upper bound"]).help(help))
}

/// Whether one bound is below another of the same type.
fn is_below(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (one.as_i64(), other.as_i64()) {
            (Some(one), Some(other)) => one < other,
            _ => one.as_f64() < other.as_f64(),
        },
        (Value::Text(one), Value::Text(other)) => one < other,
        _ => false,
    }
}

/// Whether nothing is strictly between two bounds. Of strings, the next one after `x` is `x` and a zero character.
fn is_gap_empty(kind: FieldType, low: Value<'_>, high: Value<'_>) -> bool {
    match (kind, low, high) {
        (FieldType::Int, Value::Number(_), Value::Number(_)) => {
            match (integer_above(low), integer_below(high)) {
                (Some(least), Some(most)) => least > most,
                _ => false,
            }
        }
        (FieldType::Str, Value::Text(low), Value::Text(high)) => {
            high <= low || high.strip_prefix(low) == Some("\0")
        }
        _ => false,
    }
}

fn integer_above(bound: Value<'_>) -> Option<i64> {
    rounded(bound, f64::floor)?.checked_add(1)
}

fn integer_below(bound: Value<'_>) -> Option<i64> {
    rounded(bound, f64::ceil)?.checked_sub(1)
}

/// A bound as an integer; none where that is not certain.
fn rounded(bound: Value<'_>, round: fn(f64) -> f64) -> Option<i64> {
    /// From here on not every integer is a double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let Value::Number(bound) = bound else { return None };
    if bound.is_integer() {
        return bound.as_i64();
    }
    let whole = round(bound.as_f64());
    #[expect(clippy::cast_possible_truncation, reason = "it is an integer in the range of one")]
    (whole.abs() < EXACT).then_some(whole as i64)
}

/// Of a bool both values can be tried.
fn bools<'r>(field: &'r Definition<'r>, entries: &[Entry<'r>]) -> Option<Finding<'r>> {
    if field.field_type() != FieldType::Bool || entries.iter().any(|entry| allows_null(entry.check)) {
        return None;
    }
    let outcomes = service::trials(field, [true, false].map(Value::Bool).into_iter())?;
    let culprits = refusing_all(field, entries, &outcomes)?;
    let message = message!["neither true nor false passes the validations of `", field.name, "`"];
    let finding = match culprits.entries[..] {
        [one] => Finding::new(Place::value(one.node), message),
        [one, other, ..] => pair(message, one, other, ["refuses one", "refuses the other"]),
        [] => return None,
    };
    Some(finding.help(message!["correct or remove the validations"]))
}

fn allows_null(check: &Validation<'_>) -> bool {
    match check.constraint {
        Value::Array(list) => list.children().any(|item| item.value() == Value::Null),
        _ => false,
    }
}

/// Allowed values none of which is allowed by the rest.
fn allowed<'r>(field: &'r Definition<'r>, entries: &[Entry<'r>]) -> Option<Finding<'r>> {
    let list = *entries.iter().find(|entry| entry.check.kind == ValidationType::IncludedIn)?;
    let Value::Array(items) = list.check.constraint else { return None };
    let name = field.name;
    if items.count() == 0 {
        let message =
            message!["the list of values that `", name, "` allows is empty, so that no value passes"];
        return Some(
            Finding::new(Place::value(list.node), message).help(message!["list the allowed values"]),
        );
    }
    let values: Vec<_> = items.children().map(Node::value).collect();
    let mut outcomes = service::trials(field, values.into_iter())?;
    for outcome in &mut outcomes {
        // What no value of the type can be is as good as not in the list.
        if *outcome == Outcome::Unconvertible {
            *outcome = Outcome::Failing(vec![list.at]);
        }
    }
    let culprits = refusing_all(field, entries, &outcomes)?;
    let mut others = culprits.entries.iter().filter(|entry| entry.at != list.at);
    let Some(other) = others.next() else {
        let kind = super::article(field.field_type().name());
        let message =
            message!["none of the values that `", name, "` allows can be the value of ", kind, " field"];
        let help = message!["write the values in the type of the field"];
        return Some(Finding::new(Place::value(list.node), message).help(help));
    };
    if let (Refusal { is_joint: true, .. }, Some(third)) = (&culprits, others.next()) {
        let message =
            message!["none of the values that `", name, "` allows passes all its other validations"];
        let finding =
            Finding::new(Place::value(list.node), message).help(message!["correct the allowed values"]);
        let finding = finding.related(Place::value(other.node), message!["refuses some"]);
        return Some(finding.related(Place::value(third.node), message!["refuses others"]));
    }
    let message = message![
        "none of the values that `",
        name,
        "` allows passes its other validation: it must ",
        in_words(field, other.check)
    ];
    let help = message!["correct one of the two"];
    Some(pair(message, list, *other, ["the allowed values", "the other validation"]).help(help))
}

/// Options none of which passes.
fn options<'r>(
    subject: &Subject<'r>,
    field: &'r Definition<'r>,
    entries: &[Entry<'r>],
) -> Option<Finding<'r>> {
    if field.display.content != Some(Display::Dropdown) || field.choices().is_empty() {
        return None;
    }
    let outcomes = service::trials(field, field.choices().iter().map(|choice| choice.value))?;
    let refusal = refusing_all(field, entries, &outcomes)?;
    let first = refusal.entries.first()?;
    let message = if refusal.is_joint {
        message!["no option of `", field.name, "` passes all its own validations"]
    } else {
        let must = in_words(field, first.check);
        message!["no option of `", field.name, "` passes its own validation: it must ", must]
    };
    let help = message!["correct the options, or the validation"];
    let mut finding = Finding::new(Place::value(first.node), message).help(help);
    if let (true, Some(second)) = (refusal.is_joint, refusal.entries.get(1)) {
        finding = finding.related(Place::value(second.node), message!["refuses others"]);
    }
    Some(finding.related(subject.attribute_place(field, Attribute::Options), message!["the options"]))
}

/// The validations by which every value fails.
struct Refusal<'r> {
    entries: Vec<Entry<'r>>,
    /// None of them refuses all the values alone.
    is_joint: bool,
}

/// If every value fails: by which validations, those that refuse all the values before any others.
fn refusing_all<'r>(
    field: &Definition<'r>,
    entries: &[Entry<'r>],
    outcomes: &[Outcome],
) -> Option<Refusal<'r>> {
    let mut counts = vec![0_usize; field.checks().len()];
    for outcome in outcomes {
        let Outcome::Failing(places) = outcome else { return None };
        if places.is_empty() {
            return None;
        }
        for at in places {
            *counts.get_mut(*at)? += 1;
        }
    }
    let with_count = |wanted: fn(usize, usize) -> bool| {
        let is_wanted =
            |entry: &&Entry<'r>| counts.get(entry.at).is_some_and(|count| wanted(*count, outcomes.len()));
        entries.iter().filter(is_wanted).copied().collect::<Vec<_>>()
    };
    let alone = with_count(|count, all| count == all);
    let is_joint = alone.is_empty();
    let entries = if is_joint { with_count(|count, _| count > 0) } else { alone };
    Some(Refusal { entries, is_joint })
}

/// A finding about two constraints, at the later one.
fn pair<'r>(
    message: Message<'r>,
    one: Entry<'r>,
    other: Entry<'r>,
    labels: [&'static str; 2],
) -> Finding<'r> {
    let [one_label, other_label] = labels;
    let (later, first, label) = if one.at > other.at {
        (one.node, other.node, other_label)
    } else {
        (other.node, one.node, one_label)
    };
    Finding::new(Place::value(later), message).related(Place::value(first), message![label])
}

/// What a validation wants, as it follows "must".
fn in_words<'r>(field: &'r Definition<'r>, check: &'r Validation<'r>) -> String {
    let at = At::Attribute(Attribute::Validations);
    let mut event = Event::failing(Consumer::Connector, Cause::UnfitConstraint, field, at);
    event.validation = Some(check);
    super::check_in_words(&event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Number;

    #[test]
    fn the_gap_is_empty_exactly_where_no_integer_lies_in_it() {
        let bounds: Vec<f64> = (-12..=12).map(|quarters| f64::from(quarters) / 4.0).collect();
        for low in &bounds {
            for high in &bounds {
                let has_integer = (-4..=4).map(f64::from).any(|integer| *low < integer && integer < *high);
                // As an integer where it is one, so that both spellings meet.
                let (one, other) = (low.to_string(), format!("{high:?}"));
                let (low, high) = (Value::Number(Number::new(&one)), Value::Number(Number::new(&other)));
                assert_eq!(is_gap_empty(FieldType::Int, low, high), !has_integer, "{one} {other}");
            }
        }
    }

    #[test]
    fn strings_have_a_next_one() {
        let is_empty =
            |low: &str, high: &str| is_gap_empty(FieldType::Str, Value::Text(low), Value::Text(high));
        assert!(is_empty("b", "a") && is_empty("a", "a") && is_empty("a", "a\0"));
        assert!(!is_empty("a", "b") && !is_empty("a", "a\0\0") && !is_empty("", "a"));
    }

    #[test]
    fn bounds_beyond_what_is_certain_say_nothing() {
        let number = |text| Value::Number(Number::new(text));
        assert!(!is_gap_empty(FieldType::Int, number("1e300"), number("5")));
        assert!(!is_gap_empty(FieldType::Int, number("99999999999999999999"), number("5")));
        assert!(!is_gap_empty(FieldType::Int, number("9223372036854775807"), number("5")));
    }
}
