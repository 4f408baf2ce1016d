//! The part of the SARIF object model that connlint writes, named as in the standard but for two names that Rust or the
//! report have already (`result` is [`Finding`], `region` is [`Place`]). What is absent is left out: no `null`, and no
//! empty array or object but `results` and `breaks`, where emptiness says something.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::Region;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

impl<'r> Log<'r> {
    pub(super) fn new(run: Run<'r>) -> Self {
        Self { schema: SCHEMA, version: "2.1.0", runs: [run] }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'r> {
    pub(super) tool: Tool<'r>,
    pub(super) original_uri_base_ids: UriBases,
    pub(super) column_kind: &'static str,
    pub(super) results: Vec<Finding<'r>>,
}

#[derive(Serialize)]
pub(super) struct Tool<'r> {
    pub(super) driver: Component<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Component<'r> {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    pub(super) semantic_version: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rules: Vec<Descriptor>,
    pub(super) properties: ComponentProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct ComponentProperties<'r> {
    pub(super) stack: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) short_description: Option<Text<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) full_description: Option<Text<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<Multiformat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default_configuration: Option<Configuration>,
}

#[derive(Serialize)]
pub(super) struct Multiformat {
    pub(super) text: &'static str,
    pub(super) markdown: &'static str,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct UriBases {
    #[serde(rename = "SRCROOT")]
    pub(super) root: SourceRoot,
}

/// An `artifactLocation` that only says in words where it is.
#[derive(Serialize)]
pub(super) struct SourceRoot {
    pub(super) description: Text<'static>,
}

#[derive(Serialize)]
pub(super) struct Text<'r> {
    text: Cow<'r, str>,
}

impl<'r> Text<'r> {
    pub(super) fn new(text: impl Into<Cow<'r, str>>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding<'r> {
    pub(super) rule_id: &'static str,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Text<'r>,
    pub(super) locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location<'r>>,
    pub(super) partial_fingerprints: BTreeMap<&'static str, &'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<Fix<'r>>,
    pub(super) properties: Properties<'r>,
}

#[derive(Serialize)]
pub(super) struct Properties<'r> {
    pub(super) breaks: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) says: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) field: Option<&'r str>,
    pub(super) pointer: &'r str,
}

#[derive(Serialize)]
pub(super) struct Location<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u32>,
    #[serde(rename = "physicalLocation")]
    pub(super) place: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Text<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) region: Place,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    #[serde(flatten)]
    pub(super) lines: Option<Lines>,
    pub(super) byte_offset: u32,
    pub(super) byte_length: u32,
}

/// Both from 1; the end is behind the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Lines {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Place {
    /// A place in characters and in bytes.
    pub(super) fn new(region: Region) -> Self {
        let lines = Lines {
            start_line: region.start_line,
            start_column: region.start_column,
            end_line: region.end_line,
            end_column: region.end_column,
        };
        Self { lines: Some(lines), ..Self::bytes(region.start, region.end) }
    }

    /// A place in bytes alone.
    pub(super) fn bytes(start: u32, end: u32) -> Self {
        Self { lines: None, byte_offset: start, byte_length: end.saturating_sub(start) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'r> {
    pub(super) description: Text<'r>,
    pub(super) artifact_changes: [ArtifactChange<'r>; 1],
    pub(super) properties: FixProperties,
}

#[derive(Serialize)]
pub(super) struct FixProperties {
    pub(super) applicability: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactChange<'r> {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) replacements: Vec<Replacement<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'r> {
    pub(super) deleted_region: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inserted_content: Option<ArtifactContent<'r>>,
}

#[derive(Serialize)]
pub(super) struct ArtifactContent<'r> {
    pub(super) text: &'r str,
    pub(super) binary: String,
}
