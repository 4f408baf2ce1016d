//! Nothing quadratic: files of one shape in doubling sizes, and the operations that each run takes. They are counted, not
//! timed, by a binary that the compiler made for profiles (`just growth` builds it): every branch of connlint's own code, of
//! its dependencies, and of what either takes from the standard library as generics has a counter, and the counts of two
//! equal runs are equal. What the system's C library does by itself, such as copying memory, is not counted.

mod shapes;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use shapes::SHAPES;

/// A binary that counts.
const VARIABLE: &str = "CONNLINT_COUNTED";

/// The first word of what such a binary writes, and the version whose layout is known here.
const MAGIC: u64 = 0xff6c_7072_6f66_7281;
const VERSION: u64 = 10;

/// How much more the third doubling may add than the first: 4 for what is linear, 16 for what is quadratic. A sort is a
/// little above 4.
const MOST: f64 = 5.0;

/// The operations of a run.
fn operations(program: &str, folder: &Path, arguments: &str) -> u64 {
    let profile = folder.join("counts.profraw");
    let mut command = Command::new(program);
    command.args(arguments.split_whitespace());
    // Those that are off by default as well.
    for rule in connlint::rules::RULES.iter().filter(|rule| rule.severity.is_none()) {
        if arguments.starts_with("check") {
            command.args(["--level", &format!("{}=note", rule.name)]);
        }
    }
    let status = command
        .current_dir(folder)
        .env_clear()
        .env("LLVM_PROFILE_FILE", &profile)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{arguments}: {status}");
    let bytes = fs::read(&profile).unwrap_or_else(|error| panic!("{program} counts nothing: {error}"));
    fs::remove_file(profile).unwrap();
    sum(&bytes)
}

/// The sum of all counters in a profile as the compiler's runtime writes it: a head of 16 words, the build's ids, 64 bytes
/// for each function, then the counters.
fn sum(profile: &[u8]) -> u64 {
    let words: Vec<u64> =
        profile.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect();
    assert_eq!((words[0], words[1] & 0xff), (MAGIC, VERSION), "another version of profiles");
    let number = |at: usize| usize::try_from(words[at]).unwrap();
    let (ids, functions, padding, counters) = (number(2), number(3), number(4), number(5));
    let start = 16 + (ids + functions * 64 + padding) / 8;
    words[start..start + counters].iter().sum()
}

#[test]
fn twice_the_size_takes_about_twice_the_operations() {
    let Some(program) = std::env::var_os(VARIABLE).and_then(|path| path.into_string().ok()) else {
        println!("skipped: no binary that counts its operations ({VARIABLE}); `just growth` builds one");
        return;
    };
    let mut faults = String::new();
    for shape in SHAPES {
        let counts = [1, 2, 4, 8].map(|times| {
            let folder = TempDir::new().unwrap();
            for (path, text) in (shape.make)(shape.least * times) {
                let path = folder.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            operations(&program, folder.path(), shape.arguments)
        });
        let growth = |at: usize| {
            let more = counts[at + 1].saturating_sub(counts[at]);
            f64::from(u32::try_from(more / 16).unwrap())
        };
        // Of what a doubling adds, so that what every run costs does not hide it. Hardly anything is no growth.
        let ratio = growth(2) / growth(0).max(1.0);
        println!("{:<40} {counts:>12?} {ratio:.2}", shape.name);
        if ratio > MOST {
            writeln!(faults, "{}: {counts:?}, {ratio:.2} times as much", shape.name).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
