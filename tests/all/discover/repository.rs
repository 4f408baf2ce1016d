//! A temporary repository, and runs of discovery in it.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use connlint::config::{self, Known};
use connlint::discover::{
    ConfigChoice, Discovery, Origin, Patterns, ReadFault, Request, Root, discover, start_folder,
};
use tempfile::TempDir;

/// Files in a temporary folder; each contains its own name.
pub(super) struct Repository {
    folder: PathBuf,
    _keep: TempDir,
}

/// What was found, and where.
pub(super) struct Found {
    pub(super) discovery: Discovery,
    pub(super) root: Root,
}

impl Deref for Found {
    type Target = Discovery;

    fn deref(&self) -> &Discovery {
        &self.discovery
    }
}

impl Found {
    pub(super) fn paths(&self) -> Vec<&str> {
        self.candidates.iter().map(|candidate| candidate.path.as_str()).collect()
    }
}

impl Repository {
    pub(super) fn with(files: &[&str]) -> Self {
        Self::named("repository", files)
    }

    pub(super) fn named(name: &str, files: &[&str]) -> Self {
        let keep = tempfile::Builder::new().prefix("connlint").tempdir().unwrap();
        let folder = keep.path().canonicalize().unwrap().join(name);
        // Beside others, so that a sibling can be reached by `..` from the root.
        let folder = if name == "repository" { folder.parent().unwrap().to_path_buf() } else { folder };
        let repository = Self { folder, _keep: keep };
        for file in files {
            repository.write(file, file);
        }
        repository
    }

    pub(super) fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.folder.join(inside)
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// As much of a git repository as discovery looks at.
    pub(super) fn git_root(&self) {
        std::fs::create_dir_all(self.path(".git/info")).unwrap();
    }

    pub(super) fn root(&self, cwd: &str, first: Option<&str>, choice: ConfigChoice<'_>) -> Root {
        Root::find(&self.path(cwd), first.map(Path::new), choice, &Origin::Disk(None))
    }

    pub(super) fn discover(&self, paths: &[&str]) -> Found {
        self.run("", paths, None, &Origin::Disk(None))
    }

    pub(super) fn discover_from(&self, cwd: &str, paths: &[&str]) -> Found {
        self.run(cwd, paths, None, &Origin::Disk(None))
    }

    pub(super) fn discover_stdin(&self, paths: &[&str], name: Option<&str>) -> Found {
        self.run("", paths, name, &Origin::Disk(None))
    }

    /// Finds the root, reads the configuration and looks for files, as a command does.
    pub(super) fn run(&self, cwd: &str, paths: &[&str], stdin_name: Option<&str>, origin: &Origin) -> Found {
        let cwd = start_folder(&self.folder, Some(Path::new(if cwd.is_empty() { "." } else { cwd })));
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let stdin_name = stdin_name.map(Path::new);
        let first = paths.first().map(PathBuf::as_path).filter(|path| *path != Path::new("-"));
        let root = Root::find(&cwd, first.or(stdin_name), ConfigChoice::Search, origin);
        let mut text = Vec::new();
        if let Some(file) = &root.config {
            origin.read_file(file, &mut text).unwrap();
        }
        let (config, faults) = config::parse_bytes(&text, Known { rules: &[], stacks: &[] });
        assert_eq!(faults, []);
        let types = config.types.as_ref().map(|types| types.value.as_str());
        let patterns = Patterns::new(config.include.as_deref(), &config.exclude, types).unwrap();
        let request =
            Request { root: &root, cwd: &cwd, paths: &paths, stdin_name, patterns: &patterns, origin };
        Found { discovery: discover(&request), root }
    }

    pub(super) fn read(&self, found: &Found, path: &str) -> Result<Vec<u8>, ReadFault> {
        assert!(found.root.folder.starts_with(&self.folder));
        read(&Origin::Disk(None), found, path)
    }
}

/// The bytes of a candidate.
pub(super) fn read(origin: &Origin, found: &Found, path: &str) -> Result<Vec<u8>, ReadFault> {
    let candidate = found.candidates.iter().find(|candidate| candidate.path == path).unwrap();
    let mut buffer = Vec::new();
    origin.read(candidate, &mut buffer).map(|()| buffer)
}
