//! Payloads with secrets in them: a folder for them must not be one that git takes up.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::scene::tell;
use crate::emit::{Payload, file_name};

/// Warns where git would take up the payloads in a folder. Without git, or outside a work tree, there is nothing to say.
pub(super) fn warn(folder: &Path, payloads: &[Payload]) {
    let Some(payload) = payloads.first() else { return };
    let answer = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["check-ignore", "--quiet", "--", &file_name(&payload.connector_id)])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    // 0: ignored, 1: not ignored, anything else: git cannot say.
    if answer.is_ok_and(|status| status.code() == Some(1)) {
        tell(&format!(
            "connlint: warning: git does not ignore {}, where there are secrets in clear text now; add it to .gitignore",
            folder.display()
        ));
    }
}
