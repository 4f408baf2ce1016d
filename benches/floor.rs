//! What nobody can do without: opens, reads and closes every file below a folder, on some threads.
//!
//! `floor FOLDER THREADS`; without arguments it does nothing, which is what starting a process costs.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn read_all(files: &[PathBuf], next: &AtomicUsize) {
    let mut buffer = vec![0; 64 * 1024];
    while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        let Ok(mut open) = File::open(file) else { continue };
        while open.read(&mut buffer).is_ok_and(|count| count > 0) {}
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, threads] = arguments.as_slice() else { return Ok(()) };
    let (mut found, next) = (Vec::new(), AtomicUsize::new(0));
    files(Path::new(folder), &mut found)?;
    thread::scope(|scope| {
        for _ in 1..threads.parse().unwrap_or(1) {
            scope.spawn(|| read_all(&found, &next));
        }
        read_all(&found, &next);
    });
    Ok(())
}
