//! Faults of connlint itself, as the standard error has them.

use std::panic::{self, PanicHookInfo};
use std::path::Path;

use crate::cli::scene::tell;

/// From now on a panic tells where it happened and nothing else: its message may hold a part of a file, and that may be a
/// secret. The finding for it is made where it is caught.
pub fn tell_places_of_panics() {
    panic::set_hook(Box::new(|info| tell(&place(info))));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    let Some(at) = info.location() else { return "connlint: internal fault".to_owned() };
    // That of a library is absolute, and one of the machine that built connlint.
    let file = Path::new(at.file());
    let file = if file.is_absolute() { file.file_name().map_or(file, Path::new) } else { file };
    format!("connlint: internal fault at {}:{}", file.display(), at.line())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    /// Whether this is the process that is to panic: a hook holds for all of a process.
    const CHILD: &str = "CONNLINT_TEST_PANIC";

    #[test]
    fn a_panic_tells_its_place_and_not_its_message() {
        if std::env::var_os(CHILD).is_some() {
            super::tell_places_of_panics();
            panic!("hunter2 is no boundary");
        }
        let name = "cli::fault::tests::a_panic_tells_its_place_and_not_its_message";
        let mut child = Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--exact", name, "--nocapture"]).env(CHILD, "1").output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
        assert!(!output.status.success(), "{told}");
        assert!(told.contains("connlint: internal fault at src/cli/fault.rs:"), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}
