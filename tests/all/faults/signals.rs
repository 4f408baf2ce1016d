//! A run that is told to stop while it mends files: each is the old one or the new one.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::{CONNLINT, MENDABLE, Repository, run};

const FILES: usize = 40;

#[test]
fn interrupted_while_mending_each_file_is_old_or_new() {
    let repository = Repository::with(&[]);
    let (mut untouched, mut partly) = (0, 0);
    for turn in 0..60_u32 {
        for at in 0..FILES {
            repository.write(&format!("connectors/c{at}.toml"), MENDABLE);
        }
        let mut command = repository.command(CONNLINT, &[]);
        command.args(["check", "--fix"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let signal = ["-TERM", "-INT", "-KILL", "-HUP"][turn as usize % 4];
        // Anywhere, or as soon as some file was replaced.
        let watched = repository.at(&format!("connectors/c{}.toml", turn as usize % FILES));
        if turn % 3 == 0 {
            sleep(Duration::from_micros(u64::from(turn.wrapping_mul(2_654_435_761) >> 16)));
        } else {
            while fs::read_to_string(&watched).unwrap() == MENDABLE && child.try_wait().unwrap().is_none() {}
        }
        assert!(
            Command::new("kill")
                .args([signal, &child.id().to_string()])
                .stderr(Stdio::null())
                .status()
                .is_ok()
        );
        child.wait().unwrap();
        let new = MENDABLE.replace("string", "str");
        let texts = (0..FILES).map(|at| repository.read(&format!("connectors/c{at}.toml")));
        let renewed = texts.filter(|text| {
            assert!(*text == MENDABLE || *text == new, "neither old nor new: {text}");
            *text == new
        });
        let renewed = renewed.count();
        untouched += usize::from(renewed == 0);
        partly += usize::from(renewed > 0 && renewed < FILES);
    }
    println!("60 signals: {untouched} before the first file, {partly} between two");
    assert!(partly > 0, "no run was stopped while it wrote");
    let told = run(&repository, "check --fix");
    assert_eq!(told.code, Some(0), "what is left behind is in nobody's way: {}{}", told.stdout, told.stderr);
}
