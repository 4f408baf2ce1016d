//! Discovery: from paths to sources, in temporary repositories.

mod repository;
mod staged;

use std::path::Path;

use connlint::discover::{ConfigChoice, Origin, PathFaultKind, ReadFault, Role, RootKind, Scope, Source};
use repository::Repository;

#[test]
fn a_folder_is_scanned_for_what_counts() {
    let repository = Repository::with(&[
        "connectors/b.toml",
        "connectors/a.json",
        "connectors/deep/er/c.jsonc",
        "connectors/README.md",
        "deploy/connectors/d.toml",
        "anywhere/e.connector.toml",
        "connectors.toml",
        "package.json",
        "connectors/connlint.toml",
        ".connlint-baseline.json",
    ]);
    let found = repository.discover(&["."]);
    assert_eq!(
        found.paths(),
        [
            "anywhere/e.connector.toml",
            "connectors/a.json",
            "connectors/b.toml",
            "connectors/deep/er/c.jsonc",
            "deploy/connectors/d.toml"
        ]
    );
    assert_eq!((found.skipped, found.scope), (0, Scope::Repository));
    assert_eq!(found.faults, []);
    assert_eq!(repository.discover(&[]).paths(), found.paths());
}

#[test]
fn ignore_files_hold_from_the_git_root_down_the_nearer_one_stronger() {
    let repository = Repository::with(&[
        "connectors/kept.toml",
        "connectors/draft.toml",
        "connectors/sub/draft.toml",
        "connectors/sub/other.toml",
        "connectors/out/a.toml",
        "connectors/out/again/b.toml",
        "connectors/private.toml",
        "connectors/x/secret.toml",
        "connectors/y/secret.toml",
    ]);
    repository.git_root();
    repository.write(".gitignore", "draft.toml\nout/\n");
    repository.write("connectors/sub/.gitignore", "!draft.toml\n# nothing\n[\nother.toml\n");
    repository.write("connectors/out/.gitignore", "!a.toml\n");
    repository.write(".git/info/exclude", "private.toml\n");
    repository.write("connectors/.ignore", "secret.toml\n");
    repository.write("connectors/y/.gitignore", "!secret.toml\n");
    let expected = ["connectors/kept.toml", "connectors/sub/draft.toml"];
    assert_eq!(repository.discover(&["."]).paths(), expected, "`.ignore` is stronger than any `.gitignore`");
    assert_eq!(
        repository.discover(&["connectors"]).paths(),
        expected,
        "files above the scanned folder hold too"
    );
    let named = repository.discover(&["connectors/draft.toml", "connectors/out"]);
    assert_eq!(
        named.paths(),
        ["connectors/draft.toml", "connectors/out/a.toml", "connectors/out/again/b.toml"],
        "what is named is not ignored"
    );
    repository.write("connectors/y/.ignore", "!secret.toml\n");
    assert_eq!(repository.discover(&["connectors/y"]).paths(), ["connectors/y/secret.toml"]);
}

#[test]
fn ignore_files_hold_without_git_too() {
    let repository = Repository::with(&["connectors/a.toml", "connectors/b.toml"]);
    repository.write(".gitignore", "b.toml");
    assert_eq!(repository.discover(&["connectors"]).paths(), ["connectors/a.toml"]);
}

#[test]
fn hidden_folders_are_passed_over_unless_named() {
    let repository =
        Repository::with(&[".cache/connectors/a.toml", "connectors/.old/b.toml", "connectors/c.toml"]);
    assert_eq!(repository.discover(&["."]).paths(), ["connectors/c.toml"]);
    assert_eq!(repository.discover(&[".cache"]).paths(), [".cache/connectors/a.toml"]);
    assert_eq!(repository.discover(&["connectors/.old"]).paths(), ["connectors/.old/b.toml"]);
}

#[cfg(unix)]
#[test]
fn links_to_files_are_files_and_links_to_folders_are_not_followed() {
    use std::os::unix::fs::symlink;
    let repository = Repository::with(&["connectors/a.toml", "shared/b.toml"]);
    let connectors = repository.path("connectors");
    symlink(repository.path("shared/b.toml"), connectors.join("link.toml")).unwrap();
    symlink(repository.path("shared"), connectors.join("folder.toml")).unwrap();
    symlink("..", connectors.join("loop")).unwrap();
    symlink("nowhere", connectors.join("broken.toml")).unwrap();
    symlink("someone@host.1", connectors.join(".#a.toml")).unwrap();
    let found = repository.discover(&["."]);
    assert_eq!(found.paths(), ["connectors/a.toml", "connectors/broken.toml", "connectors/link.toml"]);
    assert_eq!(repository.read(&found, "connectors/link.toml").unwrap(), b"shared/b.toml");
    assert_eq!(repository.read(&found, "connectors/broken.toml"), Err(ReadFault::NotFound));
    symlink(&connectors, repository.path("named")).unwrap();
    assert_eq!(repository.discover(&["named"]).scope, Scope::Folders);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_shown_as_well_as_can_be() {
    use std::os::unix::ffi::OsStrExt;
    let repository = Repository::with(&["connectors/a.toml"]);
    for name in [b"connectors/\xff.toml", b"connectors/\xfe.toml"] {
        std::fs::write(repository.path(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
    }
    let found = repository.discover(&["."]);
    assert_eq!(found.paths(), ["connectors/a.toml", "connectors/\u{fffd}.toml", "connectors/\u{fffd}.toml"]);
    assert_eq!(repository.read(&found, "connectors/\u{fffd}.toml").unwrap(), b"x");
}

#[test]
fn include_and_exclude_decide_and_excluded_files_are_counted() {
    let repository =
        Repository::with(&["conf/a.toml", "conf/b.conf", "conf/old/c.toml", "connectors/d.toml"]);
    repository.write("connlint.toml", "include = ['conf/**']\nexclude = ['conf/old']");
    let found = repository.discover(&["."]);
    assert_eq!(found.paths(), ["conf/a.toml", "conf/b.conf"]);
    assert_eq!(found.skipped, 1);
    let found = repository.discover(&["connectors/d.toml", "conf/old/c.toml", "./conf/old/c.toml", "conf"]);
    assert_eq!(found.paths(), ["conf/a.toml", "conf/b.conf", "connectors/d.toml"], "what is named counts");
    assert_eq!(found.skipped, 1, "one file, however often it is named");
    assert!(repository.discover(&["connectors"]).candidates.is_empty(), "`include` has the last word");
}

#[test]
fn named_files_count_whatever_they_are_called() {
    let repository = Repository::with(&["notes.txt", "package.json", "connectors/a.toml"]);
    let found = repository.discover(&["package.json", "notes.txt", "connectors/a.toml", "./notes.txt"]);
    assert_eq!(found.paths(), ["connectors/a.toml", "notes.txt", "package.json"]);
    assert_eq!(found.scope, Scope::Files);
}

#[test]
fn all_of_a_folder_called_connectors_counts() {
    let repository = Repository::with(&["connectors/prod/a.toml", "connectors/b.json", "other/c.toml"]);
    for (cwd, given, expected) in [
        ("connectors", ".", &["b.json", "prod/a.toml"][..]),
        ("connectors/prod", ".", &["a.toml"]),
        ("other", "../connectors/prod", &["../connectors/prod/a.toml"]),
        ("other", ".", &[]),
    ] {
        assert_eq!(repository.discover_from(cwd, &[given]).paths(), expected, "{cwd}: {given}");
    }
    let clone = Repository::named("connectors", &["package.json", "src/connectors/a.toml"]);
    clone.git_root();
    assert_eq!(clone.discover(&["src"]).paths().len(), 1);
    let above = Repository::with(&["connectors/infra/package.json", "connectors/infra/connectors/a.toml"]);
    above.write("connectors/infra/.git/HEAD", "");
    let found = above.discover_from("connectors/infra", &["."]);
    assert_eq!(found.paths(), ["connectors/a.toml"], "where a repository is cloned does not matter");
}

#[test]
fn paths_are_relative_to_the_root_wherever_the_run_starts() {
    let repository = Repository::with(&["connectors/x/a.toml", "connectors/b.toml", "elsewhere/c.txt"]);
    repository.write("connlint.toml", "");
    let expected = ["connectors/b.toml", "connectors/x/a.toml"];
    assert_eq!(repository.discover(&["connectors"]).paths(), expected);
    assert_eq!(repository.discover_from("connectors/x", &["..", "a.toml"]).paths(), expected);
    assert_eq!(repository.discover_from("elsewhere", &["../connectors/x/.././"]).paths(), expected);
    let absolute = repository.path("connectors");
    assert_eq!(repository.discover_from("elsewhere", &[absolute.to_str().unwrap()]).paths(), expected);
    assert_eq!(repository.discover_from("elsewhere", &["..", "../connectors"]).scope, Scope::Repository);
}

#[test]
fn files_outside_the_root_are_called_as_given() {
    let outside = Repository::with(&["connectors/a.toml"]);
    let repository = Repository::with(&["connectors/b.toml"]);
    repository.git_root();
    let given = outside.path("connectors/./");
    let found = repository.discover(&["connectors", given.to_str().unwrap()]);
    let absolute = outside.path("connectors/a.toml").to_string_lossy().into_owned();
    assert_eq!(found.paths(), [absolute.as_str(), "connectors/b.toml"]);
    let name = outside.path("").file_name().unwrap().to_string_lossy().into_owned();
    let beside = repository.discover(&["connectors", &format!(".././{name}/connectors")]);
    assert_eq!(beside.paths(), [format!("../{name}/connectors/a.toml").as_str(), "connectors/b.toml"]);
}

#[test]
fn what_is_missing_is_told_and_the_rest_is_found() {
    let repository = Repository::with(&["connectors/a.toml"]);
    let found =
        repository.discover(&["nix.toml", "connectors/a.toml", "connectors/a.toml/", "", "no/where\u{1b}"]);
    assert_eq!(found.paths(), ["connectors/a.toml"]);
    let told: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "nix.toml: no such file or folder",
            "connectors/a.toml: no such file or folder",
            ".: no such file or folder",
            "no/where\\u{1b}: no such file or folder"
        ]
    );
}

#[test]
fn types_are_linted_as_types_and_loaded_always() {
    let repository =
        Repository::with(&["types/box.toml", "types/x/jira.json", "types/README.md", "connectors/a.toml"]);
    repository.write("connlint.toml", "types = './types/'\nexclude = ['types/x']");
    let roles = |paths: &[&str]| -> Vec<(String, Role)> {
        let found = repository.discover(paths);
        assert_eq!(found.types.iter().map(|kind| kind.path.as_str()).collect::<Vec<_>>(), ["types/box.toml"]);
        found.candidates.iter().map(|candidate| (candidate.path.clone(), candidate.role)).collect()
    };
    let connector = ("connectors/a.toml".to_owned(), Role::Connector);
    let kind = ("types/box.toml".to_owned(), Role::Type);
    assert_eq!(roles(&["."]), [connector.clone(), kind.clone()]);
    assert_eq!(roles(&["connectors"]), [connector]);
    assert_eq!(roles(&["types/box.toml", "types"]), [kind]);
    repository.write("connlint.toml", "types = 'typos'");
    assert_eq!(repository.discover(&["."]).faults[0].kind, PathFaultKind::TypesMissing);
}

#[test]
fn standard_input_stands_for_a_file() {
    let repository = Repository::with(&["connectors/a.toml", "connectors/b.toml"]);
    repository.write("connlint.toml", "exclude = ['connectors/old']");
    let found = repository.discover_stdin(&["-", "."], Some("connectors/a.toml"));
    let sources: Vec<Source> = found.candidates.iter().map(|candidate| candidate.source).collect();
    assert_eq!(found.paths(), ["connectors/a.toml", "connectors/b.toml"]);
    assert_eq!(sources, [Source::Stdin, Source::File], "it replaces the file");
    let found = repository.discover_stdin(&["-"], Some("connectors/new.json"));
    assert_eq!((found.paths(), found.scope), (vec!["connectors/new.json"], Scope::Files));
    let found = repository.discover_stdin(&["-"], Some("connectors/old/a.toml"));
    assert_eq!((found.candidates.len(), found.skipped), (0, 1));
    let kinds = |paths: &[&str], name| repository.discover_stdin(paths, name).faults[0].kind.clone();
    assert_eq!(kinds(&["-"], None), PathFaultKind::StdinWithoutName);
    assert_eq!(kinds(&["connectors"], Some("a.toml")), PathFaultKind::NameWithoutStdin);
}

#[test]
fn the_root_is_that_of_the_configuration_else_of_git_else_the_working_folder() {
    let repository = Repository::with(&["git/sub/connectors/a.toml", "plain/connectors/b.toml"]);
    let root = |cwd: &str, first: &str, choice| {
        let root = repository.root(cwd, Some(first), choice);
        (root.folder.strip_prefix(repository.path("")).unwrap().to_str().unwrap().to_owned(), root.kind)
    };
    let search = ConfigChoice::Search;
    assert_eq!(root("plain", "connectors/b.toml", search), ("plain".to_owned(), RootKind::Working));
    repository.write("git/.git", "gitdir: elsewhere");
    assert_eq!(root("git/sub", "connectors", search), ("git".to_owned(), RootKind::Git));
    repository.write("connlint.toml", "");
    assert_eq!(
        root("git/sub", "connectors", search),
        ("git".to_owned(), RootKind::Git),
        "not above the git root"
    );
    assert_eq!(root("plain", "connectors/b.toml", search), (String::new(), RootKind::Config));
    repository.write("git/sub/connlint.toml", "");
    assert_eq!(
        root("plain", "../git/sub/connectors/a.toml", search),
        ("git/sub".to_owned(), RootKind::Config)
    );
    assert_eq!(root("git", "missing/at/all.toml", search), ("git".to_owned(), RootKind::Git));
    assert_eq!(root("git/sub", "connectors", ConfigChoice::Without), ("git".to_owned(), RootKind::Git));
    let file = ConfigChoice::File(Path::new("../plain/my.toml"));
    assert_eq!(root("git", "sub", file), ("plain".to_owned(), RootKind::Config));
}

#[test]
fn linked_work_trees_share_the_excludes_of_the_repository() {
    let repository =
        Repository::with(&["main/.git/worktrees/w/HEAD", "tree/connectors/a.toml", "tree/connectors/b.toml"]);
    repository.write("main/.git/info/exclude", "b.toml");
    repository.write("main/.git/worktrees/w/commondir", "../..\n");
    repository.write("tree/.git", "gitdir: ../main/.git/worktrees/w\n");
    assert_eq!(repository.discover_from("tree", &["."]).paths(), ["connectors/a.toml"]);
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let repository = Repository::with(&["connectors/a.toml"]);
    let made = std::process::Command::new("mkfifo").arg(repository.path("connectors/p.toml")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(repository.discover(&["."]).paths(), ["connectors/a.toml"]);
    }
}

#[test]
fn files_are_read_into_a_buffer_that_is_used_again() {
    let repository = Repository::with(&["connectors/a.toml", "connectors/b.toml"]);
    let found = repository.discover(&["."]);
    let mut buffer = b"left over from before".to_vec();
    Origin::Disk(None).read(&found.candidates[1], &mut buffer).unwrap();
    assert_eq!(buffer, b"connectors/b.toml");
    std::fs::remove_file(repository.path("connectors/a.toml")).unwrap();
    assert_eq!(Origin::Disk(None).read(&found.candidates[0], &mut buffer), Err(ReadFault::NotFound));
}
