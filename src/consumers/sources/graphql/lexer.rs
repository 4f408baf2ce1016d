//! The tokens of a GraphQL document.

use super::parser::Broken;

/// A token. What a number or a string says is of no interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    End,
    /// `...`
    Spread,
    Mark(u8),
    Name(&'t str),
    Number,
    Text,
}

/// The tokens of a text, one after the other.
#[derive(Debug)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over the bytes that satisfy a test; how many they were.
    fn run(&mut self, test: impl Fn(u8) -> bool) -> usize {
        let count = self.text.bytes().skip(self.at).take_while(|&byte| test(byte)).count();
        self.at += count;
        count
    }

    fn skip_ignored(&mut self) {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b',' | b'\n' | b'\r') => self.at += 1,
                Some(b'#') => {
                    self.run(|byte| byte != b'\n' && byte != b'\r');
                }
                _ if self.rest().starts_with('\u{feff}') => self.at += '\u{feff}'.len_utf8(),
                _ => return,
            }
        }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'t>, Broken> {
        self.skip_ignored();
        let start = self.at;
        match self.byte() {
            None => Ok(Token::End),
            Some(mark) if b"!$&():=@[]{|}".contains(&mark) => {
                self.at += 1;
                Ok(Token::Mark(mark))
            }
            Some(b'.') if self.rest().starts_with("...") => {
                self.at += 3;
                Ok(Token::Spread)
            }
            Some(b'"') if self.rest().starts_with("\"\"\"") => self.block_string(),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(byte) if is_name_start(byte) => {
                self.run(|byte| is_name_start(byte) || byte.is_ascii_digit());
                Ok(Token::Name(self.text.get(start..self.at).unwrap_or_default()))
            }
            Some(_) => Err(Broken::Syntax),
        }
    }

    fn number(&mut self) -> Result<Token<'t>, Broken> {
        if self.run(|byte| byte == b'-') > 1 {
            return Err(Broken::Syntax);
        }
        let starts_with_zero = self.byte() == Some(b'0');
        let digits = self.digits()?;
        if starts_with_zero && digits > 1 {
            return Err(Broken::Syntax);
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        match self.byte() {
            // A dot is refused by what reads the next token.
            Some(byte) if is_name_start(byte) => Err(Broken::Syntax),
            _ => Ok(Token::Number),
        }
    }

    fn digits(&mut self) -> Result<usize, Broken> {
        match self.run(|byte| byte.is_ascii_digit()) {
            0 => Err(Broken::Syntax),
            count => Ok(count),
        }
    }

    fn string(&mut self) -> Result<Token<'t>, Broken> {
        self.at += 1;
        loop {
            self.run(|byte| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Token::Text);
                }
                Some(b'\\') => {
                    self.at += escape(self.rest()).ok_or(Broken::Syntax)?;
                }
                _ => return Err(Broken::Syntax),
            }
        }
    }

    fn block_string(&mut self) -> Result<Token<'t>, Broken> {
        self.at += 3;
        loop {
            self.run(|byte| !matches!(byte, b'"' | b'\\'));
            let rest = self.rest();
            if rest.starts_with("\"\"\"") {
                self.at += 3;
                return Ok(Token::Text);
            }
            self.at += match rest {
                "" => return Err(Broken::Syntax),
                _ if rest.starts_with("\\\"\"\"") => 4,
                _ => 1,
            };
        }
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// How long the escape at the start of a text is; none for a bad one.
fn escape(text: &str) -> Option<usize> {
    match text.as_bytes().get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' if text.as_bytes().get(2) == Some(&b'{') => {
            let digits = text.get(3..)?.split('}').next()?;
            let point = (digits.len() <= 8).then(|| hexadecimal(digits)).flatten()?;
            // Where the brace is missing, the text ends.
            char::from_u32(point).map(|_| digits.len() + 4)
        }
        b'u' => match hexadecimal(text.get(2..6)?)? {
            0xd800..0xdc00 => {
                let second = hexadecimal(text.get(6..)?.strip_prefix("\\u")?.get(..4)?)?;
                (0xdc00..0xe000).contains(&second).then_some(12)
            }
            0xdc00..0xe000 => None,
            _ => Some(6),
        },
        _ => None,
    }
}

fn hexadecimal(digits: &str) -> Option<u32> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}
