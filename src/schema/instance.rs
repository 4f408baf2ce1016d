//! The tree as the `jsonschema` crate reads it.
//!
//! The crate puts the value that failed into each error. Ours is the number of the node instead: that finds the
//! place again without a walk, and no text of the file, which may be a secret, is copied.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object};
use serde_json::Value as Constant;

use crate::tree::{Children, Node, NodeId, Number, Tree, Value};

/// The representation that validators are built for.
pub(super) struct TreeJson;

/// One value of a tree, or a key of an object as a value (for `propertyNames`).
#[derive(Clone, Copy)]
pub(super) struct Instance<'t> {
    value: Value<'t>,
    node: Option<Node<'t>>,
}

impl<'t> Instance<'t> {
    pub(super) fn of(node: Node<'t>) -> Self {
        Self { value: node.value(), node: Some(node) }
    }
}

/// The node of `tree` that an error is about, from the instance that the error holds.
pub(super) fn named_by<'t>(instance: &Constant, tree: &'t Tree<'t>) -> Option<Node<'t>> {
    let number = instance.as_u64().and_then(|number| u32::try_from(number).ok())?;
    ((number as usize) < tree.len()).then(|| tree.node(NodeId(number)))
}

impl Json for TreeJson {
    type Node<'a> = Instance<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    const KEYS_PER_LOOKUP: usize = 4;
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Instance<'_>) -> T) -> T {
        f(Instance { value: Value::Text(string), node: None })
    }
}

impl<'a> JsonNode<'a, TreeJson> for Instance<'a> {
    type Object = Container<'a>;
    type Array = Container<'a>;
    type Number = Number<'a>;

    fn as_object(&self) -> Option<Container<'a>> {
        if let Value::Object(node) = self.value { Some(Container(node)) } else { None }
    }

    fn as_array(&self) -> Option<Container<'a>> {
        if let Value::Array(node) = self.value { Some(Container(node)) } else { None }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self.value {
            Value::Text(text) | Value::Unrepresentable(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Number<'a>> {
        if let Value::Number(number) = self.value { Some(number) } else { None }
    }

    fn as_boolean(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value { Some(value) } else { None }
    }

    fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    fn json_type(&self) -> JsonType {
        match self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Number(_) => JsonType::Number,
            Value::Text(_) | Value::Unrepresentable(_) => JsonType::String,
            Value::Array(_) => JsonType::Array,
            Value::Object(_) => JsonType::Object,
        }
    }

    /// The published schema compares with scalars only; containers are equal to nothing.
    fn equals_value(&self, expected: &Constant) -> bool {
        match (self.value, expected) {
            (Value::Null, Constant::Null) => true,
            (Value::Bool(own), Constant::Bool(other)) => own == *other,
            (Value::Text(own), Constant::String(other)) => own == other,
            (Value::Number(own), Constant::Number(other)) => {
                jsonschema::json::cmp::equal_numbers(&own, other)
            }
            _ => false,
        }
    }

    fn to_value(&self) -> Cow<'a, Constant> {
        Cow::Owned(self.node.map_or(Constant::Null, |node| Constant::from(node.id().0)))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let node = self.node?;
        Some(NodeIdentity::tagged(std::ptr::from_ref(node.tree()) as usize, node.id().0))
    }
}

/// An object or an array of a tree.
#[derive(Clone, Copy)]
pub(super) struct Container<'t>(Node<'t>);

impl<'a> Object<'a, TreeJson> for Container<'a> {
    type Node = Instance<'a>;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        self.0.count()
    }

    fn get(&self, key: &Box<str>) -> Option<Instance<'a>> {
        self.0.get(key).map(Instance::of)
    }

    fn members(&self) -> Members<'a> {
        Members(self.0.children())
    }
}

impl<'a> Array<'a, TreeJson> for Container<'a> {
    type Node = Instance<'a>;
    type ElementsIter = std::iter::Map<Children<'a>, fn(Node<'a>) -> Instance<'a>>;

    fn len(&self) -> usize {
        self.0.count()
    }

    fn elements(&self) -> Self::ElementsIter {
        self.0.children().map(Instance::of)
    }
}

/// The members of an object with their keys, as written, duplicates included.
pub(super) struct Members<'t>(Children<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Instance<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|member| (member.name(), Instance::of(member)))
    }
}

impl JsonNumber for Number<'_> {
    fn as_u64(&self) -> Option<u64> {
        if Number::is_integer(*self) { self.text().parse().ok() } else { None }
    }

    fn as_i64(&self) -> Option<i64> {
        Number::as_i64(*self)
    }

    /// None beyond the range of a double, which the crate then takes for infinite.
    fn as_f64(&self) -> Option<f64> {
        Some(Number::as_f64(*self)).filter(|number| number.is_finite())
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.text())
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        let integer =
            || JsonNumber::as_u64(self).map(Into::into).or_else(|| Number::as_i64(*self).map(Into::into));
        let double = || JsonNumber::as_f64(self).and_then(serde_json::Number::from_f64);
        Cow::Owned(integer().or_else(double).unwrap_or_else(|| 0.into()))
    }

    /// As JSON Schema has it: 4.0 is an integer.
    fn is_integer(&self) -> bool {
        Number::is_integer(*self) || Number::as_f64(*self).fract() == 0.0
    }

    fn is_written_as_integer(&self) -> bool {
        Number::is_integer(*self)
    }
}
