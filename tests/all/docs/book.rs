//! The book as mdBook builds it. Without mdBook, which `.ci/run` installs below `target/tools`, it is skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use connlint::rules::RULES;
use tempfile::TempDir;

use super::page::root;

fn mdbook() -> Option<PathBuf> {
    let own = root().join("target/tools/bin/mdbook");
    let candidates = [own, PathBuf::from("mdbook")];
    candidates.into_iter().find(|program| {
        let answer =
            Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        answer.is_ok_and(|status| status.success())
    })
}

/// The values of an attribute in a text of HTML.
fn values<'t>(html: &'t str, attribute: &str) -> Vec<&'t str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// A path without `..`, as a browser reads it.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    straight
}

#[test]
fn the_book_is_built_and_has_no_dead_link() {
    let Some(mdbook) = mdbook() else {
        println!("skipped: there is no mdbook");
        return;
    };
    let folder = TempDir::new().unwrap();
    let built = Command::new(mdbook)
        .args(["build", "docs", "--dest-dir"])
        .arg(folder.path())
        .current_dir(root())
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() && !log.contains("WARN") && !log.contains("ERROR"), "{log}");
    let mut pages = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder.path()).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|extension| extension == "html") {
            let html = fs::read_to_string(entry.path()).unwrap();
            pages.insert(entry.path().strip_prefix(folder.path()).unwrap().to_owned(), html);
        }
    }
    for rule in RULES {
        let html = &pages[Path::new(&format!("rules/{}.html", rule.name))];
        assert!(html.contains("Severity: ") && html.contains("How to turn it off"), "{}", rule.name);
        assert!(pages[Path::new("rules.html")].contains(&format!("href=\"rules/{}.html\"", rule.name)));
    }
    let anchors: BTreeMap<_, BTreeSet<_>> =
        pages.iter().map(|(path, html)| (path.clone(), values(html, "id").into_iter().collect())).collect();
    let mut faults = BTreeSet::new();
    // The page for addresses that do not exist has links of its own kind.
    for (path, html) in pages.iter().filter(|(path, _)| !path.ends_with("404.html")) {
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            if link.contains("://") || link.starts_with("data:") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { path.clone() } else { straight(&path.with_file_name("").join(file)) };
            let is_there = folder.path().join(&target).exists();
            let has_anchor =
                anchor.is_empty() || anchors.get(&target).is_some_and(|ids| ids.contains(anchor));
            if !is_there || !has_anchor {
                faults.insert(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(pages.len() > RULES.len() + 10, "{}", pages.len());
}
