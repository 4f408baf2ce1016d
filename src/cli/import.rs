//! `connlint import`.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::scene::{tell, with_types};
use crate::cli::{Cli, FileFormat, Setup};
use crate::discover::visible;
use crate::import::{self, FolderFault, Imported};
use crate::outcome::Outcome;
use crate::tree::{Format, Tree};
use crate::types::Types;

/// The end of its help.
pub(super) const EXAMPLES: &str = "\
Examples:
  curl -s $ES/_connector/my-spo | connlint import - --out-dir connectors
  connlint import answer.json --out-dir connectors --format json";

/// `connlint import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// A file with the answer of `GET _connector` or `GET _connector/<id>`; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The folder to write into, one file for each connector, named by its id
    #[arg(long, value_name = "DIR")]
    pub out_dir: PathBuf,

    /// The format of the files
    ///
    /// A connector with what TOML cannot say, such as a null that matters, is written as JSON all the same.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: FileFormat,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,
}

/// Makes a file of every connector in an answer, all of them or none.
pub(super) fn run(cli: &Cli, import: &Import) -> io::Result<Outcome> {
    let (name, bytes) = if import.file == Path::new("-") {
        let mut bytes = Vec::new();
        ("standard input".to_owned(), io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
    } else {
        (import.file.display().to_string(), fs::read(&import.file))
    };
    let name = visible(&name).into_owned();
    let text = match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => {
            tell(&format!("connlint: {name}: is not UTF-8"));
            return Ok(Outcome::NoAnswer);
        }
        Err(error) => {
            tell(&format!("connlint: {name}: cannot be read: {error}"));
            return Ok(Outcome::BadPath);
        }
    };
    // The folder need not exist; what is inside it is where the configuration is looked for.
    let inside = import.out_dir.join("connector.toml");
    with_types(&import.setup, Some(&inside), |types, scene| {
        let kept = scene.refuse_outside(&import.out_dir);
        Ok(kept.err().unwrap_or_else(|| write(cli, import, &name, &text, types)))
    })
}

fn write(cli: &Cli, import: &Import, name: &str, text: &str, types: Types<'_>) -> Outcome {
    let tree = Tree::parse(text, Format::Json);
    let stem = import.file.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next());
    let stem = stem.filter(|stem| *stem != "-");
    let imported = match import::read(&tree, stem, types, import.format.into()) {
        Ok(imported) => imported,
        Err(fault) => {
            tell(&format!("connlint: {name}: {}", visible(&fault.to_string())));
            return Outcome::NoAnswer;
        }
    };
    if let Err(fault) = import::write_all(&import.out_dir, &imported.files) {
        tell(&format!("connlint: {}", visible(&fault.to_string())));
        return match fault {
            FolderFault::Clash { .. } | FolderFault::TooLong { .. } => Outcome::NameClash,
            FolderFault::Exists { .. } | FolderFault::Write { .. } => Outcome::NotWritten,
        };
    }
    if !cli.quiet {
        tell_all(&imported, &import.out_dir);
    }
    Outcome::Clean
}

/// Tells what was written, what was not, and what is left to do.
fn tell_all(imported: &Imported, folder: &Path) {
    for note in &imported.notes {
        tell(&format!("connlint: {}", visible(note)));
    }
    let list =
        |names: &std::collections::BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    if !imported.unread.is_empty() {
        tell(&format!("connlint: left out, since it is no configuration: {}", list(&imported.unread)));
    }
    if !imported.variables.is_empty() {
        tell(&format!(
            "connlint: secrets were replaced; set where payloads are made: {}",
            list(&imported.variables)
        ));
    }
    let count = imported.files.len();
    let noun = if count == 1 { "file" } else { "files" };
    tell(&format!("connlint: {count} {noun} written to {}", visible(&folder.display().to_string())));
}
