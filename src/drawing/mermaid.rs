//! Drawings as a Mermaid flowchart, which code hosts draw in Markdown.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Drawing, State, clipped};

/// How what is not active, missing, or in a circle looks: in colours that stand out on light and dark pages alike.
const CLASSES: [&str; 4] = [
    "inactive stroke-dasharray:4",
    "undecided stroke-dasharray:1",
    "missing stroke:#d33,stroke-dasharray:4",
    "circle stroke:#d33",
];

/// Writes one flowchart with a box for each connector: an arrow leads from a field to the one it depends on, solid
/// while that holds the value, dotted while it does not, red in a circle.
pub fn write(drawings: &[Drawing], out: &mut impl Write) -> io::Result<()> {
    let (mut text, mut circular, mut count) = (String::from("flowchart LR\n"), Vec::new(), 0);
    for (connector, drawing) in drawings.iter().enumerate() {
        draw(connector, drawing, &mut text);
        for arrow in &drawing.edges {
            if arrow.is_in_circle {
                circular.push(count);
            }
            count += 1;
        }
    }
    for class in CLASSES {
        let _ = writeln!(text, "  classDef {class}");
    }
    for edge in circular {
        let _ = writeln!(text, "  linkStyle {edge} stroke:#d33");
    }
    out.write_all(text.as_bytes())
}

// Writing to a string cannot fail.
fn draw(connector: usize, drawing: &Drawing, text: &mut String) {
    let title = format!("{} ({})", clipped(&drawing.connector_id), clipped(&drawing.path));
    let _ = writeln!(text, "  subgraph c{connector}[\"{}\"]", escaped(&title));
    for (at, field) in drawing.fields.iter().enumerate() {
        let class = match field.state {
            _ if field.is_in_circle => ":::circle",
            State::Active => "",
            State::Inactive => ":::inactive",
            State::Undecided => ":::undecided",
            State::Missing => ":::missing",
        };
        let _ = writeln!(text, "    c{connector}f{at}[\"{}\"]{class}", escaped(&clipped(&field.name)));
    }
    for arrow in &drawing.edges {
        let line = match arrow.met {
            Some(true) => "-->",
            Some(false) | None => "-.->",
        };
        let value = escaped(&arrow.value.shown());
        let _ =
            writeln!(text, "    c{connector}f{} {line}|\"{value}\"| c{connector}f{}", arrow.from, arrow.to);
    }
    text.push_str("  end\n");
}

/// A text in double quotes: whatever could mean something to Mermaid, Markdown or HTML as its number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '"' {
            escaped.push_str("#quot;");
        } else if character.is_ascii()
            && !character.is_ascii_alphanumeric()
            && !" _-./:,=()".contains(character)
        {
            let _ = write!(escaped, "#{};", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}
