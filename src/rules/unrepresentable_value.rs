//! `unrepresentable-value`: a value that JSON, or Elasticsearch's reader of it, has no form for.

use super::{Rule, Subject};
use crate::consumers::{Cause, Consumer, Event};
use crate::finding::Finding;
use crate::message;
use crate::tree::Kind;

pub(super) const RULE: Rule = Rule {
    name: "unrepresentable-value",
    breaks: &[Consumer::Elasticsearch],
    summary: "a TOML date, inf, nan, or a number of over 1,000 digits, which cannot be sent",
    page: include_str!("unrepresentable_value.md"),
    claims: &[Cause::Unrepresentable],
    word: Some(word),
    ..Rule::PLAIN
};

fn word<'r>(subject: &Subject<'r>, event: &Event<'r>) -> Finding<'r> {
    let place = subject.place(event);
    if place.node.kind() == Kind::Number {
        let message = message!["this number has more than 1,000 digits, which Elasticsearch refuses"];
        return Finding::new(place, message).help(message!["write it as a string"]);
    }
    let message = message!["JSON has no form for ", place.node, ", so that it cannot be sent"];
    let is_number = place.node.text().ends_with("inf") || place.node.text().ends_with("nan");
    let help =
        if is_number { "write a finite number, or leave it out" } else { "write it as a string, in quotes" };
    Finding::new(place, message).help(message![help])
}

#[cfg(test)]
mod tests {
    use crate::lint::Settings;
    use crate::tree::Arena;

    /// The pointers of the rule's findings.
    fn found(path: &str, text: &str) -> Vec<String> {
        let linted = Settings::default().lint(path, text.as_bytes(), &mut Arena::default());
        let found = linted.diagnostics.into_iter().filter(|found| found.rule == super::RULE.name);
        found.map(|found| found.pointer).collect()
    }

    #[test]
    fn numbers_of_more_than_a_thousand_digits_cannot_be_sent() {
        for (digits, expected) in [(1000, &[][..]), (1001, &["/values/pattern"])] {
            let number = "7".repeat(digits);
            let text = format!(r#"{{"service_type": "dir", "values": {{"pattern": {number}}}}}"#);
            assert_eq!(found("a.json", &text), expected);
        }
    }

    #[test]
    fn what_stands_inside_a_value_is_found_too() {
        let text = "service_type = \"dir\"\n[values.pattern]\nsince = 2026-01-01\n";
        assert_eq!(found("a.toml", text), ["/values/pattern/since"]);
    }
}
