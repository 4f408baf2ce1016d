//! Paths as text and as places: what a reader sees, and what two spellings of one file have in common.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// The absolute path of `given` as seen from `folder`, without `.`, `..` and doubled separators.
///
/// `..` behind a symbolic link leaves the folder that the link leads to, as in the kernel; nothing else
/// is resolved, so that a link keeps its own name.
pub(crate) fn absolute(folder: &Path, given: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in folder.join(given).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if out.is_symlink()
                    && let Ok(target) = out.canonicalize()
                {
                    out = target;
                }
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The path as a reader sees it: `/` between the parts, no `.` parts, bytes that are no UTF-8 replaced.
pub(super) fn shown(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                out.push('/');
                continue;
            }
            _ if !out.is_empty() && !out.ends_with('/') => out.push('/'),
            _ => {}
        }
        out.push_str(&component.as_os_str().to_string_lossy());
    }
    if out.is_empty() { ".".to_owned() } else { out }
}

/// The text with control and bidirectional characters spelled out (`\u{1b}`), for one line on a terminal.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hides(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Names the files below one folder: relative to the root where they lie in it, else behind what was given.
pub(super) struct Naming<'r> {
    root: &'r Path,
    base: &'r Path,
    base_shown: String,
    /// The base as text and its name, if every file below it is named from there: it lies in the root.
    inside: Option<(&'r str, String)>,
}

impl<'r> Naming<'r> {
    /// `base` is the absolute form of `given`.
    pub(super) fn new(root: &'r Path, given: &Path, base: &'r Path) -> Self {
        let mut naming = Self { root, base, base_shown: shown(&lexically_clean(given)), inside: None };
        let lies_inside = cfg!(unix) && base.starts_with(root);
        naming.inside = base.to_str().filter(|_| lies_inside).map(|text| (text, naming.name(base)));
        naming
    }

    /// Puts the name of `file`, an absolute path, into `out`, whose allocation is used again. Returns how many bytes of it
    /// name the base, if the others lead from there to the file.
    pub(super) fn write(&self, file: &Path, out: &mut String) -> Option<usize> {
        out.clear();
        if let Some((base, name)) = &self.inside
            && let Some(below) = file.to_str().and_then(|file| file.strip_prefix(base)?.strip_prefix('/'))
        {
            out.push_str(name);
            if !name.is_empty() {
                out.push('/');
            }
            let named = out.len();
            out.push_str(below);
            return Some(named);
        }
        let mut named = None;
        let inside = match file.strip_prefix(self.root) {
            Ok(inside) => inside,
            Err(_) => match file.strip_prefix(self.base) {
                Ok(rest) => {
                    out.push_str(&self.base_shown);
                    if rest.as_os_str().is_empty() {
                        return None;
                    }
                    if !out.ends_with('/') {
                        out.push('/');
                    }
                    named = Some(out.len());
                    rest
                }
                Err(_) => file,
            },
        };
        match inside.to_str() {
            Some(text) if cfg!(unix) => {
                out.push_str(text);
                named
            }
            _ => {
                out.push_str(&shown(inside));
                None
            }
        }
    }

    /// The name of `file` in a string of its own.
    pub(super) fn name(&self, file: &Path) -> String {
        let mut out = String::new();
        let _ = self.write(file, &mut out);
        out
    }
}

/// `given` without `.` parts and with `a/..` taken out, but still relative if it was.
fn lexically_clean(given: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in given.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_paths_have_no_detours() {
        let from = Path::new("/srv/repo");
        for (given, expected) in [
            (".", "/srv/repo"),
            ("./a//b/../c.toml", "/srv/repo/a/c.toml"),
            ("../../../..", "/"),
            ("/x/./y/", "/x/y"),
        ] {
            assert_eq!(absolute(from, Path::new(given)), Path::new(expected), "{given}");
        }
    }

    #[test]
    fn files_are_named_from_the_root_or_as_given() {
        let naming = Naming::new(Path::new("/repo"), Path::new("./x/../../other/"), Path::new("/other"));
        assert_eq!(naming.name(Path::new("/repo/connectors/a.toml")), "connectors/a.toml");
        assert_eq!(naming.name(Path::new("/other/b.toml")), "../other/b.toml");
        assert_eq!(naming.name(Path::new("/other")), "../other");
    }

    #[test]
    fn nothing_invisible_reaches_the_terminal() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\n"), "a\\u{1b}[31m\\u{202e}b\\u{a}");
        assert!(matches!(visible("größe 値.toml"), Cow::Borrowed(_)));
    }
}
