//! `.connlint-payloads`: which files of a folder connlint wrote, so that it removes no other.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// The name of the list.
pub const LISTING: &str = ".connlint-payloads";

/// The payloads that the list of a folder names; none where there is no list. Lines that cannot be the name of a payload
/// are passed over: the list is a file like any other, and must not lead out of the folder.
pub(super) fn read(folder: &Path) -> io::Result<BTreeSet<String>> {
    let text = match fs::read(folder.join(LISTING)) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    Ok(text.lines().filter(|line| is_payload_name(line)).map(str::to_owned).collect())
}

/// The text of a list.
pub(super) fn write<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    names.into_iter().fold(String::new(), |text, name| text + name + "\n")
}

/// Whether a name is one that [`crate::emit::file_name`] gives.
pub fn is_payload_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.%".contains(&byte);
    name.strip_suffix(".json").is_some_and(|id| {
        !id.is_empty() && !id.starts_with('.') && !id.ends_with('.') && id.bytes().all(is_plain)
    })
}
