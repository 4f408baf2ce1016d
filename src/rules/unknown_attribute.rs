//! `unknown-attribute`: a key of a definition that Elasticsearch drops without a word.

use super::{Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::consumers::{At, Cause, Event};
use crate::finding::{Change, Finding, Fix, Fixable, Message, Place};
use crate::message;
use crate::suggest::{suggest, suggest_only};
use crate::tree::{Format, Node, Value};

pub(super) const RULE: Rule = Rule {
    name: "unknown-attribute",
    summary: "a key of a field definition, or of an item in it, that Elasticsearch silently drops",
    page: include_str!("unknown_attribute.md"),
    claims: &[Cause::Dropped],
    word: Some(word),
    fixable: Fixable::Unsafe,
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    let At::Node(node) = event.at else { return Finding::new(place, message!["this is not stored"]) };
    if node.key().is_none() {
        let message = message!["Elasticsearch passes over ", node, ", since it is no object"];
        return Finding::new(place, message).help(message!["remove it"]);
    }
    let parent = node.parent();
    let item = parent.and_then(owner);
    let (what, candidates): (_, &[&str]) = match item {
        Some("depends_on") => ("an item of `depends_on`", &["field", "value"]),
        Some("options") => ("an item of `options`", &["label", "value"]),
        Some("validations") => ("an item of `validations`", &["type", "constraint"]),
        _ => ("a field definition", &[]),
    };
    let message =
        message!["`", node.name(), "` is no key of ", what, ": Elasticsearch drops it without a word"];
    let help = match item {
        Some(_) => match suggest(node.name(), candidates.iter().copied()) {
            Some(key) => message!["did you mean `", key, "`?"],
            None => message!["remove it"],
        },
        None => attribute_help(node),
    };
    let named = match item {
        Some(_) => suggest_only(node.name(), candidates.iter().copied()),
        None => synonym(node.name())
            .filter(|_| node.name() != "optional")
            .or_else(|| suggest_only(node.name(), Attribute::ALL.map(Attribute::name))),
    };
    let is_free =
        |name: &&str| parent.is_some_and(|parent| parent.count() <= SEARCHED && parent.get(name).is_none());
    let fix = named
        .filter(is_free)
        .map(|name| Fix::judged(message!["rename it to `", name, "`"], Change::Key(node, name.into())));
    Finding::new(Place::key(node), message).help(help).fix_if(fix)
}

/// Among more keys than these the right one is not looked for: each of many wrong ones would go through them.
const SEARCHED: usize = 64;

/// The attribute whose item `node` is, if it is one.
fn owner(node: Node<'_>) -> Option<&str> {
    let name = node.key().map_or_else(|| node.parent().map_or("", Node::name), |key| key.text);
    let depth = node.pointer().matches('/').count();
    (depth > 2 && ["depends_on", "options", "validations"].contains(&name)).then_some(name)
}

fn attribute_help(node: Node<'_>) -> Message<'_> {
    if let Some(attribute) = meant(node.name()) {
        return message!["did you mean `", attribute, "`?"];
    }
    let field = node.parent().map_or("", Node::name);
    match node.value() {
        Value::Object(table) if table.get("label").or(table.get("value")).is_some() => {
            let name = format!("{field}.{}", node.name());
            match node.tree().format() {
                Format::Toml => {
                    message![format!(
                        "if the field is named `{name}`, put the name in quotes: [configuration.\"{name}\"]"
                    )]
                }
                Format::Json => message!["a field stands in `configuration` itself, not in another field"],
            }
        }
        _ => message!["remove it; the attributes are ", Attribute::ALL.map(Attribute::name).join(", ")],
    }
}

fn meant(name: &str) -> Option<&'static str> {
    synonym(name).or_else(|| suggest(name, Attribute::ALL.map(Attribute::name)))
}

/// What other systems call the attributes.
fn synonym(name: &str) -> Option<&'static str> {
    match name {
        "help" | "description" | "hint" => Some("tooltip"),
        "secret" | "password" | "masked" => Some("sensitive"),
        "choices" | "enum" => Some("options"),
        "title" | "name" => Some("label"),
        "position" | "index" => Some("order"),
        "mandatory" | "optional" => Some("required"),
        "validators" | "validation" | "rules" => Some("validations"),
        "default" => Some("default_value"),
        _ => None,
    }
}
