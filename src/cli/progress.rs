//! How far a run is, on a terminal, once it has lasted a second. It leaves nothing behind.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::Cli;

/// A run that is shorter shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is drawn anew.
const BEAT: Duration = Duration::from_millis(100);

/// Does the work, which counts what it has done; meanwhile standard error shows that, if it is a terminal.
pub(super) fn shown<T>(cli: &Cli, total: usize, work: impl FnOnce(&AtomicUsize) -> T) -> T {
    let done = AtomicUsize::new(0);
    if cli.quiet || total < 2 || !io::stderr().is_terminal() {
        return work(&done);
    }
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&done, total, &is_over));
        let result = work(&done);
        is_over.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        result
    })
}

/// Draws the line until the work is over, then wipes it.
fn watch(done: &AtomicUsize, total: usize, is_over: &AtomicBool) {
    let start = Instant::now();
    let mut is_drawn = false;
    let mut out = io::stderr();
    // A line that cannot be drawn is none; the report will tell what is wrong with the terminal.
    while !is_over.load(Ordering::Relaxed) {
        thread::park_timeout(if is_drawn {
            BEAT
        } else {
            PATIENCE.saturating_sub(start.elapsed()).max(BEAT)
        });
        if start.elapsed() >= PATIENCE && !is_over.load(Ordering::Relaxed) {
            let _ = write!(out, "\rchecked {} of {total} files", done.load(Ordering::Relaxed));
            let _ = out.flush();
            is_drawn = true;
        }
    }
    if is_drawn {
        let _ = write!(out, "\r\x1b[2K");
        let _ = out.flush();
    }
}
