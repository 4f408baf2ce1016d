//! What follows an opening parenthesis: names, references, flags, looks and conditions.

use super::PatternError;
use super::ast::{Group, Look, NodeKind};
use super::flags::{FlagChange, Flags};
use super::lexer::{Place, Token};
use super::parse::{GroupState, Level, Opening, Parser};
use super::unicode::{is_alpha, is_identifier};
use crate::consumers::python::{Int, quoted};
use crate::tree::Span;

/// Group numbers from here on are refused at once.
const MAX_GROUPS: u32 = 1_073_741_823;

impl<'p> Parser<'p> {
    /// A group; its opening parenthesis is taken already.
    pub(super) fn open(&mut self, start: Place) -> Result<(), PatternError> {
        let opening =
            if self.lexer.take_if('?')? { self.extension(start)? } else { Some(self.capture(start, None)?) };
        if let Some(opening) = opening {
            self.enter(start, opening);
        }
        Ok(())
    }

    /// What is behind `(?`; `None` when that is all there is to it.
    fn extension(&mut self, start: Place) -> Result<Option<Opening>, PatternError> {
        let token = self.expect()?;
        let look = |behind, negated| Ok(Some(Opening::Look(Look { behind, negated })));
        match token.plain() {
            Some('P') => self.python_extension(start),
            Some(':') => Ok(Some(Opening::Scope(FlagChange::default()))),
            Some('#') => self.comment(start),
            Some('=') => look(false, false),
            Some('!') => look(false, true),
            Some('<') => {
                let token = self.expect()?;
                match token.plain() {
                    Some('=') => look(true, false),
                    Some('!') => look(true, true),
                    _ => Err(self.unknown_extension(start, token, "<")),
                }
            }
            Some('(') => self.conditional(),
            Some('>') => Ok(Some(Opening::Atomic)),
            Some(letter) if letter == '-' || Flags::of_letter(letter).is_some() => {
                self.switch_flags(start, token)
            }
            _ => Err(self.unknown_extension(start, token, "")),
        }
    }

    fn expect(&mut self) -> Result<Token, PatternError> {
        match self.lexer.take()? {
            Some(token) => Ok(token),
            None => Err(self.lexer.error("unexpected end of pattern")),
        }
    }

    fn unknown_extension(&self, start: Place, token: Token, before: &str) -> PatternError {
        let place = Place { byte: start.byte + 1, character: start.character + 1 };
        self.lexer.error_at(place, format!("unknown extension ?{before}{}", self.lexer.text_of(token)))
    }

    fn enter(&mut self, start: Place, opening: Opening) {
        let mut is_verbose = self.level.is_verbose;
        if let Opening::Scope(change) = &opening {
            is_verbose = (is_verbose || change.on.has(Flags::VERBOSE)) && !change.off.has(Flags::VERBOSE);
        }
        let starts_lookbehind =
            matches!(opening, Opening::Look(Look { behind: true, .. })) && self.lookbehind_start.is_none();
        let mut level = Level::new(opening, start, self.lexer.place(), is_verbose);
        if starts_lookbehind {
            self.lookbehind_start = Some(self.next_group());
            level.ends_lookbehind = true;
        }
        self.outer.push(std::mem::replace(&mut self.level, level));
    }

    fn next_group(&self) -> u32 {
        u32::try_from(self.groups.len() + 1).unwrap_or(u32::MAX)
    }

    fn capture(&mut self, start: Place, name: Option<(&'p str, Place)>) -> Result<Opening, PatternError> {
        let number = self.next_group();
        if let Some((name, place)) = name {
            if let Some(earlier) = self.names.get(name) {
                let name = quoted(name);
                let message =
                    format!("redefinition of group name {name} as group {number}; was group {earlier}");
                return Err(self.lexer.error_at(place, message));
            }
            self.names.insert(name, number);
        }
        let name = name.map(|(name, place)| Span::new(place.byte, place.byte + name.len()));
        let group = Group { name, span: Span::new(start.byte, start.byte) };
        self.groups.push(GroupState { group, width: None });
        Ok(Opening::Capture(number))
    }

    fn python_extension(&mut self, start: Place) -> Result<Option<Opening>, PatternError> {
        if self.lexer.take_if('<')? {
            let place = self.lexer.place();
            let name = self.lexer.take_until('>', "group name")?;
            self.check_name(name, place)?;
            return self.capture(start, Some((name, place))).map(Some);
        }
        if self.lexer.take_if('=')? {
            return self.named_reference(start);
        }
        let token = self.expect()?;
        Err(self.unknown_extension(start, token, "P"))
    }

    fn check_name(&self, name: &str, place: Place) -> Result<(), PatternError> {
        if is_identifier(name) { Ok(()) } else { Err(self.bad_name(name, place)) }
    }

    fn bad_name(&self, name: &str, place: Place) -> PatternError {
        self.lexer.error_at(place, format!("bad character in group name {}", quoted(name)))
    }

    fn named_reference(&mut self, start: Place) -> Result<Option<Opening>, PatternError> {
        let place = self.lexer.place();
        let name = self.lexer.take_until(')', "group name")?;
        self.check_name(name, place)?;
        let group = self.group_by_name(name, place)?;
        if self.group_state(group).is_none_or(GroupState::is_open) {
            return Err(self.lexer.error_at(place, "cannot refer to an open group"));
        }
        self.check_lookbehind_reference(group)?;
        self.push(start, NodeKind::BackReference(group));
        Ok(None)
    }

    fn group_by_name(&self, name: &str, place: Place) -> Result<u32, PatternError> {
        let unknown = || self.lexer.error_at(place, format!("unknown group name {}", quoted(name)));
        self.names.get(name).copied().ok_or_else(unknown)
    }

    fn comment(&mut self, start: Place) -> Result<Option<Opening>, PatternError> {
        while let Some(token) = self.lexer.take()? {
            if token.plain() == Some(')') {
                return Ok(None);
            }
        }
        Err(self.lexer.error_at(start, "missing ), unterminated comment"))
    }

    fn conditional(&mut self) -> Result<Option<Opening>, PatternError> {
        let place = self.lexer.place();
        let name = self.lexer.take_until(')', "group name")?;
        let group = if is_identifier(name) {
            self.group_by_name(name, place)?
        } else {
            self.group_by_number(name, place)?
        };
        self.check_lookbehind_reference(group)?;
        Ok(Some(Opening::Conditional(group)))
    }

    fn group_by_number(&mut self, name: &str, place: Place) -> Result<u32, PatternError> {
        let number = Int::parse(name).ok().filter(|number| !number.text().starts_with('-'));
        let number = number.ok_or_else(|| self.bad_name(name, place))?;
        match number.text().parse::<u32>() {
            Ok(0) => Err(self.lexer.error_at(place, "bad group number")),
            Ok(group) if group < MAX_GROUPS => {
                self.conditions.push((group, place));
                Ok(group)
            }
            _ => Err(self.lexer.error_at(place, format!("invalid group reference {}", number.text()))),
        }
    }

    /// Flags for a scope, or for the whole pattern; the first letter or hyphen is taken already.
    fn switch_flags(&mut self, start: Place, first: Token) -> Result<Option<Opening>, PatternError> {
        let mut on = Flags::NONE;
        let mut token = first;
        while let Some(flag) = token.plain().and_then(Flags::of_letter) {
            on = self.add_flag(on, flag)?;
            token = self.flag_or_end(")-:", "missing -, : or )")?;
        }
        if token.plain() == Some(')') {
            self.set_global_flags(start, on)?;
            return Ok(None);
        }
        if on.has(Flags::TEMPLATE) {
            return Err(self.bad_flags(token.start, "cannot turn on global flag"));
        }
        let off = if token.plain() == Some('-') { self.flags_off()? } else { Flags::NONE };
        let colon = self.before_here();
        if off.has(Flags::TEMPLATE) {
            return Err(self.bad_flags(colon, "cannot turn off global flag"));
        }
        if on.has(off) {
            return Err(self.bad_flags(colon, "flag turned on and off"));
        }
        Ok(Some(Opening::Scope(FlagChange { on, off })))
    }

    fn add_flag(&self, on: Flags, flag: Flags) -> Result<Flags, PatternError> {
        if flag.has(Flags::LOCALE) {
            return Err(self.bad_flags(self.lexer.place(), "cannot use 'L' flag with a str pattern"));
        }
        let on = on.with(flag);
        if flag.character_types() == flag && on.character_types() != flag {
            return Err(self.bad_flags(self.lexer.place(), "flags 'a', 'u' and 'L' are incompatible"));
        }
        Ok(on)
    }

    fn flags_off(&mut self) -> Result<Flags, PatternError> {
        let mut off = Flags::NONE;
        let mut token = self.flag_or_end("", "missing flag")?;
        while let Some(flag) = token.plain().and_then(Flags::of_letter) {
            if flag.character_types() == flag {
                let message = "cannot turn off flags 'a', 'u' and 'L'";
                return Err(self.bad_flags(self.lexer.place(), message));
            }
            off = off.with(flag);
            token = self.flag_or_end(":", "missing :")?;
        }
        Ok(off)
    }

    /// Takes the next letter of a flag or one of the characters that can follow the flags.
    fn flag_or_end(&mut self, ends: &str, missing: &str) -> Result<Token, PatternError> {
        let Some(token) = self.lexer.take()? else {
            return Err(self.lexer.error(missing));
        };
        match token.plain() {
            Some(letter) if ends.contains(letter) || Flags::of_letter(letter).is_some() => Ok(token),
            Some(letter) if is_alpha(letter) => Err(self.lexer.error_at(token.start, "unknown flag")),
            _ => Err(self.lexer.error_at(token.start, missing)),
        }
    }

    fn set_global_flags(&mut self, start: Place, on: Flags) -> Result<(), PatternError> {
        self.flags = self.flags.with(on);
        if !self.is_at_start() {
            return Err(self.lexer.error_at(start, "global flags not at the start of the expression"));
        }
        self.level.is_verbose = self.flags.has(Flags::VERBOSE);
        Ok(())
    }

    fn bad_flags(&self, place: Place, message: &str) -> PatternError {
        self.lexer.error_at(place, format!("bad inline flags: {message}"))
    }

    /// The place of the one-byte token that was taken last.
    fn before_here(&self) -> Place {
        let here = self.lexer.place();
        Place { byte: here.byte.saturating_sub(1), character: here.character.saturating_sub(1) }
    }
}
