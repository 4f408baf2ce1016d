//! Text of the files that connlint writes for people: keys and values in TOML, and comments.
//!
//! Strings and keys are quoted by `toml_writer`. Numbers are written in their own text, which is one of TOML too, and so
//! lose no digit.

use std::fmt;

use crate::excerpt::visible;
use crate::tree::{Node, Value};

/// Comments are broken before they are longer than this, in characters; a longer word stays whole.
const WIDTH: usize = 100;

/// What TOML cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsayable {
    /// There is no null.
    Null,
    /// Integers have 64 bits, one of them for the sign.
    LongInteger,
    /// The integer zero has no sign.
    NegativeZero,
}

impl fmt::Display for Unsayable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Null => "null",
            Self::LongInteger => "an integer of more than 64 bits",
            Self::NegativeZero => "a negative zero",
        })
    }
}

/// A key, bare where it can be.
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    let key = toml_writer::TomlKeyBuilder::new(name).as_default();
    // Writing to a string cannot fail.
    let _ = toml_writer::WriteTomlKey::write_toml_key(&key, &mut out);
    out
}

/// A string.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let string = toml_writer::TomlStringBuilder::new(text).as_default();
    // Writing to a string cannot fail.
    let _ = toml_writer::WriteTomlValue::write_toml_value(&string, &mut out);
    out
}

/// A value, or the first thing in it that TOML cannot say. Recursion ends where the readers' limit of depth is.
pub fn value(value: Value<'_>) -> Result<String, Unsayable> {
    Ok(match value {
        Value::Null => return Err(Unsayable::Null),
        Value::Number(number) if number.text() == "-0" => return Err(Unsayable::NegativeZero),
        Value::Number(number) if number.is_integer() && number.as_i64().is_none() => {
            return Err(Unsayable::LongInteger);
        }
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.text().to_owned(),
        Value::Text(content) => text(content),
        Value::Array(node) => list(node.children().map(|item| self::value(item.value())))?,
        Value::Object(node) => table(node.children().map(member))?,
        Value::Unrepresentable(written) => written.to_owned(),
    })
}

fn member(node: Node<'_>) -> Result<(&str, String), Unsayable> {
    Ok((node.name(), value(node.value())?))
}

/// An array on one line.
pub fn list(items: impl IntoIterator<Item = Result<String, Unsayable>>) -> Result<String, Unsayable> {
    let items: Vec<_> = items.into_iter().collect::<Result<_, _>>()?;
    Ok(format!("[{}]", items.join(", ")))
}

/// An inline table.
pub fn table<'k>(
    members: impl IntoIterator<Item = Result<(&'k str, String), Unsayable>>,
) -> Result<String, Unsayable> {
    let members: Vec<_> = members
        .into_iter()
        .map(|member| member.map(|(name, value)| format!("{} = {value}", key(name))))
        .collect::<Result<_, _>>()?;
    Ok(if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) })
}

/// Adds text as comment lines. Control and bidirectional characters in it become pictures.
pub fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        let mut length = 0;
        for word in line.split_whitespace() {
            let word = visible(word);
            let size = word.chars().count();
            if length == 0 {
                out.push('#');
                length = 1;
            } else if length + 1 + size > WIDTH {
                out.push_str("\n#");
                length = 1;
            }
            out.push(' ');
            out.push_str(&word);
            length += 1 + size;
        }
        if length > 0 {
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{Format, Tree};

    #[test]
    fn what_is_written_is_read_again_as_it_was() {
        let json = concat!(
            r#"{"text": "a\"b\\c'''\n\r\u0000\u007f\"\"\"", "numbers": [1, -0.0, 1e5, 1.50, -2E-3, "#,
            r#"9223372036854775807], "a b": {"": true, "\u00e9.x": [{}, [], "\t"]}}"#
        );
        let tree = Tree::parse(json, Format::Json);
        let toml = format!("value = {}\n", value(tree.root().value()).unwrap());
        let again = Tree::parse(&toml, Format::Toml);
        assert_eq!(again.faults(), [], "{toml}");
        let text = |node: Node<'_>| serde_json::to_string(&node.value()).unwrap();
        assert_eq!(text(again.root().get("value").unwrap()), text(tree.root()));
    }

    #[test]
    fn not_everything_can_be_said() {
        for (json, what) in [
            ("null", Unsayable::Null),
            ("[1, null]", Unsayable::Null),
            ("[-0]", Unsayable::NegativeZero),
            (r#"{"a": {"b": [9223372036854775808, null]}}"#, Unsayable::LongInteger),
        ] {
            assert_eq!(value(Tree::parse(json, Format::Json).root().value()), Err(what), "{json}");
        }
    }

    #[test]
    fn a_comment_stays_one() {
        let mut out = String::new();
        comment(&mut out, &format!("a\u{0}b\r\nvalue = 1\n\n{}", "word ".repeat(40)));
        assert!(out.lines().all(|line| line.starts_with("# ") && line.chars().count() <= WIDTH), "{out}");
        assert_eq!(Tree::parse(&out, Format::Toml).faults(), []);
    }
}
