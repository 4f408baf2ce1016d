//! `network_drive`: the path must be relative.

use crate::consumers::Cause;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| path(fields))
}

fn path(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let path = fields.text("drive_path")?;
    if !path.starts_with(['/', '\\']) {
        return Ok(());
    }
    let text = Sentence::text("SMB Path:").value(path).then(" should not start with '/' in the beginning.");
    let words = "begins with a slash; write it without, from the name of the share";
    let kind = "ConfigurableFieldValueError";
    Err(Failure::new(Cause::InvalidAddress, "drive_path", kind, text, words).into())
}
