//! Files whose names are no text, or hold what a terminal or a report could take for something else.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use serde_json::Value;

use super::{MENDABLE, Repository, found, run};

/// Names with line ends, commands for terminals and for GitHub, markup, and a quote; with what may not be in a report.
const NAMES: [&[u8]; 9] = [
    b"line\nend.toml",
    b"return\rend.toml",
    b"escape\x1b[31mred.toml",
    b"bell\x07.toml",
    b"\xe2\x80\xaebidi.toml",
    b"\n::error::forged.toml",
    b"<x a=\"b\">&amp;.toml",
    b"latin\xe9.toml",
    b"broken\xf0\x9f\x98.toml",
];

fn repository() -> Repository {
    let repository = Repository::with(&[("connectors/plain.toml", MENDABLE)]);
    for name in NAMES {
        fs::write(repository.at("connectors").join(OsStr::from_bytes(name)), MENDABLE).unwrap();
    }
    repository
}

#[test]
fn every_format_tells_of_every_file_and_passes_nothing_on() {
    let repository = repository();
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let told = run(&repository, &format!("check --output-format {format}"));
        assert_eq!((told.code, told.stderr.as_str()), (Some(1), ""), "{format}");
        let is_raw = |one: char| (one.is_control() && one != '\n') || one == '\u{202e}';
        assert!(!told.stdout.contains(is_raw), "{format}: {}", told.stdout);
        let forged =
            told.stdout.lines().find(|line| line.starts_with("::error::forged") || *line == "end.toml");
        assert_eq!(forged, None, "{format}");
        assert!(told.stdout.contains("forged"), "{format}");
        assert!(!told.stdout.contains(repository.path().to_str().unwrap()), "{format} tells where it ran");
        if ["json", "sarif", "gitlab"].contains(&format) {
            serde_json::from_str::<Value>(&told.stdout).unwrap();
        }
    }
    let told = run(&repository, "check --output-format json");
    let rules = found(&told.stdout);
    assert_eq!(rules.iter().filter(|one| one.0 == "unknown-type").count(), NAMES.len() + 1);
    let report: Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), NAMES.len() + 1);
}

#[test]
fn such_files_are_mended_and_named_to_git_as_they_are() {
    let repository = repository();
    assert_eq!(run(&repository, "check --fix").code, Some(0));
    for name in NAMES {
        let text = fs::read_to_string(repository.at("connectors").join(OsStr::from_bytes(name))).unwrap();
        assert!(text.contains("\"str\""), "{name:?} is {text}");
    }
    let git = |arguments: &[&str]| repository.command("git", &[]).args(arguments).output();
    if git(&["init", "-q"]).is_ok_and(|output| output.status.success()) {
        git(&["add", "."]).unwrap();
        let told = run(&repository, "check --staged --output-format json");
        let report: Value = serde_json::from_str(&told.stdout).unwrap();
        assert_eq!(report["files"].as_array().unwrap().len(), NAMES.len() + 1, "{}", told.stderr);
    } else {
        println!("skipped: there is no git");
    }
}

#[test]
fn paths_of_the_command_line_need_be_no_text() {
    let repository = repository();
    for name in NAMES {
        let path = repository.at("connectors").join(OsStr::from_bytes(name));
        let output = repository.command(super::CONNLINT, &[]).arg("check").arg(&path).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name:?}");
    }
    let missing = OsStr::from_bytes(b"no\xff\x1b\nwhere");
    let output = repository.command(super::CONNLINT, &[]).arg("check").arg(missing).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(told, "connlint: no\u{fffd}\\u{1b}\\u{a}where: no such file or folder\n");
}
