//! The folder: names, what is replaced and when, what is removed.

use std::fs;

use super::{Repository, ended, simple};

/// A connector with this id.
fn with_id(id: &str) -> String {
    let id = serde_json::to_string(id).unwrap();
    format!("connector_id = {id}\n{}", simple("h"))
}

#[test]
fn no_id_leaves_the_folder() {
    let ids = ["../../x", "a/b", ".", "..", ".hidden", "v1.2", "ü", "a b", "C:\\x", "%41", "con\u{1}"];
    let names = [
        "%2E%2E%2F%2E%2E%2Fx.json",
        "a%2Fb.json",
        "%2E.json",
        "%2E%2E.json",
        "%2Ehidden.json",
        "v1.2.json",
        "%C3%BC.json",
        "a%20b.json",
        "C%3A%5Cx.json",
        "%2541.json",
        "con%01.json",
    ];
    for (id, name) in ids.into_iter().zip(names) {
        assert_eq!(connlint::emit::file_name(id), if id == "../../x" { "%2E.%2F..%2Fx.json" } else { name });
    }
}

#[test]
fn ids_that_share_a_name_or_have_none_are_refused() {
    let config = "[rules]\ninvalid-connector-id = \"off\"\n";
    let clash = Repository::with(&[
        ("connectors/one.toml", &with_id("A")),
        ("connectors/two.toml", &with_id("a")),
        ("connlint.toml", config),
    ]);
    let told = clash.emit("--out-dir out");
    assert_eq!(told.code, Some(2));
    assert_eq!(
        told.stderr,
        "connlint: connectors/two.toml and connectors/one.toml: their payloads would both be `a.json` where case does \
         not count; use NDJSON (emit without --out-dir)\n"
    );
    assert!(!clash.at("out").exists());
    assert_eq!(clash.lines("", &[]).len(), 2);
    let long =
        Repository::with(&[("connectors/a.toml", &with_id(&"x".repeat(512))), ("connlint.toml", config)]);
    let told = long.emit("--out-dir out");
    assert_eq!(told.code, Some(2));
    assert!(told.stderr.contains("longer than 255 bytes; use NDJSON"), "{}", told.stderr);
    assert!(!long.at("out").exists());
    let empty = Repository::with(&[("connectors/a.toml", &with_id(""))]);
    let told = empty.emit("--out-dir out");
    assert_eq!(told.code, Some(1));
    assert!(told.stderr.contains("error[invalid-connector-id]"), "{}", told.stderr);
    assert!(!empty.at("out").exists());
}

#[test]
fn duplicate_ids_and_errors_change_nothing() {
    let repository = Repository::with(&[("connectors/a.toml", &with_id("a"))]);
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    let before = repository.files("out");
    assert_eq!(before.keys().collect::<Vec<_>>(), [".connlint-payloads", "a.json"]);
    repository.write("connectors/a.toml", &with_id("a").replace("\"h\"", "\"new\""));
    repository.write("connectors/b.toml", &with_id("a"));
    assert_eq!(repository.emit("--out-dir out").code, Some(1));
    assert_eq!(repository.files("out"), before);
    let off = "[rules]\nduplicate-connector-id = \"off\"\n";
    repository.write("connlint.toml", off);
    assert_eq!(repository.emit("--out-dir out").code, Some(2));
    assert_eq!(repository.files("out"), before);
}

/// A folder with an old payload, and a repository that would replace it.
fn aged(count: usize) -> Repository {
    let repository = Repository::with(&[("connectors/c0.toml", &simple("old"))]);
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    for at in 0..count {
        repository.write(&format!("connectors/c{at}.toml"), &simple(&"new".repeat(1000)));
    }
    repository
}

#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    // A limit on the size of files fails in the write itself, as a full disk does. More files than a few, and few.
    for count in [1, 40] {
        let repository = aged(count);
        let before = repository.files("out");
        let line =
            format!("trap '' XFSZ; ulimit -f 1; exec {} emit --out-dir out", env!("CARGO_BIN_EXE_connlint"));
        let told = ended(repository.command("bash", &[]).args(["-c", &line]));
        assert_eq!(told.code, Some(2), "{}", told.stderr);
        assert!(told.stderr.contains("File too large"), "{}", told.stderr);
        assert!(told.stderr.contains("no payload is changed"), "{}", told.stderr);
        assert_eq!(repository.files("out"), before);
        let line = line.replace("--out-dir out", "--out-dir made/by/it");
        let told = ended(repository.command("bash", &[]).args(["-c", &line]));
        assert_eq!(told.code, Some(2), "{}", told.stderr);
        assert!(!repository.at("made").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_changes_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let repository = aged(2);
    let before = repository.files("out");
    fs::set_permissions(repository.at("out"), fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write everywhere unless that right is laid down.
    let is_superuser = fs::write(repository.at("out/probe"), "").is_ok();
    let told = if is_superuser {
        fs::remove_file(repository.at("out/probe")).unwrap();
        let mut command = repository.command("setpriv", &[]);
        command.args(["--bounding-set=-dac_override", "--inh-caps=-dac_override"]);
        match command.args([env!("CARGO_BIN_EXE_connlint"), "emit", "--out-dir", "out"]).output() {
            Err(_) => {
                println!("skipped: runs as the superuser, without setpriv");
                return;
            }
            Ok(output) => {
                assert_eq!(output.status.code(), Some(2));
                String::from_utf8(output.stderr).unwrap()
            }
        }
    } else {
        let told = repository.emit("--out-dir out");
        assert_eq!(told.code, Some(2));
        told.stderr
    };
    fs::set_permissions(repository.at("out"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(told.contains("cannot be written: Permission denied"), "{told}");
    assert_eq!(repository.files("out"), before);
}

#[test]
fn a_folder_in_the_place_of_a_payload_is_seen_before_anything_is_changed() {
    let repository = aged(3);
    fs::create_dir(repository.at("out/c2.json")).unwrap();
    let before = repository.files("out");
    let told = repository.emit("--out-dir out");
    assert_eq!(told.code, Some(2));
    assert!(told.stderr.contains("c2.json: cannot be written"), "{}", told.stderr);
    assert_eq!(repository.files("out"), before);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_payload_is_replaced_and_what_it_leads_to_is_not() {
    let repository = aged(2);
    repository.write("target.json", "mine");
    std::os::unix::fs::symlink(repository.at("target.json"), repository.at("out/c1.json")).unwrap();
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    assert_eq!(repository.read("target.json"), "mine");
    assert!(fs::symlink_metadata(repository.at("out/c1.json")).unwrap().is_file());
}

#[test]
fn runs_at_once_wait_for_each_other() {
    let repository = aged(60);
    let run =
        || repository.command(env!("CARGO_BIN_EXE_connlint"), &[]).args(["emit", "--out-dir", "out"]).spawn();
    let runs: Vec<_> = (0..4).map(|_| run().unwrap()).collect();
    for mut run in runs {
        assert_eq!(run.wait().unwrap().code(), Some(0));
    }
    assert_eq!(repository.files("out").len(), 61);
    assert!(repository.files("out").values().skip(1).all(|text| text.contains("newnew")));
}

#[test]
fn what_is_gone_is_pruned_and_nothing_else() {
    let repository = Repository::with(&[
        ("connectors/a.toml", &simple("h")),
        ("connectors/b.toml", &simple("h")),
        ("out/mine.json", "{}"),
        ("keep.json", "{}"),
    ]);
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    assert_eq!(repository.read("out/.connlint-payloads"), "a.json\nb.json\n");
    fs::remove_file(repository.at("connectors/b.toml")).unwrap();
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    assert!(repository.at("out/b.json").exists());
    assert_eq!(repository.read("out/.connlint-payloads"), "a.json\nb.json\n");
    // A list is a file like any other.
    repository.write(
        "out/.connlint-payloads",
        "a.json\nb.json\n../keep.json\n/etc/x.json\nnotes.txt\nnever.json\n",
    );
    repository.write("out/notes.txt", "");
    let told = repository.emit("--out-dir out --prune");
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let names: Vec<_> = repository.files("out").into_keys().collect();
    assert_eq!(names, [".connlint-payloads", "a.json", "mine.json", "notes.txt"]);
    assert_eq!(repository.read("out/.connlint-payloads"), "a.json\n");
    assert!(repository.at("keep.json").exists());
}

#[test]
fn only_who_saw_everything_prunes() {
    let repository = Repository::with(&[
        ("connectors/a.toml", &simple("h")),
        ("connectors/b.toml", &simple("h")),
        ("connlint.toml", ""),
    ]);
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    for paths in ["connectors/a.toml", "connectors"] {
        let told = repository.emit(&format!("{paths} --out-dir out --prune"));
        assert_eq!(told.code, Some(2));
        assert!(told.stderr.contains("--prune needs a run over the whole repository"), "{}", told.stderr);
    }
    fs::remove_dir_all(repository.at("connectors")).unwrap();
    assert_eq!(repository.emit("--out-dir out --prune").code, Some(3));
    assert!(repository.at("out/a.json").exists());
    assert_eq!(repository.emit("--prune").code, Some(2));
}

#[test]
fn one_cluster_can_be_emitted_alone() {
    let config = "[[cluster]]\nname = \"prod\"\ninclude = [\"connectors/prod/**\"]\n\
                  [[cluster]]\nname = \"dev\"\ninclude = [\"connectors/dev/**\"]\n\
                  [[cluster]]\nname = \"none\"\ninclude = [\"connectors/none/**\"]\n";
    let repository = Repository::with(&[
        ("connlint.toml", config),
        ("connectors/prod/a.toml", &simple("prod")),
        ("connectors/dev/a.toml", &simple("dev")),
        ("connectors/dev/b.toml", &simple("dev")),
    ]);
    assert_eq!(repository.emit("--cluster dev --out-dir out").code, Some(0));
    assert!(repository.read("out/a.json").contains("\"dev\""));
    assert_eq!(repository.emit("--cluster prod --out-dir out --prune").code, Some(0));
    assert!(repository.read("out/a.json").contains("\"prod\""));
    assert!(!repository.at("out/b.json").exists());
    repository.write("connectors/dev/broken.toml", "broken");
    assert_eq!(repository.lines("--cluster prod", &[]).len(), 1);
    let told = repository.emit("--cluster prd");
    assert_eq!(told.code, Some(2));
    assert_eq!(told.stderr, "connlint: there is no cluster `prd`; did you mean `prod`?\n");
    assert_eq!(repository.emit("--cluster none --out-dir out --prune").code, Some(3));
    assert!(repository.at("out/a.json").exists());
}
