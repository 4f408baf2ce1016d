//! Reading a tree: a copyable handle to a node, and the JSON value that it stands for.

use super::builder::{Data, NONE};
use super::{Kind, NodeId, Span, Tree};

/// A handle to one node of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    id: NodeId,
}

/// Two handles are equal when they name the same node of the same tree.
impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.tree, other.tree)
    }
}

impl Eq for Node<'_> {}

/// The key of an object's member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'t> {
    /// Its bytes as written, quotes included.
    pub span: Span,
    /// Its text, decoded.
    pub text: &'t str,
}

/// A number as JSON spells it; nothing is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number<'t>(&'t str);

/// A JSON value: what a node stands for, or a constant that no file wrote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// a number
    Number(Number<'t>),
    /// a string
    Text(&'t str),
    /// an array; its elements are the node's children
    Array(Node<'t>),
    /// an object; its members are the node's children
    Object(Node<'t>),
    /// a TOML date, time, `inf` or `nan`, as written
    Unrepresentable(&'t str),
}

impl<'t> Number<'t> {
    /// A number from its text in JSON's spelling.
    pub fn new(text: &'t str) -> Self {
        Self(text)
    }

    /// The text in JSON's spelling.
    pub fn text(self) -> &'t str {
        self.0
    }

    /// Whether it is written without fraction and exponent.
    pub fn is_integer(self) -> bool {
        !self.0.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'))
    }

    /// The integer, where it is written as one and fits.
    pub fn as_i64(self) -> Option<i64> {
        if self.is_integer() { self.0.parse().ok() } else { None }
    }

    /// The nearest double; infinite beyond its range.
    pub fn as_f64(self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl<'t> Value<'t> {
    /// The value as Elasticsearch stores it, its parts left aside: a number beyond a double's range is the string of
    /// Java's infinity, and there is no integer with the sign of `-0`.
    #[must_use]
    pub fn stored(self) -> Self {
        match self {
            Self::Number(Number("-0")) => Self::Number(Number("0")),
            Self::Number(number) if !number.is_integer() => match number.as_f64() {
                f64::INFINITY => Self::Text("Infinity"),
                f64::NEG_INFINITY => Self::Text("-Infinity"),
                _ => self,
            },
            other => other,
        }
    }

    /// The string, if it is one.
    pub fn as_text(self) -> Option<&'t str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// What JSON calls this kind of value, with its article: "a string", "an object", "null".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
            Self::Unrepresentable(_) => "a value without a form in JSON",
        }
    }
}

impl<'t> Node<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, id: NodeId) -> Self {
        Self { tree, id }
    }

    fn data(self) -> &'t Data {
        &self.tree.arena.nodes[self.id.0 as usize]
    }

    fn at(self, id: u32) -> Option<Self> {
        (id != NONE).then_some(Self { tree: self.tree, id: NodeId(id) })
    }

    /// The tree that it belongs to.
    pub fn tree(self) -> &'t Tree<'t> {
        self.tree
    }

    /// Its id, for keeping without a borrow.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.data().kind
    }

    /// The bytes of the value. A TOML table's span reaches over everything that was put into it.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The key that it is the value of; none for the root and for elements of arrays.
    pub fn key(self) -> Option<Key<'t>> {
        let data = self.data();
        data.has_key
            .then(|| Key { span: data.key_span, text: self.tree.arena.text(self.tree.text, data.key) })
    }

    /// The key's text, or "".
    pub fn name(self) -> &'t str {
        self.key().map_or("", |key| key.text)
    }

    /// The decoded string, the number in JSON's spelling, or the text of an unrepresentable value; else "".
    pub fn text(self) -> &'t str {
        self.tree.arena.text(self.tree.text, self.data().text)
    }

    /// The JSON value that it stands for.
    pub fn value(self) -> Value<'t> {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number => Value::Number(Number(self.text())),
            Kind::Text => Value::Text(self.text()),
            Kind::Array => Value::Array(self),
            Kind::Object => Value::Object(self),
            Kind::Unrepresentable => Value::Unrepresentable(self.text()),
        }
    }

    /// The container that it is in.
    pub fn parent(self) -> Option<Self> {
        self.at(self.data().parent)
    }

    /// Position among its siblings, from 0.
    pub fn index(self) -> usize {
        self.data().index as usize
    }

    /// How many children it has.
    pub fn count(self) -> usize {
        self.data().count as usize
    }

    /// Its members or elements, as written.
    pub fn children(self) -> Children<'t> {
        Children { next: self.at(self.data().first) }
    }

    /// The first member with this key. Linear in the number of members.
    pub fn get(self, key: &str) -> Option<Self> {
        self.children().find(|child| child.key().is_some_and(|own| own.text == key))
    }

    /// Whether it only stands for a value that is missing or could not be read.
    pub fn is_lost(self) -> bool {
        self.kind() == Kind::Null && self.tree.text.get(self.span().range()) != Some("null")
    }

    /// Whether its value was put in the place of a reference ([`Tree::resolve`]).
    pub fn is_resolved(self) -> bool {
        self.data().resolved
    }

    /// Whether text inside it could not be read, so that what seems missing may not be.
    pub fn is_damaged(self) -> bool {
        self.data().damaged
    }

    /// The RFC 6901 JSON Pointer from the root to this node; "" for the root.
    pub fn pointer(self) -> String {
        let mut steps = Vec::new();
        let mut at = self;
        while let Some(parent) = at.parent() {
            steps.push(match at.key() {
                Some(key) => key.text.replace('~', "~0").replace('/', "~1"),
                None => at.index().to_string(),
            });
            at = parent;
        }
        steps.iter().rev().fold(String::new(), |path, step| path + "/" + step)
    }
}

/// The children of a node, as written.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    next: Option<Node<'t>>,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let node = self.next?;
        self.next = node.at(node.data().next);
        Some(node)
    }
}
