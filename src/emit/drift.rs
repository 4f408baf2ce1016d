//! Whether a folder of payloads is what would be written now, and in which lines it is not.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::connector::attribute::Attribute;
use crate::emit::listing;
use crate::emit::name::named;
use crate::emit::{FolderFault, Payload, Spool};
use crate::excerpt::{MASK, visible};
use crate::lines::{Line, hunks, lines};
use crate::reference::Reference;
use crate::secret::Secrets;
use crate::tree::{Format, Kind, Node, Span, Tree, Value};

/// The most lines of a difference that are shown.
const MOST_LINES: usize = 60;

/// A file of the folder that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub kind: DriftKind,
}

/// What is wrong with a file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DriftKind {
    /// It is not there.
    Missing {
        /// The connector's file.
        origin: String,
    },
    /// It has another content.
    Differs {
        /// The connector's file.
        origin: String,
        /// The lines that differ, as a unified diff without its head, masked; none where only masked values differ.
        diff: Option<String>,
    },
    /// It belongs to no connector, and connlint wrote it.
    Ghost,
    /// It belongs to no connector, and connlint did not write it.
    Stranger,
}

/// Whether payloads of no connector are looked for: only who saw all connectors knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ghosts {
    /// They are told.
    Sought,
    /// Nothing is said.
    Passed,
}

/// Compares a folder with what would be written to it; by name.
pub fn compare(
    folder: &Path,
    payloads: &[Payload],
    spool: &Spool,
    ghosts: Ghosts,
) -> Result<Vec<Drift>, FolderFault> {
    let names = named(payloads).map_err(FolderFault::Names)?;
    let mut drifts = Vec::new();
    let mut buffer = Vec::new();
    for (name, payload) in &names {
        let path = folder.join(name);
        let failed = |error| FolderFault::Read { path: path.display().to_string(), error };
        let wanted = spool.body(payload, &mut buffer).map_err(failed)?;
        let origin = payload.origin.clone();
        let kind = match fs::read(&path) {
            Ok(found) if found == wanted.as_bytes() => continue,
            Ok(found) => DriftKind::Differs { origin, diff: difference(&found, wanted, payload) },
            Err(error) if error.kind() == io::ErrorKind::NotFound => DriftKind::Missing { origin },
            Err(error) => return Err(failed(error)),
        };
        drifts.push(Drift { name: name.clone(), kind });
    }
    if ghosts == Ghosts::Sought {
        let names = names.iter().map(|(name, _)| name.as_str()).collect();
        let failed = |error| FolderFault::Read { path: folder.display().to_string(), error };
        drifts.extend(strays(folder, &names).map_err(failed)?);
    }
    drifts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(drifts)
}

/// The payloads of no connector.
fn strays(folder: &Path, names: &BTreeSet<&str>) -> io::Result<Vec<Drift>> {
    let listed = listing::read(folder)?;
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut strays = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_payload =
            !name.starts_with('.') && Path::new(&name).extension().is_some_and(|end| end == "json");
        if is_payload && !names.contains(name.as_str()) {
            let kind = if listed.contains(&name) { DriftKind::Ghost } else { DriftKind::Stranger };
            strays.push(Drift { name, kind });
        }
    }
    Ok(strays)
}

/// The lines in which what was found differs from what is wanted; none where nothing that may be shown does.
fn difference(found: &[u8], wanted: &str, payload: &Payload) -> Option<String> {
    let found = masked(str::from_utf8(found).ok()?, payload)?;
    let wanted = masked(wanted, payload)?;
    if found == wanted {
        return None;
    }
    let (old, new) = (lines(&found), lines(&wanted));
    let mut told = hunks(&old, &new).into_iter().flat_map(|hunk| {
        let line = |line: &Line| match *line {
            Line::Same(at) => format!(" {}", new.get(at).unwrap_or(&"")),
            Line::Old(at) => format!("-{}", old.get(at).unwrap_or(&"")),
            Line::New(at) => format!("+{}", new.get(at).unwrap_or(&"")),
        };
        std::iter::once(hunk.header).chain(hunk.lines.iter().map(line).collect::<Vec<_>>())
    });
    let mut text: String = told
        .by_ref()
        .take(MOST_LINES)
        .map(|line| visible(line.trim_end_matches(['\n', '\r'])).into_owned() + "\n")
        .collect();
    let rest = told.count();
    if rest > 0 {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "… {rest} more lines");
    }
    Some(text)
}

/// A payload's text with masks in the place of every value that must not be shown; none where it cannot be read, so that
/// nobody knows what is in it.
fn masked(text: &str, payload: &Payload) -> Option<String> {
    let tree = Tree::parse(text, Format::Json);
    if !tree.faults().is_empty() {
        return None;
    }
    let shapes = Secrets::new(&tree, None);
    let is_exposed = |node: Node<'_>| shapes.exposed().iter().any(|exposed| exposed.node == node.id());
    let hidden = |node: &Node<'_>| {
        !matches!(node.kind(), Kind::Array | Kind::Object | Kind::Null)
            && (is_exposed(*node) || !may_be_shown(*node, payload))
    };
    let mut spans: Vec<Span> = tree.nodes().filter(hidden).map(Node::span).collect();
    spans.sort_unstable();
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for span in spans {
        shown.push_str(text.get(end..span.start as usize)?);
        shown.push('"');
        shown.push_str(MASK);
        shown.push('"');
        end = span.end as usize;
    }
    shown.push_str(text.get(end..)?);
    Some(shown)
}

/// Whether a scalar of a payload may be shown: what is no value, a reference, the value of a field that is not secret.
fn may_be_shown(node: Node<'_>, payload: &Payload) -> bool {
    if node.value().as_text().and_then(Reference::parse).is_some() {
        return true;
    }
    let mut path = Vec::new();
    let mut at = Some(node);
    while let Some(step) = at {
        path.push(step);
        at = step.parent();
    }
    path.reverse();
    let is_open = |field: Node<'_>| {
        payload.open.binary_search_by(|open| open.as_str().cmp(field.name())).is_ok()
            && field.get("sensitive").is_none_or(|sensitive| sensitive.value() == Value::Bool(false))
    };
    match path.as_slice() {
        [_, section, field, ..] if section.name() == "values" => is_open(*field),
        [_, section, field, attribute, ..] if section.name() == "configuration" => {
            match Attribute::from_name(attribute.name()) {
                // A dependency's value is that of another field.
                Some(Attribute::DependsOn) => {
                    node.name() != "value"
                        || node.parent().and_then(|one| one.get("field")).is_some_and(|field| {
                            let name = field.value().as_text().unwrap_or_default();
                            payload.open.binary_search_by(|open| open.as_str().cmp(name)).is_ok()
                        })
                }
                Some(Attribute::Value | Attribute::DefaultValue) | None => is_open(*field),
                Some(_) => true,
            }
        }
        _ => false,
    }
}
