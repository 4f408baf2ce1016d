//! Links: loops end, and nothing is written through a link that leads out of the repository, whoever made it.

use std::fs;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::{MENDABLE, Repository, ended, run};

#[test]
fn loops_of_folders_end() {
    let repository =
        Repository::with(&[("connectors/a.toml", MENDABLE), ("connectors/x/y/b.toml", MENDABLE)]);
    symlink("..", repository.at("connectors/up")).unwrap();
    symlink("../..", repository.at("connectors/x/y/top")).unwrap();
    symlink("self", repository.at("connectors/self")).unwrap();
    symlink("there", repository.at("connectors/here")).unwrap();
    symlink("here", repository.at("connectors/there")).unwrap();
    let told = run(&repository, "check --output-format json");
    let paths: Vec<_> = super::found(&told.stdout).into_iter().map(|one| one.1).collect();
    assert_eq!(paths, ["connectors/a.toml", "connectors/x/y/b.toml"]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(1), ""));
    // Named, a link is a folder like any other; what it leads back to is not entered.
    for named in ["connectors/up", "connectors/x/y/top"] {
        assert_eq!(run(&repository, &format!("check {named}")).code, Some(1), "{named}");
    }
    assert_eq!(run(&repository, "check connectors/self").code, Some(2));
}

/// A repository with links to a folder and files that are somebody else's, and that folder.
fn hostile() -> (Repository, TempDir) {
    let outside = TempDir::new().unwrap();
    for name in ["mine.toml", ".connlint-baseline.json", "report.json"] {
        fs::write(outside.path().join(name), MENDABLE).unwrap();
    }
    let repository = Repository::with(&[("connlint.toml", ""), ("connectors/a.toml", MENDABLE)]);
    for (name, target) in [
        ("connectors/linked.toml", "mine.toml"),
        ("report.json", "report.json"),
        ("new.json", "new.json"),
        ("new.toml", "new.toml"),
        ("out", ""),
        ("unmade", "unmade"),
    ] {
        symlink(outside.path().join(target), repository.at(name)).unwrap();
    }
    (repository, outside)
}

const REFUSED: [&str; 10] = [
    "check --fix connectors/linked.toml",
    "check --output-file json=report.json",
    "check --output-file json=new.json",
    "check --output-file json=out/new.json",
    "emit --out-dir out clean",
    "emit --out-dir out/deeper clean",
    "emit --out-dir unmade clean",
    "init mysql --output out/orders.toml",
    "import answer.json --out-dir out",
    "import answer.json --out-dir out/deeper",
];

#[test]
fn nothing_is_written_through_a_link_that_leads_out() {
    let (repository, outside) = hostile();
    repository.write("clean/connectors/b.toml", &super::simple("x"));
    repository.write(
        "answer.json",
        r#"{"results": [{"id": "one", "service_type": "x", "configuration": {"a": {"label": "A", "value": "x"}}}]}"#,
    );
    let before = files(&outside);
    for arguments in REFUSED {
        let told = run(&repository, arguments);
        assert_eq!(told.code, Some(2), "{arguments}: {}{}", told.stdout, told.stderr);
        assert!(
            told.stderr.contains("it leads out of the repository by a link"),
            "{arguments}: {}",
            told.stderr
        );
        assert_eq!(files(&outside), before, "{arguments}");
    }
    symlink(outside.path().join(".connlint-baseline.json"), repository.at(".connlint-baseline.json"))
        .unwrap();
    symlink(outside.path().join("none.json"), repository.at("other.json")).unwrap();
    fs::write(outside.path().join(".connlint-baseline.json"), "{\"version\": 1, \"findings\": []}\n")
        .unwrap();
    let before = files(&outside);
    for arguments in ["baseline", "baseline --baseline other.json"] {
        let told = run(&repository, arguments);
        assert_eq!(told.code, Some(2), "{arguments}: {}{}", told.stdout, told.stderr);
        assert_eq!(files(&outside), before, "{arguments}");
    }
    // A link that leads nowhere is nothing that `init` could make a file of.
    assert_eq!(run(&repository, "init mysql --output new.toml").code, Some(2));
    assert_eq!(files(&outside), before);
}

#[test]
fn where_somebody_points_to_by_name_is_written_and_so_is_a_link_within() {
    let (repository, outside) = hostile();
    repository.write("clean/connectors/b.toml", &super::simple("x"));
    fs::create_dir(repository.at("real")).unwrap();
    symlink("real", repository.at("inner")).unwrap();
    let elsewhere = outside.path().join("named").display().to_string();
    for folder in [elsewhere.as_str(), "inner", "inner/deeper/still"] {
        let mut command = repository.command(super::CONNLINT, &[]);
        let told = ended(command.args(["emit", "--out-dir", folder, "clean"]));
        assert_eq!(told.code, Some(0), "{folder}: {}", told.stderr);
    }
    assert!(outside.path().join("named/b.json").exists() && repository.at("real/b.json").exists());
    assert_eq!(run(&repository, "check clean --output-file json=inner/r.json").code, Some(0));
    assert_eq!(run(&repository, "check clean --output-file json=/dev/stdout").code, Some(0));
    let file = outside.path().join("mine.toml").display().to_string();
    let told = ended(repository.command(super::CONNLINT, &[]).args(["check", "--fix", &file]));
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    assert!(fs::read_to_string(&file).unwrap().contains("\"str\""));
}

/// Every file of a folder, with its text.
fn files(folder: &TempDir) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder.path()).sort_by_file_name().into_iter().map(Result::unwrap);
    let text = |entry: &walkdir::DirEntry| fs::read_to_string(entry.path()).unwrap_or_default();
    entries.map(|entry| (entry.path().display().to_string(), text(&entry))).collect()
}
