//! What the world does to a run, through the real binary: files that cannot be read, change or vanish, output that cannot
//! be written, folders that nobody may write to. Names of files are in `names`, links in `links`.
#![cfg(unix)]

mod links;
mod names;
mod signals;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::emit::{Ended, Repository, ended, simple};

const CONNLINT: &str = env!("CARGO_BIN_EXE_connlint");

/// A connector with one finding, which `--fix` mends.
const MENDABLE: &str =
    "[configuration.host]\nlabel = \"Host\"\norder = 1\ntype = \"string\"\nvalue = \"x\"\n";

fn run(repository: &Repository, arguments: &str) -> Ended {
    ended(repository.command(CONNLINT, &[]).args(arguments.split_whitespace()))
}

/// Rule and path of every finding.
fn found(report: &str) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(report).unwrap_or_else(|error| panic!("{error}: {report}"));
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(one, "rule"), text(one, "path")))
        .collect()
}

/// How somebody runs it who is bound by the permissions of files: the superuser lays that right down. None where that
/// cannot be done; the test that asks is then skipped, and says so.
#[expect(clippy::print_stdout, reason = "a test says why it is skipped")]
fn bound(repository: &Repository) -> Option<impl Fn(&str) -> Ended> {
    let probe = repository.at("probe");
    fs::write(&probe, "").unwrap();
    set_mode(repository, "probe", 0o000);
    let is_superuser = fs::read(&probe).is_ok();
    let program = move |arguments: &[&str]| {
        let mut command = if is_superuser {
            let mut command = repository.command("setpriv", &[]);
            let rights = "-dac_override,-dac_read_search";
            command.args([format!("--bounding-set={rights}"), format!("--inh-caps={rights}")]);
            command.arg(arguments[0]);
            command
        } else {
            repository.command(arguments[0], &[])
        };
        command.args(&arguments[1..]);
        command
    };
    let is_bound = program(&["cat", "probe"])
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stderr).contains("ermission denied"));
    fs::remove_file(probe).unwrap();
    if !is_bound {
        println!("skipped: runs as the superuser, without a setpriv that lays its rights down");
    }
    is_bound.then_some(move |arguments: &str| {
        let arguments: Vec<_> = [CONNLINT].into_iter().chain(arguments.split_whitespace()).collect();
        ended(&mut program(&arguments))
    })
}

fn set_mode(repository: &Repository, path: &str, mode: u32) {
    fs::set_permissions(repository.at(path), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_is_linted() {
    let repository = Repository::with(&[("connectors/good.toml", MENDABLE), ("connectors/zero.toml", "")]);
    symlink("loop.toml", repository.at("connectors/loop.toml")).unwrap();
    symlink("nowhere.toml", repository.at("connectors/gone.toml")).unwrap();
    symlink("good.toml/below", repository.at("connectors/below.json")).unwrap();
    let large = fs::File::create(repository.at("connectors/large.json")).unwrap();
    large.set_len(16 * 1024 * 1024 + 1).unwrap();
    let mut unreadable = vec!["below.json", "gone.toml", "large.json", "loop.toml"];
    // What can be opened and not read; elsewhere there is no such file.
    if fs::read("/proc/self/mem").is_err() && fs::metadata("/proc/self/mem").is_ok() {
        symlink("/proc/self/mem", repository.at("connectors/memory.toml")).unwrap();
        unreadable.push("memory.toml");
    }
    let told = run(&repository, "check --output-format json");
    assert_eq!((told.code, told.stderr.as_str()), (Some(1), ""));
    let found = found(&told.stdout);
    let paths: Vec<_> =
        found.iter().filter(|one| one.0 == "unreadable-file").map(|one| one.1.clone()).collect();
    assert_eq!(paths, unreadable.iter().map(|name| format!("connectors/{name}")).collect::<Vec<_>>());
    assert!(found.contains(&("unknown-type".to_owned(), "connectors/good.toml".to_owned())), "{found:?}");
    let report: Value = serde_json::from_str(&told.stdout).unwrap();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), unreadable.len() + 2, "every file is accounted for");
    let human = run(&repository, "check");
    assert!(human.stdout.contains("the file cannot be read: it is larger than 16 MiB"), "{}", human.stdout);
    for path in unreadable {
        assert!(repository.emit("").stderr.contains(path), "{path} does not stop emit");
    }
}

#[test]
fn sixteen_mebibytes_are_read_and_a_byte_more_is_not() {
    let head = "# ";
    let text = format!("{head}{}\n{}", "x".repeat((1 << 24) - head.len() - 1 - MENDABLE.len()), MENDABLE);
    assert_eq!(text.len(), 1 << 24);
    let repository = Repository::with(&[("connectors/a.toml", &text)]);
    let rules = |told: &Ended| found(&told.stdout).into_iter().map(|one| one.0).collect::<Vec<_>>();
    assert_eq!(rules(&run(&repository, "check --output-format json")), ["unknown-type"]);
    repository.write("connectors/a.toml", &format!("#{text}"));
    assert_eq!(rules(&run(&repository, "check --output-format json")), ["unreadable-file"]);
    assert_eq!(run(&repository, "check --fix").code, Some(1));
    assert_eq!(repository.read("connectors/a.toml").len(), text.len() + 1);
}

#[test]
fn a_file_without_permission_is_a_finding() {
    let repository = Repository::with(&[("connectors/a.toml", MENDABLE), ("connectors/b.toml", MENDABLE)]);
    let Some(run) = bound(&repository) else { return };
    set_mode(&repository, "connectors/a.toml", 0o000);
    let told = run("check --output-format json");
    let expected = [("unreadable-file", "connectors/a.toml"), ("unknown-type", "connectors/b.toml")];
    assert_eq!(found(&told.stdout), expected.map(|(rule, path)| (rule.to_owned(), path.to_owned())));
    assert_eq!(told.code, Some(1));
}

#[test]
fn a_folder_without_permission_is_told_and_the_rest_is_linted() {
    let repository =
        Repository::with(&[("connectors/a.toml", MENDABLE), ("connectors/deep/b.toml", MENDABLE)]);
    let Some(run) = bound(&repository) else { return };
    set_mode(&repository, "connectors/deep", 0o000);
    let told = run("check --output-format json");
    set_mode(&repository, "connectors/deep", 0o755);
    assert_eq!(told.code, Some(2), "what was not seen must not look clean: {}", told.stdout);
    assert!(told.stderr.contains("connectors/deep"), "{}", told.stderr);
    assert_eq!(found(&told.stdout).len(), 1);
}

#[test]
fn folders_without_permission_are_told_by_name() {
    let folders = ["zeta", "beta", "mu", "alpha", "omega"];
    let files = folders.map(|folder| (format!("connectors/{folder}/a.toml"), MENDABLE));
    let files = files.each_ref().map(|(path, text)| (path.as_str(), *text));
    let repository = Repository::with(&files);
    let Some(run) = bound(&repository) else { return };
    let set_all = |mode| folders.map(|folder| set_mode(&repository, &format!("connectors/{folder}"), mode));
    set_all(0o000);
    let told = run("check");
    set_all(0o755);
    let places = ["alpha", "beta", "mu", "omega", "zeta"].map(|folder| told.stderr.find(folder));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", told.stderr);
}

#[test]
fn nothing_needs_to_be_written_to_lint() {
    let repository = Repository::with(&[("connectors/a.toml", MENDABLE), ("connlint.toml", "")]);
    let Some(run) = bound(&repository) else { return };
    let modes = [("connectors/a.toml", 0o444), ("connectors", 0o555), (".", 0o555)];
    for (path, mode) in modes {
        set_mode(&repository, path, mode);
    }
    let runs = [
        ("check", 1),
        ("check --diff", 1),
        ("check --fix", 2),
        ("baseline", 2),
        ("check --output-file json=r.json", 2),
    ];
    let runs = runs.map(|(arguments, code)| (arguments, code, run(arguments)));
    for (path, mode) in modes {
        set_mode(&repository, path, mode | 0o200);
    }
    for (arguments, code, told) in runs {
        assert_eq!(told.code, Some(code), "{arguments}: {}{}", told.stdout, told.stderr);
        assert!(code == 1 || told.stderr.contains("cannot be written"), "{arguments}: {}", told.stderr);
    }
    assert_eq!(repository.read("connectors/a.toml"), MENDABLE);
    assert_eq!(fs::read_dir(repository.path()).unwrap().count(), 2, "nothing was left behind");
}

#[test]
fn files_that_change_and_vanish_meanwhile_bring_nothing_down() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let repository = Repository::with(&[]);
    let names: Vec<String> = (0..60).map(|at| format!("connectors/c{at}.toml")).collect();
    for name in &names {
        repository.write(name, MENDABLE);
    }
    repository.write("connectors/still.toml", MENDABLE);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for turn in 0.. {
                for (at, name) in names.iter().enumerate() {
                    if is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    let path = repository.at(name);
                    match (at + turn) % 5 {
                        0 => drop(fs::remove_file(&path)),
                        1 => fs::write(&path, &MENDABLE[..(turn * 7) % MENDABLE.len()]).unwrap(),
                        2 => fs::write(&path, MENDABLE.repeat(40)).unwrap(),
                        3 => fs::write(&path, b"\xff\xfe\x00").unwrap(),
                        _ => fs::write(&path, MENDABLE).unwrap(),
                    }
                }
            }
        });
        // A failed assertion has to end the other thread as well.
        let seen = std::panic::catch_unwind(|| {
            for turn in 0..40 {
                let arguments = if turn % 4 == 3 {
                    "check --fix --output-format json"
                } else {
                    "check --output-format json"
                };
                let told = run(&repository, arguments);
                assert!(matches!(told.code, Some(1 | 2)), "{:?}: {}", told.code, told.stderr);
                let found = found(&told.stdout);
                assert!(found.iter().all(|one| one.0 != "internal-error"), "{found:?}");
                let has_finding = found.iter().any(|one| one.1 == "connectors/still.toml");
                assert_eq!(has_finding, turn < 3, "the one that stays is linted");
                assert!(!told.stderr.contains("panicked"), "{}", told.stderr);
            }
        });
        is_over.store(true, Ordering::Relaxed);
        seen.unwrap();
    });
}

/// Runs with this as standard output.
fn into(repository: &Repository, arguments: &str, stdout: impl Into<Stdio>) -> (Option<i32>, String) {
    let mut command = repository.command(CONNLINT, &[]);
    let child =
        command.args(arguments.split_whitespace()).stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

const PRINTING: [&str; 9] = [
    "check",
    "check --output-format json",
    "check --output-format sarif",
    "check --statistics",
    "check --diff",
    "emit",
    "rules",
    "explain syntax-error",
    "graph",
];

#[test]
fn a_reader_that_has_gone_is_no_fault() {
    let repository = Repository::with(&[("connectors/a.toml", &simple(&"x".repeat(200_000)))]);
    for arguments in PRINTING {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, told) = into(&repository, arguments, writer);
        assert_eq!((code, told.as_str()), (Some(0), ""), "{arguments}");
    }
}

#[test]
fn a_full_disk_is_told_and_no_run_looks_clean() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        println!("skipped: there is no /dev/full");
        return;
    };
    let repository = Repository::with(&[("connectors/a.toml", &simple("x"))]);
    repository.write("connectors/b.toml", MENDABLE);
    for arguments in PRINTING.iter().filter(|line| **line != "emit") {
        let (code, told) = into(&repository, arguments, full.try_clone().unwrap());
        assert_eq!(code, Some(2), "{arguments}: {told}");
        assert!(told.contains("standard output cannot be written: No space left"), "{arguments}: {told}");
    }
    fs::remove_file(repository.at("connectors/b.toml")).unwrap();
    assert_eq!(into(&repository, "emit", full).0, Some(2));
    let told = run(&repository, "check --output-file json=/dev/full");
    assert_eq!(told.code, Some(2));
    assert!(told.stderr.contains("/dev/full: cannot be written: No space left"), "{}", told.stderr);
}

#[test]
fn closed_outputs_change_no_exit_code() {
    let repository = Repository::with(&[("connectors/a.toml", MENDABLE)]);
    for (redirection, arguments, code) in [
        (">&-", "check", 1),
        (">&- 2>&-", "check", 1),
        ("<&- >&- 2>&-", "check --output-format json", 1),
        ("2>&-", "check no/such/path", 2),
        ("2>/dev/full", "check no/such/path", 2),
        ("<&-", "check - --stdin-filename connectors/b.toml --exit-zero", 0),
        ("<connectors", "check - --stdin-filename connectors/b.toml", 1),
    ] {
        let line = format!("exec {CONNLINT} {arguments} {redirection}");
        let told = ended(repository.command("sh", &[]).args(["-c", &line]));
        assert_eq!(told.code, Some(code), "{line}: {}{}", told.stdout, told.stderr);
    }
}

#[test]
fn a_working_folder_that_is_gone_is_told() {
    let repository = Repository::with(&[("connectors/a.toml", MENDABLE)]);
    let line = format!("mkdir gone && cd gone && rmdir ../gone && exec {CONNLINT} check");
    let told = ended(repository.command("sh", &[]).args(["-c", &line]));
    assert_eq!(told.code, Some(2));
    assert!(told.stderr.contains("the working folder cannot be found"), "{}", told.stderr);
    let absolute = Command::new(CONNLINT).arg("check").arg(repository.path()).output().unwrap();
    assert_eq!(absolute.status.code(), Some(1));
}
