//! What a deployment meets: the three systems that read a connector's configuration. Each is a pure function from
//! what reaches it to [`Event`]s. Nothing else predicts: a rule only words and places the events that it claims.

pub mod elasticsearch;
pub mod kibana;
pub mod python;
pub mod sentence;
pub mod service;
pub mod sources;

use crate::connector::attribute::Attribute;
use crate::connector::definition::{Definition, Validation};
use crate::consumers::sentence::Sentence;
use crate::tree::Node;

/// A system that can fail on a deployed connector. The order is that of the `breaks` list in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consumer {
    /// Elasticsearch answers a request with an error, or can no longer parse what it stored.
    Elasticsearch,
    /// The connector service's own check of the stored configuration fails or crashes.
    Connector,
    /// Kibana's form throws, hides a field, refuses to save or changes a value on saving.
    Kibana,
}

impl Consumer {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elasticsearch => "elasticsearch",
            Self::Connector => "connector",
            Self::Kibana => "kibana",
        }
    }

    /// What people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Elasticsearch => "Elasticsearch",
            Self::Connector => "the connector service",
            Self::Kibana => "Kibana",
        }
    }
}

/// What happens. Each cause is claimed by exactly one rule (a test holds that).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Elasticsearch: a JSON type that is refused, or out of range; or, breaking nobody, passed over.
    WrongType,
    /// Elasticsearch: an array as `value` or `default_value`.
    ArrayValue,
    /// Elasticsearch: an array is stored, and a sync job can no longer parse the connector.
    StoredArray,
    /// Elasticsearch: a definition without a label; breaking nobody, an empty one.
    MissingLabel,
    /// Elasticsearch: an item without one of its two keys.
    IncompleteEntry,
    /// Elasticsearch: no such type.
    UnknownType,
    /// Elasticsearch: no such display.
    UnknownDisplay,
    /// Elasticsearch: no such validation.
    UnknownValidation,
    /// Elasticsearch: a value without a form in JSON.
    Unrepresentable,
    /// Elasticsearch: stored in another form.
    Coerced,
    /// Elasticsearch: not stored.
    Dropped,
    /// Elasticsearch: null under `values`.
    NullUpdate,
    /// Elasticsearch: a key of `values` that the registered schema does not have.
    Unregistered,
    /// Elasticsearch: an id that its routes cannot take.
    InvalidId,
    /// Elasticsearch: an index name that it refuses.
    InvalidIndexName,

    /// Service: a value or default that cannot be converted.
    NotConvertible,
    /// Service: a value or default that becomes something else.
    ChangedMeaning,
    /// Service: a value or default that is converted without loss.
    Converted,
    /// Service: required, active, and empty.
    MissingRequired,
    /// Service: not less than the bound.
    LessThan,
    /// Service: not greater than the bound.
    GreaterThan,
    /// Service: no list, or an element of the wrong type.
    ListType,
    /// Service: not among the values that are allowed.
    IncludedIn,
    /// Service: the pattern does not match the whole string.
    Regex,
    /// Service: Python refuses the pattern.
    InvalidRegex,
    /// Service: whether the pattern matches could not be decided.
    UndecidedRegex,
    /// Service: a constraint that cannot work with the type or the value.
    UnfitConstraint,
    /// Service: the default of a blank optional field fails a validation.
    DefaultFails,
    /// Service: a blank optional field without a default fails a validation.
    BlankFails,
    /// Service: a dependency on a field that does not exist.
    UnknownDependency,
    /// Service: the declared type is not the connector type's, and a value does not survive the second conversion.
    TypeDiffers,

    /// Source: a certificate of an authority that cannot be loaded.
    InvalidCertificate,
    /// Source: a private key that cannot be used.
    InvalidPrivateKey,
    /// Source: a field that is read as JSON, and is none, or not the kind of document that is wanted.
    InvalidJson,
    /// Source: a Google service account that is no object, or has a key that it must not have.
    InvalidServiceAccount,
    /// Source: a user or password that the login cannot carry.
    InvalidLogin,
    /// Source: a URL, host, port, path, tenant or database name that the client refuses before it connects.
    InvalidAddress,
    /// Source: a GraphQL document that is no query, or a path that the query does not have.
    InvalidQuery,
    /// Source: a method or mode that the source does not know, or credentials that the chosen one lacks.
    UnknownChoice,
    /// Source: an item of a list or a number that the source's code cannot handle.
    UnusableItem,

    /// Kibana: the page or its form throws on a value.
    FormThrows,
    /// Kibana: there is no field in the main panel, hence no form; about the connector, and no other event of Kibana's
    /// is beside it.
    NoForm,
    /// Kibana: a restriction other than `advanced` hides the field everywhere. The detail is the first one.
    HiddenByRestriction,
    /// Kibana: a category hides the field. The detail is the category.
    HiddenByCategory,
    /// Kibana: a dependency on a field that does not exist hides the field. The detail is that field's name.
    HiddenByUnknown,
    /// Kibana: the field is in or behind a cycle of unmet dependencies. The detail is the name of the next field on
    /// the way.
    HiddenByCycle,
    /// Kibana: two values are wanted of one field, by this field or by one that it is behind. The detail is the name
    /// of the field that the item depends on.
    HiddenByContradiction,
    /// Kibana: the control of the field that the item depends on can never produce the wanted value. The detail is
    /// what the control is.
    HiddenByUnreachable,
    /// Kibana: no setting of the other fields shows it, for another reason: the name, which Kibana reserves, or a
    /// field it depends on that is never shown itself, whose name is the detail then.
    NeverShown,
    /// Kibana: hidden now, but checked by the service. The detail is what differs: the default or a conversion.
    HiddenButChecked,
    /// Kibana: the form refuses to save a value. The detail says what it is.
    SaveRefused,
    /// Kibana: saving without an edit changes the value. The detail says how.
    SaveChanges,
}

impl Cause {
    /// All causes.
    pub const ALL: [Self; 52] = [
        Self::WrongType,
        Self::ArrayValue,
        Self::StoredArray,
        Self::MissingLabel,
        Self::IncompleteEntry,
        Self::UnknownType,
        Self::UnknownDisplay,
        Self::UnknownValidation,
        Self::Unrepresentable,
        Self::Coerced,
        Self::Dropped,
        Self::NullUpdate,
        Self::Unregistered,
        Self::InvalidId,
        Self::InvalidIndexName,
        Self::NotConvertible,
        Self::ChangedMeaning,
        Self::Converted,
        Self::MissingRequired,
        Self::LessThan,
        Self::GreaterThan,
        Self::ListType,
        Self::IncludedIn,
        Self::Regex,
        Self::InvalidRegex,
        Self::UndecidedRegex,
        Self::UnfitConstraint,
        Self::DefaultFails,
        Self::BlankFails,
        Self::UnknownDependency,
        Self::TypeDiffers,
        Self::InvalidCertificate,
        Self::InvalidPrivateKey,
        Self::InvalidJson,
        Self::InvalidServiceAccount,
        Self::InvalidLogin,
        Self::InvalidAddress,
        Self::InvalidQuery,
        Self::UnknownChoice,
        Self::UnusableItem,
        Self::FormThrows,
        Self::NoForm,
        Self::HiddenByRestriction,
        Self::HiddenByCategory,
        Self::HiddenByUnknown,
        Self::HiddenByCycle,
        Self::HiddenByContradiction,
        Self::HiddenByUnreachable,
        Self::NeverShown,
        Self::HiddenButChecked,
        Self::SaveRefused,
        Self::SaveChanges,
    ];
}

/// Where an event is, before a rule places it.
#[derive(Clone, Copy, Debug)]
pub enum At<'r> {
    /// At this node of the file.
    Node(Node<'r>),
    /// At an attribute of the field that the event is about.
    Attribute(Attribute),
    /// At an item of that attribute, counted from 0.
    Item(Attribute, usize),
    /// At the field as a whole.
    Field,
    /// At the connector as a whole.
    Connector,
}

/// One thing that a consumer does with a request: it fails, or, where `breaks` is not set, it does something else
/// than the file says.
#[derive(Clone, Debug)]
pub struct Event<'r> {
    /// Who.
    pub consumer: Consumer,
    /// Whether it fails by this.
    pub breaks: bool,
    /// What happens.
    pub cause: Cause,
    /// The field that it is about.
    pub field: Option<&'r Definition<'r>>,
    /// The name of the field, where no definition of it was read.
    pub name: Option<&'r str>,
    /// Where.
    pub at: At<'r>,
    /// The validation that failed.
    pub validation: Option<&'r Validation<'r>>,
    /// The stored form of a coercion, the result of a conversion, or what was wanted.
    pub detail: Option<String>,
    /// What the detail ends with: made from the field's value, and secret with it.
    pub inside: Option<String>,
    /// What the service would log.
    pub says: Option<Sentence>,
}

impl<'r> Event<'r> {
    /// An event about a field's attribute that makes its consumer fail.
    pub fn failing(consumer: Consumer, cause: Cause, field: &'r Definition<'r>, at: At<'r>) -> Self {
        Self {
            consumer,
            breaks: true,
            cause,
            field: Some(field),
            name: Some(field.name),
            at,
            validation: None,
            detail: None,
            inside: None,
            says: None,
        }
    }

    /// The same, without anybody failing.
    #[must_use]
    pub fn harmless(mut self) -> Self {
        self.breaks = false;
        self
    }

    /// The same, with the sentence that the service logs.
    #[must_use]
    pub fn saying(mut self, sentence: Sentence) -> Self {
        self.says = Some(sentence);
        self
    }

    /// The same, with a detail.
    #[must_use]
    pub fn detailed(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
