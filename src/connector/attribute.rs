//! The words of a field definition: its attributes, types, displays and validations, as the API spells them.

use std::fmt;

/// An attribute of a field definition. The order is alphabetical, which is the order of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// `category`
    Category,
    /// `default_value`
    DefaultValue,
    /// `depends_on`
    DependsOn,
    /// `display`
    Display,
    /// `label`
    Label,
    /// `options`
    Options,
    /// `order`
    Order,
    /// `placeholder`
    Placeholder,
    /// `required`
    Required,
    /// `sensitive`
    Sensitive,
    /// `tooltip`
    Tooltip,
    /// `type`
    Type,
    /// `ui_restrictions`
    UiRestrictions,
    /// `validations`
    Validations,
    /// `value`
    Value,
}

impl Attribute {
    /// All fifteen, alphabetically.
    pub const ALL: [Self; 15] = [
        Self::Category,
        Self::DefaultValue,
        Self::DependsOn,
        Self::Display,
        Self::Label,
        Self::Options,
        Self::Order,
        Self::Placeholder,
        Self::Required,
        Self::Sensitive,
        Self::Tooltip,
        Self::Type,
        Self::UiRestrictions,
        Self::Validations,
        Self::Value,
    ];

    /// Its key in a definition.
    pub fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::DefaultValue => "default_value",
            Self::DependsOn => "depends_on",
            Self::Display => "display",
            Self::Label => "label",
            Self::Options => "options",
            Self::Order => "order",
            Self::Placeholder => "placeholder",
            Self::Required => "required",
            Self::Sensitive => "sensitive",
            Self::Tooltip => "tooltip",
            Self::Type => "type",
            Self::UiRestrictions => "ui_restrictions",
            Self::Validations => "validations",
            Self::Value => "value",
        }
    }

    /// The attribute with this key.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "category" => Self::Category,
            "default_value" => Self::DefaultValue,
            "depends_on" => Self::DependsOn,
            "display" => Self::Display,
            "label" => Self::Label,
            "options" => Self::Options,
            "order" => Self::Order,
            "placeholder" => Self::Placeholder,
            "required" => Self::Required,
            "sensitive" => Self::Sensitive,
            "tooltip" => Self::Tooltip,
            "type" => Self::Type,
            "ui_restrictions" => Self::UiRestrictions,
            "validations" => Self::Validations,
            "value" => Self::Value,
            _ => return None,
        })
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What a field's value is converted to. Elasticsearch's `ConfigurationFieldType`; case-sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// `str`
    Str,
    /// `int`
    Int,
    /// `bool`
    Bool,
    /// `list`
    List,
}

impl FieldType {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Str, Self::Int, Self::Bool, Self::List];

    /// The name in a definition.
    pub fn name(self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::Int => "int",
            Self::Bool => "bool",
            Self::List => "list",
        }
    }

    /// The one with this name, whose case counts.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "str" => Self::Str,
            "int" => Self::Int,
            "bool" => Self::Bool,
            "list" => Self::List,
            _ => return None,
        })
    }
}

/// The control that Kibana draws. Elasticsearch's `ConfigurationDisplayType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Display {
    /// `text`
    Text,
    /// `textbox`
    Textbox,
    /// `textarea`
    Textarea,
    /// `numeric`
    Numeric,
    /// `toggle`
    Toggle,
    /// `dropdown`
    Dropdown,
}

impl Display {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Textbox, Self::Textarea, Self::Numeric, Self::Toggle, Self::Dropdown];

    /// The name in a definition.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Textbox => "textbox",
            Self::Textarea => "textarea",
            Self::Numeric => "numeric",
            Self::Toggle => "toggle",
            Self::Dropdown => "dropdown",
        }
    }

    /// The one with this name, whose case counts.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "textbox" => Self::Textbox,
            "textarea" => Self::Textarea,
            "numeric" => Self::Numeric,
            "toggle" => Self::Toggle,
            "dropdown" => Self::Dropdown,
            _ => return None,
        })
    }
}

/// A validation that the connector service runs on a value. Elasticsearch's `ConfigurationValidationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValidationType {
    /// `less_than`
    LessThan,
    /// `greater_than`
    GreaterThan,
    /// `list_type`
    ListType,
    /// `included_in`
    IncludedIn,
    /// `regex`
    Regex,
}

impl ValidationType {
    /// All five.
    pub const ALL: [Self; 5] =
        [Self::LessThan, Self::GreaterThan, Self::ListType, Self::IncludedIn, Self::Regex];

    /// The name in a definition.
    pub fn name(self) -> &'static str {
        match self {
            Self::LessThan => "less_than",
            Self::GreaterThan => "greater_than",
            Self::ListType => "list_type",
            Self::IncludedIn => "included_in",
            Self::Regex => "regex",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Attribute, Display, FieldType};

    #[test]
    fn every_word_is_found_by_its_name() {
        for attribute in Attribute::ALL {
            assert_eq!(Attribute::from_name(attribute.name()), Some(attribute));
        }
        assert_eq!(Attribute::from_name("help"), None);
        for kind in FieldType::ALL {
            assert_eq!(FieldType::from_name(kind.name()), Some(kind));
        }
        for display in Display::ALL {
            assert_eq!(Display::from_name(display.name()), Some(display));
        }
    }
}
