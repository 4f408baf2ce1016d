//! The values that options take.

use std::convert::Infallible;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use crate::config::Level;
use crate::report::OutputFormat;
use crate::severity::Severity;
use crate::suggest::suggest;
use crate::tree::Format;

/// The forms of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum TableFormat {
    /// A table for people
    #[default]
    Human,
    /// JSON
    Json,
}

/// The forms of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum GraphFormat {
    /// A Mermaid flowchart, for Markdown
    #[default]
    Mermaid,
    /// Graphviz
    Dot,
    /// JSON
    Json,
}

/// The formats of a connector file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum FileFormat {
    /// TOML, with the fields' labels as comments
    #[default]
    Toml,
    /// JSON
    Json,
}

impl From<FileFormat> for Format {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Toml => Self::Toml,
            FileFormat::Json => Self::Json,
        }
    }
}

/// `[FORMAT=]PATH`: a report in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The form, if it was told.
    pub format: Option<OutputFormat>,
    /// The file, relative to the working folder.
    pub path: PathBuf,
}

impl FromStr for OutputFile {
    type Err = Infallible;

    /// What stands before the first `=` is a format only if it is the name of one: files may have a `=` in their names.
    fn from_str(typed: &str) -> Result<Self, Infallible> {
        let told = typed
            .split_once('=')
            .and_then(|(name, path)| Some((OutputFormat::from_str(name, false).ok()?, path)));
        Ok(match told {
            Some((format, path)) => Self { format: Some(format), path: PathBuf::from(path) },
            None => Self { format: None, path: PathBuf::from(typed) },
        })
    }
}

/// Reads `RULE=LEVEL`. Whether there is such a rule is not known here.
pub(super) fn parse_level(typed: &str) -> Result<(String, Level), String> {
    let (rule, name) = typed.split_once('=').ok_or("write it as RULE=LEVEL, such as duplicate-order=off")?;
    let level = Level::from_name(name).ok_or_else(|| unknown("level", name, &Level::ALL.map(Level::name)))?;
    Ok((rule.to_owned(), level))
}

/// Reads a severity.
pub(super) fn parse_severity(typed: &str) -> Result<Severity, String> {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let found = severities.into_iter().find(|severity| severity.name() == typed);
    found.ok_or_else(|| unknown("severity", typed, &severities.map(Severity::name)))
}

fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    match suggest(name, known.iter().copied()) {
        Some(meant) => format!("there is no {what} `{name}`; did you mean `{meant}`?"),
        None => format!("there is no {what} `{name}`; known: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_in_front_of_a_path_is_told_from_a_path() {
        for (typed, format, path) in [
            ("json=out/r.json", Some(OutputFormat::Json), "out/r.json"),
            ("sarif=connlint.sarif", Some(OutputFormat::Sarif), "connlint.sarif"),
            ("out.json", None, "out.json"),
            ("run=1/out.json", None, "run=1/out.json"),
            ("json=a=b", Some(OutputFormat::Json), "a=b"),
        ] {
            assert_eq!(typed.parse(), Ok(OutputFile { format, path: PathBuf::from(path) }), "{typed}");
        }
    }

    #[test]
    fn a_wrong_level_is_answered_with_the_right_one() {
        let answer = |typed| parse_level(typed).unwrap_err();
        assert_eq!(answer("x=warn"), "there is no level `warn`; did you mean `warning`?");
        assert_eq!(answer("x=fatal"), "there is no level `fatal`; known: error, warning, note, off");
        assert_eq!(parse_level("x=eror").unwrap_err(), "there is no level `eror`; did you mean `error`?");
        assert_eq!(parse_severity("warning"), Ok(Severity::Warning));
    }
}
