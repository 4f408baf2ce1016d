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

impl Folder {
    /// The folder that is scanned at `base`, an absolute path; none where that is no text.
    pub(super) fn new(base: &Path, origin: &Origin) -> Option<Arc<Self>> {
        let ended = |path: &Path| {
            let text = path.to_str()?;
            let is_ended = text.is_empty() || text.ends_with(MAIN_SEPARATOR);
            Some(if is_ended { text.to_owned() } else { format!("{text}{MAIN_SEPARATOR}") })
        };
        Some(Arc::new(Self { absolute: ended(base)?, opened: ended(origin.opened(base))? }))
    }
}

impl Place {
    /// The place of a file: below the folder, if all but the first `named` bytes of its name lead there.
    pub(super) fn new(file: &Path, folder: Option<&Arc<Folder>>, named: Option<usize>) -> Self {
        let named = named.and_then(|named| u32::try_from(named).ok());
        match folder.zip(named) {
            Some((folder, named)) => Self::Below { folder: Arc::clone(folder), named },
            None => Self::At(file.to_path_buf()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::{Naming, absolute};
    use super::*;

    fn located(root: &str, given: &str, here: Option<&str>, file: &Path) -> (String, PathBuf) {
        let base = absolute(Path::new(here.unwrap_or("/")), Path::new(given));
        let origin = Origin::Disk(here.map(PathBuf::from));
        let mut path = String::new();
        let named = Naming::new(Path::new(root), Path::new(given), &base).write(file, &mut path);
        let place = Place::new(file, Folder::new(&base, &origin).as_ref(), named);
        let candidate = Candidate { path, place, role: Role::Connector, source: Source::File };
        // A file that was named is there, too, so that it is linted once.
        assert_eq!(candidate.absolute(), file);
        let location = candidate.location().into_owned();
        (candidate.path, location)
    }

    #[test]
    fn a_file_is_found_by_its_name_below_the_folder_that_was_scanned() {
        for (root, given, here, name, location) in [
            ("/repo", "connectors", Some("/repo"), "connectors/crm/a.toml", "connectors/crm/a.toml"),
            ("/repo", "connectors", Some("/repo/sub"), "sub/connectors/crm/a.toml", "connectors/crm/a.toml"),
            ("/repo", ".", Some("/repo"), "crm/a.toml", "crm/a.toml"),
            ("/repo", "repo", None, "crm/a.toml", "/repo/crm/a.toml"),
            ("/", "/", None, "crm/a.toml", "/crm/a.toml"),
            ("/repo", "../other", Some("/repo"), "../other/crm/a.toml", "/other/crm/a.toml"),
            // Its name says less than the way from the folder, which is above the root.
            ("/repo/sub", "/repo", Some("/"), "crm/a.toml", "/repo/sub/crm/a.toml"),
        ] {
            let from = location.strip_suffix("crm/a.toml").unwrap();
            let file = Path::new(here.unwrap_or("/")).join(from).join("crm/a.toml");
            let expected = (name.to_owned(), PathBuf::from(location));
            assert_eq!(located(root, given, here, &file), expected, "{given}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_file_whose_name_does_not_tell_is_found_by_its_path() {
        use std::os::unix::ffi::OsStrExt as _;
        let file = Path::new(std::ffi::OsStr::from_bytes(b"/repo/a\xff.toml"));
        for here in [Some("/repo"), None] {
            let expected = ("a\u{fffd}.toml".to_owned(), file.to_path_buf());
            assert_eq!(located("/repo", "/repo", here, file), expected);
        }
    }
}
