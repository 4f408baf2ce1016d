//! What to say when a key or a table is already there.

use super::tables::{Form, Header, Refusal, Segment};
use crate::tree::{Builder, Fault, FaultKind, MAX_DEPTH, NodeId, Span};

/// Longer names are cut in messages, in characters.
const MAX_NAME: usize = 60;

/// `key` twice in one table.
pub(super) fn given_twice(builder: &Builder<'_>, first: NodeId, later: NodeId, key: Span) -> Fault {
    let name = shorten(builder.key(later));
    fault(builder, key, first, later, format!("`{name}` is given twice in this table"))
}

/// A header whose table was complete already.
pub(super) fn defined_twice(builder: &Builder<'_>, header: Header<'_>, table: NodeId, form: Form) -> Fault {
    let name = dotted(builder, header.path);
    let message = match form {
        Form::Dotted => format!("dotted keys have already made the table `{name}`"),
        Form::Inline => format!("the inline table `{name}` is complete, so a header cannot add to it"),
        _ => format!("the table `{name}` is defined twice"),
    };
    let key = header.path.last().map_or(header.span, |last| last.span);
    fault(builder, key, table, table, message)
}

/// A key or header (`header`: whether of an array of tables) that leads nowhere.
pub(super) fn refused(
    builder: &Builder<'_>,
    refusal: Refusal,
    path: &[Segment],
    header: Option<bool>,
    node: NodeId,
) -> Fault {
    let (part, existing, form) = match refusal {
        Refusal::TooDeep { part } => {
            return too_deep(path.get(part).map(|segment| segment.span).unwrap_or_default(), node);
        }
        Refusal::Taken { part, existing, form } => (part, existing, form),
    };
    let name = dotted(builder, path.get(..=part).unwrap_or_default());
    let span = path.get(part).map(|segment| segment.span).unwrap_or_default();
    let message = match form {
        Form::Scalar => format!("`{name}` already has a value that is not a table"),
        Form::Inline => format!("the inline table `{name}` is complete, so nothing can be added to it"),
        Form::Array => format!("`{name}` is an array written with brackets, so nothing can be added to it"),
        Form::Tables if header.is_some() => format!("`{name}` is an array of tables"),
        Form::Tables => format!("`{name}` is an array of tables, which dotted keys cannot reach"),
        Form::Header if header.is_none() => format!("`{name}` has a header, so dotted keys cannot add to it"),
        Form::Header | Form::Super | Form::Dotted => {
            format!("`{name}` is already a table, not an array of tables")
        }
    };
    let mut fault = fault(builder, span, existing, node, message);
    fault.help = match (form, header) {
        (Form::Tables, Some(_)) => Some(format!("write `[[{name}]]`")),
        (Form::Header, None) => Some("write the key below that header".to_owned()),
        _ => None,
    };
    fault
}

/// A container deeper than the limit.
pub(super) fn too_deep(span: Span, node: NodeId) -> Fault {
    Fault {
        kind: FaultKind::TooDeep,
        span,
        message: format!("values are nested more than {MAX_DEPTH} deep"),
        help: None,
        related: None,
        node,
        remedy: None,
    }
}

fn fault(builder: &Builder<'_>, span: Span, first: NodeId, node: NodeId, message: String) -> Fault {
    let related = Some((builder.key_span(first), "first defined here"));
    Fault { kind: FaultKind::DuplicateKey, span, message, help: None, related, node, remedy: None }
}

fn dotted(builder: &Builder<'_>, path: &[Segment]) -> String {
    let names: Vec<&str> = path.iter().map(|segment| builder.text(segment.text)).collect();
    shorten(&names.join("."))
}

/// A name for a message: on one line and not too long.
fn shorten(name: &str) -> String {
    let mut short: String = name.chars().take(MAX_NAME).flat_map(visible).collect();
    if name.chars().nth(MAX_NAME).is_some() {
        short.push('…');
    }
    short
}

fn visible(letter: char) -> impl Iterator<Item = char> {
    let replaced = if letter.is_control() { '\u{fffd}' } else { letter };
    std::iter::once(replaced)
}
