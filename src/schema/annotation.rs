//! What the published schema says about its own constraints: `x-rule`, `x-rule-when` and `x-expected`.
//!
//! `x-rule` and `x-expected` are a string for all keywords of their schema, or an object keyword -> string.
//! `x-rule-when` is an object rule -> schema: for an instance of that shape the rule is this one instead. That is
//! how a value that Elasticsearch coerces is told from one that it refuses, while the constraint itself stays plain.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

use super::instance::{Instance, TreeJson};
use crate::tree::Node;

/// The schema with the exceptions of its rules, each built when it is first needed.
pub(super) struct Annotations {
    schema: Value,
    exceptions: BTreeMap<String, Vec<Exception>>,
}

/// "Where the instance is of this shape, it is that rule."
struct Exception {
    rule: String,
    shape: Value,
    validator: OnceLock<Option<Validator<TreeJson>>>,
}

/// One keyword of one schema with what is said about it.
pub(super) struct Constraint {
    pub(super) keyword: &'static str,
    pub(super) expected: &'static str,
    rule: &'static str,
    exceptions: &'static [Exception],
}

impl Annotations {
    pub(super) fn new(schema: Value) -> Self {
        let mut exceptions = BTreeMap::new();
        collect_exceptions(&schema, "", &mut exceptions);
        Self { schema, exceptions }
    }

    /// The constraint `keyword` of the schema at the JSON Pointer `schema`, if it is annotated.
    pub(super) fn constraint(&'static self, schema: &str, keyword: &str) -> Option<Constraint> {
        let holder = self.schema.pointer(schema)?.as_object()?;
        let (keyword, _) = holder.get_key_value(keyword)?;
        let about = |annotation: &str| match holder.get(annotation)? {
            Value::Object(by_keyword) => by_keyword.get(keyword)?.as_str(),
            for_all => for_all.as_str(),
        };
        Some(Constraint {
            keyword,
            expected: about("x-expected")?,
            rule: about("x-rule")?,
            exceptions: self.exceptions.get(schema).map_or(&[], Vec::as_slice),
        })
    }
}

impl Constraint {
    /// The rule that judges `node`, which fails this constraint.
    pub(super) fn rule_for(&self, node: Node<'_>) -> &'static str {
        let fitting = self.exceptions.iter().find(|exception| exception.fits(node));
        fitting.map_or(self.rule, |exception| &exception.rule)
    }
}

impl Exception {
    fn fits(&self, node: Node<'_>) -> bool {
        self.validator().is_some_and(|validator| validator.is_valid(Instance::of(node)))
    }

    fn validator(&self) -> Option<&Validator<TreeJson>> {
        let build = || jsonschema::options_for::<TreeJson>().offline().build(&self.shape).ok();
        self.validator.get_or_init(build).as_ref()
    }
}

/// Recursion is over the published schema only, which is shallow.
fn collect_exceptions(schema: &Value, pointer: &str, found: &mut BTreeMap<String, Vec<Exception>>) {
    let Value::Object(members) = schema else { return };
    for (key, value) in members {
        if key != "x-rule-when" {
            let step = key.replace('~', "~0").replace('/', "~1");
            collect_exceptions(value, &format!("{pointer}/{step}"), found);
        } else if let Value::Object(shapes) = value {
            let exception = |(rule, shape): (&String, &Value)| Exception {
                rule: rule.clone(),
                shape: shape.clone(),
                validator: OnceLock::new(),
            };
            found.insert(pointer.to_owned(), shapes.iter().map(exception).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exception_builds() {
        let annotations = Annotations::new(serde_json::from_str(crate::schema::TEXT).unwrap());
        let exceptions: Vec<&Exception> = annotations.exceptions.values().flatten().collect();
        assert_eq!(exceptions.len(), 10);
        assert!(exceptions.iter().all(|exception| exception.validator().is_some()));
    }

    #[test]
    fn a_keyword_without_an_annotation_of_its_own_takes_that_of_its_schema() {
        let schema =
            serde_json::json!({"a/b": {"type": "string", "x-rule": "r", "x-expected": {"type": "words"}}});
        let annotations: &'static Annotations = Box::leak(Box::new(Annotations::new(schema)));
        let constraint = annotations.constraint("/a~1b", "type").unwrap();
        assert_eq!((constraint.rule, constraint.expected), ("r", "words"));
        assert!(annotations.constraint("/a~1b", "enum").is_none());
        assert!(annotations.constraint("/a", "type").is_none());
    }
}
