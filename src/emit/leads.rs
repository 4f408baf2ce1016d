//! Where references lead: what is put in their place before a file is judged again, and what is left of them in a request.

use std::collections::BTreeSet;

use crate::connector::Connector;
use crate::connector::attribute::FieldType;
use crate::connector::definition::{Definition, Origin};
use crate::reference::{Reference, Resolved, escaped};
use crate::request::{Mode, Request};
use crate::tree::{Kind, Node, NodeId, Value};

/// The longest number, in digits: Elasticsearch takes no longer one.
const LONGEST_NUMBER: usize = 1000;

/// What comes in the place of a reference.
#[derive(Debug)]
pub struct Replacement {
    /// The reference's node.
    pub node: NodeId,
    /// What the value is: a bool, a number or a text.
    pub kind: Kind,
    /// The number in JSON's spelling, or the text with every `${` escaped, as a file would have it.
    pub text: String,
}

/// A reference that leads to something that its field cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// As `unresolved` names it.
    pub reference: String,
    /// The field.
    pub field: String,
    /// What is wrong, as it follows the name of the reference.
    pub why: &'static str,
}

/// The replacements for all references of a file that `resolved` knows and that fit their fields.
pub fn replacements(
    connector: &Connector<'_>,
    request: &Request<'_>,
    resolved: &Resolved,
) -> Vec<Replacement> {
    let kind = |name: &str| request.field(name).map_or(FieldType::Str, Definition::field_type);
    let entries = connector.values.table().into_iter().flat_map(Node::children);
    let definitions = connector.configuration.table().into_iter().flat_map(Node::children);
    let attributes = definitions.flat_map(|field| {
        ["value", "default_value"].into_iter().filter_map(move |name| Some((field.name(), field.get(name)?)))
    });
    entries
        .map(|entry| (entry.name(), entry))
        .chain(attributes)
        .filter_map(|(field, node)| {
            let text = resolved.get(Reference::parse(node.value().as_text()?)?)?;
            let (kind, text) = converted(text, kind(field))?;
            Some(Replacement { node: node.id(), kind, text })
        })
        .collect()
}

/// A text as a value of a type; none where it cannot be one. An empty text is what an unset field of any type holds.
fn converted(text: &str, kind: FieldType) -> Option<(Kind, String)> {
    match (kind, text) {
        (FieldType::Bool, "true") => Some((Kind::Bool(true), String::new())),
        (FieldType::Bool, "false") => Some((Kind::Bool(false), String::new())),
        (FieldType::Bool | FieldType::Int, "") | (FieldType::Str | FieldType::List, _) => {
            Some((Kind::Text, escaped(text).into_owned()))
        }
        (FieldType::Bool, _) => None,
        (FieldType::Int, _) => whole_number(text).map(|number| (Kind::Number, number)),
    }
}

/// A whole number in JSON's spelling: no `+`, no zeros in front.
fn whole_number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let is_number = !digits.is_empty()
        && digits.len() <= LONGEST_NUMBER
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let digits = digits.trim_start_matches('0');
    is_number.then(|| format!("{sign}{}", if digits.is_empty() { "0" } else { digits }))
}

/// Something in a request that `--resolve` would replace.
#[derive(Debug)]
pub(super) enum Left<'r> {
    /// A reference in a field.
    Reference(Reference<'r>, &'r str, FieldType, Origin<'r>),
    /// A `$${`.
    Escape,
}

/// All that is left to be replaced in what a request sends.
pub(super) fn left<'r>(request: &'r Request<'r>) -> Vec<Left<'r>> {
    let mut found = Vec::new();
    let mut look = |value: Option<Value<'r>>, name: &'r str, kind: FieldType, origin: Origin<'r>| {
        let Some(Value::Text(text)) = value else { return };
        match Reference::parse(text) {
            Some(reference) => found.push(Left::Reference(reference, name, kind, origin)),
            None if text.contains("$${") => found.push(Left::Escape),
            None => {}
        }
    };
    match request.mode {
        Mode::Configuration => {
            for field in &request.fields {
                for slot in [&field.value, &field.default_value] {
                    look(slot.content, field.name, field.field_type(), slot.origin);
                }
            }
        }
        Mode::Values => {
            for entry in &request.entries {
                let (name, value) = (entry.node.name(), entry.node.value());
                let kind = request.field(name).map_or(FieldType::Str, Definition::field_type);
                look(Some(value), name, kind, Origin::Values(entry.node));
            }
        }
    }
    found
}

/// Whether a field holds a reference.
pub(super) fn is_in(field: &Definition<'_>) -> bool {
    let texts = [&field.value, &field.default_value].into_iter().filter_map(|slot| slot.content?.as_text());
    texts.into_iter().any(|text| Reference::parse(text).is_some())
}

/// How `unresolved` names what is left: sorted, each once.
pub(super) fn names(left: &[Left<'_>]) -> Vec<String> {
    let name = |one: &Left<'_>| match one {
        Left::Reference(reference, ..) => reference.to_string(),
        Left::Escape => "escape".to_owned(),
    };
    left.iter().map(name).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Why references are left though they were to be resolved.
pub(super) fn misfits(left: &[Left<'_>], resolved: &Resolved) -> Vec<Misfit> {
    let why = |reference: Reference<'_>, kind: FieldType, origin: Origin<'_>| match (
        resolved.get(reference),
        kind,
        origin,
    ) {
        (None, ..) => "was not there when the references were looked up",
        (_, _, Origin::Type) => {
            "stands in the connector type, where nothing is resolved: write it in this file"
        }
        (_, FieldType::Bool, _) => "has to be exactly true or false for this bool field",
        _ => "has to be a whole number for this int field",
    };
    let misfit = |one: &Left<'_>| match *one {
        Left::Reference(reference, field, kind, origin) => Some(Misfit {
            reference: reference.to_string(),
            field: field.to_owned(),
            why: why(reference, kind, origin),
        }),
        Left::Escape => None,
    };
    left.iter().filter_map(misfit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_spelled_as_json_has_them() {
        let cases = [
            ("5", Some("5")),
            ("+05", Some("5")),
            ("-0", Some("-0")),
            ("000", Some("0")),
            ("100000000000000000000", Some("100000000000000000000")),
            ("-", None),
            ("1.0", None),
            (" 1", None),
            ("0x1", None),
        ];
        for (text, number) in cases {
            assert_eq!(whole_number(text).as_deref(), number, "{text}");
        }
        assert_eq!(whole_number(&"1".repeat(1001)), None);
    }
}
