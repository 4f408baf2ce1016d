//! What the package of pre-commit, the action and the examples say of connlint. `tests/packaging` runs them.

use std::fs;
use std::path::Path;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn toml(path: &str) -> toml::Table {
    toml::from_str(&read(path)).unwrap()
}

#[test]
fn all_name_the_same_version() {
    let hook = toml("pyproject.toml");
    assert_eq!(hook["project"]["version"].as_str(), Some(VERSION));
    let dependencies = hook["project"]["dependencies"].as_array().unwrap();
    assert_eq!(*dependencies, [toml::Value::from(format!("connlint=={VERSION}"))]);
    let wheel = toml("packaging/wheel/pyproject.toml");
    assert!(wheel["project"].get("version").is_none(), "the wheel has that of Cargo.toml");
    let action = read("action.yml");
    let input = action.split("  version:\n").nth(1).and_then(|rest| rest.split("  paths:\n").next()).unwrap();
    assert!(input.contains(&format!("default: \"{VERSION}\"\n")), "{input}");
    assert!(read("ci/gitlab.yml").contains(&format!("CONNLINT_VERSION: \"{VERSION}\"\n")));
    let readme = read("README.md");
    for tag in
        [format!("    rev: v{VERSION}\n"), format!("connlint/connlint@v{VERSION}\n"), format!("/v{VERSION}/")]
    {
        assert!(readme.contains(&tag), "README.md lacks {tag}");
    }
}

#[test]
fn the_hooks_look_at_the_files_that_a_scan_finds() {
    let hooks = read(".pre-commit-hooks.yaml");
    let wanted = [
        ("connlint", "connlint check", "python"),
        ("connlint-system", "connlint check", "system"),
        ("connlint-fix", "connlint check --fix", "python"),
    ];
    let all: Vec<_> = hooks.split("- id: ").skip(1).collect();
    assert_eq!(all.len(), wanted.len());
    for (hook, (id, entry, language)) in all.iter().zip(wanted) {
        let has = |line: &str| hook.lines().any(|one| one.trim() == line);
        assert_eq!(hook.lines().next(), Some(id));
        assert!(has(&format!("entry: {entry}")) && has(&format!("language: {language}")), "{hook}");
        assert!(has("pass_filenames: true") && has("require_serial: true"), "{hook}");
        let files = r"files: '(^|/)connectors/.*\.(toml|json|jsonc)$|\.connector\.(toml|json|jsonc)$'";
        assert!(has(files), "{hook}");
    }
}

/// `${{ }}` in a script is replaced before a shell reads it: whoever names a branch or a file could run what they like.
#[test]
fn no_input_is_pasted_into_a_script_of_the_action() {
    let action = read("action.yml");
    let scripts: Vec<_> = action.split("      run: |\n").skip(1).collect();
    assert_eq!(scripts.len(), 2);
    for script in scripts {
        let lines = script.lines().take_while(|line| line.is_empty() || line.starts_with("        "));
        assert!(lines.clone().count() > 2 && lines.clone().all(|line| !line.contains("${{")), "{script}");
    }
}
