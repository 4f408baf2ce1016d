//! A run that is killed at any moment leaves each payload old or new.

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Repository, fast, simple};

const CONNECTORS: usize = 120;
const KILLS: u32 = 200;

fn fill(repository: &Repository, value: &str) {
    for at in 0..CONNECTORS {
        repository.write(&format!("connectors/c{at}.toml"), &simple(value));
    }
}

/// Waits for a moment of the run that nobody chose: anywhere, after some file was written, or after the last one was.
fn wait(repository: &Repository, child: &mut Child, kill: u32) {
    let random = kill.wrapping_mul(2_654_435_761) >> 8;
    let written = match kill % 4 {
        0 => return sleep(Duration::from_micros(u64::from(random % 100_000))),
        1 => usize::try_from(random).unwrap() % CONNECTORS,
        _ => CONNECTORS,
    };
    let file = repository.at(&format!("out/.connlint-tmp-{}-{written}", child.id()));
    while !file.exists() && child.try_wait().unwrap().is_none() {}
    sleep(Duration::from_micros(u64::from(random % 2_000)));
}

#[test]
fn killed_two_hundred_times_each_payload_is_old_or_new() {
    let repository = Repository(fast());
    fill(&repository, "old");
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    let old = repository.read("out/c0.json");
    let new = old.replace("\"old\"", "\"new\"");
    let (mut mixed, mut leftovers) = (0, 0);
    let start = Instant::now();
    for kill in 0..KILLS {
        // Each in another moment of a run, and every run in the other direction than the last.
        fill(&repository, if kill % 2 == 0 { "new" } else { "old" });
        let mut command = repository.command(env!("CARGO_BIN_EXE_connlint"), &[]);
        let mut child = command.args(["emit", "--out-dir", "out"]).stderr(Stdio::null()).spawn().unwrap();
        wait(&repository, &mut child, kill);
        child.kill().unwrap();
        child.wait().unwrap();
        let files = repository.files("out");
        let payloads = files.iter().filter(|(name, _)| name.as_str() != ".connlint-payloads");
        let (finished, unfinished): (Vec<_>, Vec<_>) =
            payloads.partition(|(name, _)| !name.starts_with(".connlint-tmp-"));
        assert_eq!(finished.len(), CONNECTORS);
        let renewed = finished.iter().filter(|(_, text)| **text == new).count();
        let kept = finished.iter().filter(|(_, text)| **text == old).count();
        assert_eq!(renewed + kept, CONNECTORS, "a payload is neither old nor new");
        assert_eq!(files[".connlint-payloads"].lines().count(), CONNECTORS);
        mixed += usize::from(renewed > 0 && kept > 0);
        leftovers += usize::from(!unfinished.is_empty());
    }
    println!(
        "{KILLS} kills in {:?}: {leftovers} while files were written, {mixed} while they were replaced",
        start.elapsed()
    );
    assert!(leftovers > 0, "no run was killed while it wrote");
    assert!(mixed > 0, "no run was killed while it replaced");
    assert_eq!(repository.emit("--out-dir out").code, Some(0));
    assert_eq!(repository.files("out").len(), CONNECTORS + 1, "a whole run removes what killed ones left");
}
