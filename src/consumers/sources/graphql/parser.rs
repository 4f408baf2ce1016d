//! GraphQL documents by the grammar of October 2021: whether a text is one, and which fields its operations select.

use super::lexer::{Lexer, Token};

/// Nested deeper than this, a document is not judged.
const DEEPEST: usize = 128;

/// Why a text gives no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is none.
    Syntax,
    /// It is nested too deep to know.
    TooDeep,
}

/// A definition of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition<'t> {
    /// What the parser of the service calls it.
    pub class: &'static str,
    /// "query", "mutation" or "subscription"; none where it is no operation.
    pub operation: Option<&'t str>,
    /// What it selects.
    pub selections: Vec<Selection<'t>>,
}

/// A part of a selection set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection<'t> {
    /// A field by its name, and what it selects.
    Field(&'t str, Option<Vec<Self>>),
    /// A fragment by its name.
    Spread(&'t str),
    /// A fragment in place.
    Inline,
}

/// The definitions of a document.
pub fn parse(text: &str) -> Result<Vec<Definition<'_>>, Broken> {
    let mut lexer = Lexer::new(text);
    let token = lexer.next()?;
    let mut parser = Parser { lexer, token, depth: 0 };
    let mut definitions = Vec::new();
    while definitions.is_empty() || parser.token != Token::End {
        definitions.push(parser.definition()?);
    }
    Ok(definitions)
}

pub(super) type Parsed<T = ()> = Result<T, Broken>;

#[derive(Debug)]
pub(super) struct Parser<'t> {
    lexer: Lexer<'t>,
    pub(super) token: Token<'t>,
    depth: usize,
}

impl<'t> Parser<'t> {
    pub(super) fn advance(&mut self) -> Parsed {
        self.token = self.lexer.next()?;
        Ok(())
    }

    /// Reads a token, if it comes next.
    pub(super) fn eat(&mut self, wanted: Token<'_>) -> Parsed<bool> {
        let is_next = self.token == wanted;
        if is_next {
            self.advance()?;
        }
        Ok(is_next)
    }

    pub(super) fn eat_mark(&mut self, mark: u8) -> Parsed<bool> {
        self.eat(Token::Mark(mark))
    }

    pub(super) fn expect(&mut self, mark: u8) -> Parsed {
        if self.eat_mark(mark)? { Ok(()) } else { Err(Broken::Syntax) }
    }

    pub(super) fn name(&mut self) -> Parsed<&'t str> {
        let Token::Name(name) = self.token else { return Err(Broken::Syntax) };
        self.advance()?;
        Ok(name)
    }

    /// One or more things between two marks, or nothing at all; whether they are there.
    pub(super) fn many(&mut self, marks: [u8; 2], read: fn(&mut Self) -> Parsed) -> Parsed<bool> {
        let [open, close] = marks;
        if !self.eat_mark(open)? {
            return Ok(false);
        }
        read(self)?;
        while !self.eat_mark(close)? {
            read(self)?;
        }
        Ok(true)
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == DEEPEST {
            return Err(Broken::TooDeep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn definition(&mut self) -> Parsed<Definition<'t>> {
        if self.token == Token::Mark(b'{') {
            let selections = self.selections()?;
            return Ok(Definition { class: OPERATION, operation: Some("query"), selections });
        }
        let is_described = self.eat(Token::Text)?;
        let keyword = self.name()?;
        if let Some(class) = self.type_system(keyword)? {
            return Ok(Definition { class, operation: None, selections: Vec::new() });
        }
        if is_described {
            return Err(Broken::Syntax);
        }
        match keyword {
            "query" | "mutation" | "subscription" => self.operation(keyword),
            "fragment" => self.fragment(),
            "extend" => {
                let class = self.extension()?;
                Ok(Definition { class, operation: None, selections: Vec::new() })
            }
            _ => Err(Broken::Syntax),
        }
    }

    fn operation(&mut self, operation: &'t str) -> Parsed<Definition<'t>> {
        if matches!(self.token, Token::Name(_)) {
            self.advance()?;
        }
        self.many(*b"()", Self::variable)?;
        self.directives()?;
        let selections = self.selections()?;
        Ok(Definition { class: OPERATION, operation: Some(operation), selections })
    }

    fn variable(&mut self) -> Parsed {
        self.expect(b'$')?;
        self.name()?;
        self.expect(b':')?;
        self.type_reference()?;
        if self.eat_mark(b'=')? {
            self.constant()?;
        }
        self.constant_directives()?;
        Ok(())
    }

    fn fragment(&mut self) -> Parsed<Definition<'t>> {
        self.fragment_name()?;
        if self.name()? != "on" {
            return Err(Broken::Syntax);
        }
        self.name()?;
        self.directives()?;
        let selections = self.selections()?;
        Ok(Definition { class: "FragmentDefinitionNode", operation: None, selections })
    }

    fn fragment_name(&mut self) -> Parsed<&'t str> {
        self.name().and_then(|name| if name == "on" { Err(Broken::Syntax) } else { Ok(name) })
    }

    fn selections(&mut self) -> Parsed<Vec<Selection<'t>>> {
        self.deeper(|parser| {
            parser.expect(b'{')?;
            let mut selections = vec![parser.selection()?];
            while !parser.eat_mark(b'}')? {
                selections.push(parser.selection()?);
            }
            Ok(selections)
        })
    }

    fn selection(&mut self) -> Parsed<Selection<'t>> {
        if self.eat(Token::Spread)? {
            let has_type = self.eat(Token::Name("on"))?;
            if !has_type && let Token::Name(name) = self.token {
                self.advance()?;
                self.directives()?;
                return Ok(Selection::Spread(name));
            }
            if has_type {
                self.name()?;
            }
            self.directives()?;
            self.selections()?;
            return Ok(Selection::Inline);
        }
        let mut name = self.name()?;
        if self.eat_mark(b':')? {
            name = self.name()?;
        }
        self.many(*b"()", Self::argument)?;
        self.directives()?;
        let has_selections = self.token == Token::Mark(b'{');
        let selections = if has_selections { Some(self.selections()?) } else { None };
        Ok(Selection::Field(name, selections))
    }

    fn argument(&mut self) -> Parsed {
        self.named_value(false)
    }

    fn constant_argument(&mut self) -> Parsed {
        self.named_value(true)
    }

    fn named_value(&mut self, is_constant: bool) -> Parsed {
        self.name()?;
        self.expect(b':')?;
        self.value(is_constant)
    }

    pub(super) fn constant(&mut self) -> Parsed {
        self.value(true)
    }

    fn value(&mut self, is_constant: bool) -> Parsed {
        self.deeper(|parser| match parser.token {
            Token::Mark(b'[') => {
                parser.advance()?;
                while !parser.eat_mark(b']')? {
                    parser.value(is_constant)?;
                }
                Ok(())
            }
            Token::Mark(b'{') => {
                parser.advance()?;
                while !parser.eat_mark(b'}')? {
                    parser.named_value(is_constant)?;
                }
                Ok(())
            }
            Token::Mark(b'$') if !is_constant => {
                parser.advance()?;
                parser.name().map(drop)
            }
            Token::Number | Token::Text | Token::Name(_) => parser.advance(),
            _ => Err(Broken::Syntax),
        })
    }

    fn directives(&mut self) -> Parsed<bool> {
        self.directives_with(Self::argument)
    }

    /// Directives without variables; whether there are some.
    pub(super) fn constant_directives(&mut self) -> Parsed<bool> {
        self.directives_with(Self::constant_argument)
    }

    fn directives_with(&mut self, argument: fn(&mut Self) -> Parsed) -> Parsed<bool> {
        let mut is_any = false;
        while self.eat_mark(b'@')? {
            is_any = true;
            self.name()?;
            self.many(*b"()", argument)?;
        }
        Ok(is_any)
    }

    pub(super) fn type_reference(&mut self) -> Parsed {
        self.deeper(|parser| {
            if parser.eat_mark(b'[')? {
                parser.type_reference()?;
                parser.expect(b']')?;
            } else {
                parser.name()?;
            }
            parser.eat_mark(b'!').map(drop)
        })
    }
}

const OPERATION: &str = "OperationDefinitionNode";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_from_other_texts() {
        for text in [
            "{ a }",
            "\u{feff}query Q($a: [Int!]! = [1, -2.5e3] @d, $b: In = {x: null}) @skip(if: $a) { a: b(c: $a) { ...F ... on X { y } ... @d { z } } }",
            "query { a } # end",
            "fragment F on X { a } query { b(x: \"\\u00e9\\u{1F600}\\ud83d\\ude00\", y: \"\"\"a \\\"\"\" b\"\"\") }",
            "type A implements & B & C @d { \"about\" a(b: Int = 1): [Int!]! } extend type A { b: Int }",
            "schema @d { query: Q } \"x\" scalar S union U = | A | B enum E { X Y @d } input I { a: Int = 3 }",
            "directive @d(a: Int) repeatable on | FIELD | QUERY interface N implements B { a: Int } extend schema @d",
        ] {
            assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
        }
        for text in [
            "",
            "#",
            "{",
            "{ }",
            "{ a",
            "query",
            "query { a }}",
            "a",
            "{ a() }",
            "{ a(b: ) }",
            "{ ..F }",
            "{ a(b: 01) }",
            "{ a(b: 1x) }",
            "{ a(b: --1) }",
            "{ a(b: \"x) }",
            "{ a(b: \"\\x\") }",
            "{ a(b: \"\\ud800\") }",
            "fragment on on X { a }",
            "\"d\" query { a }",
            "extend type A",
            "type",
            "enum E { true }",
            "directive @d on NOWHERE",
            "query ($a: Int = $b) { a }",
            "{ \u{e9} }",
            "{ a(b: \"\"\"x\"\") }",
            "{ a(b: .5) }",
            "union U =",
            "{ a ... on }",
        ] {
            assert_eq!(parse(text), Err(Broken::Syntax), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_left_open() {
        for open in ["{a", "{a(b:[", "query($a:["] {
            assert!(parse(&open.repeat(100_000)).is_err());
        }
        assert_eq!(parse(&"{a".repeat(100_000)), Err(Broken::TooDeep));
        assert_eq!(parse(&format!("{{a(b:{}", "[".repeat(100_000))), Err(Broken::TooDeep));
        assert_eq!(parse(&format!("query($a:{}", "[".repeat(100_000))), Err(Broken::TooDeep));
    }
}
