//! `connlint init`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::cli::Setup;
use crate::cli::scene::{find_type, tell, with_types};
use crate::discover::visible;
use crate::init;
use crate::outcome::Outcome;

/// The end of its help.
pub(super) const EXAMPLES: &str = "\
Examples:
  connlint init mysql                            the file on standard output
  connlint init mysql -o connectors/orders.toml  a file for the connector `orders`";

/// Writes a new connector file, to standard output or to a file that does not exist.
pub(super) fn run(
    service_type: &str,
    output: Option<&Path>,
    setup: &Setup,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    with_types(setup, output, |types, scene| {
        let Some(kind) = find_type(service_type, types) else { return Ok(Outcome::Usage) };
        let stem = output.and_then(Path::file_name).and_then(|name| name.to_str());
        let stem = stem.and_then(|name| name.split('.').next()).filter(|stem| !stem.is_empty());
        let id = stem.map_or_else(|| kind.name.replace('_', "-"), str::to_owned);
        let text = init::file(kind, &id);
        let Some(path) = output else {
            out.write_all(text.as_bytes())?;
            return Ok(Outcome::Clean);
        };
        let shown = visible(&path.display().to_string()).into_owned();
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
            tell(&format!(
                "connlint: {shown}: the file is written as TOML, so that its name has to end in `.toml`"
            ));
            return Ok(Outcome::Usage);
        }
        let made = scene
            .keep_inside(path)
            .and_then(|()| new_file(path))
            .and_then(|mut file| file.write_all(text.as_bytes()));
        Ok(match made {
            Ok(()) => Outcome::Clean,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                tell(&format!("connlint: {shown} exists, and init never overwrites"));
                Outcome::NotWritten
            }
            Err(error) => {
                tell(&format!("connlint: {shown}: cannot be written: {error}"));
                Outcome::NotWritten
            }
        })
    })
}

/// A new file, below folders that may be new too.
fn new_file(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)
}
