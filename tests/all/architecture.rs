//! The way of the data: a module uses those to its left in this list, never one to its right. The list is the design
//! page's (`docs/design.md`), which a test compares.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From left to right.
const ORDER: [&str; 37] = [
    "severity",
    "suggest",
    "tree",
    "source",
    "excerpt",
    "lines",
    "notation",
    "discover",
    "config",
    "reference",
    "connector",
    "catalogue",
    "stack",
    "request",
    "consumers",
    "types",
    "finding",
    "graph",
    "schema",
    "secret",
    "repository",
    "rules",
    "diagnostic",
    "diagnose",
    "settings",
    "suppress",
    "report",
    "drawing",
    "emit",
    "import",
    "init",
    "lint",
    "upgrade",
    "fix",
    "run",
    "outcome",
    "cli",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a file's code names, tests and comments aside.
fn used(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let mut used = BTreeSet::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for rest in line.split("crate::").skip(1) {
            if let Some(list) = rest.strip_prefix('{') {
                let names = list.split('}').next().unwrap().split(',');
                used.extend(names.map(|name| name.trim().split("::").next().unwrap().to_owned()));
            } else {
                let end = rest.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(rest.len());
                used.insert(rest[..end].to_owned());
            }
        }
    }
    used
}

#[test]
fn data_flows_one_way() {
    let src = root().join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &found {
        let name =
            path.strip_prefix(&src).unwrap().components().next().unwrap().as_os_str().to_str().unwrap();
        let module = name.trim_end_matches(".rs");
        if ["main", "lib"].contains(&module) {
            continue;
        }
        let place = |name: &str| ORDER.iter().position(|known| *known == name);
        let own = place(module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        seen.insert(module.to_owned());
        for other in used(&fs::read_to_string(path).unwrap()) {
            // The macro that writes messages lives in `finding`.
            let at = if other == "message" { place("finding") } else { place(&other) };
            if at.is_none_or(|at| at > own) {
                wrong.push(format!("{} uses {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), ORDER.len(), "the order names modules that do not exist");
}

#[test]
fn the_design_page_shows_this_order() {
    let page = fs::read_to_string(root().join("docs/design.md")).unwrap();
    let mut at = 0;
    for module in ORDER {
        let row = format!("| `{module}` |");
        let found = page[at..].find(&row).unwrap_or_else(|| panic!("no row for {module} in its place"));
        at += found;
    }
}
