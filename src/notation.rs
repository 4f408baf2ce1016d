//! Text of the files that connlint writes for people: keys and values in TOML, and comments.
//!
//! Strings and keys are quoted by `toml_writer`. Numbers are written in their own text: JSON's numbers are numbers of
//! TOML too, and so lose no digit.

use crate::excerpt::visible;
use crate::tree::{Node, Value};

/// Comments are broken before they are longer than this, in characters; a longer word stays whole.
const WIDTH: usize = 100;

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

/// A value; none where there is a null in it, which TOML cannot say. Recursion ends where the readers' limit of depth is.
pub fn value(value: Value<'_>) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.text().to_owned(),
        Value::Text(content) => text(content),
        Value::Array(node) => list(node.children().map(|item| self::value(item.value())))?,
        Value::Object(node) => table(node.children().map(member))?,
        Value::Unrepresentable(written) => written.to_owned(),
    })
}

fn member(node: Node<'_>) -> Option<(&str, String)> {
    Some((node.name(), value(node.value())?))
}

/// An array on one line; none where one of its items is none.
pub fn list(items: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let items: Vec<_> = items.into_iter().collect::<Option<_>>()?;
    Some(format!("[{}]", items.join(", ")))
}

/// An inline table; none where one of its members is none.
pub fn table<'k>(members: impl IntoIterator<Item = Option<(&'k str, String)>>) -> Option<String> {
    let members: Vec<_> = members
        .into_iter()
        .map(|member| member.map(|(name, value)| format!("{} = {value}", key(name))))
        .collect::<Option<_>>()?;
    Some(if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) })
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
            r#"{"text": "a\"b\\c'''\n\r\u0000\u007f\"\"\"", "numbers": [1, -0, 1e5, 1.50, -2E-3, "#,
            r#"123456789012345678901234567890], "a b": {"": true, "\u00e9.x": [{}, [], "\t"]}}"#
        );
        let tree = Tree::parse(json, Format::Json);
        let toml = format!("value = {}\n", value(tree.root().value()).unwrap());
        let again = Tree::parse(&toml, Format::Toml);
        assert_eq!(again.faults(), [], "{toml}");
        let text = |node: Node<'_>| serde_json::to_string(&node.value()).unwrap();
        assert_eq!(text(again.root().get("value").unwrap()), text(tree.root()));
    }

    #[test]
    fn a_null_cannot_be_said() {
        for json in ["null", "[1, null]", r#"{"a": {"b": [null]}}"#] {
            assert_eq!(value(Tree::parse(json, Format::Json).root().value()), None, "{json}");
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
