//! The git index in the place of the work tree.

use std::path::Path;
use std::process::Command;

use connlint::discover::{GitFault, Index, LIMIT, Origin, PathFaultKind, ReadFault, Role, Scope};

use super::repository::{Repository, read};

/// Runs git in a repository, without the user's configuration.
fn git(repository: &Repository, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(repository.path(""))
        .args(["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"])
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "core.autocrlf=false",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The tests need git; a machine may have connlint's sources without it.
fn has_git() -> bool {
    Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success())
}

fn commit(files: &[&str]) -> Repository {
    let repository = Repository::with(files);
    git(&repository, &["init", "--quiet"]);
    git(&repository, &["add", "--all", "--force"]);
    git(&repository, &["commit", "--quiet", "--message", "start"]);
    repository
}

fn index(repository: &Repository) -> Origin {
    Origin::Index(Index::open(&repository.path("")).unwrap())
}

#[test]
fn what_is_staged_is_linted_as_it_is_staged() {
    if !has_git() {
        return;
    }
    let repository =
        commit(&["connectors/a.toml", "connectors/b.toml", "connectors/gone.toml", "connectors/old.toml"]);
    repository.write("connectors/a.toml", "staged");
    repository.write("connectors/new.json", "new");
    repository.write("README.json", "no connector");
    repository.write("connectors/.hidden/x.toml", "hidden");
    std::fs::remove_file(repository.path("connectors/gone.toml")).unwrap();
    std::fs::rename(repository.path("connectors/old.toml"), repository.path("connectors/moved to ü.toml"))
        .unwrap();
    git(&repository, &["add", "--all"]);
    repository.write("connectors/a.toml", "changed again");
    repository.write("connectors/b.toml", "not staged");
    repository.write("connectors/untracked.toml", "not staged");
    std::fs::remove_file(repository.path("connectors/new.json")).unwrap();
    let origin = index(&repository);
    let found = repository.run("", &[], None, &origin);
    assert_eq!(found.paths(), ["connectors/a.toml", "connectors/moved to ü.toml", "connectors/new.json"]);
    assert_eq!(read(&origin, &found, "connectors/a.toml").unwrap(), b"staged");
    assert_eq!(read(&origin, &found, "connectors/new.json").unwrap(), b"new");
    assert_eq!((found.scope, found.skipped), (Scope::Files, 0));
}

#[test]
fn the_first_commit_and_sub_folders_work_too() {
    if !has_git() {
        return;
    }
    let repository = Repository::with(&["sub/connectors/a.toml", "sub/other.toml", "connectors/b.toml"]);
    git(&repository, &["init", "--quiet"]);
    git(&repository, &["config", "diff.relative", "true"]);
    git(&repository, &["add", "sub", "connectors"]);
    let origin = index(&repository);
    let found = repository.run("sub", &["."], None, &origin);
    assert_eq!(found.paths(), ["sub/connectors/a.toml"]);
    let found = repository.run("sub", &[], None, &origin);
    assert_eq!(found.paths(), ["connectors/b.toml", "sub/connectors/a.toml"], "all of the root");
    let found = repository.run("sub", &["other.toml", "../connectors"], None, &origin);
    assert_eq!(found.paths(), ["connectors/b.toml", "sub/other.toml"]);
}

#[test]
fn configuration_types_and_baseline_come_from_the_index() {
    if !has_git() {
        return;
    }
    let repository = commit(&["types/box.toml", "connectors/a.toml"]);
    repository.write("connlint.toml", "types = 'types'\nexclude = ['connectors/x']");
    repository.write("connectors/x/b.toml", "");
    repository.write("connectors/c.toml", "");
    repository.write("types/new.json", "new type");
    repository.write(".connlint-baseline.json", "staged baseline");
    git(&repository, &["add", "--all"]);
    repository.write("connlint.toml", "= broken");
    repository.write(".connlint-baseline.json", "other");
    repository.write("types/untracked.toml", "");
    let origin = index(&repository);
    let found = repository.run("", &[], None, &origin);
    assert_eq!(found.paths(), ["connectors/c.toml", "types/new.json"]);
    assert_eq!(found.candidates[1].role, Role::Type);
    assert_eq!(found.skipped, 1);
    let types: Vec<&str> = found.types.iter().map(|kind| kind.path.as_str()).collect();
    assert_eq!(types, ["types/box.toml", "types/new.json"]);
    let mut buffer = Vec::new();
    origin.read(&found.types[0], &mut buffer).unwrap();
    assert_eq!(buffer, b"types/box.toml");
    origin.read_file(&repository.path(".connlint-baseline.json"), &mut buffer).unwrap();
    assert_eq!(buffer, b"staged baseline");
    assert_eq!(
        origin.read_file(&repository.path("types/untracked.toml"), &mut buffer),
        Err(ReadFault::NotFound)
    );
}

#[test]
fn named_paths_that_are_not_staged_are_left_alone() {
    if !has_git() {
        return;
    }
    let repository = commit(&["connectors/a.toml", "connectors/b.toml"]);
    repository.write("connectors/a.toml", "staged");
    git(&repository, &["add", "--all"]);
    repository.write("untracked.toml", "");
    let origin = index(&repository);
    let found = repository.run(
        "",
        &["connectors/a.toml", "connectors/b.toml", "untracked.toml", "no"],
        None,
        &origin,
    );
    assert_eq!(found.paths(), ["connectors/a.toml"]);
    assert_eq!(found.faults.len(), 1);
    assert_eq!(found.faults[0].kind, PathFaultKind::Missing);
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_index() {
    if !has_git() {
        return;
    }
    let repository = commit(&["shared/real.toml"]);
    let link = |target: &str, path| std::os::unix::fs::symlink(target, path).unwrap();
    std::fs::create_dir(repository.path("connectors")).unwrap();
    link("../shared/real.toml", repository.path("connectors/link.toml"));
    link("../shared", repository.path("connectors/folder.toml"));
    link("round.toml", repository.path("connectors/round.toml"));
    git(&repository, &["add", "--all"]);
    let origin = index(&repository);
    let found = repository.run("", &[], None, &origin);
    assert_eq!(found.paths(), ["connectors/link.toml"]);
    assert_eq!(read(&origin, &found, "connectors/link.toml").unwrap(), b"shared/real.toml");
}

#[test]
fn a_blob_that_is_too_large_does_not_spoil_the_next() {
    if !has_git() {
        return;
    }
    let repository = Repository::with(&["connectors/b.toml"]);
    git(&repository, &["init", "--quiet"]);
    let large = repository.path("connectors/a.toml");
    std::fs::File::create(&large).unwrap().set_len(LIMIT + 1).unwrap();
    git(&repository, &["add", "--all"]);
    let origin = index(&repository);
    let found = repository.run("", &[], None, &origin);
    assert_eq!(read(&origin, &found, "connectors/a.toml"), Err(ReadFault::TooLarge));
    assert_eq!(read(&origin, &found, "connectors/b.toml").unwrap(), b"connectors/b.toml");
}

#[test]
fn git_that_cannot_answer_is_told() {
    if !has_git() {
        return;
    }
    let repository = Repository::with(&["connectors/a.toml"]);
    repository.write(".git", "gitdir: nowhere");
    let GitFault::Failed(words) = Index::open(&repository.path("")).unwrap_err() else {
        panic!("git answered")
    };
    assert!(words.contains("not a git repository"), "{words}");
    assert_eq!(Index::open(Path::new("/nowhere/at/all")).unwrap_err(), GitFault::NoRepository);
}
