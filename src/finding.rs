//! A finding: what a rule says, in typed parts. It names nodes and never byte offsets, and its message keeps values
//! apart from words, so that spans are made and secrets masked once, later, for every rule alike.

mod fix;

use std::borrow::Cow;
use std::sync::Arc;

use crate::consumers::Consumer;
use crate::consumers::sentence::Sentence;
use crate::excerpt::Excerpt;
use crate::severity::Severity;
use crate::source::Region;
use crate::tree::{Node, Span};

pub use fix::{Applicability, Change, Fix, Fixable, Written};

/// Which part of a node a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its key, or, where it has none, its value.
    Key,
    /// Its value; of a table that spans many lines the key stands for it.
    Value,
}

/// A place in the file that a rule judges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'t> {
    /// The node, for the JSON Pointer.
    pub node: Node<'t>,
    /// Which part of it.
    pub part: Part,
    /// For an error of the reader: the exact span, which is no node's.
    pub exact: Option<Span>,
}

impl<'t> Place<'t> {
    /// The key of a node.
    pub fn key(node: Node<'t>) -> Self {
        Self { node, part: Part::Key, exact: None }
    }

    /// The value of a node.
    pub fn value(node: Node<'t>) -> Self {
        Self { node, part: Part::Value, exact: None }
    }

    /// A span inside a node.
    pub fn exact(node: Node<'t>, span: Span) -> Self {
        Self { node, part: Part::Value, exact: Some(span) }
    }

    /// The bytes that it stands for.
    pub fn span(self) -> Span {
        let key = self.node.key().map(|key| key.span);
        let value = self.node.span();
        match (self.exact, self.part, key) {
            (Some(exact), _, _) => exact,
            (None, Part::Key, Some(key)) => key,
            // A TOML table reaches from its header over everything below it.
            (None, Part::Value, Some(key)) if value.contains(key) => key,
            (None, _, None) if self.node.parent().is_none() => Span { end: value.start, ..value },
            _ => value,
        }
    }
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum MessagePart<'t> {
    /// Words, names of fields and attributes, constraints.
    Text(Cow<'t, str>),
    /// The value of a node, as the file writes it; masked if the node is secret.
    Value(Node<'t>),
    /// Something made from the value of a node; masked with it.
    Derived(String, Node<'t>),
}

impl<'t> From<&'t str> for MessagePart<'t> {
    fn from(text: &'t str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for MessagePart<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'t> From<Node<'t>> for MessagePart<'t> {
    fn from(node: Node<'t>) -> Self {
        Self::Value(node)
    }
}

/// A message in parts. Made by [`message!`](crate::message).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message<'t>(pub Vec<MessagePart<'t>>);

/// A [`Message`] from parts: strings are words, a `Node` is the value that it stands for.
#[macro_export]
macro_rules! message {
    ($($part:expr),+ $(,)?) => {
        $crate::finding::Message(vec![$($crate::finding::MessagePart::from($part)),+])
    };
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Related<'t> {
    /// Where.
    pub place: Place<'t>,
    /// What is there.
    pub message: Message<'t>,
}

/// A place in another file that a finding speaks of. That file is no longer at hand, so that all of it is ready to be
/// shown.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The other file.
    pub path: Arc<str>,
    /// RFC 6901 JSON Pointer into it.
    pub pointer: String,
    /// Where it is in it.
    pub region: Region,
    /// What is there.
    pub message: &'static str,
    /// What people are shown of it, the place as a label.
    pub excerpts: Vec<Excerpt>,
}

/// What a rule has to say about one place.
#[derive(Clone, Debug)]
pub struct Finding<'t> {
    /// The rule's name.
    pub rule: &'static str,
    /// The gravest that the finding can be. The driver lowers it to the rule's default, or what the repository chose.
    pub severity: Severity,
    /// What has to be edited.
    pub place: Place<'t>,
    /// One sentence without a full stop.
    pub message: Message<'t>,
    /// What to type instead.
    pub help: Option<Message<'t>>,
    /// What would mend it.
    pub fix: Option<Fix<'t>>,
    /// The other places of a conflict.
    pub related: Vec<Related<'t>>,
    /// The places of a conflict that are in other files.
    pub elsewhere: Vec<&'t Elsewhere>,
    /// The connector field that it is about.
    pub field: Option<Cow<'t, str>>,
    /// Who fails. Set by the driver from the event that the rule words.
    pub breaks: Vec<Consumer>,
    /// What the service would log. Set by the driver.
    pub says: Option<Sentence>,
}

impl<'t> Finding<'t> {
    /// A finding at a place.
    pub fn new(place: Place<'t>, message: Message<'t>) -> Self {
        Self {
            rule: "",
            severity: Severity::Error,
            place,
            message,
            help: None,
            fix: None,
            related: Vec::new(),
            elsewhere: Vec::new(),
            field: None,
            breaks: Vec::new(),
            says: None,
        }
    }

    /// The same, with what to type instead.
    #[must_use]
    pub fn help(mut self, help: Message<'t>) -> Self {
        self.help = Some(help);
        self
    }

    /// The same, with help where there is some.
    #[must_use]
    pub fn help_if(mut self, help: Option<Message<'t>>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// The same, with what mends it where something does.
    #[must_use]
    pub fn fix_if(mut self, fix: Option<Fix<'t>>) -> Self {
        self.fix = fix;
        self
    }

    /// The same, with another place.
    #[must_use]
    pub fn related(mut self, place: Place<'t>, message: Message<'t>) -> Self {
        self.related.push(Related { place, message });
        self
    }

    /// The same, about this field.
    #[must_use]
    pub fn field(mut self, name: &'t str) -> Self {
        self.field = Some(Cow::Borrowed(name));
        self
    }

    /// Whether another finding about the same place and field can become part of this one: the service says at most
    /// one sentence about both.
    pub fn can_absorb(&self, other: &Self) -> bool {
        self.place.node == other.place.node
            && self.field == other.field
            && (self.says.is_none() || other.says.is_none())
    }

    /// Takes over who breaks by another finding.
    pub fn absorb(&mut self, other: Self) {
        self.breaks.extend(other.breaks);
        self.breaks.sort_unstable();
        self.breaks.dedup();
        self.says = self.says.take().or(other.says);
    }
}
