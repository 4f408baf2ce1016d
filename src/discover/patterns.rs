//! Which files count: `include`, `exclude` and `types`, compiled once.

use globset::{Candidate as Subject, Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

/// The globs that count where `connlint.toml` names none, relative to the configuration root.
pub const DEFAULT_INCLUDE: [&str; 2] =
    ["**/connectors/**/*.{toml,json,jsonc}", "**/*.connector.{toml,json,jsonc}"];

/// connlint's own files: a scan never takes them for connectors.
const OWN_FILES: [&str; 2] = [super::CONFIG_FILE, super::BASELINE_FILE];

/// A glob that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the glob `{glob}` {why}")]
pub struct GlobFault {
    /// The glob as written.
    pub glob: String,
    /// What is wrong with it, to be read after the glob.
    pub why: String,
}

/// What a file is to a run, by its name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Linted as a connector.
    Connector,
    /// Linted as a connector type, and loaded as one.
    Type,
    /// Would count, but `exclude` matches it.
    Excluded,
    /// None of connlint's business.
    Other,
}

/// The compiled patterns of a run. Names are relative to the configuration root, with `/`.
#[derive(Debug)]
pub struct Patterns {
    /// `None` for [`DEFAULT_INCLUDE`], which is matched by hand: compiling it takes longer than linting a file.
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    /// The folder of connector types, with a final `/`.
    types: Option<String>,
}

impl Patterns {
    /// Compiles the patterns of `connlint.toml`. An `include` of `None` means the default. A glob of `exclude`
    /// that matches a folder excludes everything in it.
    pub fn new(
        include: Option<&[String]>,
        exclude: &[String],
        types: Option<&str>,
    ) -> Result<Self, GlobFault> {
        let inside = |glob: &String| format!("{}/**", glob.trim_end_matches('/'));
        let excluded: Vec<String> = exclude
            .iter()
            .map(|glob| glob.trim_end_matches('/').to_owned())
            .chain(exclude.iter().map(inside))
            .collect();
        Ok(Self {
            include: include.map(compile).transpose()?,
            exclude: if excluded.is_empty() { None } else { Some(compile(&excluded)?) },
            types: types.map(|folder| format!("{}/", without_dot(folder).trim_end_matches('/'))),
        })
    }

    /// The folder of connector types, relative to the root and without a final `/`.
    pub fn types_folder(&self) -> Option<&str> {
        self.types.as_deref().map(|folder| folder.trim_end_matches('/'))
    }

    /// Whether `include` is the default, which folders named `connectors` widen.
    pub(super) fn has_default_include(&self) -> bool {
        self.include.is_none()
    }

    /// Judges a file that a scan came upon. `widened` makes every TOML and JSON file count.
    pub(super) fn of_scanned(&self, name: &str, widened: bool) -> Verdict {
        let file_name = name.rsplit('/').next().unwrap_or(name);
        // `.#name` are the lock links of an editor: they lead nowhere.
        if OWN_FILES.contains(&file_name) || file_name.starts_with(".#") {
            return Verdict::Other;
        }
        let verdict = if self.is_below_types(name) {
            if is_readable_format(file_name) { Verdict::Type } else { Verdict::Other }
        } else if (widened && is_readable_format(file_name)) || self.is_included(name) {
            Verdict::Connector
        } else {
            Verdict::Other
        };
        if verdict != Verdict::Other && self.is_excluded(name) { Verdict::Excluded } else { verdict }
    }

    /// Judges a file that was named: it counts whatever it is called, unless `exclude` matches it.
    pub(super) fn of_named(&self, name: &str) -> Verdict {
        if self.is_excluded(name) {
            Verdict::Excluded
        } else if self.is_below_types(name) {
            Verdict::Type
        } else {
            Verdict::Connector
        }
    }

    fn is_below_types(&self, name: &str) -> bool {
        self.types.as_deref().is_some_and(|folder| name.starts_with(folder))
    }

    fn is_included(&self, name: &str) -> bool {
        match &self.include {
            Some(globs) => globs.is_match_candidate(&Subject::from_bytes(name)),
            None => is_included_by_default(name),
        }
    }

    fn is_excluded(&self, name: &str) -> bool {
        self.exclude.as_ref().is_some_and(|globs| globs.is_match_candidate(&Subject::from_bytes(name)))
    }
}

/// Compiles globs relative to the configuration root: `*` stays within a folder, `**` does not, `\` escapes.
pub fn compile<G: AsRef<str>>(globs: &[G]) -> Result<GlobSet, GlobFault> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(parse(glob.as_ref())?);
    }
    let too_large = |error: globset::Error| GlobFault {
        glob: globs.first().map_or_else(String::new, |glob| glob.as_ref().to_owned()),
        why: format!("cannot be used: {}", error.kind()),
    };
    set.build().map_err(too_large)
}

/// Whether `glob` can be used, without compiling it to a matcher that somebody keeps.
pub fn check(glob: &str) -> Result<(), GlobFault> {
    compile(&[glob]).map(|_| ())
}

fn parse(glob: &str) -> Result<Glob, GlobFault> {
    let fault = |why: String| GlobFault { glob: glob.to_owned(), why };
    let inner = without_dot(glob);
    if inner.is_empty() {
        return Err(fault("is empty and matches no file".to_owned()));
    }
    if inner.starts_with('/') || inner.split('/').any(|part| part == "..") {
        return Err(fault(
            "leads out of the folder of connlint.toml, to which globs are relative".to_owned(),
        ));
    }
    GlobBuilder::new(inner)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .map_err(|error| fault(format!("is malformed: {}", error.kind())))
}

fn without_dot(path: &str) -> &str {
    let mut rest = path;
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter;
    }
    rest
}

fn is_readable_format(file_name: &str) -> bool {
    stem(file_name).is_some()
}

/// The file name without the extension of a format that connlint reads.
fn stem(file_name: &str) -> Option<&str> {
    [".toml", ".json", ".jsonc"].iter().find_map(|extension| file_name.strip_suffix(extension))
}

fn is_included_by_default(name: &str) -> bool {
    let (folders, file_name) = name.rsplit_once('/').unwrap_or(("", name));
    stem(file_name).is_some_and(|stem| {
        stem.ends_with(".connector") || folders.split('/').any(|folder| folder == "connectors")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_by_hand_is_the_default_as_globs() {
        let globs = compile(&DEFAULT_INCLUDE).unwrap();
        let names = [
            "connectors/a.toml",
            "connectors/a.yml",
            "connectors/x/y/a.jsonc",
            "a/connectors/b.json",
            "a/connectors.d/b.json",
            "connectors.toml",
            "connectors",
            "a.connector.toml",
            ".connector.json",
            "x/y/a.connector.jsonc",
            "a.connector.toml.bak",
            "a.connectors.toml",
            "xconnectors/a.toml",
            "../other/connectors/a.toml",
            "/abs/connectors/.hidden.toml",
            "connectors/.toml",
            "toml",
            "Connectors/a.toml",
            "connectors/a.TOML",
        ];
        for name in names {
            assert_eq!(is_included_by_default(name), globs.is_match(name), "{name}");
        }
    }

    #[test]
    fn an_excluded_folder_excludes_what_is_in_it() {
        for glob in ["connectors/old", "connectors/old/", "./connectors/old/**", "**/old"] {
            let patterns = Patterns::new(None, &[glob.to_owned()], None).unwrap();
            assert_eq!(patterns.of_scanned("connectors/old/x/a.toml", false), Verdict::Excluded, "{glob}");
            assert_eq!(patterns.of_named("connectors/old/a.toml"), Verdict::Excluded, "{glob}");
            assert_eq!(patterns.of_scanned("connectors/older/a.toml", false), Verdict::Connector, "{glob}");
        }
    }

    #[test]
    fn types_win_over_include_and_own_files_never_count() {
        let patterns = Patterns::new(None, &[], Some("./connectors/types/")).unwrap();
        assert_eq!(patterns.types_folder(), Some("connectors/types"));
        assert_eq!(patterns.of_scanned("connectors/types/box.toml", false), Verdict::Type);
        assert_eq!(patterns.of_scanned("connectors/types/README.md", true), Verdict::Other);
        assert_eq!(patterns.of_named("connectors/types/README.md"), Verdict::Type);
        for own in
            ["connlint.toml", "connectors/connlint.toml", ".connlint-baseline.json", "connectors/.#a.toml"]
        {
            assert_eq!(patterns.of_scanned(own, true), Verdict::Other, "{own}");
        }
    }

    #[test]
    fn unusable_globs_say_why() {
        for (glob, why) in
            [("", "is empty"), ("../a/**", "leads out"), ("/a", "leads out"), ("a[", "is malformed")]
        {
            let fault = check(glob).unwrap_err();
            assert!(fault.why.starts_with(why), "{glob}: {}", fault.why);
        }
    }
}
