//! A document in the other format, written from its tree, so that order and digits stay.

use std::fmt::Write as _;

use connlint::tree::{Node, Value};

/// The document as JSON with `//` nowhere: one line for every member, so that places stay told apart.
pub(crate) fn json(node: Node<'_>) -> String {
    let mut text = String::new();
    write_json(node, 0, &mut text);
    text + "\n"
}

fn write_json(node: Node<'_>, depth: usize, text: &mut String) {
    let indent = |depth: usize| "  ".repeat(depth);
    match node.value() {
        Value::Object(_) | Value::Array(_) if node.count() > 0 => {
            let is_object = matches!(node.value(), Value::Object(_));
            text.push(if is_object { '{' } else { '[' });
            for (at, child) in node.children().enumerate() {
                text.push_str(if at > 0 { ",\n" } else { "\n" });
                text.push_str(&indent(depth + 1));
                if is_object {
                    text.push_str(&quoted(child.name()));
                    text.push_str(": ");
                }
                write_json(child, depth + 1, text);
            }
            text.push('\n');
            text.push_str(&indent(depth));
            text.push(if is_object { '}' } else { ']' });
        }
        Value::Object(_) => text.push_str("{}"),
        Value::Array(_) => text.push_str("[]"),
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(&value.to_string()),
        Value::Number(number) => text.push_str(number.text()),
        Value::Text(string) => text.push_str(&quoted(string)),
        Value::Unrepresentable(_) => panic!("JSON has no form for it"),
    }
}

/// The document as TOML; none where TOML cannot say it: a null, an integer beyond 64 bits, a top level that is no
/// object.
pub(crate) fn toml(node: Node<'_>) -> Option<String> {
    let Value::Object(_) = node.value() else { return None };
    let mut text = String::new();
    let (sections, plain): (Vec<_>, Vec<_>) =
        node.children().partition(|child| matches!(child.value(), Value::Object(_)));
    for child in plain {
        writeln!(text, "{} = {}", key(child.name()), inline(child)?).unwrap();
    }
    for section in sections {
        writeln!(text, "\n[{}]", key(section.name())).unwrap();
        let (tables, plain): (Vec<_>, Vec<_>) = section.children().partition(|child| {
            section.name() == "configuration" && matches!(child.value(), Value::Object(_))
        });
        for child in plain {
            writeln!(text, "{} = {}", key(child.name()), inline(child)?).unwrap();
        }
        for table in tables {
            writeln!(text, "\n[{}.{}]", key(section.name()), key(table.name())).unwrap();
            for child in table.children() {
                writeln!(text, "{} = {}", key(child.name()), inline(child)?).unwrap();
            }
        }
    }
    Some(text)
}

fn inline(node: Node<'_>) -> Option<String> {
    Some(match node.value() {
        Value::Null | Value::Unrepresentable(_) => return None,
        Value::Bool(value) => value.to_string(),
        Value::Number(number) if number.is_integer() => number.as_i64()?.to_string(),
        Value::Number(number) => number.text().to_owned(),
        Value::Text(string) => quoted(string),
        Value::Array(_) => {
            let items: Option<Vec<_>> = node.children().map(inline).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Object(_) => {
            let member = |child: Node<'_>| Some(format!("{} = {}", key(child.name()), inline(child)?));
            let members: Option<Vec<_>> = node.children().map(member).collect();
            format!("{{ {} }}", members?.join(", "))
        }
    })
}

fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// A basic string of both formats.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
