//! A source of the run: what it is called, where it is, and what it is linted as.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

/// What a file is linted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A connector file.
    Connector,
    /// A connector type that the repository defines.
    Type,
}

/// Where the bytes of a candidate are, within the [`Origin`](super::Origin).
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
    /// There.
    At(PathBuf),
    /// Where a folder and the rest of the candidate's path lead.
    Below {
        /// The folder that was scanned, as it is opened and with a separator at its end; empty for the working folder.
        folder: Arc<str>,
        /// The bytes of the path that name that folder.
        named: u32,
    },
}

impl Candidate {
    /// Where it is: an absolute path, or one from the working folder of the process.
    pub fn location(&self) -> Cow<'_, Path> {
        match &self.place {
            Place::At(path) => Cow::Borrowed(path),
            Place::Below { folder, named } => {
                let rest = self.path.get(*named as usize..).unwrap_or_default();
                if folder.is_empty() {
                    Cow::Borrowed(Path::new(rest))
                } else {
                    Cow::Owned(PathBuf::from([folder, rest].concat()))
                }
            }
        }
    }
}

/// Tells where the files of one scan are.
pub(super) struct Places<'w> {
    /// The folder that is scanned, absolute.
    base: &'w Path,
    /// The same as it is opened, with a separator at its end; none where it is no text.
    opened: Option<Arc<str>>,
}

impl<'w> Places<'w> {
    /// `opened` leads to the folder `base`, and is empty for the working folder.
    pub(super) fn new(base: &'w Path, opened: &Path) -> Self {
        let opened = opened.to_str().map(|text| match text {
            "" => Arc::from(""),
            _ if text.ends_with(MAIN_SEPARATOR) => Arc::from(text),
            _ => Arc::from(format!("{text}{MAIN_SEPARATOR}")),
        });
        Self { base, opened }
    }

    /// The place of a file below the folder that is called `name`.
    pub(super) fn of(&self, file: &Path, name: &str) -> Place {
        self.below(file, name).unwrap_or_else(|| Place::At(file.to_path_buf()))
    }

    fn below(&self, file: &Path, name: &str) -> Option<Place> {
        let below = file.to_str()?.strip_prefix(self.base.to_str()?)?.trim_start_matches(MAIN_SEPARATOR);
        let named = u32::try_from(name.strip_suffix(below)?.len()).ok()?;
        Some(Place::Below { folder: Arc::clone(self.opened.as_ref()?), named })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(base: &str, opened: &str, file: &str, name: &str) -> PathBuf {
        let place = Places::new(Path::new(base), Path::new(opened)).of(Path::new(file), name);
        let candidate =
            Candidate { path: name.to_owned(), place, role: Role::Connector, source: Source::File };
        candidate.location().into_owned()
    }

    #[test]
    fn a_file_is_found_by_its_name_below_the_folder_that_was_scanned() {
        for (base, opened, name, location) in [
            ("/repo/connectors", "connectors", "connectors/crm/a.toml", "connectors/crm/a.toml"),
            ("/repo/sub/connectors", "connectors", "sub/connectors/crm/a.toml", "connectors/crm/a.toml"),
            ("/repo", "", "crm/a.toml", "crm/a.toml"),
            ("/repo", "/repo", "crm/a.toml", "/repo/crm/a.toml"),
            ("/", "/", "crm/a.toml", "/crm/a.toml"),
            ("/other", "/other", "../other/crm/a.toml", "/other/crm/a.toml"),
        ] {
            let file = Path::new(base).join("crm/a.toml");
            assert_eq!(located(base, opened, file.to_str().unwrap(), name), Path::new(location), "{base}");
        }
    }

    #[test]
    fn a_file_whose_name_does_not_tell_is_found_by_its_path() {
        assert_eq!(located("/repo", "", "/repo/a.toml", "a\u{fffd}.toml"), Path::new("/repo/a.toml"));
        assert_eq!(located("/repo", "", "/elsewhere/a.toml", "a.toml"), Path::new("/elsewhere/a.toml"));
    }
}
