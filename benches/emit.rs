//! Emitting connectors to a folder, against one plain loop that writes the same bytes and syncs once.
//!
//! `cargo bench --bench emit [-- COUNT]`; by default 10,000 connectors. Both write into an empty folder, in turn; the
//! figures are medians of five rounds, and the ratio is that of the medians.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// A connector of some 4 KB.
fn connector(at: usize) -> String {
    let mut text = format!("service_type = \"bench\"\nindex_name = \"search-bench-{at}\"\n");
    for field in 0..10 {
        writeln!(
            text,
            "\n[configuration.field_{field}]\nlabel = \"Field {field}\"\norder = {}\ndisplay = \"textbox\"\n\
             tooltip = \"{}\"\nvalue = \"value-{at}-{field}\"",
            field + 1,
            "Shown to the person who fills in the form. ".repeat(5)
        )
        .unwrap();
    }
    text
}

fn emit(source: &Path, folder: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_connlint"))
        .args(["emit", "connectors", "--quiet", "--out-dir"])
        .arg(folder)
        .current_dir(source)
        .status()
        .unwrap();
    assert!(status.success());
    start.elapsed()
}

fn plain(payloads: &[(std::ffi::OsString, Vec<u8>)], folder: &Path) -> Duration {
    let start = Instant::now();
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in payloads {
        fs::write(folder.join(name), bytes).unwrap();
    }
    // What is written is made to last, once for all.
    Command::new("sync").arg("--file-system").arg(folder).status().unwrap();
    File::open(folder).unwrap().sync_all().unwrap();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).unwrap().as_secs_f64()
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let source = tempfile::tempdir().unwrap();
    fs::create_dir(source.path().join("connectors")).unwrap();
    for at in 0..count {
        fs::write(source.path().join(format!("connectors/c{at:06}.toml")), connector(at)).unwrap();
    }
    let first = source.path().join("first");
    emit(source.path(), &first);
    let payloads: Vec<_> = fs::read_dir(&first)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
        .collect();
    let (mut emitted, mut written) = (Vec::new(), Vec::new());
    for round in 0..5 {
        written.push(plain(&payloads, &source.path().join(format!("plain-{round}"))));
        emitted.push(emit(source.path(), &source.path().join(format!("emitted-{round}"))));
    }
    let (emitted, written) = (median(emitted), median(written));
    println!(
        "{count} connectors: emit {emitted:.2} s, plain loop {written:.2} s, ratio {:.2}",
        emitted / written
    );
}
