//! Python's values against what Python 3.11 answered: `fixtures/python/values.jsonl`, one case a line.
//!
//! Inputs and results are JSON; what JSON cannot say exactly is an object: `{"int": digits}`, `{"float": repr}`,
//! `{"tuple": […]}`, `{"dict": [[key, value], …]}`, `{"runs": [[text, times], …]}` for a long string, and
//! `{"exception": "Kind: message"}` as a result.

#![cfg(test)]

use std::borrow::Cow;

use connlint::consumers::python::{Cast, Container, Exception, Int, Operator, Py, Splitting, convert};
use connlint::tree::{self, Number};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases::lint;

const CASES: &str = include_str!("../../fixtures/python/values.jsonl");

/// The value that a fixture spells.
fn decoded(value: &Value) -> Py<'_> {
    match value {
        Value::Null => Py::None,
        Value::Bool(value) => Py::Bool(*value),
        Value::Number(number) => Py::Int(Int::parse(&number.to_string()).unwrap()),
        Value::String(text) => Py::Str(Cow::Borrowed(text)),
        Value::Array(items) => Py::List(items.iter().map(decoded).collect()),
        Value::Object(tagged) => {
            let (tag, content) = tagged.iter().next().unwrap();
            match tag.as_str() {
                "int" => Py::Int(Int::written(content.as_str().unwrap())),
                "float" => Py::Float(content.as_str().unwrap().parse().unwrap()),
                "tuple" => Py::Tuple(content.as_array().unwrap().iter().map(decoded).collect()),
                "dict" => Py::Dict(content.as_array().unwrap().iter().map(member).collect()),
                "runs" => Py::Str(content.as_array().unwrap().iter().map(run).collect()),
                other => panic!("unknown tag {other}"),
            }
        }
    }
}

fn member(pair: &Value) -> (Cow<'_, str>, Py<'_>) {
    (Cow::Borrowed(pair[0].as_str().unwrap()), decoded(&pair[1]))
}

fn run(pair: &Value) -> String {
    pair[0].as_str().unwrap().repeat(usize::try_from(pair[1].as_u64().unwrap()).unwrap())
}

/// The result that a fixture spells, made comparable: a value's `repr`, or the exception.
fn wanted(out: &Value) -> Result<String, String> {
    match out.get("exception") {
        Some(text) => Err(text.as_str().unwrap().to_owned()),
        None => Ok(decoded(out).repr().unwrap()),
    }
}

fn cast(name: &str) -> Cast {
    match name {
        "str" => Cast::Str,
        "int" => Cast::Int,
        "bool" => Cast::Bool,
        "list" => Cast::List,
        other => panic!("unknown type {other}"),
    }
}

fn text<'t>(text: impl Into<Cow<'t, str>>) -> Py<'t> {
    Py::Str(text.into())
}

/// Does what a case asks; its inputs are one or two values and, for a conversion, the names of types. `stored` takes
/// the text of a JSON number.
fn performed<'t>(what: &str, input: &'t [Value]) -> Result<Py<'t>, Exception> {
    let value = decoded(&input[0]);
    let other = || decoded(&input[1]);
    let casts = |value, splitting| {
        input[1..]
            .iter()
            .try_fold(value, |value, name| convert(value, cast(name.as_str().unwrap()), splitting))
    };
    match what {
        "stored" => Ok(Py::stored(tree::Value::Number(Number::new(input[0].as_str().unwrap())))),
        "str" => value.str().map(|printed| text(printed.into_owned())),
        "repr" => value.repr().map(text),
        "convert" => casts(value, Splitting::DropEmpty),
        "convert_before_9" => casts(value, Splitting::KeepEmpty),
        "truthy" => Ok(Py::Bool(value.is_truthy())),
        "empty" => Ok(Py::Bool(value.is_empty())),
        "==" => Ok(Py::Bool(value.equals(&other()))),
        "<" => value.order(Operator::Less, &other()).map(Py::Bool),
        ">" => value.order(Operator::Greater, &other()).map(Py::Bool),
        "in" => Container::new(&other()).contains(&value).map(Py::Bool),
        "join" => value.joined().map(text),
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn values_behave_as_python_recorded() {
    let mut failures = Vec::new();
    for line in CASES.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let result = performed(case["do"].as_str().unwrap(), case["in"].as_array().unwrap())
            .map(|value| value.repr().unwrap())
            .map_err(|exception| exception.to_string());
        if result != wanted(&case["out"]) {
            failures.push(format!("{line}\n  got {result:?}"));
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_fixture_has_every_operation() {
    for what in [
        "stored",
        "str",
        "repr",
        "convert",
        "convert_before_9",
        "truthy",
        "empty",
        "==",
        "<",
        ">",
        "in",
        "join",
    ] {
        let start = format!("{{\"do\": {}, ", json!(what));
        assert!(CASES.lines().filter(|line| line.starts_with(&start)).count() > 10, "{what}");
    }
}

/// Any value that a configuration can hold, biased towards texts and numbers that meet each other.
fn any_value() -> impl Strategy<Value = Py<'static>> {
    let scalar = prop_oneof![
        Just(Py::None),
        any::<bool>().prop_map(Py::Bool),
        "-?[0-9]{1,3}|-?[1-9][0-9]{15,330}".prop_map(|digits| Py::Int(Int::parse(&digits).unwrap())),
        (-3_i8..4).prop_map(|half| Py::Float(f64::from(half) / 2.0)),
        any::<f64>().prop_filter("JSON has no NaN", |number| !number.is_nan()).prop_map(Py::Float),
        "[ +_,0-9'\"\\\\a\u{661}\u{3000}\u{85}-]{0,6}".prop_map(text),
        any::<String>().prop_map(text),
    ];
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Py::List),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Py::Tuple),
            prop::collection::btree_map("[a-c]{0,2}", inner, 0..4)
                .prop_map(|members| members.into_iter().map(|(key, value)| (key.into(), value)).collect())
                .prop_map(Py::Dict),
        ]
    })
}

proptest! {
    #[test]
    fn no_value_makes_an_operation_panic(left in any_value(), right in any_value()) {
        for cast in [Cast::Str, Cast::Int, Cast::Bool, Cast::List] {
            for splitting in [Splitting::DropEmpty, Splitting::KeepEmpty] {
                if let Ok(once) = convert(left.clone(), cast, splitting) {
                    prop_assert_eq!(convert(once.clone(), cast, splitting), Ok(once));
                }
            }
        }
        let _ = (left.str(), left.repr(), left.joined(), left.is_empty(), left.is_truthy());
        let _ = Container::new(&right).contains(&left);
    }

    #[test]
    fn order_and_equality_agree(left in any_value(), right in any_value()) {
        let less = left.order(Operator::Less, &right);
        let greater = right.order(Operator::Greater, &left);
        prop_assert_eq!(less.clone().ok(), greater.ok());
        prop_assert_eq!(left.equals(&right), right.equals(&left));
        prop_assert!(left.equals(&left));
        if let (Ok(less), Ok(greater)) = (less, left.order(Operator::Greater, &right)) {
            prop_assert_eq!(u8::from(less) + u8::from(greater) + u8::from(left.equals(&right)), 1);
        }
    }

    #[test]
    fn integers_survive_their_text(written in "\\PC{0,12}|[-+_ 0-9]{0,12}") {
        if let Ok(int) = Int::parse(&written) {
            prop_assert_eq!(&Int::written(int.text()), &int);
            prop_assert_eq!(Int::parse(int.text()), Ok(int.clone()));
        }
    }
}

#[test]
fn a_default_is_told_by_its_own_spelling_and_not_by_the_values() {
    let told = |default_value: Value| {
        let field = json!({
            "label": "Field", "type": "str", "order": 1, "required": false, "value": "text",
            "default_value": default_value,
        });
        let found = lint("connectors/a.json", &json!({"configuration": {"field": field}}).to_string());
        let about = found.iter().filter(|one| one.pointer.ends_with("/default_value"));
        about.map(|one| one.rule).collect::<Vec<_>>()
    };
    assert_eq!(told(json!(5)), ["value-converted"]);
    assert_eq!(told(json!(true)), ["value-changes-meaning"]);
    assert!(told(json!("5")).is_empty());
}
