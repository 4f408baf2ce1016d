//! `placeholder-value`: a value that somebody meant to replace.

use super::{Judge, Rule, Subject};
use crate::connector::attribute::Attribute;
use crate::connector::definition::Origin;
use crate::finding::Finding;
use crate::message;
use crate::severity::Severity;
use crate::tree::Value;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-value",
    severity: Some(Severity::Warning),
    summary: "a value that was meant to be replaced, such as `<password>`, `changeme` or `TODO`",
    page: include_str!("placeholder_value.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for field in &subject.request.fields {
        for (attribute, slot) in
            [(Attribute::Value, &field.value), (Attribute::DefaultValue, &field.default_value)]
        {
            if let (Origin::Written(_) | Origin::Values(_), Some(Value::Text(text))) =
                (slot.origin, slot.content)
                && is_placeholder(text)
            {
                let what = if attribute == Attribute::Value { "value" } else { "default" };
                let message = message![
                    "the ",
                    what,
                    " of `",
                    field.name,
                    "` looks like one that was meant to be replaced"
                ];
                let place = subject.attribute_place(field, attribute);
                let help = message!["write the real value, or a reference such as \"${env:NAME}\""];
                findings.push(Finding::new(place, message).field(field.name).help(help));
            }
        }
    }
}

/// Whole values that stand for something else.
const WORDS: [&str; 12] = [
    "changeme",
    "change_me",
    "replaceme",
    "replace_me",
    "todo",
    "tbd",
    "fixme",
    "placeholder",
    "fill_me_in",
    "dummy",
    "insert_here",
    "your_value_here",
];

fn is_placeholder(text: &str) -> bool {
    let plain = text.trim();
    let inner = plain.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let is_word = |inner: &str| {
        !inner.is_empty() && inner.chars().all(|one| one.is_alphanumeric() || matches!(one, '_' | '-' | ' '))
    };
    WORDS.iter().any(|word| plain.len() == word.len() && begins(plain, word))
        || (plain.len() >= 3 && plain.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x')))
        || inner.is_some_and(is_word)
        || (begins(plain, "your_") && is_word(plain) && plain.len() > 5)
}

/// Whether a text begins with a word, in whatever case, and with a hyphen or a space for an underscore or not.
fn begins(text: &str, word: &str) -> bool {
    let folded = |byte: u8| if matches!(byte, b'-' | b' ') { b'_' } else { byte.to_ascii_lowercase() };
    text.len() >= word.len() && text.bytes().map(folded).zip(word.bytes()).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_whole_values() {
        for text in
            ["<password>", "changeme", "Change-Me", "xxx", "XXXXXX", "TODO", "your-api-key", "<your host>"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["todo-list", "xx", "", "<b>x</b>", "example", "a < b > c", "yours", "*"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
