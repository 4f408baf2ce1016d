//! A source of the run: what it is called, where it is, and what it is linted as.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

use super::Origin;

/// What a file is linted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A connector file.
    Connector,
    /// A connector type that the repository defines.
    Type,
}

/// Where the bytes of a candidate are, within the [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Standard input, in the place of the file whose name it was given.
    Stdin,
    /// A file of the work tree or of the index.
    File,
}

/// One source of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its name in every report: relative to the root, outside it as given, with `/`. Bytes of a file name
    /// that are no UTF-8 are replaced; control characters are as they are ([`visible`](super::visible)).
    pub path: String,
    /// Where it is.
    pub place: Place,
    /// What it is linted as.
    pub role: Role,
    /// How its bytes are had.
    pub source: Source,
}

/// Where a candidate is. A run has as many as files, so that what their names tell is not kept twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// There; absolute.
    At(PathBuf),
    /// Where a folder and the rest of the candidate's path lead.
    Below {
        /// The folder that was scanned.
        folder: Arc<Folder>,
        /// The bytes of the path that name that folder.
        named: u32,
    },
}

/// A folder that was scanned, each way with a separator at its end.
#[derive(Debug, PartialEq, Eq)]
pub struct Folder {
    absolute: String,
    /// As it is opened; empty for the working folder.
    opened: String,
}

impl Candidate {
    /// How it is opened: by an absolute path, or one from the working folder of the process.
    pub fn location(&self) -> Cow<'_, Path> {
        self.path_by(|folder| &folder.opened)
    }

    /// Its absolute path: what two ways to name it have in common.
    pub fn absolute(&self) -> Cow<'_, Path> {
        self.path_by(|folder| &folder.absolute)
    }

    fn path_by(&self, way: impl FnOnce(&Folder) -> &str) -> Cow<'_, Path> {
        match &self.place {
            Place::At(path) => Cow::Borrowed(path),
            Place::Below { folder, named } => {
                let rest = self.path.get(*named as usize..).unwrap_or_default();
                match way(folder) {
                    "" => Cow::Borrowed(Path::new(rest)),
                    folder => Cow::Owned(PathBuf::from([folder, rest].concat())),
                }
            }
        }
    }
}

/// The scan of a folder: tells where its files are.
pub(super) struct Scan<'w> {
    /// The folder that is scanned, absolute.
    base: &'w Path,
    /// None where it is no text.
    folder: Option<Arc<Folder>>,
}

impl<'w> Scan<'w> {
    /// The scan of `base`, an absolute path.
    pub(super) fn new(base: &'w Path, origin: &Origin) -> Self {
        let ended = |path: &Path| {
            let text = path.to_str()?;
            let is_ended = text.is_empty() || text.ends_with(MAIN_SEPARATOR);
            Some(if is_ended { text.to_owned() } else { format!("{text}{MAIN_SEPARATOR}") })
        };
        let folder = ended(base).zip(ended(origin.opened(base)));
        Self { base, folder: folder.map(|(absolute, opened)| Arc::new(Folder { absolute, opened })) }
    }

    /// The place of a file below the folder that is called `name`.
    pub(super) fn place(&self, file: &Path, name: &str) -> Place {
        self.below(file, name).unwrap_or_else(|| Place::At(file.to_path_buf()))
    }

    fn below(&self, file: &Path, name: &str) -> Option<Place> {
        let below = file.to_str()?.strip_prefix(self.base.to_str()?)?.trim_start_matches(MAIN_SEPARATOR);
        let named = u32::try_from(name.strip_suffix(below)?.len()).ok()?;
        Some(Place::Below { folder: Arc::clone(self.folder.as_ref()?), named })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(base: &str, here: Option<&str>, file: &Path, name: &str) -> PathBuf {
        let origin = Origin::Disk(here.map(PathBuf::from));
        let place = Scan::new(Path::new(base), &origin).place(file, name);
        let candidate =
            Candidate { path: name.to_owned(), place, role: Role::Connector, source: Source::File };
        // A file that was named is there, too, so that it is linted once.
        assert_eq!(candidate.absolute(), file);
        candidate.location().into_owned()
    }

    #[test]
    fn a_file_is_found_by_its_name_below_the_folder_that_was_scanned() {
        for (base, here, name, location) in [
            ("/repo/connectors", Some("/repo"), "connectors/crm/a.toml", "connectors/crm/a.toml"),
            ("/repo/sub/connectors", Some("/repo/sub"), "sub/connectors/crm/a.toml", "connectors/crm/a.toml"),
            ("/repo", Some("/repo"), "crm/a.toml", "crm/a.toml"),
            ("/repo", None, "crm/a.toml", "/repo/crm/a.toml"),
            ("/", None, "crm/a.toml", "/crm/a.toml"),
            ("/other", Some("/repo"), "../other/crm/a.toml", "/other/crm/a.toml"),
        ] {
            let file = Path::new(base).join("crm/a.toml");
            assert_eq!(located(base, here, &file, name), Path::new(location), "{base}");
        }
    }

    #[test]
    fn a_file_whose_name_does_not_tell_is_found_by_its_path() {
        let file = Path::new("/repo/a.toml");
        assert_eq!(located("/repo", Some("/repo"), file, "a\u{fffd}.toml"), file);
        assert_eq!(located("/repo", None, file, "a\u{fffd}.toml"), file);
    }
}
