//! The definitions of a type system. No connector needs them, but a document may have them.

use super::lexer::Token;
use super::parser::{Broken, Parsed, Parser};

/// Where a directive may stand.
const LOCATIONS: [&str; 19] = [
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
    "SCHEMA",
    "SCALAR",
    "OBJECT",
    "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION",
    "INTERFACE",
    "UNION",
    "ENUM",
    "ENUM_VALUE",
    "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
];

impl Parser<'_> {
    /// Reads the definition that this keyword begins; none where it begins none of a type system.
    pub(super) fn type_system(&mut self, keyword: &str) -> Parsed<Option<&'static str>> {
        Ok(Some(match keyword {
            "schema" => {
                self.constant_directives()?;
                if !self.many(*b"{}", Self::operation_type)? {
                    return Err(Broken::Syntax);
                }
                "SchemaDefinitionNode"
            }
            "directive" => {
                self.directive()?;
                "DirectiveDefinitionNode"
            }
            _ => match kind(keyword) {
                Some(kind) => {
                    self.body(kind)?;
                    kind.definition
                }
                None => return Ok(None),
            },
        }))
    }

    /// Reads what follows `extend`: something must be added.
    pub(super) fn extension(&mut self) -> Parsed<&'static str> {
        let keyword = self.name()?;
        let (is_more, class) = match kind(keyword) {
            Some(kind) => (self.body(kind)?, kind.extension),
            None if keyword == "schema" => {
                let is_directed = self.constant_directives()?;
                (self.many(*b"{}", Self::operation_type)? || is_directed, "SchemaExtensionNode")
            }
            None => return Err(Broken::Syntax),
        };
        if is_more { Ok(class) } else { Err(Broken::Syntax) }
    }

    /// Reads the name of a type and what follows; whether something does.
    fn body(&mut self, kind: &Kind) -> Parsed<bool> {
        self.name()?;
        let mut is_more = kind.implements && self.interfaces()?;
        is_more |= self.constant_directives()?;
        is_more |= match kind.content {
            Content::Nothing => false,
            Content::Fields => self.many(*b"{}", Self::field)?,
            Content::Inputs => self.many(*b"{}", Self::input)?,
            Content::Values => self.many(*b"{}", Self::enum_value)?,
            Content::Members => {
                let is_given = self.eat_mark(b'=')?;
                if is_given {
                    self.separated(b'|')?;
                }
                is_given
            }
        };
        Ok(is_more)
    }

    fn interfaces(&mut self) -> Parsed<bool> {
        let is_given = self.eat(Token::Name("implements"))?;
        if is_given {
            self.separated(b'&')?;
        }
        Ok(is_given)
    }

    /// Names with a mark between them, and perhaps before.
    fn separated(&mut self, mark: u8) -> Parsed {
        self.eat_mark(mark)?;
        self.name()?;
        while self.eat_mark(mark)? {
            self.name()?;
        }
        Ok(())
    }

    fn operation_type(&mut self) -> Parsed {
        if !matches!(self.name()?, "query" | "mutation" | "subscription") {
            return Err(Broken::Syntax);
        }
        self.expect(b':')?;
        self.name().map(drop)
    }

    fn field(&mut self) -> Parsed {
        self.eat(Token::Text)?;
        self.name()?;
        self.many(*b"()", Self::input)?;
        self.expect(b':')?;
        self.type_reference()?;
        self.constant_directives().map(drop)
    }

    fn input(&mut self) -> Parsed {
        self.eat(Token::Text)?;
        self.name()?;
        self.expect(b':')?;
        self.type_reference()?;
        if self.eat_mark(b'=')? {
            self.constant()?;
        }
        self.constant_directives().map(drop)
    }

    fn enum_value(&mut self) -> Parsed {
        self.eat(Token::Text)?;
        if matches!(self.name()?, "true" | "false" | "null") {
            return Err(Broken::Syntax);
        }
        self.constant_directives().map(drop)
    }

    fn directive(&mut self) -> Parsed {
        self.expect(b'@')?;
        self.name()?;
        self.many(*b"()", Self::input)?;
        self.eat(Token::Name("repeatable"))?;
        if self.name()? != "on" {
            return Err(Broken::Syntax);
        }
        self.eat_mark(b'|')?;
        loop {
            if !LOCATIONS.contains(&self.name()?) {
                return Err(Broken::Syntax);
            }
            if !self.eat_mark(b'|')? {
                return Ok(());
            }
        }
    }
}

/// What follows the name of a type.
#[derive(Clone, Copy, Debug)]
enum Content {
    Nothing,
    Fields,
    Inputs,
    Values,
    Members,
}

/// A kind of type.
#[derive(Debug)]
struct Kind {
    keyword: &'static str,
    definition: &'static str,
    extension: &'static str,
    implements: bool,
    content: Content,
}

const KINDS: [Kind; 6] = [
    Kind {
        keyword: "scalar",
        definition: "ScalarTypeDefinitionNode",
        extension: "ScalarTypeExtensionNode",
        implements: false,
        content: Content::Nothing,
    },
    Kind {
        keyword: "type",
        definition: "ObjectTypeDefinitionNode",
        extension: "ObjectTypeExtensionNode",
        implements: true,
        content: Content::Fields,
    },
    Kind {
        keyword: "interface",
        definition: "InterfaceTypeDefinitionNode",
        extension: "InterfaceTypeExtensionNode",
        implements: true,
        content: Content::Fields,
    },
    Kind {
        keyword: "union",
        definition: "UnionTypeDefinitionNode",
        extension: "UnionTypeExtensionNode",
        implements: false,
        content: Content::Members,
    },
    Kind {
        keyword: "enum",
        definition: "EnumTypeDefinitionNode",
        extension: "EnumTypeExtensionNode",
        implements: false,
        content: Content::Values,
    },
    Kind {
        keyword: "input",
        definition: "InputObjectTypeDefinitionNode",
        extension: "InputObjectTypeExtensionNode",
        implements: false,
        content: Content::Inputs,
    },
];

fn kind(keyword: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.keyword == keyword)
}
