//! `secret-not-sensitive`: a field whose name says that it is a secret, and whose definition does not.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::{Attribute, FieldType};
use crate::connector::definition::Origin;
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;

pub(super) const RULE: Rule = Rule {
    name: "secret-not-sensitive",
    severity: Some(Severity::Warning),
    summary: "a field is named like a secret, but is not sensitive",
    page: include_str!("secret_not_sensitive.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

/// Words that name a secret.
const SECRETS: [&str; 8] =
    ["password", "passwd", "passphrase", "secret", "token", "apikey", "credentials", "credential"];

/// What makes a key a secret one.
const KEYS: [&str; 5] = ["api", "private", "access", "account", "secret"];

/// Last words that say that the field is about a secret, and none.
const HARMLESS: [&str; 17] = [
    "url", "uri", "endpoint", "id", "name", "type", "method", "field", "header", "prefix", "expiry", "ttl",
    "timeout", "path", "enabled", "scope", "policy",
];

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in subject.written_fields() {
        let is_open = matches!(field.sensitive.origin, Origin::Written(_) | Origin::Standard)
            && !subject.is_secret(field);
        if !is_open
            || field.field_type() != FieldType::Str
            || !field.choices().is_empty()
            || !is_named_secret(field.name)
        {
            continue;
        }
        let place = match field.sensitive.origin {
            Origin::Written(_) => subject.attribute_place(field, Attribute::Sensitive),
            _ => field.node.map_or_else(|| subject.field_place(field), Place::key),
        };
        let message = message![
            "`",
            field.name,
            "` is named like a secret, but is not sensitive: Kibana and this tool show its value"
        ];
        let help = message!["write sensitive = true, or choose another name"];
        findings.push(Finding::new(place, message).field(field.name).help(help));
    }
}

fn is_named_secret(name: &str) -> bool {
    let is_among = |word: &str, words: &[&str]| words.iter().any(|one| one.eq_ignore_ascii_case(word));
    let words = || name.split(['_', '-', '.', ' ']);
    let mut pairs = words().zip(words().skip(1));
    let is_named = words().any(|word| is_among(word, &SECRETS))
        || pairs.any(|(kind, word)| word.eq_ignore_ascii_case("key") && is_among(kind, &KEYS));
    is_named && !words().next_back().is_some_and(|last| is_among(last, &HARMLESS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_by_their_words() {
        for name in ["password", "client_secret", "API-Token", "account_key", "private_key", "db.password"] {
            assert!(is_named_secret(name), "{name}");
        }
        for name in
            ["token_url", "secret_id", "pagination_key", "passwordless", "key", "secretary", "sso_token_ttl"]
        {
            assert!(!is_named_secret(name), "{name}");
        }
    }
}
