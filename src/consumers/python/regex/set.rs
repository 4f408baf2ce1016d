//! Sets in brackets. `[`, `&&`, `--` and `[:alpha:]` have no meaning of their own in them; where Python warns that
//! they might get one, so does this.

use super::PatternError;
use super::ast::{NodeKind, Set, SetItem, SetItemKind, Warning, WarningKind};
use super::lexer::Token;
use super::parse::Parser;
use crate::tree::Span;

impl Parser<'_> {
    /// A set; its opening bracket is taken already.
    pub(super) fn set(&mut self, bracket: Token) -> Result<NodeKind, PatternError> {
        if let Some(inner) = self.lexer.peek().filter(|next| next.plain() == Some('[')) {
            self.warnings.push(Warning { kind: WarningKind::NestedSet, span: inner.span() });
        }
        let negated = self.lexer.take_if('^')?;
        let mut items = Vec::new();
        loop {
            let token = self.in_set(bracket)?;
            if token.plain() == Some(']') && !items.is_empty() {
                break;
            }
            self.warn_of_doubled(token, !items.is_empty());
            let kind = self.set_item(token)?;
            let single = SetItem { kind, span: Span::new(token.start.byte, self.lexer.place().byte) };
            let Some(hyphen) = self.lexer.peek().filter(|next| next.plain() == Some('-')) else {
                items.push(single);
                continue;
            };
            self.lexer.take()?;
            let last = self.in_set(bracket)?;
            if last.plain() == Some(']') {
                items.push(single);
                items.push(SetItem { kind: SetItemKind::Literal('-'.into()), span: hyphen.span() });
                break;
            }
            if last.plain() == Some('-') {
                self.warn_of_pair(WarningKind::Difference, hyphen);
            }
            let end = self.set_item(last)?;
            let kind = self.range(token, kind, last, end)?;
            items.push(SetItem { kind, span: Span::new(token.start.byte, self.lexer.place().byte) });
        }
        Ok(NodeKind::Set(Set { negated, items }))
    }

    fn in_set(&mut self, bracket: Token) -> Result<Token, PatternError> {
        let unterminated = |parser: &Self| parser.lexer.error_at(bracket.start, "unterminated character set");
        self.lexer.take()?.ok_or_else(|| unterminated(self))
    }

    fn set_item(&mut self, token: Token) -> Result<SetItemKind, PatternError> {
        match token.plain() {
            None => self.set_escape(token),
            Some(character) => Ok(SetItemKind::Literal(character.into())),
        }
    }

    /// Python counts the position of a bad range back from behind it by the two characters or backslash pairs
    /// that its ends start with, so behind `\x41` and the like it is off.
    fn range(
        &self,
        first: Token,
        from: SetItemKind,
        last: Token,
        to: SetItemKind,
    ) -> Result<SetItemKind, PatternError> {
        match (from, to) {
            (SetItemKind::Literal(from), SetItemKind::Literal(to)) if from <= to => {
                Ok(SetItemKind::Range(from, to))
            }
            _ => {
                let ends = (self.lexer.text_of(first), self.lexer.text_of(last));
                let back = first.length() + 1 + last.length();
                Err(self.lexer.error_before(back, format!("bad character range {}-{}", ends.0, ends.1)))
            }
        }
    }

    fn warn_of_doubled(&mut self, token: Token, has_items: bool) {
        let kind = match token.plain() {
            Some('-') => WarningKind::Difference,
            Some('&') => WarningKind::Intersection,
            Some('~') => WarningKind::SymmetricDifference,
            Some('|') => WarningKind::Union,
            _ => return,
        };
        if has_items && self.lexer.peek_plain() == token.plain() {
            self.warn_of_pair(kind, token);
        }
    }

    /// Warns of a character and the same again behind it.
    fn warn_of_pair(&mut self, kind: WarningKind, token: Token) {
        let span = Span::new(token.start.byte, token.end.byte + 1);
        self.warnings.push(Warning { kind, span });
    }
}
